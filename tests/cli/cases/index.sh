# The life of an index: added to, changed, moved, pruned, removed from, merged.
status() { echo "status $?"; }
steady() { sed -E 's/^((segment|catalogue)-bytes[^\t]*|fold-table)\t.*/\1\tN/'; }
cp -r "$DATA/sample/annual-reports" reports
crib index add idx reports --set collection=2023 --set area=Wexley
status
crib index list idx
crib index stat idx | steady
crib index add idx reports
status
echo 'One more sentence at the end of it.' >>reports/harbour-office.md
mv reports/library-service.md reports/the-libraries.md
rm reports/fire-and-rescue.md
crib index add idx reports --set area=
status
crib index list idx | cut -f 1,8
crib index add idx reports --prune
status
crib index remove idx reports/the-libraries.md reports/harbour-office.md
status
crib index list idx | cut -f 1,7
crib index remove idx reports/nothing.md
status
crib index compact idx
status
crib index verify idx
status
crib index stat idx | grep -e ^segments -e ^tombstones -e ^documents
crib show segment idx/*.seg | grep -c '^document '
echo "-- refused"
crib index add idx
status
crib index list idx reports
status
crib index stat nowhere
status
crib index add reports reports
status
crib index add idx reports --min-length 30
status
crib index add idx reports --documents file
status
crib index add idx reports --no-text
status
crib index list idx --prune
status
crib index add idx reports --set nonsense
status
crib index lst idx
status
crib index add idx -
status
crib index add idx reports/gone.md
status
crib index list idx | cut -f 1
echo "-- held by another"
flock idx/.lock -c 'crib index add idx reports'
status
echo "-- relative names from another folder"
mkdir elsewhere && cp reports/roads-and-bridges.md elsewhere
(cd elsewhere && crib index add ../idx roads-and-bridges.md 2>&1 | sed 's/seen from .*: go/seen from HERE: go/')
(cd elsewhere && crib index remove ../idx . 2>&1 | sed 's/seen from .*: go/seen from HERE: go/')
crib index list idx | cut -f 1
echo "-- bytes behind the catalogue"
printf more >>idx/catalogue.db
crib index verify idx 2>/dev/null | sed 's/[0-9][0-9]*/N/g'
echo "-- a catalogue that ends too early is told once, with the place"
for less in 5000 8192; do
    truncate -s -$less idx/catalogue.db
    crib index verify idx 2>&1 | sed 's/[0-9][0-9]*/N/g'
done
