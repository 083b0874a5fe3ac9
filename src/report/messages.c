/* SPDX-License-Identifier: MIT */
/* Putting facts into words. No printf formats: a template names its
 * arguments, so that each language orders them as it likes, and none can go
 * wrong at run time. */
#include "report/messages.h"

#include "core/search.h"
#include "core/utf8.h"
#include "core/harmless.h"

static const struct message *find_in(const struct message *table, size_t n, const char *code)
{
    size_t at; /* the tables are sorted; a test sees to it */
    LOWER_BOUND(at, n, strcmp(table[at].code, code) < 0);
    return at < n && strcmp(table[at].code, code) == 0 ? &table[at] : NULL;
}

const struct message *message_find(const char *code)
{
    const struct message *m = find_in(message_fact, n_message_facts, code);
    return m ? m : find_in(message_phrase, n_message_phrases, code);
}

size_t percent_of_10000(uint64_t part, char out[PERCENT_MOST + 1])
{
    uint64_t tenths = part >= 10000 ? 1000 : (part + 5) / 10;
    if (tenths == 1000 && part < 10000)
        tenths = 999;
    const char *shown = tenths % 10 ? "%" PRIu64 ".%" PRIu64 " %%" : "%" PRIu64 " %%";
    return (size_t)snprintf(out, PERCENT_MOST + 1, shown, tenths / 10, tenths % 10);
}

/* Where the pieces go, and in what words. */
struct speaker {
    const struct crib_fact *fact;
    enum crib_lang lang;
    message_emit *emit;
    void *arg;
};

static void own(const struct speaker *to, const char *s, size_t n)
{
    if (n > 0)
        to->emit(to->arg, (struct stretch){ s, n }, false);
}

static void own_str(const struct speaker *to, const char *s) { own(to, s, strlen(s)); }

static void number(const struct speaker *to, int64_t v)
{
    char digits[24];
    own(to, digits, (size_t)snprintf(digits, sizeof digits, "%" PRId64, v));
}

static void value(const struct speaker *to, const struct crib_arg *arg)
{
    if (arg->kind == CRIB_ARG_INT)
        number(to, arg->number);
    else
        to->emit(to->arg, (struct stretch){ arg->text, strlen(arg->text) }, true);
}

static const struct crib_arg *argument(const struct crib_fact *f, const char *name, size_t n)
{
    for (uint32_t i = 0; i < f->n_args; i++)
        if (strncmp(f->arg[i].name, name, n) == 0 && f->arg[i].name[n] == '\0')
            return &f->arg[i];
    return NULL;
}

/* A word of crib's own, named by prefix and value: "reason" and "not-found"
 * make the message reason-not-found. */
static void named_word(const struct speaker *to, const char *prefix, size_t n_prefix, const struct crib_arg *arg)
{
    char code[64];
    int n = snprintf(code, sizeof code, "%.*s-%s", (int)n_prefix, prefix, arg->kind == CRIB_ARG_TEXT ? arg->text : "");
    const struct message *m = n > 0 && (size_t)n < sizeof code ? message_find(code) : NULL;
    if (m)
        own_str(to, to->lang == CRIB_LANG_ZH ? m->zh : m->en);
    else
        value(to, arg);
}

/* What stands between the braces: name, name%, name:prefix, name|one|many. */
static void slot(const struct speaker *to, const char *inside, size_t n)
{
    size_t n_name = 0;
    while (n_name < n && !strchr("|%:", inside[n_name]))
        n_name++;
    const struct crib_arg *arg = argument(to->fact, inside, n_name);
    if (!arg) {
        own_str(to, "?");
    } else if (n_name == n) {
        value(to, arg);
    } else if (inside[n_name] == '%') {
        char shown[PERCENT_MOST + 1];
        own(to, shown, percent_of_10000(arg->number < 0 ? 0 : (uint64_t)arg->number, shown));
    } else if (inside[n_name] == ':') {
        named_word(to, inside + n_name + 1, n - n_name - 1, arg);
    } else {
        const char *one = inside + n_name + 1, *end = inside + n;
        const char *bar = memchr(one, '|', (size_t)(end - one));
        if (!bar)
            bar = end;
        if (arg->number == 1)
            own(to, one, (size_t)(bar - one));
        else if (bar < end)
            own(to, bar + 1, (size_t)(end - bar - 1));
    }
}

/* A code of some other version: print it as it is. */
static void unknown(const struct speaker *to)
{
    const struct crib_fact *f = to->fact;
    own_str(to, f->code);
    for (uint32_t i = 0; i < f->n_args; i++) {
        own_str(to, i == 0 ? "(" : ", ");
        own_str(to, f->arg[i].name);
        own_str(to, "=");
        value(to, &f->arg[i]);
    }
    if (f->n_args > 0)
        own_str(to, ")");
}

void message_say(const struct crib_fact *f, enum crib_lang lang, message_emit *emit, void *arg)
{
    struct speaker to = { f, lang, emit, arg };
    const struct message *m = message_find(f->code);
    if (!m) {
        unknown(&to);
        return;
    }
    const char *s = lang == CRIB_LANG_ZH ? m->zh : m->en;
    while (*s) {
        size_t plain = strcspn(s, "{");
        own(&to, s, plain);
        s += plain;
        if (*s) {
            size_t n = strcspn(s, "}");
            slot(&to, s + 1, n - 1);
            s += n + (s[n] == '}');
        }
    }
}

/* A sentence in a caller's array, cut between characters. */
struct sentence {
    char *out;
    size_t cap, n; /* bytes the whole needs so far */
    size_t kept;   /* bytes in out */
    bool full;
};

static void keep(struct sentence *s, const char *bytes, size_t n)
{
    s->n += n;
    if (s->full || s->kept + n >= s->cap) {
        s->full = true;
        return;
    }
    memcpy(s->out + s->kept, bytes, n);
    s->kept += n;
}

static void keep_piece(void *arg, struct stretch piece, bool foreign)
{
    for (size_t i = 0; i < piece.n;) {
        char shown[HARMLESS_ESCAPE + 1];
        bool escape;
        uint32_t cp = harmless_next(piece.s, piece.n, &i, &escape);
        if (foreign && escape)
            keep(arg, shown, harmless_escape(cp, shown));
        else
            keep(arg, shown, utf8_encode(cp, shown));
    }
}

size_t crib_fact_sentence(const struct crib_fact *fact, enum crib_lang lang, char *out, size_t cap)
{
    struct sentence s = { .out = out, .cap = cap };
    message_say(fact, lang, keep_piece, &s);
    if (cap > 0)
        out[s.kept] = '\0';
    return s.n;
}
