# SPDX-License-Identifier: GPL-3.0-or-later
"""Carnets as files: safari carnets, safari etat, and the folder that holds them.

    carnets.py SAFARI
"""

import os
import resource
import shlex
import stat
import subprocess
import tempfile

from tap import done, equal, ok
from world import SAFARI, SMALL, World, plain, text


def walked(folder, *names):
    """A world whose journey « essai » lies where journeys are found, with these carnets."""
    w = World(folder)
    w.write("home/.local/share/safari/parcours/essai.yaml", SMALL)
    for name in names:
        w.run("1\nZoé\n", "--carnet", name, "essai")
    return w


def carnet(w, name, journey="essai"):
    return w.data / journey / f"{name}.carnet"


def said(w, *words, **how):
    run = w.run("", "carnets", *words, **how)
    return run.returncode, plain(text(run))


def mode(path):
    return oct(stat.S_IMODE(path.lstat().st_mode))


def sealed(line):
    """The line of a carnet under the seal that its bytes have now."""
    body = line[:line.rindex(b',"crc"')]
    crc = 0xFFFFFFFF
    for byte in body:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return body + b',"crc":"%08x"}\n' % (crc ^ 0xFFFFFFFF)


def test_list(folder):
    w = walked(folder, "marie", "zoé")
    status, shown = said(w)
    ok(status == 0 and "Un essai" in shown, "carnets are listed by journey", shown)
    ok("- marie : « Un mot à garder" in shown and "- zoé : " in shown and "étape 3" in shown
       and "aujourd'hui" in shown, "with whose, where, how far and when", shown)
    whole = carnet(w, "marie").read_bytes()
    old = whole.replace(b'"t":"20', b'"t":"19').replace(b'"t":"1926', b'"t":"1996')
    carnet(w, "marie").write_bytes(b"".join(sealed(line) for line in old.splitlines()))
    ok("- marie : « Un mot à garder ? », étape 3, le" in said(w)[1],
       "the day is that of the last move, not of the file's copying", said(w)[1])
    carnet(w, "marie").write_bytes(whole)
    w.write("home/.local/share/safari/parcours/essai.yaml", SMALL.replace("parcours: essai", "parcours: autre"))
    status, shown = said(w)
    ok(status == 0 and "marie" in shown and "n'est pas sur cet ordinateur" in shown,
       "a journey that is gone hides no carnet", shown)
    other = w.write("ailleurs.yaml", SMALL)
    status, shown = said(w, other)
    ok("- marie : « Un mot" in shown, "and a path names it again", shown)
    carnet(w, "zoé").write_bytes(b"rien de bon\n")
    ok("zoé : ne se lit pas" in said(w, other)[1], "one that can't be read is told")
    status, shown = said(World(folder))
    ok(status == 0 and "Aucun carnet" in shown, "none: told", shown)


def test_erase(folder):
    w = walked(folder, "marie")
    before = carnet(w, "marie").read_bytes()
    status, shown = said(w, "effacer", "marie")
    bin_ = w.data / "essai" / "corbeille"
    ok(status == 0 and not carnet(w, "marie").exists(), "an erased carnet is no longer listed", shown)
    equal((bin_ / "marie.carnet").read_bytes(), before, "and lies in corbeille/, to the byte")
    equal(mode(bin_), "0o700", "which is its owner's alone")
    for _ in range(2):
        w.run("1\n", "--carnet", "marie", "essai")
        said(w, "effacer", "marie")
    equal(sorted(p.name for p in bin_.glob("*.carnet")),
          ["marie-2.carnet", "marie-3.carnet", "marie.carnet"],
          "erasing again writes over nothing")
    status, shown = said(w, "importer", bin_ / "marie.carnet")
    equal(carnet(w, "marie").read_bytes(), before, "what was erased can be taken back")
    status, shown = said(w, "effacer", "inconnu")
    ok(status == 1 and "inconnu" in shown and not (w.data / "essai/inconnu.verrou").exists(),
       "a name that no carnet has: told, and nothing is made", shown)


