# SPDX-License-Identifier: MIT
"""Runs the tests of a folder's test_*.py whose name contains a word. A failure
is printed; the last line is "N passed, N failed, N skipped"."""
import sys
import unittest


def tests_of(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from tests_of(test)
        else:
            yield test


def run(folder, only):
    sys.path.insert(0, str(folder))
    found = unittest.defaultTestLoader.discover(str(folder), top_level_dir=str(folder))
    suite = unittest.TestSuite(t for t in tests_of(found) if only in t.id())
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=0).run(suite)
    failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
    for test, why in result.skipped:
        print(f"skipped {test.id()}: {why}")
    print(f"{max(0, result.testsRun - failed - len(result.skipped))} passed, {failed} failed, "
          f"{len(result.skipped)} skipped")
    return 1 if failed or not result.testsRun else 0
