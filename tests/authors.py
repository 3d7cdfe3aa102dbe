# SPDX-License-Identifier: GPL-3.0-or-later
"""What an author types: verifier, graphe, stats, essais, rejouer, nouveau, adapter, ecrire.

    authors.py SAFARI JOURNEYS_FOLDER
"""

import json
import os
import pty
import re
import resource
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tap import done, equal, note, ok

SAFARI, JOURNEYS = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
NBSP = "\u00a0"

BAD = """safari: 1
parcours: essai
titre: Un essai
départ: qui
étapes:
  qui:
    texte: Qui ?
    choix: {maire: La mairie, asso: Une association}
    vers: âge
  âge:
    champs: {ans: {libellé: Âge, type: nombre, min: 18}}
    suite:
      - {si: âge.ans < 18, vers: jeunes}
      - {si: qui = maire et âge.ans >= 60, vers: sage}
      - sinon: fin
  jeunes: {texte: Jeunes., vers: fin}
  sage: {texte: Sage., vers: fin}
  fin: {fin: réussie, titre: Fin}
"""

# A hub, a détour that may be taken again, a junction, a way that a condition closes.
ROUNDS = """safari: 1
parcours: essai
titre: Un essai
départ: seuil
étapes:
  seuil:
    texte: Où ?
    choix: {pré: Au pré, rue: {libellé: Dans la rue, détour: aparté}}
    vers: pré
  aparté: {texte: Un aparté., retour: oui}
  pré: {titre: Le pré, carrefour: [a, b], ensuite: suite}
  a:
    titre: A
    champs:
      mot: {libellé: Un mot, type: texte}
      heure: {libellé: Une heure, type: {liste: {parmi: {tôt: Tôt, tard: Tard}}}}
    retour: oui
    sinon: pré
  b:
    texte: |
      Trois mots ici. Deux encore.

      - un deux trois
      - un deux trois quatre
    vers: bis
  bis: {texte: Bis., retour: oui, sinon: pré}
  suite:
    suite:
      - {si: seuil = rue, vers: long}
      - sinon: court
  long: {texte: Long., vers: longtemps}
  longtemps: {texte: Longtemps., vers: court}
  court:
    texte: Court.
    choix: {assez: {libellé: Assez, vers: fin}, encore: {libellé: Encore, vers: AGAIN}}
  fin: {fin: réussie, titre: Fin}
"""

STUCK = """safari: 1
parcours: essai
titre: Un essai
départ: a
étapes:
  a:
    texte: A ?
    choix: {oui: Oui, non: Non}
    vers: b
  b:
    texte: B ?
    choix: {encore: {libellé: Encore, si: a = oui}}
    vers: fin
  fin: {fin: réussie, titre: Fin}
"""


# A terminal's orders wherever an author can write them.
CONTROLS = """safari: 1
parcours: essai
titre: "Un\\e[31m essai\\x9b31m\\u202e"
départ: un
sections: {ici: {titre: "Ici\\e[2J\\a"}}
étapes:
  un: {section: ici, note: Un mot, suite: [{si: "un = \\"\\e[2J\\"", vers: deux}, {sinon: fin}]}
  deux: {texte: Deux., vers: fin}
  fin: {fin: réussie, titre: Fin}
"""

BOUNDS = """safari: 1
parcours: essai
titre: Un essai
départ: un
étapes:
  un:
    texte: Tout est compté.
    champs:
      long: {libellé: Long, min: 60}
      récit: {libellé: Récit, type: texte long, min: 100, max: 120}
      jour: {libellé: Jour, type: date, min: 01/02/2030, max: 03/02/2030}
      froid: {libellé: Froid, type: nombre, max: -7}
    vers: fin
  fin: {fin: réussie, titre: Fin}
"""


class Place:
    def __init__(self, folder):
        self.root = Path(tempfile.mkdtemp(dir=folder))

    def env(self, **more):
        env = {"PATH": os.environ["PATH"], "HOME": str(self.root), "LANG": "C.UTF-8"}
        env.update({k: os.environ[k] for k in ("ASAN_OPTIONS", "UBSAN_OPTIONS")
                    if k in os.environ})
        env.update(more)
        return env

    def run(self, *words, **more):
        return subprocess.run([SAFARI, *map(str, words)], capture_output=True, cwd=self.root,
                              env=self.env(**more), timeout=60)

    def write(self, name, content):
        (self.root / name).write_text(content)
        return name

    def on_terminal(self, *words, **more):
        """What a terminal receives of both outputs."""
        pid, fd = pty.fork()
        if pid == 0:
            os.chdir(self.root)
            os.execve(SAFARI, [SAFARI, *words], self.env(TERM="xterm", **more))
        said = b""
        try:
            while chunk := os.read(fd, 4096):
                said += chunk
        except OSError:
            pass
        os.waitpid(pid, 0)
        os.close(fd)
        return said.decode()


def plain(raw):
    return raw.decode().replace(NBSP, " ").replace("\u202f", " ").replace("’", "'")


