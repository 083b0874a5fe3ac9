/* SPDX-License-Identifier: MIT */
/* The manual page in roff, from the tables of commands and options; `make
 * install` puts it beside the program. In English: the C locale's man cannot
 * be relied on to show anything else. */
#include "cli/manual.h"

#include "cli/command.h"

/* Text that roff shall not take for requests or hyphens. */
static void print_roff(const char *s)
{
    bool line_begins = true;
    for (; *s; s++) {
        if (line_begins && (*s == '.' || *s == '\''))
            fputs("\\&", stdout);
        if (*s == '\\')
            fputs("\\e", stdout);
        else if (*s == '-')
            fputs("\\-", stdout);
        else
            putchar(*s);
        line_begins = *s == '\n';
    }
}

static void print_option(const struct option *o)
{
    fputs(".TP\n.B ", stdout);
    if (o->letter)
        printf("\\-%c, ", o->letter);
    fputs("\\-\\-", stdout);
    print_roff(o->name);
    if (o->argument) {
        fputs(" \\fI", stdout);
        print_roff(o->choices && o->kind != OPTION_TEXT ? o->choices : o->argument);
        fputs("\\fR", stdout);
    }
    putchar('\n');
    print_roff(o->help_en);
    const char *before = "\n(";
    for (unsigned c = 0; c < N_COMMANDS && o->commands != (1u << N_COMMANDS) - 1; c++) {
        if (o->commands & 1u << c) {
            printf("%s%s", before, commands[c].name);
            before = ", ";
        }
    }
    puts(o->commands == (1u << N_COMMANDS) - 1 ? "" : ")");
}

static void print_operand_words(const char *heading, struct operand_word (*word)(size_t i))
{
    printf(".PP\n%s\n", heading);
    for (size_t i = 0; word(i).name; i++) {
        printf(".TP\n.B %s\n", word(i).name);
        print_roff(word(i).en);
        putchar('\n');
    }
}

void manual_print(void)
{
    printf(".TH CRIB 1 \"\" \"crib %s\"\n"
           ".SH NAME\ncrib \\- find text that was used twice\n"
           ".SH SYNOPSIS\n.B crib\n.I COMMAND\n[\\fIOPTION\\fR]... [\\-\\-] [\\fIOPERAND\\fR]...\n"
           ".SH COMMANDS\n", crib_version());
    for (size_t i = 0; i < N_COMMANDS; i++) {
        printf(".TP\n.B %s\n", commands[i].name);
        if (commands[i].operands[0])
            printf(".RI ( \"%s\" )\n", commands[i].operands);
        print_roff(commands[i].help_en);
        putchar('\n');
    }
    fputs(".PP\nAn operand \\- is standard input. Stages of\n.BR show :\n", stdout);
    for (size_t i = 0; crib_stage_name(i); i++) {
        printf(".TP\n.B %s\n", crib_stage_name(i));
        print_roff(crib_stage_help(i));
        putchar('\n');
    }
    print_operand_words("Actions of\n.BR index :", index_action);
    print_operand_words("Decisions of\n.BR decide ,\nwhich also takes\n.B export\nand\n.B import\n.IR FILE :",
                        decide_word);
    puts(".SH OPTIONS");
    for (size_t i = 0; i < n_options; i++)
        print_option(&options[i]);
    puts(".SH EXIT STATUS\nThe first that applies:");
    for (size_t i = 0; i < N_STATUSES; i++) {
        printf(".TP\n.B %d\n", (int)statuses[i].status);
        print_roff(statuses[i].en);
        putchar('\n');
    }
}
