#!/bin/sh
# SPDX-License-Identifier: MIT
# Four readers beside a writer: no reader ever waits for it, fails, or sees
# anything but the state before a change or the one after.
#   CRIB=build/release/crib ROOT=. [ROUNDS=40] tests/long/index-readers.sh
set -u
rounds=${ROUNDS:-40}
fail() { echo "index-readers: $*"; exit 1; }
answer() { ${2:-} ./program check new.txt --index "$1" --format jsonl --quiet --exit-zero | sed 's/"seconds":.*//'; }
cp "$CRIB" program
chmod 755 . program

mkdir -p old more
sample=$(ls "$ROOT"/tests/data/sample/*.txt | head -n 1)
i=0
while [ $i -lt 20 ]; do
    folder=old
    [ $((i % 2)) -eq 0 ] || folder=more
    sed "s/今年/今年第${i}次/; $((i + 20))d" "$sample" >$folder/f$i.txt
    i=$((i + 1))
done
sed -n 51,66p "$sample" >new.txt
"$CRIB" index add at old --quiet || fail "add"
answer at >before
"$CRIB" index add at more --quiet || fail "add more"
answer at >after
cmp -s before after && fail "the second half changes nothing: the test is blind"

# Two of the readers may not write, when root can become somebody else.
other=
if [ "$(id -u)" -eq 0 ] && setpriv --reuid=65534 --regid=65534 --clear-groups ./program version >/dev/null 2>&1; then
    other='setpriv --reuid=65534 --regid=65534 --clear-groups'
fi

reader() {
    n=0 old=0 as=
    [ "$1" -gt 2 ] || as=$other
    while [ ! -e stop ]; do
        answer at "$as" >now.$1 2>err.$1
        if cmp -s now.$1 before; then
            old=$((old + 1))
        elif ! cmp -s now.$1 after; then
            cp now.$1 bad.$1
            return
        fi
        n=$((n + 1))
    done
    echo "$n $old" >count.$1
}
for r in 1 2 3 4; do reader $r & done
round=0
while [ $round -lt "$rounds" ]; do
    round=$((round + 1))
    "$CRIB" index remove at more --quiet || fail "remove"
    "$CRIB" index compact at || fail "compact"
    "$CRIB" index add at more --quiet || fail "add"
done
: >stop
wait
for r in 1 2 3 4; do
    [ ! -e bad.$r ] || { cat err.$r; head -c 400 bad.$r; fail "reader $r saw what never was"; }
done
cat count.* | awk '{ n += $1; old += $2 } END { if (n == 0 || old == 0 || old == n) exit 1 }' || fail "the readers saw one state only"
"$CRIB" index verify at >/dev/null || fail "verify"
echo "index-readers: $(cat count.* | awk '{ n += $1 } END { print n }') answers beside $((3 * rounds)) changes"
