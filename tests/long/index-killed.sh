#!/bin/sh
# SPDX-License-Identifier: MIT
# Kill crib index add, compact and audit at random moments: afterwards verify
# is clean, the index answers as before or as after, the repeated command
# completes, and in the end it answers as one that was never killed. What a
# killed audit had not written down as told is told by the next, once. (dedup is
# killed by tests/dedup.)
#   CRIB=build/release/crib ROOT=. [ROUNDS=200] tests/long/index-killed.sh
set -u
rounds=${ROUNDS:-200}
fail() { echo "index-killed: $*"; exit 1; }
answer() { "$CRIB" check new.txt --index "$1" --format jsonl --quiet --exit-zero | sed 's/"seconds":.*//'; }

# A hundred files, from the sample, each a little other.
mkdir -p old more
sample=$(ls "$ROOT"/tests/data/sample/*.txt | head -n 1)
i=0
while [ $i -lt "${FILES:-60}" ]; do
    folder=old
    [ $((i % 2)) -eq 0 ] || folder=more
    sed "s/今年/今年第${i}次/; $((i % 40 + 20))d" "$sample" >$folder/f$i.txt
    i=$((i + 1))
done
sed -n 51,66p "$sample" >new.txt
sed -n 145,150p "$sample" >>new.txt

"$CRIB" index add half old --quiet || fail "add"
answer half >before
cp -r half all
began=$(date +%s%N)
"$CRIB" index add all more --quiet || fail "add more"
took=$((($(date +%s%N) - began) / 1000))
answer all >after
"$CRIB" index compact all || fail "compact"
answer all | cmp -s - after || fail "compacting changed the answer"
cmp -s before after && fail "the second half changes nothing: the test is blind"

# killed MICROSECONDS COMMAND...: run it, and kill it then.
killed() {
    delay=$1
    shift
    "$@" >/dev/null 2>&1 &
    pid=$!
    sleep "$(printf '0.%06d' "$delay")"
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null
}

# What the audit of `more` tells, of an index that an audit told of `old`.
told() { jq -r 'select(.type == "passage").id' "$1" | sort; }
cp -r half audited
"$CRIB" audit audited old --format jsonl --quiet --exit-zero >/dev/null || fail "audit"
cp -r audited at
began=$(date +%s%N)
"$CRIB" audit at more --format jsonl --quiet --exit-zero -o report || fail "audit more"
audit_took=$((($(date +%s%N) - began) / 1000))
told report >wanted
[ -s wanted ] || fail "the audit tells nothing: the test is blind"
rm -rf at

# kill_audit DELAY: all is told by the killed one, or by the next; never twice.
kill_audit() {
    rm -rf at report && cp -r audited at
    killed "$1" "$CRIB" audit at more --format jsonl --quiet --exit-zero -o report
    "$CRIB" index verify at >said 2>&1 || { cat said; fail "round $round: verify after a killed audit"; }
    runs=$("$CRIB" index runs at | wc -l)
    if [ "$runs" -eq 2 ]; then
        told report | cmp -s - wanted || fail "round $round: an audit is noted that was not told"
        : >now
    else
        cp wanted now
    fi
    "$CRIB" audit at more --format jsonl --quiet --exit-zero -o next || fail "round $round: the repeated audit"
    told next | cmp -s - now || fail "round $round: the repeated audit tells another thing after a kill at $1"
    "$CRIB" audit at more --format jsonl --quiet --exit-zero -o next || fail "round $round: the third audit"
    [ -z "$(told next)" ] || fail "round $round: told again"
    answer at | cmp -s - after || fail "round $round: the audit does not lead to the whole"
    "$CRIB" index verify at >said 2>&1 || { cat said; fail "round $round: verify after the repeated audit"; }
}

round=0 n_before=0 n_after=0 n_audits=0
while [ $round -lt "$rounds" ]; do
    round=$((round + 1))
    delay=$(awk -v n=$round -v t=$took 'BEGIN { srand(n); printf "%d", rand() * (t < 900000 ? t * 1.1 : 990000) }')
    if [ $((round % 4)) -eq 3 ]; then
        n_audits=$((n_audits + 1))
        kill_audit "$(awk -v n=$round -v t="$audit_took" 'BEGIN { srand(n); printf "%d", rand() * (t < 900000 ? t * 1.1 : 990000) }')"
        rm -rf at
        continue
    elif [ $((round % 3)) -eq 0 ]; then
        rm -rf at && cp -r all at
        "$CRIB" index remove at more --quiet || fail "remove"
        answer at | cmp -s - before || fail "removing does not lead back"
        killed $((delay / 4)) "$CRIB" index compact at
        state=before
    elif [ $((round % 3)) -eq 1 ]; then
        rm -rf at && cp -r half at
        killed "$delay" "$CRIB" index add at more
        state=either
    else # again and again on the same index
        [ -d at ] || cp -r half at
        "$CRIB" index add at old --quiet || fail "add again"
        killed "$delay" "$CRIB" index add at more
        state=either
    fi
    "$CRIB" index verify at >said 2>&1 || { cat said; fail "round $round: verify after a kill at $delay"; }
    answer at >now
    if cmp -s now before; then
        n_before=$((n_before + 1))
    elif [ $state = either ] && cmp -s now after; then
        n_after=$((n_after + 1))
    else
        fail "round $round: neither the old answer nor the new one after a kill at $delay"
    fi
    "$CRIB" index add at old more --quiet || fail "round $round: the repeated command"
    "$CRIB" index verify at >said 2>&1 || { cat said; fail "round $round: verify after the repeated command"; }
    answer at | cmp -s - after || fail "round $round: the repeated command does not lead to the whole"
    [ "$(ls at | grep -c '\.new$')" -eq 0 ] || fail "round $round: a file was left behind"
done
[ "$rounds" -lt 100 ] || { [ $n_before -gt 5 ] && [ $n_after -gt 5 ]; } || fail "the kills came all at the same time: $n_before, $n_after"
echo "index-killed: $rounds kills, $n_before times the old state, $n_after times the new one, $n_audits audits"
