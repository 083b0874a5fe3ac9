# SIGTERM while waiting for input: status 130, no output file.
mkfifo slow
sleep 30 >slow &
sleeper=$!
crib scan - -o out.txt --quiet <slow &
crib=$!
sleep 1
kill -TERM $crib
(sleep 8; kill -KILL $crib) 2>/dev/null &
watchdog=$!
wait $crib
echo "status $?"
kill $sleeper $watchdog
ls
