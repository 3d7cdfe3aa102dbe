# SPDX-License-Identifier: GPL-3.0-or-later
"""What must stay true of the source tree: layers, purity, who may include what.

    tree.py SOURCE_ROOT BUILD_ROOT LIBPURE LIBBASE
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tap import done, ok

ROOT, BUILD = Path(sys.argv[1]), Path(sys.argv[2])
LIBPURE, LIBBASE = Path(sys.argv[3]), Path(sys.argv[4])

# From the bottom up. What a layer may include: itself and what stands here.
BELOW = {
    "base": [],
    "text": ["base"],
    "journey": ["base"],
    "load": ["journey", "text", "base"],
    "engine": ["journey", "base"],
    "store": ["engine", "journey", "base"],
    "ui": ["engine", "journey", "text", "base"],
    "term": ["ui", "engine", "journey", "text", "base"],
    "app": ["term", "ui", "store", "load", "engine", "journey", "text", "base"],
}

# All that the pure layers may ask of the world: nothing that reads or writes it.
ALLOWED = re.compile(
    r"""^(
    mem(cpy|move|set|cmp|chr|rchr) | str(len|cmp|ncmp|chr|spn|cspn) | qsort | bsearch
  | v?snprintf | __v?snprintf_chk | __stack_chk_fail | __mem(cpy|move|set)_chk
  | dcgettext | dgettext | gettext | _GLOBAL_OFFSET_TABLE_
  | u8_(grapheme_breaks | possible_linebreaks(_v2)?)
  | uc_(combining_class | is_property_(emoji | ideographic | punctuation | white_space))
  | yaml_(event_delete | token_delete
    | parser_(delete | initialize | parse | scan | set_encoding | set_input_string))
  | md_parse | QRcode_(encodeData | free)
  | json_(array(_get | _append_new | _insert_new | _remove | _size)? | delete | dump_callback
    | dumps | equal | loadb | null
    | true | false | integer(_value)? | number_value | real(_value)? | set_alloc_funcs
    | object(_\w+)? | string(_length | _value)? | stringn)
  )$""",
    re.VERBOSE,
)


def symbols(archive, letters):
    """The names that nm prints with one of these letters."""
    out = subprocess.run(["nm", archive], capture_output=True, text=True, check=True).stdout
    found = set()
    for line in out.splitlines():
        words = line.split()
        if len(words) >= 2 and len(words[-2]) == 1 and words[-2] in letters:
            found.add(words[-1])
    return found


def check_purity():
    asked = symbols(LIBPURE, "U")
    given = symbols(LIBPURE, "TDRBVW") | {
        name for name in symbols(LIBBASE, "TDRBVW") if not name.startswith("port_")
    }
    foreign = sorted(name for name in asked - given if not ALLOWED.match(name))
    ok(len(asked) > 0, "the pure layers were looked into")
    ok(not foreign, "text, journey, load, engine and ui ask nothing of the system", *foreign)
    caught = ("getenv", "time", "open", "json_load_file", "json_dumpf", "uc_locale_language",
              "yaml_parser_set_input_file")
    ok(not any(ALLOWED.match(name) for name in caught),
       "the list would catch what reads the world, in the libraries too", *caught)


def layer_files(layer):
    return sorted((ROOT / "src" / layer).glob("*.[ch]"))


HEADERS = {f.name: layer for layer in BELOW for f in layer_files(layer) if f.suffix == ".h"}


def check_includes():
    upward = []
    for layer, below in BELOW.items():
        for f in layer_files(layer):
            for name in re.findall(r'#include "([^"]+)"', f.read_text()):
                owner = HEADERS.get(name)
                if owner is not None and owner != layer and owner not in below:
                    upward.append(f"{f.relative_to(ROOT)}: {name} of {owner}")
    ok(not upward, "no include goes up", *upward)
    names = [f.name for layer in BELOW for f in layer_files(layer)]
    twins = sorted({n for n in names if names.count(n) > 1 and n.endswith(".h")})
    ok(not twins, "no two layers have a header of the same name", *twins)


def compile_command(layer):
    """The words that compile some file of the layer, without the file and its output."""
    commands = json.loads((BUILD / "compile_commands.json").read_text())
    for c in commands:
        if f"src/{layer}/" in c["file"] and "pure" not in c["command"].split(" -c ")[0]:
            words = c["command"].split()
            kept, skip = [], False
            for word in words:
                if skip:
                    skip = False
                elif word in ("-o", "-MF", "-MQ"):
                    skip = True
                elif word not in ("-c", "-MD") and not word.endswith(".c"):
                    kept.append(word)
            return kept, c["directory"]
    return None, None


def compiles(layer, header):
    words, directory = compile_command(layer)
    with tempfile.TemporaryDirectory() as folder:
        probe = Path(folder) / "probe.c"
        probe.write_text(f'#include "{header}"\nint probe_of_layers;\n')
        run = subprocess.run(
            words + ["-fsyntax-only", "-Wno-missing-variable-declarations", str(probe)],
            cwd=directory, capture_output=True, text=True,
        )
    return run.returncode == 0, run.stderr


def check_compiler_refuses():
    own = {"base": "str.h", "text": "prose.h", "journey": "journey.h", "load": "load.h",
           "engine": "walk.h", "store": "carnet.h", "ui": "dialogue.h", "term": "terminal.h"}
    layers = [layer for layer in BELOW if layer in own]
    for layer in layers:
        well, said = compiles(layer, own[layer])
        ok(well, f"in {layer}, its own header compiles", said)
        for other in layers:
            if other == layer or other in BELOW[layer]:
                continue
            well, said = compiles(layer, own[other])
            ok(not well and own[other] in said,
               f"in {layer}, a header of {other} does not compile", said)


def check_who_includes():
    for header, folder in (("curses.h", "term"), ("ncurses.h", "term"), ("yaml.h", "load")):
        strays = [
            str(f.relative_to(ROOT))
            for f in (ROOT / "src").rglob("*.[ch]")
            if f"<{header}>" in f.read_text() and f.parent.name != folder
            and "only file with" not in f.read_text().split(f"<{header}>")[0][-40:]
            and re.search(rf"^#include <{header}>", f.read_text(), re.M)
        ]
        ok(not strays, f"<{header}> is included in src/{folder} alone", *strays)
    loud = [str(f) for f in (ROOT / "src").rglob("*.c")
            if re.search(r"^#include <stdio\.h>", f.read_text(), re.M)
            and re.search(r"\b(printf|fprintf|puts|fopen|perror)\(", f.read_text())]
    ok(not loud, "nothing prints by stdio", *loud)


def check_forbidden():
    words = r"\b(strcpy|strncpy|strcat|strncat|sprintf|vsprintf|strtok|atoi|atof|gets|system|popen|alloca|setenv|tmpnam|mktemp)\("
    found = []
    for f in sorted((ROOT / "src").rglob("*.[ch]")):
        for number, line in enumerate(f.read_text().splitlines(), 1):
            if re.search(words, line) or re.search(r"\b(TODO|FIXME|XXX)\b", line):
                found.append(f"{f.relative_to(ROOT)}:{number}: {line.strip()}")
    ok(not found, "no function that is easily misused, and nothing left to be done", *found)


def check_heads():
    bare = []
    for pattern in ("src/**/*.[ch]", "tests/**/*.[ch]", "tests/**/*.py", "tools/*"):
        for f in ROOT.glob(pattern):
            if f.is_file() and "__pycache__" not in f.parts:
                head = f.read_text().split("\n", 3)[:3]
                if not any("SPDX-License-Identifier: GPL-3.0-or-later" in line for line in head):
                    bare.append(str(f.relative_to(ROOT)))
    ok(not bare, "every source names its licence", *bare)


def check_tests_listed():
    listed = (ROOT / "tests" / "meson.build").read_text()
    missing = [f.stem for f in (ROOT / "tests").glob("test_*.c") if f"'{f.stem}'" not in listed]
    ok(not missing, "every test program is run", *missing)


TOP = {"HACKING.md", "LICENSE", "README.md", "data", "man", "meson.build", "meson_options.txt",
       "parcours", "po", "src", "tests", "tools"}


def check_top():
    strays = [f.name for f in ROOT.iterdir()
              if not f.name.startswith((".", "build")) and f.name not in TOP
              and not (f / "build.ninja").exists()]
    ok(not strays, "nothing lies about at the top", *strays)


def check_map():
    """HACKING.md has a line for each file."""
    text = (ROOT / "HACKING.md").read_text()
    missing = [
        str(f.relative_to(ROOT))
        for layer in BELOW
        for f in layer_files(layer)
        if f.suffix == ".c" and f"`{f.stem}`" not in text and f"`{f.name}`" not in text
    ]
    ok(not missing, "HACKING.md maps every file", *missing)


check_purity()
check_includes()
check_compiler_refuses()
check_who_includes()
check_forbidden()
check_heads()
check_tests_listed()
check_top()
check_map()
done()
