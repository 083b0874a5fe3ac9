/* SPDX-License-Identifier: MIT */
/* The one table of commands: dispatch, help, completion and the man page all
 * come from it. */
#ifndef CRIB_CLI_COMMAND_H
#define CRIB_CLI_COMMAND_H

#include "cli/option.h"

typedef enum exit_status command_fn(const struct settings *s);

struct command {
    const char *name;
    const char *operands;         /* as the help shows them */
    size_t least, most;           /* how many operands it takes */
    const char *help_en, *help_zh;
    command_fn *run;
};

/* Indexed by enum command_id. */
extern const struct command commands[N_COMMANDS];

/* The command of that name, or N_COMMANDS. */
enum command_id command_find(const char *name);
/* Say that there is no such command, and which one may be meant. */
enum exit_status command_unknown(const char *typed);

/* Words that stand in an operand's place: actions of index (index.c), decisions
 * and other first words of decide (decide.c); with what they mean. name NULL
 * past the last. */
struct operand_word { const char *name, *en, *zh; };
struct operand_word index_action(size_t i);
struct operand_word decide_word(size_t i);

/* What the exit statuses mean, in the order in which they apply. */
enum { N_STATUSES = 6 };
struct status_text {
    enum exit_status status;
    const char *en, *zh;
};
extern const struct status_text statuses[N_STATUSES];

/* In run.c, run_dedup.c, index.c, decide.c, help.c, completion.c. */
command_fn command_scan, command_dedup, command_diff, command_check, command_audit, command_index, command_decide,
    command_show, command_help, command_version, command_completion;

#endif
