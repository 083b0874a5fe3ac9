# SPDX-License-Identifier: MIT
"""A command that changes an index is stopped at each of its system calls, by
an error or by the machine going down there. Afterwards verify is clean, the
index answers as before or as after, the repeated command completes, and
nothing is lost or doubled. FAULTS: how many calls of each command are tried
(default 5, spread evenly), or all."""

import errno
import json
import os
import random
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

from tool import CRIB, DedupTest

FAULTS = os.environ.get("FAULTS", "5")
WORDS = ["水务", "工程", "监督", "检查", "落实", "推进", "群众", "企业", "项目", "资金", "管网", "改造", "防汛", "巡查", "整治",
         "培训", "服务", "窗口", "审批", "林业", "造林", "道路", "桥梁", "养护", "公交", "学校", "医院", "社区", "养老", "就业"]
FOREVER = 1 << 20
AT_ONCE = 8  # seconds, on a busy machine; a lock is waited for ten


def paragraph(rng):
    return "".join(rng.choice(WORDS) for _ in range(60)) + "。\n"


class Faults(DedupTest):
    n_torn = 0

    def setUp(self):
        super().setUp()
        self.library = self.here / "fail_nth.so"
        done = subprocess.run(["cc", "-shared", "-fPIC", "-o", self.library, Path(__file__).parent / "fail_nth.c", "-ldl"],
                              capture_output=True)
        if done.returncode or b"__asan_init" in Path(CRIB).read_bytes() or b"__tsan_init" in Path(CRIB).read_bytes():
            self.skipTest("no compiler, or a program with sanitizers")
        rng = random.Random(7)
        shared = [paragraph(rng) for _ in range(4)]
        self.texts = {f"{name}.txt": f"{name}局2023年工作总结\n" + "".join(paragraph(rng) for _ in range(3)) + shared[i % 4] +
                      shared[(i + 1) % 4] for i, name in enumerate("甲乙丙丁戊己")}
        self.new = "庚局2023年工作总结\n" + paragraph(rng) + "".join(shared)
        (self.here / "new.txt").write_text(self.new)
        self.put("old", list(self.texts)[:4])

    def put(self, name, texts):
        (self.here / name).mkdir(exist_ok=True)
        for text in texts:
            (self.here / name / text).write_text(self.texts[text])

    def run_crib(self, *arguments, expect=(0, 1), **more):
        return self.crib(*arguments, expect=expect, env={"OMP_NUM_THREADS": "1", **more.pop("env", {})}, **more)

    def fault(self, nth, how):
        return {**os.environ, "LC_ALL": "C", "OMP_NUM_THREADS": "1", "LD_PRELOAD": str(self.library),
                "FAIL_NTH": str(nth), "FAIL_WITH": how, "FAIL_BELOW": "idx"}

    def stopped(self, command, nth, how):
        """Run the command where its nth call fails (or kills it)."""
        return subprocess.run([CRIB, *command], cwd=self.here, capture_output=True, timeout=120, env=self.fault(nth, how))

    def copy(self, source, target="idx"):
        shutil.rmtree(self.here / target, ignore_errors=True)
        shutil.copytree(self.here / source, self.here / target)

    def checked(self, index):
        check = self.run_crib("check", "new.txt", "--index", index, "--format", "jsonl", "-q").stdout
        records = [json.loads(line) for line in check.splitlines()]
        for record in records:
            record.pop("seconds", None)
        return records

    def answer(self, index):
        """What an index says: its documents, its decisions, and a check."""
        records = self.checked(index)
        decided = self.run_crib("decide", "export", "--index", index).stdout.decode()
        return (records, self.run_crib("index", "list", index).stdout,
                [line.split("\t")[:2] + line.split("\t")[3:] for line in decided.splitlines()])

    def verified(self, index, why):
        done = self.run_crib("index", "verify", index, expect=(0, 4))
        self.assertEqual(done.stdout, b"ok\n", (why, done.stderr))

    def n_calls(self, command, base):
        """How many calls the command makes that can be stopped."""
        low, high = 0, FOREVER
        while low < high:
            middle = (low + high) // 2 if high < FOREVER else max(64, 2 * low)
            self.copy(base)
            if self.stopped(command, middle, "kill").returncode == -signal.SIGKILL:
                low = middle + 1
            else:
                high = middle
        return low

    def each_fault(self, command, base):
        n = self.n_calls(command, base)
        self.assertGreater(n, 15)
        tries = n if FAULTS == "all" else min(n, int(FAULTS))
        for i in range(tries):
            nth = i * n // tries
            for how in (str(errno.ENOSPC), "kill") if FAULTS == "all" or i % 2 else (str(errno.EIO), "kill"):
                self.copy(base)
                done = self.stopped(command, nth, how)
                why = (command, nth, how, done.returncode, done.stderr)
                if how == "kill":
                    self.assertEqual(done.returncode, -signal.SIGKILL, why)
                else:
                    self.assertIn(done.returncode, (0, 1, 4), why)
                    self.assertEqual(done.returncode == 4, b"error" in done.stderr or b"cannot" in done.stderr, why)
                    self.assertNotIn(b"damaged", done.stderr, why)  # a call that fails is no damage
                yield done, why

    def settled(self, command, base, before, after, why, again=(0, 1)):
        """idx is well, and the repeated command leads to the end."""
        self.verified("idx", why)
        now = self.answer("idx")
        self.assertIn(now, (before, after), why)
        self.torn_log(base, before, after, why)
        self.run_crib(*command, expect=again if now == after else (0, 1))
        self.verified("idx", why)
        self.assertEqual(self.answer("idx"), after, why)
        self.assertEqual([n for n in os.listdir(self.here / "idx") if n.endswith(".new")], [], why)

    def torn_log(self, base, before, after, why):
        """What the killed one left of SQLite's log, torn at several places: as
        long as it was not synced, which is when the catalogue begins to change."""
        def catalogue(index):
            return (self.here / index / "catalogue.db").read_bytes()
        if not (self.here / "killed").exists() or catalogue("killed") != catalogue(base):
            return
        log = self.here / "killed/catalogue.db-wal"
        size = log.stat().st_size if log.exists() else 0
        for cut in sorted({max(0, size - 1), size // 2, max(0, size - 2048), min(16, size)}) if size else ():
            self.copy("killed", "torn")
            os.truncate(self.here / "torn/catalogue.db-wal", cut)
            self.verified("torn", (why, "torn at", cut))
            self.assertIn(self.answer("torn"), (before, after), (why, "torn at", cut))
            Faults.n_torn += 1

    def every_fault(self, command, base, again=(0, 1)):
        before = self.answer(base)
        self.copy(base)
        self.run_crib(*command)
        after = self.answer("idx")
        for done, why in self.each_fault(command, base):
            shutil.rmtree(self.here / "killed", ignore_errors=True)
            if done.returncode < 0:
                self.copy("idx", "killed")
            self.settled(command, base, before, after, why, again)
        return before, after

    def make_base(self):
        self.run_crib("index", "add", "base", "old", "-q")

    def change(self):
        """Some come, one changes, one goes, one moves."""
        names = list(self.texts)
        self.put("old", names[4:])
        (self.here / "old" / names[1]).write_text(self.texts[names[1]].replace("局", "处"))
        os.remove(self.here / "old" / names[2])
        os.rename(self.here / "old" / names[3], self.here / "old/moved.txt")

    def test_add_to_nothing(self):
        (self.here / "base").mkdir()
        command = ["index", "add", "idx", "old", "-q"]
        self.run_crib(*command)
        after = self.answer("idx")
        for done, why in self.each_fault(command, "base"):
            self.run_crib(*command)
            self.verified("idx", why)
            self.assertEqual(self.answer("idx"), after, why)

    def test_add(self):
        self.make_base()
        self.change()
        before, after = self.every_fault(["index", "add", "idx", "old", "--prune", "--set", "year=2023", "-q"], "base")
        self.assertNotEqual(before, after)

    def test_remove(self):
        self.make_base()
        name = f"old/{list(self.texts)[1]}"
        before, after = self.every_fault(["index", "remove", "idx", name, "-q"], "base", again=(2,))
        self.assertNotEqual(before, after)

        self.assertGreater(Faults.n_torn, 0)

    def test_compact(self):
        for name in self.texts:
            self.put("old", [name])
            self.run_crib("index", "add", "base", f"old/{name}", "-q")
        self.run_crib("index", "remove", "base", f"old/{list(self.texts)[1]}", "-q")
        before, after = self.every_fault(["index", "compact", "idx"], "base")
        self.assertEqual(before, after)

    def test_decide(self):
        self.make_base()
        self.run_crib("decide", "00000000000000aa", "copy", "--index", "base")
        command = ["decide", "00000000000000bb", "common", "--note", "said twice", "--index", "idx"]
        before, after = self.every_fault(command, "base")
        self.assertNotEqual(before, after)
        size = (self.here / "base/decisions.log").stat().st_size
        whole = (self.here / "idx/decisions.log").read_bytes()
        for end in range(size, whole.index(b"\n", size), 7):  # torn anywhere inside the line that was being written
            self.copy("base")
            (self.here / "idx/decisions.log").write_bytes(whole[:end])
            self.verified("idx", end)
            self.assertEqual(self.answer("idx"), before)
            self.run_crib(*command)
            self.assertEqual(self.answer("idx"), after)

    def told(self, report):
        path = self.here / report
        records = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
        return sorted(r["id"] for r in records if r["type"] == "passage")

    def test_audit(self):
        self.make_base()
        self.run_crib("audit", "base", "old", "-q")
        self.change()
        command = ["audit", "idx", "old", "--prune", "--format", "jsonl", "-q", "-o", "report"]
        before = self.answer("base")
        self.copy("base")
        self.run_crib(*command)
        after, wanted = self.answer("idx"), self.told("report")
        self.assertNotEqual(before, after)
        self.assertGreater(len(wanted), 2)
        for done, why in self.each_fault(command, "base"):
            self.verified("idx", why)
            self.assertIn(self.answer("idx"), (before, after), why)
            recorded = len(self.run_crib("index", "runs", "idx").stdout.splitlines()) == 2
            if recorded:
                self.assertEqual(self.told("report"), wanted, why)  # what is noted as told was
            (self.here / "report").unlink(missing_ok=True)
            self.run_crib(*command)
            self.assertEqual(self.told("report"), [] if recorded else wanted, why)
            self.run_crib(*command)
            self.assertEqual(self.told("report"), [], why)
            self.verified("idx", why)
            self.assertEqual(self.answer("idx"), after, why)
            if done.returncode >= 0:
                self.assertEqual(self.leftovers(), [], why)
            for left in self.leftovers():  # the killed one's report, half written
                os.remove(self.here / left)
            (self.here / "report").unlink(missing_ok=True)

    def beside_one_that_stands_still(self, command, base):
        """A reader answers while the command stands at one of its calls, which it then goes on from."""
        before = self.checked(base)
        self.copy(base)
        self.run_crib(*command)
        after, end, seen = self.checked("idx"), self.answer("idx"), []
        n = self.n_calls(command, base)
        tries = n if FAULTS == "all" else min(n, 2 * int(FAULTS))
        for nth in (i * n // tries for i in range(tries)):
            self.copy(base)
            writer = subprocess.Popen([CRIB, *command], cwd=self.here, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                      env=self.fault(nth, "stop"))
            try:
                status = os.waitpid(writer.pid, os.WUNTRACED)[1]
                self.assertTrue(os.WIFSTOPPED(status), (command, nth, status))
                began = time.monotonic()
                now = self.checked("idx")
                self.assertLess(time.monotonic() - began, AT_ONCE, (command, nth, "a reader waited"))
                self.assertIn(now, (before, after), (command, nth))
                seen.append(now == after)
            finally:
                writer.send_signal(signal.SIGCONT)
                said = writer.communicate(timeout=60)[1]
            self.assertIn(writer.returncode, (0, 1), (command, nth, said))
            self.assertEqual(self.answer("idx"), end, (command, nth))
        if before != after:
            self.assertEqual(seen, sorted(seen), command)  # first the one state, then the other
            self.assertEqual(set(seen), {False, True}, command)

    def test_a_reader_does_not_wait_for_a_writer(self):
        self.make_base()
        self.change()
        for command in (["index", "add", "idx", "old", "--prune", "-q"],
                        ["audit", "idx", "old", "--prune", "-q"],
                        ["decide", "00000000000000bb", "common", "--note", "said twice", "--index", "idx"],
                        ["index", "remove", "idx", "old/moved.txt", "-q"],
                        ["index", "compact", "idx"]):
            if command[1] == "remove":
                self.run_crib("index", "add", "base", "old", "--prune", "-q")
            self.beside_one_that_stands_still(command, "base")

    def test_repair(self):
        self.make_base()
        self.run_crib("decide", "00000000000000aa", "copy", "--index", "base")
        after = self.answer("base")
        segment = next((self.here / "base").glob("*.seg"))
        bytes_ = bytearray(segment.read_bytes())
        bytes_[300] ^= 4
        segment.write_bytes(bytes_)
        for done, why in self.each_fault(["index", "repair", "idx", "old"], "base"):
            self.run_crib("index", "repair", "idx", "old")
            self.verified("idx", why)
            self.assertEqual(self.answer("idx"), after, why)

    def test_repair_of_a_catalogue(self):
        self.make_base()
        self.run_crib("decide", "00000000000000aa", "copy", "--index", "base")
        after = self.answer("base")
        catalogue = self.here / "base/catalogue.db"
        bytes_ = bytearray(catalogue.read_bytes())
        bytes_[4096 * 3 + 1000] ^= 4
        catalogue.write_bytes(bytes_)
        for done, why in self.each_fault(["index", "repair", "idx", "old"], "base"):
            if (self.here / "idx").exists():
                self.run_crib("index", "repair", "idx", "old")
            else:  # stopped between the two names: both are there under others
                aside = sorted(self.here.glob("idx.repaired-*"))
                self.assertTrue(aside, why)
                os.rename(aside[-1], self.here / "idx")
            self.verified("idx", why)
            self.assertEqual(self.answer("idx"), after, why)
            for left in [*self.here.glob("idx.repaired-*"), *self.here.glob("idx.damaged-*")]:
                shutil.rmtree(left)

    def test_a_full_small_disk(self):
        small = self.here / "small"
        small.mkdir()
        self.make_base()
        self.change()
        before = self.answer("base")
        self.copy("base")
        self.run_crib("index", "add", "idx", "old", "--prune", "-q")
        after, full = self.answer("idx"), 0
        for kib in range(100, 500, 24):
            if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kib}k", "tmpfs", small],
                                                   capture_output=True).returncode:
                self.skipTest("no right to mount a small disk")
            try:
                try:
                    shutil.copytree(self.here / "base", small / "idx")
                except OSError:
                    continue
                done = self.run_crib("index", "add", "small/idx", "old", "--prune", "-q", expect=(0, 4))
                full += done.returncode == 4
                shutil.rmtree(self.here / "idx", ignore_errors=True)
                shutil.copytree(small / "idx", self.here / "idx")
                self.verified("small/idx", kib)
                self.assertIn(self.answer("small/idx"), (before, after), kib)
                if done.returncode == 0:
                    self.assertEqual(self.answer("small/idx"), after)
                subprocess.run(["mount", "-o", "remount,size=4m", small], check=True)
                self.run_crib("index", "add", "small/idx", "old", "--prune", "-q")
                self.verified("small/idx", kib)
                self.assertEqual(self.answer("small/idx"), after, kib)
            finally:
                subprocess.run(["umount", small], check=True)
        self.assertGreater(full, 0)

    def test_a_flipped_bit_is_told_with_the_file_and_the_place(self):
        self.make_base()
        self.run_crib("audit", "base", "old", "-q")
        for i in range(3):
            self.run_crib("decide", f"00000000000000a{i}", "copy", "--note", "one of three", "--index", "base")
        rng, kinds = random.Random(3), set()
        for name in sorted(os.listdir(self.here / "base")):
            size = (self.here / "base" / name).stat().st_size
            for at in sorted(rng.sample(range(size), min(size, 60 if FAULTS != "all" else 1000))):
                self.copy("base")
                bytes_ = bytearray((self.here / "idx" / name).read_bytes())
                bytes_[at] ^= 1 << rng.randrange(8)
                (self.here / "idx" / name).write_bytes(bytes_)
                done = self.run_crib("index", "verify", "idx", expect=(4, 2))
                said = done.stdout.decode() + done.stderr.decode()
                self.assertIn(name, said, at)
                if done.returncode == 4:
                    place = int(re.search(r"at byte ([0-9]+)", said)[1])
                    self.assertLessEqual(place, at, (name, said))
                else:
                    self.assertLess(at, 64, (name, at, said))  # it is no catalogue, or of another version, any more
                kinds.add(name)
        self.assertEqual(len(kinds), 3)  # the lock is empty at rest
