/* SPDX-License-Identifier: MIT */
/* Any bytes, made valid, folded: positions in order, the slow twin agrees, the
 * surfaces can be compared and printed.
 *
 *     scripts/fuzz-fold [SECONDS]
 */
#include "core/base.h"

#include "core/buf.h"
#include "core/utf8.h"
#include "ref/text_fold_ref.h"
#include "text/change.h"
#include "text/fold.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_data);

enum { INPUT_MOST = 200 }; /* the twin does not cut long words */

static void require(bool ok)
{
    if (!ok)
        abort();
}

static bool same(const struct units *a, const struct units *b)
{
    size_t n = a->n;
    return n == b->n && a->marks == b->marks && (n == 0 || (!memcmp(a->code, b->code, n * 4) && !memcmp(a->exact, b->exact, n * 4) &&
                                    !memcmp(a->beg, b->beg, n * 4) && !memcmp(a->end, b->end, n * 4) &&
                                    !memcmp(a->kind, b->kind, n)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_data)
{
    if (n_data == 0 || n_data > INPUT_MOST)
        return 0;
    unsigned flags = data[0] & FOLD_MARKDOWN;
    char *s = malloc(3 * n_data);
    size_t n = 0;
    require(s != NULL);
    for (size_t i = 1; i < n_data;)
        n += utf8_encode(utf8_next((const char *)data, n_data, &i), s + n);
    struct units u, v;
    struct buf b;
    struct txt_span run = { 0, (uint32_t)n };
    units_init(&u);
    units_init(&v);
    buf_init(&b, 1u << 20);
    require(fold_run(s, run, flags, &u, NULL) == CRIB_OK);
    text_fold_ref(s, run, flags, &v);
    require(same(&u, &v));
    require(fold_print(s, &u, (struct unit_span){ 0, u.n }, &b, NULL) == CRIB_OK);
    for (uint32_t i = 0; i < u.n; i++) {
        struct txt_span at = { u.beg[i], u.end[i] };
        require(at.beg < at.end && at.end <= (i + 1 < u.n ? u.beg[i + 1] : n));
        struct txt_span next = i + 1 < u.n ? (struct txt_span){ u.beg[i + 1], u.end[i + 1] } : at;
        require(change_of_units(s, at, s, next) == change_of_units(s, next, s, at));
        require(change_of_gaps(s, at, s, next) == change_of_gaps(s, next, s, at));
    }
    (void)change_flags(s, run);
    units_done(&u);
    units_done(&v);
    buf_done(&b);
    free(s);
    return 0;
}
