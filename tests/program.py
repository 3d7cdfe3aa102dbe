# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as a whole: a first walk, resuming, bad input, no home, a disk that refuses.

    program.py SAFARI JOURNEYS_FOLDER
"""

import json
import os
import pty
import resource
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tap import done, equal, note, ok
from world import SAFARI, SMALL, World, plain, text

JOURNEYS = Path(sys.argv[2])

# --- A walk -------------------------------------------------------------------------------


def test_first_walk(folder):
    w = World(folder)
    w.write("essai.yaml", SMALL)
    run = w.run("1\n1\nZoé\nun mot\n.\n\nquitter\n", "essai.yaml")
    said = plain(run.stdout.decode())
    equal(run.returncode, 0, "a walk through a pipe ends with status 0")
    ok("Un café ?" in said and "Vous disiez : Oui, avec vous, Zoé." in said,
       "it asks and it repeats what was answered", said[-600:])
    ok(b"\033" not in run.stdout and not run.stderr, "not one escape byte goes into a pipe")
    names = [e["e"] for e in w.events()]
    equal(names[0], "carnet", "the carnet begins with its own line")
    ok(names[-1] == "fin" and "répondre" in names and "noter" in names,
       "every move is an event", names)
    equal([e["n"] for e in w.events()], list(range(len(names))), "events are numbered in sequence")
    path = w.data / "essai" / "mon-carnet.carnet"
    equal(oct(path.stat().st_mode & 0o777), "0o600", "the carnet is for its owner alone")
    equal(oct(path.parent.stat().st_mode & 0o777), "0o700", "and so is its folder")


def test_resume(folder):
    w = World(folder)
    w.write("essai.yaml", SMALL)
    w.run("1\n1\n", "essai.yaml")
    run = w.run("1\nZoé\n", "essai.yaml")
    said = plain(run.stdout.decode())
    ok("Reprendre" in said and "Jusqu'ici" in said, "run again it resumes with « Jusqu'ici »", said)
    ok("Oui, avec vous" in said.split("Jusqu'ici")[1], "and says what was answered before")
    equal(w.events()[-1]["de"] if w.events()[-1]["e"] == "aller" else "", "nom",
          "the walk goes on where it stopped")


def test_same_keys_same_events(folder):
    lines = "1\n2\nretour\n1\nÉlise\nplan\n\nnote\nen marge\n.\nun mot\n.\n\nquitter\n"
    walks = []
    for _ in range(2):
        w = World(folder)
        w.write("essai.yaml", SMALL)
        w.run(lines, "essai.yaml")
        walks.append(w.facts())
    ok(walks[0] == walks[1] and len(walks[0]) > 8, "the same lines give the same events", walks)
    w = World(folder)
    w.write("essai.yaml", SMALL)
    status, screen = on_terminal(w, lines, "essai.yaml")
    equal(status, 0, "on a terminal the walk ends well too")
    equal(w.facts(), walks[0], "and a terminal gives the events of a pipe")
    ok("\033" not in screen, "plain mode on a terminal draws nothing")


def on_terminal(w, lines, *words):
    """Types each line once the program waits for it; the status and all it printed."""
    pid, fd = pty.fork()
    if pid == 0:
        os.chdir(w.root)
        os.execve(SAFARI, [SAFARI, "--texte", *words], w.environment(TERM="xterm-256color"))
    printed, pending = b"", lines.encode().splitlines(keepends=True)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        readable, _, _ = select.select([fd], [], [], 0.05)
        if readable:
            try:
                piece = os.read(fd, 65536)
            except OSError:
                break
            if not piece:
                break
            printed += piece
        elif pending:
            os.write(fd, pending.pop(0))
    _, status = os.waitpid(pid, 0)
    os.close(fd)
    return os.waitstatus_to_exitcode(status), printed.decode(errors="replace")


def test_shipped(folder):
    w = World(folder)
    journey = JOURNEYS / "safari"
    home = plain(w.run("quitter\n", journey).stdout.decode())
    for door in ("Commencer doucement", "Explorer la richesse", "Se lancer à l'aventure",
                 "Apprendre les touches"):
        ok(door in home, f"the start screen has the door « {door} »", home)
    run = w.run("3\n\n2\n\n", journey)
    said = plain(run.stdout.decode())
    ok("Les Mureaux" in said and said.count("étape") <= 8,
       "within five screens one has met a town and bet on it", said[-1500:])
    bets = [e for e in w.events(journey="safari") if e["e"] == "répondre"]
    ok(bets and bets[0]["rép"] == "talents", "and the bet is kept", bets)
    run = World(folder).run("2\n1\n1\n\n\nquitter\n", journey)
    ok("http" in run.stdout.decode(), "a resource shows its full address", text(run)[-1500:])


PROMISE = """safari: 1
parcours: essai
titre: Un essai
départ: pas
étapes:
  pas:
    champs: {qui: {libellé: Qui, type: texte}, date: {libellé: Avant, type: date}}
    rappel: alors
    vers: arrivée
  alors:
    titre: "Fait ? ${pas.qui}, avant le ${pas.date}"
    question: Alors ?
    choix: {oui: {libellé: Oui, vers: arrivée}, non: {libellé: Pas encore, vers: pas}}
  arrivée: {fin: réussie, titre: Fin}
