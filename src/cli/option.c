/* SPDX-License-Identifier: MIT */
/* The table of options. */
#include "cli/option.h"

#define ON(command) (1u << COMMAND_##command)
#define ON_RESULTS (ON(SCAN) | ON(DIFF) | ON(CHECK) | ON(AUDIT))
#define ON_RUNS (ON_RESULTS | ON(SHOW) | ON(INDEX) | ON(DEDUP))
#define ON_ALL ((1u << N_COMMANDS) - 1)
#define FIELD(name) offsetof(struct settings, name)

const struct option options[] = {
    { "format", 0, OPTION_CHOICE, "FORM", "text|jsonl|tsv|pan|mail", 0, 0, NULL, NULL, FIELD(format), ON_RESULTS,
      "write the result for people, as JSON Lines, as TSV, as PAN's XML, a file for each\n"
      "two files that share passages, into the folder that -o names, or as one paragraph\n"
      "for a mail that names the three gravest findings [text]",
      "结果的格式：供人阅读、JSON Lines、TSV，PAN 的 XML：\n"
      "每两个有相同片段的文件一个文件，写入 -o 指定的文件夹；\n"
      "或一段列出最重三处的邮件正文（mail）[text]" },
    { "output", 'o', OPTION_TEXT, "FILE", NULL, 0, 0, NULL, NULL, FIELD(output), ON_RUNS | ON(DECIDE),
      "write to FILE (dedup: into this folder), whole or not at all, never over an input;\n"
      "-: standard output",
      "写入 FILE（dedup：写入此文件夹）：要么完整，要么不写；\n"
      "绝不覆盖输入文件；-：标准输出" },
    { "min-length", 0, OPTION_COUNT, "UNITS", NULL, 5, 1000000, "units", "字数", FIELD(min_length), ON_RUNS,
      "least length of a passage; a word of a spaced script counts as two [24]",
      "片段的最小长度；以空格分词的文字一词计二 [24]" },
    { "near", 0, OPTION_RATIO, "RATIO", NULL, 500, 1000, "a ratio", "比例", FIELD(near_permille), ON_RESULTS | ON(DEDUP),
      "share of both documents that makes them near-duplicates, 0.50 to 1.00 [0.80]",
      "两篇文档都达到此重合比例即为近似重复，0.50 至 1.00 [0.80]" },
    { "whole", 0, OPTION_FLAG, NULL, NULL, 0, 0, NULL, NULL, FIELD(whole), ON(SCAN) | ON(DEDUP),
      "only documents that are copies of each other as wholes, duplicates and\n"
      "near-duplicates: no passages of other documents, no misfiled ones; several times\n"
      "as fast, in a fraction of the memory",
      "只找整篇重复的文档（重复、近似重复）：不找其他文档的相同片段，\n"
      "也不查题文不符；快若干倍，占用内存少得多" },
    { "keep", 0, OPTION_WORD, "RULE", "best|longest|first|best-titled|newest", 0, 0, NULL, NULL, FIELD(keep), ON(SCAN) | ON(DEDUP),
      "which copy of a group to keep, or to recommend for keeping; never one whose title\n"
      "does not fit its text while another's does [best]",
      "每组重复文档保留（或建议保留）哪一份；\n"
      "题文不符的绝不先于题文相符的 [best]" },
    { "remove", 0, OPTION_CHOICE, "WHAT", "same|near|contained", 0, 0, NULL, NULL, FIELD(remove), ON(DEDUP),
      "what goes: same: what differs in nothing but redactions, character forms, layout,\n"
      "punctuation and page furniture; near: every near-duplicate; contained: also what\n"
      "stands nearly whole in a longer document [same]",
      "删去什么：same：差异仅为隐去字词、字形、排版、标点、页眉页码的；\n"
      "near：所有近似重复；contained：还有几乎全部包含于较长文档的 [same]" },
    { "strip", 0, OPTION_TEXT, "KINDS", NULL, 0, 0, NULL, NULL, FIELD(strip), ON(DEDUP),
      "also take out advertisements, markers, or both: advertisements,markers [neither]",
      "另外去掉广告（advertisements）、混入的标记（markers），\n"
      "或两者：advertisements,markers [都不去掉]" },
    { "dry-run", 0, OPTION_FLAG, NULL, NULL, 0, 0, NULL, NULL, FIELD(dry_run), ON(DEDUP),
      "write nothing; print what would go and why",
      "不写任何文件；显示将删去什么、为什么" },
    { "replace", 0, OPTION_FLAG, NULL, NULL, 0, 0, NULL, NULL, FIELD(replace), ON(DEDUP),
      "the folder may hold an earlier result of dedup: put the new one in its place",
      "文件夹中可以有 dedup 先前的结果：以新的取代" },
    { "restore", 0, OPTION_FLAG, NULL, NULL, 0, 0, NULL, NULL, FIELD(restore), ON(DEDUP),
      "the one operand is a folder that dedup wrote: write its inputs into the folder\n"
      "that -o names, byte for byte",
      "唯一的参数是 dedup 写出的文件夹：把当初的输入\n"
      "逐字节还原到 -o 指定的文件夹" },
    { "documents", 0, OPTION_TEXT, "HOW", "auto|file", 0, 0, NULL, NULL, FIELD(documents), ON_RUNS & ~ON(DIFF),
      "how files are cut into documents: auto, file (one each), or a regular expression\n"
      "that matches the lines at which a document begins [auto]",
      "如何把文件切分为文档：auto、file（一个文件一篇），\n"
      "或匹配文档首行的正则表达式 [auto]" },
    { "encoding", 0, OPTION_TEXT, "NAME", NULL, 0, 0, NULL, NULL, FIELD(encoding), ON_RUNS,
      "encoding of the inputs, such as GB18030 [found out]",
      "输入文件的编码，例如 GB18030 [自动识别]" },
    { "text-field", 0, OPTION_TEXT, "NAME", NULL, 0, 0, NULL, NULL, FIELD(text_field), ON_RUNS,
      "JSON Lines: the field that holds the text [text]",
      "JSON Lines：存放正文的字段 [text]" },
    { "id-field", 0, OPTION_TEXT, "NAME", NULL, 0, 0, NULL, NULL, FIELD(id_field), ON_RUNS,
      "JSON Lines: the field that names the row [id]",
      "JSON Lines：存放名称的字段 [id]" },
    { "include", 0, OPTION_LIST, "GLOB", NULL, 0, 0, NULL, NULL, FIELD(include), ON_RUNS,
      "take only files with such a name from folders; may be repeated",
      "遍历文件夹时只取名称匹配的文件；可多次给出" },
    { "exclude", 0, OPTION_LIST, "GLOB", NULL, 0, 0, NULL, NULL, FIELD(exclude), ON_RUNS,
      "leave out files with such a name in folders; may be repeated",
      "遍历文件夹时略去名称匹配的文件；可多次给出" },
    { "template", 0, OPTION_LIST, "FILE", NULL, 0, 0, NULL, NULL, FIELD(template), ON_RESULTS,
      "a form that everybody fills in: its text is boilerplate, wherever it stands;\n"
      "may be repeated",
      "人人填写的模板：其文字一律视为样板文字；\n"
      "可多次给出" },
    { "index", 0, OPTION_TEXT, "INDEX", NULL, 0, 0, NULL, NULL, FIELD(index), ON(CHECK) | ON(DECIDE),
      "the index to check against: a folder made by crib index add",
      "用来比对的索引：crib index add 建立的文件夹" },
    { "where", 0, OPTION_LIST, "CONDITION", NULL, 0, 0, NULL, NULL, FIELD(where), ON(CHECK) | ON(AUDIT) | ON(INDEX),
      "tell only documents of the index that meet it: NAME=VALUE, or with !=, <, <=, >, >=;\n"
      "NAME is an attribute that --set gave, or title, office, date, year as the document\n"
      "says; numbers and dates are compared as such; may be repeated: all must hold",
      "只列出索引中符合条件的文档：NAME=VALUE，或用 !=、<、<=、>、>=；\n"
      "NAME 是 --set 给的属性，或文档自述的 title、office、date、year；\n"
      "数和日期按大小比较；可多次给出，须同时符合" },
    { "where-not", 0, OPTION_LIST, "CONDITION", NULL, 0, 0, NULL, NULL, FIELD(where_not), ON(CHECK) | ON(AUDIT) | ON(INDEX),
      "leave out documents of the index that meet it; may be repeated",
      "略去索引中符合该条件的文档；可多次给出" },
    { "not-same", 0, OPTION_LIST, "NAME", NULL, 0, 0, NULL, NULL, FIELD(not_same), ON(CHECK) | ON(AUDIT),
      "leave out documents of the index that have the same value of this attribute as what\n"
      "is checked, such as group; may be repeated",
      "略去索引中该属性与送检文档相同的文档，例如 group；\n"
      "可多次给出" },
    { "note", 0, OPTION_TEXT, "TEXT", NULL, 0, 0, NULL, NULL, FIELD(note), ON(DECIDE),
      "why: one line, shown with the passage",
      "理由：一行文字，与片段一同显示" },
    { "no-text", 0, OPTION_FLAG, NULL, NULL, 0, 0, NULL, NULL, FIELD(no_text), ON(INDEX) | ON(AUDIT),
      "for a new index: keep no texts in it; passages are then told from the sources",
      "仅用于新建索引：不存原文；比对时从源文件读取" },
    { "prune", 0, OPTION_FLAG, NULL, NULL, 0, 0, NULL, NULL, FIELD(prune), ON(INDEX) | ON(AUDIT),
      "what stood under the paths and is gone leaves the index",
      "路径之下已删除的文件同时移出索引" },
    { "set", 0, OPTION_LIST, "NAME=VALUE", NULL, 0, 0, NULL, NULL, FIELD(set), ON(INDEX) | ON(AUDIT) | ON(CHECK),
      "give the files named an attribute, such as collection=2023; may be repeated;\n"
      "NAME= takes it away; for check, for this once: group and series tell what is the\n"
      "submission's own in the figures at its end",
      "为所列文件设置属性，例如 collection=2023；可多次给出；\n"
      "NAME= 则去除该属性；用于 check 时仅此一次：group 和 series\n"
      "决定文末数字中哪些是本组、本系列" },
    { "fail-on", 0, OPTION_CHOICE, "WHAT", "new|any|never", 0, 0, NULL, NULL, FIELD(fail_on), ON(AUDIT),
      "end with status 1 when there is a new finding, when any stands that nobody has\n"
      "judged, also one that was told before, or never [new]",
      "何时以状态 1 结束：new：有新发现；any：有任何未认定的发现，\n"
      "包括此前报告过的；never：从不 [new]" },
    { "since", 0, OPTION_COUNT, "RUN", NULL, 1, UINT32_MAX, "the number of an audit", "审查的编号", FIELD(since), ON(AUDIT),
      "tell again what that audit and later ones told and nobody has judged; crib index\n"
      "runs lists them",
      "再次报告该次及以后各次审查报告过、尚未认定的发现；\n"
      "crib index runs 列出各次审查" },
    { "baseline", 0, OPTION_TEXT, "FILE", NULL, 0, 0, NULL, NULL, FIELD(baseline), ON(AUDIT),
      "leave out the findings in FILE: lines ID COUNT, by ID; one more than COUNT is told",
      "略去 FILE 中的发现：每行“编号 次数”，按编号排序；超出次数的照常报告" },
    { "write-baseline", 0, OPTION_TEXT, "FILE", NULL, 0, 0, NULL, NULL, FIELD(write_baseline), ON(AUDIT),
      "write such a file of all that stands in the index and nobody has judged",
      "把索引中现存且未认定的全部发现写成这样的文件" },
    { "memory", 0, OPTION_SIZE, "SIZE", NULL, 16, 0, NULL, NULL, FIELD(memory), ON_RUNS,
      "keep little more than SIZE (such as 500M or 2G; 16M at least) in memory and the\n"
      "rest in a nameless file in the temporary folder ($TMPDIR, else /tmp, or /var/tmp\n"
      "where /tmp itself lies in memory): for collections larger than memory; never\n"
      "changes a result [all in memory]",
      "内存中大约只保留 SIZE（如 500M、2G，至少 16M），\n"
      "其余放入临时文件夹中的无名文件（$TMPDIR，否则 /tmp；\n"
      "若 /tmp 本身在内存中，则为 /var/tmp）：\n"
      "用于大于内存的文集；不影响结果 [全部放在内存中]" },
    { "threads", 0, OPTION_COUNT, "N", NULL, 0, 1024, "a number", "数目", FIELD(threads), ON_RUNS,
      "threads to use; 0 means one per processor; never changes a result [0]",
      "线程数；0 表示每个处理器一个；不影响结果 [0]" },
    { "brief", 0, OPTION_FLAG, NULL, NULL, 0, 0, NULL, NULL, FIELD(brief), ON_RESULTS,
      "only the first screen of the report, without the passages in full",
      "只显示报告的概览，不列出片段全文" },
    { "color", 0, OPTION_CHOICE, "WHEN", "auto|always|never", 0, 0, NULL, NULL, FIELD(color), ON_RESULTS,
      "colour in the report; auto: on a terminal, unless NO_COLOR is set [auto]",
      "报告是否着色；auto：在终端上且未设置 NO_COLOR 时 [auto]" },
    { "progress", 0, OPTION_CHOICE, "WHEN", "auto|always|never", 0, 0, NULL, NULL, FIELD(progress), ON_RUNS,
      "show how far long work is; auto: when standard error is a terminal [auto]",
      "显示进度；auto：标准错误为终端时 [auto]" },
    { "quiet", 'q', OPTION_FLAG, NULL, NULL, 0, 0, NULL, NULL, FIELD(quiet), ON_RUNS,
      "say nothing on standard error but errors",
      "标准错误上只报错误" },
    { "exit-zero", 0, OPTION_FLAG, NULL, NULL, 0, 0, NULL, NULL, FIELD(exit_zero), ON_RESULTS | ON(DEDUP),
      "end with status 0 instead of 1 when something was found",
      "有发现时也以状态 0（而非 1）结束" },
    { "lang", 0, OPTION_CHOICE, "LANGUAGE", "en|zh", 0, 0, NULL, NULL, FIELD(lang), ON_ALL,
      "language of messages and of the report [of LC_ALL, LC_MESSAGES, LANG]",
      "消息和报告的语言 [由 LC_ALL、LC_MESSAGES、LANG 决定]" },
    { "man", 0, OPTION_FLAG, NULL, NULL, 0, 0, NULL, NULL, FIELD(man), ON(HELP),
      "print the manual page, in roff",
      "输出 roff 格式的手册页" },
    { "help", 'h', OPTION_FLAG, NULL, NULL, 0, 0, NULL, NULL, FIELD(help), ON_ALL,
      "explain the command",
      "显示命令说明" },
    { "version", 0, OPTION_FLAG, NULL, NULL, 0, 0, NULL, NULL, FIELD(version), ON_ALL,
      "print the version",
      "显示版本" },
};

const size_t n_options = COUNT_OF(options);
