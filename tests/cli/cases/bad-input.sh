# Bad input never kills a run: a complaint of level lost (status 3) when
# something is missing from the result, a note or nothing when not.
command -v jq >/dev/null || { echo "no jq here"; exit 77; }
try() {
    timeout 60 crib scan --quiet --format jsonl "$@" >result
    echo "status $?: $*"
    jq -c 'select(.type == "complaint") | [.level, .source, .what.code]' result
    jq -c 'select(.type == "summary") | {documents, pairs, misfiled}' result
    jq -e -s '[.[] | .type] | .[0] == "run" and .[-1] == "summary"' result >/dev/null || echo "not a whole result"
}
: >empty.txt
try empty.txt
try missing.txt
mkdir nothing
try nothing
printf ' \n\n\t\n' >blank.txt
try blank.txt
printf 'one line\0with a NUL in it, and nothing else to say\n\0\0\0' >nul.txt
try nul.txt
printf 'caf\351 \303\050 \360\237\230 broken UTF-8, in the middle of more than enough plain English text' >broken.txt
try broken.txt
head -c 100000 /dev/zero >zeros.txt
try zeros.txt
awk 'BEGIN { srand(1); for (i = 0; i < 60000; i++) printf "%c", 1 + int(rand() * 255) }' | LC_ALL=C cat >binary.bin
try binary.bin
awk 'BEGIN { for (i = 0; i < 1000000; i++) printf "a" }' >one-character.txt
try one-character.txt
awk 'BEGIN { for (i = 0; i < 300000; i++) printf "国" }' >one-han-character.txt
try one-han-character.txt
ln -s loop loop
try loop
mkdir round && ln -s ../round round/again && cp "$DATA/sample/annual-reports/harbour-office.md" round
try round
printf '{"id":"a","text":"a good row"}\n{"id":"b","text":\n[1,2]\n{"id":"c"}\n' >rows.jsonl
try rows.jsonl
try empty.txt missing.txt blank.txt
