/* SPDX-License-Identifier: MIT */
/* Where a result of several files goes: a folder that appears whole or not at
 * all. */
#ifndef CRIB_CLI_OUTPUT_FOLDER_H
#define CRIB_CLI_OUTPUT_FOLDER_H

#include "cli/option.h"

struct output_folder {
    const char *path;        /* as given */
    char *target, *temp;     /* the folder in the end and in the meantime */
    int fd;                  /* of the temporary folder */
    int file;                /* being written, or -1 */
    int error;               /* errno of the first thing that failed, 0: none */
};

/* Before the work begins: can -o become a folder in the end? STATUS_USAGE,
 * said, when there is none, or it is there and is not an empty folder. */
enum exit_status output_folder_check(const struct settings *s);

/* False, said, when it cannot be made. */
bool output_folder_open(struct output_folder *o, const char *path);
crib_file_begin output_folder_begin; /* arg is the struct output_folder */
crib_sink output_folder_sink;
/* Put the folder in its place when `keep`, else leave no trace. */
enum exit_status output_folder_close(struct output_folder *o, bool keep);

#endif
