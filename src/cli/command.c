/* SPDX-License-Identifier: MIT */
/* The tables of commands and exit statuses. */
#include "cli/command.h"

#include "cli/say.h"

const struct command commands[N_COMMANDS] = {
    [COMMAND_SCAN] = { "scan", "PATH...", 1, SIZE_MAX,
        "find what was used twice within and between files and folders",
        "找出文件和文件夹之内、之间重复使用的文字", command_scan },
    [COMMAND_DEDUP] = { "dedup", "PATH... -o DIR", 1, SIZE_MAX,
        "write the collection without its duplicates, and a ledger of what\nwent and why",
        "写出去掉重复文档的文集，并附删去了什么、为什么的账目", command_dedup },
    [COMMAND_DIFF] = { "diff", "A B", 2, 2,
        "compare two texts side by side, each as one document",
        "并列比较两份文本，每份视为一篇文档", command_diff },
    [COMMAND_INDEX] = { "index", "ACTION INDEX [PATH...]", 2, SIZE_MAX,
        "keep texts in an index, to check others against",
        "把文本收入索引，供日后比对", command_index },
    [COMMAND_CHECK] = { "check", "FILE...", 1, SIZE_MAX,
        "find what in these files stands in an index already",
        "找出这些文件中已见于索引的文字", command_check },
    [COMMAND_AUDIT] = { "audit", "INDEX PATH...", 2, SIZE_MAX,
        "bring in what is new or changed, and tell what of it stands elsewhere, once",
        "收入新增或改动的文件，并报告其中与他处相同的文字，每处只报一次", command_audit },
    [COMMAND_DECIDE] = { "decide", "ID WHAT", 1, 2,
        "say what a passage that check told is, for all later checks",
        "对 check 列出的片段作出认定，今后一直有效", command_decide },
    [COMMAND_SHOW] = { "show", "STAGE FILE...", 2, SIZE_MAX,
        "print what one stage makes of a file",
        "显示某一处理阶段对文件的理解", command_show },
    [COMMAND_HELP] = { "help", "[COMMAND]", 0, 1,
        "explain crib or one of its commands",
        "说明 crib 或其中一个命令", command_help },
    [COMMAND_COMPLETION] = { "completion", "bash|zsh", 1, 1,
        "print a completion script for a shell",
        "输出命令行补全脚本", command_completion },
    [COMMAND_VERSION] = { "version", "", 0, 0,
        "print the version",
        "显示版本", command_version },
};

const struct status_text statuses[N_STATUSES] = {
    { STATUS_INTERRUPTED, "interrupted", "被中断" },
    { STATUS_INTERNAL, "internal error, a damaged index, or the output could not be written", "内部错误、索引损坏，或结果无法写出" },
    { STATUS_USAGE, "the command line is wrong", "命令行有误" },
    { STATUS_LOST, "something was lost: an input could not be read, or part of one; the rest was reported",
      "有内容丢失：某个输入全部或部分无法读取；其余已报告" },
    { STATUS_FOUND, "findings: shared text, a misfiled document; dedup: something taken out (--exit-zero makes it 0)",
      "有发现：文档有相同文字，或题文不符；dedup：有内容被删去（--exit-zero 使其为 0）" },
    { STATUS_NONE, "none; commands that do not search: done", "无发现；不作查找的命令：已完成" },
};

enum command_id command_find(const char *name)
{
    unsigned id = 0;
    while (id < N_COMMANDS && strcmp(commands[id].name, name) != 0)
        id++;
    return (enum command_id)id;
}

static const char *command_name(size_t i) { return commands[i].name; }

enum exit_status command_unknown(const char *typed)
{
    const char *meant = nearest_name(typed, command_name, N_COMMANDS);
    if (meant)
        say(TR("there is no command '%s'; did you mean %s?", "没有命令“%s”；是否指 %s？"), typed, meant);
    else
        say(TR("there is no command '%s'; 'crib help' lists them", "没有命令“%s”；“crib help”列出所有命令"), typed);
    return STATUS_USAGE;
}

enum exit_status command_version(const struct settings *s)
{
    (void)s;
    printf("crib %s\n", crib_version());
    return STATUS_NONE;
}
