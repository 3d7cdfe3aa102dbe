# SPDX-License-Identifier: GPL-3.0-or-later
"""Spelling (hunspell) and grammar (grammalecte) of the Safari's texts.

    langue.py JOURNEY_TEXTS JOURNEY FOLDER

What was read and is right is in FOLDER/exceptions/orthographe.txt (words) and
grammaire.txt (a piece of the remark, as it is printed here).
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tap import done, note, ok  # noqa: E402
from textes import UNREAD, load, plain  # noqa: E402

FOLDER = Path(sys.argv[3]) / "exceptions"
# ◆ stands for an answer; a name is as good as any in its place, and is no mistake.
ANSWER = "Camille"


def exceptions(name):
    lines = (FOLDER / name).read_text().splitlines()
    return [line.split("  #")[0].strip() for line in lines
            if line.strip() and not line.startswith("#")]


def paragraphs():
    """(text, its words on one line a paragraph), our prose and the names of resources."""
    for t in load(sys.argv[1], sys.argv[2]):
        if t.key in UNREAD | {"année"}:
            continue
        words = re.sub(r"◆\s+(?=[◆A-ZÀÉÊ])", "", plain(t.words)).replace("◆", ANSWER)
        for piece in re.split(r"\n\s*\n|\n(?=\s*- )", words):
            piece = re.sub(r"^\s*- ", "", re.sub(r"\s+", " ", piece)).strip()
            if piece:
                yield t, piece


def need(tool):
    """Where it is missing: a skip, and in CI a failure."""
    if shutil.which(tool) is not None:
        return
    if os.environ.get("CI"):
        ok(False, f"{tool} is installed")
        done()
    print(f"1..0 # SKIP {tool} is not installed")
    sys.exit(0)


def check_spelling(pieces):
    lines = "\n".join(words for _, words in pieces)
    run = subprocess.run(["hunspell", "-d", "fr_FR", "-i", "utf-8", "-l"], input=lines,
                         capture_output=True, text=True)
    ok(run.returncode == 0, "hunspell knows French", run.stderr)
    known = set(exceptions("orthographe.txt"))
    # hunspell keeps an elision and a full stop with the word.
    wrong = {re.sub(r"^(qu|[cdjlmnst])'", "", w.rstrip("."), flags=re.IGNORECASE)
             for w in run.stdout.split()}
    wrong = sorted(wrong - known)
    where = {w: next(t.where() for t, words in pieces if w in words) for w in wrong}
    ok(not wrong, "every word is in the dictionary, or was read and let through",
       *[f"{w}: {where[w]}" for w in wrong])
    unused = sorted(w for w in known if not any(w in words for _, words in pieces))
    ok(not unused, "no exception is left over", *unused)


def remarks(pieces):
    """What grammalecte says, as one line each."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "textes.txt")
        source.write_text("\n".join(words for _, words in pieces) + "\n")
        run = subprocess.run(["grammalecte-cli", "-j", "-owe", "-f", source,
                              "-off", "apos", "typo", "nbsp", "unit", "num", "date", "minis"],
                             capture_output=True, text=True)
        ok(run.returncode == 0, "grammalecte reads the texts", run.stderr)
    found = []
    for paragraph in json.loads(run.stdout)["data"]:
        t, words = pieces[int(paragraph["iParagraph"]) - 1]
        for e in paragraph.get("lGrammarErrors", []):
            piece = words[max(0, e["nStart"] - 25):e["nEnd"] + 25]
            found.append((f"{e['sMessage']} [{e['sRuleId'].split('__')[0]}] …{piece}…", t.where()))
    return found


def main():
    need("hunspell")
    need("grammalecte-cli")
    pieces = list(paragraphs())
    ok(len(pieces) > 500, f"{len(pieces)} paragraphs are read")
    check_spelling(pieces)
    spared = exceptions("grammaire.txt")
    said_of = remarks(pieces)
    left = [f"{where}: {said}" for said, where in said_of
            if not re.search(r" r\d{3} \(titre\)", where)  # the names of others
            if not any(s in said for s in spared)]
    ok(not left, "no remark on the grammar that was not read and let through", *left)
    unused = [s for s in spared if not any(s in said for said, _ in said_of)]
    ok(not unused, "no remark let through is left over", *unused)
    note(f"{len(spared)} remarks on grammar were read and let through")
    done()


main()
