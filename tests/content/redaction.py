# SPDX-License-Identifier: GPL-3.0-or-later
"""How the Safari is written: its limits, its words, its typography.

    redaction.py JOURNEY_TEXTS JOURNEY FOLDER SAFARI

What is counted here is also what `safari stats` says of it.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tap import done, equal, ok  # noqa: E402
from textes import PROSE, UNREAD, blocks, count, load, plain, sentences  # noqa: E402

TEXTS = load(sys.argv[1], sys.argv[2])
FOLDER = Path(sys.argv[3])
SAFARI = sys.argv[4]
OURS = [t for t in TEXTS if t.kind != "ressource" or t.key == "résumé"]
WALKED = [t for t in OURS if t.kind != "ressource" and t.key not in UNREAD | {"année"}]

MOST_WORDS = 60      # of a block
MOST_AVERAGE = 15    # words a sentence, over a file
MOST_TYPED = 12      # on the longest way
MOST_QUIZZES = 6
MOST_SCREENS = 70    # of the longest walk alone, passages through hubs counted
CROSSING = {"trav-ouverture", "bou-programme", "trav-défi", "trav-carte", "eau", "eau-mur",
            "eau-place", "alsace", "eau-loos", "piste", "canevas", "trav-phrase", "pas"}
IN_THE_ROOM = ("emb-chaise", "emb-rediscuter", "emb-carte")
# Met on one's own: a path for that, ways aside, what comes back when a date is over.
ALONE = {"courte", "qui-catalyseur", "bilan-1", "bilan-2", "pas-fait", "crédits"}

FORBIDDEN = re.compile(
    r"\b(synergies?|écosystèmes?|leviers?|enjeux?|gouvernance|impuls\w+|dynamiques?|feuilles? de route"
    r"|innovante?s?|inclusi\w+|bienveillan\w+|montée en compétences|apprenante?s?|ludiques?"
    r"|acteurs?-clés?|au cœur d\w+|n'hésite\w*|en effet|ainsi|faune|gibier|tribus?|espèces?"
    r"|chass\w+|observ\w+|mobilisation|facteurs?|parties prenantes|mettre en œuvre|il convient"
    r"|nous allons|découvrir|bonne réponse|faux|maturité partenariale)\b", re.IGNORECASE)
ENGLISH = re.compile(
    r"\b(workshop|feedback|process|timing|meeting|brainstorming|benchmark|manager|check|coaching"
    r"|kick-?off|pitch|roadmap|team|challenge|open|deadline|leader\w*|empowerment|mail|e-mail)\b",
    re.IGNORECASE)
# A noun of one of these families, alone behind its article, says nothing that one can see.
ABSTRACT = re.compile(r"^(l'|la |le |les |une? |des )?\w+(tion|sion|ité|ance|ence|isme|ment|ude|age)s?$",
                      re.IGNORECASE)


def allowed(name):
    """The reviewed exceptions of FOLDER/exceptions: one a line, # for why."""
    path = FOLDER / "exceptions" / name
    return {line.split("#")[0].strip() for line in path.read_text().splitlines()} - {""}


def none(found, sentence):
    ok(not found, sentence, *found)


def found_by(pattern, texts, spared=frozenset()):
    found = []
    for t in texts:
        for m in pattern.finditer(plain(t.words)):
            near = plain(t.words)[max(0, m.start() - 20):m.end() + 20].replace("\n", " ")
            if not any(s in near for s in spared):
                found.append(f"{t.where()}: …{near}…")
    return found


def check_lengths():
    none([f"{t.where()}: {count(plain(b))} words" for t in OURS for b in blocks(t.words)
          if count(plain(b)) > MOST_WORDS], f"no block is over {MOST_WORDS} words")
    files = sorted({t.file for t in OURS})
    for name in files:
        lengths = [count(s) for t in OURS if t.file == name and t.key in PROSE
                   for s in sentences(t.words)]
        if lengths:
            average = sum(lengths) / len(lengths)
            ok(average <= MOST_AVERAGE,
               f"{name}: {average:.1f} words a sentence on average, {MOST_AVERAGE} at most")
    none([f"{t.where()}: {s}" for t in WALKED if t.key in PROSE for s in sentences(t.words)
          if count(s) > 30], "no sentence is over 30 words")


