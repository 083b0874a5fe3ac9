# A temporary folder in which no file may grow beyond 64 KB, as in a full one:
# said, status 4.
[ -z "${TSAN_OPTIONS:-}" ] || { echo "clang's OpenMP cannot start where no file may grow" && exit 77; }
(
    ulimit -f 128
    crib scan "$DATA/sample" --memory 16M --quiet
) 2>err
echo "status $?"
cat err
