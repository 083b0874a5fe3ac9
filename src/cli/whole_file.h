/* SPDX-License-Identifier: MIT */
/* A file that is read whole. */
#ifndef CRIB_CLI_WHOLE_FILE_H
#define CRIB_CLI_WHOLE_FILE_H

#include "cli/cli.h"

/* The whole of a file ("-": standard input), to free(); NULL, said, when it
 * cannot be read. */
char *whole_file(const char *path, size_t *n);

#endif
