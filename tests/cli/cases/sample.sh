# The sample collection's first screen, in both languages.
cd "$DATA"
crib scan --brief --lang en sample
echo "status $?"
crib scan --brief --lang zh sample
echo "status $?"
