/* SPDX-License-Identifier: MIT */
/* Where results go: standard output, or a file that appears whole or not at
 * all. */
#ifndef CRIB_CLI_OUTPUT_H
#define CRIB_CLI_OUTPUT_H

#include "cli/option.h"

struct output {
    const char *path;        /* as given; NULL: standard output */
    char *target, *temp;     /* the file in the end and in the meantime; NULL when written directly */
    int fd;
    int error;               /* errno of the first write that failed, 0: none */
    size_t n;
    char bytes[1 << 16];
};

/* Before the work begins: can `path` be written in the end? STATUS_USAGE,
 * said, when it cannot, or when it is one of the operands from `first` on. */
enum exit_status output_check(const struct settings *s, size_t first);

/* False, said, when it cannot be opened. The temporary file is made here, not
 * before: while the work runs it could be read as an input. */
bool output_open(struct output *o, const char *path);
crib_sink output_sink;       /* arg is the struct output */
/* Put the file in its place when `keep`, else leave no trace. STATUS_NONE
 * also when the reader of a pipe has gone: it took what it wanted. */
enum exit_status output_close(struct output *o, bool keep);

/* Are both names one file? False when either does not exist. */
bool output_is_same_file(const char *a, const char *b);

#endif
