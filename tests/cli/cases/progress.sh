# None when standard error is no terminal; erased at the end when asked for.
cp "$DATA"/sample/annual-reports/*.md .
crib scan --brief *.md 2>errors >/dev/null
wc -c <errors
crib scan --brief --progress never *.md 2>errors >/dev/null
wc -c <errors
