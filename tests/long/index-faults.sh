# SPDX-License-Identifier: MIT
# Every system call of every command that changes an index, failed and killed.
command -v python3 >/dev/null || { echo "no python3"; exit 77; }
FAULTS=all "$ROOT/tests/faults/run"
