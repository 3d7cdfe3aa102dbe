# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual is sound and says what the program does.

    manual.py MAN_FOLDER SAFARI KEY_TABLE DIAG_HEADER

With SAFARI_BLESS, the table of keys is written again from the program's own.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tap import done, ok

MAN, SAFARI = Path(sys.argv[1]), sys.argv[2]


def run(*words):
    return subprocess.run(words, capture_output=True, text=True)


text = (MAN / "safari.1").read_text()
lint = run("mandoc", "-T", "lint", "-W", "warning", str(MAN / "safari.1"))
ok(lint.returncode == 0 and not lint.stdout, "mandoc finds nothing in safari(1)", lint.stdout)

help_text = run(SAFARI, "--aide").stdout
statuses = re.findall(r"^  +(\d+)  (.+)$", help_text, re.M)
ok(len(statuses) >= 7, "the help lists the exit statuses")
for number, sentence in statuses:
    plain = sentence.replace("\u00a0", " ").replace("’", "'")
    ok(f".It {number}\n{plain}\n" in text.replace("\\ ", " "),
       f"the manual has the status {number} as the help has it")

options = re.findall(r"(--[a-z]+)", help_text)
for option in sorted(set(options)):
    name = option[2:]
    ok(re.search(rf"Fl -{name}\b|, -{name}\b", text), f"the manual has {option}")

words = ["relire", "où", "plan", "carnet", "ressources", "note", "retour", "refaire", "accueil",
         "quitter", "aide", "effacer"]
for word in words:
    ok(f".It Ic {word}" in text, f"the manual has the word « {word} »")
for name in ("HOME", "XDG_DATA_HOME", "XDG_DATA_DIRS", "NO_COLOR"):
    ok(f".It Ev {name}" in text, f"the manual has {name}")

# --- safari-parcours(5) ----------------------------------------------------------------------

page = MAN / "safari-parcours.5"
text = page.read_text()
begin, end = '.\\" table : début\n', '.\\" table : fin\n'
head, rest = text.split(begin)
table, tail = rest.split(end)
wanted = run(sys.argv[3]).stdout
if os.environ.get("SAFARI_BLESS"):
    page.write_text(head + begin + wanted + end + tail)
    table = wanted
ok(table == wanted and wanted.count(".It Ic ") > 80, "the table of keys is the loader's own",
   "SAFARI_BLESS=1 writes it again")

lint = run("mandoc", "-T", "lint", "-W", "warning", str(page))
ok(lint.returncode == 0 and not lint.stdout, "mandoc finds nothing in safari-parcours(5)",
   lint.stdout)

example = re.search(r"(?ms)^\.Bd -literal[^\n]*\n(.*?)^\.Ed", text)[1]
with tempfile.TemporaryDirectory() as folder:
    written = Path(folder) / "exemple.yaml"
    written.write_text(example)
    said = run(SAFARI, "verifier", "--strict", str(written))
    ok("étapes:" in example and said.returncode == 0, "the manual's journey is sound", said.stderr)

codes = re.findall(r'X\((PAR\d+), DIAG_(\w+), N_\("([^"]+)"\)\)', Path(sys.argv[4]).read_text())
ok(len(codes) > 50, "the codes are known")
items = dict(re.findall(r"^\.It (PAR\d+) [^\n]*\n((?:(?!\.It|\.El).*\n)+)", text, re.M))
summaries = dict(re.findall(r"^\.It (PAR\d+) ([^\n]*)\n", text, re.M))
for code, severity, summary in codes:
    paragraph = items.get(code, "")
    ok(len(re.findall(r"[.?!](?:\n|$)", paragraph)) >= 2 and len(paragraph) > 100,
       f"{code} has its paragraph: what it means, how it arises, how to mend it", paragraph)
    is_told = summaries.get(code, "").replace("\\ ", " ").endswith("(avertissement)")
    ok(is_told == (severity == "WARNING"), f"{code} is called what it is")
strays = sorted(set(items) - {code for code, _, _ in codes})
ok(not strays, "no paragraph is of a code that doesn't exist", *strays)
done()
