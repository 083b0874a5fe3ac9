try() {
    crib "$@" --lang zh
    [ $? -eq 2 ] || echo "status is not 2"
}
: >a.txt
try sacn a.txt
try scan
try diff a.txt b.txt c.txt
try show txt a.txt
try scan --min-lenght 30 a.txt
try scan --zzz a.txt
try scan --min-length abc a.txt
try scan --near .4 a.txt
try scan --format xml a.txt
try scan --quiet=yes a.txt
try version --near .5
try scan a.txt -o a.txt
