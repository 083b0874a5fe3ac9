/* SPDX-License-Identifier: MIT */
/* What every file of the program shares. The program sees the library as any
 * other user does, through the public headers alone; so the few helpers it
 * needs are its own. */
#ifndef CRIB_CLI_CLI_H
#define CRIB_CLI_CLI_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crib.h"

/* strcpy and sprintf write past the end, strtok keeps hidden state, atoi
 * takes "12abc" for 12. */
#pragma GCC poison strcpy strcat sprintf vsprintf gets strtok atoi atol atof

#define COUNT_OF(a) (sizeof(a) / sizeof((a)[0]))

/* How the program ends; when several apply, the first in this order:
 * interrupted, internal, usage, lost, found, none. */
enum exit_status {
    STATUS_NONE = 0,
    STATUS_FOUND = 1,
    STATUS_USAGE = 2,
    STATUS_LOST = 3,
    STATUS_INTERNAL = 4,
    STATUS_INTERRUPTED = 130
};

#endif