def test_commands_to_copy(folder):
    name = "l'eau : quoi ?"
    w = walked(folder, name)
    run = w.run("", "carnets", "effacer", name)
    command = run.stdout.decode().splitlines()[-1].strip()
    shell = subprocess.run(["sh", "-c", command.replace("safari", "exec " + shlex.quote(str(SAFARI)), 1)], cwd=w.root,
                           env=w.environment(), capture_output=True)
    ok(shell.returncode == 0 and carnet(w, name).exists(),
       "the command that takes an erased carnet back can be copied as it stands", command, shell.stderr)
    key = w.root / "l'été"
    key.mkdir()
    run = w.run("", "carnets", "exporter", name, key)
    path = run.stdout.decode().splitlines()[-1].strip()
    ok(os.path.exists(path), "and so can the path of one on a key", path)
    ok(not set(path.split("/")[-1]) & set('\\:*?"<>|'),
       "whose name is one that a key's file system takes", path)


def test_reasons(folder):
    w = walked(folder, "marie")
    (w.root / "dossier").mkdir()
    os.mkfifo(w.root / "tube")
    (w.root / "lien").symlink_to("dossier")
    for what, why in (("rien", "n'existe pas"), ("dossier", "c'est un dossier"),
                      ("tube", "fichier ordinaire"), ("lien", "c'est un lien")):
        status, shown = said(w, "importer", what)
        ok(status == 1 and why in shown, f"an import of {what}: why not", shown)
    status, shown = said(w, "efacer", "marie")
    ok(status == 2 and "« efacer »" in shown and "effacer" in shown,
       "a verb that isn't known is named, with those that are", shown)
    (w.root / "autre-maison").mkdir()
    (w.root / "autre-maison/safari").write_text("un fichier\n")
    run = w.run("", "carnets", "effacer", "marie", env=w.environment(XDG_DATA_HOME=f"{w.root}/autre-maison"))
    ok(run.returncode == 1 and "ne se lit pas" in plain(text(run)),
       "a folder that can't be read isn't taken for an empty one", text(run))
    run = w.run("", "--carnet", "", "essai")
    ok(run.returncode == 2 and "Ce nom ne convient pas" in plain(text(run)),
       "an empty name is no name", text(run))


def test_rename_and_copy(folder):
    w = walked(folder, "marie")
    before = carnet(w, "marie").read_bytes()
    status, shown = said(w, "copier", "marie", "atelier")
    ok(status == 0 and carnet(w, "atelier").read_bytes() == before
       and mode(carnet(w, "atelier")) == "0o600", "a copy is the same, 0600", shown)
    status, shown = said(w, "renommer", "marie", "atelier")
    ok(status == 73 and "déjà" in shown and carnet(w, "marie").exists(),
       "a name that is taken is refused, and nothing changes", shown)
    status, shown = said(w, "renommer", "marie", "léa")
    ok(status == 0 and carnet(w, "léa").read_bytes() == before and not carnet(w, "marie").exists(),
       "a new name", shown)
    for bad in ("a/b", ".caché", "x" * 65, "a\nb"):
        status, shown = said(w, "copier", "léa", bad)
        ok(status == 73 and "ne convient pas" in shown, f"{bad[:8]!r} can't be a name", shown)
    for words in (["renommer", "léa"], ["effacer"], ["importer"], ["copier", "a", "b", "c"]):
        equal(said(w, *words)[0], 2, f"« {' '.join(words)} »: how it is written, 2")
    equal(said(w, "nettoyer", "léa")[0], 2, "an unknown verb: 2")


def test_two_journeys(folder):
    w = walked(folder, "marie")
    w.write("home/.local/share/safari/parcours/autre.yaml", SMALL.replace("parcours: essai", "parcours: autre"))
    w.run("1\n", "--carnet", "marie", "autre")
    status, shown = said(w, "effacer", "marie")
    ok(status == 1 and "autre/marie" in shown and "essai/marie" in shown,
       "of two journeys with a carnet of one name: which one is asked", shown)
    equal(said(w, "effacer", "autre/marie")[0], 0, "PARCOURS/NOM says it")
    ok(carnet(w, "marie").exists() and not carnet(w, "marie", "autre").exists(), "and it alone")
    equal(said(w, "effacer", "../marie")[0], 1, "a name that climbs finds nothing")


