# SPDX-License-Identifier: GPL-3.0-or-later
"""Each allocation failing in turn: a sentence and status 1, or a run that did without it; what
was acknowledged is there.
"""

import random

from lab import World, arguments, done, facts, good_events, lab_folder, note, ok

WHOLE = 100  # percent of the allocations of one walk
LINES = ["1", "1 et 2", "Zoé", "12", "1", "", "note", "en marge", ".", "retour", "", "quitter"]


def main():
    options = arguments(WHOLE, "percent of the allocations")
    r = random.Random(options.seed)
    wrongs, n, n_ended = [], 0, 0
    with lab_folder() as folder:
        world = World(options, folder)
        world.walk(["2", "3"])
        before, old = world.snapshot(), [facts(e) for e in good_events(world.carnet())]
        whole = world.walk(LINES)
        wanted = [facts(e) for e in good_events(world.carnet())]
        numbers = list(range(1, whole.n_allocations + 1))
        if options.n < 100:
            numbers = sorted(r.sample(numbers, len(numbers) * options.n // 100))
        for number in numbers:
            n += 1
            world.restore(before)
            run = world.walk(LINES, alloc=number)
            there = [facts(e) for e in good_events(world.carnet())]
            where = f"allocation {number}:"
            if run.status == 1:
                n_ended += 1
                if b"m\xc3\xa9moire" not in run.stderr:
                    wrongs.append(f"{where} status 1 without its sentence: {run.stderr[-300:]}")
            elif run.status != 0 or there != wanted:
                wrongs.append(f"{where} status {run.status}, {len(there)} of {len(wanted)} events: {run.stderr[-300:]}")
            if there != wanted[: len(there)] or len(there) < len(old):
                wrongs.append(f"{where} the carnet has something else")
            if len(wrongs) >= 8:
                break
    note(f"{n} of {len(numbers)} allocations failed in turn; {n_ended} ended the run, the others were done without")
    ok(n == len(numbers) and n > 0, "each was tried")
    ok(not wrongs, "without memory: a sentence, status 1, nothing acknowledged lost", *wrongs[:8])
    done()


main()
