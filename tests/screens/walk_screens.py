# SPDX-License-Identifier: GPL-3.0-or-later
"""What is shipped, walked on the screens by keys alone, beside plain mode.

    walk_screens.py SAFARI HOST JOURNEY_JSON JOURNEYS [--sizes 80x24,…] [--walks N] [--room]
             [--beside tmux|xterm] [--seed S] [--all]

Each walk is done twice at once: plain mode tells what is asked and gets the answer as a line,
the screens get it as keys. After each both carnets hold the same; all that plain mode says has
been seen on the screens, wherever one has to scroll for it; where there is more, a mark says
so. What was taken least is taken, so that the walks of a seed go everywhere; `--all` asks that
no step is left out. In a room, Page down, Page up and `b` are all the keys there are.

`--beside` has tmux or xterm show the same walk, key for key: the frames are the same, and so
is what that terminal shows.
"""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "content"), str(HERE)]

from marcheur import Marcheur, plain  # noqa: E402
from tap import done, note, ok  # noqa: E402
from terminals import Display, Hangs, Tmux, Vterm, Xterm, missing  # noqa: E402

MOST_PROMPTS, MOST_KEYS, MOST_TRIES = 260, 400, 6
NUMBER = re.compile(r"^\W*\d+\.\s*")
DOORS = "start"


class Lost(Exception):
    """What a walk shows to be wrong."""


# --- Text ---------------------------------------------------------------------------------


def letters(text):
    return "".join(c for c in text if c.isalnum())


def bare(line):
    """A line without what is said otherwise on a screen: its number, its box, what it is."""
    line = NUMBER.sub("", line)
    for words in (r"\(un détour, puis retour ici\)", r"\((fait|laissé ouvert)\)", r"\(facultatif\)"):
        line = re.sub(words, "", line)
    return letters(line)


# Plain mode alone says so, for the ear.
ONLY_PLAIN = re.compile(
    r"^(Question \d+ sur \d+\.|Votre choix|Vos choix|Votre pari,|Votre réponse,|Votre estimation,|Un nombre"
    r"|Une date|Oui ou non|Entrée|Écrivez|Une autre|Une ligne de plus|Une idée par ligne|Tapez"
    r"|C[’']est écrit|C[’']est noté|Laissé ouvert|Vos réponses sont gardées|\d+ ressources? sur|Réponse proposée"
    r"|Vous pouvez|\d+ caractères au plus|Un numéro|Votre réponse :|Votre carnet (est complet|garde tout)| ?« aide »)")
# How a prompt ends, and what a field's says before.
ENDING = re.compile(
    r"(\d+ caractères au plus\. )?(Votre choix|Vos choix|Votre pari|Votre réponse|Votre estimation|Un nombre|Une date"
    r"|Une autre réponse|Oui ou non|Quelle liste|Quelle fiche|Un autre numéro|Écrivez une ligne)[^.?!]*:$")
# On a screen it stands apart, large where there is room.
FIGURE = re.compile(r"(Le chiffre : .*|C[’']est le chiffre\.)$")
KINDS = {"À lire", "Question", "Plusieurs réponses", "Un territoire", "À vous d’écrire", "Un carrefour",
         "Une estimation", "Un récit", "À votre avis", "L’arrivée", "Une collecte", "Un bilan",
         "Une halte", "Une note", "Un catalogue"}
WHERE = re.compile(r"^(Journée .*|.*, )?[ÉéEe]tape \d+$")


def said(raw):
    """What a page of plain mode says, piece by piece: (as it is, its letters)."""
    pieces = []
    for paragraph in re.split(r"\n\s*\n", raw):
        lines = []
        for line in paragraph.splitlines():
            text = line.replace("\u00a0", " ").replace("\u202f", " ").strip()
            if not text:
                continue
            if re.match(r"^(\d+\.|[-•]) ", text) or not lines or lines[-1] in KINDS:
                lines.append(text)
            elif WHERE.match(lines[-1]) or text in KINDS or WHERE.match(text):
                lines.append(text)
            else:
                lines[-1] += " " + text
        pieces += [x for x in lines
                   if x and not ONLY_PLAIN.match(x) and not WHERE.match(x) and x not in KINDS]
    pieces = [FIGURE.sub("", ENDING.sub("", p.strip())) for p in pieces]
    return [(p, bare(p)) for p in pieces if bare(p)]


