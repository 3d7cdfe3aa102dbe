# SPDX-License-Identifier: GPL-3.0-or-later
"""Random edits of a journey × random carnets: never a crash, never an answer lost, the position
the last that still exists, all as the reference fold has it.
"""

import random
import re
import subprocess
from pathlib import Path

from lab import Reader, arguments, canonical, done, lab_folder, note, ok, reference_state
from random_journey import random_journey

WHOLE = 100000
CARNETS, EDITS = 10, 20  # of one journey

BODIES = [
    "    texte: Autre chose", "    texte: Encore\n    choix: {a: Un, d: Quatre}",
    "    texte: Combien\n    estimer: {juste: 3, de: 0, à: 9, source: Essai}",
    "    texte: Lesquels\n    choix: {b: Deux, c: Trois}\n    plusieurs: {min: 0}",
    "    texte: À remplir\n    champs:\n      n: {libellé: Un nombre, type: nombre, min: 5, facultatif: oui}",
    "    note: Autrement",
]


def blocks_of(text):
    head, body = text.split("étapes:\n")
    return head, re.findall(r"^  [^ ].*\n(?:    .*\n)*", body, re.M)


def name_of(block):
    return re.match(r"  ([^:]+):", block).group(1)


def without(name, text):
    """Nothing leads to the step or asks about it any more."""
    text = re.sub(rf"(vers|détour|sinon|ensuite): {name}\b", r"\1: fin", text)
    text = re.sub(rf"carrefour: \[{name}(, )?", "carrefour: [", text)
    text = re.sub(rf", {name}\b(?=[^\n]*\])", "", text)
    return re.sub(rf"si: '[^']*\b{name}\b[^']*'", "si: 'vu(s0)'", text)


def edit(text, r, renamed):
    """One step goes, is renamed, or becomes another; a choice or a field too. What the author
    says of renamed steps (`renommages`) is added to `renamed`."""
    head, blocks = blocks_of(text)
    i = r.randrange(len(blocks))
    name, block = name_of(blocks[i]), blocks[i]
    what = r.choice(["remove", "remove", "remove", "rename", "change", "option", "field", "add"])
    if name in ("fin", "s0") and what in ("remove", "rename"):
        what = "option"
    if what == "remove":
        del blocks[i]
        return without(name, head + "étapes:\n" + "".join(blocks))
    if what == "rename":
        new = f"neuf-{r.randrange(99)}"
        if new in text or name in renamed.values():
            return text
        if r.random() < 0.7:
            renamed[name] = new
        return re.sub(rf"\b{name}\b", new, text)
    if what == "change":
        ways = re.findall(r"^    (?:vers|retour|suite):.*\n(?:      - .*\n)*", block, re.M)
        if not ways or "carrefour" in block:
            return text
        blocks[i] = f"  {name}:\n    titre: Changée\n{r.choice(BODIES)}\n{ways[0]}"
        text = head + "étapes:\n" + "".join(blocks)
        return re.sub(rf"si: '[^']*\b{name}\b[^']*'", "si: 'vu(s0)'", text)
    if what == "option":
        letter = r.choice("abc")
        blocks[i] = re.sub(rf"^      {letter}: ", "      e: ", block, flags=re.M)
        return re.sub(rf"si: '[^']*\b{name}\b[^']*'", "si: 'vu(s0)'", head + "étapes:\n" + "".join(blocks))
    if what == "field":
        return text.replace("min: 0, max: 9", r.choice(["min: 3, max: 4", "min: 0, max: 99"])).replace(
            "      t: {libellé: Un texte, facultatif: oui}", "      u: {libellé: Un texte, facultatif: oui}")
    blocks.append(f"  ajout-{r.randrange(999)}:\n    texte: Nouvelle\n    choix: {{a: Un}}\n    vers: fin\n")
    return head + "étapes:\n" + "".join(blocks)


def shown(answer):
    return canonical(sorted(answer) if isinstance(answer, list) and all(isinstance(x, str) for x in answer)
                     else answer)