def test_key(folder):
    here, there = walked(folder, "marie"), walked(folder)
    key = here.root / "clé"
    key.mkdir()
    status, shown = said(here, "exporter", "marie", key)
    ok(status == 0 and str(key / "marie.carnet") in shown, "a carnet goes to a key", shown)
    equal(mode(key / "marie.carnet"), "0o600", "for its owner alone")
    status, shown = said(there, "importer", key / "marie.carnet")
    ok(status == 0 and carnet(there, "marie").read_bytes() == carnet(here, "marie").read_bytes(),
       "and comes to another computer, to the byte", shown)
    resumed = plain(there.run("1\n", "essai").stdout.decode())
    ok("Reprendre : Un mot à garder" in resumed, "where one goes on", resumed)
    here.run("un mot\n.\n", "--carnet", "marie", "essai")
    said(here, "exporter", "marie", key)
    equal((key / "marie.carnet").read_bytes(), carnet(here, "marie").read_bytes(),
          "exported again, the copy on the key is brought up to date")
    (key / "marie.carnet").write_bytes(b"autre chose\n")
    said(here, "exporter", "marie", key)
    equal((key / "marie.carnet").read_bytes(), b"autre chose\n", "another file there is never written over")
    ok((key / "marie-2.carnet").exists(), "a free name is taken")
    ok(not [p for p in key.iterdir() if p.name.startswith(".")], "nothing hidden is left behind")
    status, shown = said(there, "importer", key / "marie.carnet")
    ok(status == 1 and "n'est pas un carnet" in shown, "what is no carnet is refused", shown)
    status, shown = said(there, "importer", key / "marie-2.carnet", "marie")
    equal(status, 73, "an import never takes a name that is there")
    status, shown = said(there, "importer", key / "marie-2.carnet")
    ok(status == 0 and carnet(there, "marie-2").exists(), "a free one where none is said", shown)
    whole = (key / "marie-2.carnet").read_bytes()
    lines = whole.splitlines(keepends=True)
    (key / "coupé.carnet").write_bytes(b"".join(lines[:2] + lines[3:]))
    ok("manque quelque chose" in said(there, "importer", key / "coupé.carnet")[1],
       "a carnet that lacks a line is brought in, and it is told")
    (key / "lien.carnet").symlink_to(key / "marie-2.carnet")
    equal(said(there, "importer", key / "lien.carnet")[0], 1, "no link is followed")
    evil = whole.replace(b'"parcours":"essai"', b'"parcours":"../../x"')
    (key / "mal.carnet").write_bytes(evil)
    equal(said(there, "importer", key / "mal.carnet")[0], 1, "nor a carnet that would climb out")


def test_held(folder):
    w = walked(folder, "marie")
    holder = subprocess.Popen([SAFARI, "--carnet", "marie", "essai"], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, env=w.environment(), cwd=w.root)
    seen = b""
    while "aide" not in plain(seen.decode(errors="ignore")):
        seen += os.read(holder.stdout.fileno(), 65536)
    for words in (["effacer", "marie"], ["renommer", "marie", "léa"]):
        status, shown = said(w, *words)
        ok(status == 75 and str(holder.pid) in shown and carnet(w, "marie").exists(),
           f"« {words[0]} » of a carnet that is open: who holds it, 75", shown)
    status, shown = said(w, "copier", "marie", "copie")
    ok(status == 0 and carnet(w, "copie").exists(), "a copy can be worked in meanwhile", shown)
    status, shown = said(w, "copier", "copie", "marie")
    equal(status, 73, "and its name is not free")
    holder.communicate(b"quitter\n")


def test_unbegun(folder):
    w = walked(folder)
    path = carnet(w, "mon-carnet")
    path.parent.mkdir(mode=0o700)
    for begun in (b"", b'{"n":0,"t":"2027-03-12T18:04:05Z","e":"car'):
        path.write_bytes(begun)
        ok("Reprendre" not in plain(w.run("", "essai").stdout.decode()),
           "a carnet whose making was broken off is not offered")
        w.run("1\n", "--carnet", "mon-carnet", "essai")
        ok(path.read_bytes().count(b'"e":"aller"') == 1, "and its name begins it", path.read_bytes())


