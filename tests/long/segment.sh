#!/bin/sh
# SPDX-License-Identifier: MIT
# Segmentation on real texts: each law of the archive stays one document, and
# compilations put together from them come apart again.
#   usage: tests/long/segment.sh [FOLDER OF .md FILES]
# Without a folder the archive is unpacked from $CRIB_SHARED (or ../shared).
set -eu
B=${B:-build/release}
shared=${CRIB_SHARED:-../shared}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
folder=${1:-}
if [ -z "$folder" ]; then
    if [ ! -f "$shared/data/laws-zh.tar.xz" ]; then
        echo "segment: skipped, no $shared/data/laws-zh.tar.xz"
        exit 0
    fi
    tar -xJf "$shared/data/laws-zh.tar.xz" -C "$tmp"
    folder=$tmp
fi
[ -x "$B/tools/segment_show" ] || make -s "$B/tools/segment_show" "$B/tools/segment_trial" B="$B" CFLAGS=-Itests
find "$folder" -name '*.md' | LC_ALL=C sort >"$tmp/list"
xargs -d '\n' "$B/tools/segment_show" -s <"$tmp/list" >"$tmp/cut"
echo "laws cut into several documents (read each):"
awk -F '\t' '{ split($2, n, " ") } n[1] != 1 { print "  " $0; split_up++ } END {
    printf "%d files, %d stay one\n", NR, NR - split_up; exit NR - split_up < .9935 * NR }' "$tmp/cut"
{ printf '200\n1\n'; cat "$tmp/list"; } | xargs -x -s 1900000 -n 6000 -d '\n' "$B/tools/segment_trial" | tee "$tmp/trial"
awk -F '\t' '{ sub(/[^0-9]*/, "", $5); sub(/[^0-9]*/, "", $6); least = $1 == "contents" ? 98 : 93
    if ($5 + 0 < least || $6 + 0 > 2) bad = 1 } END { exit bad }' "$tmp/trial"
echo "segment: all floors held"
