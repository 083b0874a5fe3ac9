/* SPDX-License-Identifier: MIT */
/* A caption is one word, a number and mostly some more words: Figure 3.5. …,
 * 表3-2 …, Рисунок 7 …. So is many a title: Annex 2. …, 附件3：…, Report 4 ….
 * The lines that begin with the same word are judged together, by what the text
 * numbers below them. Under a title the numbering begins; under a caption it
 * mostly goes on (二、, 3., 6.2.2), for a caption stands within a document. And
 * where headings are numbered by path (6.2), so is what stands among them: a
 * word with a path (Figure 6.13) is a caption. */
#include "segment/captions.h"

#include "core/sort.h"
#include "segment/linechars.h"
#include "segment/linekey.h"
#include "segment/restarts.h"

enum {
    LABEL_MOST = 16, /* letters of the word before the number */
    DIGITS_MOST = 3  /* of a number: four are a year */
};

struct label {
    uint64_t word; /* hash of the word, 0: the line has none with a number */
    bool path;     /* 3.5, 3-2 */
};

/* A number's digits at *at; false: there are none, or too many. */
static bool pass_digits(const char *s, size_t n, size_t *at)
{
    uint32_t n_digits = 0;
    for (size_t next = *at; next < n && char_digit(utf8_next(s, n, &next)) >= 0; *at = next)
        n_digits++;
    return n_digits > 0 && n_digits <= DIGITS_MOST;
}

static bool pass_joint(const char *s, size_t n, size_t *at)
{
    size_t next = *at;
    uint32_t cp = next < n ? utf8_next(s, n, &next) : 0;
    if ((cp != '.' && cp != '-' && !char_is_dash(cp)) || next >= n)
        return false;
    *at = next;
    return true;
}

static struct label label_read(const char *s, size_t n)
{
    static const struct label none = { 0 };
    uint32_t word[LABEL_MOST], cp = 0;
    size_t at = 0, next = 0, k = 0;
    bool path = false;
    while (next < n && (char_is_space(cp = utf8_next(s, n, &next)) || char_is_mark(cp)))
        at = next;
    for (; at < n && k < LABEL_MOST; at = next) {
        next = at;
        cp = utf8_next(s, n, &next);
        if (char_is_space(cp) || char_is_mark(cp) || char_digit(cp) >= 0)
            break;
        word[k++] = char_fold(cp);
    }
    for (next = at; next < n && (char_is_space(cp = utf8_next(s, n, &next)) || cp == '.');) /* Fig. 3 */
        at = next;
    if (k == 0 || !pass_digits(s, n, &at))
        return none;
    for (next = at; pass_joint(s, n, &next) && pass_digits(s, n, &next); at = next)
        path = true;
    next = at;
    if (at < n && !char_is_space(cp = utf8_next(s, n, &next)) && !char_is_mark(cp))
        return none; /* 3亿, 12个 */
    return (struct label){ key_hash(word, k) | 1, path };
}

/* What a line with a label weighs in its word's series. */
enum { SAYS_ON = 1, SAYS_PATH = 2, SAYS_BITS = 2 };

static bool is_labelled(const struct cut *c, uint32_t i)
{
    return shape_is_short(&c->lines.at[i]) && !c->contents[i] && c->lines.at[i].number.kind == NUMBER_NONE;
}

/* Gather (word, line and what it says) of all lines with a label; returns how
 * many. */
static uint32_t gather(const struct cut *c, struct kv *out)
{
    uint32_t n = 0, n_deep = 0;
    bool on = false;
    for (uint32_t i = 0; i < c->lines.n; i++)
        n_deep += c->lines.at[i].number.kind == NUMBER_DEEP && restarts_numbered(c, i);
    for (uint32_t i = c->lines.n; i-- > 0;) {
        const struct shape *s = &c->lines.at[i];
        if (restarts_numbered(c, i))
            on = s->number.value > 1;
        if (!is_labelled(c, i))
            continue;
        struct label l = label_read(c->text + s->span.beg, txt_len(s->span));
        uint32_t says = (on ? SAYS_ON : 0) | (l.path && n_deep > 1 ? SAYS_PATH : 0);
        if (l.word != 0)
            out[n++] = (struct kv){ l.word, (uint64_t)i << SAYS_BITS | says };
    }
    return n;
}

int captions_find(struct cut *c, struct crib_err *err)
{
    struct kv *line = arena_alloc(c->arena, (size_t)c->lines.n * sizeof *line + 1);
    c->caption = arena_zero(c->arena, max_size(c->lines.n, 1), sizeof *c->caption);
    if (line == NULL || c->caption == NULL)
        return CRIB_NOMEM(err);
    uint32_t n = gather(c, line);
    CRIB_TRY(sort_kv(line, n, true, err));
    for (uint32_t i = 0, end; i < n; i = end) {
        uint32_t n_on = 0, n_path = 0;
        for (end = i; end < n && line[end].key == line[i].key; end++) {
            n_on += (line[end].val & SAYS_ON) != 0;
            n_path += (line[end].val & SAYS_PATH) != 0;
        }
        bool captions = max_u32(n_on, n_path) * 2 > end - i;
        for (uint32_t k = i; captions && k < end; k++)
            c->caption[line[k].val >> SAYS_BITS] = true;
    }
    return CRIB_OK;
}
