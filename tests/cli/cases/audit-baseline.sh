# What is accepted is not told, what comes again is, what goes is said to be
# gone; and when an audit fails.
status() { echo "status $?"; }
told() { jq -r 'if .type == "passage" then "told \(.id)" elif .type == "gone" then "gone \(.id) \(.a.source) \(.b.source)" else empty end' | sort; }
audit() { crib audit "$@" --format jsonl --quiet; }
mkdir in
cp "$DATA"/sample/annual-reports/*.md in
echo "-- a first night, and a baseline of it"
audit idx in --write-baseline base >first
status
cat base
jq -r 'select(.type == "passage").id' first | wc -l
echo "-- another index, with the baseline: nothing is told, and it can be written again"
audit other in --baseline base --write-baseline again | told
status
cmp base again
echo "-- one more occurrence than the baseline counts is told"
cp in/library-service.md in/copy.md
audit other in --baseline base | told
audit other in --baseline base | told
echo "-- nothing new: when it fails"
for when in new any never; do
    crib audit idx in/parks-and-gardens.md --fail-on $when --quiet >/dev/null
    status
done
echo "-- all judged: any is none"
cut -d ' ' -f 1 base | while read -r id; do crib decide "$id" common --index idx; done
crib audit idx in/parks-and-gardens.md --fail-on any --quiet >/dev/null
status
echo "-- told again since a run"
rm in/copy.md
audit new in >/dev/null
sed 's/Library/Museum/g' in/library-service.md >in/museum.md
audit new in | told >second
grep -c told second
audit new in --since 2 | told | cmp - second
audit new in --since 1 | told | wc -l
crib audit new in --since 9
status
crib index runs new | cut -f 1,3-
echo "-- the older side of a passage that was edited changes elsewhere: nothing is new, nothing is gone"
audit new in | told
printf '\n\nOne more line at the end of this report.\n' >>in/library-service.md
audit new in --since 1 | told >with-since
audit new in | told
echo "-- a side goes"
rm in/museum.md
crib audit new in --prune --lang en | sed 's/ \[.*//'
audit new in --prune | told
crib index verify new
echo "-- never over an archived text, due or not, under any name"
ln in/parks-and-gardens.md linked.md
for out in in/parks-and-gardens.md linked.md; do
    crib audit new in -o $out
    status
    crib audit new in/roads-and-bridges.md -o $out
    status
    crib audit fresh in -o $out
    status
    cmp $out "$DATA"/sample/annual-reports/parks-and-gardens.md
done
: >in/empty.md
crib audit new in --write-baseline in/empty.md
status
rm linked.md in/empty.md
echo "-- what is no baseline"
printf 'ffffffffffffffff 1\n0000000000000000 1\n' >bad
crib audit new in --baseline bad
status
echo 12 >bad
crib audit new in --baseline bad
status
crib audit new in --baseline missing
status
crib audit new in --write-baseline in/parks-and-gardens.md
status
