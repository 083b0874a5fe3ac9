# SPDX-License-Identifier: MIT
# The answer about the seeds has the same bytes for any number of threads, any
# order of the inputs and any locale.
. "$REAL/check.sh"
a=$(seed 002) b=$(seed 004)
need 'the same bytes about the seed compilations' "$a" "$b"
. "$REAL/same-bytes.sh"
same_bytes "$a" "$b"