"""


def test_date_over(folder):
    w = World(folder)
    journey = w.write("p.yaml", PROMISE)
    w.run("1\nAnna\n01/01/2999\nquitter\n", journey)
    home = plain(w.run("quitter\n", journey).stdout.decode())
    ok("Fait ?" not in home and "1. Relire la dernière page" in home,
       "a date that is still to come asks nothing", home)
    w.run("1\nretour\nBob\n01/02/2020\nquitter\n", journey)
    home = plain(w.run("quitter\n", journey).stdout.decode())
    ok("1. Fait ? Bob, avant le 01/02/2020\n2. Relire la dernière page" in home,
       "once it is over, the start screen asks first", home)
    w.run("quitter\n", journey)
    said = plain(w.run("1\n1\nquitter\n", journey).stdout.decode())
    ok("Alors ?" in said and "L'arrivée" in said, "it leads to the step that asks, and on", said)
    home = plain(w.run("quitter\n", journey).stdout.decode())
    ok("Fait ?" not in home, "and asks once", home)


def test_other_journey(folder):
    w = World(folder)
    shutil.copytree(JOURNEYS, w.data / "parcours")
    run = w.run("4\n1\n" + "quitter\n", "safari")
    ok("Les chaussures" in run.stdout.decode(), "a door opens another journey", text(run)[-800:])
    ok((w.data / "bienvenue" / "mon-carnet.carnet").exists(), "which has a carnet of its own")
    run = w.run("", "parcours")
    listed = run.stdout.decode()
    ok("safari" in listed and "bienvenue" in listed, "« parcours » lists what is there", listed)


# --- Moving a step ------------------------------------------------------------------------


def test_moved_step(folder):
    w = World(folder)
    w.write("un/parcours.yaml", SMALL)
    w.run("1\n1\nZoé\n", "un")
    head, tail = SMALL.split("  mot:")
    mot, fin = ("  mot:" + tail).split("\n", 1)
    w.write("un/parcours.yaml", head.replace("étapes:", "inclure: [suite.yaml]\nétapes:") + fin)
    w.write("un/suite.yaml", "étapes:\n" + mot + "\n")
    before = w.facts()
    run = w.run("1\n", "un")
    said = plain(run.stdout.decode())
    ok("Un mot à garder ?" in said, "a step that moved to another file is still where one was", said)
    ok("a changé" not in said, "and it is no new journey")
    equal(w.facts()[: len(before)], before, "the carnet is whole")


def test_changed_journey(folder):
    w = World(folder)
    w.write("essai.yaml", SMALL)
    w.run("1\n1\nZoé\n", "essai.yaml")
    before = (w.data / "essai" / "mon-carnet.carnet").read_bytes()
    gone = SMALL.replace("    vers: mot\n", "    vers: fin\n")
    gone = gone.replace("  mot: {note: Un mot à garder ?, vers: fin}\n", "")
    gone = gone.replace("départ:", "version: 2\ndépart:").replace("oui:", "volontiers:")
    w.write("essai.yaml", gone)
    said = plain(w.run("1\nquitter\n", "essai.yaml").stdout.decode())
    for piece in ("vous aviez la version 1, voici la version 2", "1 étape de votre chemin n'y est plus",
                  "1 réponse n'y a plus sa place", "vous reprenez à « Votre prénom",
                  "Rien n'est perdu"):
        ok(piece in " ".join(said.split()), f"a journey that changed: « {piece} »", said)
    after = (w.data / "essai" / "mon-carnet.carnet").read_bytes()
    ok(after.startswith(before) and after != before, "the carnet goes on from what it had")
    said = plain(w.run("1\ncarnet\nquitter\n", "essai.yaml").stdout.decode())
    ok("a changé" not in said, "it is said once")
    ok("- soif : oui" in said, "and what has no place any more is still shown", said)


def test_restart(folder):
    w = World(folder)
    w.write("essai.yaml", SMALL)
    run = w.run("1\n1\nrecommencer\nretour\n1\nrecommencer\nrecommencer\nquitter\n", "essai.yaml")
    said = plain(run.stdout.decode())
    names = [e["e"] for e in w.events()]
    ok(names.count("recommencer") == 1 and names[-1] == "recommencer",
       "« recommencer » is done when it was said twice in a row", names, said[-900:])
    ok("aller" in names and "Un café ?" in said.split("tapez encore")[-1],
       "one is at the start, and the old path stays in the carnet", said[-900:])


# --- Bad input ----------------------------------------------------------------------------


def cpu_seconds():
    """Of the programs that have ended: what else runs on the machine changes nothing."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def refused(w, name, content, said, sentence, status=65):
    path = w.write(name, content) if content is not None else w.root / name
    begin = cpu_seconds()
    run = w.run("1\n", path)
    took = cpu_seconds() - begin
    shown = plain(text(run))
    ok(run.returncode == status and all(piece in shown for piece in said) and took < 1,
       sentence, f"status {run.returncode}, {took:.2f} s", shown[:1500])
    ok("Traceback" not in shown and "mapping values" not in shown and "did not find" not in shown,
       f"{name}: nothing in English")


