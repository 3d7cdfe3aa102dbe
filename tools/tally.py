#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sum the subtests of a `meson test` run and print "N passed, N failed".

    tools/tally.py BUILD-DIR STATUS-OF-MESON-TEST

meson counts test programs; we count what they assert. Its testlog.json has one
JSON object a line, with the output of each program; its intro-tests.json says
which of them speak TAP.

A TAP program counts one for each of its "ok" and "not ok" lines; and at least
one failure when it crashed, ran out of time, ended badly though nothing failed,
bailed out, or printed no plan or another number of tests than its plan. (meson
itself takes a program that prints nothing for a skipped one.) Any other program
counts one. "not ok # TODO" counts nowhere; "ok # TODO" is a failure, since the
TODO must go.

With CI set, a skip is a failure: everything that the tests need is there. Only a
skip whose reason begins with "n/a" stays one: what it would test cannot exist on
this machine, whatever is installed ("n/a: root can write everywhere").
"""

import glob
import json
import os
import re
import sys

TEST_LINE = re.compile(r"(not )?ok\b\s*(\d+)?\s*(.*)")
PLAN_LINE = re.compile(r"1\.\.(\d+)(.*)")
DIRECTIVE = re.compile(r"#\s*(SKIP|TODO)\S*\s*(.*)", re.IGNORECASE)
LINES_SHOWN = 40


def directive_of(text):
    """The word of a directive, and what follows it.

    >>> directive_of("- reads a file # SKIP no tmux")
    ('SKIP', 'no tmux')
    >>> directive_of("- colour #231 is white")
    ('', '')
    """
    match = DIRECTIVE.search(text)
    return (match[1].upper(), match[2].strip()) if match else ("", "")


def is_failing_skip(reason, ci):
    return ci and not reason.lower().startswith("n/a")


class Count:
    """What one test program amounts to. `shown` is what to print if it failed."""

    def __init__(self):
        self.passed = self.failed = self.skipped = 0
        self.shown = []

    def fail(self, why):
        self.failed += 1
        self.shown.append(why)

    def skip(self, what, reason, ci):
        if is_failing_skip(reason, ci):
            self.fail(f"{what}: skipped, which CI does not allow: {reason or 'no reason given'}")
        else:
            self.skipped += 1

    def __repr__(self):
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def count_tap(output, ci=False):
    """Count the lines of one TAP program.

    >>> count_tap("1..2\\nok 1 - a\\nnot ok 2 - b\\n# why")
    1 passed, 1 failed, 0 skipped
    >>> count_tap("ok\\nok\\n1..2")
    2 passed, 0 failed, 0 skipped
    >>> count_tap("1..3\\nok 1")
    1 passed, 1 failed, 0 skipped
    >>> count_tap("ok 1")
    1 passed, 1 failed, 0 skipped
    >>> count_tap("")
    0 passed, 1 failed, 0 skipped
    >>> count_tap("1..1\\nok 1 - a\\nBail out! no disk")
    1 passed, 1 failed, 0 skipped
    >>> count_tap("1..2\\nok 1 # SKIP no tmux\\nok 2")
    1 passed, 0 failed, 1 skipped
    >>> count_tap("1..2\\nok 1 # SKIP no tmux\\nok 2", ci=True)
    1 passed, 1 failed, 0 skipped
    >>> count_tap("1..1\\nok 1 # SKIP n/a: root", ci=True)
    0 passed, 0 failed, 1 skipped
    >>> count_tap("1..0 # SKIP no tmux", ci=True)
    0 passed, 1 failed, 0 skipped
    >>> count_tap("1..2\\nnot ok 1 # TODO later\\nok 2 # TODO done")
    0 passed, 1 failed, 0 skipped
    >>> count_tap("1..1\\n    not ok 1 - inner\\nok 1 - okay")
    1 passed, 0 failed, 0 skipped
    """
    count = Count()
    planned = None
    seen = 0
    failing = False
    for line in output.splitlines():
        test = TEST_LINE.match(line)
        plan = PLAN_LINE.match(line)
        if test:
            seen += 1
            word, reason = directive_of(test[3])
            failing = False
            if word == "SKIP" and not test[1]:
                count.skip(line, reason, ci)
            elif word == "TODO" and test[1]:
                pass
            elif word == "TODO":
                count.fail(f"{line} (it passes: the TODO must go)")
            elif test[1]:
                failing = True
                count.fail(line)
            else:
                count.passed += 1
        elif plan:
            planned = int(plan[1])
            word, reason = directive_of(plan[2])
            if planned == 0:
                count.skip("all", reason, ci)
        elif line.startswith("Bail out!"):
            count.fail(line)
            planned = seen
        elif failing:
            # The diagnostics of a failure follow it.
            count.shown.append(line)
    if planned is None:
        count.fail("no plan (1..N) was printed")
    elif planned != seen:
        count.fail(f"the plan was {planned}, {seen} ran")
    return count


def count_program(entry, protocol, ci=False):
    """Count one object of testlog.json.

    >>> count_program({"result": "OK", "returncode": 0}, "exitcode")
    1 passed, 0 failed, 0 skipped
    >>> count_program({"result": "FAIL", "returncode": 3}, "exitcode")
    0 passed, 1 failed, 0 skipped
    >>> count_program({"result": "SKIP", "returncode": 77}, "exitcode", ci=True)
    0 passed, 1 failed, 0 skipped
    >>> crash = {"result": "ERROR", "returncode": -11, "stdout": "1..1\\nok 1"}
    >>> count_program(crash, "tap")
    1 passed, 1 failed, 0 skipped
    >>> honest = {"result": "ERROR", "returncode": 1, "stdout": "1..1\\nnot ok 1"}
    >>> count_program(honest, "tap")
    0 passed, 1 failed, 0 skipped
    >>> late = {"result": "TIMEOUT", "returncode": -15, "stdout": "1..1\\nok 1"}
    >>> count_program(late, "tap")
    1 passed, 1 failed, 0 skipped
    """
    result = entry["result"]
    if protocol == "tap":
        count = count_tap(entry.get("stdout") or "", ci)
        if result in ("TIMEOUT", "INTERRUPT"):
            count.fail(f"meson: {result}")
        elif entry["returncode"] < 0 or (entry["returncode"] != 0 and count.failed == 0):
            count.fail(f"ended with status {entry['returncode']}")
        elif result not in ("OK", "SKIP") and count.failed == 0:
            count.fail(f"meson: {result}")
    else:
        count = Count()
        if result in ("OK", "EXPECTEDFAIL"):
            count.passed = 1
        elif result == "SKIP":
            last_words = (entry.get("stdout") or "").strip().splitlines()[-1:]
            count.skip("program", "".join(last_words), ci)
        else:
            count.fail(f"meson: {result}, status {entry['returncode']}")
            count.shown += (entry.get("stdout") or "").splitlines()
    if count.failed:
        count.shown += (entry.get("stderr") or "").splitlines()
    return count


def protocols_of(build):
    """The protocol of each test, by the name that testlog.json gives it."""
    with open(os.path.join(build, "meson-info", "intro-tests.json"), encoding="utf-8") as file:
        return {test["name"]: test["protocol"] for test in json.load(file)}


def entries_of(build):
    for path in sorted(glob.glob(os.path.join(build, "meson-logs", "testlog*.json"))):
        with open(path, encoding="utf-8", errors="replace") as file:
            for line in file:
                yield json.loads(line)


def show(name, lines):
    print(f"\n--- {name}")
    for line in lines[:LINES_SHOWN]:
        print(f"    {line}")
    if len(lines) > LINES_SHOWN:
        print(f"    … {len(lines) - LINES_SHOWN} more lines in meson-logs/testlog.txt")


def show_sanitizer_reports(build):
    """Print what the sanitizers wrote, and return how many programs wrote."""
    paths = sorted(glob.glob(os.path.join(build, "meson-logs", "san.*")))
    for path in paths:
        with open(path, encoding="utf-8", errors="replace") as file:
            show(f"sanitizer report {path}", file.read().splitlines())
    return len(paths)


def main(build, meson_status):
    ci = bool(os.environ.get("CI"))
    sys.stdout.reconfigure(errors="replace")
    protocols = protocols_of(build)
    passed = failed = skipped = programs = 0
    for entry in entries_of(build):
        # "project:suite / name", where the name may hold " / " as well.
        name = entry["name"].split(" / ", 1)[-1]
        count = count_program(entry, protocols.get(name, "exitcode"), ci)
        programs += 1
        passed += count.passed
        failed += count.failed
        skipped += count.skipped
        if count.failed:
            show(entry["name"], count.shown)
    failed += show_sanitizer_reports(build)
    if programs == 0:
        print("\n--- no test ran")
        failed += 1
    elif meson_status != 0 and failed == 0:
        print(f"\n--- meson test ended with status {meson_status}")
        failed += 1
    print(f"\n{programs} programs, {skipped} subtests skipped; log: {build}/meson-logs/testlog.txt")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
