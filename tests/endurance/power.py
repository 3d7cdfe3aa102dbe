# SPDX-License-Identifier: GPL-3.0-or-later
"""Power loss: the operations of a run are recorded, and replayed into the states that a file
system may leave when the power fails after any of them. What isn't synced is there, or not, or
in part, or as NULs in a file that grew before its bytes came; a name that isn't synced is there
or not; a rename is done or not. All that was acknowledged is there, at most the one in flight
beside it.
"""

import os
import random

from lab import Judge, Reader, World, arguments, done, facts, good_events, lab_folder, note, ok, random_lines

WHOLE = 50000


class Disk:
    """Inodes and names, each as it is in memory and as it is on the disk for sure."""

    def __init__(self, world, before):
        self.root = str(world.data)
        self.inodes = {}   # number → [bytes on the disk, bytes since]
        self.names = {}    # path → inode, or None for a folder: in memory
        self.durable = {}  # the same on the disk
        self.pending = []  # (folders whose sync it waits for, what happens to the names)
        self.open = {}
        self.next = 1
        for path, content in before.items():
            self.names[str(world.data / path)] = None if content is None else self.new(content)
        self.durable = dict(self.names)

    def new(self, synced=b""):
        self.inodes[self.next] = [synced, b""]
        self.next += 1
        return self.next - 1

    def change(self, folders, *changes):
        """changes: (path, inode or None, or "gone")."""
        for path, what in changes:
            self.apply(self.names, path, what)
        self.pending.append(({f for f in folders}, changes))

    @staticmethod
    def apply(names, path, what):
        if what == "gone":
            names.pop(path, None)
        else:
            names[path] = what

    def follow(self, line):
        name, number = line[0], line[1] if len(line) > 1 else ""
        if name == "open":
            created, path = line[3].split(" ", 1)
            if created == "1":
                self.change([os.path.dirname(path)], (path, self.new()))
            self.open[line[2]] = (path, self.names.get(path))
        elif name == "write":
            inode = self.open[line[2]][1]
            self.inodes[inode][1] += bytes.fromhex(line[3])
        elif name == "fdatasync":
            inode = self.inodes[self.open[line[2]][1]]
            inode[:] = [inode[0] + inode[1], b""]
        elif name == "fsync":
            self.sync_folder(self.open[line[2]][0])
        elif name == "mkdir":
            path = line[2]
            self.change([os.path.dirname(path)], (path, None))
        elif name == "unlink":
            self.change([os.path.dirname(line[2])], (line[2], "gone"))
        elif name == "rename":
            old, new = (line[2] if len(line) == 3 else f"{line[2]} {line[3]}").split("\t")
            self.change([os.path.dirname(old), os.path.dirname(new)], (new, self.names[old]), (old, "gone"))
        return number

    def sync_folder(self, folder):
        """A sync of either folder of a rename settles it, and what came before it there."""
        left, blocked = [], set()
        for folders, changes in self.pending:
            if folder in folders and not any(p in blocked for p, _ in changes):
                for path, what in changes:
                    self.apply(self.durable, path, what)
            else:
                left.append((folders, changes))
                blocked |= {p for p, _ in changes}
        self.pending = left

    def after_power_loss(self, r):
        """path → bytes (None: a folder), one of the states that may be left."""
        names, spared = dict(self.durable), r.choice([0.0, 0.5, 1.0])
        touched = set()
        for _, changes in self.pending:
            if r.random() < spared and not any(p in touched for p, _ in changes):
                for path, what in changes:
                    self.apply(names, path, what)
            else:
                touched |= {p for p, _ in changes}
        form = r.choice(FORMS)
        state = {}
        for path, inode in names.items():
            if self.is_reachable(path, names):
                state[path] = None if inode is None else left_of(*self.inodes[inode], form, r)
        return state

    def is_reachable(self, path, names):
        folder = os.path.dirname(path)
        return folder == self.root or (folder in names and self.is_reachable(folder, names))


FORMS = ("dropped", "whole", "halved", "NUL", "halved, then NUL", "NUL, then the end", "blocks", "any")


def left_of(synced, since, form, r):
    """The bytes of a file of which `since` was never synced."""
    n = len(since)
    half = n // 2
    if form == "any":
        form = r.choice(FORMS[:-1])
    return synced + {
        "dropped": b"", "whole": since, "halved": since[:half], "NUL": bytes(n),
        "halved, then NUL": since[:half] + bytes(n - half),
        "NUL, then the end": bytes(half) + since[half:],
        "blocks": b"".join(since[i:i + 16] if r.random() < 0.5 else bytes(len(since[i:i + 16]))
                           for i in range(0, n, 16))[: r.randint(0, n) if r.random() < 0.5 else n],
    }[form]


