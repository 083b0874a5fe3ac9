/* SPDX-License-Identifier: MIT */
/* What commands that run a job share. */
#ifndef CRIB_CLI_RUN_H
#define CRIB_CLI_RUN_H

#include "cli/option.h"
#include "cli/progress_line.h"

/* Say why a call of the library failed. */
enum exit_status run_failed(const struct crib_err *err);
/* A job with the settings' options, its inputs the operands from `first` on. */
crib_job *run_job(const struct settings *s, size_t first, struct progress *p, struct crib_err *err);
/* Say what was lost: the first few complaints. */
void run_say_losses(const crib_result *r);

#endif
