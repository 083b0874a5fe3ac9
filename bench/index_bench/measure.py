# SPDX-License-Identifier: MIT
"""What is measured of an index: each function runs the program as people do."""

import os
import re
import resource
import shutil
import subprocess
import threading
import time
from typing import NamedTuple

from peers_bench import process

NOBODY = 65534
SECONDS = re.compile(rb'"seconds":[0-9.]+')


class Readers(NamedTuple):
    answers: int
    wrong: int       # neither the state before nor the one after, or no answer
    slowest: float   # seconds


def size_of(folder):
    return sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())


def scan(crib, texts, threads, patience):
    return process.run([crib, "scan", "-q", "--format", "jsonl", "--threads", threads, "-o", "/dev/null", texts.folder],
                       texts.folder.parent, threads, patience, ok=(0, 1))


def add(crib, index, folder, threads, patience, *options):
    return process.run([crib, "index", "add", index, folder, "-q", "--threads", threads, *options], folder.parent, threads, patience)


def forget_pages(folder):
    """The system reads the folder's files from the disk again."""
    os.sync()
    for path in folder.rglob("*"):
        if path.is_file():
            fd = os.open(path, os.O_RDONLY)
            os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(fd)


def answer(crib, index, submission, **more):
    """(seconds, the answer without its time, status)."""
    began = time.monotonic()
    done = subprocess.run([crib, "check", submission, "--index", index, "--format", "jsonl", "-q", "--threads", "1"],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)
    return time.monotonic() - began, SECONDS.sub(b"", done.stdout), done.returncode


class Checks(NamedTuple):
    seconds: list    # of each check
    read: list       # bytes that each made the system read
    found: int       # how many found something


def bytes_read():
    """By the children so far: the kernel counts in units of 512."""
    return 512 * resource.getrusage(resource.RUSAGE_CHILDREN).ru_inblock


def checks(crib, index, submissions, cold):
    took, read, found = [], [], 0
    for path in submissions:
        if cold:
            forget_pages(index)
        else:
            answer(crib, index, path)
        before = bytes_read()
        seconds, _, status = answer(crib, index, path)
        took.append(seconds)
        read.append(bytes_read() - before)
        found += status == 1
    return Checks(took, read, found)


def beside_an_audit(crib, index, more, submission, n_readers, threads, patience):
    """Readers that ask again and again while an audit brings more in."""
    before = answer(crib, index, submission)[1]
    stop, seen, lock = threading.Event(), [], threading.Lock()

    def read():
        while not stop.is_set():
            one = answer(crib, index, submission)
            with lock:
                seen.append(one)
    readers = [threading.Thread(target=read) for _ in range(n_readers)]
    for r in readers:
        r.start()
    try:
        cost = process.run([crib, "audit", index, more.folder, "-q", "--format", "jsonl", "--threads", threads, "-o", "/dev/null"],
                           more.folder.parent, threads, patience, ok=(0, 1))
    finally:
        stop.set()
        for r in readers:
            r.join()
    after = answer(crib, index, submission)[1]
    wrong = sum(status not in (0, 1) or said not in (before, after) for _, said, status in seen)
    return cost, Readers(len(seen), wrong, max(s for s, _, _ in seen))


def as_nobody(crib, index, submission):
    """Is the answer the same for one who may not write? None: nobody to try it as."""
    if os.geteuid() != 0:
        return None
    program = index.parent / "program"
    shutil.copy2(crib, program)
    os.chmod(program, 0o755)
    wanted = answer(program, index, submission)[1]
    modes = {p: p.stat().st_mode for p in (index, *index.iterdir())}
    for p, mode in modes.items():
        p.chmod(mode & ~0o222 | (0o555 if p == index else 0o444))
    try:
        got = answer(program, index, submission, user=NOBODY, group=NOBODY, extra_groups=[])
    except PermissionError:
        return None
    finally:
        for p, mode in modes.items():
            p.chmod(mode)
        program.unlink()
    return got[1] == wanted and got[2] in (0, 1)


def on_a_read_only_mount(crib, index, submission):
    """The same there? None: no right to mount."""
    wanted = answer(crib, index, submission)[1]
    at = index.parent / "mounted"
    at.mkdir(exist_ok=True)
    if subprocess.run(["mount", "--bind", index, at], stderr=subprocess.DEVNULL).returncode:
        return None
    try:
        if subprocess.run(["mount", "-o", "remount,bind,ro", at], stderr=subprocess.DEVNULL).returncode:
            return None
        got = answer(crib, at, submission)
        return got[1] == wanted and got[2] in (0, 1)
    finally:
        subprocess.run(["umount", at], check=True)
        at.rmdir()
