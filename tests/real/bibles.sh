# SPDX-License-Identifier: MIT
# One translation in traditional and in simplified script: every verse lies in
# a passage with its twin, of class script-changed. Then again with the books
# of one in reverse order.
. "$REAL/check.sh"
need 'the Bibles' "$CRIB_SHARED/data/bible-zh-hant.tsv.xz" "$CRIB_SHARED/data/bible-zh-hans.tsv.xz"
xz -dc "$CRIB_SHARED/data/bible-zh-hant.tsv.xz" >hant.tsv
xz -dc "$CRIB_SHARED/data/bible-zh-hans.tsv.xz" >hans.tsv
# books from last to first, each as it was
awk -F ' ' '$1 != book { book = $1; n++ } { printf "%03d\t%s\n", 999 - n, $0 }' hans.tsv |
    LC_ALL=C sort -s -k 1,1 | cut -f 2- >hans-reversed.tsv

# verses FILE: KEY BEGIN END, bytes of the verse without its number
verses() {
    LC_ALL=C awk -F '\t' '{ print $1 "\t" at + length($1) + 1 "\t" at + length($0); at += length($0) + 1 }' "$1"
}

# twins FILE: what part of FILE's verses lies in a passage with its twin
twins() {
    verses "$1" >simplified
    verses hant.tsv >traditional
    jq -r --slurp --arg file "$1" '
        (map(select(.type == "document")) | map({ key: .doc, value: .source }) | from_entries) as $source |
        map(select(.type == "passage" and .role == "passage" and .a.doc != .b.doc) |
            if $source[.a.doc] == $file then [.class, .a.bytes, .b.bytes] else [.class, .b.bytes, .a.bytes] end | flatten) |
        sort_by(.[1] - .[2]) | .[] | @tsv' out.jsonl >spans
    # An end mark that a verse has beyond its last unit need not belong: 3 bytes.
    awk -F '\t' -v wanted="$2" '
        FILENAME == "spans" { n++; class[n] = $1; b1[n] = $2; e1[n] = $3; b2[n] = $4; e2[n] = $5; next }
        FILENAME == "traditional" { tb[$1] = $2; te[$1] = $3; next }
        {
            all++
            for (i = 1; i <= n; i++)
                if (b1[i] <= $2 && $3 <= e1[i] + 3 && b2[i] <= tb[$1] && te[$1] <= e2[i] + 3) {
                    if (wanted == "" || class[i] == wanted) found++
                    break
                }
        }
        END { printf "%.5f\n", all ? found / all : 0 }' spans traditional simplified
}

for file in hans.tsv hans-reversed.tsv; do
    timed "$CRIB" scan --quiet --exit-zero --format jsonl -o out.jsonl "$file" hant.tsv
    is "$file: a scan succeeds" 0 "$status"
    echo "$file: $seconds s, $kib KiB"
    holds "$file: verses in a passage with their twin" "$(twins $file '')" '>=' .999
    holds "$file: units matched" "$(jq -r 'select(.type == "pair" and .a != .b) | .containment[]' out.jsonl | sort -n | head -n 1)" '>=' .999
done
timed "$CRIB" scan --quiet --exit-zero --format jsonl -o out.jsonl hans.tsv hant.tsv
holds 'verses in a passage of class script-changed with their twin' "$(twins hans.tsv script-changed)" '>=' .999
