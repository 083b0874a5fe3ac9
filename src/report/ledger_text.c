/* SPDX-License-Identifier: MIT */
/* ledger.txt: every removal and every undecided pair in plain words, for
 * somebody who was not there and knows nothing of how texts are compared. */
#include "report/ledger.h"

#include "report/text.h"

enum { SUBSTITUTIONS_SHOWN = 10, SURFACE_MOST = 48, PERSONS_COLUMNS = 100 };

static void line(struct text *t, uint32_t indent, enum style style, const char *code)
{
    layout_begin(&t->lay, indent, indent + 2);
    SAY(t, style, code);
    layout_end(&t->lay);
}

static void line_n(struct text *t, uint32_t indent, const char *code, uint64_t n)
{
    layout_begin(&t->lay, indent, indent + 2);
    SAY(t, STYLE_PLAIN, code, ARG_INT("n", n));
    layout_end(&t->lay);
}

/* 3. document 5 “…”  file:131 */
static void numbered_document(struct text *t, uint64_t number, uint32_t doc)
{
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%" PRIu64 ". ", number);
    layout_blank(&t->lay);
    layout_begin(&t->lay, 0, 4);
    layout_text(&t->lay, (struct stretch){ digits, (size_t)n }, STYLE_PLAIN);
    text_document(t, doc);
    text_where(t, doc, t->v->document[doc].lines.first);
    layout_end(&t->lay);
}

static void other_document(struct text *t, const char *code, uint32_t doc)
{
    layout_begin(&t->lay, 4, 6);
    SAY(t, STYLE_PLAIN, code);
    text_document(t, doc);
    text_where(t, doc, t->v->document[doc].lines.first);
    layout_end(&t->lay);
}

/* --- differences ------------------------------------------------------------ */

static bool is_surface(enum crib_change kind)
{
    return kind == CRIB_CHANGE_SCRIPT || kind == CRIB_CHANGE_WIDTH || kind == CRIB_CHANGE_CASE ||
           kind == CRIB_CHANGE_PUNCTUATION || kind == CRIB_CHANGE_HIDDEN;
}

static void words(struct text *t, struct stretch s, enum style style)
{
    layout_cut(&t->lay, s, style, SURFACE_MOST, false);
}

static void substitution(struct text *t, const struct folded *f)
{
    static const char *const part[CRIB_N_PARTS] = { NULL, "ledger-in-title", "ledger-in-signature", "ledger-in-aside" };
    if (part[f->difference.part])
        SAY(t, STYLE_PLAIN, part[f->difference.part]);
    if (f->here.n && f->there.n) {
        words(t, f->here, STYLE_GONE);
        layout_str(&t->lay, " → ", STYLE_PLAIN);
        words(t, f->there, STYLE_NEW);
    } else {
        SAY(t, STYLE_PLAIN, f->here.n ? "ledger-only-this" : "ledger-only-other");
        words(t, f->here.n ? f->here : f->there, f->here.n ? STYLE_GONE : STYLE_NEW);
        SAY(t, STYLE_PLAIN, "ledger-only-after");
    }
    if (f->count > 1)
        SAY(t, STYLE_PLAIN, "times", ARG_INT("n", f->count));
}

static void next(struct text *t, const char *phrase, bool *first)
{
    if (*first) {
        layout_begin(&t->lay, 4, 6);
        SAY(t, STYLE_PLAIN, phrase);
    } else {
        SAY(t, STYLE_PLAIN, "sentence-next");
    }
    *first = false;
}

/* Differences of one sort on one line: substitutions, then what concerns only
 * the surface, as counts. */
