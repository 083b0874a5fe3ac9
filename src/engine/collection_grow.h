/* SPDX-License-Identifier: MIT */
/* A collection that takes in more than it was read with, and lets go. */
#ifndef CRIB_ENGINE_COLLECTION_GROW_H
#define CRIB_ENGINE_COLLECTION_GROW_H

#include "engine/collection.h"

/* Room for more sources, parts and documents behind those there are; the
 * counts stay. Pointers between them are set anew. */
int collection_room(struct collection *c, size_t sources, size_t parts, uint32_t docs, struct crib_err *err);

/* How much of a collection was read from the inputs. */
struct collection_extent { size_t sources, parts; uint32_t docs; };

/* Keep, of what follows the inputs, the documents with keep[d], and what they
 * stand in; to[d]: the new number of each that stays. Seeds and signatures
 * must be gone. */
int collection_keep(struct collection *c, const struct collection_extent *input, const bool *keep, uint32_t *to,
                    struct crib_err *err);

#endif
