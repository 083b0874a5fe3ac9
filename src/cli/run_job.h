/* SPDX-License-Identifier: MIT */
/* A job of what the command line asks for, and saying what became of it. */
#ifndef CRIB_CLI_RUN_JOB_H
#define CRIB_CLI_RUN_JOB_H

#include "cli/option.h"
#include "cli/progress_line.h"

/* A job over the operands from the first path on, watched by p. NULL on
 * error. */
crib_job *job_of_settings(const struct settings *s, size_t first_path, struct progress *p, struct crib_err *err);

/* For work that takes no job: *job, NULL without --memory, keeps the process
 * to it while it lives. False when that cannot be. */
bool job_of_limit(const struct settings *s, crib_job **job, struct crib_err *err);

/* Say why a call of the library failed; the status to end with. */
enum exit_status say_failed(const struct crib_err *err);

/* The first complaints of what was lost. */
void say_losses(const crib_result *r);

#endif
