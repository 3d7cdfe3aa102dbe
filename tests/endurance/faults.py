# SPDX-License-Identifier: GPL-3.0-or-later
"""Every operation on files × every error × once and for ever: no crash, no hang, nothing lost
without a word. What could not be saved is handed over, and the status says so; without the
fault, the next run goes on.
"""

import errno
import random

from lab import World, arguments, done, facts, good_events, lab_folder, note, ok, random_lines

ERRORS = ("EIO", "ENOSPC", "EDQUOT", "EROFS", "EACCES", "EINTR", "EMFILE", "short")
WHOLE = 6000
REFUSALS = ("ne se lit pas", "ouvre pas en écriture", "Il n’y a pas de carnet", "appelle déjà")
SAID = {1, 65, 73, 74, 75}


class Faults:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.n = self.n_sessions = self.n_unsaved = 0
        self.wrongs = []

    def wrong(self, *what):
        if len(self.wrongs) < 6:
            self.wrongs.append(" ".join(map(str, what))[:1200])

    def cases(self, run, r):
        found = []
        for line in run.operations:
            for name in ERRORS:
                if name == "short" and line[0] not in ("write", "none"):
                    continue
                how = name if name == "short" else getattr(errno, name)
                found += [(int(line[1]), how, name, ever) for ever in (False, True)]
        r.shuffle(found)
        return found

    def session(self, r, seed):
        world = World(self.options, self.folder)
        if r.random() < 0.5:
            world.walk(random_lines(r, 6))
            if r.random() < 0.5:
                path = world.folder / "un.carnet"
                path.write_bytes(path.read_bytes()[: -r.randint(1, 60)])
        before, old = world.snapshot(), [facts(e) for e in good_events(world.carnet())]
        lines = random_lines(r, 6)
        whole = world.walk(lines)
        wanted = [facts(e) for e in good_events(world.carnet())]
        for at, how, name, ever in self.cases(whole, r):
            if self.n == self.options.n or self.n >= (self.n_sessions + 1) * 150:
                break
            self.n += 1
            world.restore(before)
            run = world.walk(lines, at=at, how=how, ever=ever, timeout=20)
            where = f"seed {seed}, {name} {'for ever' if ever else 'once'} at operation {at} of {lines}:"
            self.judge(where, world, run, old, wanted)

    def judge(self, where, world, run, old, wanted):
        there = [facts(e) for e in good_events(world.carnet())]
        handed = [facts(e) for e in run.handed_over]
        # Then one is at the start screen, and the lines that follow mean something else there.
        refused = any(sentence.encode() in run.stdout for sentence in REFUSALS)
        if run.status not in SAID | {0}:
            self.wrong(where, "ended with", run.status, run.stderr[-300:])
        elif run.status == 0 and there != wanted:
            self.wrong(where, "status 0, and not all is saved:", len(there), "of", len(wanted), run.stdout[-300:])
        elif there[: len(old)] != old[: len(there)] or len(there) < len(old):
            self.wrong(where, "what was there is not any more")
        elif handed and not refused and there + [f for f in handed if f not in there] != wanted:
            self.wrong(where, "carnet and what is handed over are not all", len(there), len(handed), len(wanted))
        elif run.status == 74 and not refused and not handed and len(there) < len(wanted):
            self.wrong(where, "not saved, and not handed over", run.stdout[-400:])
        self.n_unsaved += run.status in (73, 74)
        again = world.walk(["note", "et après", "."])
        after = [facts(e) for e in good_events(world.carnet())]
        if again.status != 0 or after[: len(there)] != there or len(after) <= len(there):
            self.wrong(where, "the next run does not go on", again.status, again.stdout[-300:])

    # The start screen, and carnets as whole files.

    def command(self, r, seed):
        world = World(self.options, self.folder)
        world.walk(random_lines(r, 6))
        key = world.data / "clé"
        key.mkdir(mode=0o700)
        (key / "vieux.carnet").write_bytes(world.carnet())
        words = r.choice([["carnets", "effacer", "un"], ["carnets", "renommer", "un", "deux"],
                          ["carnets", "copier", "un", "deux"], ["carnets", "exporter", "un", key],
                          ["carnets", "importer", key / "vieux.carnet"], ["carnets"], ["etat"],
                          ["--texte", world.journey]])
        before = world.snapshot()
        originals = {c for p, c in before.items() if p.suffix == ".carnet"}
        whole = world.run([], *words)
        for at, how, name, ever in self.cases(whole, r):
            if self.n == self.options.n or self.n >= (self.n_sessions + 1) * 150:
                break
            self.n += 1
            world.restore(before)
            where = f"seed {seed}, {' '.join(map(str, words))}, {name} {'for ever' if ever else 'once'} at {at}:"
            run = world.run([], *words, at=at, how=how, ever=ever, timeout=20)
            there = {c for p, c in world.snapshot().items() if p.suffix == ".carnet"}
            if run.status not in SAID | {0}:
                self.wrong(where, "ended with", run.status, run.stderr[-300:])
            if there != originals:
                self.wrong(where, "carnets are not as they were")
            words_of_it = run.stdout + run.stderr
            if words in (["carnets"], ["--texte", world.journey]) and b"ne se lit pas" not in words_of_it \
                    and b"Reprendre" not in run.stdout and b"- un" not in run.stdout:
                self.wrong(where, "the carnet is passed over without a word", run.stdout[-300:])
            if run.status == 1 and not run.stderr:
                self.wrong(where, "failed without a word")


def main():
    options = arguments(WHOLE, "faults")
    with lab_folder() as folder:
        faults = Faults(options, folder)
        while faults.n < options.n and len(faults.wrongs) < 6:
            seed = options.seed + faults.n_sessions
            r = random.Random(seed)
            kind = options.only or ("command" if faults.n_sessions % 3 == 2 else "session")
            getattr(faults, kind)(r, seed)
            faults.n_sessions += 1
    note(f"{faults.n} faults in {faults.n_sessions} sessions; {faults.n_unsaved} ended unsaved, and said so")
    ok(faults.n >= options.n, "as many faults as were asked for")
    ok(not faults.wrongs, "whatever fails, nothing is lost without a word", *faults.wrongs)
    done()


main()
