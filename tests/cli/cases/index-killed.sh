# Killed at random moments, an index is what it was or what it was to become.
# Two hundred kills: make test-long T=index-killed.
CRIB=crib ROOT=$DATA/../.. ROUNDS=6 FILES=20 sh "$DATA/../long/index-killed.sh" | sed 's/kills, .*/kills/'