def test_umask(folder):
    for mask in (0o000, 0o777, 0o077):
        w = World(folder)
        w.write("essai.yaml", SMALL)
        run = w.run("1\n1\nZoé\nun mot\n.\n", "essai.yaml", preexec_fn=lambda: os.umask(mask))
        w.run("", "carnets", "copier", "mon-carnet", "copie", preexec_fn=lambda: os.umask(mask))
        w.run("", "carnets", "effacer", "copie", preexec_fn=lambda: os.umask(mask))
        equal(run.returncode, 0, f"umask {mask:03o}: the walk is saved")
        made = [p for p in w.home.rglob("*")]
        files = {mode(p) for p in made if p.is_file()}
        folders = {mode(p) for p in made if p.is_dir()}
        ok(files == {"0o600"} and folders == {"0o700"} and len(made) > 6,
           f"umask {mask:03o}: every file is 0600, every folder 0700", files, folders)


def test_exposed(folder):
    w = walked(folder, "marie")
    ok("d'autres personnes" not in said(w)[1], "a folder of one's own: not a word")
    os.chmod(w.data / "essai", 0o770)
    shown = said(w)[1]
    ok("d'autres personnes" in shown and f"chmod 700 '{w.data}/essai'" in shown,
       "one folder of it that others may write in is told", shown)
    os.chmod(w.data, 0o770)
    status, shown = said(w)
    ok(shown.count("d'autres personnes") == 1 and "chmod 700" in shown,
       "a folder that others may write in is told, once, with what to type", shown)
    run = w.run("1\n", "--carnet", "marie", "essai")
    equal(plain(run.stderr.decode()).count("d'autres personnes"), 1, "also before a walk")


def test_report(folder):
    w = World(folder)
    journey = w.write("essai.yaml", SMALL)
    ok("pas encore de carnet" in plain(text(w.run("", "etat", "--joindre"))),
       "where nobody walked there is nothing to join")
    w.run("1\n1\nZoé\nun secret\n.\n\nnote\nen marge\n.\nquitter\n", journey)
    run = w.run("", "etat", "--joindre", "rapport.marche", "essai.yaml")
    report = (w.root / "rapport.marche").read_text()
    ok(run.returncode == 0 and "est écrit" in plain(run.stdout.decode()), "a report goes to a file",
       text(run))
    equal(oct((w.root / "rapport.marche").stat().st_mode & 0o777), "0o600", "for its owner alone")
    ok(not any(word in report for word in ("Zoé", "secret", "marge", "mon-carnet", str(w.home))),
       "with no word that was written, no name and no home in it", report)
    ok('"rép":"oui"' in report and '"texte":"xx xxxxxx"' in report,
       "with the choices, and as many letters", report)
    ok("Ce qui n'y est pas" in plain(report) and "mène à l'étape « fin »" in plain(report)
       and "Format des parcours" in report,
       "it says what it holds and what not, where it leads, and of which computer", report)
    again = plain(w.run("", "rejouer", "essai.yaml", "rapport.marche").stdout.decode())
    ok("on est à « fin »" in again, "and it can be done again", again)
    again = w.run("", "etat", "--joindre", "rapport.marche", "essai.yaml")
    ok(again.returncode == 73 and "existe déjà" in plain(text(again)), "no file is written over")
    run = w.run("", "etat", "--joindre", "moitié.marche", "essai.yaml",
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500)))
    ok(run.returncode == 73 and "la taille permise" in plain(text(run)) and not (w.root / "moitié.marche").exists(),
       "a report that can't be written whole isn't written, and it is said why", text(run))
    whole = w.run("", "etat", "--joindre", "-", "essai.yaml").stdout.decode()
    equal(whole.split("\n{", 1)[1], report.split("\n{", 1)[1], "« - » is the standard output")
    ok(w.run("", "etat", "--joindre", "--carnet", "perdu", "-", "essai.yaml").returncode == 1,
       "a carnet that isn't there is said")
    equal(w.run("", "--joindre", "essai.yaml").returncode, 2, "--joindre is of « etat »")
    w.write("lu.yaml", SMALL.replace("parcours: essai", "parcours: lu").replace(
        "facultatif: oui}}\n    vers: mot", 'facultatif: oui}}\n    suite: [{si: nom.prénom = '
        '"Zoé", vers: mot}, {sinon: fin}]'))
    w.run("1\n1\nZoé\nquitter\n", "lu.yaml")
    said = plain(w.run("", "etat", "--joindre", "-", "lu.yaml").stdout.decode())
    ok("on arrive à « fin »" in said and "est à l'étape « mot »" in said,
       "where a condition reads the words, the report says that it leads elsewhere", said)


