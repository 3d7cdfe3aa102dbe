# SPDX-License-Identifier: GPL-3.0-or-later
"""Random journeys that load without an error, and what they become in later versions: questions, sets, quizzes, fields, hubs, nested
détours, junctions and conditions, in any mixture."""


import re


def _condition(r, known):
    """A condition on steps that come before; `known` is a list of (id, kind)."""
    name, kind = r.choice(known)
    forms = [f"vu({name})", f"visites({name}) >= {r.randint(1, 3)}", f"fait({name})"]
    if kind in ("question", "quiz", "observation"):
        forms += [f"{name} = a", f"{name} != b", f"{name} parmi (a; c)", f"répondu({name})"]
    if kind == "plusieurs":
        forms += [f"{name} contient a", f"non {name} contient c"]
    if kind == "quiz":
        forms += [f"réussi({name})"]
    if kind == "saisie":
        forms += [f"{name}.n > 2", f"répondu({name}.t)", f"{name}.l = x"]
    if kind in ("note", "récit"):
        forms += [f"répondu({name})"]
    if kind == "estimation":
        forms += [f"{name} < 50", f"réussi({name})"]
    if kind == "carrefour":
        forms += [f"cochés({name}) >= 1"]
    form = r.choice(forms)
    if r.random() < 0.2 and not form.startswith("non "):
        form = f"non {form}"
    if r.random() < 0.2:
        form = f"{form} {r.choice(['et', 'ou'])} vu({r.choice(known)[0]})"
    return form


def _way(r, i, n, known):
    """The lines of a way on from main step number i of n: mostly forward, sometimes back."""
    forward = [f"s{k}" for k in range(i + 1, min(n, i + 4))] + (["fin"] if i + 3 >= n else [])
    target = r.choice(forward)
    if r.random() < 0.35:
        other = r.choice(forward + [f"s{r.randrange(0, i + 1)}"])
        return [f"    suite:", f"      - {{si: '{_condition(r, known)}', vers: {other}}}",
                f"      - sinon: {target}"]
    return [f"    vers: {target}"]


def _options(r, juste=False):
    right = r.choice("abc")
    lines = ["    choix:"]
    for letter in "abc":
        mark = ", juste: oui" if juste and letter == right else ""
        lines.append(f"      {letter}: {{libellé: Choix {letter}{mark}}}")
    return lines


ANSWERED = ("question", "plusieurs", "quiz", "estimation", "saisie", "note", "observation", "récit")


def _body(r, kind, known=()):
    if kind == "récit":
        names = [name for name, of in known if of in ("question", "plusieurs", "note", "estimation")]
        shown = " et ".join(f"${{{name}}}" for name in names[:3])
        return [f"    récit: Tout est dit {shown}"]
    if kind == "bilan":
        names = [name for name, of in known if of in ANSWERED]
        return [f"    bilan: [{', '.join(r.sample(names, min(len(names), 4)))}]"] if names \
            else ["    texte: Rien à relire"]
    if kind == "collecte":
        return ["    collecte: Qui manque"]
    if kind == "catalogue":
        return [f"    catalogue: {r.choice(['oui', '{type: méthode}', '{thème: eau}'])}"]
    if kind == "question":
        return ["    texte: Une question"] + _options(r)
    if kind == "plusieurs":
        extra = r.choice(["{min: 0}", "{min: 1}", "{max: 2}", "{exclusif: c}"])
        return ["    texte: Plusieurs"] + _options(r) + [f"    plusieurs: {extra}"]
    if kind == "quiz":
        return ["    texte: Un quiz"] + _options(r, juste=True) + ["    explication: Voilà"]
    if kind == "estimation":
        return ["    texte: Combien", "    estimer: {juste: 42, de: 0, à: 100, source: Essai}"]
    if kind == "saisie":
        return ["    texte: À remplir", "    champs:",
                "      t: {libellé: Un texte, facultatif: oui}",
                "      n: {libellé: Un nombre, type: nombre, min: 0, max: 9, facultatif: oui}",
                "      d: {libellé: Un jour, type: date, facultatif: oui}",
                "      o: {libellé: Oui ou non, type: oui-non, facultatif: oui}",
                "      l: {libellé: Une liste, type: {liste: {parmi: {x: X, y: Y}}}, facultatif: oui}"]
    if kind == "note":
        return ["    note: Un mot"]
    if kind == "observation":
        return ["    observation:", "      lieu: Ici", "      scène: Que faire",
                "      pari: {a: A, b: B, c: C}", "      récit: Ils ont fait",
                "      leçon: À retenir", "      source: Essai"]
    return ["    texte: À lire"]


