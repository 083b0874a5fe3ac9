/* SPDX-License-Identifier: MIT */
/* A submission against an index. */
#ifndef CRIB_ENGINE_CHECK_H
#define CRIB_ENGINE_CHECK_H

#include <stdbool.h>

#include "crib.h"

/* crib_job_check(); for an audit also what the inputs share with each other. */
crib_result *check_job(crib_job *job, const char *index, const struct crib_check_options *o, bool audit,
                       struct crib_err *err);

#endif