def test_bad_journeys(folder):
    w = World(folder)
    refused(w, "rien.yaml", None, ["PAR01", "n'existe pas"], "no file: said, 65")
    (w.root / "dossier").mkdir()
    refused(w, "dossier", None, ["PAR01"], "a folder without a journey: said, 65")
    os.mkfifo(w.root / "tube.yaml")
    refused(w, "tube.yaml", None, ["PAR01", "tube"], "a FIFO: said at once, never waited for")
    refused(w, "vide.yaml", "", ["PAR01", "vide"], "an empty file: said, 65")
    refused(w, "liste.yaml", "- a\n- b\n", ["PAR23"], "a list at the top: said, 65")
    refused(w, "u16.yaml", SMALL.encode("utf-16"), ["PAR02", "iconv"], "UTF-16: named, with the command")
    refused(w, "cp1252.yaml", SMALL.encode("cp1252"), ["PAR02", "iconv"],
            "cp1252: named, with the command")
    refused(w, "tab.yaml", SMALL.replace("  soif:", "\tsoif:"), ["PAR04"], "a tab: told on its line")
    refused(w, "cle.yaml", SMALL.replace("texte: Un café", "textes: Un café"),
            ["PAR20", "vouliez-vous « texte »"], "an unknown key: told, with the near one")
    refused(w, "cible.yaml", SMALL.replace("vers: mot", "vers: mott"),
            ["PAR42", "vouliez-vous « mot »"], "an unknown target: told, with the near one")
    refused(w, "crochets.yaml", "a: " + "[" * 100_000, ["PAR03"], "100,000 brackets: refused")
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9))
    refused(w, "bombe.yaml", bomb, ["PAR07"], "an alias bomb: refused")
    refused(w, "gros.yaml", SMALL + "#" * (17 * 1024 * 1024), ["PAR0", "16 Mio"], "17 MiB: refused")
    w.write("crlf.yaml", SMALL.replace("\n", "\r\n"))
    equal(w.run("quitter\n", "crlf.yaml").returncode, 0, "CRLF is read")
    w.write("bom.yaml", b"\xef\xbb\xbf" + SMALL.encode())
    equal(w.run("quitter\n", "bom.yaml").returncode, 0, "a BOM is read")


def test_choices_called_yes(folder):
    w = World(folder)
    w.write("oui.yaml", SMALL.replace("vers: nom", "suite:\n      - {si: soif = oui, vers: nom}\n"
                                      "      - sinon: fin", 1))
    said = plain(w.run("1\n2\n", "oui.yaml").stdout.decode())
    ok("La fin" in said, "choices may be called oui and non", said)


# --- The place of the carnet ------------------------------------------------------------------


def test_no_home(folder):
    w = World(folder)
    w.write("essai.yaml", SMALL)
    run = w.run("1\n1\nZoé\nquitter\n", "essai.yaml", env=w.environment(HOME=None))
    said = plain(text(run))
    ok(run.returncode == 73 and "NON ENREGISTRÉ" in said, "without HOME one walks, told and 73",
       run.returncode, said)
    ok("Prénom" in said, "and the walk goes on")
    lines = [line for line in run.stdout.split(b"\n") if line.startswith(b'{"n":')]
    w.write("rendu.carnet", b"".join(line + b"\n" for line in lines))
    run = w.run("", "carnets", "importer", "rendu.carnet")
    names = [e["e"] for e in w.events(name="rendu")]
    ok(run.returncode == 0 and names[:2] == ["carnet", "aller"] and "répondre" in names,
       "all that was done is handed over, and can be imported where there is a home", text(run), names)


def as_nobody():
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)


def test_unwritable(folder):
    w = World(folder)
    journey = w.write("essai.yaml", SMALL)
    for path in (folder, w.root, w.home):
        os.chmod(path, 0o755)
    as_root = os.getuid() == 0
    if not as_root:
        os.chmod(w.home, 0o500)
    try:
        run = w.run("1\n1\nZoé\nquitter\n", journey, preexec_fn=as_nobody if as_root else None)
    except (PermissionError, subprocess.SubprocessError) as problem:
        ok(True, f"# SKIP n/a: the program lies where nobody can run it ({problem})")
        return
    finally:
        os.chmod(w.home, 0o755)
    said = plain(text(run))
    ok(run.returncode == 73 and "NON ENREGISTRÉ" in said and "droit" in said,
       "a data folder that can't be written: told, the walk goes on, 73", run.returncode, said)


def limit_files(size):
    def set_limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        signal.signal(signal.SIGHUP, signal.SIG_DFL)  # tests in the background may have it ignored
    return set_limit


def test_full_disk(folder):
    w = World(folder)
    w.write("essai.yaml", SMALL)
    run = w.run("1\n1\nZoé\nun mot\n.\n\nquitter\n", "essai.yaml", preexec_fn=limit_files(600))
    said = plain(text(run))
    ok(run.returncode == 74 and "NON ENREGISTRÉ" in said, "a carnet that can't grow: told, 74",
       run.returncode, said[-1500:])
    ok('"e":"aller"' in run.stdout.decode(), "what is missing goes to the standard output")
    kept = [json.loads(line) for line in
            (w.data / "essai/mon-carnet.carnet").read_text().splitlines()
            if line.endswith("}")]
    ok(len(kept) >= 2, "and what was saved is there", kept)


def test_foreign_carnet(folder):
    w = World(folder)
    w.write("essai.yaml", SMALL)
    w.run("1\n1\nZoé\n", "essai.yaml")
    w.write("autre.yaml", SMALL.replace("parcours: essai", "parcours: autre"))
    (w.data / "autre").mkdir(mode=0o700)
    carnet = w.data / "essai" / "mon-carnet.carnet"
    shutil.copy(carnet, w.data / "autre" / "mon-carnet.carnet")
    before = carnet.read_bytes()
    run = w.run("", "--carnet", "mon-carnet", "autre.yaml")
    said = plain(text(run))
    ok("autre parcours" in said, "a carnet of another journey is named and left alone", said)
    equal((w.data / "autre" / "mon-carnet.carnet").read_bytes(), before, "not a byte of it changes")
    ok(run.returncode == 1 and not run.stdout and b"autre parcours" in run.stderr,
       "a carnet that the command line names and that can't be had is an end: 1", run.returncode, said)
    equal(len(list((w.data / "autre").glob("*.carnet"))), 1, "and no other is made in its place")


