/* SPDX-License-Identifier: MIT */
/* common_trial [-n DOCS] [-s SEED] [-w] [FILE...]: how many planted stock
 * phrases leak out as passages, and how many planted copies are lost among
 * them.
 *
 * DOCS documents (400) of 1,500 to 3,000 units are written from words drawn by
 * rank (Zipf), of Han characters or, with -w, of letters; or, plants too, of
 * the lines of FILE... (UTF-8), in random order. Into them are planted, between
 * sentences: 200 phrases of 15 to 60 units, each in 2 to 30 % of the
 * documents, every second one edited by a figure or a name at each place; and
 * copies of 24, 30, 40 and 60 units, each in two documents. Everything is drawn
 * from SEED (1). One line of TSV for each kind of plant:
 *
 *   plant  planted  found  passages  share
 *
 * planted: places; found: those that some record covers by half; passages:
 * those that a record of role passage or quotation covers, for copies one
 * that has the other place too. Then the false passages for 1,000 documents: of
 * role passage or quotation, and nothing of one copy under both places. -v
 * prints each of those. */
#include "core/base.h"

#include "crib.h"
#include "harness.h"

#include <unistd.h>

enum { PHRASES = 200, COPIES = 60, MOST_DOCS = 4000, WORDS = 3000, NAMES = 40 };

struct text { char *p; size_t n, cap; };

static void put(struct text *t, const char *s, size_t n)
{
    if (t->n + n + 1 > t->cap) {
        t->cap = (t->n + n + 1) * 2;
        t->p = realloc(t->p, t->cap);
        if (!t->p)
            abort();
    }
    memcpy(t->p + t->n, s, n);
    t->n += n;
    t->p[t->n] = '\0';
}

static void say(struct text *t, const char *s) { put(t, s, strlen(s)); }

/* Something put into a document: what, and where its bytes came to lie. */
struct plant {
    uint32_t doc, what;   /* what: phrase, or PHRASES + copy */
    struct crib_span bytes;
};

struct trial {
    uint64_t rng;
    uint32_t n_docs;
    bool latin;
    char word[WORDS][24], name[NAMES][24];
    double rank_sum[WORDS];
    struct text doc[MOST_DOCS];
    struct { char *s; size_t n; } *sentence;
    size_t n_sentences, next_sentence;
    struct plant *plant;
    size_t n_plants, cap_plants;
    uint32_t phrase_units[PHRASES], copy_units[4 * COPIES];
};

static uint64_t draw(struct trial *t, uint64_t below) { return test_random(&t->rng) % below; }

static size_t han(uint32_t c, char *out)
{
    out[0] = (char)(0xE0 | c >> 12), out[1] = (char)(0x80 | (c >> 6 & 63)), out[2] = (char)(0x80 | (c & 63));
    return 3;
}

static void make_word(struct trial *t, char *out, unsigned least)
{
    size_t n = 0, parts = least + draw(t, 2);
    for (size_t i = 0; i < parts; i++) {
        if (t->latin)
            out[n++] = "bdfgklmnprstvz"[draw(t, 14)], out[n++] = "aeiou"[draw(t, 5)];
        else
            n += han(0x6000 + (uint32_t)draw(t, 2000), out + n);
    }
    out[n] = '\0';
}

static void make_words(struct trial *t)
{
    double sum = 0;
    for (int i = 0; i < WORDS; i++) {
        make_word(t, t->word[i], t->latin ? 2 : 1);
        t->rank_sum[i] = sum += 1.0 / (i + 5);
    }
    for (int i = 0; i < NAMES; i++)
        make_word(t, t->name[i], t->latin ? 3 : 2);
}

