# SPDX-License-Identifier: GPL-3.0-or-later
"""Fact by fact: where each figure, year and name in the Safari's texts comes from.

    faits.py JOURNEY_TEXTS JOURNEY FOLDER

FOLDER/faits.tsv was reviewed by hand: what is written, in which steps (* for any), its source
(Rnnn of the catalogue, so that its address can be opened; `lettre`: that of July 2021; `nous`: no
fact, our own image or rule), the source's date, and the fact in short. A figure or a name that is
not in it fails, and so does a row that nothing says any more. The cards of the catalogue are their
own sources, and are left out.
"""

import re
import sys
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tap import done, ok  # noqa: E402
from textes import UNREAD, load, plain, sentences  # noqa: E402

TEXTS = load(sys.argv[1], sys.argv[2])
TABLE = Path(sys.argv[3], "faits.tsv")

DIGITS = re.compile(r"(?<![\w,])\d{1,3}(?: \d{3})+(?!\d)|(?<![\w,])\d+(?:,\d+)?")
# From six on: below, the texts count chairs and cups of tea.
WORDS = re.compile(
    r"\b(six|sept|huit|neuf|dix(?:-\w+)?|onze|douze|treize|quatorze|quinze|seize|vingt(?:-[\w-]+)?"
    r"|trente(?:-[\w-]+)?|quarante(?:-[\w-]+)?|cinquante(?:-[\w-]+)?|soixante(?:-[\w-]+)?"
    r"|quatre-vingt[\w-]*|cent|cents|mille|millions?|dizaine|douzaine|quinzaine|vingtaine|trentaine"
    r"|soixantaine|centaine|dix-septième)\b", re.IGNORECASE)
NAME = re.compile(r"(?<![\w'-])(?:[LDld]'|qu')?([A-ZÀÂÇÉÈÊÎÔ][\w.&-]*(?:'[A-Z]\w+)?)")
# Where a number spelt out tells a fact; elsewhere it tells people what to do.
TOLD = {"texte", "scène", "fait", "leçon", "explication", "question", "source", "lieu", "mot",
        "calcul", "titre", "accueil", "crédits"}
SOURCE = re.compile(r"^(R\d{3}|lettre|nous)$")


class Row(NamedTuple):
    line: int
    words: str
    steps: frozenset
    sources: tuple
    date: str
    fact: str

    def stands_in(self, step):
        return "*" in self.steps or step in self.steps


def rows():
    found = []
    for i, line in enumerate(TABLE.read_text().splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 5:
            ok(False, f"faits.tsv:{i} has five cells", line)
            continue
        found.append(Row(i, cells[0], frozenset(cells[1].split()),
                         tuple(cells[2].split(" ; ")), cells[3], cells[4]))
    return found


ROWS = rows()
COMPUTED = {t.step for t in TEXTS if t.key == "calcul"}
WALKED = [t for t in TEXTS if t.kind != "ressource" and t.key not in UNREAD]
STEPS = {t.step or "accueil" for t in WALKED}


def step_of(t):
    return t.step or ("mots" if t.key == "mot" else "accueil")


def bounded(token):
    return re.compile(rf"(?<![\w,]){re.escape(token)}(?:e|er)?(?!\w|,\d| \d{{3}}(?!\d))",
                      re.IGNORECASE)


def covered(token, step):
    pattern = bounded(token)
    return any(r.stands_in(step) and pattern.search(r.words) for r in ROWS)


def check_figures():
    n, missing = 0, []
    for t in WALKED:
        words = re.sub(r"\s+", " ", plain(t.words))
        tokens = DIGITS.findall(words)
        if t.key in TOLD:
            tokens += WORDS.findall(words)
        for token in tokens:
            n += 1
            if not covered(token, step_of(t)):
                missing.append(f"{t.where()}: « {token} » in: {words[:160]}")
    ok(n > 150, f"{n} figures and years were found in the texts")
    ok(not missing, "each is in the table, with the step where it stands", *missing)


def check_names():
    known = {w for r in ROWS for w in re.findall(r"[\w.&'-]+", r.words)}
    known |= {w.split("'", 1)[1] for w in known if "'" in w}
    n, missing = 0, {}
    for t in WALKED:
        if t.key == "animateur":
            continue
        for sentence in sentences(t.words):
            # The first word of a sentence, of a quotation, of what follows a colon is no name.
            body = re.sub(r"(^|[«:◆(] *|[.?…»] +|- )[A-ZÀÂÇÉÈÊÎÔ][\w'-]*(?:\.[A-Z])*", r"\1",
                          sentence)
            for m in NAME.finditer(body):
                n += 1
                word = m.group(1).rstrip(".,")
                if word not in known and m.group(1) not in known:
                    missing.setdefault(word, t.where())
    ok(n > 100, f"{n} names were found in the texts")
    ok(not missing, "each is in the table", *[f"{w}: {where}" for w, where in missing.items()])


def check_table():
    wrong = [f"faits.tsv:{r.line}: {s}" for r in ROWS for s in r.sources if not SOURCE.match(s)]
    ok(not wrong, "each source is a card, the letter or ourselves", *wrong)
    cards = {t.step.upper() for t in TEXTS if t.kind == "ressource"}
    unknown = [f"faits.tsv:{r.line}: {s}" for r in ROWS for s in r.sources
               if re.match(r"R\d", s) and s not in cards]
    ok(not unknown, "each card is in the catalogue", *unknown)
    undated = [f"faits.tsv:{r.line}" for r in ROWS if r.sources != ("nous",) and not r.date]
    ok(not undated, "each source has its date, or « s.d. »", *undated)
    said = {}
    for t in WALKED:
        said[step_of(t)] = said.get(step_of(t), "") + " " + re.sub(r"\s+", " ", plain(t.words))
    everything = " ".join(said.values())
    stale = []
    for r in ROWS:
        for step in r.steps:
            text = everything if step == "*" else said.get(step, "")
            if not bounded(r.words).search(text):
                stale.append(f"faits.tsv:{r.line}: « {r.words} » is not said in {step}")
    ok(not stale, "each row is said where it says", *stale)


check_figures()
check_names()
check_table()
done()
