# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of the README, from the real program on a terminal.

    pictures.py SAFARI HOST JOURNEYS FOLDER

Each is what was on the screen, cell by cell, as an SVG: text, small, and read in a diff. That
those in FOLDER are the screens of today is a test; with SAFARI_BLESS=1 they are made anew.
"""

import os
import sys
import tempfile
from html import escape
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from tap import done, ok  # noqa: E402
from terminals import Vterm  # noqa: E402

SAFARI, HOST, JOURNEYS, FOLDER = (Path(p).resolve() for p in sys.argv[1:5])
BLESS = os.environ.get("SAFARI_BLESS") == "1"
COL, ROW, SIZE = 9, 18, 15

TO_TOWN = ["home", "down", "down", "enter", "enter", "enter"]
# name: what one sees, rows, cols, options, what is pressed
PICTURES = {
    "accueil": ("L'écran de départ, et ses trois portes", 24, 80, [], ["home", "down", "down"]),
    "pari": ("Un territoire, et un pari", 24, 80, [], [*TO_TOWN, "down"]),
    "carte": ("La carte : où l'on est, où l'on peut aller", 24, 80, [],
              [*TO_TOWN, "3", "enter", "1", "enter", "enter", "2", "1", "tab", "enter", "c"]),
    "salle": ("L'affichage pour une salle", 18, 60, ["--projection"],
              ["page-down", "page-down", "page-down", "page-down", "page-down"]),
}
# Upper, lower, left and right halves, and the whole, as parts of a cell: x, y, width, height.
BLOCKS = {"▀": (0, 0, 1, .5), "▄": (0, .5, 1, .5), "█": (0, 0, 1, 1), "▌": (0, 0, .5, 1),
          "▐": (.5, 0, .5, 1)}


def rectangle(x, y, width, height, colour):
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="#{colour}"/>'


def words(text, col, row, ink, attributes):
    """A run of text, without the blanks around it; blocks are drawn."""
    drawn, plain = [], ""
    for i, c in enumerate(text):
        if c in BLOCKS:
            x, y, w, h = BLOCKS[c]
            drawn.append(rectangle((col + i + x) * COL, (row + y) * ROW, w * COL, h * ROW, ink))
        plain += " " if c in BLOCKS else c
    left = len(plain) - len(plain.lstrip(" "))
    plain = plain.strip(" ")
    if plain:
        more = ' font-weight="bold"' * (attributes & 1) + ' text-decoration="underline"' * (attributes >> 1 & 1)
        drawn.append(f'<text x="{(col + left) * COL}" y="{row * ROW + 14}" textLength="{len(plain) * COL}" '
                     f'fill="#{ink}"{more}>{escape(plain, quote=False)}</text>')
    return drawn


def picture(cells, rows, cols, title):
    page = cells[-1][-1][1]
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {cols * COL} {rows * ROW}" '
           f'font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="{SIZE}" '
           f'xml:space="preserve">', f"<title>{escape(title)}</title>",
           rectangle(0, 0, cols * COL, rows * ROW, page)]
    for row, runs in enumerate(cells):
        col = 0
        for ink, back, attributes, text in runs:
            if attributes & 4:
                ink, back = back, ink
            if back != page:
                out.append(rectangle(col * COL, row * ROW, len(text) * COL, ROW, back))
            out += words(text, col, row, ink, attributes)
            col += len(text)
    return "\n".join([*out, "</svg>", ""])


def taken(rows, cols, options, keys):
    with tempfile.TemporaryDirectory() as home:
        t = Vterm(HOST, SAFARI, [*options, JOURNEYS / "safari"], rows, cols, home)
        for key in keys:
            if len(key) == 1:
                t.type(key)
            else:
                t.key(key)
        cells = t.colours()
        t.close()
    return cells


def main():
    for name, (title, rows, cols, options, keys) in PICTURES.items():
        drawn = picture(taken(rows, cols, options, keys), rows, cols, title)
        path = FOLDER / f"{name}.svg"
        if BLESS:
            FOLDER.mkdir(exist_ok=True)
            path.write_text(drawn)
        ok(path.exists() and path.read_text() == drawn, f"{name}.svg is what the program shows",
           "tools/pictures makes it anew")
    done()


main()
