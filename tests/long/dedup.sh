# SPDX-License-Identifier: MIT
# crib dedup: 200 kills at random moments, 150 random collections.
command -v python3 >/dev/null || { echo "no python3"; exit 77; }
DEDUP_KILLS=200 DEDUP_SEEDS=150 "$ROOT/tests/dedup/run"
