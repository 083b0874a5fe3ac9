# Every mistake has its sentence and status 2; nothing is written to standard output.
try() {
    echo "\$ crib $*" >&2
    crib "$@"
    [ $? -eq 2 ] || echo "status is not 2"
}
: >a.txt
try
try sacn a.txt
try qwertyuiop
try help sca
try scan
try diff a.txt
try diff a.txt b.txt c.txt
try version now
try completion fish
try show txt a.txt
try show nothing-like-it a.txt
try scan --min-lenght 30 a.txt
try scan --min 30 a.txt
try scan --zzz a.txt
try scan -z a.txt
try scan --f a.txt
try scan --min-length abc a.txt
try scan --min-length 4 a.txt
try scan --min-length 1000001 a.txt
try scan --min-length 99999999999999999999 a.txt
try scan --min-length=12abc a.txt
try scan --min-length= a.txt
try scan --min-length -5 a.txt
try scan --near .4 a.txt
try scan --near 1.001 a.txt
try scan --near 0.8005 a.txt
try scan --near 80% a.txt
try scan --near . a.txt
try scan --threads 1025 a.txt
try scan --format xml a.txt
try scan --format text,tsv a.txt
try scan --keep worst a.txt
try scan --lang fr a.txt
try scan --color sometimes a.txt
try scan --encoding= a.txt
try scan --quiet=yes a.txt
try scan a.txt -o
try scan a.txt --format
try show text a.txt --near .5
try version --near .5
try diff a.txt a.txt --keep best
