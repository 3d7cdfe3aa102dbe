# SPDX-License-Identifier: GPL-3.0-or-later
"""What every walk of a small graph comes to, by brute force: the reference of the explorer.

A graph is a dict from ids to steps, made by tests/random_graph.py. A state here holds the real
answers, numbers as numbers, and is met by trying every move one after the other: no classes,
no forgetting, no sets. It was written from the rules of the format; it never looks at the C.
"""

from collections import deque

MOST_VISITS = 6  # more than any condition of the graphs compares with
TOO_MANY = 2000


class TooLarge(Exception):
    pass


class Facts:
    """What conditions see. Copied before it is changed."""

    def __init__(self):
        self.answers, self.visits, self.right = {}, {}, {}
        self.done, self.ticks, self.taken = frozenset(), frozenset(), frozenset()

    def copy(self):
        new = Facts()
        new.answers, new.visits, new.right = dict(self.answers), dict(self.visits), dict(self.right)
        new.done, new.ticks, new.taken = self.done, self.ticks, self.taken
        return new

    def key(self):
        return (tuple(sorted(self.answers.items(), key=str)), tuple(sorted(self.visits.items())),
                tuple(sorted(self.right.items())), self.done, self.ticks, self.taken)


# --- Conditions ---------------------------------------------------------------------------


def answer_of(facts, step, field=None):
    value = facts.answers.get(step)
    if field is None or value is None:
        return value
    return dict(value).get(field)


def compare(value, op, other):
    if value is None:
        return False
    return {"=": value == other, "!=": value != other, "<": value < other, "<=": value <= other,
            ">": value > other, ">=": value >= other}[op]


def holds(c, facts):
    kind, rest = c[0], c[1:]
    if kind == "answer":
        step, field, op, other = rest
        value = answer_of(facts, step, field)
        return value is not None and (value == other if op == "=" else
                                      value != other if op == "!=" else compare(value, op, other))
    if kind == "among":
        return answer_of(facts, rest[0]) in rest[1]
    if kind == "contains":
        value = answer_of(facts, rest[0])
        return value is not None and rest[1] in value
    if kind == "answered":
        value = answer_of(facts, *rest)
        if rest[1] is None and isinstance(value, tuple):
            return len(value) > 0
        return value is not None
    if kind == "seen":
        return facts.visits.get(rest[0], 0) > 0
    if kind == "visits":
        return compare(facts.visits.get(rest[0], 0), rest[1], rest[2])
    if kind == "done":
        return rest[0] in facts.done
    if kind == "right":
        return facts.right.get(rest[0]) is True
    if kind == "ticked":
        return compare(sum(1 for hub, _ in facts.ticks if hub == rest[0]), rest[1], rest[2])
    if kind == "not":
        return not holds(rest[0], facts)
    if kind == "and":
        return all(holds(one, facts) for one in rest[0])
    if kind == "or":
        return any(holds(one, facts) for one in rest[0])
    if kind == "count":
        return compare(sum(holds(one, facts) for one in rest[0]), rest[1], rest[2])
    if kind == "if":
        return holds(rest[1] if holds(rest[0], facts) else rest[2], facts)
    raise ValueError(kind)


def leaves(c, outright_only=False):
    """The (step, field) whose value is read; those inside a `si` are not read outright."""
    kind = c[0]
    if kind == "answer":
        return [(c[1], c[2])]
    if kind in ("among", "contains"):
        return [(c[1], None)]
    if kind == "not":
        return leaves(c[1], outright_only)
    if kind in ("and", "or", "count"):
        return [leaf for one in c[1] for leaf in leaves(one, outright_only)]
    if kind == "if" and not outright_only:
        return [leaf for one in c[1:] for leaf in leaves(one)]
    return []


# --- Walking ------------------------------------------------------------------------------


