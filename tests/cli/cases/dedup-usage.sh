# What dedup refuses, before anything is written.
status() { echo "status $?"; }
mkdir in full
echo "some text" >in/a.txt
echo "mine" >full/file
for arguments in "in" "in -o in/out" "in -o full" "in -o full --replace" "in -o full/file" "in -o none/out" "- -o out" \
    "in -o out --strip adverts" "in -o out --remove all" "--restore in full -o out" "--restore in -o out" \
    "--restore in -o out --dry-run" "in -o out --format jsonl"; do
    # shellcheck disable=SC2086
    crib dedup $arguments --lang en
    status
done
crib dedup in --lang zh
crib dedup in -o full --lang zh
crib dedup in -o out --strip x --lang zh
crib dedup none.txt in -o out --lang en
status
ls
