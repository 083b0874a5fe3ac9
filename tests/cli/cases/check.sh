# What of a submission stands in an index: text in both languages, JSON Lines,
# decisions, an index without texts, damage.
status() { echo "status $?"; }
cp -r "$DATA/sample" s
book=$(ls s/*.txt)
{ sed -n 51,66p "$book"; sed -n 145,150p "$book"; } >part.txt
crib index add idx s --quiet
crib check part.txt --index idx --lang zh --brief
status
crib check part.txt --index idx --lang en
status
crib check part.txt --index idx --format jsonl --quiet | jq -c 'if .type == "document" then [.origin, .ordinal, .title]
    elif .type == "pair" then [.verdict, .containment] elif .type == "passage" then [.role, .class, .length, .commonness]
    elif .type == "overlap" or .type == "run" then . else empty end'
echo "-- decided"
id=$(crib check part.txt --index idx --format jsonl --quiet | jq -r 'select(.type == "passage" and .length == 131).id' | head -n 1)
crib decide "$id" common --note '各单位通用' --index idx
status
crib decide "$id" quotation --note 'taken over by agreement' --index idx
crib decide export --index idx | sed 's/\t20[0-9T:-]*Z\t/\tTIME\t/'
crib check part.txt --index idx --format jsonl --quiet | jq -c 'select(.decision) | [.id, .decision, .note]'
crib check part.txt --index idx --lang en --brief | grep -A 3 decided
crib decide export --index idx -o saved.txt
crib index add other s --quiet
crib decide import saved.txt --index other
crib decide export --index other | cmp - saved.txt
status
crib decide nothing copy --index idx
status
crib decide "$id" stolen --index idx
status
crib decide "$id" copy
status
echo 'not a row' | crib decide import - --index idx
status
echo "-- the submission itself is in the index"
crib check "$book" --index idx --format jsonl --quiet | jq -c 'select(.type == "summary").not_compared'
echo "-- without texts"
crib index add bare s --no-text --quiet
crib check part.txt --index bare --format jsonl --quiet | sed 's/"seconds":.*//' >bare.jsonl
crib check part.txt --index idx --format jsonl --quiet >kept.jsonl
grep -c '"type":"passage"' bare.jsonl kept.jsonl
printf 'changed\n' >>"$book"
sed -i 59d "$book"
crib check part.txt --index bare --brief --lang en | tail -n 3
status
crib check part.txt --index bare --format jsonl | jq -c 'select(.type == "complaint")'
echo "-- only some of the index"
crib index add years s/annual-reports --set year=2023 --quiet
crib index add years s/annual-reports/library-service.md s/annual-reports/harbour-office.md --set year=2022 --set kept=yes --quiet
for where in year=2022 year=2023 kept=yes kept=no; do
    echo "$where: $(crib check s/annual-reports/parks-and-gardens.md --index years --where $where --format jsonl --quiet |
        jq -r 'select(.type == "document" and .origin == "index").source' | tr '\n' ' ')"
done
echo "not kept=yes: $(crib check s/annual-reports/parks-and-gardens.md --index years --where-not kept=yes --format jsonl --quiet |
    jq -r 'select(.type == "document" and .origin == "index").source' | tr '\n' ' ')"
crib check s/annual-reports/parks-and-gardens.md --index years --where year=2023 --where kept=yes --quiet --brief --lang en | head -n 3
crib check part.txt --index years --where 2023
status
echo "-- refused"
crib check part.txt
status
crib check part.txt --index s
status
crib check part.txt --index idx --min-length 25
status
echo "-- damaged"
seg=$(ls idx/*.seg)
printf x | dd of="$seg" bs=1 seek=70 conv=notrunc 2>/dev/null
crib check part.txt --index idx
status
crib index verify idx
status
: >idx/catalogue.db
crib check part.txt --index idx
status
rm -r idx && cp -r other idx
seg=$(ls idx/*.seg)
rm "$seg"
crib check part.txt --index idx
status
head -c 20000 /dev/zero | dd of=other/catalogue.db bs=1 seek=0 count=3000 conv=notrunc 2>/dev/null
crib check part.txt --index other
status
