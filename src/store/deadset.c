/* SPDX-License-Identifier: MIT */
/* CRoaring's reader of its own form only bounds what it reads, so the checksum
 * comes first. */
#include "store/deadset.h"

#include <roaring/roaring.h>

#include "core/hash.h"

int deadset_add(struct deadset *d, uint32_t doc, struct crib_err *err)
{
    if (!d->bitmap && !(d->bitmap = roaring_bitmap_create()))
        return CRIB_NOMEM(err);
    roaring_bitmap_add(d->bitmap, doc);
    return CRIB_OK;
}

bool deadset_has(const struct deadset *d, uint32_t doc) { return d->bitmap && roaring_bitmap_contains(d->bitmap, doc); }

uint32_t deadset_count(const struct deadset *d)
{
    return d->bitmap ? (uint32_t)roaring_bitmap_get_cardinality(d->bitmap) : 0;
}

void deadset_and(struct deadset *d, const struct deadset *other)
{
    if (!other->bitmap)
        deadset_done(d);
    else if (d->bitmap)
        roaring_bitmap_and_inplace(d->bitmap, other->bitmap);
}

void deadset_less(struct deadset *d, const struct deadset *other)
{
    if (d->bitmap && other->bitmap)
        roaring_bitmap_andnot_inplace(d->bitmap, other->bitmap);
}

int deadset_all(struct deadset *d, uint32_t n, struct crib_err *err)
{
    deadset_done(d);
    d->bitmap = n > 0 ? roaring_bitmap_from_range(0, n, 1) : roaring_bitmap_create();
    return d->bitmap ? CRIB_OK : CRIB_NOMEM(err);
}

void deadset_done(struct deadset *d)
{
    if (d->bitmap)
        roaring_bitmap_free(d->bitmap);
    d->bitmap = NULL;
}

int deadset_save(const struct deadset *d, struct buf *out, struct crib_err *err)
{
    if (deadset_count(d) == 0)
        return CRIB_OK;
    size_t n = roaring_bitmap_portable_size_in_bytes(d->bitmap);
    CRIB_TRY(buf_room(out, n + 8, err));
    roaring_bitmap_portable_serialize(d->bitmap, out->p + out->n + 8);
    uint64_t sum = hash_bytes(out->p + out->n + 8, n, 0);
    memcpy(out->p + out->n, &sum, 8);
    out->n += n + 8;
    return CRIB_OK;
}

int deadset_load(struct deadset *d, const void *bytes, size_t n, uint32_t n_docs, struct crib_err *err)
{
    uint64_t sum;
    *d = (struct deadset){ 0 };
    if (n == 0)
        return CRIB_OK;
    if (n > 8)
        memcpy(&sum, bytes, 8);
    if (n <= 8 || sum != hash_bytes((const char *)bytes + 8, n - 8, 0))
        return CRIB_FAIL(err, CRIB_E_DAMAGED, 0, "the list of what is gone from a segment is damaged");
    d->bitmap = roaring_bitmap_portable_deserialize_safe((const char *)bytes + 8, n - 8);
    if (!d->bitmap || (deadset_count(d) > 0 && roaring_bitmap_maximum(d->bitmap) >= n_docs)) {
        deadset_done(d);
        return CRIB_FAIL(err, CRIB_E_DAMAGED, 0, "the list of what is gone from a segment says something impossible");
    }
    return CRIB_OK;
}