def test_refused_carnet(folder):
    w = World(folder)
    w.write("essai.yaml", SMALL)
    run = w.run("1\n1\n", "--carnet", "a/b", "essai.yaml")
    ok(run.returncode == 2 and not run.stdout and "Ce nom ne convient pas" in run.stderr.decode(),
       "a name that no carnet can have: 2", run.returncode, text(run))
    w.run("1\n1\n", "essai.yaml")
    bad = w.data / "essai" / "perdu.carnet"
    bad.write_text("des pommes\n")
    os.utime(bad, (time.time() + 60, time.time() + 60))
    run = w.run("1\n1\n", "--carnet", "perdu", "essai.yaml")
    ok(run.returncode == 1 and not run.stdout and "ne se lit pas" in run.stderr.decode(),
       "a carnet that is no carnet: 1", run.returncode, text(run))
    equal(bad.read_text(), "des pommes\n", "and it is left as it was")
    home = plain(w.run("quitter\n", "essai.yaml").stdout.decode())
    ok("1. Reprendre" in home and "« perdu », qui ne se lit pas" in home,
       "on the start screen it is behind those that can be taken up", home)


DOORS = SMALL.replace("étapes:", """accueil:
  portes:
    mot: {libellé: Le mot, vers: mot}
    dedans: {libellé: Dedans, parcours: dedans}
étapes:""")


def test_doors_past_a_bad_carnet(folder):
    w = World(folder)
    w.write("essai.yaml", DOORS)
    (w.data / "parcours").mkdir(parents=True)
    (w.data / "parcours" / "dedans.yaml").write_text(SMALL.replace("parcours: essai", "parcours: dedans"))
    w.run("1\n", "--carnet", "bon", "essai.yaml")
    w.run("1\n", "--carnet", "bon", "dedans")
    for journey in ("essai", "dedans"):
        bad = w.data / journey / "perdu.carnet"
        bad.write_text("des pommes\n")
        os.utime(bad, (time.time() + 60, time.time() + 60))
    said = plain(w.run("Le mot\nquitter\n", "essai.yaml").stdout.decode())
    ok("Un mot à garder ?" in said, "a door opens the newest carnet that can be read", said)
    run = w.run("Dedans\nquitter\n", "essai.yaml")
    ok("Prénom" in run.stdout.decode(), "and so does a door to another journey", text(run))
    equal(sorted(p.name for p in (w.data / "dedans").glob("*.carnet")), ["bon.carnet", "perdu.carnet"],
          "without making one more")


def test_next_carnet_after_a_full_disk(folder):
    w = World(folder)
    w.write("essai.yaml", SMALL)
    holder = subprocess.Popen([SAFARI, "--carnet", "tenu", "essai.yaml"], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, env=w.environment(), cwd=w.root)
    seen = b""
    while b"Votre choix" not in seen:
        seen += os.read(holder.stdout.fileno(), 65536)
    note = "note\n" + "un mot\n" * 4 + ".\n"
    run = w.run("1\n" + note + "accueil\ntenu\naccueil\nUn nouveau carnet\nautre\n1\nquitter\n",
                "--carnet", "plein", "essai.yaml", preexec_fn=limit_files(900))
    said = plain(run.stdout.decode())
    holder.communicate(b"quitter\n")
    ok("NON ENREGISTRÉ" in said and "Ce carnet est déjà ouvert" in said and "autre" in said,
       "a carnet that can't grow, one that is held, a new one", said)
    after = said.split("Ce carnet est déjà ouvert")[-1].split("Voici ce qui manque")[0]
    ok("NON ENREGISTRÉ" not in after.replace("NON ENREGISTRÉ : le fichier atteint", "", 1)
       and "De nouveau enregistré" not in said,
       "what one carnet lost is said of that one alone", after)
    ok("Le carnet « plein » n'est pas encore enregistré" in " ".join(said.split("Ce carnet est déjà")[0].split()),
       "on the start screen it is said of a carnet that it still waits", said)
    first = said.index("Voici ce qui manque")
    ok(said.index("À bientôt") < first and '"e":"noter"' in said[first:] + "noter",
       "what is missing is printed at the end", said)
    equal(run.returncode, 74, "and the worst of the three is the status")


def test_carnet_that_waits(folder):
    w = World(folder)
    w.write("essai.yaml", SMALL)
    note = "note\n" + "un mot\n" * 4 + ".\n"
    run = w.run("1\n" + note + "accueil\nplein\n\nquitter\n", "--carnet", "plein", "essai.yaml",
                preexec_fn=limit_files(900))
    said = " ".join(plain(run.stdout.decode()).split())
    ok("Ce carnet attend d'être enregistré" in said,
       "a carnet that was left unsaved isn't opened again without what it lacks", said)
    lines = [line for line in run.stdout.split(b"\n") if line.startswith(b'{"n":')]
    path = w.data / "essai/plein.carnet"
    path.write_bytes(path.read_bytes() + b"\n" + b"".join(line + b"\n" for line in lines))
    said = plain(w.run("1\ncarnet\nquitter\n", "essai.yaml").stdout.decode())
    ok(run.returncode == 74 and said.count("un mot") == 4 and "abîmée" not in said,
       "and the lines that are handed over make it whole", said)


