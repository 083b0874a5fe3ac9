#!/bin/sh
# SPDX-License-Identifier: MIT
# A year of nights: every night some reports come, some change, some go, some
# findings are judged. The number of files and the time of a night stay
# bounded, every finding is told once, and in the end the index answers as one
# made anew.
#   CRIB=build/release/crib ROOT=. [NIGHTS=365] tests/long/index-nights.sh
set -u
nights=${NIGHTS:-365}
fail() { echo "index-nights: $*"; exit 1; }
answer() { "$CRIB" check new.txt --index "$1" --format jsonl --quiet --exit-zero | jq -c 'del(.decision, .note, .seconds)'; }
sample=$(ls "$ROOT"/tests/data/sample/*.txt | head -n 1)
sed -n 51,66p "$sample" >new.txt
mkdir in
: >told
night=0 most_files=0 first=0 last=0
while [ $night -lt "$nights" ]; do
    night=$((night + 1))
    # Of twenty reports a part of the sample each, one a night is written anew,
    # every third night one goes, every fifth one comes back under another name.
    n=$((night * 7 % 20))
    from=$((17 + night * 13 % 150))
    sed -n "$from,$((from + 25))p" "$sample" | sed "s/今年/今年第${night}夜/" >in/r$n.txt
    [ $((night % 3)) -ne 0 ] || rm -f in/r$((night % 20)).txt
    [ $((night % 5)) -ne 0 ] || { [ ! -f in/r$((n / 2)).txt ] || mv in/r$((n / 2)).txt in/moved$((n / 2)).txt; }
    began=$(date +%s%N)
    "$CRIB" audit idx in --prune --format jsonl --quiet --exit-zero >night || fail "night $night: status $?"
    took=$((($(date +%s%N) - began) / 1000000))
    [ $night -gt 20 ] || [ $took -lt $first ] || first=$took
    [ $night -le $((nights - 20)) ] || [ $took -lt $last ] || last=$took
    jq -r 'select(.type == "passage").id' night | sort -u >ids
    [ -z "$(comm -12 ids told)" ] || fail "night $night: a finding was told twice"
    sort -u ids told >both && mv both told
    id=$(head -n 1 ids)
    [ $((night % 4)) -ne 0 ] || [ -z "$id" ] || "$CRIB" decide "$id" common --note "night $night" --index idx || fail "decide"
    files=$(ls -A idx | wc -l)
    [ "$files" -le $most_files ] || most_files=$files
done
"$CRIB" index verify idx >said || { cat said; fail "verify"; }
"$CRIB" index add anew in --quiet || fail "add"
answer idx >one
answer anew >two
cmp -s one two || fail "the index does not answer as one made anew"
[ -s told ] || fail "nothing was ever told: the test is blind"
[ $most_files -le 20 ] || fail "$most_files files"
[ $last -le $((5 * first + 500)) ] || fail "a night took $first ms in the beginning and $last ms in the end"
echo "index-nights: $nights nights, $(wc -l <told) findings, at most $most_files files, at most $first ms a night in the beginning, $last in the end, $(du -sk idx | cut -f 1) kB against $(du -sk anew | cut -f 1)"
