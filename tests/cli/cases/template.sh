# A form that three offices filled in: without --template its text is shared, with it nothing is.
cat >form.txt <<'END'
为切实做好本辖区安全生产工作，明确各方责任，防止各类事故发生，特签订本责任书。
责任单位：＿＿＿＿＿＿　负责人：＿＿＿＿
一、严格执行国家有关安全生产的法律法规，建立健全本单位的安全生产责任制度和操作规程。
二、本单位年度安全投入不少于＿＿万元，由＿＿＿＿负责落实，并接受上级部门的监督检查。
END
fill() {
    sed "s/单位：＿*/单位：$1/; s/负责人：＿*/负责人：$2/; s/于＿*/于$3/; s/由＿*/由$4/" form.txt
    echo "$5"
}
fill 临海机械厂 张建国 12 设备科 '锅炉房今年进行了彻底检修，老化的压力管道更换了十二处，并请专业机构检测合格。' >a.txt
fill 青梧纺织公司 李红梅 8.5 后勤处 '纺织车间新装了除尘设备，棉絮堆积的问题得到解决，消防通道保持畅通。' >b.txt
fill XX水泥厂 XX xx 保卫科 '水泥库房顶棚年久失修，已列入明年大修计划，期间限制人员进入并设置围栏。' >c.txt
crib scan --brief --lang en a.txt b.txt c.txt
echo "status $?"
crib scan --brief --lang en --template form.txt .
echo "status $?"
crib scan --brief --lang zh --template form.txt a.txt b.txt c.txt
echo "status $?"
crib scan --format jsonl --template form.txt a.txt b.txt c.txt | grep -e '"run"' -e '"summary"'
crib scan --format tsv --template form.txt a.txt b.txt c.txt | cut -f 1-4,6,15,24-27
crib diff --brief --lang en --template form.txt a.txt b.txt
echo "status $?"

echo "What cannot be a template:"
: >empty.txt
crib scan --template none.txt a.txt
echo "status $?"
crib scan --template empty.txt a.txt
echo "status $?"
crib scan --template form.txt -o form.txt a.txt
echo "status $?"
