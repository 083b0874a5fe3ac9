# Less memory, the same bytes; nothing is left in the temporary folder, however
# the run ends.
mkdir tmp
export TMPDIR=$PWD/tmp
cp -R "$DATA/sample" .
for form in jsonl text; do
    crib scan sample --format $form --quiet | sed 's/"seconds":[0-9.]*//' >all
    crib scan sample --format $form --quiet --memory 16M | sed 's/"seconds":[0-9.]*//' >little
    cmp all little && [ -s all ] && echo "same: $form"
done

# So much text that stands twice that how common it is is counted in several goes.
mkdir twice
awk 'BEGIN {
    seed = 1
    for (f = 1; f <= 30; f++)
        for (i = 1; i <= 10000; i++) {
            seed = (seed * 16807) % 2147483647
            word = sprintf("%c%c%c%c", 97 + seed % 26, 97 + int(seed / 26) % 26, 97 + int(seed / 676) % 26, 97 + int(seed / 17576) % 26)
            print word >"twice/a" f ".txt"
            print i % 500 ? word : "other" >"twice/b" f ".txt"
        }
}'
crib scan twice --format jsonl --quiet | sed 's/"seconds":[0-9.]*//' >all
crib scan twice --format jsonl --quiet --memory 16M | sed 's/"seconds":[0-9.]*//' >little
cmp all little && [ "$(grep -c '"type":"passage"' all)" -ge 30 ] && echo "same: much that stands twice"
crib dedup sample -o out1 --quiet --exit-zero
crib dedup sample -o out2 --quiet --exit-zero --memory 0.5g
diff -r out1 out2 && echo "same: dedup"
crib index add at sample --quiet --memory 20000K
crib check sample/annual-reports/roads-and-bridges.md --index at --quiet --format jsonl | sed 's/"seconds":[0-9.]*//' >all
crib check sample/annual-reports/roads-and-bridges.md --index at --quiet --format jsonl --memory 16M | sed 's/"seconds":[0-9.]*//' >little
cmp all little && [ -s all ] && echo "same: check"

crib dedup --restore out1 -o back1 --quiet
crib dedup --restore out2 -o back2 --quiet --memory 16777216K
diff -r back1 back2 && echo "same: restored"
crib audit at sample --quiet --exit-zero --memory 16M --format jsonl | grep -c '"type":"summary"'
crib index compact at --quiet --memory 16M
for action in list stat verify; do
    crib index $action at >all
    crib index $action at --memory 16M >little
    cmp all little && [ -s all ] && echo "same: $action"
done
crib show units sample/annual-reports/roads-and-bridges.md >all
crib show units sample/annual-reports/roads-and-bridges.md --memory 16M >little
cmp all little && [ -s all ] && echo "same: show"

mkfifo slow
for signal in TERM KILL; do
    sleep 30 >slow &
    sleeper=$!
    crib scan - --memory 64M --quiet <slow &
    crib=$!
    sleep 1
    kill -$signal $crib
    wait $crib 2>/dev/null
    echo "status $?"
    kill $sleeper
done
ls tmp

TMPDIR=/nowhere crib scan sample --memory 16M
echo "status $?"
TMPDIR=/nowhere crib index compact at --memory 16M
echo "status $?"
TMPDIR=/nowhere crib scan sample --memory 16M --lang zh
echo "status $?"
for size in 15M 1 many M -3M 1.5 99999999999T; do
    crib scan sample --memory $size
    echo "status $?"
done