def test_state(folder):
    w = walked(folder, "marie-la-secrète")
    run = w.run("", "etat")
    shown = plain(run.stdout.decode())
    ok(run.returncode == 0 and "TERM : dumb" in shown and "LANG : C.UTF-8" in shown
       and "Carnets : 1" in shown and "on peut y écrire" in shown,
       "« etat » tells paths, versions, terminal and locale", shown)
    ok("secrète" not in shown and str(w.home) not in shown and "~/.local/share/safari" in shown
       and "Zoé" not in shown and os.uname().nodename + " " not in shown,
       "and nothing private", shown)
    (w.root / "chez-moi").symlink_to(w.home)
    for home in (f"{w.home}/", w.root / "chez-moi", f"{w.root}/chez-moi//"):
        shown = w.run("", "etat", env=w.environment(HOME=str(home))).stdout.decode()
        ok("~/.local/share/safari" in shown and str(w.home) not in shown and "chez-moi" not in shown,
           "nor where HOME is written otherwise", shown)
    shown = w.run("", "etat", env=w.environment(HOME=str(w.root / "chez-moi"),
                                                XDG_DATA_HOME=f"{w.home}/données")).stdout.decode()
    ok("~/données/safari" in shown, "or leads there by a link", shown)
    ok("aucun" in plain(w.run("", "etat", env=w.environment(HOME=None)).stdout.decode()),
       "without a home too")


def test_since(folder):
    w = walked(folder, "marie")
    old = w.write("ancien.yaml", SMALL)

    def since(new):
        run = w.run("", "verifier", "--depuis", old, w.write("nouveau.yaml", new))
        return run.returncode, plain(text(run))

    status, shown = since(SMALL)
    ok(status == 0 and "1 de cet ordinateur" in shown and "toutes ses réponses" in shown,
       "« --depuis » replays carnets, those of this computer too: nothing changed", shown)
    gone = SMALL.replace("vers: mot}", "vers: fin}").replace("    vers: mot\n", "    vers: fin\n")
    gone = gone.replace("  mot: {note: Un mot à garder ?, vers: fin}\n", "")
    status, shown = since(gone)
    ok(status == 65 and "de 1 à 2" in shown, "a changed graph wants a new version", shown)
    status, shown = since(gone.replace("départ:", "version: 2\ndépart:"))
    ok(status == 0 and "« mot » n'existe plus" in shown and "« nom »" in shown,
       "a step that is gone: who stood there takes up at the one before", shown)
    status, shown = since(SMALL.replace("départ:", "version: 2\ndépart:").replace("oui:", "volontiers:"))
    ok(status == 0 and "« soif » : la réponse ne trouve plus sa place" in shown,
       "a choice that is gone: its answer is put aside, and kept", shown)
    w.write("home/.local/share/safari/parcours/essai.yaml", SMALL.replace("départ:", "version: 2\ndépart:"))
    w.run("1\n", "--carnet", "neuf", "essai")
    ok("1 de cet ordinateur" in since(SMALL.replace("départ:", "version: 2\ndépart:"))[1],
       "a carnet that is of the new version already isn't replayed")
    status, shown = since(SMALL.replace("parcours: essai", "parcours: autre"))
    ok(status == 65 and "différents" in shown, "another journey is no new version", shown)


def main():
    with tempfile.TemporaryDirectory(dir=os.getcwd()) as folder:
        for test in [value for name, value in globals().items() if name.startswith("test_")]:
            try:
                test(folder)
            except Exception as problem:  # one broken test must not hide the others
                ok(False, f"{test.__name__} ran to its end", repr(problem))
    done()


main()