def check_words():
    none(found_by(FORBIDDEN, OURS, allowed("mots-interdits.txt")), "no forbidden word")
    none(found_by(ENGLISH, WALKED, allowed("mots-interdits.txt")), "no English")
    none(found_by(re.compile("!"), OURS), "no exclamation mark")
    titles = [t for t in WALKED if t.key in ("titre", "section")]
    spared = allowed("titres.txt")
    none([f"{t.where()}: {t.words}" for t in titles
          if ABSTRACT.match(t.words) and t.words not in spared], "no title is an abstract noun")
    ok(ABSTRACT.match("La mobilisation") and ABSTRACT.match("Gouvernance")
       and not ABSTRACT.match("La chaise vide"), "and the rule would catch one")


def check_shape():
    typed = [t for t in TEXTS if t.key.startswith("saisie")]
    ok(0 < len(typed) <= MOST_TYPED, f"{len(typed)} things to type, {MOST_TYPED} at most",
       *[t.where() for t in typed])
    none([t.where() for t in typed if t.key == "saisie forcée"], "each can be passed")
    quizzes = {t.step for t in TEXTS if t.kind == "quiz"}
    ok(0 < len(quizzes) <= MOST_QUIZZES, f"{len(quizzes)} quizzes, {MOST_QUIZZES} at most", *quizzes)
    camps = sorted({t.file for t in TEXTS if re.match(r"\d-", t.file)})
    ok(len(camps) == 9, "there are nine camps", *camps)
    for camp in camps:
        decided = {t.step for t in TEXTS if t.file == camp and t.kind == "question"}
        ok(decided, f"{camp}: something is decided")
    bets = {t.step for t in TEXTS if t.kind == "observation" and t.key == "libellé"}
    ok(len(bets) >= 6, f"{len(bets)} sightings are bets, at least six", *sorted(bets))


# What `safari stats` reads: the texts of steps that a walker meets, an answer for a word.
COUNTED = {"texte", "question", "explication", "récit", "scène", "fait", "leçon", "libellé",
           "saisie", "champ"}


def longest(pieces_of, texts):
    return max(len([w for w in piece.split() if re.search(r"[\w◆]", w)])
               for t in texts for piece in pieces_of(t.words))


def longest_kept():
    """Screens of the longest of the walks that are kept."""
    return max(path.read_text().partition("---\n")[2].count("\n")
               for path in (FOLDER / "marches").glob("*.txt"))


def check_figures():
    run = subprocess.run([SAFARI, "stats", "--json", sys.argv[2]], capture_output=True, text=True)
    figures = json.loads(run.stdout)
    kinds = {}
    for t in TEXTS:
        if t.key == "étape":
            kinds[t.kind] = kinds.get(t.kind, 0) + 1
    equal({k: n for k, n in figures["genres"].items() if n > 0}, kinds, "stats: steps of each kind")
    walked = [t for t in TEXTS if t.kind not in ("ressource", "parcours") and t.key in COUNTED]
    own = {
        "étapes": sum(n for kind, n in kinds.items() if kind != "jonction"),
        "choix": len([t for t in TEXTS if t.key == "libellé" and t.kind != "saisie"]),
        "saisies": len([t for t in TEXTS if t.key.startswith("saisie")]),
        "quiz": kinds["quiz"],
        "fins": kinds["fin"],
        "ressources": len({t.step for t in TEXTS if t.kind == "ressource"}),
        "marche_la_plus_longue": longest_kept(),
        "bloc_le_plus_long": longest(lambda w: blocks(plain(w)), walked),
        "phrase_la_plus_longue": longest(sentences, walked),
    }
    equal({k: figures[k] for k in own}, own, "stats counts what is counted here")
    ok(figures["marche_la_plus_longue"] <= MOST_SCREENS,
       f"no walk has more than {MOST_SCREENS} screens, and a kept one is as long as can be")
    profiles = figures["profils"]
    ok(len(profiles) == 8 and all(p["complet"] and p["fins"] == kinds["fin"] for p in profiles),
       "whoever one is, each ending can be reached", profiles)


