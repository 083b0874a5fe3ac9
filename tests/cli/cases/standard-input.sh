# "-" is standard input; "--" ends the options.
command -v jq >/dev/null || { echo "no jq here"; exit 77; }
read_it() { jq -r 'select(.type == "source" or .type == "document") | [.type, .source, .encoding // .title] | @tsv' ; }
report=$DATA/sample/annual-reports/harbour-office.md
crib scan --quiet --format jsonl - <"$report" | read_it
cp "$report" ./--quiet
crib scan --quiet --format jsonl -- --quiet | read_it
crib diff --quiet --brief - "$report" <"$report" >/dev/null
echo "status $?"
: | crib scan --quiet --format jsonl - | read_it
crib scan --quiet --format jsonl - <&- | read_it
