# --lang, else the first of LC_ALL, LC_MESSAGES, LANG that is not empty.
crib nonsense
LANG=zh_CN.UTF-8 crib nonsense
LC_MESSAGES=zh_TW LANG=en_GB.UTF-8 crib nonsense
LC_MESSAGES=zh_CN.UTF-8 LC_ALL=C crib nonsense
LC_ALL= LC_MESSAGES= LANG=zh_CN crib nonsense
LC_ALL=zh_CN.GBK crib --lang en nonsense
LC_ALL=zh_CN.GBK crib nonsense -- --lang en
LC_ALL=de_DE.UTF-8 crib --lang=zh nonsense
