# SPDX-License-Identifier: MIT
# Large and odd inputs, made here: an answer or a clear complaint, in bounded
# memory and time, and neither grows faster than the text. Each is tried at n,
# 2n and 4n bytes.
. "$REAL/check.sh"
most_seconds=300 most_kib=6000000

# What the inputs are made of: a pseudo-random walk over 3,000 Han characters
# or 5,000 words, the same everywhere. Walks may meet; the seed shifts what
# they show, so that no two share text.
text() {
    LC_ALL=C awk -v kind="$1" -v seed="$2" -v limit="$3" '
        function han(k,   c) { # UTF-8 of U+4E00 + k
            c = 19968 + k
            return sprintf("%c%c%c", 224 + int(c / 4096), 128 + int(c / 64) % 64, 128 + c % 64)
        }
        BEGIN {
            for (k = 0; k < 3000; k++) unit[k] = han(k)
            if (kind == "words")
                for (k = 0; k < 5000; k++)
                    unit[k] = sprintf("%c%c%c%c ", 97 + k % 26, 97 + int(k / 26) % 26, 97 + int(k / 676), 97 + k * 7 % 26)
            n = kind == "words" ? 5000 : 3000
            for (x = seed; made < limit; made += length(line)) {
                line = ""
                for (i = 0; i < 1000; i++) { x = (x * 16807) % 2147483647; line = line unit[(int(x / 8) + seed) % n] }
                printf "%s", line
            }
        }'
}

# try NAME MIB STATUSES: scan input.txt, then remove it
try() {
    name=$1 mib=$2 wanted=$3
    (ulimit -v $most_kib && timed timeout $most_seconds "$CRIB" scan --quiet --brief --lang en -o report.txt input.txt 2>said.txt
        echo "$status $seconds $cpu $kib" >figures)
    read -r status seconds cpu kib <figures
    echo "$name, $mib MiB: status $status, $seconds s, computing $cpu s, $kib KiB, report of $(wc -c <report.txt) bytes; $(head -c 200 said.txt)"
    is "$name, $mib MiB: the right exit status" yes "$(case " $wanted " in *" $status "*) echo yes ;; *) echo "no, $status" ;; esac)"
    holds "$name, $mib MiB: a report of one page, bytes" "$(wc -c <report.txt)" '<' 1000000
    [ "$status" -ne 3 ] || is "$name, $mib MiB: what is lost is said" 1 "$(grep -c input.txt report.txt | sed 's/^[1-9].*/1/')"
    echo "$mib $cpu $kib" >>"growth.$name"
    rm input.txt
}
# Four times the text: at most 4^1.25 times as many seconds (over half a second
# to start with) and bytes.
growth() {
    holds "$1: exponent of the growth of time" \
        "$(awk '{ m[NR] = $1; s[NR] = $2 + .5 } END { printf "%.2f\n", log(s[NR] / s[1]) / log(m[NR] / m[1]) }' "growth.$1")" '<' 1.25
    holds "$1: exponent of the growth of memory" \
        "$(awk '{ m[NR] = $1; k[NR] = $3 + 10000 } END { printf "%.2f\n", log(k[NR] / k[1]) / log(m[NR] / m[1]) }' "growth.$1")" '<' 1.25
}

for kind in han words; do
    for mib in 72 143 286; do
        # blocks that differ, so that the line is no repetition: 16 of them
        n=0
        : >input.txt
        while [ "$(wc -c <input.txt)" -lt $((mib * 1048576)) ]; do
            n=$((n + 1))
            [ -e block.$kind.$n ] || text $kind $((n * 7919 + 11)) 19000000 >block.$kind.$n
            cat block.$kind.$n >>input.txt
        done
        try "one-line-$kind" $mib '0 1 3'
    done
    rm block.*
    growth "one-line-$kind"
done
for mib in 12 24 48; do
    head -c $((mib * 1048576)) /dev/zero | tr '\0' a >input.txt
    try one-letter $mib '0 1'
    yes 的 | tr -d '\n' | head -c $((mib * 1048576 / 3 * 3)) >input.txt
    try one-character $mib '0 1'
done
growth one-letter
growth one-character
for lines in 250000 500000 1000000; do
    yes '本单位按照要求完成了全年各项工作任务并且取得了一定的成效。' | head -n $lines >input.txt
    try identical-lines $(($(wc -c <input.txt) / 1048576)) '0 1'
done
growth identical-lines
for mib in 512 1024 2048; do
    dd if=/dev/zero of=input.txt bs=1 count=0 seek=$((mib * 1048576)) 2>/dev/null
    try sparse $mib '3'
done
growth sparse
