# SPDX-License-Identifier: GPL-3.0-or-later
"""A home of its own for the program under test, which is the first word of the command line."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

SAFARI = str(Path(sys.argv[1]).resolve())
NBSP = "\u00a0"

SMALL = """safari: 1
parcours: essai
titre: Un essai
départ: soif
étapes:
  soif:
    texte: Un café ?
    choix: {oui: "Oui, avec vous", non: Pas maintenant}
    vers: nom
  nom:
    texte: Votre prénom.
    champs: {prénom: {libellé: Prénom, facultatif: oui}}
    vers: mot
  mot: {note: Un mot à garder ?, vers: fin}
  fin: {fin: réussie, titre: La fin, texte: "Vous disiez : ${soif}, ${nom.prénom}."}
"""


class World:
    """A home of one's own, and nothing else of the environment."""

    def __init__(self, folder):
        self.root = Path(tempfile.mkdtemp(dir=folder))
        self.home = self.root / "home"
        self.home.mkdir()
        self.data = self.home / ".local/share/safari"

    def environment(self, **more):
        env = {"PATH": os.environ["PATH"], "HOME": str(self.home), "TERM": "dumb", "LANG": "C.UTF-8"}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in os.environ:
                env[name] = os.environ[name]
        for name, value in more.items():
            if value is None:
                env.pop(name, None)
            else:
                env[name] = value
        return env

    def run(self, lines, *words, env=None, timeout=30, **how):
        stdin = lines if isinstance(lines, bytes) else lines.encode()
        return subprocess.run([SAFARI, *map(str, words)], input=stdin, capture_output=True,
                              env=env or self.environment(), timeout=timeout, cwd=self.root, **how)

    def write(self, name, content):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def events(self, journey="essai", name="mon-carnet"):
        path = self.data / journey / f"{name}.carnet"
        return [json.loads(line) for line in path.read_text().splitlines()]

    def facts(self, **where):
        """The events without what differs between two runs."""
        return [{k: v for k, v in e.items() if k not in ("t", "ms", "crc")}
                for e in self.events(**where)]


def text(run):
    return run.stdout.decode() + run.stderr.decode()


def plain(s):
    """Without the no-break spaces and the curly apostrophes of typesetting."""
    return s.replace(NBSP, " ").replace("’", "'")