class Walks:
    def __init__(self, graph):
        self.graph = graph
        self.steps = graph["steps"]
        self.met = set()
        self.given = {}   # step → the (step, field) that some walk has given on arriving
        self.truths = {}  # id of a condition → the values it took
        self.distance = {}
        self.moves = {}   # state → [(state, alone)]
        self.alone = set()

    def ask(self, c, facts):
        if c is None:
            return True
        value = holds(c["c"], facts)
        self.truths.setdefault(c["id"], set()).add(value)
        return value

    def arrive(self, name, stack, facts, by_return=False):
        """The state of being there, behind junctions; None where a ring or nothing leads on."""
        step = self.steps[name]
        self.note_given(name, facts)
        if step["kind"] == "jonction":
            self.met.add(name)
            for edge in step["edges"]:
                if self.ask(edge["si"], facts):
                    return self.arrive(edge["to"], stack, facts)
            return None
        facts = facts.copy()
        first = name not in facts.visits
        if not by_return:
            facts.visits[name] = min(facts.visits.get(name, 0) + 1, MOST_VISITS)
        if first:
            facts.right[name] = None  # nothing said at the first stay so far
        return (name, () if step["kind"] == "fin" else stack, facts)

    def note_given(self, name, facts):
        given = self.given.setdefault(name, set())
        for step, value in facts.answers.items():
            given.add((step, None))
            if isinstance(value, tuple):
                given.update((step, field) for field, _ in value)

    def leave(self, name, stack, facts, right=False, own=None):
        step = self.steps[name]
        facts = facts.copy()
        if facts.right.get(name, 0) is None:
            facts.right[name] = right
        target = own
        if target is None and step["kind"] == "carrefour":
            target = step["then"]
        elif target is None and step.get("edges"):
            for edge in step["edges"]:
                if self.ask(edge["si"], facts):
                    target = edge["to"]
                    break
        elif target is None:
            target = step.get("to")
        facts.done = facts.done | {name}
        if target is None and step.get("back"):
            if stack:
                caller, item = stack[-1]
                if item is not None:
                    facts.ticks = facts.ticks | {(caller, item)}
                return self.arrive(caller, stack[:-1], facts, by_return=True)
            target = step.get("otherwise")
        return self.arrive(target, stack, facts) if target is not None else None

    def call(self, name, stack, facts, target, item=None):
        facts = facts.copy()
        if facts.right.get(name, 0) is None:
            facts.right[name] = False
        if len(stack) > 12:
            raise TooLarge
        return self.arrive(target, stack + ((name, item),), facts)

    def offered(self, name, option, facts):
        if not self.ask(option.get("si"), facts) or (name, option["id"]) in facts.taken:
            return False
        grey = option.get("grey")
        return grey is None or not self.ask(grey, facts)

    def answer(self, facts, name, value):
        facts = facts.copy()
        if value is None:
            facts.answers.pop(name, None)
        else:
            facts.answers[name] = value
        return facts

    def next(self, name, stack, facts):
        """(state or None, whether one alone may go so)"""
        step = self.steps[name]
        kind = step["kind"]
        if kind == "fin":
            return
        if kind == "carrefour":
            for item in step["items"]:
                yield self.call(name, stack, facts, item, item), True
            wanted = [i for i in step["items"] if not self.steps[i].get("optional")]
            ticked = {i for hub, i in facts.ticks if hub == name}
            required = step.get("required", 0)
            enough = (set(wanted) <= ticked) if required == "tous" else len(ticked) >= required
            yield self.leave(name, stack, facts), enough
            return
        if kind in ("question", "quiz"):
            for option in step["options"]:
                if not self.offered(name, option, facts):
                    continue
                if option.get("detour"):
                    there = facts.copy()
                    if option.get("once"):
                        # What a junction on the way sees does not depend on it.
                        there.taken = there.taken | {(name, option["id"])}
                    yield self.call(name, stack, there, option["detour"]), True
                else:
                    yield self.leave(name, stack, self.answer(facts, name, option["id"]),
                                     option.get("right", False), option.get("to")), True
        if kind == "plusieurs":
            ids = [o["id"] for o in step["options"] if self.offered(name, o, facts)]
            for mask in range(1 << len(ids)):
                chosen = frozenset(o for i, o in enumerate(ids) if mask >> i & 1)
                if step.get("exclusive") in chosen:
                    well = len(chosen) == 1
                else:
                    well = step["min"] <= len(chosen) <= step["max"]
                if well:
                    yield self.leave(name, stack, self.answer(facts, name, chosen)), True
        if kind == "estimation":
            for guess in range(step["from"], step["to_"] + 1):
                yield self.leave(name, stack, self.answer(facts, name, guess),
                                 guess == step["right"]), True
        if kind == "saisie":
            for filled in self.fillings(step, list(step["fields"])):
                yield self.leave(name, stack, self.answer(facts, name, filled)), True
        if kind == "note":
            yield self.leave(name, stack, self.answer(facts, name, "mot")), True
        self_passing = kind in ("information", "note") or step.get("optional") or (
            kind == "saisie" and all(f["optional"] for f in step["fields"]))
        if self_passing or kind in ("saisie", "plusieurs"):
            left = facts if kind in ("information", "note") else self.answer(facts, name, None)
            yield self.leave(name, stack, left), bool(self_passing)

    def fillings(self, step, fields):
        if not fields:
            yield ()
            return
        field, rest = fields[0], fields[1:]
        values = {"nombre": range(field.get("min", 0), field.get("max", 0) + 1),
                  "oui-non": (True, False), "texte": ("mot",)}[field["type"]]
        for tail in self.fillings(step, rest):
            for value in values:
                yield ((field["id"], value),) + tail
            if field["optional"] or step.get("optional"):
                yield tail

    def walk(self):
        states, queue = {}, deque()

        def add(state, distance):
            name, stack, facts = state
            key = (name, stack, facts.key())
            if key not in states:
                if len(states) > TOO_MANY:
                    raise TooLarge
                states[key] = state
                self.met.add(name)
                self.distance.setdefault(name, distance)
                queue.append((key, distance))
            return key

        starts = [add(self.arrive(name, (), Facts()), 0) for name in self.graph["starts"]]
        while queue:
            key, distance = queue.popleft()
            moves = self.moves.setdefault(key, [])
            for state, alone in self.next(*states[key]):
                if state is not None:
                    moves.append((add(state, distance + 1), alone))
        self.judge(starts)

    def judge(self, starts):
        """What one alone can meet; where one stops; where one goes round."""
        queue = deque(starts)
        self.alone = set(starts)
        back = {}
        for key, moves in self.moves.items():
            for to, alone in moves:
                if alone:
                    back.setdefault(to, []).append(key)
        while queue:
            for to, alone in self.moves[queue.popleft()]:
                if alone and to not in self.alone:
                    self.alone.add(to)
                    queue.append(to)

        def coming_to(seeds):
            seen, todo = set(seeds), deque(seeds)
            while todo:
                for key in back.get(todo.popleft(), ()):
                    if key not in seen:
                        seen.add(key)
                        todo.append(key)
            return seen

        ends = [k for k in self.moves if self.steps[k[0]]["kind"] == "fin"]
        stops = [k for k in self.alone if self.steps[k[0]]["kind"] != "fin"
                 and not any(alone for _, alone in self.moves[k])]
        ending, stopping = coming_to(ends), coming_to(stops)
        self.stops = {k[0] for k in stops}
        self.rings = {k[0] for k in self.alone if k not in ending and k not in stopping}


