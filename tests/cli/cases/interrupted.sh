# Time for crib to begin; with a sanitizer, beside other tests, it takes longer.
begun=${SANITIZED:+5}

# SIGTERM while waiting for input: status 130 soon, and no output file.
mkfifo slow
sleep 30 >slow &
sleeper=$!
crib scan - -o out.txt --quiet <slow &
crib=$!
sleep "${begun:-1}"
kill -TERM $crib
(sleep 20; kill -KILL $crib) 2>/dev/null &
watchdog=$!
wait $crib
echo "status $?"
kill $sleeper $watchdog
ls

# While it writes: the temporary file goes too. A full pipe makes it wait.
mkfifo full
for i in 1 2 3 4 5 6 7 8; do cat "$DATA"/sample/*.txt; done >text.txt
cat text.txt text.txt text.txt text.txt >more.txt
sleep 30 <full &
sleeper=$!
crib show text more.txt -o full --quiet &
crib=$!
sleep "${begun:-1}"
kill -INT $crib
kill -TERM $crib
wait $crib
echo "status $?"
kill $sleeper
find . -name '.crib*'
