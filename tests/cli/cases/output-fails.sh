# A result that cannot be written is status 4, said; a reader that has had
# enough is no failure.
status() { echo "status $?"; }
cp "$DATA"/sample/annual-reports/parks-and-gardens.md one.md
crib scan one.md >/dev/full
status
crib scan one.md -o /dev/full
status
crib scan one.md >&-
status
crib help >/dev/full
status
crib show text one.md >/dev/full
status
for i in 1 2 3 4 5 6 7 8; do cat one.md one.md one.md one.md one.md one.md one.md one.md; done >many.md
cat many.md many.md many.md many.md many.md many.md many.md many.md >more.md
{ crib show text more.md; echo "status $?" >&2; } | head -c 20
