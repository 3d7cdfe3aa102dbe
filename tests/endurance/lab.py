# SPDX-License-Identifier: GPL-3.0-or-later
"""What the campaigns share: a program under the shim, a reader, the reference fold as oracle.

Each campaign is a program:

    NAME.py --build BUILD [--journeys FOLDER] [--seed S] [--share PERCENT]

It prints its seed, its counts, and speaks TAP. `--share` is how much of it is run.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "reference")]

from fold import Carnet, Journey, Malformed, canonical, read_line  # noqa: E402
from tap import done, note, ok  # noqa: E402, F401

# Every kind of step that saves something, in ten.
JOURNEY = """safari: 1
parcours: essai
titre: Un essai
départ: soif
ressources:
  livre: {titre: Un livre, type: méthode, éditeur: Essai, année: 2021, lien: "https://exemple.fr/a"}
étapes:
  soif:
    texte: Un café ?
    choix:
      oui: "Oui, avec vous"
      non: Pas maintenant
      plus: {libellé: En savoir plus, détour: détail}
    ressources: [livre]
    vers: lesquels
  détail: {texte: Le détail., retour: oui}
  lesquels:
    texte: Lesquels ?
    choix: {a: Un, b: Deux, c: Trois}
    plusieurs: {min: 0}
    vers: nom
  nom:
    texte: Votre prénom.
    champs: {prénom: {libellé: Prénom, facultatif: oui}, âge: {libellé: Âge, type: nombre, facultatif: oui}}
    vers: lieux
  lieux:
    texte: Où aller ?
    carrefour: [ici, là]
    ensuite: mot
  ici: {texte: Ici., retour: oui}
  là: {texte: Là., retour: oui}
  mot: {note: Un mot à garder ?, vers: fin}
  fin: {fin: réussie, titre: La fin, texte: "Vous disiez : ${soif}."}
