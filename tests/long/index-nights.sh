#!/bin/sh
# SPDX-License-Identifier: MIT
# A year of nights: every night some reports come, some change, some go, some
# findings are judged. The number of files, the size and the time of a night
# stay bounded; what is told stands in a file of that night, was not judged, and
# was not told while both its files stayed as they were; a second audit of the
# same night tells nothing; in the end the index answers as one made anew.
#   CRIB=build/release/crib ROOT=. [NIGHTS=365] tests/long/index-nights.sh
set -u
nights=${NIGHTS:-365}
fail() { echo "index-nights: $*"; exit 1; }
answer() { "$CRIB" check new.txt --index "$1" --format jsonl --quiet --exit-zero | jq -c 'del(.seconds)'; }
# "ID FILE FILE" of each passage told, files sorted.
places() {
    jq -r 'if .type == "document" then "doc \(.doc) \(.source)" elif .type == "passage" then "told \(.id) \(.a.doc) \(.b.doc)" else empty end' "$1" |
        awk '$1 == "doc" { name[$2] = $3; next } { a = name[$3]; b = name[$4]; print $2, a < b ? a " " b : b " " a }' | sort -u
}
touched() { for f; do echo "$f $night" >>touched.new; done; }
sample=$(ls "$ROOT"/tests/data/sample/*.txt | head -n 1)
sed -n 51,66p "$sample" >new.txt
mkdir in
: >told
: >touched
: >judged
night=0 most_files=0 first=0 last=0
while [ $night -lt "$nights" ]; do
    night=$((night + 1))
    # Of twenty reports a part of the sample each, one a night is written anew,
    # every third night one goes, every fifth one comes back under another name.
    n=$((night * 7 % 20))
    from=$((17 + night * 13 % 150))
    sed -n "$from,$((from + 25))p" "$sample" | sed "s/今年/今年第${night}夜/" >in/r$n.txt
    : >touched.new
    touched in/r$n.txt
    [ $((night % 3)) -ne 0 ] || { rm -f in/r$((night % 20)).txt; touched in/r$((night % 20)).txt; }
    [ $((night % 5)) -ne 0 ] || { [ ! -f in/r$((n / 2)).txt ] || {
        mv in/r$((n / 2)).txt in/moved$((n / 2)).txt
        touched in/r$((n / 2)).txt in/moved$((n / 2)).txt
    }; }
    began=$(date +%s%N)
    "$CRIB" audit idx in --prune --format jsonl --quiet --exit-zero >night || fail "night $night: status $?"
    took=$((($(date +%s%N) - began) / 1000000))
    [ $night -gt 20 ] || [ $took -lt $first ] || first=$took
    [ $night -le $((nights - 20)) ] || [ $took -lt $last ] || last=$took
    places night >now
    awk -v night=$night 'FILENAME == "told" { told[$1 " " $2 " " $3] = $4; next } FILENAME == "touched" { last[$1] = $2; next }
        FILENAME == "touched.new" { tonight[$1] = 1; next } FILENAME == "judged" { judged[$1] = 1; next }
        !($2 in tonight) && !($3 in tonight) { print "not of this night:", $0 }
        $1 in judged { print "judged:", $0 }
        $0 in told && last[$2] + 0 <= told[$0] && last[$3] + 0 <= told[$0] { print "told before, in night " told[$0] ":", $0 }
        ' told touched touched.new judged now >wrong
    [ ! -s wrong ] || { cat wrong; fail "night $night"; }
    sed "s/\$/ $night/" now >>told
    cat touched.new >>touched
    "$CRIB" audit idx in --prune --format jsonl --quiet --exit-zero >again || fail "night $night: again"
    [ -z "$(places again)" ] || fail "night $night: the second audit tells something"
    id=$(head -n 1 now | cut -d ' ' -f 1)
    if [ $((night % 4)) -eq 0 ] && [ -n "$id" ]; then
        "$CRIB" decide "$id" common --note "night $night" --index idx || fail "decide"
        echo "$id" >>judged
    fi
    files=$(ls -A idx | wc -l)
    [ "$files" -le $most_files ] || most_files=$files
done
"$CRIB" index verify idx >said || { cat said; fail "verify"; }
"$CRIB" index add anew in --quiet || fail "add"
"$CRIB" decide export --index idx | "$CRIB" decide import - --index anew || fail "decisions"
answer idx >one
answer anew >two
cmp -s one two || fail "the index does not answer as one made anew"
[ -s judged ] && [ -s told ] || fail "nothing was ever told: the test is blind"
[ $most_files -le 20 ] || fail "$most_files files"
[ $last -le $((5 * first + 500)) ] || fail "a night took $first ms in the beginning and $last ms in the end"
size=$(du -sk idx | cut -f 1)
[ "$size" -le $((3 * $(du -sk anew | cut -f 1) + 16 * nights)) ] || fail "$size kB"
echo "index-nights: $nights nights, $(wc -l <told) findings told, $(wc -l <judged) judged, at most $most_files files, at most $first ms a night in the beginning, $last in the end, $size kB against $(du -sk anew | cut -f 1)"
