# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks of the Safari, kept: what is answered, what must be read, and the way they took.

    marches.py SAFARI JOURNEY FOLDER [NAME…]

Each file of FOLDER is one walk. Lines with # say who walks. Then `step: answer | answer`,
one for each time that something is asked there (the beginning of a label, or what is
typed); a step that is not named gets Enter. `step > words` must be read at that step.
`écrans: 70` is how many screens it may take. After --- comes the way it took: each step and
what was answered there. With SAFARI_BLESS=1 that part is written anew; then the diff is the
review.
"""

import json
import os
import re
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from marcheur import Marcheur, plain  # noqa: E402
from tap import done, equal, ok  # noqa: E402

SAFARI, JOURNEY, FOLDER = (Path(p).resolve() for p in sys.argv[1:4])
BLESS = os.environ.get("SAFARI_BLESS") == "1"
MOST_PROMPTS = 400
# What the program says to an answer that it cannot take.
LOST = ("Je n'ai pas compris", "Il faut une réponse", "Tapez un numéro de")
ENDS = ("fin-", "halte-", "doux-halte", "rev-soir")


class Walk:
    def __init__(self, path):
        self.path = path
        self.head, _, self.kept = path.read_text().partition("---\n")
        self.typed, self.expected, self.most = {}, [], MOST_PROMPTS
        for line in self.head.splitlines():
            if line.startswith("#") or not line.strip():
                continue
            if " > " in line.split(": ")[0]:
                step, words = line.split(" > ", 1)
                self.expected.append((step.strip(), words.strip()))
            else:
                step, _, answers = line.partition(":")
                if step == "écrans":
                    self.most = int(answers)
                elif answers.strip():
                    self.typed[step.strip()] = re.split(r"\s*\|\s*", answers.strip())
        self.read = {}
        self.lost = []

    def answer(self, m, where):
        words = self.typed.get(where, [])
        line = words.pop(0) if words else ""
        for label, number in m.rows().items():
            if line and label.startswith(line):
                return number
        return line

    def go(self, m):
        """To the end, or to « quitter »."""
        for _ in range(MOST_PROMPTS):
            where = m.here() or "porte"
            self.read[where] = self.read.get(where, "") + m.page
            if m.run.poll() is not None or not m.page:
                return
            line = self.answer(m, where)
            m.type(line)
            if any(lost in m.page for lost in LOST):
                self.lost.append(f"{where}: {line!r}")
                m.type("quitter")
                return
            here = m.here() or ""
            if here.startswith(ENDS) and not self.typed.get(here):
                self.read[here] = self.read.get(here, "") + m.page
                m.type("quitter")
                return

    def way(self, m):
        """The steps as they came, each with the last answer it was given there."""
        lines = []
        for e in m.events():
            if "rép" in e and e["rép"] is not None:
                step = e.get("étape", e.get("de"))
                for i in range(len(lines) - 1, -1, -1):
                    if lines[i].split(" = ")[0] == step:
                        rep = e["rép"]
                        lines[i] = f"{step} = " + (
                            rep if isinstance(rep, str) else json.dumps(rep, ensure_ascii=False))
                        break
            if "à" in e or "début" in e:
                lines.append(e.get("à", e.get("début")))
        return "".join(line + "\n" for line in lines)


def main():
    names = sys.argv[4:]
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(FOLDER.glob("*.txt")):
            if names and path.stem not in names:
                continue
            walk, m = Walk(path), Marcheur(SAFARI, JOURNEY, folder)
            walk.go(m)
            way = walk.way(m)
            m.close()
            if os.environ.get("SAFARI_SAID"):
                Path(os.environ["SAFARI_SAID"], path.name).write_text(m.said)
            equal(walk.lost, [], f"{path.stem}: every answer is understood")
            left = {s: a for s, a in walk.typed.items() if a}
            equal(left, {}, f"{path.stem}: every answer was asked for")
            n = way.count("\n")
            ok(n <= walk.most, f"{path.stem}: {n} screens, {walk.most} at most")
            for step, words in walk.expected:
                ok(plain(words) in walk.read.get(step, ""), f"{path.stem}: {step} says « {words} »",
                   walk.read.get(step, "(never reached)"))
            if BLESS:
                path.write_text(walk.head + "---\n" + way)
            else:
                equal(way, walk.kept, f"{path.stem}: the way is the one that was kept")
    done()


main()