def test_verify(folder):
    p = Place(folder)
    p.write("p.yaml", BAD)
    run = p.run("verifier", "p.yaml")
    equal(run.returncode, 0, "warnings alone are no failure")
    ok("PAR83" in plain(run.stderr) and "^^^" in plain(run.stderr), "a finding has its excerpt")
    ok(b"\x1b" not in run.stderr + run.stdout, "no colour goes into a pipe")
    told = plain(run.stdout)
    ok("ont été suivies" in told and re.search(r"\d situations \(\d+ nœuds sur 1 000 000\), en [\d,]+ s\.", told),
       "it says that it followed every walk, and at what cost", told)
    equal(p.run("verifier", "--strict", "p.yaml").returncode, 65, "with --strict they are: 65")
    ok("\x1b[1;33m" in p.on_terminal("verifier", "p.yaml"), "a terminal gets colour")
    ok("\x1b" not in p.on_terminal("verifier", "p.yaml", NO_COLOR="1"), "but not with NO_COLOR")


def test_json(folder):
    p = Place(folder)
    p.write("p.yaml", BAD)
    said = json.loads(p.run("verifier", "--json", "p.yaml").stdout)
    found = {(d["code"], d["ligne"]): d for d in said["diagnostics"]}
    ok(("PAR83", 13) in found and ("PAR80", 16) in found, "JSON has codes and lines", list(found))
    d = found[("PAR83", 13)]
    text = BAD.encode()
    equal(text[d["octet"]:d["octet"] + d["octets"]].decode(), "âge.ans < 18",
          "and the bytes of the place")
    equal(BAD.splitlines()[12][d["colonne"] - 1:][:d["longueur"]], "âge.ans < 18",
          "columns and lengths count characters")
    ok(said["exploration"]["complète"] and said["exploration"]["états"] > 0,
       "it says that the search closed")
    p.write("q.yaml", "safari: 1\n")
    broken = p.run("verifier", "--json", "p.yaml", "q.yaml")
    lines = broken.stdout.decode().splitlines()
    ok(len(lines) == 2 and json.loads(lines[1])["erreurs"] > 0 and broken.returncode == 65,
       "one line a journey, and 65 where one has errors")


# --- Every key that is printed is described ----------------------------------------------------

MANUAL = JOURNEYS.parent / "man" / "safari-parcours.5"

# Where keys stand, and the part of the manual that describes those.
VERIFY_PARTS = {
    "": "une ligne de verifier", "diagnostics": "un élément de « diagnostics »",
    "exemples": "un élément de « exemples »", "exploration": "« exploration »",
    "vers": "« vers »", "depuis": "« depuis »", "depuis.étapes": "« depuis »",
    "diagnostics.voir": "un élément de « diagnostics »",
}
STATS_PARTS = {"": "une ligne de stats", "profils": "un élément de « profils »"}


def described():
    """(part, key) of each key in the manual's section on JSON."""
    text = MANUAL.read_text().split(".Sh LE JSON")[1].split(".Sh ")[0].replace("\\ ", " ")
    found = set()
    for part in text.split(".Ss Dans ")[1:]:
        title, _, rest = part.partition("\n")
        found |= {(title, key) for key in re.findall(r"(?m)^\.It Ic (\S+)\n\S", rest)}
    return found


def printed(value, parts, at=""):
    """The same of what was printed."""
    found = set()
    if isinstance(value, list):
        for item in value:
            found |= printed(item, parts, at)
    elif isinstance(value, dict):
        for key, inner in value.items():
            found.add((parts[at], key))
            if key != "genres":  # whose keys are names of kinds
                found |= printed(inner, parts, f"{at}.{key}".strip("."))
    return found


def test_json_is_described(folder):
    p = Place(folder)
    adapted(p)
    p.write("p.yaml", BAD)
    p.write("rappel.yaml", REMINDER)
    p.write("sans-fin.yaml", ENDLESS)
    p.write("double.yaml", BAD + "  sage: {texte: Encore., vers: fin}\n")
    p.write("guillemets.yaml", BAD.replace("Sage.", "« Sage »").replace("texte: Qui ?", "texte: Qui : moi"))
    p.write("moins.yaml", BAD.replace("maire: La mairie, ", "").replace("qui = maire et ", "")
            .replace("départ:", "version: 2\ndépart:").replace("âge", "année"))
    p.write("autre.yaml", BAD.replace("parcours: essai", "parcours: autre"))
    told = set()
    for words in (["p.yaml"], ["sans-fin.yaml"], ["double.yaml"], ["guillemets.yaml"], ["mon-pays"],
                  ["--vers", "sage", "p.yaml"], ["--vers", "jeunes", "p.yaml"],
                  ["--vers", "pas", "rappel.yaml"], ["--depuis", "p.yaml", "moins.yaml"],
                  ["--depuis", "autre.yaml", "p.yaml"], ["manque.yaml"]):
        lines = p.run("verifier", "--json", *words).stdout.decode().splitlines()
        equal(len(lines), 1, f"verifier --json {' '.join(words)} says one line")
        told |= printed(json.loads(lines[0]), VERIFY_PARTS)
    for name in ("p.yaml", "mon-pays"):
        told |= printed(json.loads(p.run("stats", "--json", name).stdout), STATS_PARTS)
    ok(told - described() == set(), "every key that is printed is in the manual",
       told - described())
    ok(described() - told == set(), "and every key of the manual is printed", described() - told)


