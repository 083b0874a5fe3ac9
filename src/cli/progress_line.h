/* SPDX-License-Identifier: MIT */
/* How far the work is: one line on standard error, rewritten in place, shown
 * when the work takes longer than a second and erased when it ends. */
#ifndef CRIB_CLI_PROGRESS_LINE_H
#define CRIB_CLI_PROGRESS_LINE_H

#include "cli/option.h"

struct progress {
    bool on, drawn;
    double began, stage_began, last;   /* seconds of a clock that only goes forward */
    char stage[32];
};

void progress_begin(struct progress *p, const struct settings *s);
/* For crib_watch.tick: arg is the struct progress. Non-zero when the user
 * asked to stop. */
int progress_tick(void *arg, const char *stage, uint64_t done, uint64_t total);
void progress_end(struct progress *p);

#endif
