/* SPDX-License-Identifier: MIT */
/* How much two documents have in common, unit by unit. Template text is
 * neither's: it counts neither as matched nor as theirs. */
#ifndef CRIB_ENGINE_MATCHED_H
#define CRIB_ENGINE_MATCHED_H

#include "engine/compare.h"

static inline bool is_common_role(uint8_t role) { return role == CRIB_ROLE_FORMULA || role == CRIB_ROLE_BOILERPLATE; }

/* Bits that are used again for pair after pair. */
struct bit_room {
    uint64_t *word;
    size_t cap;
};
void bit_room_done(struct bit_room *r);

/* Matched units of documents a and b: units of a (and of b) that stand against
 * an equal one in some passage, template text aside; the smaller of the two
 * counts. A pair's passages are f. */
int matched_all(const struct collection *c, uint32_t a, uint32_t b, const struct founds *f, struct bit_room *room,
                uint32_t *matched, struct crib_err *err);

/* The same of the pair whose passages are raw[0, n), by those that are told
 * and of no common role. */
int matched_own(const struct collection *c, const struct raw *raw, size_t n, struct bit_room *room, uint32_t *matched,
                struct crib_err *err);

/* Do documents a and b hold at least `near` of each other, by all that is
 * matched, whatever its role? false for one document. */
bool pair_is_near(const struct collection *c, const struct engine_options *o, uint32_t a, uint32_t b,
                  uint32_t matched);

#endif
