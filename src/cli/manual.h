/* SPDX-License-Identifier: MIT */
#ifndef CRIB_CLI_MANUAL_H
#define CRIB_CLI_MANUAL_H

/* Print the manual page, roff for man(7), to standard output. */
void manual_print(void);

#endif