def test_towards(folder):
    p = Place(folder)
    p.write("p.yaml", BAD)
    said = plain(p.run("verifier", "--vers", "sage", "p.yaml").stdout)
    ok("(2 pas)" in said and "qui (maire)" in said and "âge (ans = 6" in said,
       "the shortest walk to a step says what to answer", said)
    said = plain(p.run("verifier", "--vers", "jeunes", "p.yaml").stdout)
    ok("On n'arrive jamais à « jeunes »" in said and "âge.ans < 18" in said and
       "jamais vrai" in said, "why none leads there is said", said)
    run = p.run("verifier", "--vers", "sagee", "p.yaml")
    ok(run.returncode == 1 and "vouliez-vous « sage »" in plain(run.stdout),
       "a step that doesn't exist gets a suggestion", plain(run.stdout))


REMINDER = """safari: 1
parcours: essai
titre: Un essai
départ: a
accueil: {portes: {tôt: {libellé: Tôt, vers: b}}}
sections: {ici: {titre: Ici, libre: oui, entrée: seul}}
étapes:
  a: {texte: A., vers: b}
  b: {texte: B., vers: mi}
  mi: {suite: [{si: vu(a), vers: c}, {sinon: c}]}
  c: {texte: C., vers: pas}
  pas: {texte: Quand ?, champs: {le: {libellé: Le, type: date}}, rappel: relance, vers: fin}
  relance: {texte: Alors ?, vers: pas}
  seul: {texte: Seul., vers: fin}
  fin: {fin: réussie, titre: Fin}
"""


def test_towards_by_jumps(folder):
    """What only those can jump to who have walked before is no way for a new walker."""
    p = Place(folder)
    p.write("p.yaml", REMINDER)

    def way(step):
        said = json.loads(p.run("verifier", "--json", "--vers", step, "p.yaml").stdout)["vers"]
        return said["pas"], said["origine"], said.get("par"), said["chemin"]

    equal(way("pas"), (2, "porte", "tôt", ["b", "mi (jonction)", "c", "pas"]),
          "the shortest walk begins at a door, though a reminder is nearer")
    equal(way("relance"), (0, "rappel", "pas", ["relance"]),
          "a reminder is told where nothing else leads there")
    equal(way("seul"), (0, "section", "ici", ["seul"]), "an open section too")
    equal(way("a"), (0, "départ", None, ["a"]), "the first step is where one begins")
    said = plain(p.run("verifier", "--vers", "pas", "p.yaml").stdout)
    ok("vers « pas », par la porte « tôt » (2 pas) :" in said, "the door is named", said)
    said = plain(p.run("verifier", "--vers", "relance", "p.yaml").stdout)
    ok("Ni le départ ni les portes ne mènent à « relance »" in said and
       "par le rappel de « pas »" in said, "it is said that a new walker can't", said)
    said = plain(p.run("verifier", "--vers", "seul", "p.yaml").stdout)
    ok("par la carte et la section libre « ici »" in said, "and by which section one comes", said)


ENDLESS = """safari: 1
parcours: essai
titre: Un essai
départ: a
étapes:
  a:
    texte: A ?
    choix:
      plus: {libellé: Plus, détour: b}
      fini: {libellé: Fini, vers: fin}
  b: {texte: B., vers: a}
  fin: {fin: réussie, titre: Fin}
"""


def test_budget(folder):
    """Détours that open one another without end can't be closed: it says so."""
    p = Place(folder)
    p.write("p.yaml", ENDLESS)
    run = p.run("verifier", "p.yaml")
    ok("n'ont pas pu être suivies" in plain(run.stdout) and
       re.search(r"sans fin \([\d ]+ nœuds sur 1 000 000, en", plain(run.stdout)) and
       "ont vu 3 étapes sur 3" in plain(run.stdout), "what doesn't close is walked at random",
       plain(run.stdout), plain(run.stderr))