def test_late_carnet(folder):
    w = World(folder)
    w.write("essai.yaml", SMALL)
    (w.home / ".local").write_text("un fichier\n")
    child = subprocess.Popen([SAFARI, "essai.yaml"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             env=w.environment(), cwd=w.root)
    seen = b""

    def say(lines, until):
        nonlocal seen
        seen = b""
        child.stdin.write(lines.encode())
        child.stdin.flush()
        while until not in plain(seen.decode(errors="ignore")):
            piece = os.read(child.stdout.fileno(), 65536)
            if not piece:
                break
            seen += piece

    say("1\n1\n", "Prénom")
    ok("NON ENREGISTRÉ" in plain(seen.decode()), "where no carnet can be made it is said", seen)
    (w.home / ".local").unlink()
    say("Zoé\n", "Écrivez une ligne")
    names = [e["e"] for e in w.events()]
    ok(names[0] == "carnet" and "aller" in names and "répondre" in names,
       "once one can be, it is made with all that was done before", names)
    shutil.rmtree(w.data)
    say("un mot\n", "Une autre ligne")
    ok("De nouveau enregistré" in plain(seen.decode()), "which is said", seen)
    ok(w.events()[-1]["e"] in ("noter", "brouillon") and len(w.events()) > len(names),
       "and made again where its folder is taken away", w.events())
    child.communicate(b".\nquitter\n")
    equal(child.returncode, 0, "then all ended well")


def test_busy(folder):
    w = World(folder)
    w.write("essai.yaml", SMALL)
    first = subprocess.Popen([SAFARI, "--carnet", "un", "essai.yaml"], stdin=subprocess.PIPE,
                             stdout=subprocess.PIPE, env=w.environment(), cwd=w.root)
    first.stdin.write(b"1\n")
    first.stdin.flush()
    seen = b""
    while b"Pr\xc3\xa9nom" not in seen:
        seen += os.read(first.stdout.fileno(), 65536)
    run = w.run("Zoé\ncarnet\n\nquitter\n", "--carnet", "un", "essai.yaml")
    said = plain(text(run))
    ok(run.returncode == 75 and str(first.pid) in said, "a second safari is told who holds the carnet: 75",
       run.returncode, said)
    before = len(w.events(name="un"))
    first.communicate(b"quitter\n")
    equal(len(w.events(name="un")), before, "and writes nothing into it")
    equal(w.run("", "--carnet", "un", "essai.yaml").returncode, 0, "later it is free again")


def test_retry_on_screens(folder):
    w = World(folder)
    w.write("essai.yaml", SMALL)
    (w.home / ".local").write_text("un fichier\n")
    trace = w.root / "trace"
    pid, fd = pty.fork()
    if pid == 0:
        os.chdir(w.root)
        os.execve(SAFARI, [SAFARI, "essai.yaml"],
                  w.environment(TERM="xterm-256color", SAFARI_TRACE=str(trace)))
    screen, deadline, has_begun = b"", time.monotonic() + 60, False

    def waits():
        said = trace.read_text().splitlines() if trace.exists() else []
        return [int(line.split()[1]) for line in said if line.startswith("attend ")]

    while time.monotonic() < deadline and not (b"NON ENREGISTR" in screen and waits()[-1] > 0):
        if select.select([fd], [], [], 0.05)[0]:
            screen += os.read(fd, 65536)
        elif waits() and not has_begun:
            has_begun = True
            os.write(fd, b"\r")
    ok(has_begun and 0 < waits()[-1] <= 10_000,
       "a save that failed is tried again within ten seconds, whatever the walker does", waits(), screen)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(fd)


def test_trace(folder):
    w = World(folder)
    w.write("essai.yaml", SMALL)
    (w.root / "lien").symlink_to("ailleurs")
    pid, fd = pty.fork()
    if pid == 0:
        os.chdir(w.root)
        os.execve(SAFARI, [SAFARI, "essai.yaml"], w.environment(TERM="xterm-256color", SAFARI_TRACE="lien"))
    screen, deadline = b"", time.monotonic() + 60
    while time.monotonic() < deadline and b"Commencer" not in screen:
        if select.select([fd], [], [], 0.05)[0]:
            screen += os.read(fd, 65536)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(fd)
    ok("SAFARI_TRACE (lien) ne s'ouvre pas" in plain(screen.decode(errors="ignore")) and
       not (w.root / "ailleurs").exists(),
       "a trace that can't be written is told before the screens, and follows no link", screen)


def test_second_reads_again(folder):
    w = World(folder)
    w.write("essai.yaml", SMALL)

    def start():
        return subprocess.Popen([SAFARI, "--carnet", "un", "essai.yaml"], stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=w.environment(),
                                cwd=w.root)

    def say(child, lines, until):
        child.stdin.write(lines.encode())
        child.stdin.flush()
        seen = b""
        while until not in plain(seen.decode(errors="ignore")):
            piece = os.read(child.stdout.fileno(), 65536)
            if not piece:
                break
            seen += piece
        return " ".join(plain(seen.decode()).split())

    first = start()
    say(first, "1\n", "Prénom")
    second = start()
    shown = say(second, "", "Lecture seule.")
    ok(f"(programme {first.pid}, sur {os.uname().nodename}, aujourd'hui à " in shown,
       "a second safari is told who holds the carnet, and since when", shown)
    say(first, "Zoé\n", "Écrivez une ligne")
    shown = say(second, "relire\n", "Lecture seule.")
    ok("Un mot à garder ?" in shown, "« relire » reads it again, as it is now", shown)
    first.communicate(b"quitter\n")
    shown = say(second, "relire\n", "Écrivez une ligne")
    ok("Lecture seule" not in shown, "and takes it up once the other is closed", shown)
    second.communicate(b"un mot\n.\nquitter\n")
    ok(any(e["e"] in ("noter", "brouillon") for e in w.events(name="un")), "to go on in it")
    third = start()
    say(third, "", "Entrée pour l'accueil")
    fourth = start()
    say(fourth, "", "Lecture seule")
    third.communicate(b"quitter\n")
    (w.data / "essai/un.carnet").rename(w.data / "essai/autre.carnet")
    shown = say(fourth, "relire\n", "pas de carnet")
    ok("Il n'y a pas de carnet de ce nom (" in shown and "/un.carnet)." in shown.replace(" ", ""),
       "where it is gone meanwhile it is said", shown)
    ok("1. Relire la dernière page" in shown,
       "over the start screen, with the carnets that there are", shown)
    fourth.communicate(b"quitter\n")
    equal(fourth.returncode, 75, "and that it was held is the status")


def test_killed(folder):
    w = World(folder)
    w.write("essai.yaml", SMALL)
    child = subprocess.Popen([SAFARI, "essai.yaml"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             env=w.environment(), cwd=w.root)
    child.stdin.write("1\n1\nZoé\nun mot commencé\n".encode())
    child.stdin.flush()
    seen = b""
    while b"Une autre ligne" not in seen:
        seen += os.read(child.stdout.fileno(), 65536)
    child.send_signal(signal.SIGKILL)
    child.communicate()
    ok(any(e["e"] == "brouillon" and e["mis"] == "un mot commencé" for e in w.events()),
       "killed in the middle of a note, what was typed is there", w.events()[-3:])
    said = plain(w.run("1\n", "essai.yaml").stdout.decode())
    ok("un mot commencé" in said, "and is shown when one comes back", said)
    path = w.data / "essai" / "mon-carnet.carnet"
    path.write_bytes(path.read_bytes()[:-20])
    run = w.run("1\n\n", "essai.yaml")
    said = plain(text(run))
    ok(run.returncode == 0 and "n'avait pas fini de s'écrire" in said and "abîmée" not in said,
       "a torn last line spoils one line, and is told", said)
    said = plain(text(w.run("1\n\n", "essai.yaml")) + text(w.run("", "carnets", "essai.yaml")))
    ok("n'avait pas fini" not in said and "abîmée" not in said,
       "once: what was written after it shows that nothing is missing", said)
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b'"e":"aller"', b'"e":"allez"', 1))
    for _ in range(2):
        said = plain(text(w.run("1\nquitter\n", "essai.yaml")))
        ok("1 ligne du carnet est abîmée" in said, "a line that was whole and is damaged is told each time",
           said)