def check_notes():
    parts = ("**Dire.**", "**Faire.**", "**Écouter.**", "**Enchaîner.**", "**Si personne ne parle.**")
    notes = [t for t in TEXTS if t.key == "animateur"]
    none([t.where() for t in notes if any(p not in t.words for p in parts)],
         f"each of the {len(notes)} notes says what to do, and what if nobody speaks")
    noted = {t.step for t in notes}
    shown = {t.step for t in TEXTS if t.key == "étape" and t.kind != "jonction"} - ALONE
    ok(CROSSING | set(IN_THE_ROOM) <= shown, "the crossing is shown to a room")
    none(sorted(shown - noted), f"each of the {len(shown)} steps that a room is shown has its note")
    lasting = re.compile(r"\*\*Faire\.\*\*[^.:]*\b(minutes?|secondes|heures?)\b")
    none([t.where() for t in notes if not lasting.search(t.words)], "and says how long, first")


def check_room():
    """In a room the projected text is a page, and the question another: not the same twice."""
    said = {(t.step, t.key): plain(t.words) for t in TEXTS if t.key in ("projection", "question")}
    none([f"{step}: {words}" for (step, key), words in said.items()
          if key == "projection" and words == said.get((step, "question"))],
         "no projected text is the question that follows it")
    # A territory's scene is the page: what would announce it would say it twice.
    bets = {t.step for t in TEXTS if t.kind == "observation"}
    none([step for step, key in said if key == "projection" and step in bets],
         "no scene is announced")


def check_crossing():
    """Ninety minutes with one of the three embûches; sixty without what is `facultatif`."""
    minutes = {t.step: int(t.words) for t in TEXTS if t.key.startswith("minutes")}
    optional = {t.step for t in TEXTS if t.key == "minutes facultatives"}
    lengths = {minutes.get(s) for s in IN_THE_ROOM}
    ok(lengths == {5}, "whichever embûche is read, it takes five minutes", lengths)
    whole = sum(minutes.get(s, 0) for s in CROSSING) + 5
    ok(whole == 90, f"the crossing takes {whole} minutes, ninety are wanted")
    short = whole - sum(minutes.get(s, 0) for s in CROSSING & optional)
    ok(short == 60, f"shortened, it takes {short} minutes, sixty are wanted")


def check_addresses():
    known = {t.words for t in TEXTS if t.key == "lien"}
    ok(len(known) >= 150, f"{len(known)} addresses in the catalogue")
    found = [f"{t.where()}: {a}" for t in WALKED
             for a in re.findall(r"https?://[^\s)>]+|www\.[^\s)>]+", t.words)
             if a not in known]
    none(found, "each address of a text is in the catalogue")


def check_typography():
    rules = [
        ("[’“”]", "the straight apostrophe, and French quotation marks"),
        (r"\.\.\.", "one character for the ellipsis"),
        (r"[^\s«(◆][:;?](?=\s|$)", "a space before : ; ?"),
        (r"«\S|\S»", "a space inside « »"),
        (r"\s[,.](?!\.)", "no space before a comma or a full stop"),
        (r",(?=[^\s\d])", "a space after a comma"),
        (r"\S  +\S", "one space between words"),
        (r"(?i)\b(c|ch|s|m|n|v|b)oe(u|i)", "œ in one letter"),
        (r"\b(Etats?|Ecole|Eglise|Evalu\w+|Elu|Etude|Ecout\w+|A (?=la|l'|un))", "capitals keep their accents"),
        (r"(?<![\d/-])\d{5,}(?!\d)|\d{1,3}\.\d{3}\b", "figures are cut by threes"),
        (r"\d%", "a space before %"),
        (r"\b\w+\(s\)|\w·\w", "no double ending"),
    ]
    texts = WALKED
    for pattern, sentence in rules:
        none(found_by(re.compile(pattern), texts), sentence)
    odd = [t.where() for t in texts if plain(t.words).count("«") != plain(t.words).count("»")]
    none(odd, "each « has its »")


check_lengths()
check_words()
check_shape()
check_figures()
check_notes()
check_room()
check_crossing()
check_addresses()
check_typography()
done()
