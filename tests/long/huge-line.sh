# SPDX-License-Identifier: MIT
# A single line of 300 MB: an answer or a clear complaint, in bounded memory
# and time. Once periodic, once without any repetition.
most_seconds=300 most_kib=6000000
try() {
    began=$(date +%s)
    (ulimit -v $most_kib && timeout $most_seconds "$CRIB" scan --quiet --brief --lang en "$1" >report.txt)
    status=$?
    echo "$1: status $status, $(($(date +%s) - began)) s, report of $(wc -c <report.txt) bytes"
    case $status in 0 | 1 | 3) ;; *) exit 1 ;; esac
    [ "$(wc -c <report.txt)" -lt 1000000 ] || exit 1
    rm "$1"
}
yes 'the same words again and ' | tr -d '\n' | head -c 300000000 >periodic.txt
try periodic.txt
base64 -w 0 /dev/urandom | head -c 300000000 >random.txt
try random.txt
