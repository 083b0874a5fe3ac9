# The same bytes for any number of threads, order of inputs and locale.
scan() { crib scan --quiet --format "${form:-jsonl}" "$@" | sed 's/"seconds":[0-9.]*//'; }
cp -R "$DATA/sample" .
cd sample
set -- annual-reports/*.md *.txt
scan --threads 1 "$@" >../first
[ -s ../first ] && echo "something to compare"
same() {
    cat >../other
    if cmp ../first ../other; then echo "same: $1"; else echo "DIFFERS: $1"; fi
}
scan --threads 2 "$@" | same "two threads"
scan --threads 8 "$@" | same "eight threads"
reversed=
for path; do reversed="$path $reversed"; done
# shellcheck disable=SC2086
scan $reversed | same "reversed inputs"
scan annual-reports/roads-and-bridges.md annual-reports *.txt annual-reports | same "a folder, and files reached twice"
LC_ALL=C scan "$@" | same "LC_ALL=C"
LC_ALL=zh_CN.UTF-8 scan "$@" | same "LC_ALL=zh_CN.UTF-8"
scan --lang zh --progress always "$@" 2>/dev/null | same "--lang zh"
form=tsv
LC_ALL=C scan --threads 1 "$@" >../first
LC_ALL=zh_CN.UTF-8 scan --threads 2 "$@" | same "TSV"
form=text
scan --lang zh --threads 1 "$@" >../first
LC_ALL=zh_CN.UTF-8 scan --threads 8 "$@" | same "the report in Chinese"
