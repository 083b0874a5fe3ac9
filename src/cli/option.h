/* SPDX-License-Identifier: MIT */
/* The one table of options: parsing, help, completion and the man page all
 * come from it. */
#ifndef CRIB_CLI_OPTION_H
#define CRIB_CLI_OPTION_H

#include "cli/cli.h"

enum command_id {
    COMMAND_SCAN, COMMAND_DEDUP, COMMAND_DIFF, COMMAND_INDEX, COMMAND_CHECK, COMMAND_AUDIT, COMMAND_DECIDE, COMMAND_SHOW,
    COMMAND_HELP, COMMAND_COMPLETION, COMMAND_VERSION, N_COMMANDS
};

enum when { WHEN_AUTO, WHEN_ALWAYS, WHEN_NEVER };

/* A repeatable option's values, borrowed from argv. */
struct words {
    const char **item;
    size_t n;
};

/* What the command line asks for. Texts are borrowed from argv. */
struct settings {
    unsigned command;            /* enum command_id */
    struct words operands;       /* after the command */
    unsigned format, color, progress, lang, remove, fail_on;
    const char *output;          /* NULL: standard output */
    uint32_t min_length, near_permille, threads, since;
    uint64_t memory;             /* bytes; 0: no limit */
    const char *keep, *documents, *encoding, *text_field, *id_field;
    struct words include, exclude, template, set, where, where_not, not_same;
    const char *strip, *index, *note, *baseline, *write_baseline;
    bool brief, quiet, exit_zero, dry_run, replace, restore, no_text, prune, whole;
    bool man, help, version;
};

enum option_kind {
    OPTION_FLAG,    /* no argument; bool                                   */
    OPTION_TEXT,    /* const char *                                        */
    OPTION_COUNT,   /* uint32_t within [least, most]                       */
    OPTION_SIZE,    /* uint64_t bytes, at least `least` millions: 64M, 2G  */
    OPTION_RATIO,   /* uint32_t in 1/1000, within [least, most] in 1/1000  */
    OPTION_CHOICE,  /* one of `choices`; unsigned, its place among them    */
    OPTION_WORD,    /* one of `choices`; const char *, the word itself     */
    OPTION_LIST     /* may be repeated; struct words                       */
};

struct option {
    const char *name;            /* without "--" */
    char letter;                 /* 0: none */
    enum option_kind kind;
    const char *argument;        /* as the help shows it; NULL for flags */
    const char *choices;         /* "auto|always|never", or NULL */
    uint32_t least, most;
    const char *unit_en, *unit_zh; /* "--x wants UNIT from 1 to 9" */
    size_t field;                /* offset in struct settings */
    unsigned commands;           /* bit 1 << enum command_id */
    const char *help_en, *help_zh;
};

extern const struct option options[];
extern const size_t n_options;

/* Fill *s from the command line. STATUS_NONE, or STATUS_USAGE after saying
 * what is wrong. settings_done() in either case. */
enum exit_status settings_parse(struct settings *s, int argc, char **argv);
void settings_done(struct settings *s);

/* The one of n names that `typed` was probably meant for, or NULL. */
const char *nearest_name(const char *typed, const char *(*name)(size_t i), size_t n);

#endif
