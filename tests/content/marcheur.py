# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks the Safari in plain mode, one prompt at a time, answering by step.

Where the walk stands is read off its carnet, which is written before anything is said.
"""

import json
import os
import re
import select
import subprocess
import tempfile
import time
from pathlib import Path

NBSP, NNBSP = "\u00a0", "\u202f"
PROMPT = re.compile(r" : $")
ROW = re.compile(r"^(\d+)\. (.+)$")


def plain(s):
    """Without what typesetting adds; one paragraph a line."""
    s = s.replace(NBSP, " ").replace(NNBSP, " ").replace("’", "'")
    s = re.sub(r"(?<=[^\n])\n(?!\n|\d+\. |- )", " ", s)
    return re.sub(r" {2,}", " ", s)


class Marcheur:
    def __init__(self, safari, journey, folder):
        self.root = Path(tempfile.mkdtemp(dir=folder))
        self.data = self.root / "data"
        env = {"PATH": os.environ["PATH"], "HOME": str(self.root), "LANG": "C.UTF-8", "TERM": "dumb",
               "XDG_DATA_HOME": str(self.data)}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in os.environ:
                env[name] = os.environ[name]
        self.run = subprocess.Popen([str(safari), "--texte", str(journey)], stdin=subprocess.PIPE,
                                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=env,
                                    cwd=self.root)
        self.said = ""      # everything, as it was printed
        self.page = ""      # since the last line typed
        self.raw = ""       # the same, line by line
        self.read()

    def read(self, seconds=20):
        """Until it asks something, or ends."""
        end, chunk = time.monotonic() + seconds, b""
        fd = self.run.stdout.fileno()
        while time.monotonic() < end:
            if not select.select([fd], [], [], 0.5)[0]:
                continue
            more = os.read(fd, 65536)
            if not more:
                break
            chunk += more
            if chunk.endswith((b" : ", b"\xc2\xa0: ")) and not select.select([fd], [], [], 0)[0]:
                break
        self.raw = chunk.decode()
        self.page = plain(self.raw)
        self.said += self.page

    def type(self, line):
        self.said += line + "\n"
        self.run.stdin.write(line.encode() + b"\n")
        self.run.stdin.flush()
        self.read()

    def rows(self):
        """What can be chosen here: label → number, in order."""
        found = {}
        for line in self.page.splitlines():
            m = ROW.match(line)
            if m:
                found[m.group(2)] = m.group(1)
        return found

    def choose(self, beginning):
        for label, number in self.rows().items():
            if label.startswith(beginning):
                self.type(number)
                return
        raise LookupError(f"« {beginning} » is not offered at {self.here()}: {list(self.rows())}")

    def events(self):
        paths = sorted(self.data.glob("safari/*/*.carnet"))
        if not paths:
            return []
        return [json.loads(line) for line in paths[0].read_text().splitlines()]

    def here(self):
        """The step at which the walk stands; None on the start screen."""
        for e in reversed(self.events()):
            if "à" in e:
                return e["à"]
            if e["e"] == "carnet":
                return e["début"]
        return None

    def steps(self):
        """Every step reached, in order."""
        return [e.get("à", e.get("début")) for e in self.events() if "à" in e or "début" in e]

    def answers(self):
        """The last answer of each step."""
        found = {}
        for e in self.events():
            if e["e"] == "répondre":
                found[e["étape"]] = e["rép"]
            elif "rép" in e and "de" in e:
                found[e["de"]] = e["rép"]
        return found

    def close(self):
        if self.run.poll() is None:
            try:
                self.run.stdin.close()
            except BrokenPipeError:
                pass
            try:
                self.run.wait(10)
            except subprocess.TimeoutExpired:
                self.run.kill()
        self.run.stdout.close()
        return self.run.returncode
