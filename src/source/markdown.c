/* SPDX-License-Identifier: MIT */
/* CommonMark's block rules, as far as they decide what a line is. They differ
 * in one point: a fence or a comment that is never closed is text, so that
 * one stray mark does not swallow the rest of a file. */
#include "source/markdown.h"

#include "source/lines.h"

/* A fence this long or longer counts as this long: bounds how often an
 * unclosed fence can send us back. */
enum { FENCE_LEAST = 3, FENCE_MOST = 16 };

/* Bytes of a line that may be a heading by its underline. */
enum { UNDERLINED_MOST = 240 };

struct text {
    const char *p;
    size_t n;
};

static struct text block_text(const struct member *m, uint32_t i)
{
    struct txt_span s = m->block[i].span;
    return (struct text){ m->text + s.beg, txt_len(s) };
}

/* Four columns of white space or more before the line's text: not a mark. */
static bool is_indented(const struct member *m, uint32_t i)
{
    size_t at = m->block[i].span.beg, columns = 0;
    while (at > 0 && columns < 4 && (m->text[at - 1] == ' ' || m->text[at - 1] == '\t'))
        columns += m->text[--at] == '\t' ? 4 : 1;
    return columns >= 4;
}

static size_t run_of(struct text t, char c)
{
    size_t n = 0;
    while (n < t.n && t.p[n] == c)
        n++;
    return n;
}

/* The line is nothing but c, spaces among them; returns how many. */
static size_t only(struct text t, char c)
{
    size_t n = 0;
    for (size_t i = 0; i < t.n; i++) {
        if (t.p[i] == c)
            n++;
        else if (t.p[i] != ' ' && t.p[i] != '\t')
            return 0;
    }
    return n;
}

static bool starts(struct text t, const char *s) { return t.n >= strlen(s) && memcmp(t.p, s, strlen(s)) == 0; }
static bool equals(struct text t, const char *s) { return t.n == strlen(s) && memcmp(t.p, s, t.n) == 0; }

static bool ends(struct text t, const char *s)
{
    size_t n = strlen(s);
    return t.n >= n && memcmp(t.p + t.n - n, s, n) == 0;
}

static bool is_rule(struct text t)
{
    return t.n >= 3 && (only(t, '-') >= 3 || only(t, '*') >= 3 || only(t, '_') >= 3);
}

/* How many #s a heading line begins with, 0 when it is none. */
static size_t heading_level(struct text t)
{
    size_t n = run_of(t, '#');
    if (n == 0 || n > 6)
        return 0;
    struct text rest = { t.p + n, t.n - n };
    return rest.n == 0 || rest.p[0] == ' ' || rest.p[0] == '\t' || starts(rest, "\xE3\x80\x80") ? n : 0;
}

/* Mark a heading: its span loses the #s in front and a closing run of them. */
static void set_heading(struct member *m, uint32_t i, size_t level)
{
    struct block *b = &m->block[i];
    struct txt_span s = lines_trim(m->text, (struct txt_span){ b->span.beg + (uint32_t)level, b->span.end });
    uint32_t end = s.end;
    while (end > s.beg && m->text[end - 1] == '#')
        end--;
    if (end == s.beg || m->text[end - 1] == ' ' || m->text[end - 1] == '\t')
        s.end = end;
    b->span = lines_trim(m->text, s);
    b->kind = b->span.beg == b->span.end ? BLOCK_COMMENT : BLOCK_HEADING;
    b->level = b->kind == BLOCK_HEADING ? (uint8_t)level : 0;
}

/* Length of an opening fence of c, 0 when the line is none. */
static size_t opening_fence(struct text t, char c)
{
    size_t n = run_of(t, c);
    if (n < FENCE_LEAST || (c == '`' && memchr(t.p + n, '`', t.n - n)))
        return 0;
    return min_size(n, FENCE_MOST);
}

/* Lines [i, past) are all of one kind; returns past. */
static uint32_t fill(struct member *m, uint32_t i, uint32_t past, uint8_t kind)
{
    for (uint32_t k = i; k < past; k++)
        m->block[k].kind = kind;
    return past;
}

/* Fences this long or longer are known not to be closed any more. */
struct unclosed {
    size_t backtick, tilde;
    bool comment;
};

static uint32_t take_fence(struct member *m, uint32_t i, char c, size_t *unclosed)
{
    size_t n = opening_fence(block_text(m, i), c);
    if (n == 0 || n >= *unclosed)
        return i;
    for (uint32_t k = i + 1; k < m->n_block; k++) {
        struct text t = block_text(m, k);
        if (run_of(t, c) == t.n && t.n >= n && !is_indented(m, k))
            return fill(m, i, k + 1, BLOCK_CODE);
    }
    *unclosed = n;
    return i;
}

