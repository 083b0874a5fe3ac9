# SPDX-License-Identifier: MIT
# The laws without duplicates: none goes whose title names another subject or
# place, and every byte can be had back.
. "$REAL/check.sh"
need 'the laws without duplicates' "$CRIB_SHARED/data/laws-zh.tar.xz"
tar -xf "$CRIB_SHARED/data/laws-zh.tar.xz"
timed "$CRIB" dedup --quiet laws-zh -o clean
is 'it ends well' yes "$([ "$status" -le 1 ] && echo yes || echo "$status")"
echo "removed $(jq -r 'select(.type == "removed").doc' clean/ledger.jsonl | wc -l), undecided $(jq -r 'select(.type == "undecided").doc' clean/ledger.jsonl | wc -l), $seconds s, $kib KiB"
is 'every removed law has the title of the kept one, white space and punctuation aside' '' \
    "$(jq -r 'def bare: gsub("[\\s、，．・·《》（）()]"; ""); select(.type == "removed" and (.title | bare) != (.kept.title | bare)) | "\(.title) | \(.kept.title)"' clean/ledger.jsonl)"
is 'no difference of a removed law decides' '' \
    "$(jq -r 'select(.type == "removed") | .substitutions[] | select(.decides) | .removed' clean/ledger.jsonl)"
"$CRIB" dedup --quiet --restore clean -o back
is 'the laws are restored, byte for byte' yes "$(diff -r laws-zh back >/dev/null && echo yes)"