def test_graph_and_figures(folder):
    p = Place(folder)
    p.write("p.yaml", BAD)
    lines = p.run("graphe", "p.yaml").stdout.decode()
    ok("âge [saisie]\n    → jeunes (si (âge.ans < 18))\n" in lines, "graphe writes lines", lines)
    dot = p.run("graphe", "--format", "dot", "p.yaml").stdout.decode()
    ok(dot.startswith('digraph "essai" {') and '"qui" -> "âge"' in dot and
       dot.rstrip().endswith("}"), "graphe writes for Graphviz", dot)
    equal(p.run("graphe", "--format", "png", "p.yaml").returncode, 2, "another format: 2")
    figures = json.loads(p.run("stats", "--json", "p.yaml").stdout)
    equal(figures["étapes"], 5, "stats counts steps")
    equal(figures["profils"][0]["marche_la_plus_courte"], 3, "and the screens of a short walk")
    equal(figures["marche_la_plus_longue"], 4, "and those of a long one")
    equal(figures["saisies"], 1, "and what is to be typed")
    ok("Un essai" in plain(p.run("stats", "p.yaml").stdout), "stats speaks French too")
    p.write("p.yaml", CONTROLS)
    for words in (["graphe"], ["graphe", "--format", "dot"], ["stats"],
                  ["verifier", "--vers", "deux"]):
        said = p.run(*words, "p.yaml").stdout
        ok(not re.search(rb"[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80\xae", said) and
           "\u241b[".encode() in said, f"{' '.join(words)} acts on no terminal", said)
    p.write("p.yaml", ROUNDS.replace("AGAIN", "fin"))
    figures = json.loads(p.run("stats", "--json", "p.yaml").stdout)
    # seuil, aparté, seuil; pré; a, pré; b, bis, pré; court, fin. Nobody comes to long.
    equal(figures["marche_la_plus_longue"], 11,
          "a hub and a détour are done once, coming back is a screen, conditions hold")
    equal(figures["saisies"], 1, "what is chosen from a list is not typed")
    equal([figures["bloc_le_plus_long"], figures["phrase_la_plus_longue"]], [5, 4],
          "a paragraph is a block, and so is each item of a list")
    p.write("p.yaml", ROUNDS.replace("AGAIN", "seuil"))
    equal(json.loads(p.run("stats", "--json", "p.yaml").stdout)["marche_la_plus_longue"], None,
          "where one can go round, no walk is the longest")
    ok("on peut tourner en rond" in plain(p.run("stats", "p.yaml").stdout), "which stats says")


def test_trials(folder):
    p = Place(folder)
    p.write("p.yaml", STUCK)
    run = p.run("essais", "-n", "20", "--graine", "5", "p.yaml")
    said = plain(run.stdout) + plain(run.stderr)
    ok(run.returncode == 65 and "rien n'est possible" in said, "a walk that gets stuck is told",
       said)
    kept = sorted(p.root.glob("essai-5-*.carnet"))
    command = re.search(r"(?m)^  safari (rejouer .*)$", said)
    ok(kept and command and command[1] in [f"rejouer p.yaml {k.name}" for k in kept],
       "and kept, with the command that does it again", said)
    again = p.run(*command[1].split())
    ok(again.returncode == 0 and "on est à « b »" in plain(again.stdout), "and can be done again",
       plain(again.stdout), plain(again.stderr))
    same = p.run("essais", "-n", "20", "--graine", "5", "p.yaml")
    equal(same.stdout, run.stdout, "the same seed walks the same way")
    p.write("p.yaml", STUCK.replace("vers: b", "vers: fin"))
    led = p.run(*command[1].split())
    ok(led.returncode == 1 and "ligne 2" in plain(led.stderr) and "et non à « b »" in
       plain(led.stderr), "a journey that changed is told by the first line that differs",
       plain(led.stderr))
    for number in ("beaucoup", "", " 5", " -5", "+5", "0", "1000001", "9" * 30):
        run = p.run("essais", "-n", number, "p.yaml")
        ok(run.returncode == 2 and "de 1 à 1 000 000" in plain(run.stderr),
           f"« {number} » is no number of walks", plain(run.stderr))
    equal(p.run("essais", "--graine", "-1", "p.yaml").returncode, 2, "a seed is a number")
    p.write("p.yaml", BOUNDS)
    run = p.run("essais", "-n", "20", "p.yaml")
    ok(run.returncode == 0 and "20 arrivées" in plain(run.stdout),
       "what has bounds is filled in within them", plain(run.stdout), plain(run.stderr))


def test_recorded_by_hand(folder):
    p = Place(folder)
    p.write("p.yaml", BAD)
    p.write("m.marche", """# Une marche écrite à la main.
{"e":"aller","de":"qui","à":"âge","rép":"maire"}
{"e":"aller","de":"âge","à":"sage","rép":{"ans":70}}
{"e":"aller","à":"fin"}
""")
    run = p.run("rejouer", "p.yaml", "m.marche")
    ok(run.returncode == 0 and "3 gestes" in plain(run.stdout), "a walk can be written by hand",
       plain(run.stdout), plain(run.stderr))
    p.write("m.marche", '{"e":"aller","de":"qui","rép":"mare"}\n')
    run = p.run("rejouer", "p.yaml", "m.marche")
    ok(run.returncode == 1 and "ne permet pas" in plain(run.stderr), "what isn't allowed is told",
       plain(run.stderr))
    p.write("m.marche", "bonjour\n")
    equal(p.run("rejouer", "p.yaml", "m.marche").returncode, 1, "and what is no record")
    for name, why in (("manque", "n'existe pas"), (".", "c'est un dossier")):
        run = p.run("rejouer", "p.yaml", name)
        ok(run.returncode == 1 and why in plain(run.stderr), f"why « {name} » can't be read is said",
           plain(run.stderr))