# --- Findings -------------------------------------------------------------------------------


def targets(step):
    found = [step.get(key) for key in ("to", "then", "otherwise")]
    found += [o.get(key) for o in step.get("options", []) for key in ("to", "detour")]
    found += [e["to"] for e in step.get("edges", [])] + list(step.get("items", []))
    return {t for t in found if t}


def findings(graph):
    """{(code, line)}, the distance of each step met, the ids of steps where one goes round."""
    walks = Walks(graph)
    walks.walk()
    found = set()
    early = set()

    def read(name, c, after):
        given = walks.given.get(name, set())

        def is_given(leaf):
            return leaf in given or (after and leaf[0] == name)

        everything = leaves(c["c"])
        outright = leaves(c["c"], True)
        if any(not is_given(leaf) for leaf in outright) or (
                everything and not any(is_given(leaf) for leaf in everything)):
            early.add(c["id"])
            found.add(("PAR84", c["line"]))

    def judge(c, always, never):
        truths = walks.truths.get(c["id"], set())
        if c["id"] in early or not truths:
            return
        if truths == {True}:
            found.add((always, c["line"]))
        elif truths == {False}:
            found.add((never, c["line"]))

    for name, step in graph["steps"].items():
        if name not in walks.met:
            continue
        for option in step.get("options", []):
            for key, always, never in (("si", "PAR82", "PAR81"), ("grey", "PAR82", "PAR83")):
                if option.get(key):
                    read(name, option[key], False)
                    judge(option[key], always, never)
        for edge in step.get("edges", []):
            if edge["si"]:
                read(name, edge["si"], True)
                judge(edge["si"], "PAR82", "PAR83")
        if step.get("insert"):
            read(name, step["insert"], False)
        for target in targets(step):
            if target not in walks.met:
                found.add(("PAR80", graph["steps"][target]["line"]))
    for name in walks.stops:
        found.add(("PAR85", graph["steps"][name]["line"]))
    return found, walks
