# SPDX-License-Identifier: GPL-3.0-or-later
"""The shipped journeys, each time with one slip: the right code, on the right line.

    mutants.py SAFARI JOURNEYS_FOLDER [-n MUTANTS] [--seed S]

A mutant is one line of one file changed by a mechanical rule; the rule says which code is
expected and where. The originals must be clean.
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
from collections import Counter
from pathlib import Path

from tap import done, note, ok

STEP = re.compile(r"^  ([\w-]+):(?: *$| *\{)")
NAMES_STEP = ("vers", "détour", "ensuite", "sinon")


class Graph:
    """Steps in the program's own order, with where each leads, from `safari graphe`."""

    def __init__(self, safari, path):
        text = subprocess.run([safari, "graphe", str(path)], capture_output=True).stdout.decode()
        self.ways, self.ends = {}, set()
        name = None
        for line in text.splitlines():
            head = re.match(r"^([\w-]+) \[([^\]]+)\]", line)
            way = re.match(r"^    [→⇄] ([\w-]+)", line)
            if head:
                name = head[1]
                self.ways[name] = []
                if head[2] == "fin":
                    self.ends.add(name)
            elif way:
                self.ways[name].append(way[1])
            elif "↩" in line:
                self.ends.add(name)

    def first_lost(self, changed):
        """The first step from which no end can be reached once `changed` leads nowhere."""
        ways = {s: ([] if s == changed else w) for s, w in self.ways.items()}
        good, grown = set(self.ends) - {changed}, True
        while grown:
            grown = False
            for step, targets in ways.items():
                if step not in good and any(t in good for t in targets):
                    good.add(step)
                    grown = True
        return next((s for s in self.ways if s not in good), None)


class Mutant:
    def __init__(self, rule, path, lines, codes, places):
        self.rule, self.path, self.lines = rule, path, lines
        self.codes, self.places = codes, places  # places: {(file name, line number)}


def in_steps(lines):
    """(number, line, its step, the number of its step's line) of the part `étapes`."""
    inside, step, at = False, None, 0
    for i, line in enumerate(lines):
        if re.match(r"^\S", line) and not line.startswith("#"):
            inside = line.startswith("étapes:")
            step = None
        head = STEP.match(line)
        if inside and head:
            step, at = head[1], i
        if inside and step is not None:
            yield i, line, step, at


def block_lines(lines):
    """The numbers of lines that stand inside a text under | or >."""
    inside, depth = set(), None
    for i, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        if depth is not None and (not line.strip() or indent > depth):
            inside.add(i)
            continue
        depth = indent if re.search(r": *[|>][-+]?\d?\s*$", line) else None
    return inside


def changed(lines, i, line):
    return lines[:i] + ([] if line is None else [line]) + lines[i + 1:]


def mutants_of(path, lines, graph, where):
    """All that the rules make of one file."""
    name, texts = path.name, block_lines(lines)

    def here(i):
        return {(name, i + 1)}

    for i, line, step, at in in_steps(lines):
        if i in texts or line.lstrip().startswith("#"):
            continue
        target = re.search(r"\b(" + "|".join(NAMES_STEP) + r"): ([\w-]+)", line)
        if target and target[2] in graph.ways:
            wrong = line[:target.start(2)] + target[2] + "zz" + line[target.end(2):]
            yield Mutant("unknown target", path, changed(lines, i, wrong), {"PAR42"}, here(i))
        if re.match(r"^    vers: [\w-]+$", line):
            has_choices = any(l.startswith("    choix:") for l in lines[at:i])
            if not has_choices:
                yield Mutant("target dropped", path, changed(lines, i, None), {"PAR61"}, here(at))
            sink = f"    vers: {step}"
            lost = graph.first_lost(step)
            if lost == step and not has_choices:
                yield Mutant("edge into a sink", path, changed(lines, i, sink), {"PAR64"},
                             {where[lost]})
        if re.match(r"^      - sinon: [\w-]+$", line) and "{si:" in lines[i - 1]:
            yield Mutant("sinon deleted", path, changed(lines, i, None), {"PAR62"}, here(i - 1))
        if STEP.match(line) and any(step in w for w in graph.ways.values()):
            renamed = line.replace(step, step + "-zz", 1)
            yield Mutant("id renamed", path, changed(lines, i, renamed),
                         {"PAR42", "PAR43", "PAR51", "PAR52", "PAR60"},
                         where["uses"].get(step, set()))
        condition = re.search(r"\bsi: ([\w-]+) (?:!?=) ([\w-]+)", line)
        if condition:
            wrong = line[:condition.end(2)] + "zz" + line[condition.end(2):]
            yield Mutant("option misspelt", path, changed(lines, i, wrong), {"PAR52"}, here(i))
            wrong = line[:condition.end(1)] + "zz" + line[condition.end(1):]
            yield Mutant("name misspelt", path, changed(lines, i, wrong), {"PAR51"}, here(i))
        key = re.match(r"^    (titre|texte|question|section|note|champs|choix):", line)
        if key:
            wrong = line.replace(key[1], key[1] + "zz", 1)
            yield Mutant("key misspelt", path, changed(lines, i, wrong), {"PAR20"}, here(i))
        plain = re.match(r"^    (titre|question): ([^\"'|>{\[][^#:]{8,})$", line)
        if plain:
            words = plain[2].split(" ")
            half = len(words) // 2
            cut = f"    {plain[1]}: " + " ".join(words[:half])
            rest = " ".join(words[half:])
            if half > 0:
                yield Mutant("colon in a text", path, changed(lines, i, f"{cut} : {rest}"),
                             {"PAR09"}, here(i))
                yield Mutant("hash in a text", path, changed(lines, i, f"{cut} #{rest}"),
                             {"PAR10"}, here(i))
            yield Mutant("key twice", path, lines[:i + 1] + lines[i:], {"PAR21"}, here(i + 1))
            yield Mutant("no value", path, changed(lines, i, f"    {plain[1]}:"), {"PAR25"},
                         here(i))
            yield Mutant("star first", path, changed(lines, i, f"    {plain[1]}: **{plain[2]}"),
                         {"PAR13"}, here(i))
        if re.match(r"^    \w+: ", line) and i not in texts:
            yield Mutant("tab", path, changed(lines, i, "\t" + line.lstrip()), {"PAR04"}, here(i))
            yield Mutant("no-break space", path,
                         changed(lines, i, "\u00a0\u00a0\u00a0\u00a0" + line.lstrip()), {"PAR05"},
                         here(i))


