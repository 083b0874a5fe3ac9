# SPDX-License-Identifier: MIT
"""The folder is there whole or not at all, whatever happens; nothing that is
an input is touched, and nothing half done stays for good."""

import errno
import fcntl
import json
import os
import random
import resource
import signal
import subprocess
import time
from pathlib import Path

from generate import collection
from rebuild import rebuild
from tool import CRIB, DedupTest, read_tree

KILLS = int(os.environ.get("DEDUP_KILLS", "40"))


class WholeOrNot(DedupTest):
    def setUp(self):
        super().setUp()
        self.files, _ = collection(random.Random(3), n_files=8, n_docs=30)
        self.write(self.files)
        self.crib("dedup", "-q", "in", "-o", "wanted")
        self.wanted = read_tree(self.here / "wanted")

    def check_state(self, before):
        """out is what it was, or the new result."""
        now = read_tree(self.here / "out") if (self.here / "out").exists() else None
        self.assertIn(now, (before, self.wanted))
        self.assertEqual(read_tree(self.here / "in"), self.files)

    def check_next(self):
        """The repeated command completes and leaves nothing behind."""
        self.crib("dedup", "-q", "in", "-o", "out", "--replace")
        self.assertEqual(read_tree(self.here / "out"), self.wanted)
        self.assertEqual(self.leftovers(), [])

    def test_killed_at_any_moment(self):
        rng, n_writing = random.Random(4), 0
        began = time.monotonic()
        self.crib("dedup", "-q", "in", "-o", "timed")
        takes = time.monotonic() - began
        for i in range(KILLS):
            before = read_tree(self.here / "out") if (self.here / "out").exists() else None
            run = subprocess.Popen([CRIB, "dedup", "-q", "in", "-o", "out", *(["--replace"] if before else [])], cwd=self.here)
            time.sleep(rng.uniform(.3, 1.1) * takes)
            run.send_signal(signal.SIGKILL)
            run.wait()
            n_writing += bool(self.leftovers())
            self.check_state(before)
            if rng.random() < .3:
                self.check_next()
        self.check_next()

    def test_interrupted_it_leaves_nothing(self):
        for number, delay in ((signal.SIGINT, .01), (signal.SIGTERM, .02), (signal.SIGINT, .05), (signal.SIGINT, .1)):
            run = subprocess.Popen([CRIB, "dedup", "-q", "in", "-o", "out", "--replace"], cwd=self.here, stderr=subprocess.PIPE)
            time.sleep(delay)
            run.send_signal(number)
            run.communicate(timeout=30)
            self.assertIn(run.returncode, (0, 1, 130, -number)) # killed by it before it was watched for
            self.assertEqual(self.leftovers(), [])
            self.check_state(None)

    def test_what_an_earlier_run_left_is_removed_but_no_living_ones(self):
        dead, other = self.here / ".crib-dedup-out-AbCdEf", self.here / ".crib-dedup-outer-AbCdEf"
        for folder in (dead, other):
            (folder / "sub").mkdir(parents=True)
            (folder / "sub" / "x.txt").write_text("half")
        living = self.here / ".crib-dedup-out-Living"
        living.mkdir()
        fd = os.open(living, os.O_RDONLY)
        fcntl.flock(fd, fcntl.LOCK_EX)
        self.crib("dedup", "-q", "in", "-o", "out")
        self.assertEqual(sorted(self.leftovers()), [".crib-dedup-out-Living", ".crib-dedup-outer-AbCdEf"])
        os.close(fd)

    def test_several_at_once_do_not_disturb_each_other(self):
        for i in range(6):
            self.several_at_once()
            self.several_at_once("--replace")
            os.rename(self.here / "out", self.here / f"earlier{i}")

    def several_at_once(self, *more):
        runs = [subprocess.Popen([CRIB, "dedup", "-q", "in", "-o", "out", *more], cwd=self.here, stderr=subprocess.PIPE) for _ in range(6)]
        codes = []
        for run in runs:
            said = run.communicate(timeout=60)[1]
            codes.append(run.returncode)
            self.assertIn(run.returncode, (1, 2), said) # 2: it came to be meanwhile
        self.assertEqual(read_tree(self.here / "out"), self.wanted)
        self.assertIn(1, codes)
        self.assertEqual(self.leftovers(), [])

    def fails_nth(self):
        library = self.here / "fail_nth.so"
        done = subprocess.run(["cc", "-shared", "-fPIC", "-o", library, Path(__file__).parents[1] / "faults/fail_nth.c", "-ldl"],
                              capture_output=True)
        if done.returncode or b"__asan_init" in Path(CRIB).read_bytes():
            self.skipTest("no compiler, or a program with sanitizers")
        return library

    def test_a_failing_call_of_any_kind_leaves_nothing(self):
        library = self.fails_nth()
        for replace in ([], ["--replace"]):
            for nth in range(1000):
                done = self.crib("dedup", "-q", "in", "-o", "out", *replace, expect=(1, 4),
                                 env={"LD_PRELOAD": str(library), "FAIL_NTH": str(nth), "FAIL_WITH": str(errno.ENOSPC)})
                if done.returncode == 1:
                    break
                self.assertIn(b"No space left", done.stderr)
                self.check_state(None if not replace else self.wanted)
                if (self.here / "out").exists() and not replace:
                    break  # it was in place: only the sync of its folder failed
            self.assertEqual(self.leftovers(), [])
            self.assertEqual(read_tree(self.here / "out"), self.wanted)

    def test_where_folders_cannot_be_exchanged(self):
        library = self.fails_nth()
        (self.here / "out").mkdir()
        (self.here / "out/ledger.jsonl").write_text('{"type":"dedup","schema":1}\n')
        self.crib("dedup", "-q", "in", "-o", "out", "--replace", expect=(1,), env={"LD_PRELOAD": str(library), "NO_EXCHANGE": "1"})
        self.assertEqual(read_tree(self.here / "out"), self.wanted)
        self.assertEqual(self.leftovers(), [])

    def test_a_restore_that_fails_leaves_nothing(self):
        library = self.fails_nth()
        for nth in range(1000):
            done = self.crib("dedup", "--restore", "wanted", "-o", "back", expect=(0, 4),
                             env={"LD_PRELOAD": str(library), "FAIL_NTH": str(nth)})
            if done.returncode == 0 or (self.here / "back").exists():
                break
            self.assertEqual(self.leftovers(), [])
        self.assertEqual(read_tree(self.here / "back"), rebuild(self.here / "wanted"))

    def test_a_full_disk(self):
        small = self.here / "small"
        small.mkdir()
        if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small], capture_output=True).returncode:
            self.skipTest("no right to mount a small disk")
        try:
            done = self.crib("dedup", "-q", "in", "-o", "small/out", expect=(4,))
            self.assertIn(b"No space left", done.stderr)
            self.assertEqual(os.listdir(small), [])
        finally:
            subprocess.run(["umount", small], check=True)

    def test_a_file_that_may_not_grow(self):
        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        done = self.crib("dedup", "-q", "in", "-o", "out", expect=(4,), preexec_fn=limit, restore_signals=False)
        self.assertIn(b"File too large", done.stderr)
        self.assertEqual(self.leftovers(), [])
        self.assertFalse((self.here / "out").exists())