def test_new(folder):
    p = Place(folder)
    run = p.run("nouveau", "mien")
    ok(run.returncode == 0 and (p.root / "mien/parcours.yaml").exists(), "nouveau writes a journey",
       plain(run.stderr))
    run = p.run("verifier", "--strict", "mien")
    equal(run.returncode, 0, "with which verifier --strict is content")
    walk = subprocess.run([SAFARI, "mien"], input="1\n\n1\nZoé\nBonjour.\n.\n\nquitter\n".encode(),
                          capture_output=True, cwd=p.root, env=p.env(), timeout=30)
    ok(walk.returncode == 0 and "Vous en parlerez à Zoé" in plain(walk.stdout), "and that plays at once",
       plain(walk.stdout)[-400:])


BEGINNINGS = ("nouveau", "adapter")


def test_begun_names(folder):
    for command in BEGINNINGS:
        p = Place(folder)
        for name, wanted in (("mien", "mien"), ("Pays de Retz", "Pays-de-Retz"), ("l'île", "l-île"),
                             ("2027", "mon-2027"), ("-tiret", "tiret"), ("safari", "mon-safari"),
                             ("bienvenue", "mon-bienvenue"), ("…", "mon-safari"),
                             ("corbeille", "mon-corbeille"), ("e\u0301te\u0301", "été")):
            run = p.run(command, "--", name)
            said = plain(run.stdout)
            head = (p.root / name / "parcours.yaml").read_text()
            ok(f"\nparcours: {wanted}\n" in head, f"{command} « {name} » gives the name {wanted}",
               plain(run.stderr), head[:300])
            lines = [line for line in said.splitlines() if "safari verifier " in line]
            shown = subprocess.run(["sh", "-c", f'"$0" verifier --json '
                                    f'{lines[0].split("verifier ", 1)[1]}', SAFARI], cwd=p.root,
                                   env=p.env(), capture_output=True, timeout=30)
            ok(shown.stdout and json.loads(shown.stdout)["parcours"] == wanted,
               "which the command that is shown finds", lines, plain(shown.stderr)[:200])


def tree(root):
    return {str(f.relative_to(root)): f.read_bytes() if f.is_file() else None
            for f in sorted(root.rglob("*"))}


def test_begun_refused(folder):
    for command in BEGINNINGS:
        p = Place(folder)
        equal(p.run(command, "là").returncode, 0, f"{command} makes a folder")
        p.write("fichier", "")
        before = tree(p.root)
        for name, status, why in (
                ("là", 73, "existe déjà"), ("fichier", 73, "existe déjà"),
                ("fichier/pays", 73, "à la place du dossier"), ("loin/pays", 73, "n'existe pas"),
                ("x" * 300, 73, "trop long"), (".", 2, "donnez le nom"), ("..", 2, "donnez le nom"),
                ("/", 2, "donnez le nom"), ("", 2, "donnez le nom"), ("a\nb", 2, "ne se montre pas"),
                ("a\x1b[31m", 2, "ne se montre pas"), (b"\xff\xfe", 2, "ne se montre pas")):
            run = subprocess.run([SAFARI, command, name], capture_output=True, cwd=p.root,
                                 env=p.env(), timeout=60)
            ok(run.returncode == status and why in plain(run.stderr) and not run.stdout,
               f"{command} refuses {name!r:.20}", run.returncode, plain(run.stderr))
        equal(tree(p.root), before, "and has touched nothing")
        equal(p.run(command).returncode, 2, f"{command} wants a name")
        equal(p.run(command, "a", "b").returncode, 2, "and one only")
        (p.root / "vide").mkdir()
        equal(p.run(command, "vide").returncode, 0, "an empty folder is taken")

        def no_room():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

        before = tree(p.root)
        run = subprocess.run([SAFARI, command, "plein"], capture_output=True, cwd=p.root,
                             env=p.env(), timeout=60, preexec_fn=no_room, restore_signals=False)
        ok(run.returncode == 73 and "n'a pas pu être écrit" in plain(run.stderr) and
           "Il n'en reste rien" in plain(run.stderr), "where there is no room it says so",
           plain(run.stderr))
        equal(tree(p.root), before, "and nothing half-written is left")


def test_no_room_for_a_walk(folder):
    """A record that is cut in two would be taken for a whole one."""
    p = Place(folder)
    p.write("p.yaml", STUCK)

    def no_room():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (50, 50))

    before = tree(p.root)
    run = subprocess.run([SAFARI, "essais", "-n", "9", "p.yaml"], cwd=p.root, env=p.env(), timeout=60,
                         stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, preexec_fn=no_room,
                         restore_signals=False)
    ok(run.returncode == 65 and "la taille permise" in plain(run.stderr), "the reason is told",
       plain(run.stderr))
    equal(tree(p.root), before, "no part of a walk is left")


