/* SPDX-License-Identifier: MIT */
/* segment_trial [-w DIR] N SEED FILE...: put N compilations together from
 * texts whose first line is their title (Markdown or plain), with and without
 * a contents page, cut them, and count documents that start where they should
 * and documents that should not be. -w writes each compilation that is cut
 * wrong into DIR, with a line that says what was expected and what found.
 *
 * What varies: 8 to 15 documents; contents with and without ordinals, page
 * numbers (tab or dots), a word above; ordinals on the titles (none, 1.,
 * 篇1：, 第一篇); a title of the whole with and without the stated count; blank
 * lines or none; page numbers between the lines or none. */
#include "core/base.h"

#include "core/buf.h"
#include "segment/segment.h"
#include "harness.h"
#include "tools/segment_member.h"

enum ordinal { ORDINAL_NONE, ORDINAL_DOT, ORDINAL_PIECE, ORDINAL_NTH, ORDINALS };
enum { DOCS_MOST = 15 };

struct plan {
    bool contents, blanks, headed, stated, word, furniture;
    int ordinal;       /* on titles */
    int listed;        /* in the contents */
    int pages;         /* 0 none, 1 tab, 2 dots */
    uint32_t n;
    const char *path[DOCS_MOST];
};

struct tally {
    uint64_t want, found, extra, files, whole;
};

static char *read_whole(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    struct buf b;
    char part[65536];
    buf_init(&b, TXT_MOST);
    if (f == NULL)
        return NULL;
    for (size_t got; (got = fread(part, 1, sizeof part, f)) > 0;)
        if (buf_add(&b, part, got, NULL) != CRIB_OK)
            break;
    fclose(f);
    return buf_take(&b, n);
}

static void must(int rc)
{
    if (rc != CRIB_OK)
        fprintf(stderr, "segment_trial: out of memory\n"), exit(2);
}

static const char *han[] = { "一", "二", "三", "四", "五", "六", "七", "八", "九", "十",
                             "十一", "十二", "十三", "十四", "十五" };

static void put_ordinal(struct buf *b, int kind, uint32_t i)
{
    if (kind == ORDINAL_DOT)
        must(buf_printf(b, NULL, "%u.", i + 1));
    else if (kind == ORDINAL_PIECE)
        must(buf_printf(b, NULL, "篇%u：", i + 1));
    else if (kind == ORDINAL_NTH)
        must(buf_printf(b, NULL, "第%s篇 ", han[i]));
}

struct maker {
    struct buf out;
    uint32_t line, page;
    const struct plan *plan;
};

static void end_line(struct maker *m)
{
    must(buf_char(&m->out, '\n', NULL));
    m->line++;
    if (m->plan->furniture && m->line % 40 == 0) {
        must(buf_printf(&m->out, NULL, "- %u -\n", ++m->page));
        m->line++;
    }
}

/* The next line of text at *i without Markdown signs; false at the end. */
static bool next_line(const char *text, size_t n, size_t *i, const char **line, size_t *length)
{
    while (*i < n) {
        const char *s = text + *i, *feed = memchr(s, '\n', n - *i);
        size_t l = feed == NULL ? n - *i : (size_t)(feed - s);
        *i += l + 1;
        while (l > 0 && (*s == '#' || *s == ' ') && memchr(s, ' ', l) != NULL)
            s++, l--;
        if (l >= 4 && memcmp(s, "<!--", 4) == 0)
            continue;
        *line = s;
        *length = l;
        return true;
    }
    return false;
}

static size_t title_of(const char *text, size_t n, const char **title)
{
    size_t i = 0, length = 0;
    while (next_line(text, n, &i, title, &length))
        if (length > 0)
            return length;
    return 0;
}

static void put_contents(struct maker *m, char **text, const size_t *size)
{
    const struct plan *p = m->plan;
    if (p->word) {
        must(buf_str(&m->out, "目  录", NULL));
        end_line(m);
    }
    for (uint32_t i = 0, page = 2; i < p->n; i++) {
        const char *title;
        size_t l = title_of(text[i], size[i], &title);
        put_ordinal(&m->out, p->listed, i);
        must(buf_add(&m->out, title, l, NULL));
        if (p->pages != 0)
            must(buf_printf(&m->out, NULL, "%s%u", p->pages == 1 ? "\t" : " ............ ", page));
        page += (uint32_t)(size[i] / 2000 + 1);
        end_line(m);
    }
    if (p->blanks)
        end_line(m);
}

static void put_document(struct maker *m, const char *text, size_t n, uint32_t ordinal)
{
    const char *line;
    size_t i = 0, l;
    bool first = true;
    while (next_line(text, n, &i, &line, &l)) {
        if (l == 0 && (!m->plan->blanks || first))
            continue;
        if (first)
            put_ordinal(&m->out, m->plan->ordinal, ordinal);
        must(buf_add(&m->out, line, l, NULL));
        end_line(m);
        first = false;
    }
    if (m->plan->blanks)
        end_line(m);
}

