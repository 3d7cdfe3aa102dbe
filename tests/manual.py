# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual is sound and says what the program does.

    manual.py MAN_FOLDER SAFARI
"""

import re
import subprocess
import sys
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
done()
