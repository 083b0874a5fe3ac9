/* SPDX-License-Identifier: MIT */
/* Help, from the tables of commands and options. */
#include "cli/command.h"
#include "cli/manual.h"
#include "cli/say.h"

/* Lines after the first of a text stand below its first. */
static void print_text(const char *text, int indent)
{
    for (; *text; text++) {
        putchar(*text);
        if (*text == '\n')
            printf("%*s", indent, "");
    }
    putchar('\n');
}

static void print_option(const struct option *o)
{
    char left[64];
    int n = o->letter ? snprintf(left, sizeof left, "-%c, --%s", o->letter, o->name)
                      : snprintf(left, sizeof left, "    --%s", o->name);
    if (o->argument && n > 0 && (size_t)n < sizeof left)
        snprintf(left + n, sizeof left - (size_t)n, " %s",
                 o->choices && o->kind != OPTION_TEXT ? o->choices : o->argument);
    if (strlen(left) > 26)
        printf("  %s\n%*s", left, 30, "");
    else
        printf("  %-28s", left);
    print_text(TR(o->help_en, o->help_zh), 30);
}

static void print_exit_statuses(void)
{
    puts(TR("Exit status, the first that applies:", "退出状态，取最先符合者："));
    for (size_t i = 0; i < N_STATUSES; i++)
        printf("  %-3d  %s\n", (int)statuses[i].status, TR(statuses[i].en, statuses[i].zh));
}

static void print_overview(void)
{
    puts(TR("crib finds text that was used twice: whole documents filed again under another\n"
            "name, passages carried over, the same advertisement pasted everywhere.\n\n"
            "Usage: crib COMMAND [OPTION]... [--] [OPERAND]...\n",
            "crib 查找重复使用的文字：换名再次归档的整篇文档、沿用的段落、到处粘贴的广告。\n\n"
            "用法：crib 命令 [选项]... [--] [参数]...\n"));
    for (size_t i = 0; i < N_COMMANDS; i++) {
        char left[64];
        snprintf(left, sizeof left, "%s %s", commands[i].name, commands[i].operands);
        printf("  %-22s  ", left);
        print_text(TR(commands[i].help_en, commands[i].help_zh), 26);
    }
    puts(TR("\n'-' is standard input. 'crib help COMMAND' explains a command and its options.\n",
            "\n“-”是标准输入。“crib help 命令”说明一个命令及其选项。\n"));
    print_exit_statuses();
}

static void print_words(const char *heading, struct operand_word (*word)(size_t i))
{
    puts(heading);
    for (size_t i = 0; word(i).name; i++)
        printf("  %-14s  %s\n", word(i).name, TR(word(i).en, word(i).zh));
}

static void print_command(unsigned id)
{
    const struct command *c = &commands[id];
    printf(TR("Usage: crib %s [OPTION]... %s\n\n", "用法：crib %s [选项]... %s\n\n"), c->name, c->operands);
    print_text(TR(c->help_en, c->help_zh), 0);
    if (id == COMMAND_SHOW) {
        puts(TR("\nStages:", "\n阶段："));
        for (size_t i = 0; crib_stage_name(i); i++)
            printf("  %-14s  %s\n", crib_stage_name(i), crib_stage_help(i));
    }
    if (id == COMMAND_INDEX)
        print_words(TR("\nActions:", "\n操作："), index_action);
    if (id == COMMAND_DECIDE) {
        puts(TR("\nID is that of a passage in a report of check; all passages with the same two texts\n"
                "have it. 'crib decide export' prints all decisions, 'crib decide import FILE' takes\n"
                "them in again.",
                "\nID 是 check 报告中片段的编号；两处文字都相同的片段编号相同。\n"
                "“crib decide export”输出全部认定，“crib decide import 文件”重新读入。"));
        print_words(TR("\nDecisions:", "\n认定："), decide_word);
    }
    puts(TR("\nOptions:", "\n选项："));
    for (size_t i = 0; i < n_options; i++) {
        if (options[i].commands & 1u << id)
            print_option(&options[i]);
    }
    if (id == COMMAND_SCAN || id == COMMAND_DIFF || id == COMMAND_CHECK || id == COMMAND_AUDIT || id == COMMAND_DEDUP) {
        putchar('\n');
        print_exit_statuses();
    }
}

enum exit_status command_help(const struct settings *s)
{
    unsigned about = s->command;
    if (s->command == COMMAND_HELP && s->operands.n > 0) {
        about = command_find(s->operands.item[0]);
        if (about == N_COMMANDS)
            return command_unknown(s->operands.item[0]);
    }
    if (s->man)
        manual_print();
    else if (about == COMMAND_HELP && s->operands.n == 0)
        print_overview();
    else
        print_command(about);
    return STATUS_NONE;
}
