# SPDX-License-Identifier: MIT
# The seeds without their contents pages, without their blank lines, without
# both: the same documents, lines shifted accordingly.
. "$REAL/check.sh"
a=$(seed 002) b=$(seed 004)
need 'the seed compilations laid out otherwise' "$a" "$b"

# try SENTENCE FILE STARTS FROM TO: lines FROM to TO go, and with `blank` set
# the blank ones; where the documents begin then is told by the line numbers
# that stay.
try() {
    awk -v from="$4" -v to="$5" -v blank="$blank" '
        NR >= from && NR <= to { next }
        blank && /^[[:space:]]*$/ { next }
        { print > "text.txt"; print NR > "numbers" }' "$2"
    starts=$("$CRIB" show documents --lang en text.txt | sed -n 's/^document [0-9]* lines \([0-9]*\)-.*/\1/p' |
        awk 'NR == FNR { at[FNR] = $1; next } { printf "%s%s", between, at[$1]; between = " " }' numbers -)
    is "$1" "$3" "$starts"
}
for number in 002 004; do
    case $number in
    002) file=$a wanted=$starts_002 last=14 ;;
    *) file=$b wanted=$starts_004 last=15 ;;
    esac
    blank=
    try "$number without its contents page" "$file" "$wanted" 3 $last
    try "$number without anything before its first document" "$file" "$wanted" 1 $last
    blank=1
    try "$number without its blank lines" "$file" "$wanted" 0 0
    try "$number without contents page and blank lines" "$file" "$wanted" 3 $last
    try "$number without front matter and blank lines" "$file" "$wanted" 1 $last
done
