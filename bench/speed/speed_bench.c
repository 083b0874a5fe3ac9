/* SPDX-License-Identifier: MIT */
/* Rounds. Each runs every stage once, with memcpy between, so that what else
 * the machine does meets all of them; ratios are taken within a round.
 *
 * A scan is not imitated: the collection is read by the call that a scan makes,
 * with a watch that notes when a stage begins, and then compared and judged by
 * the scan's own calls. Memory is given back to the system before each, because
 * a scan begins with none.
 *
 * What lasts less than a few milliseconds is noise on a shared machine: memcpy
 * and the signatures get 64 MiB to do, however small the corpus is. */
#include "speed/speed_bench.h"

#include <limits.h>
#include <malloc.h>

#include "core/par.h"
#include "engine/job.h"
#include "engine/judge.h"
#include "engine/roles.h"
#include "engine/whole.h"

enum { LEAST_COPY = 64 << 20, COPIES = 4 };
enum { MOST_MAPPED = 32 << 20 }; /* the greatest threshold that mallopt() takes */

const struct stage_name stage_names[STAGES] = {
    [STAGE_MEMCPY] = { "memcpy", false },
    [STAGE_READ] = { "read", false },
    [STAGE_DOCUMENTS] = { "documents", false },
    [STAGE_FOLD] = { "fold", false },
    [STAGE_SHINGLE] = { "shingle hash", false },
    [STAGE_MINHASH] = { "minhash", false },
    [STAGE_SIMHASH] = { "simhash", false },
    [STAGE_SEEDS] = { "seeds", false },
    [STAGE_TANDEM] = { "periodic text", false },
    [STAGE_SIGNATURE] = { "text to signature", false },
    [STAGE_SKETCH] = { "text to signature and seeds", false },
    [STAGE_SIGNATURE_ALONE] = { "text to MinHash alone", false },
    [STAGE_SIGNATURE_ICU] = { "text to signature by ICU and XXH3", false },
    [STAGE_SIGNATURE_ONE] = { "text to signature on the wall, one thread", false },
    [STAGE_SIGNATURE_TWO] = { "text to signature on the wall, two threads", false },
    [STAGE_LSH] = { "lsh grouping", true },
    [STAGE_LSH_ROARING] = { "lsh grouping by roaring bitmaps", true },
    [STAGE_INDEX] = { "passage index", false },
    [STAGE_CANDIDATES] = { "candidates", false },
    [STAGE_ALIGN] = { "align", false },
    [STAGE_ROLES] = { "roles", false },
    [STAGE_VERDICTS] = { "verdicts", false },
    [STAGE_ALIGNED] = { "text to aligned verdicts", false },
    [STAGE_WHOLE] = { "text to aligned verdicts of whole documents", false },
    [STAGE_COMPARE] = { "signature comparison", true },
};

uint64_t stage_bytes(const struct bench *b, enum stage s)
{
    if (s == STAGE_MEMCPY)
        return b->copy_bytes;
    uint64_t n_sigs = s == STAGE_COMPARE ? b->n_many : b->n_docs;
    return stage_names[s].signatures ? n_sigs * MINHASH_K * sizeof(uint32_t) : b->text_bytes;
}

double stage_ratio(const struct bench *b, enum stage s, enum stage t)
{
    double ratio[ROUNDS_MOST], bytes = (double)stage_bytes(b, s) / (double)stage_bytes(b, t);
    for (int r = 0; r < b->n_rounds; r++)
        ratio[r] = bytes * b->ms[t][r] / b->ms[s][r];
    return median_of(ratio, b->n_rounds);
}

double stage_to_memcpy(const struct bench *b, enum stage s) { return stage_ratio(b, s, STAGE_MEMCPY); }

/* ---- one piece of work ---- */

struct took took_begin(struct bench *b, enum stage s)
{
    peak_forget();
    return (struct took){ b, s, clock_ms(false) };
}

static void note(struct bench *b, enum stage s, double ms, uint64_t peak)
{
    b->ms[s][b->n_rounds] += ms;
    b->peak[s] = peak > b->peak[s] ? peak : b->peak[s];
}

void took_end(const struct took *t)
{
    double ms = clock_ms(false) - t->beg;
    note(t->b, t->stage, ms, peak_kib());
}

static void copy(struct bench *b)
{
    struct took t = took_begin(b, STAGE_MEMCPY);
    memcpy(b->to, b->from, b->copy_bytes);
    took_end(&t);
    b->sink += b->to[b->copy_bytes / 2];
}

/* ---- a scan, with its stages' times ---- */

/* Where one stage ends and the next begins; looking at the memory between the
 * two belongs to neither. */
struct border {
    double end, beg;
    uint64_t peak; /* KiB, since the border before */
};

