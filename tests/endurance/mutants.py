# SPDX-License-Identifier: GPL-3.0-or-later
"""Take away the fdatasync, the check of the CRC, the lock… and a campaign fails: proof that they
look where they should. Each mutant is one line changed, compiled and linked before the rest.
"""

import json
import shlex
import subprocess
import sys
from pathlib import Path

from lab import HERE, arguments, done, lab_folder, note, ok

SOURCE = HERE.parent.parent / "src"
# What is taken away, where, what stands there, what instead; the campaign, how much of it.
MUTANTS = [
    ("the fdatasync", "base/port_datasync.c", "return fdatasync(fd);", "return fd < 0;", "power", 2),
    ("the sync of the folder", "store/file.c", "result = fsync(fd);", "result = 0;", "power", 4),
    ("the sync of a copy", "store/replace.c", "file_write(fd, bytes, &n) && port_datasync(fd);",
     "file_write(fd, bytes, &n);", "power --only command", 16),
    ("the CRC check", "engine/event_read.c", "if (crc32c(sealed) != crc) {",
     "if (crc32c(sealed) != crc && line.len == 0) {", "corrupt", 3),
    ("the lock", "base/port_lock.c", "result = flock(fd, LOCK_EX | LOCK_NB);", "result = fd < 0;", "race", 4),
    ("the newline after a torn line", "store/carnet.c", "c->ends_in_lf ? 1 : 0", "1", "crash", 12),
    ("the word that a write failed", "store/carnet.c", "if (!written || !port_datasync(c->fd)) {",
     "if ((!written && c->fd < 0) || !port_datasync(c->fd)) {", "faults", 6),
]


class Builder:
    def __init__(self, build, folder):
        self.build, self.folder = build.resolve(), Path(folder)
        self.commands = {Path(self.build, c["directory"], c["file"]).resolve(): c
                         for c in json.loads((self.build / "compile_commands.json").read_text())}

    def compile(self, source, text):
        """The object of the changed file; None where it doesn't compile."""
        changed, made = self.folder / source.name, self.folder / f"{source.name}.o"
        changed.write_text(text)
        command = self.commands[source.resolve()]
        words = shlex.split(command["command"])
        words = [w for i, w in enumerate(words)
                 if w not in ("-MD",) and not (i > 0 and words[i - 1] in ("-MQ", "-MF", "-o", "-c"))
                 and w not in ("-MQ", "-MF", "-o", "-c")]
        words += [f"-I{source.parent}", "-c", str(changed), "-o", str(made)]
        return made if subprocess.run(words, cwd=command["directory"]).returncode == 0 else None

    def link(self, target, made):
        """The program, with the object before the archive that has the sound one."""
        said = subprocess.run(["ninja", "-C", self.build, "-t", "commands", target],
                              capture_output=True, text=True, check=True).stdout
        words = shlex.split(said.strip().splitlines()[-1])
        program = self.folder / Path(target).name
        words[words.index("-o") + 1] = str(program)
        words.insert(words.index("-o") + 2, str(made))
        return program if subprocess.run(words, cwd=self.build).returncode == 0 else None


def main():
    options = arguments(len(MUTANTS), "mutants")
    with lab_folder() as folder:
        builder = Builder(options.build, folder)
        for what, file, old, new, campaign, share in MUTANTS:
            source = SOURCE / file
            text = source.read_text()
            if not ok(text.count(old) == 1, f"{file} has the one line to be changed for {what}"):
                continue
            made = builder.compile(source, text.replace(old, new))
            safari = builder.link("src/app/safari", made) if made else None
            reader = builder.link("tests/reader", made) if made else None
            if not ok(safari and reader, f"without {what} it builds"):
                continue
            run = subprocess.run(
                [sys.executable, HERE / f"{campaign.split()[0]}.py", *campaign.split()[1:], "--build", options.build, "--seed", str(options.seed),
                 "--share", str(share), "--safari", safari, "--reader", reader],
                capture_output=True, text=True)
            ok(run.returncode != 0 and "not ok" in run.stdout, f"without {what}, « {campaign} » fails",
               run.stdout[-1500:], run.stderr[-500:])
            first = next((l for l in run.stdout.splitlines() if l.startswith("#   ")), "")
            note(f"without {what}: {first[4:200]}")
    done()


main()
