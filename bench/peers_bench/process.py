# SPDX-License-Identifier: MIT
"""One run of a tool as a process of its own, and what it cost."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

LAUNCH = Path(__file__).with_name("launch.py")
THREADS = ("OMP_NUM_THREADS", "RAYON_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Failed(Exception):
    """A tool that could not be run; says why in one line."""


class Cost(NamedTuple):
    wall: float  # seconds
    cpu: float   # seconds, of all threads and children
    peak: float  # MB


def last_line(said):
    """The line of a failure that says most, without tabs."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return " ".join(lines[-1].split())[:200] if lines else "no reason given"


def run(command, scratch, threads, seconds, ok=(0,)):
    """The Cost of a command. Raises Failed."""
    report = Path(scratch) / "cost.json"
    environment = {**os.environ, **{name: str(threads) for name in THREADS}, "PYTHONDONTWRITEBYTECODE": "1",
                   "HF_HOME": f"{scratch}/hf", "HF_HUB_OFFLINE": "1", "TMPDIR": str(scratch)}
    done = subprocess.run([sys.executable, "-S", "-E", str(LAUNCH), str(seconds), str(report), *map(str, command)],
                          stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False,
                          env=environment, cwd=scratch)
    said = done.stderr.decode("utf-8", "replace")
    if not report.is_file():
        raise Failed(last_line(said))
    r = json.loads(report.read_text(encoding="utf-8"))
    if r["late"]:
        raise Failed(f"did not end within {seconds} s")
    if r["status"] not in ok:
        raise Failed(f"status {r['status']}: {last_line(said)}")
    return Cost(r["wall"], r["cpu"], r["peak"])
