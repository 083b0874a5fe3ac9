# What is damaged is made again from the sources, and what cannot be is said.
status() { echo "status $?"; }
flip() { # FILE BYTE: another byte there
    byte=$(od -An -tu1 -j "$2" -N 1 "$1")
    printf "\\$(printf %03o $((255 - byte)))" | dd of="$1" bs=1 seek="$2" conv=notrunc status=none
}
# What the index says: its texts and attributes, and what a check finds.
answers() {
    crib index list "$1"
    crib check new.md --index "$1" --format jsonl --quiet --exit-zero | jq -c 'select(.type == "passage") | [.id, .length, .decision]'
    crib decide export --index "$1" | cut -f 1,2,4
}
mkdir in
cp "$DATA"/sample/annual-reports/*.md in
sed 's/Library/Museum/g' in/library-service.md >new.md
crib index add idx in/library-service.md in/harbour-office.md --set area=Wexley --quiet
crib index add idx in --quiet
crib audit idx in --format jsonl --quiet >first
for id in $(jq -r 'select(.type == "passage").id' first | sort -u) 00000000000000aa 00000000000000bb; do
    crib decide "$id" copy --index idx --note "seen $id"
done
answers idx >before
cp -r idx whole
echo "-- nothing to repair"
crib index repair idx
status
answers idx | cmp - before && echo same
echo "-- a segment"
segment=$(ls idx/*.seg | head -n 1)
flip "$segment" 300
crib index verify idx >/dev/null 2>&1
status
crib index repair idx
status
crib index verify idx
answers idx | cmp - before && echo same
crib audit idx in --format jsonl --quiet | jq -c 'select(.type == "passage" or .type == "gone").type'
echo "-- all segments are missing"
rm idx/*.seg
crib index repair idx | cut -f 1,3- | sort | uniq -c
crib index verify idx
answers idx | cmp - before && echo same
echo "-- a decision in the middle, and the last one torn"
flip idx/decisions.log 120
truncate -s -5 idx/decisions.log
crib index repair idx
status
crib index verify idx
ls idx | grep log
crib decide export --index idx | wc -l
crib index repair idx
echo "-- the catalogue, wherever it is damaged"
n=$(($(wc -c <whole/catalogue.db) / 4096))
page=1
while [ $page -lt $n ]; do
    rm -rf idx idx.damaged-1
    cp -r whole idx
    flip idx/catalogue.db $((page * 4096 + 2000))
    crib index repair idx in >said 2>&1 || status
    crib index verify idx >/dev/null || echo "page $page: not well"
    crib index list idx | cut -f 1-7 >now
    crib index list whole | cut -f 1-7 | cmp - now
    crib decide export --index idx | cut -f 1,2,4 >now
    crib decide export --index whole | cut -f 1,2,4 | cmp - now
    [ -d idx.damaged-1 ] || echo "page $page: the old index is not kept"
    page=$((page + 1))
done
echo "-- its first page, and no names"
rm -rf idx idx.damaged-1
cp -r whole idx
flip idx/catalogue.db 2000
crib index repair idx
status
ls -d idx*
crib index repair idx in
status
crib index verify idx
echo "-- a source that is gone"
rm -rf idx idx.damaged-1
cp -r whole idx
mv in/roads-and-bridges.md elsewhere.md
for file in idx/*.seg; do flip "$file" 300; done
crib index repair idx | grep lost
crib index verify idx
crib index list idx | cut -f 1
echo "-- what is no index"
mkdir folder
echo text >folder/text.txt
crib index repair folder in
status
crib index repair nowhere in
status
ls -A folder
