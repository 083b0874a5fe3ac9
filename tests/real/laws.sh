# SPDX-License-Identifier: MIT
# 3,392 statutes: what is one document, which versions of a law are found, and
# that no verdict and no group goes beyond what is aligned.
. "$REAL/check.sh"
need 'the laws' "$CRIB_SHARED/data/laws-zh.tar.xz" "$CRIB_SHARED/data/laws-zh.pairs.tsv"
tar -xf "$CRIB_SHARED/data/laws-zh.tar.xz"
timed "$CRIB" scan --quiet --exit-zero --format jsonl -o out.jsonl laws-zh
is 'a scan of the laws succeeds' 0 "$status"
echo "time $seconds s, peak memory $kib KiB"
holds 'in under a minute' "$seconds" '<' 60
holds 'in under 2 GB' "$kib" '<' 2000000

jq -r 'if .type == "document" then ["document", .doc, .source, .ordinal, .units]
       elif .type == "pair" then ["pair", .a, .b, .verdict, .containment[0], .containment[1]]
       elif .type == "cluster" then .keep as $keep | .members[] | ["member", ., $keep]
       elif .type == "passage" then ["passage", .role, .class]
       else [.type] end | @tsv' out.jsonl >records.tsv
cut -f 1 records.tsv | sort | uniq -c | awk '{ printf "records: %s %d\n", $2, $1 }'
for kind in passage:2 passage:3 pair:4; do
    awk -F '\t' -v type="${kind%:*}" -v field="${kind#*:}" '$1 == type { n[$field]++ }
        END { for (k in n) printf "%s: %s %d\n", type, k, n[k] }' records.tsv | sort
done
is 'no complaint' 0 "$(grep -c '^complaint' records.tsv)"

# Documents of each file.
awk -F '\t' '$1 == "document" { n[$3]++ } END { for (f in n) print n[f] "\t" f }' records.tsv | sort -rn >files
sed -n '/^1	/!s/^/split: /p' files
holds 'files that stay one document' "$(grep -c '^1	' files)" '>=' 3370
is 'no file is lost' 3392 "$(wc -l <files | tr -d ' ')"

# The pairs of versions: all pairs of names in one row.
awk -F '\t' '
    FILENAME == ARGV[1] { for (i = 1; i < NF; i++) for (j = i + 1; j <= NF; j++) { n++; x[n] = $i; y[n] = $j }; next }
    $1 == "document" { file[$2] = $3; next }
    $1 == "pair" {
        a = file[$2]; b = file[$3]; key = a < b ? a "\t" b : b "\t" a; most = $5 > $6 ? $5 : $6
        if (!(key in best) || most > best[key]) { best[key] = most; verdict[key] = $4 }
    }
    END { for (i = 1; i <= n; i++) {
        key = x[i] < y[i] ? x[i] "\t" y[i] : y[i] "\t" x[i]
        print (key in best) ? verdict[key] : "none", "\t" key
    } }' "$CRIB_SHARED/data/laws-zh.pairs.tsv" records.tsv >versions
is 'the archive holds 67 pairs of versions' 67 "$(wc -l <versions | tr -d ' ')"
sed -n 's/^none/version without a pair record:/p' versions
cut -d ' ' -f 1 versions | sort | uniq -c | awk '{ printf "versions: %s %d\n", $2, $1 }'
holds 'pairs of versions with a pair record' "$(grep -vc '^none' versions)" '>=' 64
holds 'pairs of versions that are near-duplicates or duplicates' "$(grep -c '^near-duplicate\|^duplicate' versions)" '>=' 25
holds 'pairs of versions of which one is contained in the other' "$(grep -c '^contained' versions)" '>=' 7

# Verdicts say no more than what is matched.
is 'less than half matched of either side is never above shares-passages' '' \
    "$(awk -F '\t' '$1 == "pair" && $4 != "shares-passages" && $5 < .5 && $6 < .5' records.tsv)"
is 'contained: one side at .80, near-duplicate: both' '' \
    "$(awk -F '\t' '$1 == "pair" {
        n = ($5 >= .8) + ($6 >= .8); self = $2 == $3
        wanted = n == 2 && !self ? 2 : n == 1 && !self ? 1 : 0
        got = $4 ~ /duplicate/ ? 2 : $4 == "contained" ? 1 : 0
        if (got != wanted) print }' records.tsv)"
is 'every member of a group has a verified edge to its keeper' '' \
    "$(awk -F '\t' '
        FNR == NR { if ($1 == "pair" && $4 != "shares-passages") edge[$2 " " $3] = edge[$3 " " $2] = 1; next }
        $1 == "member" && $2 != $3 && !(($2 " " $3) in edge)' records.tsv records.tsv)"

# Other laws with a verdict above shares-passages are for a person to read.
awk -F '\t' '
    FILENAME == ARGV[1] { sub(/^[^\t]*\t/, ""); version[$0] = 1; next }
    $1 == "document" { file[$2] = $3; next }
    $1 == "pair" && $4 != "shares-passages" {
        a = file[$2]; b = file[$3]
        if (!((a < b ? a "\t" b : b "\t" a) in version)) print "to read: " $4, $5, $6, a, b
    }' versions records.tsv >others
wc -l <others | awk '{ printf "others above shares-passages: %d\n", $1 }'
[ -z "${CRIB_READ:-}" ] || cat others
jq -r 'select(.type == "misfiled") | "misfiled: \(.title)"' out.jsonl
holds 'misfiled laws' "$(grep -c '^misfiled' records.tsv)" '<=' 3
