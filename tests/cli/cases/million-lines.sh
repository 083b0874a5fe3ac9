# A million identical lines: an answer of reasonable size, in bounded time and
# memory. (Sanitizers reserve address space without bound.)
awk 'BEGIN { for (i = 0; i < 1000000; i++) print "The same line of text stands here again." }' >million.txt
head -n 100000 million.txt >tenth.txt
for size in tenth million; do
    ([ -n "$SANITIZED" ] || ulimit -v 2000000; timeout 120 crib scan --quiet --brief $size.txt >report.txt)
    status=$?
    [ "$status" -le 1 ] && echo "$size: an answer" || echo "$size: status $status"
    [ "$(wc -c <report.txt)" -lt 100000 ] || echo "$size: the report has $(wc -c <report.txt) bytes"
done
