# SPDX-License-Identifier: GPL-3.0-or-later
"""The program on a terminal: libvterm's (by `host`), in tmux, or in xterm on a screen of its own.

All are in lockstep: SAFARI_TRACE tells when it has taken a key and sleeps again; what it
wrote is then read behind a mark. Nothing waits a fixed time; DEADLINE_S ends what hangs.
"""

import json
import os
import select
import shlex
import shutil
import subprocess
import time
from pathlib import Path

DEADLINE_S = 60

# name: bytes, tmux's name, X's name
KEYS = {
    "enter": (b"\r", "Enter", "Return"),
    "tab": (b"\t", "Tab", "Tab"),
    "escape": (b"\033", "Escape", "Escape"),
    "up": (b"\033[A", "Up", "Up"),
    "down": (b"\033[B", "Down", "Down"),
    "left": (b"\033[D", "Left", "Left"),
    "home": (b"\033[H", "Home", "Home"),
    "end": (b"\033[F", "End", "End"),
    "page-up": (b"\033[5~", "PPage", "Prior"),
    "page-down": (b"\033[6~", "NPage", "Next"),
    "backspace": (b"\177", "BSpace", "BackSpace"),
    "space": (b" ", "Space", "space"),
}


class Hangs(Exception):
    pass


class Terminal:
    """What all have: rows of text, the cursor, the events since the beginning, the end."""

    def __init__(self):
        self.rows, self.cursor = [], (0, 0)
        self.events, self.frame = [], ""
        self.wakes = False  # by itself, though no key comes
        self.gone, self.status, self.restored = False, None, True

    def take_trace(self, line):
        kind, _, rest = line.partition(" ")
        if kind == "événement":
            self.events.append(json.loads(rest))
        elif kind == "image":
            self.frame = rest
        elif kind == "attend":
            self.wakes = rest != "-1"
        return kind, rest

    def key(self, name):
        self.press([name])

    def type(self, text):
        raise NotImplementedError

    def press(self, names):
        raise NotImplementedError