def answers(state):
    """Every answer that a state still shows, by step."""
    found = {(p["step"], shown(p["rép"])) for p in state["path"] if p.get("rép") is not None}
    found |= {(step, shown(a)) for step, a in state["prefill"].items()}
    return found | {(o["step"], shown(o["rép"])) for o in state["orphans"]}


class Edits:
    def __init__(self, options, folder):
        self.options, self.folder = options, Path(folder)
        self.walker = options.build / "tests/walker"
        self.reader = Reader(options.reader)
        self.n = self.n_journeys = self.n_unfit = self.n_moved = self.n_orphans = 0
        self.wrongs = []

    def wrong(self, *what):
        if len(self.wrongs) < 5:
            self.wrongs.append("\n".join(map(str, what))[:3000])

    def journey(self, seed):
        r = random.Random(seed)
        path = self.folder / "graphe.yaml"
        text = random_journey(r)
        path.write_text(text)
        subprocess.run([self.walker, path, "--seed", str(seed), "--moves", str(r.randint(5, 16)), "--walks",
                        str(CARNETS), "--carnet", self.folder / "c", "--states", self.folder / "s"]
                       + (["--rough"] if r.random() < 0.2 else []),
                       check=True, capture_output=True)
        carnets = [(self.folder / f"c.{i + 1}").read_bytes() for i in range(CARNETS)]
        old = self.reader.load(path)
        states = [reference_state(old, data) for data in carnets]
        self.n_journeys += 1
        for _ in range(EDITS):
            renamed, changed = {}, text
            for _ in range(r.choice([1, 2, 3, 5])):
                changed = edit(changed, r, renamed)
            said = ", ".join(f"{old}: {new if f'  {new}:' in changed else '~'}" for old, new in renamed.items())
            changed = changed.replace("version: 1", "version: 2" + (
                f"\nrenommages:\n  2: {{étapes: {{{said}}}}}" if said else ""))
            path.write_text(changed)
            new = self.reader.load(path)
            if new is None:
                self.n_unfit += 1
                continue
            for i, data in enumerate(carnets):
                if self.n < self.options.n:
                    self.n += 1
                    self.judge(f"seed {seed}, carnet {i + 1}:", new, self.folder / f"c.{i + 1}", data, states[i], changed, renamed)

    def judge(self, where, new, path, data, before, text, renamed):
        self.reader.ask("bytes", path)
        read, wanted = self.reader.ask("whole"), reference_state(new, data)
        if (read["state"] is None) != (wanted is None):
            self.wrong(where, read, wanted)
        if read["state"] is None or wanted is None:
            return
        if canonical(read["state"]) != canonical(wanted):
            self.wrong(where, "store and reference differ:", canonical(read["state"]), canonical(wanted), text)
        # A carnet that knows the new version already is not renamed any more.
        if before is None or (renamed and b'"e":"ouvrir"' in data):
            return
        old = {(renamed.get(step, step), answer) for step, answer in answers(before)}
        new_names = {(renamed.get(step, step), answer) for step, answer in answers(wanted)}
        lost = {a for a in old - new_names if a[0] not in wanted["prefill"]}
        if lost:
            self.wrong(where, f"lost: {lost}", text)
        here, was = wanted["path"][wanted["cursor"]]["step"], before["path"][before["cursor"]]["step"]
        was = renamed.get(was, was)
        if was in new.steps and here != was:
            self.wrong(where, f"was at {was}, which is still there, and is at {here}", text)
        self.n_moved += here != was
        self.n_orphans += bool(wanted["orphans"])


def main():
    options = arguments(WHOLE, "edits × carnets")
    with lab_folder() as folder:
        edits = Edits(options, folder)
        while edits.n < options.n and len(edits.wrongs) < 5:
            edits.journey(options.seed + edits.n_journeys)
        edits.reader.close()
    note(f"{edits.n} edits × carnets on {edits.n_journeys} journeys; {edits.n_moved} took up elsewhere, "
         f"{edits.n_orphans} have answers put aside; {edits.n_unfit} edits made no sound journey")
    ok(edits.n >= options.n, "as many as were asked for")
    ok(not edits.wrongs, "no edit loses an answer or the place, and the reference agrees", *edits.wrongs)
    done()


main()
