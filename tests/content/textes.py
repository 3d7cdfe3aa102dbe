# SPDX-License-Identifier: GPL-3.0-or-later
"""The texts of a journey, as journey_texts tells them."""

import json
import re
import subprocess
from pathlib import Path
from typing import NamedTuple

LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
# What a walker reads as prose; the rest is labels, names and addresses.
PROSE = {"texte", "scène", "fait", "leçon", "explication", "animateur", "récit", "accueil",
         "crédits", "aide", "rappel", "calcul", "mot", "question", "projection", "résumé"}
# What journey_texts tells that no one reads.
UNREAD = {"étape", "minutes", "minutes facultatives", "lien"}


class Text(NamedTuple):
    file: str
    line: int
    step: str
    kind: str
    key: str
    words: str

    def where(self):
        return f"{self.file}:{self.line} {self.step} ({self.key})"


def plain(words):
    """Without Markdown."""
    words = LINK.sub(r"\1", words)
    return words.replace("**", "").replace("*", "")


def load(program, journey):
    out = subprocess.run([program, journey], capture_output=True, text=True, check=True).stdout
    texts = []
    for line in out.splitlines():
        t = json.loads(line)
        texts.append(Text(Path(t["fichier"]).name, t["ligne"], t["étape"], t["genre"], t["clé"],
                          t["texte"]))
    return texts


def blocks(words):
    """Paragraphs and items of lists, each on one line."""
    found = []
    for paragraph in re.split(r"\n\s*\n", words):
        item = []
        for line in paragraph.splitlines():
            if re.match(r"\s*[-*] ", line) and item:
                found.append(" ".join(item))
                item = []
            item.append(line.strip())
        if item:
            found.append(" ".join(item))
    return found


def count(words):
    return len([w for w in words.split() if re.search(r"\w", w)])


def sentences(words):
    """A sentence ends at . ? or …, whatever closes after it."""
    found = []
    for block in blocks(plain(words)):
        for piece in re.split(r"(?<=[.?…])(?:\s*[»)])?\s+(?=[«A-ZÀÂÇÉÈÊÎÔ0-9◆])", block):
            if count(piece) > 0:
                found.append(piece.strip())
    return found
