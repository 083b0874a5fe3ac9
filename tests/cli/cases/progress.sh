# Nothing when standard error is no terminal; when asked for, one line after a
# second of work, rewritten in place and erased at the end.
cp "$DATA"/sample/annual-reports/*.md .
crib scan --brief *.md 2>errors >/dev/null
wc -c <errors
crib scan --brief --progress never *.md 2>errors >/dev/null
wc -c <errors
{ sleep 1.5; cat *.md; } | crib scan --brief --progress always --lang en - 2>errors >/dev/null
tr '\r' '\n' <errors | head -n 2 | grep -c 'K''crib: '
tail -c 4 errors | od -An -c
