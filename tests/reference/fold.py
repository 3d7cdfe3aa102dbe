# SPDX-License-Identifier: GPL-3.0-or-later
"""The reference fold of the carnet: the rules of format.md §7 and §8, and nothing else.

This file is an oracle. It was written from the rules alone, without sight of the C, so that
two readings of one text can be compared event by event. It favours the letter over speed.
It keeps one invariant: no event but `ouvrir`, and `finish` at the very end, decides anything.
"Events hold facts" (§7): the fold lays them down, and mends only what damage has torn.

What the rules leave open is settled here.

The path
  * A stack element is a place by identity, not a copy: its answer is the one which that place
    holds when `retour` comes. `retour` appends a NEW place with the popped place's step, that
    place's own stack and that place's own answer.
  * The answer goes on the place at the cursor before the path is cut, and the path is cut
    before anything is pushed. To cut moves each cut place's answer (a null too) into the
    pre-fill by step id, in path order, so that the later wins. Reaching the step again takes
    nothing out of the pre-fill.
  * `répondre` lands on the place at the cursor if that is a place of `étape`, else on the last
    place of it at or before the cursor, else in the pre-fill.
  * A place remembers how it was entered. The first one (`début`), one at `départ` after a drop,
    and one added after damage were entered by nothing: `par` is null.
  * "A visited step", for `saut`, has a place at or before the cursor, however entered.
  * "A `fin` ends all open calls": a place of a `fin` step has an empty stack.
  * `corriger` cuts ALL that follows the edited place, then lays `trajet` as moves; so an answer
    that is replayed stands in the pre-fill as well.
  * `reculer` and `refaire` move by `pas` and stop at the ends of the path; their `à` is not used.

What is seen from the cursor
  * `fait`: a place of it before the cursor whose next place (which may be at the cursor) was
    entered by vers, suite, ensuite or retour. After a drop, the next place is the one that
    remains.
  * `réussi`: the step's first place, at or before the cursor, holds a right answer now. A null
    or nothing is not right.
  * A hub's item is ticked when, at or before the cursor, a place of the hub was entered by a
    `retour` that ended a call which that hub began with that item. What the hub of today does
    not name as an item is not ticked.
  * `une_fois`: the (step, choix) of the détours and carrefours that led to a place at or before
    the cursor; where the step they left was dropped, there is nothing left to name.

`retour`
  * The place it takes is: with no call open, the step's `sinon`; where the caller is an empty
    mark, `sinon`, else the last place (at or before the cursor) with a shorter stack; where a
    saut opened the call, `sinon` if there is one; else the caller. `sinon` means a new place
    without an answer, its stack what lies under the call that ends. A `sinon` that names a
    junction may lead anywhere.
  * Where that is not `à`: "the deepest caller with that step" is the innermost; with none, a
    place of `à` with an empty stack and no answer.

Damage
  * The repairs hold whenever an event does not agree with the state, wherever that came from.
    "The last place of `de`" is looked for on the whole path, redo tail too. The place that is
    added is added as by a move: the redo tail is cut into the pre-fill.
  * A `corriger` whose step has no place strictly before the cursor is mended like a `de`.
  * "Already folded" is a set, and lines fold in the order of the file. A last line without its
    newline is folded if it is whole. An event that lacks a key it needs, or has a `par` that
    does not exist, is a damaged line. Without a readable first line the path begins at the
    journey's `départ`, and the version is taken for older than any.
  * An unknown event is skipped and counted, but is no damage (a newer minor program); its `n`
    leaves no gap.

When the journey changed
  * Renamings of version v apply to lines before the first `ouvrir` of a version >= v, unless the
    first line is of such a version. That `ouvrir` line names its `retirées` in the names of
    before, its `à` in those of after.
  * What `~` removes keeps its name but equals no living id (`Gone`), so that the name may be
    given again; it goes when `ouvrir` lists it in `retirées`, else at the end.
  * An item of a hub is a step id, and is renamed as one. Where many options become one, a set
    holds it once; where many fields become one, the last in the object wins; votes add up.
  * An answer is one thing, whole: if an option or field in it is gone or it is out of bounds,
    all of it is an orphan and the place is without an answer. A missing field is no misfit, nor
    is a null. This is judged, with the journey of today, at each `ouvrir` (after the drop) and
    at the end.
  * A dropped place is an orphan if it held an answer or a null. Pre-fill and facts off the path
    stay. If nothing at or before the cursor remains, the place at `départ` stands first and a
    redo tail that remains stays behind it. A `début` that is dropped becomes `départ`.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, field


# -- Values --------------------------------------------------------------------------------

class _Absent:
    """"`rép` absent leaves the place's answer, `null` = laissé ouvert": null is not absent."""

    def __repr__(self):
        return "absent"


ABSENT = _Absent()


class Gone(str):
    """The name of what a renaming removed (`~`). It reads as it did, and equals no living id."""

    def __eq__(self, other):
        return isinstance(other, Gone) and str.__eq__(self, other)

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(("~", str(self)))


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def plain(value):
    """A copy in bare JSON types: names of the gone as text, whole numbers as integers."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        # Where a name was given again, the living one is shown.
        living_last = sorted(value, key=lambda k: not isinstance(k, Gone))
        return {str(k): plain(value[k]) for k in living_last}
    return value


