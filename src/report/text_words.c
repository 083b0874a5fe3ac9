/* SPDX-License-Identifier: MIT */
/* Sentences on the page, and how things are named there: a document by its
 * ordinal and title with file and line, never by an id alone. */
#include "core/base.h"

#include "report/text.h"

enum { ARGUMENT_MOST = 80 }; /* columns of a foreign word inside a sentence */

struct speech {
    struct text *text;
    enum style style;
    uint32_t doc; /* named where the sentence says document_here */
};

/* Stands for a document's name, which is no plain text. Known by its address:
 * no title can be taken for it. */
static const char document_here[] = "document";

static void put_piece(void *arg, struct stretch piece, bool foreign)
{
    struct speech *s = arg;
    if (piece.s == document_here)
        text_document(s->text, s->doc);
    else if (foreign)
        layout_cut(&s->text->lay, piece, s->style, ARGUMENT_MOST, false);
    else
        layout_text(&s->text->lay, piece, s->style);
}

void text_fact(struct text *t, enum style style, const struct crib_fact *f)
{
    message_say(f, t->lang, put_piece, &(struct speech){ t, style, CRIB_NONE });
}

void text_say(struct text *t, enum style style, const char *code, const struct crib_arg *arg, size_t n)
{
    struct crib_fact f = { .code = code, .n_args = (uint32_t)n };
    assert(n <= CRIB_FACT_ARGS);
    for (size_t i = 0; i < n; i++)
        f.arg[i] = arg[i];
    text_fact(t, style, &f);
}

void text_say_of(struct text *t, const char *code, uint32_t share, uint32_t doc)
{
    struct crib_fact f = { .code = code, .n_args = 2,
                           .arg = { ARG_INT("share", share), ARG_TEXT("document", document_here) } };
    message_say(&f, t->lang, put_piece, &(struct speech){ t, STYLE_PLAIN, doc });
}

void text_heading(struct text *t, const char *code, uint64_t n)
{
    layout_blank(&t->lay);
    layout_begin(&t->lay, 0, 2);
    SAY(t, STYLE_HEAD, code, ARG_INT("n", n));
    layout_end(&t->lay);
}

void text_more(struct text *t, uint64_t n, uint32_t indent)
{
    if (n == 0)
        return;
    layout_begin(&t->lay, indent, indent);
    SAY(t, STYLE_DIM, "more", ARG_INT("n", n));
    layout_end(&t->lay);
}

/* 《中华人民共和国刑法》 needs no further marks. */
static bool is_quoted(const char *s)
{
    static const char open[] = "《", close[] = "》";
    size_t n = strlen(s), n_open = sizeof open - 1, n_close = sizeof close - 1;
    return n >= n_open + n_close && memcmp(s, open, n_open) == 0 && memcmp(s + n - n_close, close, n_close) == 0;
}

/* A title in its language's quotation marks. */
void text_quoted(struct text *t, const char *s)
{
    bool zh = t->lang == CRIB_LANG_ZH, bare = zh && is_quoted(s);
    if (!s[0]) {
        SAY(t, STYLE_PLAIN, "untitled");
        return;
    }
    if (!bare)
        layout_str(&t->lay, zh ? "《" : "“", STYLE_PLAIN);
    layout_cut(&t->lay, (struct stretch){ s, strlen(s) }, STYLE_PLAIN, TITLE_MOST, false);
    if (!bare)
        layout_str(&t->lay, zh ? "》" : "”", STYLE_PLAIN);
}

void text_document(struct text *t, uint32_t doc)
{
    assert(doc < t->v->n_documents);
    const struct crib_document *d = &t->v->document[doc];
    if (t->v->source[d->source].n_documents > 1 && !d->member)
        SAY(t, STYLE_PLAIN, "document-number", ARG_INT("n", d->ordinal));
    text_quoted(t, d->title);
}

void text_title(struct text *t, uint32_t doc) { text_quoted(t, t->v->document[doc].title); }

void text_section(struct text *t, const struct crib_place *p)
{
    if (!p->section[0])
        return;
    SAY(t, STYLE_PLAIN, "section-before");
    layout_cut(&t->lay, (struct stretch){ p->section, strlen(p->section) }, STYLE_PLAIN, SECTION_MOST, false);
    SAY(t, STYLE_PLAIN, "section-after");
}

void text_place(struct text *t, enum style style, const struct crib_place *p)
{
    SAY(t, style, p->lines.first == p->lines.last ? "place-line" : "place-lines", ARG_INT("first", p->lines.first),
        ARG_INT("last", p->lines.last));
    text_section(t, p);
}

void text_file(struct text *t, enum style style, const char *name)
{
    if (t->n_folder > 0 && strncmp(name, t->v->source[0].name, t->n_folder) == 0 && name[t->n_folder])
        name += t->n_folder;
    layout_cut(&t->lay, (struct stretch){ name, strlen(name) }, style, FILE_MOST, true);
}

void text_where(struct text *t, uint32_t doc, uint64_t line)
{
    const struct crib_document *d = &t->v->document[doc];
    char digits[24];
    int n = snprintf(digits, sizeof digits, ":%" PRIu64, line);
    layout_space(&t->lay, 2);
    t->lay.keep = true;
    text_file(t, STYLE_DIM, t->v->source[d->source].name);
    if (d->member) {
        layout_str(&t->lay, "#", STYLE_DIM);
        layout_cut(&t->lay, (struct stretch){ d->member, strlen(d->member) }, STYLE_DIM, SECTION_MOST, false);
    }
    layout_text(&t->lay, (struct stretch){ digits, (size_t)n }, STYLE_DIM);
    t->lay.keep = false;
}

void text_id(struct text *t, uint64_t id)
{
    char hex[20];
    int n = snprintf(hex, sizeof hex, "[%016" PRIx64 "]", id);
    layout_space(&t->lay, 2);
    layout_text(&t->lay, (struct stretch){ hex, (size_t)n }, STYLE_DIM);
}

/* Of two near-duplicates both have this share; resemblance would read as less
 * than the threshold that made them one. */
uint32_t alike_10000(const struct crib_pair *p)
{
    return ratio_10000(p->matched, p->units_a > p->units_b ? p->units_a : p->units_b);
}

void text_decision(struct text *t, const struct crib_passage *p)
{
    if (!p->decision)
        return;
    SAY(t, STYLE_DIM, "part-next");
    SAY(t, STYLE_DIM, "decision", ARG_TEXT("decision", p->decision));
    if (p->note && p->note[0])
        SAY(t, STYLE_DIM, "decision-note", ARG_TEXT("note", p->note));
}