static struct border border_now(bool wall)
{
    struct border at = { .end = clock_ms(wall) };
    at.peak = peak_kib();
    peak_forget();
    at.beg = clock_ms(wall);
    return at;
}

struct seen {
    bool wall;
    struct border read, documents, align; /* the last member was read, the last cut; the first pair is aligned */
};

static int see(void *arg, const char *stage, uint64_t done, uint64_t total)
{
    struct seen *s = arg;
    if (strcmp(stage, "read") == 0)
        s->read = border_now(s->wall);
    else if (strcmp(stage, "documents") == 0 && s->wall)
        s->documents.beg = clock_ms(true); /* of two threads, the one that cuts the last may not be heard */
    else if (strcmp(stage, "documents") == 0 && done == total)
        s->documents = border_now(false);
    else if (s->align.end == 0 && strcmp(stage, "align") == 0)
        s->align = border_now(s->wall);
    return 0;
}

struct scan {
    struct bench *b;
    crib_job *job;
    struct seen seen;
    struct crib_watch watch;
    struct progress progress;
    struct collection c;
    double begun;
    struct border sketched;
};

static void scan_read(struct scan *s, struct bench *b, uint32_t n_threads, bool wall, bool whole)
{
    struct crib_err err;
    struct crib_options o;
    crib_options_default(&o);
    o.threads = n_threads;
    *s = (struct scan){ .b = b, .seen = { .wall = wall } };
    s->watch = (struct crib_watch){ see, &s->seen };
    s->job = crib_job_new(&o, &err);
    must(s->job ? CRIB_OK : err.code, &err);
    s->job->options.whole = whole;
    must(crib_job_add_text(s->job, "corpus.jsonl", b->rows.p, b->rows.n, &err), &err);
    progress_init(&s->progress, &s->watch);
    malloc_trim(0);
    peak_forget();
    s->begun = clock_ms(wall);
    must(job_read(s->job, &s->c, &s->progress, &err), &err);
    s->sketched = border_now(wall);
    if (s->c.n_doc != b->n_docs)
        must(CRIB_FAIL(&err, CRIB_E_INTERNAL, CRIB_NOWHERE, "%u documents were made and %u read", b->n_docs, s->c.n_doc),
             &err);
}

static void scan_done(struct scan *s)
{
    collection_done(&s->c);
    crib_job_free(s->job);
}

/* Copies that were planted and told; the rest is not wrong, but not counted. */
static uint64_t count_found(const struct bench *b, const struct judgement *j)
{
    uint64_t n = 0;
    for (size_t i = 0; i < j->n_pair; i++)
        n += b->original[j->pair[i].b] == j->pair[i].a && j->pair[i].verdict >= CRIB_NEAR_DUPLICATE;
    return n;
}

static void scan_compare(struct scan *s)
{
    struct crib_err err;
    struct bench *b = s->b;
    struct comparison cmp;
    struct judgement j = { 0 };
    const struct engine_options *o = &s->job->options;
    malloc_trim(0);
    peak_forget();
    double beg = clock_ms(false);
    must(compare_all(&s->c, o, &s->progress, &cmp, &err), &err);
    struct border compared = border_now(false);
    must(roles_assign(&s->c, o, &cmp, &s->progress, &err), &err);
    struct border told = border_now(false);
    must(judge_pairs(&s->c, o, &cmp, &j, &err), &err);
    struct border end = border_now(false), align = s->seen.align;
    if (align.end == 0)
        align = (struct border){ compared.end, compared.end, compared.peak };
    struct { enum stage stage; double ms; uint64_t peak; } part[] = {
        { STAGE_CANDIDATES, align.end - beg, align.peak },
        { STAGE_ALIGN, compared.end - align.beg, compared.peak },
        { STAGE_ROLES, told.end - compared.beg, told.peak },
        { STAGE_VERDICTS, end.end - told.beg, end.peak },
    };
    note(b, STAGE_ALIGNED, s->sketched.end - s->seen.documents.beg, s->sketched.peak);
    for (size_t i = 0; i < COUNT_OF(part); i++) {
        note(b, part[i].stage, part[i].ms, part[i].peak);
        note(b, STAGE_ALIGNED, part[i].ms, part[i].peak);
    }
    b->n_found = count_found(b, &j);
    judgement_done(&j);
    comparison_done(&cmp);
}

