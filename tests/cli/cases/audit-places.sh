# A finding is news by its places: a third copy of what was told is told as the
# pairs it makes, and only those; what changes around it, or moves, is none.
status() { echo "status $?"; }
told() { jq -r 'if .type == "source" then empty elif .type == "document" then "doc \(.doc) \(.source)" elif .type == "passage" then "told \(.a.doc) \(.b.doc)"
    elif .type == "gone" then "gone \(.a.source) \(.b.source)" else empty end' |
    awk '$1 == "doc" { name[$2] = $3; next } $1 == "told" { print $1, name[$2], name[$3]; next } { print }' | sort; }
audit() { crib audit idx in --prune --format jsonl --quiet --exit-zero "$@" | told; }
mkdir in
body() { sed -n 51,66p "$DATA"/sample/*.txt; }
first() { printf '%s\n\n' "$1"; body; } # a title of its own, the same text
first "甲县水务局工作总结" >in/a.txt
first "乙县水务局工作总结" >in/b.txt
echo "-- two copies"
audit
echo "-- a third: its two pairs, not the first one"
first "丙县水务局工作总结" >in/c.txt
audit
echo "-- an end that is another in one of them: nothing is new"
printf '\n此外，丁项工作另行报告。\n' >>in/a.txt
audit
echo "-- one moves: nothing is new, nothing is gone"
mv in/b.txt in/z.txt
audit
audit
echo "-- one goes: its places go, the finding stands"
rm in/c.txt
audit
echo "-- and comes back: its pairs are news"
first "丙县水务局工作总结" >in/c.txt
audit
echo "-- twice in one file that had it once"
body >>in/z.txt
audit
audit
echo "-- decided: a fourth is not told"
id=$(crib audit idx in --since 1 --format jsonl --quiet | jq -r 'select(.type == "passage").id' | sort -u)
for one in $id; do crib decide "$one" common --index idx; done
first "戊县水务局工作总结" >in/e.txt
audit
echo "-- since a run, what it told there"
crib index runs idx | cut -f 1,3-
crib index verify idx