# --- The screens, as a person reads them ----------------------------------------------------


class Beside:
    """Two terminals that get the same keys; the first is the one that is read."""

    def __init__(self, lead, other):
        self.lead, self.other, self.name = lead, other, f"{lead.name} and {other.name}"
        self.n_compared = 0
        self.compare("the first frame")

    def __getattr__(self, name):
        return getattr(self.lead, name)

    def press(self, names):
        for terminal in (self.lead, self.other):
            terminal.press(names)
        self.compare(names)

    def key(self, name):
        self.press([name])

    def type(self, text):
        for terminal in (self.lead, self.other):
            terminal.type(text)
        self.compare(text)

    def compare(self, after):
        lead, other = self.lead, self.other
        self.n_compared += 1
        if lead.gone or other.gone:
            if (lead.gone, lead.status) != (other.gone, other.status):
                raise Lost(f"after {after}: one is gone, the other is not")
            return
        # The homes, which the first frames name, are 1 and 2.
        seen = [[re.sub(r"(?<=[/ ])[12](?=/|$)", "·", r.rstrip()) for r in t.rows] for t in (lead, other)]
        if seen[0] != seen[1]:
            raise Lost(f"after {after}, {other.name} shows another thing:\n" + "\n".join(
                f"{a}\n{b}" for a, b in zip(*seen) if a != b))

    def close(self):
        self.lead.close()
        self.other.close()


class Screen:
    def __init__(self, terminal, rows, cols, in_room=False):
        self.t, self.n_rows, self.n_cols, self.in_room = terminal, rows, cols, in_room
        self.seen = self.whole = ""  # letters of all that was seen since the step began
        self.last = []               # the last window, to see what it has in common with the next
        self.look()

    def window(self):
        top = 1 if self.n_rows >= 8 else 0
        bottom = -2 if self.n_rows >= 12 else -1
        if self.in_room:
            top, bottom = 0, -1
        return self.t.rows[top:bottom]

    def edge(self):
        return "".join(self.t.rows[-2:] if self.n_rows >= 12 and not self.in_room else self.t.rows[-1:])

    def look(self):
        rows = self.window()
        body = [letters(r) for r in rows]
        n = next((k for k in range(len(body), 0, -1)
                  if self.last[-k:] == body[:k] and any(body[:k])), 0)
        self.whole += "".join(body[n:])
        self.seen += "".join(bare(r) for r in rows[n:])
        self.last = body

    def turn_leaf(self):
        self.seen, self.whole, self.last = "", "", []
        self.look()

    def press(self, *names):
        for name in names:
            self.t.key(name)
            if self.t.gone:
                return
            self.look()

    def type(self, text):
        self.t.type(text)
        if not self.t.gone:
            self.look()

    def focus(self):
        """The letters of the row that is lit, and of those below."""
        for i, row in enumerate(self.t.rows[:-1]):
            if row.lstrip().startswith("►"):
                return bare(row) + "".join(letters(r) for r in self.t.rows[i + 1:-1]), bare(row)
        return "", ""

    def is_typing(self):
        row = self.t.rows[self.t.cursor[0]].lstrip() if self.t.cursor[0] < len(self.t.rows) else ""
        return row.startswith("│") and self.focus() == ("", "")

    def read_on(self):
        """To the end of the page; a mark says each time that there is more."""
        n_still = 0
        for _ in range(MOST_KEYS):
            if "▼" not in self.edge():
                return
            before = [letters(r) for r in self.window()]
            self.press("page-down")
            if [letters(r) for r in self.window()] == before:
                n_still += 1             # through a field, and out of it
                if n_still > 2:
                    raise Lost("there is more below, and no way there:\n" + "\n".join(self.window()))
                continue
            n_still = 0
            if "▲" not in self.edge():
                raise Lost("no mark for what is above:\n" + "\n".join(self.t.rows))
        raise Lost("a page without an end")

    def read_from_top(self):
        """Where the window does not begin at the beginning: what was there before, or choices."""
        for _ in range(MOST_KEYS):
            if "▲" not in self.edge():
                break
            self.press("page-up")
        self.turn_leaf()
        self.read_on()

    def go_to(self, label):
        """To the item of this label, wherever it is."""
        wanted = bare(label)
        for key in ("down", "up"):
            for _ in range(MOST_KEYS):
                whole, row = self.focus()
                if row and (whole.startswith(wanted) or wanted.startswith(whole)):
                    return
                before = list(self.t.rows)
                self.press(key)
                if self.t.rows == before:
                    break
        raise Lost(f"« {label} » can't be reached:\n" + "\n".join(self.t.rows))

    def go_to_field(self):
        for _ in range(40):
            if self.is_typing():
                return
            self.press("tab")
        raise Lost("no field can be reached:\n" + "\n".join(self.t.rows))


