# SPDX-License-Identifier: GPL-3.0-or-later
"""Journeys that are within every limit and still too much of one thing: each is answered, and
soon. Nothing here measures time: what takes the square of its length or more does not end
before the harness loses patience.

    excess.py SAFARI
"""

import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from tap import done, ok

MAX_STEPS = 20000
END = "  fin: {fin: réussie, titre: Fin}\n"


def journey(start, *steps):
    return ("safari: 1\nparcours: essai\ntitre: Un essai\n"
            f"départ: {start}\nétapes:\n" + "".join(steps) + END)


def unknown_ways():
    n = MAX_STEPS - 1
    return journey("une-étape-00000", *(
        f"  une-étape-{i:05}: {{texte: Ici., vers: une-étabe-0000x}}\n" for i in range(n)))


def unknown_answers():
    n = MAX_STEPS - 1
    return journey("une-étape-00000", *(
        f"  une-étape-{i:05}: {{texte: 'On a dit ${{une-étabe-0000x}}.', vers: fin}}\n"
        for i in range(n)))


def unknown_choices():
    n = MAX_STEPS - 2
    choices = "".join(f"      un-choix-numéro-{i:03}: Là\n" for i in range(1000))
    return journey("q", f"  q:\n    question: Où ?\n    vers: fin\n    choix:\n{choices}", *(
        f"  e{i}: {{texte: Ici., suite: [{{si: q = un-choit-numéro-00x, vers: fin}}, "
        "{sinon: fin}]}\n" for i in range(n)))


def written_backwards():
    n = MAX_STEPS - 2
    asked = ("  e0: {texte: Ici., suite: [{si: q = oui, vers: fin}, {sinon: fin}]}\n")
    return journey("q", asked, *(
        f"  e{i}: {{texte: Ici., vers: e{i - 1}}}\n" for i in range(1, n)),
        f"  q: {{question: 'Alors ?', choix: {{oui: Oui, non: Non}}, vers: e{n - 1}}}\n")


def count_of(conditions):
    counted = "; ".join(conditions)
    return (f"  z:\n    question: Et là ?\n    choix:\n      a: {{libellé: A, vers: fin, "
            f"si: 'compte({counted}) > 50'}}\n      b: {{libellé: B, vers: fin}}\n")


def long_count():
    n = 1300
    return journey("e0", *(
        f"  e{i}: {{question: 'Où ?', choix: {{a: A, b: B}}, "
        f"vers: {f'e{i + 1}' if i + 1 < n else 'z'}}}\n" for i in range(n)),
        count_of(f"e{i} = a" for i in range(n)))


def many_numbers():
    field = "  q:\n    texte: Combien.\n    vers: z\n    champs:\n      n: {libellé: N, type: %s}\n"
    return journey("q", field % "nombre", count_of(f"q.n = {i}" for i in range(4500)))


def many_dates():
    field = "  q:\n    texte: Quand.\n    vers: z\n    champs:\n      n: {libellé: N, type: %s}\n"
    days = (f'q.n = "{1 + i % 28:02}/{1 + i // 28 % 12:02}/{2000 + i // 336}"'
            for i in range(3000))
    return journey("q", field % "date", count_of(days))


def tangled():
    """Each line pairs all the answers in an order of its own."""
    r, n, orders = random.Random(2), 40, []
    for _ in range(18):
        order = list(range(n))
        r.shuffle(order)
        orders.append(order)
    lines = (" ou ".join(f"(e{i} = a et e{k} = b)" for i, k in zip(order[::2], order[1::2]))
             for order in orders[12:])
    return journey("e0", *(
        f"  e{i}: {{question: 'Où ?', choix: {{a: A, b: B, c: C}}, "
        f"vers: {f'e{i + 1}' if i + 1 < n else 'z'}}}\n" for i in range(n)),
        "  z:\n    texte: Là.\n    suite:\n", *(
        f"      - {{si: '{line}', vers: fin}}\n" for line in lines), "      - sinon: fin\n")


def much_to_adapt():
    """Below the first line, an invitation above each step, and as many above the first."""
    n = MAX_STEPS - 1
    invitation = "  # À ADAPTER : un mot.\n"
    names = [f"étape-très-éloignée-où-l-été-s-achève-à-l-orée-d-une-forêt-{i:05}" for i in range(n)]
    text = journey(names[0], *(
        f"{invitation * (n if i == 0 else 1)}  {name}: {{texte: Ici., vers: {then}}}\n"
        for i, (name, then) in enumerate(zip(names, names[1:] + ["fin"]))))
    return text.replace("parcours: essai", "parcours: adapté\nadapté_de: essai")


EXCESS = [
    (unknown_ways, 65, "20 000 ways to steps that there are not"),
    (unknown_answers, 65, "20 000 answers of steps that there are not"),
    (unknown_choices, 65, "20 000 choices that there are not"),
    (written_backwards, 0, "20 000 steps from the last to the first"),
    (long_count, 0, "a count of 1300 conditions"),
    (many_numbers, 0, "an answer compared with 4500 numbers"),
    (many_dates, 0, "an answer compared with 3000 dates"),
    (tangled, 0, "conditions that are too tangled to be followed"),
    (much_to_adapt, 0, "20 000 places to adapt, and 20 000 invitations to one"),
]


def main():
    safari = sys.argv[1]
    with tempfile.TemporaryDirectory(dir=os.getcwd()) as folder:
        path = Path(folder) / "trop.yaml"
        original = Path(folder) / "safari" / "parcours" / "essai.yaml"
        original.parent.mkdir(parents=True)
        original.write_text(much_to_adapt().replace("adapté_de: essai\n", "")
                            .replace("parcours: adapté", "parcours: essai"), encoding="utf-8")
        for make, status, what in EXCESS:
            path.write_text(make(), encoding="utf-8")
            run = subprocess.run([safari, "verifier", str(path)], stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT, text=True,
                                 env={**os.environ, "XDG_DATA_HOME": folder})
            told = run.stdout.count("\n")
            ok(run.returncode == status and told >= (MAX_STEPS if make is much_to_adapt else 2), f"{what}: answered",
               run.returncode, run.stdout[-300:])
    done()


main()
