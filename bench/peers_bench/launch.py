# SPDX-License-Identifier: MIT
"""Run a command and say what it cost: launch.py SECONDS REPORT COMMAND...

A program of its own, because a child's peak memory is never less than its
parent's at the fork, and this one is small. REPORT gets JSON: status, wall and
cpu in seconds, peak in MB, all of the command and of every process it left
behind (the peak is the largest one's), which is why this one adopts orphans:
servers that fork workers are not waited for by the command. After SECONDS the
command's process group is ended and the report says `late` alone."""

import contextlib
import ctypes
import json
import os
import signal
import sys
import time

PR_SET_CHILD_SUBREAPER = 36


def start(command):
    """The command in a process group of its own; its output is ours."""
    child = os.fork()
    if child:
        return child
    os.setpgid(0, 0)
    try:
        os.execvp(command[0], command)
    except OSError as why:
        print(f"{command[0]}: {why.strerror}", file=sys.stderr)
    os._exit(127)


def used_by_all(child):
    """Status and seconds of wall time of the child; processor time and peak of
    it and of all that it left."""
    beg, cpu, peak, status, wall = time.perf_counter(), 0.0, 0, None, 0.0
    while True:
        try:
            pid, code, used = os.wait4(-1, 0)
        except ChildProcessError:
            return status, wall, cpu, peak / 1000
        cpu += used.ru_utime + used.ru_stime
        peak = max(peak, used.ru_maxrss)
        if pid == child:
            status, wall = os.waitstatus_to_exitcode(code), time.perf_counter() - beg


class Late(Exception):
    """The command's time is over."""


def main(seconds, report, *command):
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    child = start(command)

    def end(*_):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        raise Late

    signal.signal(signal.SIGALRM, end)
    signal.alarm(int(seconds))
    try:
        status, wall, cpu, peak = used_by_all(child)
        told = {"status": status, "late": False, "wall": wall, "cpu": cpu, "peak": peak}
    except Late:
        told = {"late": True}
    signal.alarm(0)
    with open(report, "w", encoding="utf-8") as f:
        json.dump(told, f)


main(*sys.argv[1:])