class Refused(DedupTest):
    def setUp(self):
        super().setUp()
        self.write({b"a.txt": "甲乙丙丁".encode() * 30, b"sub/b.txt": "甲乙丙丁".encode() * 30})

    def refused(self, *arguments):
        before = read_tree(self.here)
        done = self.crib("dedup", *arguments, expect=(2,))
        self.assertEqual(read_tree(self.here), before)
        self.assertEqual(self.leftovers(), [])
        return done.stderr

    def test_a_result_inside_an_input(self):
        (self.here / "link").symlink_to("in/sub")
        for out in ("in/out", "in", "in/sub/out", "./in/../in/out", "link/out"):
            self.assertRegex(self.refused("in", "-o", out), b"lie in the input|not empty")

    def test_a_result_inside_a_folder_that_a_link_leads_to(self):
        (self.here / "far").mkdir()
        (self.here / "far/c.txt").write_text("戊己庚辛" * 30)
        (self.here / "in/link").symlink_to("../far")
        self.assertIn(b"lie in the input", self.refused("in", "-o", "far/out"))

    def test_an_input_inside_the_result(self):
        self.crib("dedup", "-q", "in", "-o", "out")
        self.assertIn(b"lies in the folder", self.refused("out/a.txt", "-o", "out", "--replace"))

    def test_a_folder_that_is_not_empty(self):
        (self.here / "full").mkdir()
        (self.here / "full/x").write_text("mine")
        self.assertIn(b"not empty", self.refused("in", "-o", "full"))
        self.assertIn(b"no earlier result", self.refused("in", "-o", "full", "--replace"))
        self.crib("dedup", "-q", "in", "-o", "out")
        self.assertIn(b"--replace", self.refused("in", "-o", "out"))
        self.assertIn(b"is no folder", self.refused("in", "-o", "full/x"))
        self.assertIn(b"cannot make", self.refused("in", "-o", "nowhere/out"))

    def test_standard_input(self):
        self.assertIn(b"standard input", self.refused("-", "-o", "out"))


