/* SPDX-License-Identifier: MIT */
/* Ctrl-C stops the run in good order, a second one at once. */
#ifndef CRIB_CLI_INTERRUPT_H
#define CRIB_CLI_INTERRUPT_H

#include "cli/cli.h"

/* Watch for SIGINT and SIGTERM; ignore SIGPIPE, so that writing into a closed
 * pipe is an error that can be told from others. */
void interrupt_watch(void);
bool interrupted(void);

/* Whoever was told to stop has heard it, and takes the time it needs to clean
 * up; a second signal still ends the program at once. */
void interrupt_heard(void);

/* The file to remove when the program must end at once; NULL: none. Borrowed
 * until the next call. */
void interrupt_removes(const char *path);

#endif