static void differences_line(struct text *t, const struct folded *f, size_t n, bool decides, const char *phrase)
{
    static const char *const count[CRIB_N_CHANGES] = {
        [CRIB_CHANGE_SCRIPT] = "difference-script", [CRIB_CHANGE_WIDTH] = "difference-width",
        [CRIB_CHANGE_CASE] = "difference-case", [CRIB_CHANGE_PUNCTUATION] = "difference-punctuation",
        [CRIB_CHANGE_HIDDEN] = "difference-hidden" };
    uint64_t of[CRIB_N_CHANGES] = { 0 }, more = 0;
    size_t shown = 0;
    bool first = true;
    for (size_t i = 0; i < n; i++) {
        if (f[i].difference.decides != decides)
            continue;
        if (!decides && is_surface(f[i].difference.kind)) {
            of[f[i].difference.kind] += f[i].count;
        } else if (shown < SUBSTITUTIONS_SHOWN) {
            shown++;
            next(t, phrase, &first);
            substitution(t, &f[i]);
        } else {
            more += f[i].count;
        }
    }
    if (more) {
        next(t, phrase, &first);
        SAY(t, STYLE_PLAIN, "ledger-more", ARG_INT("n", more));
    }
    for (int kind = 0; kind < CRIB_N_CHANGES; kind++)
        if (of[kind]) {
            next(t, phrase, &first);
            SAY(t, STYLE_PLAIN, count[kind], ARG_INT("n", of[kind]));
        }
    if (!first)
        layout_end(&t->lay);
}

static void differences(struct text *t, const struct crib_removal *r, const char *decide)
{
    size_t n;
    struct folded *f = ledger_fold(t->v, r, &n);
    if (!f) {
        out_fail(t->lay.out, CRIB_NOMEM(t->lay.out->err));
        return;
    }
    differences_line(t, f, n, true, decide);
    differences_line(t, f, n, false, "ledger-what-differs");
    if (n == 0 && r->distance == 0)
        line(t, 4, STYLE_PLAIN, "ledger-no-difference");
    mem_free(f);
}

static void verdict(struct text *t, const struct crib_removal *r)
{
    static const char *const code[] = {
        [CRIB_SHARES_PASSAGES] = "verdict-shares-passages", [CRIB_CONTAINED] = "ledger-contained",
        [CRIB_NEAR_DUPLICATE] = "verdict-near-duplicate", [CRIB_DUPLICATE] = "verdict-duplicate" };
    uint64_t of = r->verdict == CRIB_CONTAINED || r->units_doc > r->units_keep ? r->units_doc : r->units_keep;
    uint32_t alike = ratio_10000(r->matched, of);
    layout_begin(&t->lay, 4, 6);
    SAY(t, STYLE_PLAIN, code[r->verdict], ARG_INT("alike", alike));
    layout_end(&t->lay);
}

static void reason(struct text *t, const struct crib_fact *why)
{
    layout_begin(&t->lay, 4, 6);
    text_fact(t, STYLE_PLAIN, why);
    layout_end(&t->lay);
}

static bool is_misfiled(const struct view *v, uint32_t doc)
{
    for (size_t i = 0; i < v->n_misfiled; i++)
        if (v->misfiled[i].doc == doc)
            return true;
    return false;
}

static void removals(struct text *t, const crib_dedup *d)
{
    const struct crib_removal *r = crib_dedup_removed(d);
    size_t n = crib_dedup_n_removed(d);
    if (n)
        text_heading(t, "ledger-head-removed", n);
    for (size_t i = 0; i < n && !out_failed(t->lay.out); i++) {
        numbered_document(t, i + 1, r[i].doc);
        if (r[i].via != CRIB_NONE)
            other_document(t, "ledger-via", r[i].via);
        other_document(t, "ledger-kept", r[i].keep);
        reason(t, &r[i].why);
        if (is_misfiled(t->v, r[i].doc))
            line(t, 4, STYLE_PLAIN, "ledger-misfiled");
        verdict(t, &r[i]);
        differences(t, &r[i], "ledger-differs");
        if (r[i].fuller)
            line(t, 4, STYLE_WARN, "group-fuller");
    }
}

static void undecided(struct text *t, const crib_dedup *d)
{
    const struct crib_removal *r = crib_dedup_undecided(d);
    size_t n = crib_dedup_n_undecided(d);
    if (n == 0)
        return;
    text_heading(t, "ledger-head-undecided", n);
    for (size_t i = 0; i < n && !out_failed(t->lay.out); i++) {
        numbered_document(t, i + 1, r[i].doc);
        other_document(t, "ledger-beside", r[i].keep);
        verdict(t, &r[i]);
        reason(t, &r[i].why);
        differences(t, &r[i], "ledger-what-decides");
    }
}

