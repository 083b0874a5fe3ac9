# What is taken from elsewhere with its source named is a quotation, counted apart; without one it is a passage.
text='林场职工利用农闲时节清理边沟里的落叶和淤泥，保证雨季排水畅通，群众出行更加安全方便'
echo "渔港的码头在七月更换了照明设备。$text。各乡镇在入冬之前完成了防火物资的储备。" >rules.txt
echo "县里的做法值得借鉴。《林区条例》规定：“$text。”我们照此办理，效果很好。" >quotes.txt
echo "县里的做法值得借鉴。“$text。”我们照此办理，效果很好。" >marks.txt
cat >a.txt <<'END'
本文讨论林区道路养护的若干问题，结论在文末给出。
[1] 王小明, 李红. 林区道路养护技术研究[J]. 林业工程, 2019, 12(3): 45-60.
[2] 张建国. 山区公路边坡治理[M]. 北京: 人民交通出版社, 2015.
END
sed '1s/.*/渔港码头的照明设备在七月更换，所用资料列在下面。/' a.txt >b.txt
for pair in 'rules.txt quotes.txt' 'rules.txt marks.txt' 'a.txt b.txt'; do
    # shellcheck disable=SC2086
    crib diff --format tsv -q $pair | cut -f 2-6,14,15,24
done
crib diff --lang en rules.txt quotes.txt
echo "status $?"
crib diff --lang zh --brief rules.txt quotes.txt
crib diff --format jsonl -q rules.txt quotes.txt | grep -o '"coverage":{[^}]*}'
