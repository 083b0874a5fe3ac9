/* SPDX-License-Identifier: MIT */
/* What was decided about findings, from an open index. */
#ifndef CRIB_ENGINE_ARCHIVE_DECIDE_H
#define CRIB_ENGINE_ARCHIVE_DECIDE_H

#include "engine/archive.h"
#include "store/decisions.h"

/* decisions_done() also after a failure. */
int archive_decisions(struct archive *a, struct decisions *out, struct crib_err *err);

#endif
