# SPDX-License-Identifier: GPL-3.0-or-later
"""Random walks of the engine, compared event by event with the reference fold.

Walks the shipped journeys, those of the tests and random graphs; the seed is printed, and
the same seed walks the same way.

    walks.py --walker PROGRAM --journey-json PROGRAM --journeys FOLDER [--moves N] [--seed S]
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from random_journey import later, random_journey
from tap import done, note, ok

HERE = Path(__file__).resolve().parent
COMPARE = HERE / "reference" / "compare.py"


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--walker", required=True)
    parser.add_argument("--journey-json", required=True)
    parser.add_argument("--journeys", required=True, type=Path)
    parser.add_argument("--moves", type=int, default=10000)
    parser.add_argument("--seed", type=int, default=None)
    return parser.parse_args()


def run(command, **how):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, **how)


class Campaign:
    def __init__(self, options, folder):
        self.options = options
        self.folder = Path(folder)
        self.seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**9)
        self.n_states = 0

    def age(self, journey, name, moves, r):
        """The carnet of a walk, and then another in what its journey has become."""
        carnet, old = self.folder / "walk.carnet", self.folder / "old.carnet"
        new = self.folder / "later.yaml"
        self.walk(journey, name, moves)
        carnet.replace(old)
        new.write_text(later(r, journey.read_text()))
        self.walk(new, f"{name}, two versions later", moves, r.random() < 0.3, old)

    def walk(self, journey, name, moves, rough=False, after=None):
        """One walk of so many moves; True where engine and reference agree on each event."""
        self.seed += 1
        carnet, states = self.folder / "walk.carnet", self.folder / "walk.states"
        description = self.folder / "journey.json"
        shown = run([self.options.journey_json, journey])
        if not ok(shown.returncode == 0, f"{name} is described", shown.stderr):
            return
        description.write_text(shown.stdout)
        words = [self.options.walker, journey, "--seed", self.seed, "--moves", moves,
                 "--walks", 1, "--carnet", carnet, "--states", states]
        walked = run(words + (["--rough"] if rough else []) + (["--after", after] if after else []))
        how = "roughly " if rough else ""
        if not ok(walked.returncode == 0,
                  f"{name}: {moves} moves {how}walked from seed {self.seed} keep the invariants",
                  walked.stdout[-2000:], walked.stderr[-2000:]):
            return
        compared = run([sys.executable, COMPARE, description, carnet, states])
        ok(compared.returncode == 0 and not compared.stdout.startswith("0 states"),
           f"{name}: engine and reference agree on every event of seed {self.seed}",
           compared.stdout[-3000:], compared.stderr[-2000:])
        first = compared.stdout.split(" ", 1)[0]
        self.n_states += int(first) if first.isdigit() else 0


def main():
    options = arguments()
    with tempfile.TemporaryDirectory(dir=os.getcwd()) as folder:
        campaign = Campaign(options, folder)
        note(f"seed {campaign.seed}")
        shipped = sorted(options.journeys.glob("*/parcours.yaml"))
        # Paths of some 200 places: dumps of the whole state after each event stay affordable.
        per_walk = 200
        i = 0
        while campaign.n_states < options.moves and i < options.moves // 20:
            rough = i % 4 == 3
            if i % 3 == 0:
                journey = shipped[i // 3 % len(shipped)]
                campaign.walk(journey, journey.parent.name, per_walk, rough)
            else:
                journey = campaign.folder / "graph.yaml"
                r = random.Random(campaign.seed * 7919 + i)
                journey.write_text(random_journey(r))
                if i % 3 == 2:
                    campaign.age(journey, f"random graph {i}", per_walk // 2, r)
                else:
                    campaign.walk(journey, f"random graph {i}", per_walk, rough)
            i += 1
        ok(campaign.n_states >= options.moves,
           "as many states were compared as were asked for", campaign.n_states)
    done()


main()