class Power:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.n = self.n_sessions = self.n_points = 0
        self.distinct, self.wrongs = set(), []

    def wrong(self, *what):
        if len(self.wrongs) < 5:
            self.wrongs.append(" ".join(map(str, what))[:1500])

    def states(self, world, before, run, r, each):
        """(after how many prints, events that may be acknowledged, the state)."""
        disk = Disk(world, before)
        n_prints = 0
        for i, line in enumerate(run.log):
            if line[0] == "print":
                n_prints += 1
            elif line[0] not in ("end", "none", "fault"):
                disk.follow(line)
                self.n_points += 1
            else:
                continue
            for _ in range(each):
                if self.n < self.options.n:
                    self.n += 1
                    state = disk.after_power_loss(r)
                    self.distinct.add(hash(tuple(sorted(state.items()))))
                    yield i, n_prints, disk, state

    @staticmethod
    def lay(world, state):
        for path in sorted(world.data.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        for path in sorted(state):
            if state[path] is None:
                os.mkdir(path, 0o700)
            else:
                with open(path, "wb") as file:
                    file.write(state[path])

    def session(self, r, seed):
        world = World(self.options, self.folder)
        reader = Reader(self.options.reader)
        judge = Judge(reader, reader.load(world.journey))
        if r.random() < 0.5:
            world.walk(random_lines(r, 6))
        before, lines = world.snapshot(), random_lines(r, r.randint(4, 12))
        run = world.walk(lines)
        wanted = [facts(e) for e in good_events(world.carnet())]
        path = str(world.folder / "un.carnet")
        n_new = len(wanted) - len(good_events(before.get(world_path(world, path), b"")))
        if self.calls_on(path, run) != ["write", "fdatasync"] * n_new:
            self.wrong(f"seed {seed}: {n_new} events, and not one write and one fdatasync each",
                       self.calls_on(path, run))
        counts = self.counts(world, before, run, path)
        for i, _, _, state in self.states(world, before, run, r, 12):
            n_shown, n_synced = counts[i]
            data = state.get(path, b"")
            got = [facts(e) for e in good_events(data)]
            where = f"seed {seed}, lines {lines}, after line {i} of its log:"
            if got != wanted[: len(got)]:
                self.wrong(where, "something else is there", got)
            elif len(got) < n_shown:
                self.wrong(where, f"shown as saved {n_shown}, there {len(got)}:", data[-300:])
            elif len(got) > n_synced + 1:
                self.wrong(where, f"acknowledged {n_synced}, there {len(got)}")
            if path not in state:
                continue
            self.lay(world, state)
            read = reader.ask("read", world.folder, "un")
            difference = judge.differs(read, data)
            if difference:
                self.wrong(where, difference)
            if self.n % 20 == 0:
                self.go_on(where, world, got)
        reader.close()

    @staticmethod
    def calls_on(path, run):
        """What was called to change the file, in order."""
        fds, calls = {}, []
        for line in run.operations:
            if line[0] == "open":
                fds[line[2]] = line[3].split(" ", 1)[1]
            elif line[0] in ("write", "fdatasync") and fds.get(line[2]) == path:
                calls.append(line[0])
        return calls

    def counts(self, world, before, run, path):
        """By line of the log: events when the last text was shown, events synced."""
        disk, shown, found = Disk(world, before), 0, []
        n = len(good_events(before.get(world_path(world, path), b"")))
        shown = n
        for line in run.log:
            if line[0] == "print":
                inode = disk.names.get(path)
                if inode is not None:
                    shown = len(good_events(b"".join(disk.inodes[inode])))
            elif line[0] not in ("end", "none", "fault"):
                disk.follow(line)
            inode = disk.durable.get(path)
            synced = len(good_events(disk.inodes[inode][0])) if inode is not None else 0
            found.append((shown, max(n, synced)))
        return found

    def go_on(self, where, world, got):
        left = world.carnet()
        again = world.walk(["note", "et après", "."])
        if again.status != 0 and not got and b"\0" in left:
            # Nothing was acknowledged, and what is there can't be told from a damaged carnet: it
            # stays as it is, that is said, and another name is free.
            other = world.walk(["note", "et après", "."], name="deux")
            if again.status != 1 or b"ne se lit pas" not in again.stdout + again.stderr \
                    or world.carnet() != left or other.status != 0:
                self.wrong(where, "what can't be read was not left alone", again.status, other.status)
            return
        after = [facts(e) for e in good_events(world.carnet())]
        if again.status != 0 or after[: len(got)] != got or len(after) <= len(got):
            self.wrong(where, "the next run does not go on", again.status, again.stderr)

    def command(self, r, seed):
        world = World(self.options, self.folder)
        world.walk(random_lines(r, 8))
        key = world.data / "clé"
        key.mkdir(mode=0o700)
        words = r.choice([["effacer", "un"], ["renommer", "un", "trois"], ["copier", "un", "trois"],
                          ["exporter", "un", key]])
        before = world.snapshot()
        whole = world.carnet()
        run = world.run([], "carnets", *words)
        after = {str(world.data / p): c for p, c in world.snapshot().items()}
        made = {p for p in after if p.endswith(".carnet")}
        for i, n_prints, _, state in self.states(world, before, run, r, 12):
            there = {p: c for p, c in state.items() if p.endswith(".carnet")}
            where = f"seed {seed}, carnets {words}, after line {i} of its log:"
            if not there or any(c != whole for c in there.values()):
                self.wrong(where, "the carnet is lost, or a part of it has its name", there)
            if n_prints > 0 and set(there) != made:
                self.wrong(where, "what was said to be done is not", sorted(there), sorted(made))


def world_path(world, path):
    return type(world.data)(path).relative_to(world.data)


def main():
    options = arguments(WHOLE, "states")
    with lab_folder() as folder:
        power = Power(options, folder)
        while power.n < options.n and len(power.wrongs) < 5:
            seed = options.seed + power.n_sessions
            r = random.Random(seed)
            kind = options.only or ("command" if power.n_sessions % 4 == 3 else "session")
            getattr(power, kind)(r, seed)
            power.n_sessions += 1
    note(f"{power.n} states after a power loss ({len(power.distinct)} of them different) "
         f"at {power.n_points} points in {power.n_sessions} sessions")
    ok(power.n >= options.n, "as many states as were asked for")
    ok(not power.wrongs, "whatever the disk kept, all that was acknowledged is there", *power.wrongs)
    done()


main()
