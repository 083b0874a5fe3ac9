# --format pan: a folder of PAN's XML, whole or not at all.
status() { echo "status $?"; }
mkdir -p in/susp in/src
for n in 1 2 3; do
    {
        echo "Report $n of the lamp office"
        echo
        echo "In the year under review office $n looked after $n hundred lamps and wrote as many letters."
    } >in/src/source-$n.txt
done
shared="every lamp that was found broken on the harbour road had been mended before the second winter storm arrived, as the keeper of the northern pier confirmed in writing"
echo "The council heard that ${shared}. No vote was taken." >in/susp/suspicious-1.txt
echo "Ünd: ${shared}." >>in/src/source-2.txt
cp in/src/source-3.txt "in/susp/a&b 'quoted'.txt"
crib scan --documents file --format pan -o out in
status
ls out
cat out/*
find . -name '.crib*'

# The same bytes from any order and number of threads, in a folder that is there and empty.
mkdir -m 750 again
crib scan --quiet --documents file --threads 1 --format pan -o again/ in/susp in/src
status
diff -r out again && ls -ld again | cut -c 1-10

crib scan in --format pan
status
crib scan in --format pan -o out
status
crib scan in --format pan -o in/src/source-1.txt
status
crib scan in --format pan -o missing/out
status
diff -r out again && echo "nothing was touched"

# Nothing found is an empty folder.
crib scan in/src/source-1.txt --quiet --format pan -o none
status
ls none
crib diff in/src/source-2.txt in/susp/suspicious-1.txt --quiet --format pan -o diff --lang zh
status
ls diff

# What stands twice in one file is said, and not in the folder.
{ cat in/susp/suspicious-1.txt; echo; cat in/src/source-1.txt; echo; cat in/susp/suspicious-1.txt; } >twice.txt
crib scan twice.txt --documents file --format pan -o inside
status
ls inside
crib scan twice.txt --documents file --format pan -o inside --lang zh
status
