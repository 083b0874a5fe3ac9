/* SPDX-License-Identifier: MIT */
/* Documents are in canonical order, by source, then member: the documents of
 * one text follow one another. A name is made of what a user or an archive
 * called a file, so nothing of it is trusted: only letters, digits and a few
 * marks reach the folder. */
#include "report/pan_texts.h"

#include "core/harmless.h"
#include "core/mem.h"
#include "core/search.h"
#include "core/utf8.h"

enum { STEM_MOST = 110 }; /* bytes */
static_assert(2 * STEM_MOST + 1 + 1 <= PAN_NAME, "two stems and a hyphen");

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash && slash[1] ? slash + 1 : path;
}

static bool is_suspicious(const char *path)
{
    if (strncmp(base_name(path), "suspicious-", 11) == 0)
        return true;
    for (const char *part = path; part; part = strchr(part, '/') ? strchr(part, '/') + 1 : NULL) {
        if (strncmp(part, "susp", 4) == 0 && (part[4] == '/' || part[4] == '\0'))
            return true;
    }
    return false;
}

static int by_words(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

/* The base names of all sources, sorted; mem_free it. */
static const char **base_names(const struct view *v)
{
    const char **name = mem_alloc(v->n_sources * sizeof *name);
    for (size_t i = 0; name && i < v->n_sources; i++)
        name[i] = base_name(v->source[i].name);
    if (name && v->n_sources > 1)
        qsort(name, v->n_sources, sizeof *name, by_words);
    return name;
}

/* Does only one source have this base name? */
static bool is_unique(const char **sorted, size_t n, const char *name)
{
    size_t at;
    LOWER_BOUND(at, n, strcmp(sorted[at], name) < 0);
    return at + 1 >= n || strcmp(sorted[at + 1], name) != 0;
}

static char *reference_of(const char *file, const char *member)
{
    size_t n = strlen(file) + (member ? 1 + strlen(member) : 0) + 1;
    char *reference = mem_alloc(n);
    if (reference)
        snprintf(reference, n, "%s%s%s", file, member ? "#" : "", member ? member : "");
    return reference;
}

static bool same_text(const struct crib_document *a, const struct crib_document *b)
{
    if (a->source != b->source || !a->member != !b->member)
        return false;
    return !a->member || strcmp(a->member, b->member) == 0;
}

int pan_texts_make(const struct view *v, struct pan_texts *t, struct crib_err *err)
{
    *t = (struct pan_texts){ .text = mem_zero(v->n_documents, sizeof *t->text),
                             .of_doc = mem_alloc(v->n_documents * sizeof *t->of_doc) };
    const char **base = base_names(v);
    int rc = t->text && t->of_doc && base ? CRIB_OK : CRIB_NOMEM(err);
    for (uint32_t d = 0; rc == CRIB_OK && d < v->n_documents; d++) {
        const struct crib_document *doc = &v->document[d];
        if (d == 0 || !same_text(doc, doc - 1)) {
            assert(doc->source < v->n_sources);
            const char *path = v->source[doc->source].name, *file = base_name(path);
            char *reference = reference_of(is_unique(base, v->n_sources, file) ? file : path, doc->member);
            if (!reference)
                rc = CRIB_NOMEM(err);
            else
                t->text[t->n++] = (struct pan_text){ reference, is_suspicious(path) };
        }
        t->of_doc[d] = (uint32_t)t->n - 1;
    }
    mem_free(base);
    return rc;
}

void pan_texts_done(struct pan_texts *t)
{
    for (size_t i = 0; i < t->n; i++)
        mem_free(t->text[i].reference);
    mem_free(t->text);
    mem_free(t->of_doc);
    *t = (struct pan_texts){ 0 };
}

static bool is_plain(uint32_t cp)
{
    if (cp < 0x80)
        return (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z') ||
               cp == '-' || cp == '_' || cp == '.';
    return cp != UTF8_BAD && !harmful(cp);
}

/* Writes at most STEM_MOST bytes; returns how many. */
static size_t stem(const char *reference, char *out)
{
    const char *dot = strrchr(base_name(reference), '.');
    size_t n = dot && dot != reference ? (size_t)(dot - reference) : strlen(reference), n_out = 0;
    for (size_t i = 0; i < n;) {
        char utf8[4] = "_";
        uint32_t cp = utf8_next(reference, n, &i);
        bool plain = is_plain(cp) && !(n_out == 0 && (cp == '.' || cp == '-'));
        size_t n_utf8 = plain ? utf8_encode(cp, utf8) : 1;
        if (n_out + n_utf8 > STEM_MOST)
            break;
        memcpy(out + n_out, utf8, n_utf8);
        n_out += n_utf8;
    }
    return n_out;
}

void pan_pair_name(const struct pan_text *a, const struct pan_text *b, char out[PAN_NAME])
{
    size_t n = stem(a->reference, out);
    out[n++] = '-';
    n += stem(b->reference, out + n);
    out[n] = '\0';
}
