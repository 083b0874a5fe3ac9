# The sample collection without its duplicates: what goes, what stays, and back.
status() { echo "status $?"; }
cp -r "$DATA/sample" sample
crib dedup sample -o clean --lang en
status
find clean -type f | LC_ALL=C sort
cat clean/ledger.txt
grep -v '"type":"cut"' clean/ledger.jsonl
head -n 16 clean/岚川市年度工作总结汇编.txt
diff -rq sample clean

echo "Nothing is left to remove, and the ledgers are no texts of the collection:"
crib dedup --dry-run clean --lang en | head -n 5
status

crib dedup --restore clean -o back --lang en
status
diff -r sample back && echo "every input is as it was"

echo "In Chinese, with more taken out, in place of the first:"
crib dedup sample -o clean --lang zh
status
crib dedup sample -o clean --lang zh --replace --remove contained --keep newest --strip markers,advertisements --exit-zero
status
cat clean/ledger.txt
crib dedup --restore clean -o back2 -q
status
diff -r sample back2 && echo "every input is as it was"
find . -name '.crib*'
