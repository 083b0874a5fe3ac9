# SPDX-License-Identifier: MIT
"""Virtual environments for what the benches compare with."""

import subprocess
import sys
from pathlib import Path

PATIENCE = 900  # seconds for one command


def python_with(folder, packages):
    """The Python of the virtual environment `folder`, which has `packages`;
    made when it is not there. Returns (path, None), or (None, why not)."""
    folder = Path(folder).absolute()
    python = folder / "bin" / "python3"
    ready = folder / "ready"
    wanted = "\n".join(packages)
    if ready.is_file() and ready.read_text(encoding="utf-8") in ("", wanted):
        return python, None
    for command in ([sys.executable, "-m", "venv", str(folder)],
                    [str(python), "-m", "pip", "install", "--quiet", *packages]):
        try:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
                                  timeout=PATIENCE)
        except (OSError, subprocess.TimeoutExpired) as why:
            return None, f"could not be installed: {why}"
        if done.returncode != 0:
            said = (done.stderr or done.stdout).strip().splitlines()
            return None, f"could not be installed: {said[-1] if said else 'no reason given'}"
    ready.write_text(wanted, encoding="utf-8")
    return python, None