/* --- what else was changed, and the account ---------------------------------- */

static void file_line(struct text *t, const crib_dedup *d, const struct crib_dedup_file *f)
{
    static const char *const code[CRIB_N_CUTS] = {
        "ledger-file-documents", "ledger-file-gone", "ledger-file-rows", "ledger-file-contents", "ledger-file-numbers",
        "ledger-file-count", "count-advertisement", "count-marker" };
    uint64_t n[CRIB_N_CUTS] = { 0 };
    bool first = true;
    for (size_t i = 0; i < f->n_cuts; i++)
        n[crib_dedup_cuts(d)[f->first_cut + i].kind]++;
    layout_begin(&t->lay, 2, 4);
    text_file(t, STYLE_PLAIN, t->v->source[f->source].name);
    for (int kind = 0; kind < CRIB_N_CUTS; kind++) {
        if (n[kind] == 0)
            continue;
        SAY(t, STYLE_PLAIN, first ? "after-source" : "sentence-next");
        SAY(t, STYLE_PLAIN, code[kind], ARG_INT("n", n[kind]));
        first = false;
    }
    layout_end(&t->lay);
}

static void files(struct text *t, const crib_dedup *d)
{
    uint64_t n = 0;
    const struct crib_dedup_file *f = crib_dedup_files(d);
    for (size_t i = 0; i < crib_dedup_n_files(d); i++)
        n += f[i].n_cuts > 0;
    if (n == 0)
        return;
    text_heading(t, "ledger-head-files", n);
    for (size_t i = 0; i < crib_dedup_n_files(d); i++)
        if (f[i].n_cuts)
            file_line(t, d, &f[i]);
}

static void account(struct text *t, const crib_dedup *d)
{
    static const char *const code[CRIB_N_CUTS + 1] = {
        "ledger-chars-documents", "ledger-chars-files", "ledger-chars-rows", "ledger-chars-contents", "ledger-chars-numbers",
        "ledger-chars-count", "ledger-chars-advertisements", "ledger-chars-markers", "ledger-chars-put" };
    uint64_t chars[CRIB_N_CUTS + 1];
    ledger_chars(d, chars);
    layout_blank(&t->lay);
    line(t, 0, STYLE_HEAD, "ledger-head-account");
    line_n(t, 2, "ledger-chars-read", crib_dedup_chars_read(d));
    for (int kind = 0; kind <= CRIB_N_CUTS; kind++)
        if (chars[kind])
            line_n(t, 2, code[kind], chars[kind]);
    line_n(t, 2, "ledger-chars-left", crib_dedup_chars_left(d));
}

/* --- what both begin with ---------------------------------------- */

static void count_line(struct text *t, const char *code, uint64_t n)
{
    if (n > 0)
        line_n(t, 0, code, n);
}

/* What is not in the output though it was in the inputs. */
static void left_out(struct text *t, const crib_dedup *d)
{
    bool skipped = false;
    for (size_t i = 0; i < t->v->n_complaints; i++)
        skipped |= strcmp(t->v->complaint[i].what.code, "files-skipped") == 0;
    for (size_t i = 0; i < crib_dedup_n_files(d); i++)
        skipped |= crib_dedup_files(d)[i].unread;
    if (skipped)
        line(t, 0, STYLE_WARN, "dedup-not-copied");
    count_line(t, "dedup-unstripped", crib_dedup_unstripped(d));
}

static void read_line(struct text *t)
{
    layout_begin(&t->lay, 0, 2);
    SAY(t, STYLE_PLAIN, "dedup-read", ARG_INT("files", t->v->n_sources), ARG_INT("documents", t->v->n_documents));
    layout_end(&t->lay);
}

static void removed_line(struct text *t, const crib_dedup *d)
{
    if (crib_dedup_n_removed(d))
        count_line(t, "dedup-removed", crib_dedup_n_removed(d));
    else
        line(t, 0, STYLE_PLAIN, "dedup-removed-none");
}

static void undecided_line(struct text *t, const crib_dedup *d)
{
    count_line(t, "dedup-undecided", crib_dedup_n_undecided(d));
}

