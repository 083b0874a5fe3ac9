# SPDX-License-Identifier: MIT
# A tenth, a third, all of the laws: how time, memory and the number of records
# grow. The parts are every tenth and every third file by name.
. "$REAL/check.sh"
need 'growth over the laws' "$CRIB_SHARED/data/laws-zh.tar.xz"
tar -xf "$CRIB_SHARED/data/laws-zh.tar.xz"
LC_ALL=C
export LC_ALL
for step in 10 3 1; do
    mkdir part$step
    find laws-zh -name '*.md' | sort | awk -v step=$step 'NR % step == 0' | while IFS= read -r file; do
        cp "$file" part$step/
    done
    bytes=$(find part$step -name '*.md' -exec cat {} + | wc -c)
    timed "$CRIB" scan --quiet --exit-zero --format jsonl -o out.jsonl part$step
    is "a scan of 1/$step of the laws succeeds" 0 "$status"
    echo "1/$step: $bytes bytes, $seconds s, computing $cpu s, $kib KiB," \
        "$(jq -r 'if .type == "passage" then .role else .type end' out.jsonl | sort | uniq -c | awk '{ printf "%s %d ", $2, $1 }')"
    echo "$bytes $cpu $kib" >>figures
done
# With the text n times as long, at most n^1.5 times as many seconds.
holds 'from a third to all, the exponent of the growth of time' \
    "$(awk '{ b[NR] = $1; s[NR] = $2 } END { printf "%.2f\n", log(s[3] / s[2]) / log(b[3] / b[2]) }' figures)" '<' 1.5
holds 'and that of memory' \
    "$(awk '{ b[NR] = $1; s[NR] = $3 } END { printf "%.2f\n", s[2] ? log(s[3] / s[2]) / log(b[3] / b[2]) : 0 }' figures)" '<' 1.2
