/* SPDX-License-Identifier: MIT */
/* Text to units.
 *
 * Nearly every character of a Chinese text is one table entry and one unit:
 * that loop is fold_plain.c's. Whatever needs more than one character is
 * token.c's. A mark (or the second half of a Hangul syllable) shows only when
 * the character before it has been written: then that unit is taken back and
 * read again together with what belongs to it. */
#include "text/fold.h"

#include "core/hash.h"
#include "core/utf8.h"
#include "text/fold_plain.h"
#include "text/token.h"

static bool attaches(uint32_t entry) { return (entry & FOLD_CLASS) == FOLD_MARK || entry & FOLD_JOINS; }

static int append(struct units *out, const struct token *t, struct crib_err *err)
{
    if (out->n == out->cap)
        CRIB_TRY(units_room(out, 1, err));
    uint32_t n = out->n++;
    out->code[n] = t->code;
    out->exact[n] = t->exact;
    out->beg[n] = (uint32_t)t->beg;
    out->end[n] = (uint32_t)t->end;
    out->kind[n] = t->kind;
    return CRIB_OK;
}

/* Plain characters from *i on, and what is dropped between them; stops at the
 * first of another kind. *open: the end of the last plain one. */
static int plain_chars(const struct stretch *s, size_t *i, struct units *out, size_t *open, struct crib_err *err)
{
    fold_plain_fn *of_three_bytes = fold_plain_best();
    for (size_t at = *i; at < s->end; *i = at) {
        CRIB_TRY(units_room(out, (s->end - at) / 3 + FOLD_PLAIN_ROOM, err));
        *i = at = of_three_bytes(s->text, at, s->end, out, open);
        if (at == s->end)
            break;
        size_t next = at;
        uint32_t c = utf8_next(s->text, s->end, &next), e = fold_entry_of(c), to = fold_entry_to(c, e);
        if (!fold_is_plain(e))
            break;
        CRIB_TRY(append(out, &(struct token){ .code = to, .exact = to, .beg = at, .end = next, .kind = UNIT_CHAR }, err));
        *open = at = next;
    }
    return CRIB_OK;
}

int fold_run(const char *text, struct txt_span run, unsigned flags, struct units *out, struct crib_err *err)
{
    struct stretch s = { .text = text, .beg = run.beg, .end = run.end, .flags = flags };
    size_t i = run.beg;
    size_t open = SIZE_MAX; /* a mark here belongs to the last unit */
    while (i < s.end) {
        CRIB_TRY(plain_chars(&s, &i, out, &open, err));
        if (i >= s.end)
            break;
        size_t peek = i;
        uint32_t e = fold_entry_of(utf8_next(text, s.end, &peek));
        if (fold_is_dropped(e) || (e & FOLD_CLASS) == FOLD_IGNORE) {
            if ((e & FOLD_CLASS) == FOLD_IGNORE && open == i)
                open = peek;
            i = peek;
            continue;
        }
        struct token t;
        if (open == i && attaches(e))
            CRIB_TRY(token_cluster(&s, out->beg[--out->n], &t, err));
        else
            CRIB_TRY(token_at(&s, i, &t, err));
        if (t.end > t.beg)
            CRIB_TRY(append(out, &t, err));
        i = t.next;
        open = SIZE_MAX;
    }
    return CRIB_OK;
}

uint64_t fold_table_hash(void)
{
    uint64_t h = hash_bytes(fold_page, sizeof fold_page, 0);
    h = hash_join(h, hash_bytes(fold_entry, fold_pages * sizeof fold_entry[0], 0));
    h = hash_join(h, hash_bytes(fold_latin, sizeof fold_latin, 0));
    return hash_join(h, hash_bytes(fold_unlatin, sizeof fold_unlatin, 0));
}
