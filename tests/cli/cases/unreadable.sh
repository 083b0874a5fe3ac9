# A file or folder without read permission is lost. Root may read everything,
# so root runs a copy of the program as somebody else.
cp "$(command -v crib)" ./program
as_other=
if [ "$(id -u)" -eq 0 ]; then
    as_other='setpriv --reuid=65534 --regid=65534 --clear-groups'
    $as_other ./program version >/dev/null 2>&1 || { echo "root stays root here"; exit 77; }
fi
cp "$DATA/sample/annual-reports/harbour-office.md" kept.md
cp kept.md closed.md && chmod 0 closed.md
mkdir locked && cp kept.md locked && chmod 0 locked
for what in closed.md locked; do
    $as_other ./program scan $what kept.md --format jsonl --quiet >result
    echo "status $?"
    grep '"type":"complaint"' result
done
