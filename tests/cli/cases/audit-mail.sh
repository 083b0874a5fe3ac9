# One paragraph for a mail, and what it leaves out.
mkdir in "my reports"
cp "$DATA"/sample/annual-reports/*.md in
crib audit idx in --format mail --quiet
echo "-- nothing new"
crib audit idx in --format mail --lang en
crib audit idx in --format mail --lang zh
echo "-- many: counts, and the command that shows the rest"
for i in 1 2 3 4 5 6 7 8; do
    sed "s/Library/Library $i/" in/library-service.md >"my reports/report $i.md"
done
crib audit idx "my reports" --format mail --lang en --quiet >mail
cat mail
crib index remove idx "my reports" --quiet
crib audit idx "my reports" --format mail --lang zh --quiet --fail-on any
echo "-- the command works"
crib audit new "my reports" --format mail --lang en --quiet >mail
command=$(sed -n 's/^The rest: //p' mail)
eval "$command --format jsonl --quiet" | jq -r 'select(.type == "pair").verdict' | sort | uniq -c
echo "-- of a scan"
crib scan in --format mail --lang en --quiet
