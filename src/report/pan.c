/* SPDX-License-Identifier: MIT */
/* PAN's XML of suspicious/source pairs (the text alignment task of 2012 and
 * later), so that what was found can be scored by PAN's measures: one file for
 * each two texts that share passages of role passage or quotation,
 *
 *     <document reference="suspicious-document00001.txt">
 *     <feature name="detected-plagiarism" this_offset="5" this_length="46"
 *              source_reference="source-document00002.txt" source_offset="8" source_length="46"/>
 *     </document>
 *
 * offsets in code points of the texts. `this` is the suspicious text; of two
 * that are alike in that, the canonically later. PAN knows no passage inside
 * one text: such are left out, and the program says how many. */
#include "core/base.h"

#include "core/mem.h"
#include "report/formats.h"
#include "report/pan_texts.h"
#include "report/xml.h"

/* A passage, seen from its suspicious side. */
struct feature {
    uint32_t this, source;           /* texts */
    struct crib_span at, source_at;  /* characters */
};

/* The features of one pair of texts. */
struct pair_file {
    size_t first, past;              /* of the features */
    uint32_t number;                 /* 1, or which of those whose names are alike */
    char name[PAN_NAME];
};

struct pan {
    struct pan_texts texts;
    struct feature *feature;
    size_t n_features;
    struct pair_file *file;
    size_t n_files;
};

static bool is_turned(const struct pan_texts *t, uint32_t a, uint32_t b)
{
    if (t->text[a].suspicious != t->text[b].suspicious)
        return t->text[b].suspicious;
    return b > a;
}

static struct feature feature_of(const struct pan_texts *t, const struct crib_passage *p)
{
    uint32_t a = t->of_doc[p->a.doc], b = t->of_doc[p->b.doc];
    if (is_turned(t, a, b))
        return (struct feature){ b, a, p->b.chars, p->a.chars };
    return (struct feature){ a, b, p->a.chars, p->b.chars };
}

#define COMPARE(x, y) (((x) > (y)) - ((x) < (y)))

static int by_pair(const void *x, const void *y)
{
    const struct feature *a = x, *b = y;
    int c = COMPARE(a->this, b->this);
    c = c ? c : COMPARE(a->source, b->source);
    c = c ? c : COMPARE(a->at.beg, b->at.beg);
    c = c ? c : COMPARE(a->at.end, b->at.end);
    c = c ? c : COMPARE(a->source_at.beg, b->source_at.beg);
    return c ? c : COMPARE(a->source_at.end, b->source_at.end);
}

static int by_name(const void *x, const void *y)
{
    const struct pair_file *a = x, *b = y;
    int c = strcmp(a->name, b->name);
    return c ? c : COMPARE(a->first, b->first);
}

static void gather_features(const struct view *v, struct pan *pan)
{
    for (size_t i = 0; i < v->n_passages; i++) {
        const struct crib_passage *p = &v->passage[i];
        if (!role_counts(p->role))
            continue;
        assert(p->a.doc < v->n_documents && p->b.doc < v->n_documents);
        struct feature f = feature_of(&pan->texts, p);
        if (f.this != f.source)
            pan->feature[pan->n_features++] = f;
    }
    if (pan->n_features > 1)
        qsort(pan->feature, pan->n_features, sizeof *pan->feature, by_pair);
}

/* Files in the order of their names; those of one name are numbered in
 * canonical order, so that none replaces another. */
static void gather_files(struct pan *pan)
{
    const struct feature *f = pan->feature;
    for (size_t i = 0; i < pan->n_features; i++) {
        if (i == 0 || f[i].this != f[i - 1].this || f[i].source != f[i - 1].source) {
            struct pair_file *file = &pan->file[pan->n_files++];
            *file = (struct pair_file){ .first = i, .number = 1 };
            pan_pair_name(&pan->texts.text[f[i].this], &pan->texts.text[f[i].source], file->name);
        }
        pan->file[pan->n_files - 1].past = i + 1;
    }
    if (pan->n_files > 1)
        qsort(pan->file, pan->n_files, sizeof *pan->file, by_name);
    for (size_t i = 1; i < pan->n_files; i++) {
        if (strcmp(pan->file[i].name, pan->file[i - 1].name) == 0)
            pan->file[i].number = pan->file[i - 1].number + 1;
    }
}

static size_t count_files(const struct pan *pan)
{
    size_t n = 0;
    for (size_t i = 0; i < pan->n_features; i++)
        n += i == 0 || pan->feature[i].this != pan->feature[i - 1].this ||
             pan->feature[i].source != pan->feature[i - 1].source;
    return n;
}

static int gather(const struct view *v, struct pan *pan, struct crib_err *err)
{
    CRIB_TRY(pan_texts_make(v, &pan->texts, err));
    pan->feature = mem_zero(v->n_passages, sizeof *pan->feature);
    if (!pan->feature)
        return CRIB_NOMEM(err);
    gather_features(v, pan);
    pan->file = mem_zero(count_files(pan), sizeof *pan->file);
    if (!pan->file)
        return CRIB_NOMEM(err);
    gather_files(pan);
    return CRIB_OK;
}

static void write_file(const struct pan *pan, const struct pair_file *file, struct out *o)
{
    const struct pan_text *text = pan->texts.text;
    out_str(o, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<document");
    xml_attribute(o, "reference", text[pan->feature[file->first].this].reference);
    out_str(o, ">\n");
    for (size_t i = file->first; i < file->past && !out_failed(o); i++) {
        const struct feature *f = &pan->feature[i];
        out_str(o, "<feature name=\"detected-plagiarism\"");
        xml_attribute_u64(o, "this_offset", f->at.beg);
        xml_attribute_u64(o, "this_length", f->at.end - f->at.beg);
        xml_attribute(o, "source_reference", text[f->source].reference);
        xml_attribute_u64(o, "source_offset", f->source_at.beg);
        xml_attribute_u64(o, "source_length", f->source_at.end - f->source_at.beg);
        out_str(o, "/>\n");
    }
    out_str(o, "</document>\n");
}

static int begin_file(const struct pair_file *file, crib_file_begin *begin, void *arg, struct crib_err *err)
{
    char name[PAN_NAME + 16];
    if (file->number == 1)
        snprintf(name, sizeof name, "%s.xml", file->name);
    else
        snprintf(name, sizeof name, "%s~%" PRIu32 ".xml", file->name, file->number);
    int errnum = begin(arg, name);
    if (errnum != 0)
        return CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "a file of the report cannot be made (error %d)", errnum);
    return CRIB_OK;
}

int pan_write(const struct view *v, crib_file_begin *begin, crib_sink *sink, void *arg, struct crib_err *err)
{
    struct pan pan = { .n_features = 0 };
    int rc = gather(v, &pan, err);
    for (size_t i = 0; rc == CRIB_OK && i < pan.n_files; i++) {
        struct out o;
        rc = begin_file(&pan.file[i], begin, arg, err);
        if (rc == CRIB_OK && (rc = out_init(&o, sink, arg, err)) == CRIB_OK) {
            write_file(&pan, &pan.file[i], &o);
            rc = out_done(&o);
        }
    }
    mem_free(pan.file);
    mem_free(pan.feature);
    pan_texts_done(&pan.texts);
    return rc;
}
