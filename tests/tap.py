# SPDX-License-Identifier: GPL-3.0-or-later
"""Test Anything Protocol for the tests written in Python: a test is a true sentence."""

import sys

_count = 0
_failed = 0


def ok(passed, sentence, *remarks):
    """One subtest; the remarks are shown where it fails."""
    global _count, _failed
    _count += 1
    print(f"{'' if passed else 'not '}ok {_count} - {sentence}")
    if not passed:
        _failed += 1
        for remark in remarks:
            for line in str(remark).splitlines() or [""]:
                print(f"#   {line}")
    sys.stdout.flush()
    return passed


def equal(got, wanted, sentence):
    return ok(got == wanted, sentence, f"got:    {got!r}", f"wanted: {wanted!r}")


def note(text):
    print(f"# {text}")


def done():
    print(f"1..{_count}")
    sys.exit(0 if _failed == 0 and _count > 0 else 1)
