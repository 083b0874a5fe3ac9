/* SPDX-License-Identifier: MIT */
/* What commands print that is no report of a result. */
#ifndef CRIB_CLI_RUN_H
#define CRIB_CLI_RUN_H

#include "cli/option.h"

/* Print what fn tells of an index into the settings' output; what it had told
 * when it found damage is printed all the same. */
typedef int run_print_fn(const char *index, crib_sink *sink, void *arg, struct crib_err *err);
enum exit_status run_print(const struct settings *s, const char *index, run_print_fn *fn);

/* The same with something that fn is given besides. */
typedef int run_print_with_fn(const char *index, const void *with, crib_sink *sink, void *arg, struct crib_err *err);
enum exit_status run_print_with(const struct settings *s, const char *index, run_print_with_fn *fn, const void *with);

/* The conditions on attributes; borrowed from the settings. */
struct crib_check_options run_filter(const struct settings *s);

#endif