def uses_of(files):
    """By step, the places that name it: a target, an item, a condition."""
    uses, places = {}, {}
    for path, lines in files.items():
        for i, line in enumerate(lines):
            for word in set(re.findall(r"[\w-]+", line)):
                uses.setdefault(word, set()).add((path.name, i + 1))
        for i, line, step, at in in_steps(lines):
            places[step] = (path.name, at + 1)
    places["uses"] = uses
    return places


def verify(safari, journey):
    run = subprocess.run([safari, "verifier", "--json", str(journey)], capture_output=True)
    try:
        return json.loads(run.stdout)["diagnostics"]
    except ValueError:
        return [{"code": "no answer", "message": run.stderr.decode(), "fichier": "", "ligne": 0}]


def is_caught(mutant, found):
    return any(d["code"] in mutant.codes and
               (Path(d.get("fichier", "")).name, d.get("ligne")) in mutant.places for d in found)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("safari")
    parser.add_argument("journeys", type=Path)
    parser.add_argument("-n", type=int, default=150)
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**9)
    note(f"seed {seed}")
    r = random.Random(seed)
    with tempfile.TemporaryDirectory(dir=os.getcwd()) as top:
        mutants = []
        for source in sorted(options.journeys.glob("*/parcours.yaml")):
            folder = Path(top) / source.parent.name
            shutil.copytree(source.parent, folder)
            journey = folder / "parcours.yaml"
            ok(not verify(options.safari, journey), f"{folder.name} is clean as it is")
            graph = Graph(options.safari, journey)
            files = {p: p.read_text().split("\n") for p in sorted(folder.glob("*.yaml"))}
            where = uses_of(files)
            for path, lines in files.items():
                mutants += [(journey, m) for m in mutants_of(path, lines, graph, where)]
        made = Counter(m.rule for _, m in mutants)
        note(f"{len(mutants)} mutants can be made: {dict(made)}")
        ok(len(mutants) >= 500, "there are at least five hundred", len(mutants))
        # Each rule in its turn, so that none is left out of a slice.
        r.shuffle(mutants)
        rank = Counter()
        order = []
        for journey, m in mutants:
            rank[m.rule] += 1
            order.append((rank[m.rule], len(order), journey, m))
        missed = 0
        for _, _, journey, m in sorted(order, key=lambda o: o[:2])[:options.n]:
            before = m.path.read_text()
            m.path.write_text("\n".join(m.lines))
            found = verify(options.safari, journey)
            m.path.write_text(before)
            if not is_caught(m, found):
                missed += 1
                said = [f"{d['code']} {Path(d.get('fichier', '')).name}:{d.get('ligne')} "
                        f"{d['message']}" for d in found[:4]]
                ok(False, f"{m.rule} in {m.path.name}", f"expected {sorted(m.codes)} at "
                   f"{sorted(m.places)[:6]}", *said)
        ok(missed == 0, f"{min(options.n, len(mutants))} mutants are caught by code and line")
    done()


main()