# --- Both at once ---------------------------------------------------------------------------


class Paper:
    """A page of plain mode that nobody answers."""

    def __init__(self, raw):
        self.raw = raw
        self.page = plain(raw)

    rows = Marcheur.rows

    def close(self):
        pass


class Taken:
    """What was taken, over all walks."""

    def __init__(self, seed):
        self.random, self.counts, self.steps = random.Random(seed), {}, set()

    def least(self, where, labels):
        fewest = min(self.counts.get((where, x), 0) for x in labels)
        label = self.random.choice([x for x in labels if self.counts.get((where, x), 0) == fewest])
        self.counts[where, label] = self.counts.get((where, label), 0) + 1
        return label


class Walk:
    """One walk of a journey, on plain mode and on a screen."""

    def __init__(self, options, folder, taken, rows, cols, in_room=False, display=None, points=10):
        self.taken, self.in_room, self.options = taken, in_room, options
        self.folder = Path(tempfile.mkdtemp(dir=folder))
        self.home = self.folder / "1"
        words = [*(["--projection"] if in_room else []), options.journeys / "safari"]
        for name in "12":
            (self.folder / name).mkdir()
        t = Vterm(options.host, options.safari, words, rows, cols, self.home)
        other = self.folder / "2"
        if options.beside == "tmux":
            t = Beside(t, Tmux(options.safari, words, rows, cols, other))
        elif options.beside == "xterm":
            t = Beside(t, Xterm(display, options.safari, words, rows, cols, other, points=points))
        self.screen = Screen(t, rows, cols, in_room)
        self.checked = self.n_pieces = 0
        self.log = []
        self.way, self.options_of = {}, {}  # where to, and by which options
        self.date = None                    # that is given; None: one to come, or none
        self.begin_plain()

    def begin_plain(self):
        self.plain = Marcheur(self.options.safari, self.options.journeys / "safari", self.folder)

    def facts(self, data):
        """What a carnet holds, without what differs from face to face."""
        found = []
        for path in sorted(data.glob("*/*.carnet")):
            for line in path.read_text().splitlines():
                e = {k: v for k, v in json.loads(line).items() if k not in ("n", "t", "ms", "crc")}
                if e["e"] != "brouillon":
                    found.append(e)
        return found

    def alike(self):
        a = self.facts(self.plain.data / "safari")
        b = self.facts(self.home / ".local/share/safari")
        if a != b:
            at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
            raise Lost(f"plain mode has {a[at:at + 3]}, the screens {b[at:at + 3]}")
        for e in b[self.checked:]:
            for key in ("à", "début"):
                if e.get(key):
                    self.taken.steps.add(e[key])
        self.checked = len(b)

    def here(self):
        events = self.facts(self.plain.data / "safari")
        for e in reversed(events):
            if "à" in e or "début" in e:
                return e.get("à", e.get("début"))
        return DOORS

    def all_seen(self):
        """Every piece that plain mode says was seen."""
        lost = [p for p, wanted in said(self.plain.raw)
                if wanted not in self.screen.seen and letters(p) not in self.screen.whole]
        self.n_pieces += len(said(self.plain.raw))
        if lost:
            raise Lost("never seen: " + " | ".join(lost) + "\nseen: " + self.screen.seen[-1500:])

    def line(self, line):
        self.log.append(f"{self.here()}: {line}")
        self.plain.type(line)

    # What is asked, one after the other; each gives both faces their answer.

    def wanted(self, rows):
        """The row that leads where the walk is to go; None where any will do."""
        options, option = self.options_of.get(self.here(), []), self.way.get(self.here())
        return rows[options.index(option)] if option in options and len(options) == len(rows) else None

    def choose(self):
        rows = [x for x in self.plain.rows() if not x.startswith(("Le retoucher", "Recommencer"))
                and "(fait)" not in x]
        label = self.wanted(list(self.plain.rows())) or (
            "Continuer" if self.way and "Continuer" in rows else self.taken.least(self.here(), rows))
        row = self.plain.rows()[label]
        self.line(row)
        if int(row) < 10 and self.taken.random.random() < 0.3 and "Continuer" not in label:
            self.screen.type(row)
        else:
            self.screen.go_to(label.split(". ")[0] if self.here() == DOORS else label)
            self.screen.press("enter")

    def several(self):
        rows = list(self.plain.rows().items())
        some = self.taken.random.sample(rows[:-1], 2)
        self.line(" ".join(number for _, number in some))
        for label, _ in some:
            self.screen.go_to(label)
            self.screen.press("space")
        self.screen.go_to("Valider")
        self.screen.press("enter")

    def write(self, text):
        """A field, left open where the text is empty."""
        self.line(text)
        if text == "":
            self.screen.go_to("Passer")
        else:
            self.screen.go_to_field()
            self.screen.type(text)
            self.screen.press("down")
        self.screen.press("enter")

    def go_on(self):
        self.line("")
        self.screen.go_to("Continuer")
        self.screen.press("enter")

    def note(self):
        self.line("une course")
        self.line(".")
        self.screen.go_to_field()
        self.screen.type("une course")
        self.screen.press("tab", "enter")

    def leave_harvest(self):
        self.line("")
        self.screen.go_to("Terminé")
        self.screen.press("enter")

    def answer(self, prompt):
        r = self.taken.random
        if "pour garder" in prompt:
            self.line("")
            self.screen.go_to("Garder ce texte")
            self.screen.press("enter")
        elif prompt.startswith("Vos choix"):
            self.several()
        elif prompt.startswith(("Votre choix", "Votre pari")):
            self.choose()
        elif prompt.startswith(("Votre estimation", "Un nombre")):
            self.write(str(r.randrange(20, 90)))
        elif prompt.startswith("Une date"):
            self.write(self.date or r.choice(["12/03/2099", ""]))
        elif prompt.startswith("Votre réponse"):
            words = ["Le vallon, à midi", ""] if not self.way else [""]
            self.write(r.choice(words) if "pour passer" in prompt else "Ana")
        elif prompt.startswith("Écrivez"):
            self.note()
        elif prompt.startswith(("Une idée par ligne", "Une autre, ou")):
            self.leave_harvest()
        elif prompt.startswith(("Entrée pour continuer", "Un numéro")):
            self.go_on()
        else:
            raise Lost(f"nobody knows what to do with « {prompt} »")

    def prompt(self):
        text = " ".join(re.split(r"\n\s*\n", self.plain.raw)[-1].split())
        sentences = re.findall(
            r"(?:Votre choix|Vos choix|Votre pari|Votre estimation|Votre réponse|Un nombre|Une date"
            r"|Une idée par ligne|Une autre, ou|Un numéro|Écrivez une ligne|Entrée pour (?:continuer|l[’']accueil))[^.?!]*:$", text)
        return sentences[-1] if sentences else text

    def enter(self, door):
        number = next(number for row, number in self.plain.rows().items() if row.startswith(door))
        self.screen.read_from_top()
        self.all_seen()
        self.line(number)
        self.screen.press("home")
        self.screen.go_to(door)
        self.screen.press("enter")
        self.screen.turn_leaf()

    def go(self, door):
        """From a door to an end. The name of what was reached."""
        self.enter(door)
        if self.plain.raw.lstrip().startswith("Un parcours à part"):
            raise Lost(self.plain.raw)
        self.screen.read_on()
        self.screen.go_to("Commencer")
        self.screen.press("enter")
        self.screen.turn_leaf()
        where = None
        for _ in range(MOST_PROMPTS):
            self.alike()
            if self.here() != where:
                where = self.here()
                self.screen.turn_leaf()
            self.screen.read_on()
            self.all_seen()
            # In a form, what was typed in a field before is still to be noted.
            if self.screen.t.wakes and not (self.log and self.log[-1].startswith(f"{where}: ")):
                raise Lost("nothing is typed, and it would wake up by itself")
            prompt = self.prompt()
            if prompt.startswith("Entrée pour l"):
                return where
            self.answer(prompt)
        raise Lost(f"no end after {MOST_PROMPTS} answers")

    def go_again(self, row):
        """From an end, by a row of the start screen, to where a date that is over leads."""
        self.line("")
        self.screen.go_to("Retour à l’accueil")
        self.screen.press("enter")
        if not any(x.startswith(row) for x in self.plain.rows()):
            return self.here()      # no date was given on this walk
        self.enter(row)
        self.screen.read_on()
        self.alike()
        return self.here()

    def browse(self, door, most):
        """The catalogue, each of its lists by kind whole, and of each at most `most` cards."""
        self.enter(door)
        kinds = [x for x in self.plain.rows().items()][:7]
        self.screen.read_on()
        self.all_seen()
        self.screen.press("home")
        for kind, number in kinds:
            self.screen.go_to(kind)
            self.screen.press("enter")
            self.screen.turn_leaf()
            self.screen.read_on()
            self.line(number)
            n_cards = 0
            while " sur " in self.plain.raw.strip().splitlines()[0]:
                # Plain mode tells ten at a time, under a title of its own.
                self.plain.raw = "\n".join(self.plain.raw.strip().splitlines()[1:])
                self.all_seen()
                for title, card in self.plain.rows().items():
                    if n_cards < most:
                        self.screen.press(*(["home"] if n_cards == 0 else []))
                        seen = self.screen.seen, self.screen.whole
                        self.card(title, card)
                        self.screen.seen, self.screen.whole = seen
                        n_cards += 1
                self.line("")
            self.screen.press("left")
        return f"{len(kinds)} lists"

    def card(self, title, number):
        self.line(number)
        self.screen.go_to(title)
        self.screen.press("enter")
        self.screen.turn_leaf()
        self.screen.read_on()
        self.all_seen()
        self.screen.press("left")
        self.screen.turn_leaf()
        self.line("")

    def close(self):
        self.plain.close()
        self.screen.t.close()


