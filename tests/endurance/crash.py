# SPDX-License-Identifier: GPL-3.0-or-later
"""Kill −9 before, in the middle of and after every system call on files of every action that
changes something: all that was acknowledged is there, at most the one in flight beside it, and
the next run (every third is made) goes on from there.
"""

import random

from lab import Files, Judge, Reader, World, arguments, done, facts, good_events, lab_folder, note, ok, random_lines

WHOLE = 10000


def points(run, r):
    """(operation, how) for each crash point of a run."""
    found = []
    for line in run.operations:
        number = int(line[1])
        found += [(number, "before"), (number, "after")]
        if line[0] == "write":
            size = len(line[3]) // 2
            found += [(number, f"part:{k}") for k in {1, size // 2, r.randrange(size), size - 1} if 0 < k < size]
    return sorted(set(found))


class Crash:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.n = self.n_sessions = self.n_in_flight = 0
        self.faults = []

    def wrong(self, what, *more):
        if len(self.faults) < 5:
            self.faults.append(" ".join([what, *map(str, more)])[:1500])

    # A walk, new or taken up again.

    def session(self, r, seed):
        world = World(self.options, self.folder)
        reader = Reader(self.options.reader)
        judge = Judge(reader, reader.load(world.journey))
        for _ in range(r.randint(0, 2)):
            world.walk(random_lines(r, 8))
        if r.random() < 0.3 and world.carnet():
            # Faults during recovery: what an earlier crash left is taken up.
            path = world.folder / "un.carnet"
            path.write_bytes(path.read_bytes()[: -r.randint(1, 60)])
        before, lines = world.snapshot(), random_lines(r, r.randint(4, 12))
        whole = world.walk(lines)
        wanted = [facts(e) for e in good_events(world.carnet())]
        n_old = len(good_events(before.get((world.folder / "un.carnet").relative_to(world.data), b"")))
        seen = self.events_by_print(world, before, whole)
        for at, how in points(whole, r):
            if self.n == self.options.n:
                break
            self.n += 1
            world.restore(before)
            where = f"seed {seed}, lines {lines}, {how} operation {at}:"
            run = world.walk(lines, at=at, how=how)
            if run.status != -9:
                self.wrong(where, "was not killed", run.status, run.stderr)
                continue
            self.judge(where, world, before, run, wanted, n_old, seen, reader, judge)
        reader.close()

    def events_by_print(self, world, before, run):
        """How many events were in the file when the k-th text was shown."""
        path, files, seen = str(world.folder / "un.carnet"), Files(world, before), [0]
        for line in run.log:
            files.follow(line)
            if line[0] == "print":
                seen.append(len(good_events(files.bytes.get(path, b""))))
        return seen

    def judge(self, where, world, before, run, wanted, n_old, seen, reader, judge):
        files, path = Files(world, before), str(world.folder / "un.carnet")
        for line in run.log:
            files.follow(line)
        data = world.carnet()
        got = [facts(e) for e in good_events(data)]
        n_synced = max(n_old, len(good_events(files.acknowledged(path))))
        n_shown = max(n_old, seen[min(files.n_prints, len(seen) - 1)])
        if got != wanted[: len(got)]:
            self.wrong(where, "the carnet has something else", got, wanted)
        elif len(got) < max(n_synced, n_shown):
            self.wrong(where, f"acknowledged {n_synced}, shown {n_shown}, there {len(got)}")
        elif len(got) > n_synced + 1:
            self.wrong(where, f"acknowledged {n_synced}, there {len(got)}")
        self.n_in_flight += len(got) > n_synced
        if data:
            read = reader.ask("read", world.folder, "un")
            difference = judge.differs(read, data)
            if difference:
                self.wrong(where, difference)
        if self.n % 3 > 0:
            return
        again = world.walk(["note", "et après", "."])
        after = [facts(e) for e in good_events(world.carnet())]
        if again.status != 0 or after[: len(got)] != got or len(after) <= len(got):
            self.wrong(where, "the next run does not go on", again.status, again.stderr, after)

    # A carnet as a whole file.

    def command(self, r, seed):
        world = World(self.options, self.folder)
        world.walk(random_lines(r, 8))
        world.walk(random_lines(r, 4), name="deux")
        key = world.data / "clé"
        key.mkdir(mode=0o700)
        (key / "vieux.carnet").write_bytes(world.carnet())
        words, moves = r.choice([
            (["effacer", "un"], True), (["renommer", "un", "trois"], True),
            (["copier", "un", "trois"], False), (["exporter", "un", key], False),
            (["importer", key / "vieux.carnet", "trois"], False),
        ])
        before = world.snapshot()
        originals = sorted(c for p, c in before.items() if p.suffix == ".carnet")
        whole = world.run([], "carnets", *words)
        if whole.status != 0:
            self.wrong(f"seed {seed}:", words, whole.stderr)
        for at, how in points(whole, r):
            if self.n == self.options.n:
                break
            self.n += 1
            world.restore(before)
            where = f"seed {seed}, carnets {' '.join(map(str, words))}, {how} operation {at}:"
            run = world.run([], "carnets", *words, at=at, how=how)
            there = sorted(c for p, c in world.snapshot().items() if p.suffix == ".carnet")
            extra = [c for c in there if c not in originals]
            kept = len(there) >= len(originals) and set(originals) <= set(there)
            if run.status != -9 or extra or not kept:
                self.wrong(where, run.status, "a carnet is lost, or a part of one has its name", there)
            if moves and len(there) > len(originals):
                self.wrong(where, "a move left two")
            again = world.run([], "carnets", *words)
            if again.status not in ((0, 1) if moves else (0, 73)):
                self.wrong(where, "the next run:", again.status, again.stderr)


def main():
    options = arguments(WHOLE, "crash points")
    with lab_folder() as folder:
        crash = Crash(options, folder)
        while crash.n < options.n and len(crash.faults) < 5:
            seed = options.seed + crash.n_sessions
            r = random.Random(seed)
            (crash.command if crash.n_sessions % 4 == 3 else crash.session)(r, seed)
            crash.n_sessions += 1
    note(f"{crash.n} crash points in {crash.n_sessions} sessions; at {crash.n_in_flight} the event in flight was kept")
    ok(crash.n >= options.n, "as many crash points as were asked for")
    ok(not crash.faults, "killed anywhere, all that was acknowledged is there and one goes on", *crash.faults)
    done()


main()