/* Text to signatures, and on to the copies among them. */
static void whole_documents(struct bench *b)
{
    struct scan s;
    struct crib_err err;
    struct comparison cmp;
    struct judgement j;
    scan_read(&s, b, 1, false, true);
    double sketched = s.sketched.end - s.seen.documents.beg;
    note(b, STAGE_SIGNATURE, sketched, s.sketched.peak);
    malloc_trim(0);
    peak_forget();
    double beg = clock_ms(false);
    must(whole_scan(&s.c, &s.job->options, &s.progress, &cmp, &j, &err), &err);
    struct border end = border_now(false);
    note(b, STAGE_WHOLE, sketched + end.end - beg, end.peak > s.sketched.peak ? end.peak : s.sketched.peak);
    b->n_found_whole = count_found(b, &j);
    judgement_done(&j);
    comparison_done(&cmp);
    scan_done(&s);
}

static void one_thread(struct bench *b)
{
    struct scan s;
    scan_read(&s, b, 1, false, false);
    note(b, STAGE_READ, s.seen.read.end - s.begun, s.seen.read.peak);
    note(b, STAGE_DOCUMENTS, s.seen.documents.end - s.seen.read.beg, s.seen.documents.peak);
    note(b, STAGE_SKETCH, s.sketched.end - s.seen.documents.beg, s.sketched.peak);
    copy(b);
    bench_texts(b, &s.c);
    copy(b);
    bench_sketches(b, &s.c);
    scan_compare(&s);
    scan_done(&s);
}

/* Both on the wall, one right after the other. */
static void on_the_wall(struct bench *b, enum stage stage, uint32_t n_threads)
{
    struct scan s;
    scan_read(&s, b, n_threads, true, true);
    note(b, stage, s.sketched.end - s.seen.documents.beg, s.sketched.peak);
    scan_done(&s);
}

enum { SPINS = 64, SPIN_STEPS = 100000 };

static int spin(size_t i, int thread, void *arg, struct crib_err *err)
{
    uint64_t state = i, *out = arg;
    (void)thread, (void)err;
    for (int k = 0; k < SPIN_STEPS; k++)
        state = hash_mix(state + 1); /* each step waits for the one before */
    out[i] = state;
    return CRIB_OK;
}

/* A machine whose other processor is busy cannot show what two threads do. */
static double two_to_one(void)
{
    uint64_t out[SPINS];
    double at[3];
    for (int n = 1; n <= 2; n++) {
        at[n - 1] = clock_ms(true);
        (void)par_for(SPINS, n, spin, out, NULL);
    }
    at[2] = clock_ms(true);
    return (at[1] - at[0]) / (at[2] - at[1]);
}

static void one_round(struct bench *b)
{
    copy(b);
    one_thread(b);
    copy(b);
    whole_documents(b);
    on_the_wall(b, STAGE_SIGNATURE_ONE, 1);
    on_the_wall(b, STAGE_SIGNATURE_TWO, 2);
    b->two_to_one[b->n_rounds] = two_to_one();
    b->ms[STAGE_MEMCPY][b->n_rounds] /= COPIES;
    b->n_rounds++;
}

static void bench_init(struct bench *b, const struct corpus_plan *plan)
{
    struct crib_err err;
    *b = (struct bench){ 0 };
    mallopt(M_MMAP_THRESHOLD, MOST_MAPPED); /* what is freed stays, until a stage that is to meet new pages trims */
    mallopt(M_TRIM_THRESHOLD, INT_MAX);
    must(corpus_init(&b->corpus, plan, &err), &err);
    buf_init(&b->rows, SIZE_MAX);
    must(corpus_rows(&b->corpus, &b->rows, &b->original, &b->n_docs, &b->text_bytes, &err), &err);
    for (uint32_t d = 0; d < b->n_docs; d++)
        b->n_copies += b->original[d] != UINT32_MAX;
    b->copy_bytes = max_size(b->rows.n, LEAST_COPY);
    b->from = mem_alloc(b->copy_bytes);
    b->to = mem_zero(b->copy_bytes, 1);
    b->n_many = max_u32(b->n_docs, LEAST_COPY / (MINHASH_K * sizeof(uint32_t)));
    b->many = mem_alloc((size_t)b->n_many * MINHASH_K * sizeof *b->many);
    must(b->from && b->to && b->many ? CRIB_OK : CRIB_NOMEM(&err), &err);
    for (size_t i = 0; i < b->copy_bytes; i += b->rows.n)
        memcpy(b->from + i, b->rows.p, min_size(b->rows.n, b->copy_bytes - i));
    memcpy(b->to, b->from, b->copy_bytes); /* no page is met for the first time in a round */
}

void bench_run(struct bench *b, const struct corpus_plan *plan, int n_rounds)
{
    bench_init(b, plan);
    for (int r = 0; r < n_rounds; r++)
        one_round(b);
}

void bench_done(struct bench *b)
{
    corpus_done(&b->corpus);
    buf_done(&b->rows);
    mem_free(b->original);
    mem_free(b->from);
    mem_free(b->to);
    mem_free(b->many);
}