def test_interrupted(folder):
    w = World(folder)
    w.write("essai.yaml", SMALL)
    status, said = on_terminal(w, "1\n1\nZoé\nun mot\n\x03\n", "essai.yaml")
    equal(status, -signal.SIGINT, "Ctrl-C ends the lines, by its signal")
    ok("bientôt" in said.split("un mot")[-1], "with a farewell", said[-400:])
    ok(any(e["e"] == "noter" and e["texte"] == "un mot" for e in w.events()),
       "and the note that was being written", w.events()[-3:])


# --- The command line ---------------------------------------------------------------------------


def test_command_line(folder):
    w = World(folder)
    w.write("essai.yaml", SMALL)
    equal(w.run("", "--nimporte").returncode, 2, "an unknown option: 2")
    equal(w.run("", "un", "deux").returncode, 2, "two journeys: 2")
    equal(w.run("", "verifier").returncode, 2, "« verifier » without a file: 2")
    equal(w.run("", "inconnu").returncode, 65, "a name that no journey has: 65")
    version = w.run("", "--version").stdout.decode().splitlines()[0]
    ok(version.startswith("safari ") and version.split()[-1][0].isdigit(), "the version is told", version)
    aide = w.run("", "--aide")
    ok(aide.returncode == 0 and b"safari verifier" in aide.stdout, "the help is on the standard output")
    ok(w.run("", "aide").stdout == aide.stdout, "the word alone asks for the help as well")
    for journey in sorted(JOURNEYS.iterdir()):
        if journey.is_dir():
            run = w.run("", "verifier", "--strict", journey)
            equal(run.returncode, 0, f"« verifier --strict » is content with {journey.name}")
    w.write("faux.yaml", SMALL.replace("vers: mot", "vers: mott"))
    run = w.run("", "verifier", "essai.yaml", "faux.yaml")
    ok(run.returncode == 65 and b"faux.yaml" in run.stderr, "« verifier » with a bad file: 65")


def test_output_fails(folder):
    w = World(folder)
    w.write("essai.yaml", SMALL)
    if not os.path.exists("/dev/full"):
        ok(True, "# SKIP n/a: this system has no /dev/full")
        return
    for words in (["essai.yaml"], ["parcours"], ["verifier", "essai.yaml"], ["--aide"], ["carnets"]):
        with open("/dev/full", "wb") as full:
            run = subprocess.run([SAFARI, *words], input=b"1\n1\n", stdout=full, stderr=subprocess.PIPE,
                                 env=w.environment(), cwd=w.root, timeout=30)
        ok(run.returncode == 1 and "ne s'écrit pas" in plain(run.stderr.decode()),
           f"{' '.join(words)}: an output that is full is a failure", run.returncode, run.stderr)
    folder_in = os.open(w.root, os.O_RDONLY)
    run = subprocess.run([SAFARI, "essai.yaml"], stdin=folder_in, capture_output=True,
                         env=w.environment(), cwd=w.root, timeout=30)
    os.close(folder_in)
    ok(run.returncode == 1 and "ne se lit plus" in plain(run.stderr.decode()),
       "an input that can't be read is no end of input", run.returncode, run.stderr)


