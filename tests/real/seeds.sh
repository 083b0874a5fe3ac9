# SPDX-License-Identifier: MIT
# The two seed compilations: their documents, and everything used twice.
. "$REAL/check.sh"
a=$(seed 002) b=$(seed 004)
need 'the seed compilations' "$a" "$b"
scan_into out.jsonl "$a" "$b"

starts() {
    jq -r --arg source "$1" 'select(.type == "document" and .source == $source) | .lines[0]' out.jsonl | tr '\n' ' ' | sed 's/ $//'
}
is '002 has its 11 documents where they begin' "$starts_002" "$(starts "$a")"
is '004 has its 12 documents where they begin' "$starts_004" "$(starts "$b")"
is 'no complaint' 0 "$(jq -r 'select(.type == "complaint").type' out.jsonl | wc -l)"

# Every record with its documents as SOURCE:LINE, so that the rest reads well.
jq -c --slurp --arg a "$a" '
    (map(select(.type == "document")) | map({ key: .doc, value: ((if .source == $a then "002:" else "004:" end) + (.lines[0] | tostring)) }) | from_entries) as $at |
    .[] | if .type == "pair" then .a = $at[.a] | .b = $at[.b]
          elif .type == "passage" then .a.at = $at[.a.doc] | .b.at = $at[.b.doc] | .pair = .a.at + " " + .b.at
          elif .type == "cluster" then .keep = $at[.keep] | .members = [.members[] | $at[.]] | .fuller = $at[.fuller // ""]
          elif .type == "misfiled" then .doc = $at[.doc] | .twin = $at[.twin // ""]
          else . end' out.jsonl >at.jsonl
ask() {
    jq -r "$1" at.jsonl
}
traffic='select(.type == "passage" and .pair == "004:131 004:246" and .role == "passage")'
science='select(.type == "passage" and .pair == "002:70 004:99")'

is 'the traffic reports are near-duplicates, the science reports duplicates, and nothing else above shares-passages' \
    '002:70 004:99 duplicate; 004:131 004:246 near-duplicate;' \
    "$(ask 'select(.type == "pair" and .verdict != "shares-passages") | "\(.a) \(.b) \(.verdict);"' | tr '\n' ' ' | sed 's/ $//')"
holds 'the traffic reports share at most 3 passages' "$(ask "$traffic | .id" | wc -l)" '<=' 3
holds 'and at least one' "$(ask "$traffic | .id" | wc -l)" '>=' 1
is 'all of them of class redacted' redacted "$(ask "$traffic | .class" | sort -u | tr '\n' ' ' | sed 's/ $//')"
holds 'similarity at least .95' "$(ask "$traffic | .similarity" | sort -n | head -n 1)" '>=' .95
# Units inside the passages, of all units after the title.
covered() {
    ask "$traffic | .$1.bytes | \"span \(.[0]) \(.[1])\"" >spans
    "$CRIB" show units "$b" | awk -v n="$2" '
        $1 == "span" { n_span++; beg[n_span] = $2; end[n_span] = $3; next }
        $1 == "==" { on = $NF == "#" n; next }
        on && $3 ~ /^[0-9]+-[0-9]+$/ {
            split($3, at, "-"); all++
            for (i = 1; i <= n_span; i++) if (beg[i] <= at[1] && at[2] <= end[i]) { in_span++; break }
        }
        END { printf "%.4f\n", all ? in_span / all : 0 }' spans -
}
holds 'they cover 99 % of the units of the document at 131' "$(covered a 5)" '>=' .99
holds 'and of the document at 246' "$(covered b 9)" '>=' .99
first_last() {
    ask "$traffic | .$1.lines | .[]" | sort -n | sed -n '1p;$p' | tr '\n' ' '
}
is 'from line 132 to 170' '132 170 ' "$(first_last a)"
is 'and from line 247 to 285' '247 285 ' "$(first_last b)"
holds 'nearly all of either lies in the other' \
    "$(ask 'select(.type == "pair" and .a == "004:131") | .containment[]' | sort -n | head -n 1)" '>=' .99
is 'every place where they differ is one of redaction, or a stray marker' '' \
    "$(ask "$traffic | .edits[].kind" | sort -u | grep -vx 'redacted\|punctuation')"

is 'the document at 131 is the only misfiled one, its twin the one at 246' '004:131 004:246' \
    "$(ask 'select(.type == "misfiled") | "\(.doc) \(.twin)"')"
is 'the science reports are one passage without edits' '1.0 0 verbatim' \
    "$(ask "$science | \"\(.similarity) \(.edits | length) \(.class)\"" | sed 's/^1 /1.0 /; s/^1.0000 /1.0 /')"
is 'the keeper of the traffic reports is the one at 246, and 131 has the fuller text' '004:246 004:131' \
    "$(ask 'select(.type == "cluster" and (.members | index("004:131"))) | "\(.keep) \(.fuller)"')"
is 'two groups, no more' 2 "$(ask 'select(.type == "cluster") | .id' | wc -l)"
holds 'the rules recycled inside lines 188 and 190 of 002 are found, units' \
    "$(ask 'select(.type == "passage" and .role == "passage" and .pair == "002:176 002:176" and .a.lines == [188, 188] and .b.lines == [190, 190]) | .length' | sort -n | tail -n 1)" '>=' 200
is 'stock phrases are formulas: no passage between documents but those of the two pairs' '' \
    "$(ask 'select(.type == "passage" and .role == "passage" and .a.at != .b.at and .pair != "004:131 004:246" and .pair != "002:70 004:99") | .pair')"
is 'the contents pages produce nothing' '' \
    "$(ask 'select(.type == "passage") | [.a, .b][] | select((.at | startswith("002:")) and .lines[0] < 15 or (.at | startswith("004:")) and .lines[0] < 16) | "\(.at) \(.lines)"')"
