/* SPDX-License-Identifier: MIT */
/* Lines end at LF, CR LF or CR, as in every reader that shows line numbers.
 * U+2028, U+0085 and form feeds end no line, for the same reason. */
#include "source/lines.h"

#include "core/mem.h"
#include "core/utf8.h"

bool is_white(uint32_t c)
{
    if (c < 0x80)
        return c == ' ' || (c >= '\t' && c <= '\r');
    return c == 0x3000 || c == 0xFEFF || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F;
}

struct txt_span lines_trim(const char *text, struct txt_span s)
{
    size_t beg = s.beg, end = s.end;
    while (beg < end) {
        size_t next = beg;
        if (!is_white(utf8_next(text, end, &next)))
            break;
        beg = next;
    }
    while (end > beg) {
        size_t at = utf8_prev(text, end), i = at;
        if (!is_white(utf8_next(text, end, &i)))
            break;
        end = at;
    }
    return (struct txt_span){ (uint32_t)beg, (uint32_t)end };
}

/* The next occurrence of one byte at or after i; looked for again only when
 * the one found lies behind, so that a text is searched once. */
struct finder {
    const char *text;
    size_t n, at;
    char byte;
};

static size_t find(struct finder *f, size_t i)
{
    if (f->at < i || f->at == SIZE_MAX) {
        const char *p = memchr(f->text + i, f->byte, f->n - i);
        f->at = p ? (size_t)(p - f->text) : f->n;
    }
    return f->at;
}

static int add_block(struct member *m, size_t *cap, struct block b, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(m->block, m->n_block, cap, 1, err));
    m->block[m->n_block++] = b;
    return CRIB_OK;
}

static void give_back(struct member *m)
{
    struct block *fit = m->n_block ? mem_realloc(m->block, m->n_block * sizeof *fit) : NULL;
    if (fit)
        m->block = fit;
}

int lines_cut(struct member *m, struct crib_err *err)
{
    struct finder lf = { m->text, m->n_bytes, SIZE_MAX, '\n' };
    struct finder cr = { m->text, m->n_bytes, SIZE_MAX, '\r' };
    struct finder ff = { m->text, m->n_bytes, SIZE_MAX, '\f' };
    size_t cap = 0, n_blank = 0;
    uint32_t number = 0;
    bool page = false; /* one has begun that no block has told of yet */
    for (size_t beg = 0; beg < m->n_bytes;) {
        size_t end = min_size(find(&lf, beg), find(&cr, beg)), feed = find(&ff, beg);
        struct txt_span line = { (uint32_t)beg, (uint32_t)end };
        struct txt_span s = lines_trim(m->text, line);
        bool blank = s.beg == s.end, feeds = feed < end;
        struct block b = { blank ? (struct txt_span){ line.beg, line.beg } : s, ++number,
                           blank ? BLOCK_BLANK : BLOCK_TEXT, 0, page || (feeds && (blank || feed < s.beg)) };
        n_blank = blank ? n_blank + 1 : 0;
        if (n_blank <= BLANK_RUN_MOST) {
            CRIB_TRY(add_block(m, &cap, b, err));
            page = feeds && !blank && memchr(m->text + s.beg, '\f', end - s.beg);
        } else {
            page = b.after_page;
        }
        bool pair = end + 1 < m->n_bytes && m->text[end] == '\r' && m->text[end + 1] == '\n';
        beg = end + 1 + pair;
    }
    give_back(m);
    return CRIB_OK;
}