"""

LINES = [
    ["1"], ["2"], ["3"], [""], ["1 et 2"], ["retour"], ["retour", "retour"], ["refaire"],
    ["note", "en marge", "."], ["note", "deux", "lignes", "."], ["Zoé", "12"], [".", ""],
    ["un mot", "un autre", "."], ["ressources", "1", "garder", ""], ["plan", "1"],
    ["recommencer", "recommencer"], ["effacer"], ["carnet"], ["\\note"], ["0"],
]


def random_lines(r, n):
    """Typed lines; what a step makes nothing of does no harm."""
    lines = []
    while len(lines) < n:
        lines += r.choice(LINES)
    return lines


def arguments(whole, unit):
    """The options, with how many units of the campaign are asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True, type=Path)
    parser.add_argument("--journeys", type=Path)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--share", type=int, default=100)
    parser.add_argument("--safari", type=Path, help="another program in its place")
    parser.add_argument("--reader", type=Path)
    parser.add_argument("--only", help="one kind of its sessions: session or command")
    options = parser.parse_args()
    if options.seed is None:
        options.seed = random.SystemRandom().randrange(10**9)
    options.n = max(1, whole * options.share // 100)
    options.safari = (options.safari or options.build / "src/app/safari").resolve()
    options.reader = (options.reader or options.build / "tests/reader").resolve()
    options.shim = (options.build / "tests/libshim.so").resolve()
    without_shim = Path(sys.argv[0]).stem in ("corrupt", "edits")
    for needed in (options.safari, options.reader, options.shim):
        if not needed.exists() and not (without_shim and needed == options.shim):
            sys.exit(f"{needed} is not built")
    note(f"{Path(sys.argv[0]).name}: seed {options.seed}, {options.n} {unit}")
    return options


def lab_folder():
    """Of one's own, in memory where there is room for that: the shim counts, the disk doesn't."""
    where = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    return tempfile.TemporaryDirectory(dir=where, prefix="safari-")


# --- Reading ------------------------------------------------------------------------------


class Reader:
    """The store's own reading, in one process for thousands of carnets."""

    def __init__(self, program):
        # A file: nobody reads what it says of journeys that aren't sound, and a full pipe stops it.
        self.said = tempfile.TemporaryFile()
        self.process = subprocess.Popen([str(program)], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=self.said)

    def ask(self, *words):
        line = "\t".join(str(word) for word in words) + "\n"
        self.process.stdin.write(line.encode())
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            status = self.process.wait()
            self.said.seek(0)
            raise RuntimeError(f"the reader ended at {line!r}: {status}, {self.said.read()[-2000:]}")
        return json.loads(answer) if answer != b"\n" else None

    def load(self, path):
        description = self.ask("load", path)
        return None if description is None else Journey(description)

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.said.close()


def facts(event):
    """Without what differs between two runs."""
    return canonical({k: v for k, v in event.items() if k not in ("t", "ms", "crc")})


def good_events(data):
    """The events of the lines that can be read, in the order of the file, each n once."""
    events, seen = [], set()
    for raw in data.split(b"\n"):
        try:
            event = read_line(raw)
        except Malformed:
            continue
        if event["n"] not in seen:
            seen.add(event["n"])
            events.append(event)
    return events


def reference_state(journey, data):
    """The state that the reference fold comes to, or None where not one line is good."""
    carnet = Carnet(journey, data)
    for _ in carnet.lines():
        pass
    if not carnet.state.path:
        return None
    carnet.finish()
    return carnet.state.dump()


class Judge:
    """Store and reference fold on the same bytes; a bytes' verdict is remembered."""

    def __init__(self, reader, journey):
        self.reader, self.journey, self.states = reader, journey, {}

    def reference(self, data):
        if data not in self.states:
            if len(self.states) > 20000:
                self.states.clear()
            state = reference_state(self.journey, data)
            self.states[data] = None if state is None else canonical(state)
        return self.states[data]

    def differs(self, read, data):
        """What the store read of it that the reference doesn't; None: the same."""
        wanted = self.reference(data)
        got = None if read["state"] is None else canonical(read["state"])
        return None if got == wanted else f"store {got}\nreference {wanted}"


# --- Running ------------------------------------------------------------------------------


class Run:
    """One run under the shim: how it ended, what it said, what it did to files."""

    def __init__(self, status, stdout, stderr, log):
        self.status, self.stdout, self.stderr = status, stdout, stderr
        self.log = log
        self.n_operations = self.n_allocations = 0
        for line in log:
            if line[0] == "end":
                self.n_operations, self.n_allocations = int(line[1]), int(line[2])

    @property
    def handed_over(self):
        """The events that it wrote to the standard output for want of a disk."""
        return good_events(b"\n".join(l for l in self.stdout.split(b"\n") if l.startswith(b'{"n":')))

    @property
    def operations(self):
        """[name, number, …] of each operation, in order."""
        return [line for line in self.log
                if line[0] not in ("print", "end", "fault") and line[1] != "0"]


class World:
    """A data folder and a journey; runs leave it as they leave it."""

    def __init__(self, options, folder, journey=JOURNEY):
        self.options, self.root = options, Path(tempfile.mkdtemp(dir=folder))
        self.data = self.root / "data"
        self.data.mkdir(mode=0o700)
        self.folder = self.data / "safari" / "essai"
        self.journey = self.root / "essai.yaml"
        self.journey.write_text(journey)
        self.log = self.root / "log"
        # A blank in a path would part it in two there.
        (self.root / "shim.so").symlink_to(options.shim)
        self.environment = {
            "PATH": os.environ["PATH"], "TERM": "dumb", "LANG": "C.UTF-8",
            "HOME": str(self.root), "XDG_DATA_HOME": str(self.data), "XDG_DATA_DIRS": str(self.root),
        }

    def run(self, lines, *words, at=None, how="", ever=False, alloc=None, timeout=30):
        env = dict(self.environment, LD_PRELOAD="./shim.so", SHIM_ROOT=str(self.data),
                   SHIM_LOG=str(self.log))
        if at is not None:
            env |= {"SHIM_AT": str(at), "SHIM_HOW": str(how)}
        if alloc is not None:
            env["SHIM_ALLOC"] = str(alloc)
        if ever:
            env["SHIM_EVER"] = "1"
        self.log.unlink(missing_ok=True)
        return self.finish(self.start(lines, *words, env=env), lines, timeout)

    def start(self, lines, *words, env=None):
        return subprocess.Popen([str(self.options.safari), *map(str, words)], cwd=self.root,
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, env=env or self.environment)

    def finish(self, process, lines, timeout=30):
        text = "".join(line + "\n" for line in lines).encode()
        try:
            stdout, stderr = process.communicate(text, timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            stdout, stderr = process.communicate()
            return Run("hung", stdout, stderr, self.read_log())
        return Run(process.returncode, stdout, stderr, self.read_log())

    def walk(self, lines, name="un", **how):
        return self.run(lines, "--texte", "--carnet", name, self.journey, **how)

    def read_log(self):
        if not self.log.exists():
            return []
        return [line.split(" ", 3) for line in self.log.read_text(errors="replace").splitlines()]

    def carnet(self, name="un"):
        path = self.folder / f"{name}.carnet"
        return path.read_bytes() if path.exists() else b""

    def snapshot(self):
        """Every file and folder below the data folder."""
        found = {}
        for path in sorted(self.data.rglob("*")):
            found[path.relative_to(self.data)] = path.read_bytes() if path.is_file() else None
        return found

    def restore(self, snapshot):
        for path in sorted(self.data.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        for path, content in snapshot.items():
            if content is None:
                (self.data / path).mkdir(mode=0o700)
            else:
                (self.data / path).write_bytes(content)


class Files:
    """What the log of a run says of the files: their bytes as written, and what is synced."""

    def __init__(self, world, before):
        self.root = str(world.data)
        self.bytes = {str(world.data / p): c for p, c in before.items() if c is not None}
        self.open = {}
        self.synced = dict(self.bytes)  # file → the bytes of it that are on the disk
        self.durable = set(self.bytes)  # files whose name is
        self.n_prints = 0

    def follow(self, line):
        name = line[0]
        if name == "print":
            self.n_prints += 1
        elif name == "open":
            created, path = line[3].split(" ", 1)
            self.open[line[2]] = path
            if created == "1":
                self.bytes[path] = b""
        elif name == "write" and self.is_file(line[2]):
            self.bytes[self.open[line[2]]] += bytes.fromhex(line[3])
        elif name == "fdatasync" and self.is_file(line[2]):
            path = self.open[line[2]]
            self.synced[path] = self.bytes[path]
        elif name == "fsync":
            folder = self.open.get(line[2], "")
            for path in self.bytes:
                if os.path.dirname(path) == folder:
                    self.durable.add(path)

    def is_file(self, fd):
        return self.open.get(fd, "") in self.bytes

    def acknowledged(self, path):
        """The bytes of the file that the store may have acknowledged."""
        return self.synced.get(path, b"") if path in self.durable else b""
