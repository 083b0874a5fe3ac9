# Only whole documents: the copies of a scan, and nothing of what it finds besides.
status() { echo "status $?"; }
cp -r "$DATA/sample" sample
crib scan --whole --brief --lang en sample
status
crib scan --whole --brief --lang zh sample | head -n 4
near='"verdict":"\(near-\)\?duplicate"'
crib scan --format jsonl --exit-zero sample >all.jsonl
crib scan --format jsonl --exit-zero --whole sample >whole.jsonl
for type in pair cluster; do
    grep "\"type\":\"$type\"" all.jsonl | grep -e "$near" -e '"cluster"' | sed 's/"why".*//' >all.$type
    grep "\"type\":\"$type\"" whole.jsonl | sed 's/"why".*//' >whole.$type
    [ -s whole.$type ] && diff all.$type whole.$type && echo "every $type of copies, and no other"
done
grep '"type":"run"' whole.jsonl | grep -o '"whole":1'
for threads in 1 3; do
    crib scan --format jsonl --exit-zero --whole --threads $threads --memory 16M sample |
        sed 's/"seconds":[0-9.]*//' >other.jsonl
    sed 's/"seconds":[0-9.]*//' whole.jsonl | cmp - other.jsonl && echo "the same bytes with $threads"
done

echo "Copies leave a collection, what a title that does not fit would decide stays, and all comes back:"
crib dedup --whole sample -o clean --lang en
status
crib dedup --restore clean -o back -q
status
diff -r sample back && echo "every input is as it was"

echo "Nothing:"
cp sample/annual-reports/library-service.md one.md
crib scan --whole --lang en -q one.md
crib scan --whole --lang zh -q one.md

echo "What it cannot do:"
crib dedup --whole --remove contained --dry-run sample
status
crib check --whole sample
status
