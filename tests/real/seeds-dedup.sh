# SPDX-License-Identifier: MIT
# The two seed compilations without their duplicates: one of each pair is kept,
# the right one, and every byte can be had back.
. "$REAL/check.sh"
a=$(seed 002) b=$(seed 004)
need 'the seeds without duplicates' "$a" "$b"
"$CRIB" dedup --quiet "$a" "$b" -o clean
is 'something was removed' 1 $?
ask() {
    jq -r --arg a "$a" "def at: (if .source == \$a then \"002:\" else \"004:\" end) + (.lines[0] | tostring); $1" clean/ledger.jsonl
}
is 'one of each pair is kept: of the science reports the first, of the traffic reports the one at 246' \
    '004:99 002:70 duplicate; 004:131 004:246 near-duplicate;' \
    "$(ask 'select(.type == "removed") | "\(at) \(.kept | at) \(.verdict);"' | tr '\n' ' ' | sed 's/ $//')"
is 'the removed traffic report is said to have the fuller text' 'false true' \
    "$(ask 'select(.type == "removed") | .fuller' | tr '\n' ' ' | sed 's/ $//')"
is 'nothing is undecided' '' "$(ask 'select(.type == "undecided") | .doc')"
is 'the account is even' true \
    "$(ask 'select(.type == "summary") | .chars | (.read + .put == .left + .document + .file + .row + ."contents-line" + .number + ."stated-count" + .advertisement + .marker)')"
same 'the file that lost nothing is copied as it is' "$a" "clean/${a##*/}"
is 'the other says that it holds ten' '（10篇）' "$(sed -n 2p "clean/${b##*/}")"
is 'and its contents page counts them from 1 to 10' '1 2 3 4 5 6 7 8 9 10 ' "$(sed -n '4,13s/\..*//p' "clean/${b##*/}" | tr '\n' ' ')"
is 'ten documents are found there, eleven in the first' '11 10' \
    "$("$CRIB" scan --quiet --exit-zero --format jsonl clean | jq -r 'select(.type == "source") | .documents' | tr '\n' ' ' | sed 's/ $//')"
is 'a scan of the result has no verdict above shares-passages, and nothing misfiled' '' \
    "$("$CRIB" scan --quiet --exit-zero --format jsonl clean | jq -r 'select(.type == "misfiled" or (.type == "pair" and .verdict != "shares-passages")) | .id')"
"$CRIB" dedup --quiet --restore clean -o back
is 'the inputs are restored' 0 $?
same 'byte for byte, 002' "$a" "back/${a##*/}"
same 'byte for byte, 004' "$b" "back/${b##*/}"
"$CRIB" dedup --quiet clean -o again
is 'a second run removes nothing' 0 $?
