# SPDX-License-Identifier: GPL-3.0-or-later
"""The explorer against brute force, on random graphs: the same findings on the same lines, the
same length of the shortest walk to every step asked for.

    explorer.py SAFARI [-n GRAPHS] [--seed S] [--keep FILE]
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "reference"))

from explore import TooLarge, findings  # noqa: E402
from random_graph import random_graph  # noqa: E402
from tap import done, note, ok  # noqa: E402

CODES = {"PAR80", "PAR81", "PAR82", "PAR83", "PAR84", "PAR85"}


def verify(safari, path, towards):
    run = subprocess.run([safari, "verifier", "--json", "--vers", towards, str(path)],
                         capture_output=True, text=True)
    try:
        return json.loads(run.stdout)
    except ValueError:
        return {"diagnostics": [], "exploration": {"complète": False}, "sortie": run.stderr,
                "erreurs": 1}


def differences(said, expected, walks, towards, graph):
    found = {(d["code"], d["ligne"]) for d in said["diagnostics"] if d["code"] in CODES}
    for code, line in sorted(expected - found):
        yield f"missed {code} on line {line}"
    for code, line in sorted(found - expected):
        yield f"invented {code} on line {line}"
    rings = [d["ligne"] for d in said["diagnostics"] if d["code"] == "PAR86"]
    lines = {graph["steps"][name]["line"] for name in walks.rings}
    if bool(rings) != bool(lines) or not set(rings) <= lines:
        yield f"rings at lines {rings}, expected one of {sorted(lines)}"
    distance = said.get("vers", {}).get("pas")
    if distance != walks.distance.get(towards):
        yield f"{towards} at {distance} moves, expected {walks.distance.get(towards)}"


def nearer_by_an_open_section(said, walks, towards, entry):
    """Where one can also jump to `entry` with anything behind one, a walk that a new walker can
    go is told as before; of others the jump is said."""
    way = said.get("vers", {})
    if said["erreurs"]:
        return  # what ends in a `retour` is no place to jump to
    if towards in walks.distance:
        if way.get("pas") != walks.distance[towards] or way["origine"] not in ("départ", "porte"):
            yield f"{towards} at {way}, expected {walks.distance[towards]} from a start or a door"
    elif (towards == entry and way.get("pas") != 0) or way.get("origine", "section") != "section":
        yield f"{towards} at {way}, which is met from the section at {entry} alone"


def is_sound(said):
    """The loader has nothing against the graph: only then is there something to explore."""
    return all(d["code"] >= "PAR80" or d["code"] == "PAR63" for d in said["diagnostics"])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("safari")
    parser.add_argument("-n", type=int, default=200)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--keep", type=Path, help="where to write a graph that differs")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**9)
    note(f"seed {seed}")
    compared = made = told = jumped = 0
    failures = []
    with tempfile.TemporaryDirectory(dir=os.getcwd()) as folder:
        path = Path(folder) / "graphe.yaml"
        while compared < options.n and made < 3 * options.n + 20 and len(failures) < 5:
            made += 1
            r = random.Random(seed * 1000003 + made)
            graph, text = random_graph(r)
            places = [s for s, step in graph["steps"].items() if step["kind"] != "jonction"]
            towards = r.choice(places)
            path.write_text(text)
            try:
                expected, walks = findings(graph)
            except TooLarge:
                continue
            said = verify(options.safari, path, towards)
            if not is_sound(said):
                continue
            compared += 1
            told += len(expected)
            wrong = list(differences(said, expected, walks, towards, graph))
            entry = r.choice(places)
            path.write_text(f"{text}sections: {{ici: {{titre: Ici, libre: oui, entrée: {entry}}}}}\n")
            said_open = verify(options.safari, path, towards)
            wrong += nearer_by_an_open_section(said_open, walks, towards, entry)
            jumped += said_open.get("vers", {}).get("origine") == "section"
            if not said["exploration"]["complète"]:
                wrong.append(f"did not close: {said}")
            if wrong:
                failures.append((made, wrong, text))
    for number, wrong, text in failures:
        ok(False, f"graph {number} of seed {seed}", *wrong, text)
        if options.keep:
            options.keep.write_text(text)
    ok(compared >= options.n, "as many graphs were compared as were asked for",
       f"{compared} of {made}")
    ok(told > compared // 2, "there was something to find", told)
    ok(jumped > 0, "some steps were met from an open section alone", jumped)
    note(f"{compared} graphs compared of {made}, {told} findings")
    done()


main()