static void stripped_lines(struct text *t, const crib_dedup *d)
{
    uint64_t n[CRIB_N_CUTS] = { 0 };
    for (size_t i = 0; i < crib_dedup_n_cuts(d); i++)
        n[crib_dedup_cuts(d)[i].kind]++;
    count_line(t, "dedup-stripped-advertisements", n[CRIB_CUT_ADVERTISEMENT]);
    count_line(t, "dedup-stripped-markers", n[CRIB_CUT_MARKER]);
    left_out(t, d);
}

static void rule(struct text *t, const crib_dedup *d, bool written)
{
    static const char *const code[] = { "ledger-rule-same", "ledger-rule-near", "ledger-rule-contained" };
    layout_blank(&t->lay);
    line(t, 0, STYLE_PLAIN, code[crib_dedup_options_of(d).remove]);
    line(t, 0, STYLE_PLAIN, written ? "ledger-restore" : "dedup-dry");
}

static struct text text_of(const struct view *v, enum crib_lang lang, struct out *o)
{
    struct text t = { .v = v, .lang = lang };
    layout_init(&t.lay, o, false, lang == CRIB_LANG_ZH, PERSONS_COLUMNS);
    return t;
}

void ledger_text(const crib_dedup *d, const struct view *v, enum crib_lang lang, bool written, struct out *o)
{
    struct text t = text_of(v, lang, o);
    line(&t, 0, STYLE_HEAD, "ledger-head");
    layout_blank(&t.lay);
    read_line(&t);
    removed_line(&t, d);
    undecided_line(&t, d);
    stripped_lines(&t, d);
    rule(&t, d, written);
    removals(&t, d);
    undecided(&t, d);
    files(&t, d);
    account(&t, d);
    text_complaints(&t);
}

/* The first few of a list, two lines each, and where the rest is. */
static void some(struct text *t, const struct crib_removal *r, size_t n, const char *other)
{
    for (size_t i = 0; i < n && i < LIST_MOST; i++) {
        layout_begin(&t->lay, 2, 6);
        text_document(t, r[i].doc);
        text_where(t, r[i].doc, t->v->document[r[i].doc].lines.first);
        layout_end(&t->lay);
        layout_begin(&t->lay, 6, 8);
        SAY(t, STYLE_PLAIN, other);
        text_document(t, r[i].keep);
        text_where(t, r[i].keep, t->v->document[r[i].keep].lines.first);
        layout_end(&t->lay);
    }
    if (n > LIST_MOST)
        line_n(t, 2, "dedup-more", n - LIST_MOST);
}

void ledger_text_summary(const crib_dedup *d, const struct view *v, enum crib_lang lang, const char *folder,
                         struct out *o)
{
    struct text t = text_of(v, lang, o);
    read_line(&t);
    removed_line(&t, d);
    some(&t, crib_dedup_removed(d), crib_dedup_n_removed(d), "ledger-kept");
    undecided_line(&t, d);
    some(&t, crib_dedup_undecided(d), crib_dedup_n_undecided(d), "ledger-beside");
    stripped_lines(&t, d);
    layout_begin(&t.lay, 0, 2);
    SAY(&t, STYLE_PLAIN, "dedup-result");
    layout_cut(&t.lay, (struct stretch){ folder, strlen(folder) }, STYLE_PLAIN, FILE_MOST, true);
    SAY(&t, STYLE_PLAIN, "dedup-result-after");
    layout_end(&t.lay);
}

int crib_dedup_ledger(const crib_dedup *d, enum crib_lang lang, bool written, crib_sink *sink, void *sink_arg,
                      struct crib_err *err)
{
    struct view v = view_of_result(crib_dedup_result(d));
    struct out o;
    if (out_init(&o, sink, sink_arg, err) == CRIB_OK)
        ledger_text(d, &v, lang, written, &o);
    return out_done(&o);
}

int crib_dedup_summary(const crib_dedup *d, enum crib_lang lang, const char *folder, crib_sink *sink, void *sink_arg,
                       struct crib_err *err)
{
    struct view v = view_of_result(crib_dedup_result(d));
    struct out o;
    if (out_init(&o, sink, sink_arg, err) == CRIB_OK)
        ledger_text_summary(d, &v, lang, folder, &o);
    return out_done(&o);
}
