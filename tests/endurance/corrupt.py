# SPDX-License-Identifier: GPL-3.0-or-later
"""The carnets kept in tests/carnets, one of each format that was ever released and more: they
read as they did; and every bit flip and every truncation of them is survived. Never a crash,
never a silent restart, every undamaged event kept.
"""

import json
import random

from lab import HERE, Judge, Reader, arguments, canonical, done, good_events, note, ok

KEPT = HERE.parent / "carnets"
WHOLE = 100  # percent


def variants(data, percent, r):
    """(order, bytes) of each damage."""
    flips = [(at, bit) for at in range(len(data)) for bit in range(8)]
    cuts = list(range(len(data)))
    if percent < 100:
        flips = r.sample(flips, len(flips) * percent // 100)
        cuts = r.sample(cuts, len(cuts) * percent // 100)
    for at, bit in flips:
        damaged = bytearray(data)
        damaged[at] ^= 1 << bit
        yield ("flip", at, bit), bytes(damaged)
    for length in cuts:
        yield ("cut", length), data[:length]


def kept_events(data, damaged):
    """How many lines of the original are still lines of the damaged one."""
    left = damaged.split(b"\n")
    return [line for line in data.split(b"\n") if line and line in left]


def fault(read, whole, judge, data, damaged):
    """What is wrong with the reading of a damaged carnet; None: nothing."""
    kept = kept_events(data, damaged)
    if read is None:
        return "no answer"
    if not kept:
        return None if read["outcome"] in ("unreadable", "absent") else f"nothing kept, {read['outcome']}"
    if read["outcome"] == "absent":
        return "a silent restart"
    if read["outcome"] != "ok":
        return f"outcome {read['outcome']}"
    if read["events"] < len(kept):
        return f"{len(kept)} lines are whole, {read['events']} were folded"
    if read["damaged"] == 0 and damaged != data[: len(damaged)] and read["events"] <= whole["events"]:
        return "the damage is not told"
    return judge.differs(read, damaged)


def main():
    options = arguments(WHOLE, "percent of the bits and lengths")
    r = random.Random(options.seed)
    reader = Reader(options.reader)
    n_flips = n_cuts = 0
    for path in sorted(KEPT.glob("*.carnet")):
        judge = Judge(reader, reader.load(KEPT / f"{path.name.split('-')[0]}-essai.yaml"))
        data, wrongs = path.read_bytes(), []
        reader.ask("bytes", path)
        whole = reader.ask("whole")
        wanted = json.loads(path.with_suffix(".json").read_text())
        ok(whole["outcome"] == "ok" and canonical(whole["state"]) == canonical(wanted),
           f"{path.name} reads as it did when it was written", whole)
        for order, damaged in variants(data, options.n, r):
            n_flips += order[0] == "flip"
            n_cuts += order[0] == "cut"
            wrong = fault(reader.ask(*order), whole, judge, data, damaged)
            if wrong:
                wrongs.append(f"{order}: {wrong}"[:1500])
            if len(wrongs) >= 5:
                break
        ok(not wrongs, f"{path.name} ({len(good_events(data))} events): whatever is damaged, the rest is kept", *wrongs)
    reader.close()
    note(f"{n_flips} bit flips, {n_cuts} truncations")
    done()


main()
