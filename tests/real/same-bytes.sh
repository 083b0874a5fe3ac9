# SPDX-License-Identifier: MIT
# same_bytes FILE...: scan them in several ways that must not differ; sourced
# after check.sh. `seconds` alone may differ between two runs.

# all_formats NAME ARGUMENT...
all_formats() {
    name=$1
    shift
    for format in jsonl tsv text; do
        "$CRIB" scan --quiet --exit-zero --color never --lang en --format $format "$@" |
            sed 's/,"seconds":[0-9.]*//' >"$name.$format"
    done
}

# alike WHAT NAME: NAME's three outputs are those of `one`
alike() {
    for format in jsonl tsv text; do
        same "$1: same $format" one.$format "$2.$format"
    done
}

same_bytes() {
    all_formats one --threads 1 "$@"
    for threads in 2 8; do
        all_formats threads$threads --threads $threads "$@"
        alike "$threads threads" threads$threads
    done
    # the order of the command line, by the hash of the names; should that be
    # the one given, the other way round
    printf '%s\n' "$@" >given
    while IFS= read -r file; do
        echo "$(printf %s "$file" | cksum | cut -d ' ' -f 1) $file"
    done <given >hashed
    sort hashed | cut -d ' ' -f 2- >order
    ! cmp -s order given || sort -r hashed | cut -d ' ' -f 2- >order
    tr '\n' '\0' <order >shuffled
    for format in jsonl tsv text; do
        xargs -0 "$CRIB" scan --quiet --exit-zero --color never --lang en --format $format <shuffled |
            sed 's/,"seconds":[0-9.]*//' >shuffled.$format
    done
    alike 'another order' shuffled
    for locale in C zh_CN.UTF-8; do
        if [ "$locale" != C ] && ! locale -a 2>/dev/null | grep -qi '^zh_CN\.utf-\{0,1\}8$'; then
            echo "skip $locale: no such locale here"
            continue
        fi
        (export LC_ALL=$locale LANG=$locale && all_formats "$locale" "$@")
        alike "$locale" "$locale"
    done
}
