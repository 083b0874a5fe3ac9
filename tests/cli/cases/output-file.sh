# -o: whole or not at all, never over an input, no temporary file left.
status() { echo "status $?"; }
cp "$DATA"/sample/annual-reports/parks-and-gardens.md one.md
crib scan one.md -o out.txt
status
crib scan --quiet one.md >direct.txt
cmp out.txt direct.txt && echo "the same as on standard output"
crib scan --quiet one.md -o - | cmp - direct.txt && [ ! -e - ] && echo "-o - is standard output"

crib scan one.md -o one.md
status
ln -s one.md link.md
crib scan one.md -o ./link.md
status
crib scan one.md -o missing/out.txt
status
mkdir folder
crib scan one.md -o folder
status

# A file that the walk itself came upon.
cp one.md folder/old.txt
crib scan folder --quiet -o folder/old.txt
status
cmp one.md folder/old.txt && echo "the old file is whole"
crib scan folder --quiet --exclude old.txt -o folder/old.txt --exit-zero
status

# A link stays a link, and permissions stay.
: >real.txt && chmod 640 real.txt && ln -s real.txt linked.txt
crib scan --quiet one.md --output=linked.txt
status
test -L linked.txt && cmp real.txt direct.txt && ls -l real.txt | cut -c 1-10
(umask 027; crib scan --quiet one.md -o masked.txt; ls -l masked.txt | cut -c 1-10)

crib show text one.md -o shown.txt
status
cmp shown.txt one.md && echo "show writes files too"
crib show text one.md -o one.md
status
crib scan --quiet one.md -o /dev/null
status
find . -name '.crib*'