KINDS = ["information", "question", "plusieurs", "quiz", "estimation", "saisie", "note",
         "observation", "récit", "bilan", "collecte", "catalogue"]


def random_journey(r):
    n = r.randint(4, 14)
    lines = ["safari: 1", "parcours: graphe", "version: 1", "titre: Graphe", "départ: s0",
             "étapes:"]
    known, called = [], 0

    def callee(depth):
        """A step, or two, that end in a return; may call further. Its first id."""
        nonlocal called
        called += 1
        name, kind = f"d{called}", r.choice(KINDS)
        block = [f"  {name}:", f"    titre: Détour {called}"] + _body(r, kind)
        if kind == "question" and depth < 3 and r.random() < 0.5:
            inner = callee(depth + 1)
            block.append(f"      plus: {{libellé: En savoir plus, détour: {inner}}}")
        if r.random() < 0.3:
            tail = callee(3)
            block.append(f"    vers: {tail}")
        else:
            block.append("    retour: oui")
        lines.extend(block)
        return name

    for i in range(n):
        name = f"s{i}"
        kind = r.choice(KINDS + ["carrefour", "jonction"] if i > 0 else KINDS)
        if kind == "jonction":
            forward = r.choice([f"s{i + 1}"] if i + 1 < n else ["fin"])
            lines.extend([f"  {name}:", "    suite:",
                          f"      - {{si: '{_condition(r, known)}', vers: {forward}}}",
                          f"      - sinon: {forward}"])
            continue
        block = [f"  {name}:", f"    titre: Étape {i}"]
        if kind == "carrefour":
            items = [callee(0) for _ in range(r.randint(1, 3))]
            needed = r.choice(["", "", "    exiger: tous", "    exiger: 1"])
            target = f"s{i + 1}" if i + 1 < n else "fin"
            block += ["    texte: Choisir", f"    carrefour: [{', '.join(items)}]",
                      f"    ensuite: {target}"] + ([needed] if needed else [])
        else:
            block += _body(r, kind, known)
            if kind == "question" and r.random() < 0.5:
                block.append(f"      plus: {{libellé: Un détour, détour: {callee(0)}}}")
            known_here = known + [(name, kind)]
            block += _way(r, i, n, known_here)
        lines.extend(block)
        known.append((name, kind))
    lines += ["  fin:", "    fin: réussie", "    titre: Fin"]
    return "\n".join(lines) + "\n"


# --- Later versions ------------------------------------------------------------------------

def _blocks(text):
    """(id, its lines) of each step."""
    found = re.split(r"(?m)^  (?=[\w-]+:$)", text.split("étapes:\n", 1)[1])
    return [(block.split(":", 1)[0], block) for block in found if block.strip()]


def later(r, text):
    """The journey two versions later: names have changed, some twice, and some things are gone,
    whose name may have been given again. Everything is told by `renommages`."""
    steps2, steps3, options, fields = {}, {}, {}, {}
    for name, block in _blocks(text):
        chosen = "    choix:" in block or "pari:" in block
        if chosen and "c:" in block:
            options[f"{name}.c"] = "cé"
        if chosen and name.startswith("d") and "plusieurs" not in block and "juste" not in block \
                and "pari:" not in block and r.random() < 0.5:
            options[f"{name}.b"] = r.choice(["a", None])
            text = text.replace(block, re.sub(r"(?m)^      b: .*\n", "", block))
        if "champs:" in block:
            fields[f"{name}.l"] = "liste"
            options[f"{name}.l.x"] = "ixe"
    text = re.sub(r"\bc\b", "cé", text)
    text = re.sub(r"\bl: \{", "liste: {", text).replace(".l = x", ".liste = ixe")
    text = text.replace("{x: X", "{ixe: X")
    for name, _ in _blocks(text):
        if name == "fin":
            continue
        draw = r.random()
        if draw < 0.3:
            steps2[name] = f"neuf-{name}"
        elif draw < 0.5:
            steps2[name], steps3[f"mi-{name}"] = f"mi-{name}", f"neuf-{name}"
        elif draw < 0.6:
            steps2[name] = None  # and another thing goes by that name now
    for name, new in steps2.items():
        if new is not None:
            text = re.sub(rf"(?<![\w-]){name}(?![\w-])", f"neuf-{name}", text)

    def table(of):
        return "{" + ", ".join(f"{k}: {'~' if v is None else v}" for k, v in of.items()) + "}"

    told = f"renommages:\n  2: {{étapes: {table(steps2)}, choix: {table(options)}, " \
           f"champs: {table(fields)}}}\n  3: {{étapes: {table(steps3)}}}\n"
    return text.replace("version: 1\n", "version: 3\n" + told)