static uint32_t take_comment(struct member *m, uint32_t i, bool *unclosed)
{
    struct text t = block_text(m, i);
    if (!starts(t, "<!--"))
        return i;
    struct text rest = { t.p + 4, t.n - 4 };
    const char *close = memmem(rest.p, rest.n, "-->", 3);
    if (close)
        return close + 3 == t.p + t.n ? fill(m, i, i + 1, BLOCK_COMMENT) : i;
    for (uint32_t k = i + 1; k < m->n_block && !*unclosed; k++) {
        t = block_text(m, k);
        if (memmem(t.p, t.n, "-->", 3))
            return fill(m, i, ends(t, "-->") ? k + 1 : k, BLOCK_COMMENT);
    }
    *unclosed = true;
    return i;
}

/* |---|:--:| and the like. */
static bool is_table_rule(struct text t)
{
    bool bar = false, dash = false;
    for (size_t i = 0; i < t.n; i++) {
        bar |= t.p[i] == '|';
        dash |= t.p[i] == '-';
        if (!strchr("|-: \t", t.p[i]) || t.p[i] == '\0')
            return false;
    }
    return bar && dash;
}

static bool has_bar(struct text t) { return memchr(t.p, '|', t.n) != NULL; }

static uint32_t take_table(struct member *m, uint32_t i)
{
    if (i + 1 >= m->n_block || !has_bar(block_text(m, i)) || !is_table_rule(block_text(m, i + 1)))
        return i;
    uint32_t past = i + 2;
    while (past < m->n_block && has_bar(block_text(m, past)))
        past++;
    return fill(m, i, past, BLOCK_TABLE);
}

static uint32_t take_front_matter(struct member *m)
{
    if (m->n_block == 0 || !equals(block_text(m, 0), "---"))
        return 0;
    for (uint32_t k = 1; k < m->n_block; k++) {
        struct text t = block_text(m, k);
        if (equals(t, "---") || equals(t, "..."))
            return fill(m, 0, k + 1, BLOCK_COMMENT);
        /* Else the line was a rule, with ordinary text under it. */
        if (k == 1 && !memchr(t.p, ':', t.n))
            return 0;
    }
    return 0;
}

/* A quotation or a list item: a line under it is a rule. */
static bool is_item(struct text t)
{
    return t.p[0] == '>' || (t.n > 1 && (t.p[0] == '-' || t.p[0] == '*' || t.p[0] == '+') && t.p[1] == ' ');
}

/* A line of === or --- under a line that stands alone makes that a heading.
 * Under a longer paragraph it is meant as a rule. */
static uint32_t take_underline(struct member *m, uint32_t i)
{
    struct text t = block_text(m, i);
    size_t level = t.n && run_of(t, '=') == t.n ? 1 : t.n > 1 && run_of(t, '-') == t.n ? 2 : 0;
    if (!level || i == 0 || m->block[i - 1].kind != BLOCK_TEXT || is_indented(m, i) || is_indented(m, i - 1))
        return i;
    if ((i >= 2 && m->block[i - 2].kind == BLOCK_TEXT) || is_item(block_text(m, i - 1)) ||
        block_text(m, i - 1).n > UNDERLINED_MOST)
        return i;
    m->block[i - 1].kind = BLOCK_HEADING;
    m->block[i - 1].level = (uint8_t)level;
    return fill(m, i, i + 1, BLOCK_COMMENT);
}

/* What begins at line i: returns the line after it. */
static uint32_t take(struct member *m, uint32_t i, struct unclosed *u)
{
    uint32_t past = take_underline(m, i);
    if (past == i && !is_indented(m, i)) {
        struct text t = block_text(m, i);
        size_t level = heading_level(t);
        past = take_fence(m, i, '`', &u->backtick);
        if (past == i)
            past = take_fence(m, i, '~', &u->tilde);
        if (past == i)
            past = take_comment(m, i, &u->comment);
        if (past == i)
            past = take_table(m, i);
        if (past == i && level)
            set_heading(m, i, level);
        else if (past == i && is_rule(t))
            m->block[i].kind = BLOCK_COMMENT;
    }
    return past > i ? past : i + 1;
}

void markdown_kinds(struct member *m)
{
    struct unclosed u = { FENCE_MOST + 1, FENCE_MOST + 1, false };
    m->markdown = true;
    for (uint32_t i = take_front_matter(m); i < m->n_block;)
        i = take(m, i, &u);
}
