# SPDX-License-Identifier: MIT
# What the scripts of this folder say and ask; sourced, not run.

# is SENTENCE EXPECTED ACTUAL
is() {
    if [ "$2" = "$3" ]; then
        echo "ok   $1"
    else
        printf 'FAIL %s\n  expected: %s\n  got:      %s\n' "$1" "$2" "$3" | cut -c1-2000
    fi
}

# holds SENTENCE LEFT OPERATOR RIGHT: two decimal numbers, one of < <= == >= >
holds() {
    if awk -v a="$2" -v b="$4" "BEGIN { exit !(\"$2\" != \"\" && a + 0 $3 b + 0) }"; then
        echo "ok   $1 ($2)"
    else
        echo "FAIL $1: '$2' is not $3 $4"
    fi
}

# says SENTENCE WORDS FILE: the file has these words, whatever its line breaks
says() {
    if tr -d ' \n' <"$3" | grep -qF "$(printf %s "$2" | tr -d ' ')"; then
        echo "ok   $1"
    else
        echo "FAIL $1: no '$2'"
    fi
}

# same SENTENCE FILE FILE: the same bytes
same() {
    if [ -s "$2" ] && cmp -s "$2" "$3"; then
        echo "ok   $1"
    else
        echo "FAIL $1"
    fi
}

# need SENTENCE FILE...: leave, skipped, unless the data is there
need() {
    what=$1
    shift
    for file; do
        [ -e "$file" ] || { echo "skip $what: no ${file#"$CRIB_SHARED"/} under CRIB_SHARED"; exit 0; }
    done
    command -v jq >/dev/null || { echo "skip $what: no jq"; exit 0; }
}

# scan_into FILE ARGUMENT...: JSON Lines; findings are no failure, all else is
scan_into() {
    out=$1
    shift
    "$CRIB" scan --quiet --exit-zero --format jsonl -o "$out" "$@" ||
        echo "FAIL crib scan ended with status $?"
}

# timed COMMAND...: run it; its status in $status, the seconds it took in
# $seconds, those of them that it computed, on all processors, in $cpu, and
# the KiB it needed at most in $kib (0 where there is no GNU time). Growth is
# judged by $cpu: on a machine with other work the clock tells nothing.
timed() {
    if /usr/bin/time -q -f %M -o time.kib true 2>/dev/null; then
        /usr/bin/time -q -f '%e %U %M' -o time.kib "$@"
        status=$?
        read -r seconds cpu kib <time.kib
    else
        began=$(date +%s)
        "$@"
        status=$?
        seconds=$(($(date +%s) - began)) kib=0
        cpu=$seconds
    fi
}

# seed NUMBER: the path of one of the two compilations
seed() {
    for file in "$CRIB_SHARED"/seeds/"$1"_*.txt; do
        echo "$file"
    done
}
starts_002='15 45 70 102 127 146 176 206 251 273 299'
starts_004='16 38 71 99 131 172 193 211 246 287 296 327'
