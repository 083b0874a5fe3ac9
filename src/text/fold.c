/* SPDX-License-Identifier: MIT */
/* Text to units.
 *
 * Nearly every character of a Chinese text is one table entry and one unit:
 * that loop is fold_plain.c's. Nearly every word or number is of ASCII letters
 * or digits: those are fold_words.c's loop's, and fold_ascii.c's one by one.
 * Whatever takes a closer look is token.c's. A mark (or the second half of a
 * Hangul syllable) shows only when the character before it has been written:
 * then that unit is taken back and read again together with what belongs to
 * it. */
#include "text/fold.h"

#include "core/hash.h"
#include "core/utf8.h"
#include "text/fold_ascii.h"
#include "text/fold_plain.h"
#include "text/fold_words.h"
#include "text/token.h"

static bool attaches(uint32_t entry) { return (entry & FOLD_CLASS) == FOLD_MARK || entry & FOLD_JOINS; }

static inline int room(struct units *out, size_t more, struct crib_err *err)
{
    return more <= out->cap - out->n ? CRIB_OK : units_room(out, more, err);
}

static inline int append(struct units *out, const struct token *t, struct crib_err *err)
{
    CRIB_TRY(room(out, 1, err));
    uint32_t n = out->n++;
    out->code[n] = t->code;
    out->exact[n] = t->exact;
    out->beg[n] = (uint32_t)t->beg;
    out->end[n] = (uint32_t)t->end;
    out->kind[n] = t->kind;
    if (t->marks)
        out->marks = hash_join(hash_join(out->marks, n), t->marks);
    return CRIB_OK;
}

int fold_put(struct units *out, const struct token *t, struct crib_err *err) { return append(out, t, err); }

/* A run being folded: the next byte is text[i]. */
struct folding {
    struct stretch s;
    size_t i;
    size_t open; /* a mark here belongs to the last unit */
    struct units *out;
    const uint16_t *flat;
    fold_plain_fn *of_three_bytes;
    fold_words_fn *words;
};

/* What begins at f->i, whatever it is. */
static int fold_any(struct folding *f, struct crib_err *err)
{
    size_t next = f->i;
    uint32_t c = utf8_next(f->s.text, f->s.end, &next), e = fold_entry_of(c);
    if (fold_is_plain(e)) {
        uint32_t to = fold_entry_to(c, e);
        struct token t = { .code = to, .exact = to, .beg = f->i, .end = next, .kind = UNIT_CHAR };
        f->i = f->open = next;
        return append(f->out, &t, err);
    }
    if (fold_is_dropped(e) || (e & FOLD_CLASS) == FOLD_IGNORE) {
        if ((e & FOLD_CLASS) == FOLD_IGNORE && f->open == f->i)
            f->open = next;
        f->i = next;
        return CRIB_OK;
    }
    struct token t;
    if (f->open == f->i && attaches(e))
        CRIB_TRY(token_cluster(&f->s, f->out->beg[--f->out->n], &t, err));
    else
        CRIB_TRY(token_at(&f->s, f->i, &t, err));
    f->i = t.next;
    f->open = SIZE_MAX;
    return t.end > t.beg ? append(f->out, &t, err) : CRIB_OK;
}

/* An ASCII character, and the word or number that it begins. */
static int fold_ascii(struct folding *f, struct crib_err *err)
{
    uint32_t e = fold_entry_of((unsigned char)f->s.text[f->i]), class = e & FOLD_CLASS;
    struct token t;
    if (fold_is_dropped(e))
        return f->i++, CRIB_OK;
    if (class == FOLD_LETTER) {
        size_t beg = f->i;
        CRIB_TRY(room(f->out, FOLD_WORDS_ROOM, err));
        f->i = f->words(f->s.text, beg, f->s.end, f->out);
        if (f->i > beg)
            return f->open = SIZE_MAX, CRIB_OK;
    }
    if (class == FOLD_LETTER ? ascii_word_at(&f->s, f->i, &t)
                             : class == FOLD_DIGIT && ascii_number_at(&f->s, f->i, &t)) {
        f->i = t.next;
        f->open = SIZE_MAX;
        return append(f->out, &t, err);
    }
    return fold_any(f, err);
}

int fold_run(const char *text, struct txt_span run, unsigned flags, struct units *out, struct crib_err *err)
{
    struct folding f = { .s = { .text = text, .beg = run.beg, .end = run.end, .flags = flags },
                         .i = run.beg, .open = SIZE_MAX, .out = out, .flat = fold_flat(),
                         .of_three_bytes = fold_plain_best(), .words = fold_words_best() };
    if (out->n == 0)
        out->marks = 0;
    while (f.i < f.s.end) {
        unsigned char lead = (unsigned char)text[f.i];
        size_t beg = f.i;
        if (lead >= 0xE0 && lead < 0xF0) {
            CRIB_TRY(room(out, (f.s.end - beg) / 3 + FOLD_PLAIN_ROOM, err));
            f.i = f.of_three_bytes(f.flat, text, beg, f.s.end, out, &f.open);
        }
        if (f.i == beg)
            CRIB_TRY(lead < 0x80 ? fold_ascii(&f, err) : fold_any(&f, err));
    }
    return CRIB_OK;
}

uint64_t fold_table_hash(void)
{
    uint64_t h = hash_bytes(fold_page, sizeof fold_page, 0);
    h = hash_join(h, hash_bytes(fold_entry, fold_pages * sizeof fold_entry[0], 0));
    h = hash_join(h, hash_bytes(fold_bare, sizeof fold_bare, 0));
    h = hash_join(h, hash_bytes(fold_latin, sizeof fold_latin, 0));
    return hash_join(h, hash_bytes(fold_unlatin, sizeof fold_unlatin, 0));
}