static void make(struct maker *m, const struct plan *p, uint32_t *want)
{
    char *text[DOCS_MOST];
    size_t size[DOCS_MOST];
    *m = (struct maker){ .line = 1, .plan = p };
    buf_init(&m->out, TXT_MOST);
    for (uint32_t i = 0; i < p->n; i++)
        if ((text[i] = read_whole(p->path[i], &size[i])) == NULL)
            fprintf(stderr, "segment_trial: cannot read %s\n", p->path[i]), exit(2);
    if (p->headed) {
        must(buf_str(&m->out, "地方性法规选编", NULL));
        end_line(m);
        if (p->stated) {
            must(buf_printf(&m->out, NULL, "（%u篇）", p->n));
            end_line(m);
        }
    }
    if (p->contents)
        put_contents(m, text, size);
    for (uint32_t i = 0; i < p->n; i++) {
        want[i] = m->line;
        put_document(m, text[i], size[i], i);
        mem_free(text[i]);
    }
}

static void plan_make(struct plan *p, uint64_t *seed, bool contents, char **file, uint32_t n_file)
{
    p->contents = contents;
    p->n = (uint32_t)(8 + test_random(seed) % 8);
    p->blanks = test_random(seed) % 2;
    p->headed = test_random(seed) % 4 != 0;
    p->stated = test_random(seed) % 2;
    p->word = test_random(seed) % 4 != 0;
    p->furniture = test_random(seed) % 4 == 0;
    p->ordinal = test_random(seed) % 2 ? ORDINAL_NONE : (int)(test_random(seed) % ORDINALS);
    p->listed = p->ordinal != ORDINAL_NONE ? p->ordinal : (int)(test_random(seed) % ORDINALS);
    p->pages = (int)(test_random(seed) % 3);
    for (uint32_t i = 0; i < p->n; i++)
        p->path[i] = file[test_random(seed) % n_file];
}

static bool judge(const struct plan *p, const struct segmented *s, const uint32_t *want, struct tally *t)
{
    uint32_t k = 0, hit = 0;
    for (uint32_t i = 0; i < s->n_doc; i++) {
        while (k < p->n && want[k] < s->doc[i].line_first)
            k++;
        hit += k < p->n && want[k] == s->doc[i].line_first;
    }
    t->want += p->n;
    t->found += hit;
    t->extra += s->n_doc - hit;
    t->files++;
    t->whole += hit == p->n && s->n_doc == hit;
    return hit == p->n && s->n_doc == hit;
}

static void write_wrong(const char *dir, uint32_t number, const struct maker *m, const struct segmented *s,
                        const uint32_t *want)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%u.txt", dir, number);
    FILE *f = fopen(path, "wb");
    if (f == NULL)
        return;
    fwrite(m->out.p, 1, m->out.n, f);
    fclose(f);
    printf("%s want", path);
    for (uint32_t i = 0; i < m->plan->n; i++)
        printf(" %u", want[i]);
    printf(" found");
    for (uint32_t i = 0; i < s->n_doc; i++)
        printf(" %u", s->doc[i].line_first);
    printf("\n");
}

int main(int argc, char **argv)
{
    const char *dir = NULL;
    struct tally tally[2] = { { 0 } };
    if (argc > 2 && strcmp(argv[1], "-w") == 0) {
        dir = argv[2];
        argv += 2;
        argc -= 2;
    }
    if (argc < 4)
        return fprintf(stderr, "usage: segment_trial [-w DIR] N SEED FILE...\n"), 2;
    uint64_t n = strtoull(argv[1], NULL, 10), seed = strtoull(argv[2], NULL, 10);
    for (uint64_t i = 0; i < n; i++) {
        struct plan p;
        struct maker m;
        struct member member;
        struct segmented s;
        struct complaints c;
        uint32_t want[DOCS_MOST];
        plan_make(&p, &seed, i % 2 == 0, argv + 3, (uint32_t)argc - 3);
        make(&m, &p, want);
        complaints_init(&c);
        if (!simple_member(m.out.p, m.out.n, false, &member))
            return 2;
        must(segment(&member, &(struct segment_options){ SEGMENT_AUTO, NULL }, &s, &c, NULL));
        if (!judge(&p, &s, want, &tally[i % 2]) && dir != NULL)
            write_wrong(dir, (uint32_t)i, &m, &s, want);
        segmented_done(&s);
        complaints_done(&c);
        simple_member_done(&member);
        buf_done(&m.out);
    }
    for (int k = 0; k < 2; k++)
        printf("%s\tcompilations %" PRIu64 "\tright %" PRIu64 "\tdocuments %" PRIu64 "\tfound %.2f%%\textra %.2f%%\n",
               k == 0 ? "contents" : "none", tally[k].files, tally[k].whole, tally[k].want,
               100.0 * (double)tally[k].found / (double)max_size(tally[k].want, 1),
               100.0 * (double)tally[k].extra / (double)max_size(tally[k].want, 1));
    return 0;
}