def test_reader_goes_away(folder):
    w = World(folder)
    w.write("essai.yaml", SMALL)
    child = subprocess.Popen([SAFARI, "essai.yaml"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, env=w.environment(HOME=None), cwd=w.root)
    child.stdin.write(b"1\n1\n")
    child.stdin.flush()
    seen = b""
    while b"nom\n" not in seen:
        seen += os.read(child.stdout.fileno(), 65536)
    child.stdout.close()
    child.stdin.write("Zoé\n".encode())
    child.stdin.close()
    said = child.stderr.read()
    child.wait()
    ok(child.returncode == 73 and b'"e":"r\xc3\xa9pondre"' in said and "Zoé".encode() in said,
       "where nobody reads any more what isn't saved, it goes to the standard error", child.returncode, said)
    again = w.run("", "carnets", "importer", w.write("rendu", said))
    ok(again.returncode == 0, "from where it can be imported", text(again))


def test_reader_has_read_enough(folder):
    """`safari ecrire | head -1`, even where whoever starts it ignores SIGPIPE."""
    w = World(folder)
    w.write("essai.yaml", SMALL)
    for words in (["ecrire"], ["--aide"], ["parcours"], ["carnets"], ["etat"],
                  ["graphe", "essai.yaml"], ["stats", "essai.yaml"], ["verifier", "essai.yaml"],
                  ["verifier", "--json", "essai.yaml"]):
        for restored in (True, False):
            reader, writer = os.pipe()
            os.close(reader)
            run = subprocess.run([SAFARI, *words], stdin=subprocess.DEVNULL, stdout=writer,
                                 stderr=subprocess.PIPE, env=w.environment(), cwd=w.root,
                                 timeout=30, restore_signals=restored)
            os.close(writer)
            ok(run.returncode == -signal.SIGPIPE and not run.stderr,
               f"{' '.join(words)}: a reader that stops is no failure to be told",
               run.returncode, run.stderr)


def test_escapes(folder):
    w = World(folder)
    (w.data / "parcours").mkdir(parents=True)
    (w.data / "parcours" / "étrange.yaml").write_text(
        SMALL.replace("titre: Un essai", 'titre: "Un \\e[2J**essai**\\u202E"'))
    listed = w.run("", "parcours").stdout.decode()
    line = next(l for l in listed.splitlines() if l.startswith("étrange"))
    equal(line, "étrange           Un ␛[2Jessai\ufffd", "a found journey's title is cleaned and aligned")
    name = "a\x1b[2Jb.yaml"
    w.write(name, SMALL)
    run = w.run("", "verifier", name)
    ok(run.returncode == 0 and b"\x1b" not in run.stdout + run.stderr,
       "a file's name too, right or wrong", run.stdout + run.stderr)
    run = w.run("", "verifier", "absent\x1b[2J.yaml")
    ok(run.returncode == 65 and b"\x1b" not in run.stderr, "an absent one as well", run.stderr)


def test_unknown_options(folder):
    w = World(folder)
    for words, said in ((["-xt"], "« -x » n'existe pas"), (["--aide=3"], "« --aide » n'attend pas"),
                        (["--nimporte"], "« --nimporte » n'existe pas"),
                        (["un", "a\x1b[2J"], "␛[2J » est de trop")):
        run = w.run("", *words)
        ok(run.returncode == 2 and said in plain(run.stderr.decode()),
           f"{' '.join(words)!r}: the word that is wrong is the one that is named", run.stderr)


def test_label_is_a_number(folder):
    w = World(folder)
    w.write("essai.yaml", SMALL.replace("non: Pas maintenant", 'non: "2030"'))
    w.run("1\n2030\n", "essai.yaml")
    equal(w.events()[1].get("rép"), "non", "a label that is a number, typed whole, is that choice")


def test_blank_answer(folder):
    w = World(folder)
    w.write("essai.yaml", SMALL.replace(", facultatif: oui", ""))
    said = plain(w.run("1\n1\n\u202f\u2009\n", "essai.yaml").stdout.decode())
    ok("Un mot à garder ?" not in said, "thin spaces alone fill no field that must be filled", said[-600:])


def test_locales(folder):
    w = World(folder)
    w.write("essai.yaml", SMALL)
    wanted = w.run("1\n1\n", "essai.yaml").stdout
    for locale in ("C", "POSIX", "xx_YY.UTF-8", ""):
        v = World(folder)
        v.write("essai.yaml", SMALL)
        run = v.run("1\n1\n", "essai.yaml", env=v.environment(LANG=locale, LC_ALL=None))
        equal(run.stdout.replace(str(v.home).encode(), b""), wanted.replace(str(w.home).encode(), b""),
              f"LANG={locale!r} speaks as well as UTF-8")


def latin1(w):
    """The environment of a terminal whose charset is ISO-8859-1; None where none can be made."""
    locales = w.root / "locales"
    locales.mkdir()
    if shutil.which("localedef") is None:
        return None
    subprocess.run(["localedef", "-i", "fr_FR", "-f", "ISO-8859-1", locales / "fr_FR.ISO-8859-1"],
                   capture_output=True)
    made = (locales / "fr_FR.ISO-8859-1").exists()
    return w.environment(LOCPATH=str(locales), LC_ALL="fr_FR.ISO-8859-1") if made else None


def test_latin1(folder):
    w = World(folder)
    env = latin1(w)
    if env is None:
        ok(True, "# SKIP n/a: no locale of ISO-8859-1 can be made here")
        return
    w.write("essai.yaml", SMALL.replace("Votre prénom.", "Votre prénom → un cœur… à 3 €."))
    words = [SAFARI.encode(), b"essai.yaml", b"--carnet", "noé".encode("latin-1")]
    run = subprocess.run(words, input="1\nZoé\nun été\n.\nquitter\n".encode("latin-1"),
                         capture_output=True, env=env, cwd=w.root, timeout=30)
    said = run.stdout.decode("latin-1").replace("\u00a0", " ")
    ok("Votre prénom -> un coeur... à 3 EUR." in said and "Ã" not in said,
       "on a terminal of ISO-8859-1 text is of its charset, what that lacks in the nearest letters", said)
    names = [e for e in w.events(name="noé") if e["e"] in ("répondre", "brouillon", "noter")]
    ok(names and names[0]["rép"] == {"prénom": "Zoé"} and any("été" in str(e) for e in names),
       "and what is typed there is read so", names)
    run = w.run("1\nZoé\n", "essai.yaml", "--carnet", "deux", env=env)
    ok(any(e.get("rép") == {"prénom": "Zoé"} for e in w.events(name="deux")),
       "a script in UTF-8 is read as it is", w.events(name="deux"))
    def bytes_of(*words):
        return subprocess.run([SAFARI.encode(), *(word.encode("latin-1") for word in words)], input=b"",
                              capture_output=True, env=env, cwd=w.root, timeout=30)
    run = bytes_of("carnets", "renommer", "noé", "été")
    ok(run.returncode == 0 and w.events(name="été") and "« noé » s'appelle" in plain(run.stdout.decode("latin-1")),
       "so is a carnet's name on the command line", run)
    (w.root / os.fsdecode("clé".encode("latin-1"))).mkdir()
    run = bytes_of("carnets", "exporter", "été", "clé")
    ok(run.returncode == 0 and os.listdir(os.fsencode(w.root / os.fsdecode("clé".encode("latin-1")))) ==
       ["été.carnet".encode()], "a folder is the one of these bytes", run)
    run = bytes_of("etat", "--joindre", "-", "--carnet", "été")
    ok(b"ne se lit pas" not in run.stderr and "il n'y a pas" not in plain(run.stderr.decode("latin-1")),
       "the carnet of a report is found by its name too", run)
    run = w.run("", "absent.yaml", env=env)
    ok("n'existe pas" in plain(run.stderr.decode("latin-1")) and "Ã" not in run.stderr.decode("latin-1"),
       "complaints are of its charset too", run.stderr)
    run = w.run("", "verifier", "--json", "essai.yaml", env=env)
    ok(json.loads(run.stdout)["étapes"] == 4, "what programs read stays UTF-8")
    (w.home / ".local").rename(w.home / "ailleurs")
    (w.home / ".local").write_text("un fichier\n")
    run = w.run("1\n1\nZoé\nquitter\n".encode("latin-1"), "essai.yaml", env=env)
    lines = [line for line in run.stdout.split(b"\n") if line.startswith(b'{"n":')]
    ok(any("Zoé".encode() in line for line in lines), "and so do a carnet's lines", run.stdout)


def test_signal_in_text(folder):
    for number, name in ((signal.SIGINT, "SIGINT"), (signal.SIGTERM, "SIGTERM"), (signal.SIGHUP, "SIGHUP")):
        w = World(folder)
        w.write("essai.yaml", SMALL)
        child = subprocess.Popen([SAFARI, "--carnet", "un", "essai.yaml"], stdin=subprocess.PIPE,
                                 stdout=subprocess.PIPE, env=w.environment(), cwd=w.root,
                                 preexec_fn=limit_files(400))
        child.stdin.write("1\nZoé\n".encode())
        child.stdin.flush()
        seen = b""
        while b"Un mot" not in seen:
            seen += os.read(child.stdout.fileno(), 65536)
        child.send_signal(number)
        rest, _ = child.communicate()
        said = plain((seen + rest).decode())
        ok(child.returncode == -number and "Voici ce qui manque" in said and '"e":"aller"' in said,
           f"{name} in text mode: what isn't on the disk is handed over, then it ends by the signal",
           child.returncode, said[-900:])


def test_terminal_nobody_waits_on(folder):
    w = World(folder)
    w.write("essai.yaml", SMALL)
    to_read, to_write = os.pipe()
    os.set_blocking(to_read, False)
    child = subprocess.Popen([SAFARI, "essai.yaml"], stdin=to_read, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, env=w.environment(), cwd=w.root)
    seen = b""
    while b"Commencer" not in seen:
        seen += os.read(child.stdout.fileno(), 65536)
    os.write(to_write, b"1\n1\nquitter\n")
    os.close(to_write)
    out, err = child.communicate(timeout=20)
    os.close(to_read)
    ok(child.returncode == 0 and not err and "Prénom" in out.decode(),
       "an input that somebody set not to wait is waited for all the same", err, out)


def test_odd_input(folder):
    w = World(folder)
    w.write("essai.yaml", SMALL)
    run = w.run(b"1\n1\n\xff\xfe\x1b[31m\x07Zo\xc3\xa9\n.\n\n", "essai.yaml")
    ok(run.returncode == 0 and b"\x1b" not in run.stdout and b"\x07" not in run.stdout,
       "control bytes that are typed never come back", run.stdout[-300:])
    run = w.run(b"1\n" + b"x" * 300_000 + b"\n\n\n", "essai.yaml")
    equal(run.returncode, 0, "a line of 300,000 letters is survived")
    ok("trop longue" in run.stdout.decode(), "and that it was cut is said", run.stdout[-300:])
    run = w.run(b"\x00" * 5000, "essai.yaml")
    equal(run.returncode, 0, "so are five thousand NULs")


def main():
    with tempfile.TemporaryDirectory(dir=os.getcwd()) as folder:
        tests = [value for name, value in globals().items() if name.startswith("test_")]
        for test in tests:
            try:
                test(folder)
            except Exception as problem:  # one broken test must not hide the others
                ok(False, f"{test.__name__} ran to its end", repr(problem))
    done()


main()