def test_where_options_belong(folder):
    p = Place(folder)
    p.write("p.yaml", BAD)
    for words, told in ((["stats", "--strict"], "« verifier »"), (["essais", "--json"], "« stats »"),
                        (["verifier", "--graine", "3"], "« essais »"),
                        (["graphe", "-n", "3"], "« essais »"), (["stats", "--vers", "fin"], "« verifier »"),
                        (["rejouer", "--depuis", "p.yaml", "p.yaml"], "« verifier »"),
                        (["verifier", "--format", "dot"], "« graphe »"),
                        (["verifier", "--carnet", "x"], "à marcher"), (["verifier", "--joindre"], "« etat »"),
                        (["verfier"], "vouliez-vous « verifier »"), (["graph"], "vouliez-vous « graphe »"),
                        (["ecrire"], "montre le guide")):
        run = p.run(*words, "p.yaml")
        ok(run.returncode == 2 and told in plain(run.stderr) and not run.stdout,
           f"{' '.join(words)} is not passed over in silence", plain(run.stderr))
    equal(p.run("--texte", "--sans-couleur", "verifier", "p.yaml").returncode, 0,
          "how a walk looks may be asked of all")
    ok("\x1b[" not in p.on_terminal("verifier", "--sans-couleur", "p.yaml"),
       "and --sans-couleur is heard by verifier too")


def test_said_nowhere(folder):
    p = Place(folder)
    p.write("p.yaml", BAD)
    p.write("m.marche", '{"e":"aller","de":"qui","à":"âge","rép":"maire"}\n')
    for words in (["verifier", "p.yaml"], ["verifier", "--json", "p.yaml"], ["graphe", "p.yaml"],
                  ["graphe", "--format", "dot", "p.yaml"], ["stats", "p.yaml"],
                  ["stats", "--json", "p.yaml"], ["essais", "-n", "2", "p.yaml"],
                  ["rejouer", "p.yaml", "m.marche"], ["nouveau", "n"], ["adapter", "a"], ["ecrire"],
                  ["verifier", "--depuis", "p.yaml", "p.yaml"]):
        with open("/dev/full", "wb") as full:
            run = subprocess.run([SAFARI, *words], stdout=full, stderr=subprocess.PIPE, cwd=p.root,
                                 env=p.env(), timeout=60)
        ok(run.returncode == 1 and plain(run.stderr).count("ne s'écrit pas") == 1,
           f"{' '.join(words)}: what can't be said is a failure, told once", run.returncode,
           plain(run.stderr))


# --- adapter -----------------------------------------------------------------------------------

TREGOR = {"territoire": "le Trégor", "en-territoire": "dans le Trégor",
          "merci": "Le Trégor vous remercie.", "contact": "Maïwenn, à la maison du Trégor",
          "contacts": "la maison du Trégor, un mardi", "pair": "Le réseau se voit le jeudi.",
          "date": "la fête du 14 mai", "rendez-vous": "On se revoit le 14 mai."}


def adapted(p, name="mon-pays"):
    run = p.run("adapter", name)
    ok(run.returncode == 0, f"adapter makes « {name} »", plain(run.stderr))
    return p.root / name, plain(run.stdout)


def examples(p, name="mon-pays"):
    """What still has the original's words: file and line, what to put there, which texts."""
    said = json.loads(p.run("verifier", "--json", name).stdout)
    return [(Path(e["fichier"]).name, e["ligne"], e["quoi"], e["clés"])
            for e in said["exemples"]]


def edit(path, old, new):
    text = path.read_text()
    ok(text.count(old) == 1, f"« {old[:30]} » stands once in {path.name}", text.count(old))
    path.write_text(text.replace(old, new))


def set_values(folder):
    path = folder / "mon-territoire.yaml"
    text = path.read_text()
    for name, value in TREGOR.items():
        text = re.sub(rf"(?m)^  {name}: .*$", f"  {name}: {value}", text)
    path.write_text(text)


def walk_of(p, folder, name):
    """A kept walk of the Safari, in that journey: its verdict and all that was said."""
    content = Path(__file__).resolve().parent / "content"
    said = Path(tempfile.mkdtemp(dir=p.root))
    run = subprocess.run([sys.executable, content / "marches.py", SAFARI, folder,
                          content / "marches", name], capture_output=True, timeout=60,
                         env=dict(os.environ, SAFARI_SAID=str(said), SAFARI_BLESS=""))
    return run.returncode, (said / f"{name}.txt").read_text(), run.stdout.decode()