def leave(walk):
    """By keys alone; the terminal is given back."""
    t = walk.screen.t
    t.type("q")
    for _ in range(20):
        if t.gone:
            break
        t.key("enter")
    if not (t.gone and t.status == 0 and t.restored):
        raise Lost(f"left with {t.status}, terminal as before: {t.restored}\n" + "\n".join(t.rows))


class RoomWalk(Walk):
    """In front of a room: two buttons and `b`. Plain mode is asked where the room stands."""

    def begin_plain(self):
        self.plain = Paper(self.ask_plain("quitter\n"))
        self.owed = []      # what is to be read before one goes on

    def ask_plain(self, lines):
        """What plain mode says, taken up from a copy of the carnet."""
        copy = Path(tempfile.mkdtemp(dir=self.folder))
        if (self.home / ".local").exists():
            shutil.copytree(self.home / ".local", copy / ".local")
        env = {"PATH": os.environ["PATH"], "HOME": str(copy), "LANG": "C.UTF-8", "TERM": "dumb"}
        run = subprocess.run([self.options.safari, "--texte", self.options.journeys / "safari"],
                             input=lines.encode(), capture_output=True, env=env, timeout=60)
        shutil.rmtree(copy)
        return run.stdout.decode().rsplit("\n\n", 1)[0]

    def take_up(self):
        """After each event: where one is, as plain mode says it."""
        events = self.facts(self.home / ".local/share/safari")
        if len(events) == self.checked:
            return
        missed = [p for p, wanted in self.owed if wanted not in self.screen.seen]
        if missed:
            raise Lost("never shown: " + " | ".join(missed) + "\nseen: " + self.screen.seen)
        for e in events[self.checked:]:
            for key in ("à", "début"):
                if e.get(key):
                    self.taken.steps.add(e[key])
        self.checked = len(events)
        raw = self.ask_plain("1\nquitter\n")
        self.plain = Paper(raw[raw.rindex("étape "):] if "étape " in raw else raw)
        told = re.search(r"^(Votre pari :|Votre réponse :|Votre estimation :)", self.plain.raw, re.M)
        self.owed = said(self.plain.raw[told.start():]) if told else []
        self.n_pieces += len(self.owed)
        self.owed = [x for x in self.owed if not x[0].startswith("«")]  # words are explained on demand
        self.screen.turn_leaf()

    def here(self):
        for e in reversed(self.facts(self.home / ".local/share/safari")):
            if "à" in e or "début" in e:
                return e.get("à", e.get("début"))
        return DOORS

    def lit(self):
        """The label that is lit, as plain mode has it; None where none is, "" where it leads back."""
        whole, row = self.screen.focus()
        if not row:
            return None
        fits = [x for x in self.plain.rows() if whole.startswith(bare(x.split(". ")[0]))
                or bare(x).startswith(whole)]
        return max(fits, key=len) if fits else "" if row == "revenir" else row

    def blacken(self):
        before = self.screen.t.rows[:-2]    # below, a word that goes with the next key
        self.screen.t.type("b")
        if any(self.screen.t.rows):
            raise Lost("`b` leaves something:\n" + "\n".join(self.screen.t.rows))
        self.screen.t.key("page-down")
        if self.screen.t.rows[:-2] != before:
            raise Lost("after the black another page:\n" + "\n".join(self.screen.t.rows))

    def take(self, wanted=None):
        """Each way is lit once, from the first to the one that leads back; then one is taken."""
        ways = []
        for _ in range(MOST_KEYS):
            label = self.lit()
            if label in ways or label is None:
                break
            ways.append(label)
            self.screen.press("page-up")
        missed = [x for x in self.plain.rows() if x not in ways and not x.startswith(
            ("Le retoucher", "Recommencer", CATALOGUE))]
        rows = [x for x in ways if x and not x.startswith(("Le retoucher", "Recommencer"))]
        if missed or not rows:
            raise Lost(f"never lit: {missed}, lit: {ways}\n" + "\n".join(self.screen.t.rows))
        label = next((x for x in rows if wanted and x.startswith(wanted)), None) or self.taken.least(
            self.here(), rows)
        for _ in ways:
            if self.lit() != label:
                self.screen.press("page-up")
        self.log.append(f"{self.here()}: {label}")
        self.screen.press("page-down")

    def go(self, door):
        for _ in range(9):
            if self.lit() is not None:
                break
            self.screen.press("page-down")
        self.take(door)
        for _ in range(MOST_PROMPTS * 4):
            self.take_up()
            if self.taken.random.random() < 0.05:
                self.blacken()
            if self.lit() is None:
                before = list(self.screen.t.rows)
                self.screen.press("page-down")
                if self.screen.t.rows == before:
                    raise Lost("Page down does nothing:\n" + "\n".join(before))
            elif self.screen.focus()[0].startswith("Retouràlaccueil"):
                return self.here()
            else:
                self.take()
        raise Lost("no end")