static const char *zipf(struct trial *t)
{
    double at = (double)(test_random(&t->rng) >> 11) / 9007199254740992.0 * t->rank_sum[WORDS - 1];
    int lo = 0, hi = WORDS - 1;
    while (lo < hi) {
        int mid = (lo + hi) / 2;
        if (t->rank_sum[mid] < at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return t->word[lo];
}

static size_t units_of(const struct trial *t, const char *word) { return t->latin ? 1 : strlen(word) / 3; }

static bool is_mark(const char *s) { return memcmp(s, "\xE3\x80", 2) == 0 || (uint8_t)s[0] == 0xEF || (uint8_t)s[0] == 0xE2; }

/* `units` units of the next sentence from a place inside it on, and of those
 * after it when it is too short. */
static void run_of_sentences(struct trial *t, struct text *out, size_t units)
{
    for (size_t n = 0; n < units;) {
        size_t i = t->next_sentence++ % t->n_sentences, at = n ? 0 : draw(t, t->sentence[i].n / 2);
        const char *s = t->sentence[i].s;
        while (at < t->sentence[i].n && (t->latin ? at > 0 && s[at - 1] != ' ' : ((uint8_t)s[at] & 0xC0) == 0x80))
            at++;
        while (at < t->sentence[i].n && n < units) {
            size_t end = at + 1;
            while (end < t->sentence[i].n && (t->latin ? s[end - 1] != ' ' : ((uint8_t)s[end] & 0xC0) == 0x80))
                end++;
            n += t->latin ? s[at] != ' ' : (uint8_t)s[at] >= 0xE0 && !is_mark(s + at);
            put(out, s + at, end - at);
            at = end;
        }
    }
}

/* `units` units of running text, a comma here and there. */
static void run_of_words(struct trial *t, struct text *out, size_t units)
{
    if (t->n_sentences > 0) {
        run_of_sentences(t, out, units);
        return;
    }
    for (size_t n = 0, since = 0; n < units;) {
        const char *w = zipf(t);
        size_t more = units_of(t, w);
        if (n + more > units)
            w = t->word[0], more = units_of(t, w);
        if (since > 6 && draw(t, 4) == 0)
            say(out, t->latin ? ", " : "，"), since = 0;
        else if (t->latin && n > 0)
            say(out, " ");
        put(out, w, n + more > units ? 3 * (units - n) : strlen(w));
        n += more, since += more;
    }
}

static void own_sentence(struct trial *t, struct text *out)
{
    if (t->n_sentences > 0) {
        size_t i = t->next_sentence++ % t->n_sentences;
        put(out, t->sentence[i].s, t->sentence[i].n);
        return;
    }
    run_of_words(t, out, 12 + draw(t, 30));
}

static void shuffle(struct trial *t)
{
    for (size_t i = t->n_sentences; i-- > 1;) {
        size_t k = draw(t, i + 1), n = t->sentence[i].n;
        char *c = t->sentence[i].s;
        t->sentence[i] = t->sentence[k];
        t->sentence[k].s = c, t->sentence[k].n = n;
    }
}

static void end_sentence(struct trial *t, struct text *out)
{
    say(out, t->latin ? ". " : "。");
    if (draw(t, 4) == 0)
        say(out, "\n");
}

static void planted(struct trial *t, uint32_t doc, uint32_t what, const char *s)
{
    if (t->n_plants == t->cap_plants) {
        t->cap_plants = t->cap_plants ? 2 * t->cap_plants : 1024;
        t->plant = realloc(t->plant, t->cap_plants * sizeof *t->plant);
        if (!t->plant)
            abort();
    }
    struct plant *p = &t->plant[t->n_plants++];
    *p = (struct plant){ doc, what, { t->doc[doc].n, 0 } };
    say(&t->doc[doc], s);
    p->bytes.end = t->doc[doc].n;
    end_sentence(t, &t->doc[doc]);
}

/* ---- what is planted where ---- */

struct phrase { struct text head, tail; int slot; }; /* slot: 0 none, 1 a figure, 2 a name between head and tail */

static void phrase_says(struct trial *t, const struct phrase *p, struct text *out)
{
    char figure[24];
    out->n = 0;
    say(out, p->head.p);
    snprintf(figure, sizeof figure, t->latin ? " %u " : "%u", (unsigned)draw(t, 500));
    if (p->slot == 2 && t->latin)
        say(out, " ");
    if (p->slot)
        say(out, p->slot == 1 ? figure : t->name[draw(t, NAMES)]);
    if (p->slot == 2 && t->latin)
        say(out, " ");
    if (p->tail.p)
        say(out, p->tail.p);
}

/* Plans: list[doc] of things to plant, in the order drawn. */
struct plan { struct item { uint32_t what; char *s; } *item; size_t n, cap; };

static void plan_add(struct plan *p, uint32_t what, const char *s)
{
    if (p->n == p->cap) {
        p->cap = p->cap ? 2 * p->cap : 16;
        p->item = realloc(p->item, p->cap * sizeof *p->item);
        if (!p->item)
            abort();
    }
    p->item[p->n++] = (struct item){ what, strdup(s) };
}

static void plan_phrases(struct trial *t, struct plan *plan)
{
    struct text said = { 0 };
    for (uint32_t i = 0; i < PHRASES; i++) {
        struct phrase p = { .slot = i % 2 ? 0 : i % 4 ? 1 : 2 };
        uint32_t units = 15 + (uint32_t)draw(t, 46), head = p.slot ? units / 4 + (uint32_t)draw(t, units / 2) : units;
        run_of_words(t, &p.head, head);
        if (p.slot)
            run_of_words(t, &p.tail, units - head);
        uint32_t permille = i % 5 == 0 ? 20 : 20 + (uint32_t)draw(t, 281);
        uint32_t want = max_u32(2, t->n_docs * permille / 1000);
        t->phrase_units[i] = units;
        for (uint32_t d = 0, left = want; d < t->n_docs; d++) { /* every document with the same chance */
            if (draw(t, t->n_docs - d) >= left)
                continue;
            left--;
            phrase_says(t, &p, &said);
            plan_add(&plan[d], i, said.p);
        }
        free(p.head.p), free(p.tail.p);
    }
    free(said.p);
}

static void plan_copies(struct trial *t, struct plan *plan)
{
    static const uint32_t units[] = { 24, 30, 40, 60 };
    for (uint32_t i = 0; i < 4 * COPIES; i++) {
        struct text copy = { 0 };
        t->copy_units[i] = units[i / COPIES];
        run_of_words(t, &copy, t->copy_units[i]);
        uint32_t a = (uint32_t)draw(t, t->n_docs), b = (a + 1 + (uint32_t)draw(t, t->n_docs - 1)) % t->n_docs;
        plan_add(&plan[a], PHRASES + i, copy.p);
        plan_add(&plan[b], PHRASES + i, copy.p);
        free(copy.p);
    }
}

static void write_documents(struct trial *t)
{
    struct plan *plan = calloc(t->n_docs, sizeof *plan);
    if (!plan)
        abort();
    plan_phrases(t, plan);
    plan_copies(t, plan);
    for (uint32_t d = 0; d < t->n_docs; d++) {
        struct plan *p = &plan[d];
        size_t want = (t->latin ? 4 : 3) * (1500 + draw(t, 1500)), last = 0;
        for (size_t i = 0; i <= p->n; i++) {
            for (size_t until = want * (i + 1) / (p->n + 1); last < until;) {
                size_t before = t->doc[d].n;
                own_sentence(t, &t->doc[d]);
                end_sentence(t, &t->doc[d]);
                last += t->doc[d].n - before;
            }
            if (i == p->n)
                break;
            size_t k = i + draw(t, p->n - i);
            struct item x = p->item[k];
            p->item[k] = p->item[i];
            planted(t, d, x.what, x.s);
            free(x.s);
        }
        free(p->item);
    }
    free(plan);
}

/* ---- counting ---- */

struct tally { uint64_t planted, found, passages; };

static uint64_t overlap(struct crib_span a, struct crib_span b)
{
    uint64_t beg = a.beg > b.beg ? a.beg : b.beg, end = a.end < b.end ? a.end : b.end;
    return beg < end ? end - beg : 0;
}

/* Does a place hold half of what was planted? */
static bool touches(const struct plant *p, const struct crib_place *at)
{
    return p->doc == at->doc && 2 * overlap(p->bytes, at->bytes) >= p->bytes.end - p->bytes.beg;
}

static bool said(const struct crib_passage *p, const struct plant *x, const struct plant *y)
{
    return (touches(x, &p->a) && touches(y, &p->b)) || (touches(y, &p->a) && touches(x, &p->b));
}

static bool counts(const struct crib_passage *p) { return p->role == CRIB_ROLE_PASSAGE || p->role == CRIB_ROLE_QUOTATION; }

static int by_what(const void *p, const void *q)
{
    const struct plant *x = p, *y = q;
    if (x->what != y->what)
        return x->what < y->what ? -1 : 1;
    return (x->doc > y->doc) - (x->doc < y->doc);
}

/* Every passage that is no copy: counted by whether it is mostly a phrase. */
static void false_passages(const struct trial *t, const crib_result *r, bool show)
{
    const struct crib_passage *p = crib_result_passages(r);
    uint64_t of_phrases = 0, others = 0;
    for (size_t i = 0; i < crib_result_n_passages(r); i++) {
        bool copy = false, phrase = false;
        if (!counts(&p[i]) || p[i].a.doc == p[i].b.doc)
            continue;
        for (size_t k = 0; k < t->n_plants; k++) {
            const struct plant *x = &t->plant[k];
            for (size_t j = k; j < t->n_plants && t->plant[j].what == x->what; j++) {
                const struct plant *y = &t->plant[j];
                bool one = overlap(x->bytes, p[i].a.bytes) && overlap(y->bytes, p[i].b.bytes) && x->doc == p[i].a.doc &&
                           y->doc == p[i].b.doc;
                one |= overlap(y->bytes, p[i].a.bytes) && overlap(x->bytes, p[i].b.bytes) && y->doc == p[i].a.doc &&
                       x->doc == p[i].b.doc;
                copy |= one && x->what >= PHRASES;
                phrase |= one && x->what < PHRASES;
            }
        }
        of_phrases += !copy && phrase;
        others += !copy && !phrase;
        if (show && !copy) {
            size_t n;
            const struct crib_place *at[2] = { &p[i].a, &p[i].b };
            fprintf(stderr, "%s %u-%u commonness %d length %u\n", phrase ? "phrase" : "other", p[i].a.doc, p[i].b.doc,
                    (int)p[i].commonness, (unsigned)p[i].length);
            for (int k = 0; k < 2; k++) {
                const char *text = crib_result_text(r, at[k]->doc, &n);
                fprintf(stderr, "    %.*s\n", (int)(at[k]->bytes.end - at[k]->bytes.beg), text + at[k]->bytes.beg);
            }
        }
    }
    printf("false passages: %" PRIu64 " of phrases, %" PRIu64 " others in %u documents: %.2f per 1,000\n", of_phrases,
           others, t->n_docs, 1000.0 * (double)(of_phrases + others) / t->n_docs);
}

static void count(struct trial *t, const crib_result *r, bool show)
{
    struct tally sum[8] = { { 0 } };
    static const char *const name[8] = { "phrase 15-23", "phrase 24-39", "phrase 40-60", "edited phrase", "copy 24", "copy 30",
                                   "copy 40", "copy 60" };
    qsort(t->plant, t->n_plants, sizeof *t->plant, by_what);
    const struct crib_passage *p = crib_result_passages(r);
    size_t n_passages = crib_result_n_passages(r);
    for (size_t k = 0; k < t->n_plants; k++) {
        const struct plant *x = &t->plant[k], *y = k && x[-1].what == x->what ? x - 1 : x + 1;
        bool copy = x->what >= PHRASES, found = false, passage = false;
        uint32_t u = copy ? 0 : t->phrase_units[x->what];
        size_t kind = copy ? 4 + (x->what - PHRASES) / COPIES : x->what % 2 == 0 ? 3 : u < 24 ? 0 : u < 40 ? 1 : 2;
        for (size_t i = 0; i < n_passages; i++)
            if (copy ? said(&p[i], x, y) : touches(x, &p[i].a) || touches(x, &p[i].b))
                found = true, passage |= counts(&p[i]);
        sum[kind].planted++, sum[kind].found += found, sum[kind].passages += passage;
    }
    puts("plant\tplanted\tfound\tpassages\tshare");
    for (size_t i = 0; i < 8; i++)
        printf("%s\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\t%.4f\n", name[i], sum[i].planted, sum[i].found, sum[i].passages,
               sum[i].planted ? (double)sum[i].passages / (double)sum[i].planted : 0);
    false_passages(t, r, show);
}

static void read_sentences(struct trial *t, const char *path)
{
    FILE *f = fopen(path, "rb");
    char line[65536];
    if (!f) {
        fprintf(stderr, "common_trial: cannot read %s\n", path);
        exit(2);
    }
    while (fgets(line, sizeof line, f)) {
        size_t n = strcspn(line, "\r\n");
        if (n < 40 || line[0] == '#')
            continue;
        t->sentence = realloc(t->sentence, (t->n_sentences + 1) * sizeof *t->sentence);
        char *copy = strndup(line, n);
        if (!t->sentence || !copy)
            abort();
        t->sentence[t->n_sentences].s = copy;
        t->sentence[t->n_sentences++].n = n;
    }
    fclose(f);
}

int main(int argc, char **argv)
{
    struct trial *t = calloc(1, sizeof *t);
    struct crib_err err;
    bool show = false;
    int opt;
    if (!t)
        return 2;
    t->rng = 1, t->n_docs = 400;
    while ((opt = getopt(argc, argv, "n:s:wv")) != -1) {
        switch (opt) {
        case 'n': t->n_docs = (uint32_t)strtoul(optarg, NULL, 10); break;
        case 's': t->rng = strtoul(optarg, NULL, 10); break;
        case 'w': t->latin = true; break;
        case 'v': show = true; break;
        default: return 2;
        }
    }
    if (t->n_docs < 10 || t->n_docs > MOST_DOCS) {
        fprintf(stderr, "common_trial: documents are from 10 to %d\n", MOST_DOCS);
        return 2;
    }
    for (int i = optind; i < argc; i++)
        read_sentences(t, argv[i]);
    shuffle(t);
    make_words(t);
    write_documents(t);
    struct crib_options o;
    crib_options_default(&o);
    o.documents = CRIB_DOCUMENTS_FILE;
    crib_job *job = crib_job_new(&o, &err);
    for (uint32_t d = 0; job && d < t->n_docs; d++) {
        char name[32];
        snprintf(name, sizeof name, "%05u.txt", d);
        if (crib_job_add_text(job, name, t->doc[d].p, t->doc[d].n, &err) != CRIB_OK)
            return 2;
    }
    crib_result *r = job ? crib_job_scan(job, &err) : NULL;
    if (!r)
        return fprintf(stderr, "common_trial: %s\n", err.what), 2;
    count(t, r, show);
    crib_result_free(r);
    crib_job_free(job);
    return 0;
}
