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
/* Print what fn tells of an index into the settings' output; what it had told
 * when it found damage is printed all the same. */
typedef int run_print_fn(const char *index, crib_sink *sink, void *arg, struct crib_err *err);
enum exit_status run_print(const struct settings *s, const char *index, run_print_fn *fn);
/* Say what was lost: the first few complaints. */
void run_say_losses(const crib_result *r);

#endif