CATALOGUE, DOORS_OF = "Explorer", {"seuil": "Se lancer", "courte": "La piste courte",
                                   "trav-ouverture": "La traversée", "doux-cageot": "Commencer doucement",
                                   "rev-matin": "Revivre", "crédits": "Sources"}


def one(options, folder, taken, door, size, display=None, way=None, reminder=None):
    cols, rows = size
    kind = RoomWalk if options.room else Walk
    walk, end = kind(options, folder, taken, rows, cols, options.room, display), None
    sentence = f"{cols}×{rows}, {walk.screen.t.name}: « {door} »"
    walk.way, walk.options_of = way or {}, options.options_of
    try:
        walk.date = "01/02/2020" if reminder else None
        end = walk.browse(door, options.cards) if door == CATALOGUE else walk.go(door)
        end = walk.go_again(reminder) if reminder else end
        leave(walk)
        ok(True, f"{sentence} to {end}, {len(walk.log)} answers, {walk.n_pieces} pieces read")
    except (Lost, Hangs, LookupError) as e:
        ok(False, sentence, e, "at " + " / ".join(walk.log[-8:]), *walk.screen.t.rows)
    walk.close()


def arguments():
    parser = argparse.ArgumentParser()
    for name in ("safari", "host", "journey_json", "journeys"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--sizes", default="80x24,40x12,20x6,200x60")
    parser.add_argument("--walks", type=int, default=2, help="of each door at each size")
    parser.add_argument("--doors", default="Se lancer,Commencer doucement,Explorer,La piste courte,"
                                           "La traversée,Revivre,Sources,Apprendre")
    parser.add_argument("--room", action="store_true", help="as the projector shows it")
    parser.add_argument("--cards", type=int, default=2, help="of each list of the catalogue")
    parser.add_argument("--beside", choices=["tmux", "xterm"])
    parser.add_argument("--seed", type=int)
    parser.add_argument("--all", action="store_true", help="no step may be left out")
    options = parser.parse_args()
    if options.room:
        options.doors = options.doors.replace("Explorer,", "")  # not before a room
    options.safari, options.host = options.safari.resolve(), options.host.resolve()
    options.journeys, options.journey_json = options.journeys.resolve(), options.journey_json.resolve()
    options.doors = options.doors.split(",")
    options.sizes = [tuple(map(int, s.split("x"))) for s in options.sizes.split(",")]
    if options.seed is None:
        options.seed = random.SystemRandom().randrange(10**9)
    return options


def described(options):
    """Every step of what is shipped, and the options of each."""
    steps, options_of = set(), {}
    for name in ("safari", "bienvenue"):
        run = subprocess.run([options.journey_json, options.journeys / name / "parcours.yaml"],
                             capture_output=True, check=True)
        for step, what in json.loads(run.stdout)["étapes"].items():
            options_of[step] = what.get("options", [])
            if what["genre"] != "jonction":
                steps.add(step)
    return steps, options_of


def way_to(options, step):
    """The shortest walk there: its door, and what is chosen at each step."""
    run = subprocess.run([options.safari, "verifier", options.journeys / "safari", "--vers", step],
                         capture_output=True)
    if run.returncode != 0:
        return "Apprendre", {}     # of the journey of the keys, which is walked whole
    lines = re.split(r"pas\)\W*\n", run.stdout.decode())[-1].split("\n")
    way = dict(re.findall(r"^(\S+) \((\S+)\)$", "\n".join(lines), re.M))
    return DOORS_OF[lines[0].split(" ")[0]], way


def reminder_of(options, step):
    """Where a date that is over leads there, how the start screen's row begins; None: none does."""
    for path in sorted((options.journeys / "safari").glob("*.yaml")):
        text = path.read_text()
        if f"    rappel: {step}\n" in text:
            return re.search(rf'^  {step}:\n(?:    .*\n)*?    titre: "?([^$"]*?) *[$"\n]', text, re.M).group(1)
    return None


def walk_all(options, taken, display):
    """Each door at each size; the steps that nobody came to."""
    steps, options.options_of = described(options)
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(options.walks):
            for size in options.sizes:
                for door in options.doors:
                    one(options, folder, taken, door, size, display)
        for i, step in enumerate(sorted(steps - taken.steps) if options.all else []):
            reminder = reminder_of(options, step)
            door, way = ("Se lancer", None) if reminder else way_to(options, step)
            size = options.sizes[i % len(options.sizes)]
            for n in range(MOST_TRIES):
                if step not in taken.steps:
                    # A hub's items are not on the shortest walk: what is least taken finds them.
                    one(options, folder, taken, door, size, display, way if n == 0 else None, reminder)
    return sorted(steps - taken.steps)


def main():
    options = arguments()
    note(f"walk_screens.py: seed {options.seed}")
    lacking = missing({"tmux": ["tmux"], "xterm": ["xterm", "Xvfb", "xdotool", "setxkbmap"]}.get(options.beside, []))
    if lacking:
        ok(False, "this computer has what shows the walks", ", ".join(lacking))
        done()
    taken = Taken(options.seed)
    display = Display(2600, 1600) if options.beside == "xterm" else None
    try:
        left = walk_all(options, taken, display)
    finally:
        if display is not None:
            display.close()
    note(f"{len(taken.steps)} steps; left out: {', '.join(left) or 'none'}")
    if options.all:
        ok(not left, "every step was walked on a screen", *left)
    done()


if __name__ == "__main__":
    main()
