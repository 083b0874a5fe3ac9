/* SPDX-License-Identifier: MIT */
/* Which script titles and bodies are written in. */
#ifndef CRIB_CLUSTER_ALPHABET_H
#define CRIB_CLUSTER_ALPHABET_H

#include "cluster/misfiled.h"

/* Is a fair part of the body written in the script that most of the title is
 * written in? A body in another tells nothing about a title's words. True of a
 * title without letters. Looks at a bounded number of the body's units. */
bool alphabet_is_shared(const struct titled *t);

#endif
