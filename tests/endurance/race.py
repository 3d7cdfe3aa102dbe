# SPDX-License-Identifier: GPL-3.0-or-later
"""Two to eight processes on one carnet at once: what each was told is true. Who ended with 0 has
everything in the carnet; who was refused has nothing in it; no line is damaged, lost or doubled.
"""

import random

from lab import Malformed, World, arguments, done, lab_folder, note, ok, read_line

WHOLE = 1000


def lines_of(data):
    """Every line as an event; None where one is damaged."""
    events = []
    for raw in data.split(b"\n"):
        if raw:
            try:
                events.append(read_line(raw))
            except Malformed:
                return None
    return events


class Race:
    def __init__(self, options, folder):
        self.options, self.world = options, World(options, folder)
        self.n_processes = self.n_saved = self.n_refused = 0
        self.wrongs = []

    def wrong(self, *what):
        if len(self.wrongs) < 5:
            self.wrongs.append(" ".join(map(str, what))[:1500])

    def round(self, number, r):
        world = self.world
        if r.random() < 0.2:
            world.restore({})
        texts = [f"moi {number} {i}" for i in range(r.randint(2, 8))]
        starts = []
        for text in texts:
            lines = ["note", text, "."] + r.choice([[], ["1"], ["note", text + " bis", "."]])
            starts.append((world.start(lines, "--texte", "--carnet", "un", world.journey), lines))
        command = None
        if r.random() < 0.3:
            words = r.choice([["effacer", "un"], ["copier", "un", f"copie-{number}"]])
            command = world.start([], "carnets", *words)
        runs = [world.finish(process, lines) for process, lines in starts]
        if command is not None:
            done_well = world.finish(command, []).status
            if done_well not in (0, 1, 73, 75):
                self.wrong(f"round {number}: the command ended with", done_well)
        self.judge(f"round {number}:", texts, runs)

    def judge(self, where, texts, runs):
        files = {p: lines_of(p.read_bytes()) for p in self.world.data.rglob("*.carnet")}
        said = {}
        for path, events in files.items():
            if events is None:
                self.wrong(where, path.name, "has a damaged line")
            elif [e["n"] for e in events] != list(range(len(events))):
                self.wrong(where, path.name, "lines are lost or doubled", [e["n"] for e in events])
            for e in events or []:
                if e["e"] == "brouillon" and not path.name.startswith("copie"):
                    text = e["mis"].strip("\n")
                    said[text] = said.get(text, 0) + 1
        for text, run in zip(texts, runs):
            self.n_processes += 1
            refused = run.status == 75 or "appelle déjà".encode() in run.stdout + run.stderr
            self.n_saved += not refused
            self.n_refused += refused
            if run.status not in (0, 75) and not (refused and run.status == 1):
                self.wrong(where, "ended with", run.status, run.stderr[-300:])
            elif refused and text in said:
                self.wrong(where, "was refused, and its words are in the carnet")
            elif not refused and said.get(text) != 1:
                self.wrong(where, f"was saved, and its words are there {said.get(text, 0)} times")


def main():
    options = arguments(WHOLE, "rounds")
    r = random.Random(options.seed)
    with lab_folder() as folder:
        race = Race(options, folder)
        for number in range(options.n):
            if len(race.wrongs) < 5:
                race.round(number, r)
    note(f"{options.n} rounds, {race.n_processes} processes: {race.n_saved} wrote, {race.n_refused} were refused")
    ok(race.n_saved > 0 and race.n_refused > 0, "some wrote and some were refused")
    ok(not race.wrongs, "what each was told is true", *race.wrongs)
    done()


main()
