#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compare the states that a program computed from a carnet with those of the reference fold.

    compare.py JOURNEY.json CARNET STATES.jsonl
    compare.py --dump JOURNEY.json CARNET

JOURNEY.json describes the journey. STATES.jsonl has one line for each line of the carnet that
was folded, in order, the first included: {"n": n, "state": {…}} or {"n": n, "hash": "16 hex"},
the hash being FNV-1a 64 of the canonical JSON of the state. A last line {"n": "finish", …} may
hold the state after the drops at the end of the file. An event of unknown name, which changes
nothing, may have its line or not.

The first difference is printed and the status is 1. Equal: one line of counts, 0. Anything that
cannot be read: 2. `--dump` prints the reference's own states in the form of STATES.jsonl, and
names on stderr what it skipped.
"""

import json
import sys

sys.dont_write_bytecode = True  # The source tree stays as it was.

from fold import Carnet, Journey, canonical, fnv1a64, is_number


class Missing:
    def __repr__(self):
        return "(absent)"


MISSING = Missing()


def first_difference(ours, theirs, where="state"):
    """(where, ours, theirs) at the first place where two JSON values differ, or None.
    Numbers compare as numbers; true is not 1."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in sorted(ours.keys() | theirs.keys()):
            found = first_difference(ours.get(key, MISSING), theirs.get(key, MISSING),
                                     f"{where}.{key}")
            if found:
                return found
        return None
    if isinstance(ours, list) and isinstance(theirs, list):
        for i in range(max(len(ours), len(theirs))):
            found = first_difference(ours[i] if i < len(ours) else MISSING,
                                     theirs[i] if i < len(theirs) else MISSING, f"{where}[{i}]")
            if found:
                return found
        return None
    same_kind = type(ours) is type(theirs) or (is_number(ours) and is_number(theirs))
    return None if same_kind and ours == theirs else (where, ours, theirs)


def show(value):
    return repr(value) if value is MISSING else canonical(value)


def check(record, state, line):
    """What differs between a record and the reference's state, in words; or None."""
    if "hash" in record:
        text = canonical(state)
        ours = fnv1a64(text)
        if record["hash"] == ours:
            return None
        found = ("hash", ours, record["hash"])
        after = f"  reference's state: {text}\n"
    else:
        found = first_difference(state, record.get("state", MISSING))
        if found is None:
            return None
        after = ""
    where, ours, theirs = found
    return (f"n={record['n']}: {where} differs\n"
            f"  reference: {show(ours)}\n"
            f"  program:   {show(theirs)}\n"
            f"  event:     {line}\n{after}")


def reference_states(carnet):
    """(n, state, event line, whether the line must have a record), the finish last."""
    for folded in carnet.lines():
        yield folded.n, carnet.state.dump(), folded.raw.decode("utf-8"), folded.known
    if carnet.state.path:
        carnet.finish()
        yield "finish", carnet.state.dump(), "(end of the file)", False


def compare(carnet, records):
    """The first difference in words, or None; and how many states were equal."""
    record, equal = next(records, None), 0
    for n, state, line, required in reference_states(carnet):
        if record is None or record.get("n") != n:
            if not required:
                continue
            theirs = "ends" if record is None else f"has n={record.get('n')}"
            return f"n={n}: STATES {theirs} here\n  event:     {line}\n", equal
        difference = check(record, state, line)
        if difference:
            return difference, equal
        equal += 1
        record = next(records, None)
    if record is not None:
        return f"n={record.get('n')}: STATES has a line that the reference did not fold\n", equal
    return None, equal


def skipped(carnet):
    return "".join(f"  skipped: {what}\n" for what in carnet.damaged + carnet.gaps)


class Unreadable(Exception):
    """What was given cannot be read: no verdict."""


def read(path):
    with open(path, "rb") as file:
        return file.read()


def read_journey(path):
    try:
        return Journey(json.loads(read(path)))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(f"{path}: no journey ({type(error).__name__}: {error})") from None


def read_records(path):
    """The records one by one: a long walk has more states than fit in memory."""
    with open(path, "rb") as file:
        for number, line in enumerate(file, 1):
            try:
                record = json.loads(line)
            except ValueError as error:
                raise Unreadable(f"{path}: line {number}: {error}") from None
            if not isinstance(record, dict) or not {"state", "hash"} & record.keys():
                raise Unreadable(f"{path}: line {number}: neither a state nor a hash")
            yield record


def run(args):
    dump = args[:1] == ["--dump"]
    journey, carnet = args[1:] if dump else args[:2]
    carnet = Carnet(read_journey(journey), read(carnet))
    if dump:
        for n, state, _, _ in reference_states(carnet):
            print(canonical({"n": n, "state": state}))
        sys.stderr.write(skipped(carnet))
        return 0
    difference, equal = compare(carnet, read_records(args[2]))
    if difference:
        sys.stdout.write(difference + skipped(carnet))
        return 1
    print(f"{equal} states equal; {len(carnet.damaged)} damaged, {len(carnet.gaps)} gaps, "
          f"{carnet.repeated} repeated, {carnet.unknown} unknown, "
          f"{len(carnet.state.repairs)} repairs")
    return 0


def main(args):
    if len(args) != 3:
        sys.stderr.write(__doc__)
        return 2
    try:
        return run(args)
    except (OSError, Unreadable) as error:
        sys.stderr.write(f"compare.py: {error}\n")
        return 2


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):  # The test machine's locale decides nothing.
        sys.stdout.reconfigure(encoding="utf-8")
        sys.stderr.reconfigure(encoding="utf-8")
    sys.exit(main(sys.argv[1:]))
