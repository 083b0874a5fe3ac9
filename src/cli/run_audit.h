/* SPDX-License-Identifier: MIT */
/* What an audit does besides what every run does. */
#ifndef CRIB_CLI_RUN_AUDIT_H
#define CRIB_CLI_RUN_AUDIT_H

#include "cli/option.h"

/* The names of --fail-on, in its order. */
enum fail_on { FAIL_ON_NEW, FAIL_ON_ANY, FAIL_ON_NEVER };

/* Can the files that the options name be used? STATUS_NONE, or the status to end with. */
enum exit_status audit_check(const struct settings *s);
crib_result *audit_run(crib_job *job, const struct settings *s, struct crib_err *err);
/* The command that tells again what this audit told; to free(). NULL when memory is refused. */
char *audit_again(const struct settings *s, const crib_result *r);
/* What the report told is not told again; and the baseline, when one is to be written. */
enum exit_status audit_remember(const struct settings *s, const crib_result *r);
bool audit_fails(const struct settings *s, const crib_result *r);

#endif
