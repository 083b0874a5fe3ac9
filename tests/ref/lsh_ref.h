/* SPDX-License-Identifier: MIT */
/* LSH by comparing every two documents, and signatures to try it on. */
#ifndef CRIB_TESTS_LSH_REF_H
#define CRIB_TESTS_LSH_REF_H

#include "index/lsh.h"

/* As lsh.h says, in quadratic time. */
void lsh_ref(const uint32_t *sig, uint32_t n_docs, struct lsh_pairs *out);

/* A random signature. */
void sig_random(uint32_t *sig, uint64_t *rng);
/* A copy of which each bin is replaced with the chance given. */
void sig_near(uint32_t *sig, const uint32_t *of, double chance, uint64_t *rng);

#endif
