/* SPDX-License-Identifier: MIT */
/* Sets of document numbers.
 *
 * Where the line between the two forms lies was measured, with random members
 * out of 64 Ki, 1 Mi and 16 Mi numbers. Memory: a bitmap is smaller than an
 * array from 64, 1,000 and 8,000 members on (each range of 64 Ki numbers that is
 * touched costs some 64 bytes besides its members). Adding one costs 7 to 70 ns
 * in a bitmap and 1 to 4 in an array. Looking one up and intersecting two take
 * the same time on both sides within a factor of two, until a range of 64 Ki
 * numbers holds 4,096 members: then a bitmap is 20 times faster. So 512: up to
 * there an array is at most 2 KB and never slower, and beyond it is not the
 * common case.
 *
 * CRoaring is used in the subset that is the same from 0.2.66 to today's. Its
 * allocations are its own: not counted by core/mem, and it checks them only
 * where a whole bitmap is made. */
#include "index/docset.h"

#include <roaring/roaring.h>

/* What CRoaring allocates besides members, as the heap counts it. */
enum { BITMAP_BYTES = 96, CONTAINER_BYTES = 64 };

void docset_init(struct docset *s) { *s = (struct docset){ 0 }; }

void docset_done(struct docset *s)
{
    mem_free(s->array);
    if (s->bitmap)
        roaring_bitmap_free(s->bitmap);
    docset_init(s);
}

static int become_bitmap(struct docset *s, struct crib_err *err)
{
    s->bitmap = roaring_bitmap_of_ptr(s->n, s->array);
    if (!s->bitmap)
        return CRIB_NOMEM(err);
    mem_free(s->array);
    s->array = NULL;
    s->cap = 0;
    return CRIB_OK;
}

static int array_room(struct docset *s, struct crib_err *err)
{
    if (s->n < s->cap)
        return CRIB_OK;
    uint32_t cap = s->cap ? s->cap * 2 : 4;
    uint32_t *p = mem_realloc(s->array, cap * sizeof *p);
    if (!p)
        return CRIB_NOMEM(err);
    s->array = p;
    s->cap = cap;
    return CRIB_OK;
}

int docset_add(struct docset *s, uint32_t doc, struct crib_err *err)
{
    assert(s->n == 0 || doc >= s->last);
    if (s->n > 0 && doc == s->last)
        return CRIB_OK;
    if (!s->bitmap && s->n == DOCSET_ARRAY)
        CRIB_TRY(become_bitmap(s, err));
    if (s->bitmap) {
        roaring_bitmap_add(s->bitmap, doc);
    } else {
        CRIB_TRY(array_room(s, err));
        s->array[s->n] = doc;
    }
    s->n++;
    s->last = doc;
    return CRIB_OK;
}

/* First place in v[n] whose number is not below x. */
static uint32_t lower_bound(const uint32_t *v, uint32_t n, uint32_t x)
{
    uint32_t beg = 0;
    while (n > 0) {
        uint32_t half = n / 2;
        bool below = v[beg + half] < x;
        beg = below ? beg + half + 1 : beg;
        n = below ? n - half - 1 : half;
    }
    return beg;
}

bool docset_has(const struct docset *s, uint32_t doc)
{
    if (s->bitmap)
        return roaring_bitmap_contains(s->bitmap, doc);
    uint32_t i = lower_bound(s->array, s->n, doc);
    return i < s->n && s->array[i] == doc;
}

static uint32_t common_arrays(const struct docset *a, const struct docset *b)
{
    uint32_t n = 0;
    for (uint32_t i = 0, j = 0; i < a->n && j < b->n;) {
        uint32_t x = a->array[i], y = b->array[j];
        n += x == y;
        i += x <= y;
        j += y <= x;
    }
    return n;
}

uint32_t docset_common(const struct docset *a, const struct docset *b)
{
    if (a->bitmap && b->bitmap)
        return (uint32_t)roaring_bitmap_and_cardinality(a->bitmap, b->bitmap);
    if (!a->bitmap && !b->bitmap)
        return common_arrays(a, b);
    const struct docset *small = a->bitmap ? b : a, *large = a->bitmap ? a : b;
    uint32_t n = 0;
    for (uint32_t i = 0; i < small->n; i++)
        n += roaring_bitmap_contains(large->bitmap, small->array[i]);
    return n;
}

bool docset_equal(const struct docset *a, const struct docset *b)
{
    if (a->n != b->n || a->last != b->last) /* of equal sizes, both have the same form */
        return false;
    if (a->bitmap)
        return roaring_bitmap_equals(a->bitmap, b->bitmap);
    return a->n == 0 || memcmp(a->array, b->array, a->n * sizeof *a->array) == 0;
}

void docset_list(const struct docset *s, uint32_t *out)
{
    if (s->bitmap)
        roaring_bitmap_to_uint32_array(s->bitmap, out);
    else if (s->n)
        memcpy(out, s->array, s->n * sizeof *out);
}

void docset_each(const struct docset *s, bool (*fn)(uint32_t doc, void *arg), void *arg)
{
    if (s->bitmap) {
        roaring_iterate(s->bitmap, fn, arg);
        return;
    }
    for (uint32_t i = 0; i < s->n; i++)
        if (!fn(s->array[i], arg))
            return;
}

size_t docset_bytes(const struct docset *s)
{
    if (!s->bitmap)
        return s->cap * sizeof *s->array;
    roaring_statistics_t stat;
    roaring_bitmap_statistics(s->bitmap, &stat);
    return BITMAP_BYTES + (size_t)stat.n_containers * CONTAINER_BYTES + stat.n_bytes_array_containers +
           stat.n_bytes_run_containers + stat.n_bytes_bitset_containers;
}

struct order {
    uint64_t next; /* least number that may come now */
    bool ok;
};

static bool last_and_order(uint32_t doc, void *arg)
{
    struct order *seen = arg;
    seen->ok = doc >= seen->next;
    seen->next = (uint64_t)doc + 1;
    return seen->ok;
}

bool docset_valid(const struct docset *s, const char **why)
{
    if (s->bitmap && s->array)
        return *why = "a set is array and bitmap at once", false;
    if ((s->bitmap != NULL) != (s->n > DOCSET_ARRAY))
        return *why = "a set's form does not go with its size", false;
    if (s->bitmap && roaring_bitmap_get_cardinality(s->bitmap) != s->n)
        return *why = "a bitmap's members are not as many as counted", false;
    struct order seen = { 0, true };
    docset_each(s, last_and_order, &seen);
    if (!seen.ok)
        return *why = "a set's numbers do not ascend", false;
    if (s->n > 0 && seen.next != (uint64_t)s->last + 1)
        return *why = "a set's largest number is not its last", false;
    return true;
}
