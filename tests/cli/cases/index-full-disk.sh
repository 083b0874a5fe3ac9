# A file that may not grow any further, as on a full disk: status 4, said; the
# index stays what it was, and the repeated command completes.
[ -z "${TSAN_OPTIONS:-}" ] || { echo "clang's OpenMP cannot start where no file may grow" && exit 77; }
cp -r "$DATA/sample" s
book=$(ls s/*.txt)
sed -n 51,66p "$book" >part.txt
answer() { crib check part.txt --index "$1" --format jsonl --quiet --exit-zero | sed 's/"seconds":.*//'; }
crib index add well s/annual-reports --quiet
answer well >before
cp -r well whole
crib index add whole s --quiet
answer whole >after
cmp -s before after && echo "the test is blind"
refused=0
for blocks in 1 4 8 16 24 32 48 64 88 96 128 160 200; do
    rm -rf at && cp -r well at
    (
        trap '' XFSZ
        ulimit -f $blocks
        crib index add at s --quiet
    ) 2>err
    status=$?
    [ $status -eq 0 ] || [ $status -eq 4 ] || echo "$blocks blocks: status $status"
    [ $status -ne 4 ] || refused=$((refused + 1))
    [ $status -eq 0 ] || grep -q 'cannot\|full' err || { echo "$blocks blocks: not said"; cat err; }
    crib index verify at >said || { echo "$blocks blocks:"; cat said; }
    answer at >now
    cmp -s now before || cmp -s now after || echo "$blocks blocks: another answer"
    crib index add at s --quiet || echo "$blocks blocks: the repeated command"
    answer at | cmp -s - after || echo "$blocks blocks: not the whole in the end"
done
[ $refused -gt 3 ] || echo "refused $refused times only"
echo done
