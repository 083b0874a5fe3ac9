# Night after night: what is new is told once, what was judged is not told.
status() { echo "status $?"; }
facts() { jq -c 'if .type == "passage" then [.a.lines, .b.lines, .length] elif .type == "pair" then .verdict
    elif .type == "summary" then .not_compared else empty end'; }
mkdir in
cp "$DATA"/sample/annual-reports/*.md in
echo "-- the first night"
crib audit idx in --format jsonl --quiet >first
status
facts <first
echo "-- nothing new"
crib audit idx in --lang en
status
echo "-- one more report, and one that was only touched"
sed 's/Library/Museum/g' in/library-service.md >in/museum.md
touch -d '2020-01-01' in/roads-and-bridges.md
crib audit idx in --format jsonl --quiet | facts
echo "-- a report that could not be written is made up for"
sed 's/Library/Archive/g' in/library-service.md >in/archive.md
crib audit idx in --format jsonl --quiet >/dev/full
status
crib audit idx in --format jsonl --quiet >second
status
jq -r 'select(.type == "passage").id' second | sort -u | wc -l
echo "-- judged before it came"
id=$(jq -r 'select(.type == "passage").id' first | head -n 1)
crib audit other in --quiet >/dev/null
rm -r other
crib index add other in/parks-and-gardens.md --quiet
crib decide "$id" common --index other
crib audit other in --format jsonl --quiet --exit-zero | jq -c --arg id "$id" 'select(.id == $id), select(.type == "summary").not_compared'
crib index verify idx
crib audit idx
status
