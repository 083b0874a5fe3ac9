/* SPDX-License-Identifier: MIT */
/* The speller that a scan hands to misfiled_find. */
#ifndef CRIB_TESTS_REF_PLAIN_SPELLER_H
#define CRIB_TESTS_REF_PLAIN_SPELLER_H

#include "cluster/misfiled.h"

const struct speller *plain_speller(void); /* valid until the program ends; for one thread */

#endif