def test_adapt(folder):
    p = Place(folder)
    mine, said = adapted(p)
    original = JOURNEYS / "safari"
    equal(sorted(f.name for f in mine.iterdir()), sorted(f.name for f in original.iterdir()),
          "it holds every file of the Safari, and nothing else")
    lines = said.splitlines()
    ok(len(lines) == 4 and "mon-pays/mon-territoire.yaml" in lines[1] and
       lines[2].endswith("safari mon-pays") and lines[3].endswith("safari verifier mon-pays"),
       "four lines say what to open, how to play it and how to check it", said)
    head = (mine / "parcours.yaml").read_text()
    ok("parcours: mon-pays\nadapté_de: safari\n" in head and "parcours: safari" not in head,
       "it has a name of its own, and says where it comes from")
    kept = original.joinpath("parcours.yaml").read_text()
    ok(all(line in head.splitlines() for line in kept.splitlines() if line != "parcours: safari"),
       "licence, credits and all the rest are kept")
    run = p.run("verifier", "--strict", "mon-pays")
    equal(run.returncode, 0, "verifier --strict has nothing to say against it")
    for name in ("01-association", "08-courte"):
        status, _, verdict = walk_of(p, mine, name)
        ok(status == 0, f"it is walked as the Safari is: {name}", verdict)


def test_adapt_names(folder):
    p = Place(folder)
    mine, _ = adapted(p)
    set_values(mine)
    equal(p.run("verifier", "--strict", "mon-pays").returncode, 0, "with our words it is sound")
    start = plain(p.run("--texte", "mon-pays").stdout)
    ok("Safari dans le Trégor" in start, "the start screen has our name", start[:300])
    ok("Safari dans le Trégor" in plain(p.run("stats", "mon-pays").stdout), "and the figures")
    _, said, verdict = walk_of(p, mine, "12-blanc")
    ok(re.search(r"(?m)^ok \d+ - 12-blanc: the way is the one that was kept", verdict),
       "who leaves everything blank goes the Safari's way", verdict)
    for words in ("Chez vous : le Trégor", "À appeler : Maïwenn, à la maison du Trégor",
                  "Avant : la fête du 14 mai", "On se revoit le 14 mai."):
        ok(words in said, f"the walk says « {words} »", said[-1500:])
    ok("un endroit qui n'a pas encore dit son nom" not in said and
       "un de ces jours" not in said, "and no more what the Safari said")
    _, said, _ = walk_of(p, mine, "01-association")
    ok("Le Trégor vous remercie." in said and "Les Territoires vous remercient." not in said,
       "and our thanks end it", said[-600:])


def test_adapt_what_is_left(folder):
    p = Place(folder)
    mine, _ = adapted(p)
    invited = [(f.name, line) for f in mine.iterdir() for line in f.read_text().splitlines()
               if line.strip().startswith("# À ADAPTER")]
    found = examples(p)
    n = len(found)
    ok(n == len(invited), "at first every invitation is listed", found)
    ok(n >= 15 and len([e for e in found if e[0] == "mon-territoire.yaml"]) == 14,
       "and most of them stand in mon-territoire.yaml")
    said = plain(p.run("verifier", "mon-pays").stdout)
    first = next(e for e in found if "au bout de" in e[2])
    ok(f"Il reste {n} exemples d'origine (Safari en Territoires de co-construction) :" in said and
       f"mon-pays/mon-territoire.yaml:{first[1]} : votre territoire" in said,
       "each with its file, its line, and what to put there", said)
    line = (mine / "mon-territoire.yaml").read_text().splitlines()[first[1] - 1]
    ok(line.strip().startswith("territoire:"), "the line is that of the example", line)
    set_values(mine)
    left = examples(p)
    equal(len(left), n - len(TREGOR), "what was edited is listed no more")
    edit(mine / "mon-territoire.yaml", "lieu: Charenton et Saint-Maurice (Val-de-Marne)",
         'lieu: "Lannion (Côtes-d\'Armor)"')
    again = examples(p)
    keys = next(e[3] for e in again if "camp 2" in e[2])
    ok(len(again) == len(left) and "scène" in keys and "lieu" not in keys,
       "of a sighting begun, the texts that are left are named", keys)
    edit(mine / "3-point-deau.yaml", "    # À ADAPTER : la salle où l'on se retrouve, et son jour.\n", "")
    equal(len(examples(p)), len(left) - 1, "an invitation that was taken away is settled")
    edit(mine / "2-carte.yaml", "aide: Un raccourci, un banc, une porte qui ne ferme jamais. Ou rien.",
         'aide: "Un raccourci, un banc, une porte qui ne ferme jamais. Ou rien."')
    equal(len(examples(p)), len(left) - 1, "quotes alone make no other words")


def test_adapt_origin(folder):
    p = Place(folder)
    run = p.run("verifier", "--strict", JOURNEYS / "safari")
    ok(run.returncode == 0 and "exemple" not in plain(run.stdout), "of the Safari nothing is said",
       plain(run.stdout))
    said = json.loads(p.run("verifier", "--json", JOURNEYS / "safari").stdout)
    ok("exemples" not in said and "adapté_de" not in said, "nor in JSON")
    mine, _ = adapted(p)
    for f in mine.iterdir():
        f.write_text(re.sub(r"(?m)^ *# À ADAPTER.*\n", "", f.read_text()))
    said = plain(p.run("verifier", "mon-pays").stdout)
    ok("Il ne reste aucun exemple d'origine" in said, "when all is done it says so", said)
    edit(mine / "parcours.yaml", "adapté_de: safari", "adapté_de: perdu")
    run = p.run("verifier", "mon-pays")
    ok(run.returncode == 0 and "« perdu », ne se lit pas ici" in plain(run.stdout),
       "an original that isn't here is said to be missing", plain(run.stdout))
    equal(json.loads(p.run("verifier", "--json", "mon-pays").stdout)["exemples"], None,
          "and null in JSON")


