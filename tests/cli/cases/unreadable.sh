# A file without read permission is lost. Root may read everything.
[ "$(id -u)" -ne 0 ] || { echo "root reads everything"; exit 77; }
cp "$DATA/sample/annual-reports/harbour-office.md" kept.md
cp kept.md closed.md && chmod 0 closed.md
crib scan closed.md kept.md --format tsv --quiet >/dev/null
echo "status $?"
mkdir locked && cp kept.md locked && chmod 0 locked
crib scan locked --format tsv --quiet >/dev/null
echo "status $?"
