# What was put into the sample collection is found, no more and no less.
command -v jq >/dev/null || { echo "no jq here"; exit 77; }
cd "$DATA"
crib scan --quiet --format jsonl sample >"$HOME/result"
echo "status $?"
jq -r -s '
  (map(select(.type == "document")) | map({(.doc): .title}) | add) as $title |
  .[] |
  if .type == "source" then "source \(.source) \(.encoding) \(.documents)"
  elif .type == "pair" then "pair \(.verdict): \($title[.a]) | \($title[.b])"
  elif .type == "passage" and .role == "passage" then
    "passage \(.class) \(if .length > 600 then "whole" elif .length > 100 then "long" else "short" end): \($title[.a.doc]) | \($title[.b.doc])"
  elif .type == "misfiled" then "misfiled \(.title) | \($title[.twin] // "-")"
  elif .type == "cluster" then "keep \($title[.keep]) of \(.members | length)"
  elif .type == "mark" and (.kind == "marker" or .kind == "advertisement") then "mark \(.kind) after \($title[.doc] // "-")"
  elif .type == "complaint" then "complaint \(.level) \(.what.code)"
  else empty end' "$HOME/result"
echo "edits of the pair that differs in its figures:"
jq -r 'select(.type == "passage" and .class == "renumbered") | [.changes.renumbered, ([.edits[] | select(.kind == "renumbered")] | length)] | @tsv' "$HOME/result"
