# SPDX-License-Identifier: MIT
# What the report for people says about the seeds, in both languages.
. "$REAL/check.sh"
a=$(seed 002) b=$(seed 004)
need 'the report about the seed compilations' "$a" "$b"
for lang in zh en; do
    "$CRIB" scan --quiet --color never --lang $lang "$a" "$b" >$lang.txt
    is "$lang: findings end with status 1" 1 $?
done
says 'zh: the place name is redacted 21 times' '临海 → XX × 21' zh.txt
says 'en: the place name is redacted 21 times' '临海 → XX × 21' en.txt
says 'zh: figures redacted on one side' '数字仅一方隐去 × 4' zh.txt
says 'en: figures redacted on one side' 'figures redacted on one side only × 4' en.txt
# The group: the line of the kept copy, then the one of the dropped copy.
sed -n '/保留 第 9 篇/,/^$/p' zh.txt >group.zh
sed -n '/keep document 9/,/^$/p' en.txt >group.en
says 'zh: the copy at 246 is kept' "$(basename "$b"):246" group.zh
says 'en: the copy at 246 is kept' "$(basename "$b"):246" group.en
says 'zh: the other has the fuller text' '文字更全' group.zh
says 'zh: and reveals what this one redacts' '隐去的内容' group.zh
says 'en: the other has the fuller text' 'the fuller text' group.en
says 'en: and reveals what this one redacts' 'reveals what the kept one redacts' group.en
sed -n '/^题文不符/,/^$/p' zh.txt >misfiled.zh
sed -n '/^Misfiled/,/^$/p' en.txt >misfiled.en
for word in 生态环境 交通 市交通运输局 "$(basename "$b"):131" "$(basename "$b"):246"; do
    says "zh: the evidence names $word" "$word" misfiled.zh
    says "en: the evidence names $word" "$word" misfiled.en
done
is 'zh: one document is misfiled' 1 "$(grep -c '^  第' misfiled.zh)"
is 'en: one document is misfiled' 1 "$(grep -c '^  document' misfiled.en)"
says 'zh: stated and found agree' '自称 12 篇，找到 12 篇' zh.txt
says 'en: stated and found agree' 'states 11 documents, found 11' en.txt
