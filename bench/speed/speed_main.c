/* SPDX-License-Identifier: MIT */
/* How fast crib is:  speed corpus|stages|gates [OPTION VALUE]...
 *
 *   corpus   write a made corpus as JSON Lines (of any size; no more than one
 *            document is kept in memory)
 *   stages   what each stage of a scan takes, as TSV
 *   gates    ratios against their floors, as TSV; status 1 when one is short
 *
 * Results go to standard output, talk to standard error. */
#include "core/base.h"

#include <errno.h>

#include "speed/speed_bench.h"
#include "speed/speed_print.h"

struct settings {
    struct corpus_plan plan;
    uint64_t rounds;
    bool baseline;
    const char *out, *truth;
};

static int usage(const char *what, const char *arg)
{
    fprintf(stderr, "speed: %s '%s'\n"
                    "usage: speed corpus|stages|gates [--size 100k|16M|100G] [--lang zh|en|mixed] [--seed N]\n"
                    "             [--copies PERMILLE] [--edits PERMILLE]\n"
                    "             [--mean BYTES]\n"
                    "       corpus: [--documents N] [--out FILE] [--truth FILE]   stages, gates: [--rounds N]   gates: [--baseline yes]\n",
            what, arg);
    return 2;
}

/* A number with an optional k, M or G (thousands). */
static bool number_of(const char *s, uint64_t *n)
{
    static const struct { char letter; uint64_t times; } units[] = {
        { 'k', 1000 }, { 'M', 1000000 }, { 'G', 1000000000 },
    };
    char *end;
    errno = 0;
    unsigned long long v = strtoull(s, &end, 10);
    if (end == s || errno || *s == '-')
        return false;
    *n = v;
    for (size_t i = 0; i < COUNT_OF(units); i++)
        if (*end == units[i].letter && v <= UINT64_MAX / units[i].times)
            return *n = v * units[i].times, end[1] == '\0';
    return *end == '\0';
}

static bool lang_of(const char *s, uint8_t *lang)
{
    static const char *const names[] = { "zh", "en", "mixed" };
    for (uint8_t i = 0; i < COUNT_OF(names); i++)
        if (strcmp(s, names[i]) == 0)
            return *lang = i, true;
    return false;
}

static bool permille_of(const char *s, uint32_t *n)
{
    uint64_t v;
    return number_of(s, &v) && v <= 1000 && (*n = (uint32_t)v, true);
}

/* So many documents, however many bytes they are; a --size after it limits both. */
static bool set_documents(struct corpus_plan *plan, const char *value)
{
    plan->n_bytes = UINT64_MAX;
    return number_of(value, &plan->n_docs) && plan->n_docs > 0;
}

static bool set_mean(struct corpus_plan *plan, const char *value)
{
    uint64_t n;
    if (!number_of(value, &n) || n < CORPUS_LEAST_MEAN || n > CORPUS_MOST_MEAN)
        return false;
    return plan->mean_bytes = (uint32_t)n, true;
}

static bool set(struct settings *s, const char *option, const char *value)
{
    if (strcmp(option, "--size") == 0)
        return number_of(value, &s->plan.n_bytes) && s->plan.n_bytes > 0;
    if (strcmp(option, "--documents") == 0)
        return set_documents(&s->plan, value);
    if (strcmp(option, "--mean") == 0)
        return set_mean(&s->plan, value);
    if (strcmp(option, "--lang") == 0)
        return lang_of(value, &s->plan.lang);
    if (strcmp(option, "--seed") == 0)
        return number_of(value, &s->plan.seed);
    if (strcmp(option, "--copies") == 0)
        return permille_of(value, &s->plan.copies_permille);
    if (strcmp(option, "--edits") == 0)
        return permille_of(value, &s->plan.edits_permille);
    if (strcmp(option, "--rounds") == 0)
        return number_of(value, &s->rounds) && s->rounds > 0 && s->rounds <= ROUNDS_MOST;
    if (strcmp(option, "--baseline") == 0)
        return s->baseline = strcmp(value, "yes") == 0, true;
    if (strcmp(option, "--out") == 0)
        return s->out = value, true;
    return strcmp(option, "--truth") == 0 ? (s->truth = value, true) : false;
}

static FILE *open_output(const char *path)
{
    struct crib_err err;
    FILE *f = fopen(path, "w");
    must(f ? CRIB_OK : CRIB_FAIL(&err, CRIB_E_IO, CRIB_NOWHERE, "%s: %s", path, strerror(errno)), &err);
    return f;
}

static int write_corpus(const struct settings *s)
{
    struct crib_err err;
    struct corpus c;
    uint64_t n_docs, n_bytes;
    FILE *out = s->out ? open_output(s->out) : stdout, *truth = s->truth ? open_output(s->truth) : NULL;
    must(corpus_init(&c, &s->plan, &err), &err);
    must(corpus_write(&c, out, truth, &n_docs, &n_bytes, &err), &err);
    if (fclose(out) != 0 || (truth && fclose(truth) != 0))
        must(CRIB_FAIL(&err, CRIB_E_IO, CRIB_NOWHERE, "%s", strerror(errno)), &err);
    corpus_done(&c);
    fprintf(stderr, "speed: %" PRIu64 " documents, %" PRIu64 " bytes of text\n", n_docs, n_bytes);
    return 0;
}

int main(int argc, char **argv)
{
    struct settings s = { .plan = { .seed = 1, .n_bytes = 32000000, .copies_permille = 100, .edits_permille = 30 },
                          .rounds = 9 };
    if (argc < 2)
        return usage("no command, not even", "");
    for (int i = 2; i < argc; i += 2)
        if (i + 1 == argc || !set(&s, argv[i], argv[i + 1]))
            return usage("cannot make sense of", argv[i]);
    if (strcmp(argv[1], "corpus") == 0)
        return write_corpus(&s);
    bool gates = strcmp(argv[1], "gates") == 0;
    if (s.plan.n_docs)
        return usage("not an option of this command:", "--documents");
    if (!gates && strcmp(argv[1], "stages") != 0)
        return usage("no such command:", argv[1]);
    struct bench *b = malloc(sizeof *b);
    struct crib_err err;
    must(b ? CRIB_OK : CRIB_NOMEM(&err), &err);
    bench_run(b, &s.plan, (int)s.rounds);
    print_corpus(b, stderr);
    int status = gates ? print_gates(b, s.baseline, stdout) : print_stages(b, stdout);
    bench_done(b);
    free(b);
    return status;
}