class Restored(DedupTest):
    def setUp(self):
        super().setUp()
        text = "\n".join(["一份工作总结"] + ["甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥" * 3] * 4)
        self.write({b"a.txt": text.encode(), b"b.txt": text.encode(), b"c.txt": b"other\n"})
        self.crib("dedup", "-q", "in", "-o", "out", expect=(1,))

    def tampered(self, change):
        lines = [json.loads(line) for line in (self.here / "out/ledger.jsonl").read_text().splitlines()]
        for record in lines:
            change(record)
        (self.here / "out/ledger.jsonl").write_text("".join(json.dumps(r, separators=(",", ":")) + "\n" for r in lines if r))
        done = self.crib("dedup", "--restore", "out", "-o", "back", expect=(2, 4))
        self.assertFalse((self.here / "back").exists())
        self.assertEqual(self.leftovers(), [])
        self.assertEqual(sorted(os.listdir(self.here)), ["in", "out"])
        return done.stderr

    def change_file(self, key, value, kind="file"):
        def change(record):
            if record.get("type") == kind:
                record[key] = value
        return change

    def test_names_that_lead_elsewhere(self):
        for name in ("../x.txt", "/tmp/x.txt", "a/../../x", "", ".", "a//b"):
            self.tampered(lambda r: [self.change_file("file", name)(r), self.change_file("file", name, "cut")(r)])

    def test_a_cut_that_is_not_there(self):
        self.assertIn(b"ledger.jsonl, line", self.tampered(self.change_file("bytes", [5, 3], "cut")))

    def test_bytes_that_were_changed(self):
        self.tampered(lambda r: r.__setitem__("text", r["text"].replace("甲", "乙")) if r.get("type") == "cut" else None)

    def test_a_ledger_that_was_cut_short(self):
        self.assertIn(b"ends too early", self.tampered(lambda r: r.clear() if r.get("type") == "summary" else None))

    def test_a_cleaned_file_that_was_changed(self):
        with open(self.here / "out/c.txt", "a") as file:
            file.write("more")
        self.assertIn(b"changed since", self.tampered(lambda r: None))

    def test_a_cleaned_file_that_is_a_link(self):
        os.remove(self.here / "out/c.txt")
        (self.here / "out/c.txt").symlink_to("../in/c.txt")
        self.tampered(lambda r: None)

    def test_a_ledger_with_any_byte_changed_is_refused_or_does_no_harm(self):
        ledger, rng = self.here / "out/ledger.jsonl", random.Random(9)
        whole, inputs = ledger.read_bytes(), rebuild(self.here / "out")
        for i in range(150):
            broken = bytearray(whole)
            for _ in range(rng.randint(1, 3)):
                broken[rng.randrange(len(broken))] = rng.choice(b'"{}[],:\\0159aZ=\x00\xff')
            ledger.write_bytes(broken[:rng.randint(1, len(broken))] if rng.random() < .2 else broken)
            done = self.crib("dedup", "-q", "--restore", "out", "-o", f"back{i}", expect=(0, 2, 4))
            if done.returncode == 0: # what does not matter for rebuilding was changed, or a name
                self.assertEqual(sorted(read_tree(self.here / f"back{i}").values()), sorted(inputs.values()))
            self.assertEqual(self.leftovers(), [])

    def test_what_is_no_ledger(self):
        (self.here / "out/ledger.jsonl").write_text("[1]\n")
        self.assertIn(b"line 1", self.crib("dedup", "--restore", "out", "-o", "back", expect=(4,)).stderr)
        self.crib("dedup", "--restore", "in", "-o", "back", expect=(2,))
