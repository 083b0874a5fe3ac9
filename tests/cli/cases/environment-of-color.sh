# No colour unless a terminal asks for it; --color decides over NO_COLOR.
cp "$DATA"/sample/annual-reports/*libr*.md .
escapes() { grep -c "$(printf '\033')" || true; }
few() { [ "$1" -gt 0 ] && echo some || echo none; }
few "$(TERM=xterm crib scan *.md | escapes)"
few "$(NO_COLOR=1 crib scan --color always *.md | escapes)"
few "$(crib scan --color never *.md | escapes)"
few "$(crib scan --color always --format jsonl *.md 2>/dev/null | escapes)"
few "$(crib scan --color always --format tsv *.md 2>/dev/null | escapes)"
