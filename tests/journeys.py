# SPDX-License-Identifier: GPL-3.0-or-later
"""A small journey for each thing that the format can do, walked as it was recorded.

    journeys.py SAFARI FOLDER JOURNEY_KEYS [NAME…]

NAME.yaml, or a folder NAME, is a journey; NAME.txt is a walk of it in plain mode. After a
remark, lines that begin with > are typed, each at its own prompt; `== JOURNEY` begins another
run, in the same home. After --- comes all that was said, and after the next --- what the
carnet then holds. With SAFARI_BLESS=1 both are written anew; then the diff is the review.

What a walk leaves in its carnet is then done again by « safari rejouer », and must lead to
where it led.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(sys.argv[2]).resolve()
KEYS = Path(sys.argv[3]).resolve()
NAMES = sys.argv[4:]
BLESS = os.environ.get("SAFARI_BLESS") == "1"

from tap import done, equal, ok  # noqa: E402
from world import World  # noqa: E402

# Of the expressions; the keys are journey_keys.c's affair.
WORDS = ["et", "ou", "non", "contient", "parmi", "répondu", "vu", "visites", "fait", "réussi",
         "compte", "si", "cochés", "=", "!=", "<", "<=", ">", ">="]


class Walk:
    def __init__(self, path):
        self.path = path
        self.head, *rest = path.read_text().split("---\n")
        self.said, self.kept = rest if len(rest) == 2 else ("", "")
        self.runs = []
        for line in self.head.splitlines():
            if line.startswith("== "):
                self.runs.append((line[3:], []))
            elif line.startswith(">"):
                if not self.runs:
                    self.runs.append((f"{path.stem}.yaml", []))
                self.runs[-1][1].append(line[2:] + "\n")

    def go(self, w):
        """All that it said; its carnets, by journey."""
        said = []
        for journey, lines in self.runs:
            run = w.run("".join(lines), FOLDER / journey)
            said.append(run.stdout.decode() + run.stderr.decode())
            ok(run.returncode == 0, f"{self.path.stem}: {journey} ends well", said[-1][-1500:])
        whole = "".join(said).replace(str(w.root), "").replace(str(FOLDER), "")
        return re.sub(r"\((aujourd’hui|hier)\)", "(ce jour)", whole)

    def replay(self, w, carnet):
        run = w.run("", "rejouer", FOLDER / self.runs[-1][0], carnet)
        return run.stdout.decode() + run.stderr.decode()


def facts_of(carnet):
    """Its lines, without what differs between two runs."""
    lines = []
    for line in carnet.read_text().splitlines():
        event = {k: v for k, v in json.loads(line).items()
                 if k not in ("t", "ms", "crc", "programme", "empreinte")}
        lines.append(json.dumps(event, ensure_ascii=False))
    return "".join(line + "\n" for line in lines)


def where(carnet):
    """The step at which it stands, by its moves."""
    path, at = [], 0
    for line in carnet.read_text().splitlines():
        e = json.loads(line)
        if e["e"] == "carnet":
            path = [e["début"]]
        elif e["e"] == "aller":
            path = path[:at + 1] + [e["à"]]
            at = len(path) - 1
        elif e["e"] == "reculer":
            at -= e["pas"]
        elif e["e"] == "refaire":
            at += e["pas"]
        elif e["e"] == "corriger":
            return None  # the way that follows is the program's to find
    return path[at]


def check_walk(path, folder):
    walk, w = Walk(path), World(folder)
    (w.data / "parcours").mkdir(parents=True)
    (w.data / "parcours" / "voisin").symlink_to(FOLDER / "voisin")
    said = walk.go(w)
    carnets = sorted(w.data.glob("*/*.carnet"))
    kept = "".join(facts_of(c) for c in carnets)
    if BLESS:
        path.write_text(f"{walk.head}---\n{said}---\n{kept}")
    else:
        ok(said == walk.said, f"{path.stem}: it says what it said", *difference(walk.said, said))
        ok(kept == walk.kept, f"{path.stem}: and keeps what it kept", *difference(walk.kept, kept))
    names = {journey for journey, _ in walk.runs}
    for carnet in carnets if len(names) == 1 else []:
        if carnet.parent.name != path.stem:
            continue
        again = walk.replay(w, carnet).replace("\u00a0", " ")
        found = re.search(r"on est à « (.+) »\.$", again)
        end = where(carnet)
        ok(found and end in (None, found[1]), f"{path.stem}: done again, it leads to the same step",
           again, end)
        check_report(walk, w, carnet, again)


def written(carnet):
    """Every text that was typed into it."""
    def strings(value):
        if isinstance(value, dict):
            for v in value.values():
                yield from strings(v)
        elif isinstance(value, str):
            yield value
    for line in carnet.read_text().splitlines():
        e = json.loads(line)
        yield from (e[key] for key in ("texte", "mis") if e.get(key))
        if isinstance(e.get("rép"), dict):
            yield from (s for s in strings(e["rép"]) if " " in s or s[:1].isupper())


def check_report(walk, w, carnet, again):
    """What « safari etat --joindre » makes of it: without the words, and done again."""
    journey, report = FOLDER / walk.runs[-1][0], w.root / "report.marche"
    run = w.run("", "etat", "--joindre", report, journey)
    text = report.read_text() if report.exists() else run.stderr.decode()
    told = [t for t in written(carnet) for line in t.split("\n") if line and line in text]
    equal(told, [], f"{walk.path.stem}: joined to a report, it has no word that was written")
    there = walk.replay(w, report)
    equal(there.split(":", 1)[-1].replace("\u00a0", " "), again.split(":", 1)[-1],
          f"{walk.path.stem}: and leads to the same step without them")


def difference(wanted, got):
    wanted, got = wanted.splitlines(), got.splitlines()
    for i in range(max(len(wanted), len(got))):
        a, b = wanted[i:i + 1], got[i:i + 1]
        if a != b:
            return [f"line {i + 1}", f"wanted: {a}", f"got:    {b}"]
    return []


def check_keys():
    run = subprocess.run([KEYS, *sorted(FOLDER.rglob("*.yaml"))], capture_output=True, text=True)
    ok(run.returncode == 0 and not run.stdout,
       "every key of the loader's tables is walked somewhere, where it may stand", run.stdout)


def check_words():
    texts = "\n".join(p.read_text() for p in sorted(FOLDER.rglob("*.yaml")))
    conditions = re.findall(r"(?:si|griser_si): (.*)|\$\{(.*?)\}", texts)
    conditions += re.findall(r"^calculs:(.*(?:\n  .*)*)", texts, re.M)
    flat = " ".join(c if isinstance(c, str) else " ".join(c) for c in conditions)
    used = set(re.findall(r"\w+|[!<>]?=|[<>]", flat))
    missing = [word for word in WORDS if word not in used]
    ok(not missing, "every word of the expressions is walked", missing)


def main():
    with tempfile.TemporaryDirectory() as folder:
        walks = sorted(FOLDER.glob("*.txt"))
        for path in walks:
            if not NAMES or path.stem in NAMES:
                check_walk(path, folder)
    if not NAMES:
        stems = {p.stem for p in walks} | {"voisin"}
        lone = [p.name for p in FOLDER.iterdir() if p.suffix in ("", ".yaml") and p.stem not in stems]
        equal(lone, [], "every journey is walked")
        check_keys()
        check_words()
    done()


main()
