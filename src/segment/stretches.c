/* SPDX-License-Identifier: MIT */
/* The evidence for documents against sections.
 *
 * A document numbers its sections from 1, a chapter of a larger work goes on
 * with the articles of the chapter before it, or is itself numbered while the
 * kind of its number never starts anew inside. Titles of a collection tend to
 * share wording, chapters of a report rarely do. No single fact decides; the
 * callers weigh them. */
#include "segment/stretches.h"

#include "core/sort.h"
#include "segment/linechars.h"
#include "segment/linekey.h"

static bool counts(const struct cut *c, uint32_t i)
{
    const struct shape *s = &c->lines.at[i];
    return s->number.kind != NUMBER_NONE && s->number.kind != NUMBER_BULLET && !c->contents[i] &&
           !(s->flags & SHAPE_FURNITURE) && (s->kind == BLOCK_TEXT || s->kind == BLOCK_HEADING);
}

static bool is_strong(const struct shape *s)
{
    return s->number.kind <= NUMBER_HAN || (s->width <= WIDTH_HEADING && !(s->flags & SHAPE_CLOSED));
}

void stretches_read(const struct cut *c, const uint32_t *at, uint32_t n, uint32_t end, struct stretches *out)
{
    uint32_t last[NUMBER_KINDS] = { 0 }, by_kind[NUMBER_KINDS] = { 0 }, outer = NUMBER_KINDS;
    bool inside[NUMBER_KINDS] = { false };
    *out = (struct stretches){ .n = n };
    for (uint32_t j = 0; j < n; j++) {
        uint32_t to = j + 1 < n ? at[j + 1] : end;
        bool seen[NUMBER_KINDS] = { false }, any = false, continued = false, dated = false;
        by_kind[c->lines.at[at[j]].number.kind]++;
        for (uint32_t i = at[j] + 1; i < to; i++) {
            const struct shape *s = &c->lines.at[i];
            if (s->date == DATE_ALONE && i + 4 >= to && i > at[j] + 2)
                dated = true;
            if (!counts(c, i))
                continue;
            uint32_t kind = s->number.kind, value = s->number.value;
            if (!any) {
                out->n_numbered++;
                out->n_restart += value == 1;
                out->n_strong += value == 1 && is_strong(s);
                if (value == 1)
                    outer = min_u32(outer, kind);
            }
            any = true;
            if (!seen[kind]) {
                continued |= kind <= NUMBER_ARTICLE && value > 1 && value == last[kind] + 1;
                inside[kind] |= value == 1;
            }
            seen[kind] = true;
            last[kind] = value;
        }
        out->n_continued += continued;
        out->n_signed += dated;
    }
    for (int k = NUMBER_NONE + 1; k < NUMBER_KINDS; k++) {
        out->n_numbered_starts += by_kind[k];
        if (by_kind[k] * 2 > n && k != NUMBER_PIECE && !inside[k] && outer > (uint32_t)k)
            out->chapters = true;
    }
}

int wording_shared(const struct cut *c, const uint32_t *at, uint32_t n, uint32_t *n_shared, struct crib_err *err)
{
    struct kv *gram = NULL;
    size_t n_gram = 0, cap = 0;
    int rc = CRIB_OK;
    bool *shared = mem_zero(max_size(n, 1), sizeof *shared);
    *n_shared = 0;
    if (shared == NULL)
        return CRIB_NOMEM(err);
    for (uint32_t j = 0; j < n && rc == CRIB_OK; j++) {
        const struct shape *s = &c->lines.at[at[j]];
        uint32_t key[KEY_MOST], skip = s->number.n_bytes;
        size_t n_key = key_read(c->text + s->span.beg + skip, txt_len(s->span) - skip, key);
        rc = VEC_GROW(gram, n_gram, &cap, n_key, err);
        for (size_t i = 0; i < n_key && rc == CRIB_OK; i++) {
            size_t k = i, columns = 0;
            while (k < n_key && columns < 8)
                columns += char_is_wide(key[k++]) ? 2 : 1;
            if (columns >= 8)
                gram[n_gram++] = (struct kv){ key_hash(key + i, k - i), j };
        }
    }
    if (rc == CRIB_OK)
        rc = sort_kv(gram, n_gram, true, err);
    for (size_t i = 0; rc == CRIB_OK && i < n_gram;) {
        size_t k = i;
        while (k < n_gram && gram[k].key == gram[i].key)
            k++;
        for (size_t x = i; x < k; x++)
            shared[gram[x].val] |= gram[i].val != gram[k - 1].val;
        i = k;
    }
    for (uint32_t j = 0; j < n; j++)
        *n_shared += shared[j];
    mem_free(gram);
    mem_free(shared);
    return rc;
}
