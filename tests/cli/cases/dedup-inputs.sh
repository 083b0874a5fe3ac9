# Names: one folder's files keep theirs; several inputs stand under their own
# last names, numbered when they collide; odd bytes stay odd.
status() { echo "status $?"; }
mkdir -p x/reports/sub y/reports z
printf 'one text that is here\n' >x/reports/a.txt
printf 'another one\n' >x/reports/sub/ledger.txt
printf 'a third\n' >x/reports/ledger.txt
printf 'of y\n' >y/reports/a.txt
printf 'of z\n' >z/a.txt
printf 'of z too\n' >z/reports-2
printf 'plain\n' >a.txt
printf 'odd\n' >"$(printf 'z/\377name\n.txt')"
printf '\211PNG\r\n\032\n\0\0\0\0\1\2\3\4' >z/picture.txt
names() { (cd "$1" && find . -type f | LC_ALL=C sort | LC_ALL=C od -An -c | tr -d '\n' | sed 's/  *//g; s/\\n\.\//\n/g'; echo); }
crib dedup x/reports -o one -q
status
names one
crib dedup x/reports y/reports z a.txt z/a.txt x/../z/reports-2 -o many -q --lang en
status
names many
crib dedup --restore many -o back --lang en
status
cmp back/z/picture.txt z/picture.txt && cmp back/reports-3/a.txt y/reports/a.txt && echo same
(cd x/reports && crib dedup . ../../y/reports/.. -o ../../dots -q)
status
names dots
crib dedup x z/missing -o lost --lang en
status
names lost
