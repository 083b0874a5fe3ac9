# How each title stands to its text: which is in its place, and by which clues that is judged.
cp "$DATA"/sample/*.txt "$DATA"/sample/annual-reports/*.md .
clue='^[a-z]*  *-*[0-9][0-9.]*$'
crib show titles *.txt *.md | grep -v "$clue" | sed 's/, doubt .*//'
echo "Clues:"
crib show titles harbour-office.md roads-and-bridges.md library-service.md parks-and-gardens.md | grep "$clue" | sed 's/ .*//' | sort | uniq -c
