# Conditions on attributes, in list, check and audit: numbers and dates as
# such, what documents say of themselves, the submission's own group.
status() { echo "status $?"; }
body() { sed -n 51,66p "$DATA"/sample/*.txt; }
# NAME TITLE SIGNATURE...: a report with that text.
report() { name=$1 title=$2; shift 2; { printf '%s\n\n' "$title"; body; printf '%s\n' "$@"; } >$name; }
mkdir in
report in/a.txt "甲县水务局2021年工作总结" "甲县水务局" "2021年12月30日"
report in/b.txt "乙县水务局2022年工作总结及2023年工作计划" "乙县水务局" "2023年1月5日"
report in/c.txt "丙县水务局工作总结" "丙县水务局" "2023年3月"
report in/d.txt "丁县水务局工作总结"
crib index add idx in --quiet
crib index add idx in/a.txt in/b.txt --set group=north --set pages=9 --quiet
crib index add idx in/c.txt --set group=south --set pages=10 --quiet
crib index add idx in/d.txt --set year=2024 --set pages=many --quiet
echo "-- what they are, and who says so"
crib index list idx | cut -f 1,7-
list() { for w; do printf '%-24s' "$w"; crib index list idx --where "$w" | cut -f 1 | tr '\n' ' '; echo; done; }
echo "-- list"
list group=north group!=north 'year>=2022' 'year<2022' year=2023 'year!=2023' 'pages<10' 'pages>=9' pages=9.0 pages=many \
    'date>2022' 'date<=2023-01' 'date>2023-03-01' date=2023 office=丙县水务局 'office!=丙县水务局' 'title=丁县水务局工作总结'
echo "both: $(crib index list idx --where group=north --where 'year>=2022' | cut -f 1)"
echo "neither: $(crib index list idx --where-not group=north --where-not 'pages>9' | cut -f 1)"
echo "-- check"
report new.txt "戊县水务局2023年工作总结" "戊县水务局" "2023年12月1日"
sources() { crib check new.txt --index idx --format jsonl --quiet --exit-zero "$@" |
    jq -r 'select(.type == "document" and .origin == "index").source' | tr '\n' ' '; echo; }
sources
sources --where 'year>=2022'
sources --where-not 'year>=2022' --where group=north
sources --not-same group --set group=north
sources --not-same group --not-same year --set group=north
crib check new.txt --index idx --format jsonl --quiet --where 'year>=2022' --not-same group --set group=north | jq -c 'select(.type == "run").parameters'
echo "-- its own group apart, in one"
crib check new.txt --index idx --set group=north --lang en --brief | tail -n 4
crib check new.txt --index idx --set series=s --lang zh --brief | tail -n 4
crib check new.txt --index idx --set group=north --format jsonl --quiet | jq -c 'select(.type == "overlap") | [.own, .same_group, .other_groups]'
crib check in/a.txt --index idx --format jsonl --quiet | jq -c 'select(.type == "overlap") | [.own, .same_group, .other_groups]'
crib check in/d.txt --index idx --format jsonl --quiet | jq -c 'select(.type == "overlap") | [.own, .same_group, .other_groups]'
echo "-- each file's own group, when they differ"
crib check in/a.txt in/c.txt --index idx --not-same group --format jsonl --quiet | jq -r 'if .type == "document" then "doc \(.doc) \(.source)"
    elif .type == "pair" then "pair \(.a) \(.b)" else empty end' | awk '$1 == "doc" { n[$2] = $3; next } { print n[$2], n[$3] }' | sort
echo "-- audit: what the filter leaves out is as if a baseline held it"
told() { crib audit "$@" --format jsonl --quiet --exit-zero | jq -r 'if .type == "document" then "doc \(.doc) \(.source)" elif .type == "passage" then
    "told \(.a.doc) \(.b.doc)" elif .type == "summary" then "\(.not_compared)" else empty end' |
    awk '$1 == "doc" { n[$2] = $3; next } $1 == "told" { print $1, n[$2], n[$3]; next } { print }' | sort; }
crib audit idx in --quiet >/dev/null
cp new.txt in/e.txt
told idx in/e.txt --set group=north --not-same group --where 'year!=2024'
told idx in
sed -i 's/^戊县/己县/' in/e.txt
told idx in --where 'year!=2024'
echo "-- makes no sense"
no() { "$@" --quiet; status; }
crib index list idx --where colour=red; status
crib index list idx --where 'office<5'; status
crib index list idx --where 'group<5'; status
crib index list idx --where 'year>=soon'; status
crib index list idx --where year; status
crib index list idx --not-same group; status
crib index stat idx --where year=2023; status
no crib check new.txt --index idx --where 'colour!=red'
no crib check new.txt --index idx --not-same colour
no crib check new.txt --index idx --not-same group
no crib check new.txt --index idx --set colour
no crib audit idx in --where 'colour=red'
no crib audit idx in --where 'year>x'
