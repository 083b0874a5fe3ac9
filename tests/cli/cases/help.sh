crib help
crib help scan
crib help show
crib diff --help
crib --version
crib help dedup --lang en
