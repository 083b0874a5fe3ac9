crib --lang zh help
crib help scan --lang=zh
crib show -h --lang zh
crib help dedup --lang zh
