# SPDX-License-Identifier: GPL-3.0-or-later
"""Small random graphs with conditions, hubs, nested détours and passing, as a dict and as
the YAML that says the same; the dict knows on which line each condition and step stands."""


class Writer:
    def __init__(self):
        self.lines, self.conditions = [], 0

    def add(self, line):
        self.lines.append(line)
        return len(self.lines)

    def condition(self, c, text, line):
        self.conditions += 1
        return {"id": self.conditions, "c": c, "text": text, "line": line}


class Maker:
    def __init__(self, r):
        self.r, self.w = r, Writer()
        self.steps, self.known, self.n_called = {}, [], 0

    # --- Conditions: (value for the reference, text for the file) ---

    def atom(self):
        r = self.r
        name = r.choice(self.known)
        step = self.steps[name]
        kind = step["kind"]
        forms = [(("seen", name), f"vu({name})"), (("done", name), f"fait({name})")]
        n = r.randint(1, 3)
        op = r.choice(["=", ">=", "<", ">", "!="])
        forms.append((("visits", name, op, n), f"visites({name}) {op} {n}"))
        if kind in ("question", "quiz"):
            ids = [o["id"] for o in step["options"] if not o.get("detour")]
            a = r.choice(ids)
            forms += [(("answer", name, None, "=", a), f"{name} = {a}"),
                      (("answer", name, None, "!=", a), f"{name} != {a}"),
                      (("among", name, ids[:2]), f"{name} parmi ({'; '.join(ids[:2])})"),
                      (("answered", name, None), f"répondu({name})")]
        if kind in ("quiz", "estimation"):
            forms += [(("right", name), f"réussi({name})")] * 2
        if kind == "plusieurs":
            a = r.choice(step["options"])["id"]
            forms += [(("contains", name, a), f"{name} contient {a}")] * 2
            forms.append((("answered", name, None), f"répondu({name})"))
        if kind == "estimation":
            k = r.randint(0, 4)
            forms.append((("answer", name, None, op, k), f"{name} {op} {k}"))
        if kind == "saisie":
            forms.append((("answered", name, None), f"répondu({name})"))
            for field in step["fields"]:
                forms.append((("answered", name, field["id"]), f"répondu({name}.{field['id']})"))
                if field["type"] == "nombre":
                    k = r.randint(field["min"] - 1, field["max"] + 1)
                    k = max(k, 0)
                    forms.append((("answer", name, field["id"], op, k),
                                  f"{name}.{field['id']} {op} {k}"))
                if field["type"] == "oui-non":
                    forms.append((("answer", name, field["id"], "=", True),
                                  f"{name}.{field['id']} = oui"))
        if kind == "note":
            forms.append((("answered", name, None), f"répondu({name})"))
        if kind == "carrefour":
            forms += [(("ticked", name, op, n), f"cochés({name}) {op} {n}")] * 2
        return r.choice(forms)

    def condition(self):
        r = self.r
        kind = r.random()
        a, b = self.atom(), self.atom()
        if kind < 0.5:
            return a
        if kind < 0.6:
            return ("not", a[0]), f"non ({a[1]})"
        if kind < 0.72:
            return ("and", [a[0], b[0]]), f"{a[1]} et {b[1]}"
        if kind < 0.84:
            return ("or", [a[0], b[0]]), f"{a[1]} ou {b[1]}"
        c = self.atom()
        if kind < 0.92:
            n = r.randint(1, 3)
            return (("count", [a[0], b[0], c[0]], ">=", n),
                    f"compte({a[1]}; {b[1]}; {c[1]}) >= {n}")
        return ("if", a[0], b[0], c[0]), f"si({a[1]}; {b[1]}; {c[1]})"

    # --- Steps ---

    def body(self, name, kind):
        """The step's own part; conditions are added once all steps are known."""
        r = self.r
        step = self.steps[name] = {"kind": kind}
        if kind in ("question", "quiz", "plusieurs"):
            ids = list("abc" if r.random() < 0.4 else "ab")
            step["options"] = [{"id": i} for i in ids]
        if kind == "quiz":
            step["options"][0]["right"] = True
        if kind == "plusieurs":
            step["min"] = r.choice([0, 0, 1, 2])
            step["max"] = r.choice([len(ids), len(ids), max(step["min"], 1)])
            if r.random() < 0.3:
                step["exclusive"] = ids[-1]
        if kind == "estimation":
            step.update({"from": 0, "to_": 4, "right": 2})
        if kind == "saisie":
            step["fields"] = [
                {"id": "n", "type": "nombre", "min": 0, "max": 3, "optional": r.random() < 0.5}]
            if r.random() < 0.5:
                step["fields"].append({"id": "o", "type": "oui-non",
                                       "optional": r.random() < 0.5})
            if r.random() < 0.3:
                step["fields"].append({"id": "t", "type": "texte", "optional": True})
        if kind in ("question", "quiz", "plusieurs", "estimation", "saisie") and r.random() < 0.15:
            step["optional"] = True
        self.known.append(name)
        return step

    def callee(self, depth):
        self.n_called += 1
        name = f"d{self.n_called}"
        kind = self.r.choice(["information", "question", "quiz", "saisie", "note"])
        step = self.body(name, kind)
        if kind == "question" and depth < 2 and self.r.random() < 0.4:
            step["options"].append({"id": "plus", "detour": self.callee(depth + 1)})
        if depth < 2 and self.r.random() < 0.2:
            step["to"] = self.callee(2)
        else:
            step["back"] = True
        return name

    def graph(self):
        r = self.r
        n = r.randint(2, 5)
        names = [f"s{i}" for i in range(n)]
        kinds = ["information", "question", "question", "quiz", "plusieurs", "estimation",
                 "saisie", "note"]
        for i, name in enumerate(names):
            more = ["carrefour", "jonction"] if i > 0 else []
            kind = r.choice(kinds + more)
            if kind == "jonction":
                self.steps[name] = {"kind": kind}
                continue
            step = self.body(name, kind)
            if kind == "carrefour":
                step["items"] = [self.callee(0) for _ in range(r.randint(1, 2))]
                step["required"] = r.choice([0, 0, 1, "tous"])
            elif kind in ("question", "quiz") and r.random() < 0.4:
                step["options"].append({"id": "plus", "detour": self.callee(0),
                                        "once": r.random() < 0.5})
        self.steps["fin"] = {"kind": "fin"}
        for i, name in enumerate(names):
            self.ways(i, name, names)
        return self.write(names)

    def ways(self, i, name, names):
        r, step = self.r, self.steps[name]
        forward = names[i + 1:i + 3] + (["fin"] if i + 2 >= len(names) else [])
        back = [s for s in names[:i + 1] if self.steps[s]["kind"] != "jonction"]
        if step["kind"] == "carrefour":
            step["then"] = r.choice(forward)
        elif step["kind"] == "jonction" or r.random() < 0.5:
            others = forward if step["kind"] == "jonction" else forward + back
            step["edges"] = [{"si": self.condition(), "to": r.choice(others)}
                             for _ in range(r.randint(1, 2))]
            step["edges"].append({"si": None, "to": r.choice(forward)})
        else:
            step["to"] = r.choice(forward)
        if step["kind"] == "question" and not step.get("optional") and r.random() < 0.4:
            step["options"][0]["to"] = r.choice(forward + back)
        for option in step.get("options", []):
            if r.random() < 0.3:
                option["si"] = self.condition()
            if r.random() < 0.1:
                option["grey"] = self.condition()
        if step["kind"] != "jonction" and r.random() < 0.2:
            step["insert"] = self.atom_of_answer()

    def atom_of_answer(self):
        answers = [k for k in self.known if self.steps[k]["kind"] in
                   ("question", "quiz", "plusieurs", "estimation", "note")]
        if not answers:
            return None
        name = self.r.choice(answers)
        return ("answer", name, None, "=", None), name

    # --- The file ---

    def made(self, pair, line):
        return self.w.condition(pair[0], pair[1], line) if pair else None

    def write(self, names):
        add = self.w.add
        for line in ("safari: 1", "parcours: graphe", "version: 1", "titre: Graphe"):
            add(line)
        add("départ: s0")
        starts = ["s0"]
        doors = [s for s in names[1:] if self.steps[s]["kind"] != "jonction"]
        if doors and self.r.random() < 0.15:
            starts.append(self.r.choice(doors))
            add("accueil:")
            add("  portes:")
            add(f"    autre: {{libellé: Autre, vers: {starts[1]}}}")
        add("étapes:")
        for name, step in self.steps.items():
            self.write_step(name, step)
        return {"steps": self.steps, "starts": starts}, "\n".join(self.w.lines) + "\n"

    def write_step(self, name, step):
        add, kind = self.w.add, step["kind"]
        step["line"] = add(f"  {name}:")
        if kind == "fin":
            add("    fin: réussie")
            add("    titre: Fin")
            return
        if kind != "jonction":
            add(f"    titre: Étape {name}")
        if kind == "note":
            add("    note: Un mot ?")
        if step.get("insert"):
            line = add(f"    texte: 'Lu : ${{{step['insert'][1]}}}.'")
            step["insert"] = self.made(step["insert"], line)
        elif kind not in ("jonction", "note"):
            add("    texte: Un texte")
        if step.get("optional"):
            add("    facultatif: oui")
        if step.get("options"):
            self.write_options(step)
        if kind == "plusieurs":
            exclusive = f", exclusif: {step['exclusive']}" if "exclusive" in step else ""
            add(f"    plusieurs: {{min: {step['min']}, max: {step['max']}{exclusive}}}")
        if kind == "quiz":
            add("    explication: Voilà.")
        if kind == "estimation":
            add("    estimer: {juste: 2, de: 0, à: 4, source: Essai}")
        if kind == "saisie":
            add("    champs:")
            for f in step["fields"]:
                more = f", min: {f['min']}, max: {f['max']}" if f["type"] == "nombre" else ""
                optional = ", facultatif: oui" if f["optional"] else ""
                add(f"      {f['id']}: {{libellé: Un champ, type: {f['type']}{more}{optional}}}")
        if kind == "carrefour":
            add(f"    carrefour: [{', '.join(step['items'])}]")
            add(f"    ensuite: {step['then']}")
            if step["required"]:
                add(f"    exiger: {step['required']}")
        if step.get("edges"):
            add("    suite:")
            for edge in step["edges"]:
                if edge["si"]:
                    line = add(f"      - {{si: '{edge['si'][1]}', vers: {edge['to']}}}")
                    edge["si"] = self.made(edge["si"], line)
                else:
                    add(f"      - sinon: {edge['to']}")
        if step.get("to"):
            add(f"    vers: {step['to']}")
        if step.get("back"):
            add("    retour: oui")

    def write_options(self, step):
        add = self.w.add
        add("    choix:")
        for o in step["options"]:
            add(f"      {o['id']}:")
            add(f"        libellé: Choix {o['id']}")
            for key, word in (("to", "vers"), ("detour", "détour")):
                if o.get(key):
                    add(f"        {word}: {o[key]}")
            for key, word in (("si", "si"), ("grey", "griser_si")):
                if o.get(key):
                    line = add(f"        {word}: '{o[key][1]}'")
                    o[key] = self.made(o[key], line)
            if o.get("once"):
                add("        une_fois: oui")
            if o.get("right"):
                add("        juste: oui")


def random_graph(r):
    """(the graph for the reference, its YAML)"""
    return Maker(r).graph()