def test_tutorial(folder):
    p = Place(folder)
    said = p.run("ecrire").stdout.decode()
    ok("safari verifier" in said and "safari nouveau" in said, "ecrire shows the guide", said[:200])
    ours = (JOURNEYS / "safari/mon-territoire.yaml").read_text()
    for line in ("# À ADAPTER : le même, après « Safari » ; c'est le titre (dans le Trégor).",
                 "en-territoire: en Territoires de co-construction"):
        ok(line in said and line in ours, "which shows lines that the Safari has", line)


def test_tutorial_examples(folder):
    """Each example of the guide, put where it says, is what verifier --strict is content with."""
    p = Place(folder)
    said = p.run("ecrire").stdout.decode()
    examples = [re.sub(r"(?m)^    ", "", e).strip("\n")
                for e in re.findall(r"(?m)(?:^    .*\n|^\n(?=    ))+", said)]
    p.run("nouveau", "mien")
    path = p.root / "mien/parcours.yaml"
    begun = path.read_text()

    def example(beginning):
        return next(e for e in examples if e.lstrip().startswith(beginning))

    def indented(text):
        return re.sub(r"(?m)^(?=.)", "  ", text)

    def with_steps(text, steps):
        for step in re.split(r"\n\n(?=\S)", steps):
            name = step.split(":")[0]
            text, n = re.subn(rf"(?ms)^  {name}:\n.*?(?=^  \S|\Z)",
                              lambda _, new=step: indented(new) + "\n\n", text)
            if n == 0:
                text = text.replace("  # Une fin.", indented(step) + "\n\n  # Une fin.")
        return text

    def sound(text, what):
        path.write_text(text)
        run = p.run("verifier", "--strict", "mien")
        ok(run.returncode == 0, f"the guide's example is sound: {what}", plain(run.stderr))

    for name in ("accueil", "qui", "fin", "promenade"):
        sound(with_steps(begun, example(f"{name}:")), name)
    asked = example("envie:").replace("  vers: qui", example("rien: {") + "\n  vers: qui")
    sound(with_steps(begun, asked), "a question, and a choice with a way of its own")
    branched = asked.replace(example("rien: {"), example("rien: Je"))
    branched = branched.replace("  vers: qui", indented(example("suite:")))
    sound(with_steps(begun, branched), "a suite in place of vers")
    text, n = re.subn(r"texte: \|\n +Vous en parlerez.*", lambda _: example("texte: Vous en"), begun)
    ok(n == 1, "the answer stands in the last step")
    sound(text, "an answer in a text")
    promised = with_steps(begun, example("promis:"))
    sound(re.sub(r"(?ms)(^  mot:.*?vers: )fin", r"\1promis", promised), "a date, and who asks after it")
    values, shown = example("valeurs:").split("\n\n")
    text = begun.replace("étapes:", f"{values}\n\nétapes:", 1)
    sound(re.sub(r"texte: À qui.*", lambda _: shown, text), "a value")
    for words in (["graphe"], ["stats"], ["essais"], ["verifier", "--vers", "promenade"]):
        ok(f"safari {' '.join(words)} mon-parcours" in said and
           p.run(*words, "mien").returncode == 0, f"the guide's command works: {' '.join(words)}")


def test_shipped(folder):
    p = Place(folder)
    for journey in sorted(JOURNEYS.glob("*/parcours.yaml")):
        said = json.loads(p.run("verifier", "--json", journey).stdout)
        x = said["exploration"]
        ok(not said["diagnostics"], f"{said['parcours']}: nothing to mend", said["diagnostics"])
        ok(x["complète"] and x["nœuds"] <= 10**6, f"{said['parcours']}: every walk is followed", x)
        # Sanitizers slow it down; the promise is about the program as it is built to be used.
        limit = 2000 if "ASAN_OPTIONS" not in os.environ else 20000
        ok(x["ms"] <= limit, f"{said['parcours']}: within 2 s of CPU", x)
        note(f"{said['parcours']}: {x['états']} states, {x['nœuds']} nodes, {x['ms']} ms")
        run = p.run("essais", "-n", "100", journey)
        ok(run.returncode == 0, f"{said['parcours']}: a hundred random walks arrive",
           plain(run.stdout), plain(run.stderr))


with tempfile.TemporaryDirectory(dir=os.getcwd()) as top:
    for name, test in sorted(globals().copy().items()):
        if name.startswith("test_"):
            test(top)
done()