def canonical(value):
    """One text for one value: sorted keys, no spaces, whole numbers as integers."""
    return json.dumps(plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def fnv1a64(text):
    h = 0xCBF29CE484222325
    for byte in text.encode("utf-8"):
        h = ((h ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return f"{h:016x}"


# -- The journey ---------------------------------------------------------------------------

class Journey:
    """What the fold asks of a journey, from the description that the loader prints."""

    def __init__(self, description):
        self.depart = description["départ"]
        self.steps = description["étapes"]
        # "versions rise"
        self.renamings = sorted(
            (Renaming(int(version), table)
             for version, table in (description.get("renommages") or {}).items()),
            key=lambda r: r.version)

    def has(self, step):
        return step in self.steps

    def kind(self, step):
        return self.steps[step]["genre"] if step in self.steps else None

    def otherwise(self, step):
        """The `sinon` of a step: where its `retour` goes without a call."""
        return self.steps.get(step, {}).get("sinon")

    def has_item(self, hub, item):
        return self.kind(hub) == "carrefour" and item in (self.steps[hub].get("articles") or {})

    def is_right(self, step, answer):
        """"A quiz with `plusieurs` is right when the set equals the `juste` ones" (§4)."""
        if answer is ABSENT or answer is None:
            return False
        right = self.steps[step].get("justes") if step in self.steps else None
        if self.kind(step) == "quiz":
            chosen = answer if isinstance(answer, list) else [answer]
            return all(isinstance(o, str) for o in chosen) and set(chosen) == set(right or [])
        if self.kind(step) == "estimation":
            return is_number(answer) and is_number(right) and answer == right
        return False

    def fits(self, step, answer):
        """Whether `rép` has the shape that §8 gives to the answers of this kind of step."""
        if answer is ABSENT or answer is None or step not in self.steps:
            return True
        kind, options = self.kind(step), self.steps[step].get("options") or []
        if kind in ("question", "observation"):
            return isinstance(answer, str) and answer in options
        if kind == "plusieurs":
            return isinstance(answer, list) and all(o in options for o in answer)
        if kind == "quiz":
            several = self.steps[step].get("plusieurs")
            if several is not None and several != isinstance(answer, list):
                return False  # `plusieurs` makes a set of it, and only that
            chosen = answer if isinstance(answer, list) else [answer]
            return all(isinstance(o, str) and o in options for o in chosen)
        if kind == "estimation":
            return is_number(answer)
        if kind == "saisie":
            fields = self.steps[step].get("champs") or {}
            return isinstance(answer, dict) and all(
                name in fields and field_fits(fields[name], value)
                for name, value in answer.items())
        return False  # "`note` and `récit` steps have no `rép`", and the others ask nothing.

    def in_names_of_today(self, event, version):
        """The event of a carnet that stands at this version, with today's ids."""
        if event["e"] == "ouvrir":
            withdrawn = event.get("retirées") or []
            for renaming in self._renamings_after(version):
                withdrawn = [renaming.step(s) for s in withdrawn]
            event = {**event, "retirées": withdrawn}
        if event["e"] in ("ouvrir", "carnet"):
            # "They apply to lines before the first `ouvrir` of that version", and a first line
            # of that version is of no earlier one.
            version = max(version, event["version"])
        renamings = self._renamings_after(version)
        for renaming in renamings:
            event = renaming.event(event)
        return self._in_file_order(event) if renamings else event

    def _in_file_order(self, event):
        """"Several: array in file order", which new names may have changed."""
        def ordered(step, answer):
            options = self.steps.get(step, {}).get("options") or []
            if not isinstance(answer, list) or not all(o in options for o in answer):
                return answer
            return sorted(answer, key=options.index)

        here = event.get("de") if event["e"] == "aller" else event.get("étape")
        if "rép" in event:
            event = {**event, "rép": ordered(here, event["rép"])}
        if event["e"] == "corriger":
            event = {**event, "trajet": [
                {**m, "rép": ordered(m["à"], m["rép"])} if "rép" in m else m
                for m in event["trajet"]]}
        return event

    def _renamings_after(self, version):
        return [r for r in self.renamings if r.version > version]


def field_fits(spec, value):
    """"number, scale: JSON number; date `2027-03-12`; oui-non: "oui"/"non"; list: id" (§8)."""
    if value is None:
        return True
    low, high = spec.get("min"), spec.get("max")
    if spec["type"] in ("nombre", "échelle"):
        return (is_number(value)
                and (not is_number(low) or low <= value)
                and (not is_number(high) or value <= high))
    if spec["type"] == "date":
        return (isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None
                and (not isinstance(low, str) or low <= value)
                and (not isinstance(high, str) or value <= high))
    if spec["type"] == "oui-non":
        return value in ("oui", "non")
    if spec["type"] == "liste":
        return isinstance(value, str) and value in (spec.get("options") or [])
    return isinstance(value, str)


class Renaming:
    """`renommages` of one version: "within one, all at once, left sides in the names of before;
    `choix:` takes `étape.choix` or `étape.champ.option`; also `champs:`; `~` removes; many may
    become one" (§8). So every look-up is by old names, and no result is looked up again."""

    def __init__(self, version, table):
        self.version = version
        self.steps = table.get("étapes") or {}
        self.options = table.get("choix") or {}
        self.fields = table.get("champs") or {}

    @staticmethod
    def _look_up(table, *path):
        """The new name of the last member of `étape.champ.option`; names of the gone stay."""
        key = ".".join(path)
        if key not in table or any(isinstance(name, Gone) for name in path):
            return path[-1]
        return Gone(path[-1]) if table[key] is None else table[key]

    def step(self, name):
        return self._look_up(self.steps, name)

    def option(self, *path):
        return self._look_up(self.options, *path)

    def field(self, *path):
        return self._look_up(self.fields, *path)

    def answer(self, step, value):
        if isinstance(value, str):
            return self.option(step, value)
        if isinstance(value, list):
            renamed = [self.option(step, v) if isinstance(v, str) else v for v in value]
            return [v for i, v in enumerate(renamed) if v not in renamed[:i]]
        if isinstance(value, dict):
            return {self.field(step, name):
                    self.option(step, name, v) if isinstance(v, str) else v
                    for name, v in value.items()}
        return value

    def event(self, event):
        """The same fact in the names of after. Old names decide, so `event` is only read."""
        kind, new = event["e"], dict(event)
        for key in STEP_KEYS.get(kind, ()):
            if event.get(key) is not None:
                new[key] = self.step(event[key])
        here = event["de"] if kind == "aller" else event.get("étape")
        if kind in ("aller", "répondre", "corriger") and "rép" in event:
            new["rép"] = self.answer(here, event["rép"])
        if kind == "aller":
            new["choix"] = self._choix(here, event)
        if kind == "corriger":
            new["trajet"] = []
            for move in event["trajet"]:
                renamed = {**move, "à": self.step(move["à"]), "choix": self._choix(here, move)}
                if "rép" in move:  # "`rép` in `trajet` belongs to the place reached"
                    renamed["rép"] = self.answer(move["à"], move["rép"])
                new["trajet"].append(renamed)
                here = move["à"]
        if kind == "voter":
            new["voix"] = {}
            for option, votes in event["voix"].items():
                option = self.option(here, option)
                new["voix"][option] = new["voix"].get(option, 0) + votes
        return new

    def _choix(self, left, move):
        """"`choix` is the détour's choice id or the hub's item as the hub names it"."""
        if move.get("choix") is None:
            return None
        if move["par"] == "carrefour":
            return self.step(move["choix"])
        return self.option(left, move["choix"])


# -- The state -----------------------------------------------------------------------------

@dataclass(eq=False)
class Call:
    """An element of a stack: the place that called, and by what."""
    caller: Place
    par: str                      # détour, carrefour or saut
    choix: str | None = None

    @property
    def is_mark(self):
        """"A dropped place stays in stacks as an empty mark.\""""
        return self.caller.dropped


@dataclass(eq=False)
class Place:
    """One place of the path. Two places are never equal: identity is what stacks hold."""
    step: str
    stack: tuple[Call, ...] = ()
    answer: object = ABSENT
    par: str | None = None        # how it was entered
    call: Call | None = None      # the call that entering it opened
    ended: Call | None = None     # the call that entering it ended
    dropped: bool = False


LEAVES_DONE = ("vers", "suite", "ensuite", "retour")
CALLS = ("détour", "carrefour")
MOVES = ("vers", "suite", "détour", "retour", "carrefour", "ensuite", "saut")


class State:
    """"State is a fold: a path of places {step, stack of places, answer} and a cursor.\""""

    def __init__(self, journey):
        self.journey = journey
        self.start = journey.depart     # `début`
        self.version = 0                # highest version this carnet was opened with
        self.path: list[Place] = []
        self.cursor = 0
        self.told_at: Place | None = None
        self.prefill: dict[str, object] = {}
        self.notes: dict[tuple[str, str], str] = {}
        self.kept: dict[str, bool] = {}
        self.consulted: set[str] = set()
        self.votes: dict[str, dict] = {}
        self.harvest: dict[str, dict] = {}
        self.orphans: list[tuple[str, object]] = []
        self.repairs: list[str] = []    # what was mended, in words

    @property
    def here(self):
        return self.path[self.cursor]

    def fold(self, event):
        """Fold one event. False if its name is unknown; Malformed if it lacks what it needs."""
        name = event["e"]
        if name not in SHAPES:
            return False
        check_shape(event)
        event = self.journey.in_names_of_today(event, self.version)
        if not self.path and name != "carnet":
            self.path = [Place(self.start)]
            self.repairs.append(f"no first line: the path begins at {self.start}")
        if name in PATH_EVENTS:
            self.told_at = None
        getattr(self, HANDLERS[name])(event)
        return True

    # -- Events on the path ----------------------------------------------------------------

    def begin(self, event):
        """"The first line holds `début`, the first step"; it names the version too."""
        self.start = event["début"]
        self.version = max(self.version, event["version"])
        if not self.path:
            self.path = [Place(self.start)]

    def open(self, event):
        """"Places of the steps it removes are dropped when the fold meets it, not at the end."
        The rule says where one then is; `à` is only what it must equal."""
        self.version = max(self.version, event["version"])
        withdrawn = set(event["retirées"])
        self._drop(lambda step: step in withdrawn)
        self._orphan_misfits()
        if event.get("à") is not None and event["à"] != self.here.step:
            self.repairs.append(f"ouvrir says {event['à']}, the rule gives {self.here.step}")

    def go(self, event):
        """"`aller` cuts the path after the cursor, puts the answer on the place at the cursor,
        appends the step reached." `rép` absent leaves the place's answer."""
        self._stand_on(event["de"])
        self._put(self.here, event)
        self._cut()
        self._move(event)

    def answer(self, event):
        """"An answer saved without leaving.\""""
        for place in reversed(self.path[:self.cursor + 1]):
            if place.step == event["étape"]:
                place.answer = event["rép"]
                self.told_at = place
                return
        self.prefill[event["étape"]] = event["rép"]

    def correct(self, event):
        """"`corriger` means the step's last place strictly before the cursor; `rép` in `trajet`
        belongs to the place reached; stacks follow `aller`; the redo tail is cut into pre-fill;
        the cursor ends on the last place." The replay itself was done when it was written."""
        before = [i for i in range(self.cursor) if self.path[i].step == event["étape"]]
        if before:
            self.cursor = before[-1]
        else:
            self._stand_on(event["étape"])
        self._put(self.here, event)
        self._cut()
        for move in event["trajet"]:
            self._move(move)
            self._put(self.here, move)

    def back(self, event):
        """"`reculer`, `refaire` move the cursor only.\""""
        self._shift(-event["pas"])

    def redo(self, event):
        self._shift(event["pas"])

    def restart(self, event):
        """"One place at `début`, answers become pre-fill, off-path facts stay, no undo.\""""
        self.cursor = -1
        self._cut()
        self._append(Place(self.start))

    def end(self, event):
        """"`fin` changes nothing: a mark.\""""

    def finish(self):
        """At the end of the file: "drop places whose step is gone from the path *and* from
        stacks (kept as orphans)"; "an answer that no longer fits is an orphan; its place stays"."""
        self._drop(lambda step: not self.journey.has(step))
        self._orphan_misfits()

    # -- Events off the path: "the last one by id wins, never undone by back" ---------------

    def note(self, event):
        self.notes[event["étape"], event["quoi"]] = event["texte"]

    def draft(self, event):
        """"The edit since the last one"; "`pos`, `ôté` count code points"."""
        key = event["étape"], event.get("quoi") or "note"
        text = self.notes.get(key, "")
        start = min(max(event["pos"], 0), len(text))
        stop = min(start + max(event["ôté"], 0), len(text))
        self.notes[key] = text[:start] + event["mis"] + text[stop:]

    def keep(self, event):
        self.kept[event["ressource"]] = event["oui"]

    def consult(self, event):
        self.consulted.add(event["ressource"])

    def vote(self, event):
        self.votes[event["étape"]] = event["voix"]

    def gather(self, event):
        line = {k: v for k, v in event.items() if k not in ("n", "t", "ms", "e", "crc")}
        self.harvest.setdefault(event["étape"], {})[event["id"]] = line

    # -- How the path changes --------------------------------------------------------------

    @staticmethod
    def _put(place, event):
        if "rép" in event:
            place.answer = event["rép"]

    def _cut(self):
        """"Answers cut off become pre-fill by step id.\""""
        for place in self.path[self.cursor + 1:]:
            if place.answer is not ABSENT:
                self.prefill[place.step] = place.answer
        del self.path[self.cursor + 1:]

    def _append(self, place):
        if self.journey.kind(place.step) == "fin":  # "A `fin` ends all open calls."
            place.stack = ()
        self.path.append(place)
        self.cursor = len(self.path) - 1

    def _shift(self, by):
        self.cursor = min(max(self.cursor + by, 0), len(self.path) - 1)

    def _move(self, move):
        """Append the step reached, with the stack that its `par` gives it."""
        par, to, left = move["par"], move["à"], self.here
        if par in CALLS:
            # "détour and carrefour push the current *place*"
            call = Call(left, par, move.get("choix"))
            self._append(Place(to, left.stack + (call,), par=par, call=call))
        elif par == "retour":
            self._append(self._return(to))
        elif par == "saut":
            # "saut to a visited step takes the stack of its last place, else a stack of just
            # the place left"
            visited = [p for p in self.path if p.step == to]
            stack = visited[-1].stack if visited else (Call(left, par),)
            self._append(Place(to, stack, par=par))
        else:
            # "vers, suite, ensuite keep it"
            self._append(Place(to, left.stack, par=par))

    def _return(self, to):
        """The place that a `retour` to this step appends."""
        left = self.here
        top = left.stack[-1] if left.stack else None

        def again(place, ended):
            # "retour appends the popped place's step anew with *that place's own* stack and
            # answer"
            return Place(place.step, place.stack, place.answer, "retour", ended=ended)

        # Without a call, "it goes where its `sinon: id` says" (§4). "A `retour` whose call was
        # opened by a saut takes the step's `sinon` where it has one." On an empty mark, it
        # "takes `sinon`, else the last place with a shorter stack".
        otherwise = self.journey.otherwise(left.step)
        if otherwise is not None and (top is None or top.is_mark or top.par == "saut"):
            if to == otherwise or self.journey.kind(otherwise) == "jonction":
                return Place(to, left.stack[:-1], par="retour", ended=top)
        elif top is not None and top.is_mark:
            outside = [p for p in self.path if len(p.stack) < len(left.stack)]
            if outside and outside[-1].step == to:
                return again(outside[-1], top)
        elif top is not None and top.caller.step == to:
            return again(top.caller, top)

        # "A `retour` whose caller is not `à` takes the deepest caller with that step, else an
        # empty stack."
        self.repairs.append(f"retour from {left.step} to {to}: not where the open call leads")
        for call in reversed(left.stack):
            if not call.is_mark and call.caller.step == to:
                return again(call.caller, call)
        return Place(to, par="retour")

    def _stand_on(self, step):
        """"If `de` is not the cursor's step, the cursor first goes to the last place of `de`;
        with none, a place of `de` with the same stack is added.\""""
        if self.here.step == step:
            return
        self.repairs.append(f"the event starts from {step}, the cursor was on {self.here.step}")
        for i in reversed(range(len(self.path))):
            if self.path[i].step == step:
                self.cursor = i
                return
        stack = self.here.stack
        self._cut()
        self._append(Place(step, stack))

    def _drop(self, is_gone):
        """Take the places of these steps off the path; in stacks they stay as empty marks.
        "The last place that remains" is the last at or before the cursor; with none, a new
        place at `départ`."""
        remaining = sum(not is_gone(p.step) for p in self.path[:self.cursor + 1])
        for place in self.path:
            if is_gone(place.step):
                place.dropped = True
                if place.answer is not ABSENT:
                    self.orphans.append((place.step, place.answer))
        self.path = [p for p in self.path if not p.dropped]
        self.cursor = remaining - 1
        if remaining == 0:
            self.path.insert(0, Place(self.journey.depart))
            self.cursor = 0
        if is_gone(self.start):
            self.start = self.journey.depart

    def _orphan_misfits(self):
        """"An answer that no longer fits is an orphan; its place stays.\""""
        for place in self.path:
            if not self.journey.fits(place.step, place.answer):
                self.orphans.append((place.step, place.answer))
                place.answer = ABSENT

    # -- What is seen from the cursor ------------------------------------------------------

    def facts(self):
        """What conditions see of each step: `visites`, `fait`, `réussi`, and its answer."""
        facts = {}
        for i, place in enumerate(self.path[:self.cursor + 1]):
            if place.step not in facts:
                # "réussi = the answer at the step's first place on the path is right"
                facts[place.step] = {"visites": 0, "fait": False,
                                     "réussi": self.journey.is_right(place.step, place.answer)}
            seen = facts[place.step]
            # "`visites` counts places before or at the cursor not entered by retour"
            seen["visites"] += place.par != "retour"
            if i < self.cursor:
                # "fait = a place of it before the cursor was left by vers, suite, ensuite or
                # retour"
                seen["fait"] |= self.path[i + 1].par in LEAVES_DONE
                # "the answer at its last place strictly *before* the cursor that holds one, or
                # a `null`"
                if place.answer is not ABSENT:
                    seen["rép"] = place.answer
        return {step: seen for step, seen in facts.items()
                if self.journey.has(step)
                and (seen["visites"] or seen["fait"] or seen["réussi"] or "rép" in seen)}

    def ticks(self):
        """"A hub's item is ticked when a retour that began with it lands on the hub.\""""
        ticks = {}
        for place in self.path[:self.cursor + 1]:
            ended = place.ended
            if (ended is not None and ended.par == "carrefour" and not ended.is_mark
                    and ended.caller.step == place.step
                    and self.journey.has_item(place.step, ended.choix)):
                ticks.setdefault(place.step, set()).add(ended.choix)
        return {hub: sorted(items) for hub, items in ticks.items()}

    def once(self):
        """"`une_fois` counts on the path, so back gives it again.\""""
        return sorted({f"{p.call.caller.step}.{p.call.choix}"
                       for p in self.path[:self.cursor + 1]
                       if p.call is not None and p.call.choix is not None
                       and not p.call.is_mark})

    def dump(self):
        """The whole state as JSON values, the same whoever computed it."""
        def with_answer(shown, answer):
            return shown if answer is ABSENT else {**shown, "rép": answer}

        return plain({
            "cursor": self.cursor,
            "path": [with_answer({"step": p.step, "par": p.par,
                                  "stack": [None if c.is_mark else c.caller.step
                                            for c in p.stack]}, p.answer)
                     for p in self.path],
            "told": self.told_at is not None and self.told_at is self.here,
            "prefill": self.prefill,
            "facts": self.facts(),
            "ticks": self.ticks(),
            "once": self.once(),
            "notes": {f"{step}/{what}": text for (step, what), text in self.notes.items()},
            "kept": sorted(r for r, yes in self.kept.items() if yes),
            "consulted": sorted(self.consulted),
            "votes": self.votes,
            "harvest": self.harvest,
            "orphans": [{"step": step, "rép": answer} for step, answer in self.orphans],
        })


# -- The events: their names, what they need, who folds them -----------------------------

HANDLERS = {
    "carnet": "begin", "ouvrir": "open", "aller": "go", "répondre": "answer",
    "corriger": "correct", "reculer": "back", "refaire": "redo", "recommencer": "restart",
    "fin": "end", "noter": "note", "brouillon": "draft", "garder": "keep",
    "consulter": "consult", "voter": "vote", "recueillir": "gather",
}

STEP_KEYS = {  # Where an event names steps, `trajet`, `choix` and `retirées` apart.
    "carnet": ("début",), "ouvrir": ("à",), "aller": ("de", "à"), "répondre": ("étape",),
    "corriger": ("étape",), "reculer": ("à",), "refaire": ("à",), "noter": ("étape",),
    "brouillon": ("étape",), "voter": ("étape",), "recueillir": ("étape",),
}

PATH_EVENTS = ("ouvrir", "aller", "répondre", "corriger", "reculer", "refaire", "recommencer")

ANY = object
MOVE = {"à": str, "par": str, "choix?": str}
SHAPES = {  # A key with `?` may be missing or null.
    "carnet": {"début": str, "version": int},
    "ouvrir": {"version": int, "retirées?": list, "à?": str},
    "aller": {"de": str, **MOVE},
    "répondre": {"étape": str, "rép": ANY},
    "corriger": {"étape": str, "trajet": list},
    "reculer": {"pas": int, "à?": str},
    "refaire": {"pas": int, "à?": str},
    "recommencer": {},
    "fin": {},
    "noter": {"étape": str, "quoi": str, "texte": str},
    "brouillon": {"étape": str, "quoi?": str, "pos": int, "ôté": int, "mis": str},
    "garder": {"ressource": str, "oui": bool},
    "consulter": {"ressource": str},
    "voter": {"étape": str, "voix": dict},
    "recueillir": {"étape": str, "id": str},
}


class Malformed(ValueError):
    """The line is no event that can be folded; the text says why."""


def check_shape(event):
    def check(thing, shape, what):
        for key, kind in shape.items():
            name = key.rstrip("?")
            if name not in thing or (name != key and thing[name] is None):
                if name == key:
                    raise Malformed(f"{what} without « {name} »")
            elif not isinstance(thing[name], kind) or (
                    kind is int and isinstance(thing[name], bool)):
                raise Malformed(f"{what} with a « {name} » of the wrong type")
        if "par" in shape and thing["par"] not in MOVES:
            raise Malformed(f"{what} by « {thing['par']} »")

    check(event, SHAPES[event["e"]], event["e"])
    if event["e"] == "ouvrir":
        if not all(isinstance(step, str) for step in event.get("retirées") or []):
            raise Malformed("ouvrir with a « retirées » of the wrong type")
    if event["e"] == "corriger":
        for move in event["trajet"]:
            check(move if isinstance(move, dict) else {}, MOVE, "trajet")
    if event["e"] == "voter" and not all(map(is_number, event["voix"].values())):
        raise Malformed("voter with a « voix » of the wrong type")


# -- The file ------------------------------------------------------------------------------

def crc32c(data):
    """CRC-32C (Castagnoli), reflected, init and xorout 0xffffffff."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc = _CRC_TABLE[(crc ^ byte) & 0xFF] ^ (crc >> 8)
    return crc ^ 0xFFFFFFFF


def _crc_row(byte):
    for _ in range(8):
        byte = (byte >> 1) ^ (0x82F63B78 if byte & 1 else 0)
    return byte


_CRC_TABLE = [_crc_row(byte) for byte in range(256)]
_SEAL = re.compile(rb',"crc":"([0-9a-f]{8})"\}')
_SEAL_BYTES = 18


def _finite(text):
    value = float(text)
    if not math.isfinite(value):
        raise Malformed("a number out of range")
    return value


def _no_constant(text):
    raise Malformed(f"{text} is not JSON")


def read_line(raw):
    """The event of one line, without its newline; Malformed if the line is damaged."""
    seal = _SEAL.fullmatch(raw[-_SEAL_BYTES:])
    if seal is None:
        raise Malformed("no seal at its end")
    if int(seal[1], 16) != crc32c(raw[:-_SEAL_BYTES]):
        raise Malformed("the crc differs")
    try:
        event = json.loads(raw.decode("utf-8"), parse_float=_finite, parse_constant=_no_constant)
        json.dumps(event, ensure_ascii=False).encode("utf-8")  # A lone surrogate is no text.
    except UnicodeError:
        raise Malformed("not UTF-8") from None
    except RecursionError:
        raise Malformed("nested too deep") from None
    except json.JSONDecodeError as error:
        raise Malformed(f"not JSON ({error.msg})") from None
    if not isinstance(event, dict) or not isinstance(event.get("e"), str):
        raise Malformed("no event")
    n = event.get("n")
    if not isinstance(n, int) or isinstance(n, bool) or n < 0:
        raise Malformed("no number")
    return event


@dataclass
class Folded:
    """What one line of the carnet did. `known` is False for an event of a newer program."""
    n: int
    raw: bytes
    known: bool


@dataclass
class Carnet:
    """A carnet's bytes, folded line by line: `for folded in carnet.lines(): carnet.state…`"""
    journey: Journey
    data: bytes
    state: State = None
    damaged: list[str] = field(default_factory=list)   # each named
    gaps: list[str] = field(default_factory=list)
    repeated: int = 0
    unknown: int = 0

    def lines(self):
        self.state = State(self.journey)
        folded, last = set(), -1
        rows = self.data.split(b"\n")
        if rows[-1] == b"":
            rows.pop()
        for number, raw in enumerate(rows, 1):
            try:
                event = read_line(raw)
                # "A line whose `n` was already folded is skipped, so that a write can be
                # repeated."
                if event["n"] in folded:
                    self.repeated += 1
                    continue
                known = self.state.fold(event)
            except Malformed as why:
                # "A damaged line is skipped, named and kept."
                self.damaged.append(f"line {number}: {why}")
                continue
            n = event["n"]
            if n > last + 1:
                self.gaps.append(f"line {number}: n goes from {last} to {n}")
            last = max(last, n)
            folded.add(n)
            self.unknown += not known
            yield Folded(n, raw, known)

    def finish(self):
        """Fold what the end of the file decides. A carnet without one good line has no state."""
        if self.state.path:
            self.state.finish()