class Vterm(Terminal):
    name = "libvterm"

    def __init__(self, host, safari, words, rows, cols, home, more=()):
        super().__init__()
        self.process = subprocess.Popen(
            [str(host), str(rows), str(cols), str(home), *more, str(safari), *map(str, words)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.cells = []
        self.hear()

    def hear(self):
        self.rows, self.cells, state = [], [], "hangs"
        for line in self.process.stdout:
            line = line.decode().rstrip("\n")
            kind, _, rest = line.partition(" ")
            if line == ".":
                break
            if kind == "state":
                state, status, restored = rest.split()
                self.gone, self.status = state == "gone", int(status)
                self.restored = restored == "1"
            elif kind == "cursor":
                self.cursor = tuple(map(int, rest.split()))
            elif kind == "row":
                self.rows.append(rest)
            elif kind == "cells":
                self.cells.append(rest)
            elif kind == "trace":
                self.take_trace(rest)
        if state == "hangs":
            raise Hangs("\n".join(self.rows))

    def order(self, line):
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()
        self.hear()

    def press(self, names):
        self.order("keys " + b"".join(KEYS[n][0] for n in names).hex())

    def type(self, text):
        self.order("keys " + text.encode().hex())

    def resize(self, rows, cols):
        self.order(f"size {rows} {cols}")

    def colours(self):
        """For each row, runs of (ink, page, attributes, text)."""
        self.order("cells")
        found = []
        for line in self.cells:
            words = line.split()
            found.append([(words[i], words[i + 1], int(words[i + 2]),
                           bytes.fromhex(words[i + 3]).decode()) for i in range(0, len(words), 4)])
        return found

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


class Traced(Terminal):
    """On a terminal that is another program's: the trace is read here."""

    def __init__(self, safari, words, rows, cols, home, more=()):
        super().__init__()
        self.home, self.size = Path(home), (rows, cols)
        self.n_typed = self.n_taken = self.marks = 0
        self.sleeps, self.rest = False, b""
        fifo = self.home / "trace"
        os.mkfifo(fifo, 0o600)
        self.fd = os.open(fifo, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
        env = [f"HOME={home}", f"PATH={os.environ['PATH']}", "LANG=C.UTF-8",
               f"SAFARI_TRACE={fifo}", *more]
        command = " ".join(map(shlex.quote, [str(safari), *map(str, words)]))
        # The terminal is asked how it was before and after, and stays until we have looked.
        self.script = self.home / "marche.sh"
        self.script.write_text(
            f"cd {shlex.quote(str(home))}\ntty >tty\nstty -g >avant\n"
            f"env -i TERM=\"$TERM\" {' '.join(map(shlex.quote, env))} {command}\n"
            f"echo \"fin $?\" >{shlex.quote(str(fifo))}\nstty -g >après\nread -r _ <attend\n")
        os.mkfifo(self.home / "attend", 0o600)

    def settle(self):
        deadline = time.monotonic() + DEADLINE_S
        while not self.gone and not (self.sleeps and self.n_taken >= self.n_typed):
            if time.monotonic() > deadline:
                raise Hangs("\n".join(self.rows))
            select.select([self.fd], [], [], 1)
            try:
                self.rest += os.read(self.fd, 65536)
            except BlockingIOError:
                continue
            *lines, self.rest = self.rest.split(b"\n")
            for line in lines:
                self.take(*self.take_trace(line.decode()))
        self.rows = self.look()

    def take(self, kind, rest):
        if kind == "touche" and not rest.startswith(("taille", "temps")):
            self.n_taken += 1
        elif kind == "fin":
            self.gone, self.status = True, int(rest)
        # So short a sleep is for the rest of a key.
        self.sleeps = kind == "attend" and (rest == "-1" or int(rest) > 100)

    def send(self, names, text):
        raise NotImplementedError

    def press(self, names):
        self.n_typed += len(names)
        self.sleeps = False
        self.send(names, None)
        self.settle()

    def type(self, text):
        self.n_typed += len(text)
        self.sleeps = False
        self.send([], text)
        self.settle()

    def mark(self):
        """A title, written behind all that the program wrote."""
        self.marks += 1
        with open((self.home / "tty").read_text().strip(), "wb", buffering=0) as tty:
            tty.write(b"\033]2;lu-%d\a" % self.marks)
        return f"lu-{self.marks}"

    def look(self):
        raise NotImplementedError

    def same_modes(self):
        """Once gone, the modes of the terminal are as they were."""
        with open(self.home / "attend", "w") as f:
            f.write("\n")
        return (self.home / "avant").read_text() == (self.home / "après").read_text()

    def close(self):
        os.close(self.fd)


class Tmux(Traced):
    name = "tmux"
    count = 0

    def __init__(self, safari, words, rows, cols, home, more=()):
        super().__init__(safari, words, rows, cols, home, more)
        self.socket = str(self.home / "tmux")
        (self.home / "tmux.conf").write_text(
            "set -g status off\nset -s escape-time 0\nset -g default-terminal tmux-256color\n"
            "set -g allow-rename off\n")
        self.ask("-f", str(self.home / "tmux.conf"), "new-session", "-d", "-x", str(cols),
                 "-y", str(rows), f"sh {shlex.quote(str(self.script))}")
        self.settle()

    def ask(self, *words):
        env = {"PATH": os.environ["PATH"], "HOME": str(self.home), "LANG": "C.UTF-8"}
        run = subprocess.run(["tmux", "-S", self.socket, *words], capture_output=True, env=env,
                             timeout=DEADLINE_S)
        if run.returncode != 0:
            raise Hangs(run.stderr.decode())
        return run.stdout.decode()

    def send(self, names, text):
        if text is None:
            self.ask("send-keys", *(KEYS[n][1] for n in names))
        else:
            self.ask("send-keys", "-l", text)

    def look(self):
        mark, deadline = self.mark(), time.monotonic() + DEADLINE_S
        while time.monotonic() < deadline:
            said, *rows = self.ask("display-message", "-p", "#{pane_title} #{cursor_y} #{cursor_x}", ";",
                                   "capture-pane", "-p").split("\n")
            title, row, col = said.split()
            if title == mark:
                self.cursor = (int(row), int(col))
                return rows[:self.size[0]]
        raise Hangs("tmux shows no mark")

    def close(self):
        try:
            self.ask("kill-server")
        except Hangs:
            pass
        super().close()


class Display:
    """A screen that nobody sees."""

    def __init__(self, width, height):
        read, write = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", "-nolisten",
             "tcp", "-noreset"], pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as f:
            self.name = ":" + f.readline().strip()
        # Accents by keys of their own, as people who write them have.
        subprocess.run(["setxkbmap", "-display", self.name, "fr"], check=True, timeout=DEADLINE_S,
                       env={"PATH": os.environ["PATH"]}, stderr=subprocess.DEVNULL)

    def close(self):
        self.server.terminate()
        self.server.wait()


class Xterm(Traced):
    """Keys go through X; the text is what xterm would print, which it does when asked to."""

    name = "xterm"

    def __init__(self, display, safari, words, rows, cols, home, more=(), points=10):
        super().__init__(safari, words, rows, cols, home, more)
        self.env = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8",
                    "DISPLAY": display.name}
        printed = self.home / "imprimé"
        resources = {
            # Whole once it has its name.
            "printerCommand": "cat >{0}.part && mv {0}.part {0}".format(shlex.quote(str(printed))),
            "printAttributes": "0",
            "printerAutoClose": "true", "allowTitleOps": "true", "allowWindowOps": "false",
            "internalBorder": "0", "scrollBar": "false", "metaSendsEscape": "false",
            "termName": "xterm-256color",
        }
        self.process = subprocess.Popen(
            ["xterm", "-fa", "DejaVu Sans Mono", "-fs", str(points), "-geometry", f"{cols}x{rows}+0+0",
             *(w for k, v in resources.items() for w in ("-xrm", f"*{k}: {v}")),
             "-e", "sh", str(self.script)], env=self.env, stderr=subprocess.DEVNULL)
        self.window = None
        self.settle()

    def run(self, *words):
        return subprocess.run(words, capture_output=True, env=self.env, timeout=DEADLINE_S)

    def send(self, names, text):
        if text is None:
            self.run("xdotool", "key", "--delay", "0", *(KEYS[n][2] for n in names))
        else:
            self.run("xdotool", "type", "--delay", "0", text)

    def look(self):
        printed = self.home / "imprimé"
        printed.unlink(missing_ok=True)
        with open((self.home / "tty").read_text().strip(), "wb", buffering=0) as tty:
            tty.write(b"\033[i")
        deadline = time.monotonic() + DEADLINE_S
        if self.window is None:
            mark = self.mark()
            self.window = self.run("xdotool", "search", "--sync", "--onlyvisible", "--name", mark
                                   ).stdout.decode().split()[0]
            # Keys go to the window under the pointer.
            self.run("xdotool", "mousemove", "--window", self.window, "5", "5")
        while time.monotonic() < deadline:
            if printed.exists():
                text = printed.read_text().replace("\r", "").replace("\f", "")
                return [line.rstrip() for line in text.split("\n")][:self.size[0]]
            select.select([], [], [], 0.002)
        raise Hangs("xterm prints nothing")

    def picture(self, path):
        self.run("import", "-window", "root", str(path))

    def close(self):
        self.process.terminate()
        self.process.wait()
        super().close()


def missing(names):
    """Of these programs, those that this computer lacks."""
    return [n for n in names if shutil.which(n) is None]
