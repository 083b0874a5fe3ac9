# Lost before findings before none; --exit-zero only turns findings into 0.
try() {
    crib "$@" --quiet --brief >/dev/null 2>&1
    echo "$? crib $*"
}
reports=$DATA/sample/annual-reports
cp "$reports/parks-and-gardens.md" one.md
cp "$reports/harbour-office.md" two.md
cp one.md three.md
try scan one.md
try scan one.md two.md
try scan one.md three.md
try scan one.md three.md --exit-zero
try scan one.md three.md missing.md
try scan one.md three.md missing.md --exit-zero
try scan missing.md
try diff one.md three.md
try diff one.md three.md --exit-zero
try diff one.md two.md
try diff one.md missing.md
crib show documents one.md >/dev/null
echo "$? crib show documents one.md"
crib show documents missing.md >/dev/null 2>&1
echo "$? crib show documents missing.md"
try scan --documents '(' one.md
