# SPDX-License-Identifier: MIT
# The program without any loop written for one kind of processor, and the one
# that another compiler makes: both pass the unit tests and give the same bytes.
for how in MODE=portable CC=clang; do
    command -v "${how#CC=}" >/dev/null || [ "$how" = MODE=portable ] || { echo "no clang here" && exit 77; }
    mode=${how#MODE=}
    [ "$mode" = portable ] || mode=release
    rm -rf copy && mkdir copy
    (cd "$ROOT" && tar cf - Makefile src include tests bench scripts) | (cd copy && tar xf -)
    make --no-print-directory -C copy -j2 "$how" "build/$mode/crib" "build/$mode/unit" >make.txt 2>&1 || { cat make.txt; exit 1; }
    "copy/build/$mode/unit" >unit.txt 2>&1 || { cat unit.txt; exit 1; }
    tail -n 1 unit.txt
    "$CRIB" scan --exit-zero --quiet --format jsonl -o ours.jsonl "$ROOT/tests/data" "$ROOT/README.md"
    "copy/build/$mode/crib" scan --exit-zero --quiet --format jsonl -o theirs.jsonl "$ROOT/tests/data" "$ROOT/README.md"
    sed 's/"seconds":[0-9.]*//' ours.jsonl >ours.txt
    sed 's/"seconds":[0-9.]*//' theirs.jsonl >theirs.txt
    cmp ours.txt theirs.txt || exit 1
    echo "$how: the same bytes, $(wc -l <ours.txt) records"
done
