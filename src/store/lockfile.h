/* SPDX-License-Identifier: MIT */
/* Who is writing: a lock that says who holds it and that dies with its holder. */
#ifndef CRIB_STORE_LOCKFILE_H
#define CRIB_STORE_LOCKFILE_H

#include "core/err.h"

struct lockfile { int fd; };

/* Take folder/name, made when it is missing. CRIB_E_ARG when another process
 * holds it: err->what names it ("crib index add", process 123 on host, since
 * …). `work` says what this process is about. */
int lockfile_take(struct lockfile *l, const char *folder, const char *name, const char *work, struct crib_err *err);
void lockfile_drop(struct lockfile *l);

#endif
