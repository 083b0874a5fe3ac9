# When the report does not go to the terminal, one line says what was found.
cp "$DATA"/sample/annual-reports/*.md .
crib scan *.md --format jsonl >/dev/null
crib scan *.md --format tsv --lang zh >/dev/null
crib scan *.md -o report.txt missing.md
crib scan *.md -o report.txt --exclude 'none' --quiet
crib scan *.md >/dev/null
