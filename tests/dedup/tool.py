# SPDX-License-Identifier: MIT
"""Running crib, and folders of files by their bytes."""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

CRIB = Path(os.environ.get("CRIB", Path(__file__).resolve().parents[2] / "build/release/crib")).resolve()


class DedupTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.here = Path(self.folder.name)

    def crib(self, *arguments, expect=(0, 1), **more):
        """The finished process; its status must be one of those expected."""
        done = subprocess.run([CRIB, *arguments], cwd=self.here, capture_output=True, timeout=120,
                              env={**os.environ, "LC_ALL": "C", **more.pop("env", {})}, **more)
        self.assertIn(done.returncode, expect, (arguments, done.stdout[-2000:], done.stderr[-2000:]))
        return done

    def write(self, files, below="in"):
        root = os.fsencode(self.here / below)
        for name, content in files.items():
            path = os.path.join(root, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as out:
                out.write(content)

    def leftovers(self):
        return [n for n in os.listdir(self.here) if n.startswith(".crib")]


def read_tree(root):
    """{name, bytes: content} of all files below root."""
    root, found = os.fsencode(root), {}
    for folder, _, names in os.walk(root):
        for name in names:
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, root)] = file.read()
    return found
