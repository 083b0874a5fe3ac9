/* SPDX-License-Identifier: MIT */
/* What commands print that is no report of a result. */
#ifndef CRIB_CLI_RUN_H
#define CRIB_CLI_RUN_H

#include "cli/option.h"

/* Print what fn tells of an index into the settings' output; what it had told
 * when it found damage is printed all the same. */
typedef int run_print_fn(const char *index, crib_sink *sink, void *arg, struct crib_err *err);
enum exit_status run_print(const struct settings *s, const char *index, run_print_fn *fn);

#endif
