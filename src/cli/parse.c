/* SPDX-License-Identifier: MIT */
/* From the command line to settings.
 *
 * Options may stand anywhere before "--", the command's own ones too; so all
 * words are read first, and only then it is checked whether the command takes
 * the options that were seen. Names are never abbreviated: a script that
 * relied on --enc would break on the day of a second option so begun. */
#include "cli/command.h"
#include "cli/say.h"

struct parse {
    struct settings *s;
    int argc, i;             /* argv[i] is being read */
    char **argv;
    const struct option *seen[64]; /* in the order given, each once */
    size_t n_seen;
};

static const char *option_name(size_t i) { return options[i].name; }

/* Edit distance with swaps of neighbours, of words shorter than 32. */
static unsigned word_distance(const char *a, const char *b)
{
    enum { MOST = 32 };
    size_t n = strlen(a), m = strlen(b);
    unsigned d[MOST + 1][MOST + 1];
    if (n > MOST || m > MOST)
        return MOST;
    for (size_t i = 0; i <= n; i++) {
        for (size_t j = 0; j <= m; j++) {
            if (i == 0 || j == 0) {
                d[i][j] = (unsigned)(i + j);
                continue;
            }
            unsigned best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            if (d[i - 1][j] + 1 < best)
                best = d[i - 1][j] + 1;
            if (d[i][j - 1] + 1 < best)
                best = d[i][j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && d[i - 2][j - 2] + 1 < best)
                best = d[i - 2][j - 2] + 1;
            d[i][j] = best;
        }
    }
    return d[n][m];
}

const char *nearest_name(const char *typed, const char *(*name)(size_t i), size_t n)
{
    const char *best = NULL;
    unsigned least = 3; /* two slips at most, and fewer than half of what was typed */
    for (size_t i = 0; i < n; i++) {
        unsigned d = word_distance(typed, name(i));
        if (strlen(typed) >= 3 && strncmp(name(i), typed, strlen(typed)) == 0)
            d = 1; /* an abbreviation */
        if (d < least && 2 * d <= strlen(typed)) {
            least = d;
            best = name(i);
        }
    }
    return best;
}

static enum exit_status unknown_option(const char *typed)
{
    const char *meant = strlen(typed) > 1 ? nearest_name(typed, option_name, n_options) : NULL;
    const char *dashes = strlen(typed) > 1 ? "--" : "-";
    if (meant)
        say(TR("there is no option %s%s; did you mean --%s?", "没有选项 %s%s；是否指 --%s？"), dashes, typed, meant);
    else
        say(TR("there is no option %s%s; 'crib help' lists them", "没有选项 %s%s；“crib help”列出所有选项"),
            dashes, typed);
    return STATUS_USAGE;
}

static bool words_add(struct words *w, const char *word)
{
    const char **grown = realloc(w->item, (w->n + 1) * sizeof *grown);
    if (!grown) {
        say(TR("out of memory", "内存不足"));
        return false;
    }
    w->item = grown;
    w->item[w->n++] = word;
    return true;
}

static bool parse_count(const char *s, uint32_t *out)
{
    uint64_t n = 0;
    if (!*s)
        return false;
    for (; *s; s++) {
        if (*s < '0' || *s > '9' || (n = n * 10 + (uint64_t)(*s - '0')) > UINT32_MAX)
            return false;
    }
    *out = (uint32_t)n;
    return true;
}

/* "0.8", ".85", "1", "1.000": in thousandths, exactly; most: below half of what there is. */
static bool parse_thousandths(const char *s, uint64_t most, uint64_t *out)
{
    uint64_t n = 0;
    int decimals = -1; /* none yet, and no point */
    if (!*s || (*s == '.' && !s[1]))
        return false;
    for (; *s; s++) {
        if (*s == '.' && decimals < 0) {
            decimals = 0;
        } else if (*s >= '0' && *s <= '9' && decimals < 3 && n <= most / 10) {
            n = n * 10 + (uint64_t)(*s - '0');
            decimals += decimals >= 0;
        } else {
            return false;
        }
    }
    for (int i = decimals < 0 ? 0 : decimals; i < 3; i++) {
        if (n > most / 10)
            return false;
        n *= 10;
    }
    *out = n;
    return n <= most;
}

static bool parse_ratio(const char *s, uint32_t *out)
{
    uint64_t n = 0;
    return parse_thousandths(s, 1000000, &n) && (*out = (uint32_t)n, true);
}

/* Place of the word among "a|b|c", or -1. */
static int choice_of(const char *choices, const char *word)
{
    size_t len = strlen(word);
    for (int i = 0;; i++) {
        size_t n = strcspn(choices, "|");
        if (n == len && memcmp(choices, word, n) == 0)
            return i;
        if (!choices[n])
            return -1;
        choices += n + 1;
    }
}

static enum exit_status set_count(const struct option *o, uint32_t *field, const char *value)
{
    if (parse_count(value, field) && *field >= o->least && *field <= o->most)
        return STATUS_NONE;
    say(TR("--%s wants %s from %" PRIu32 " to %" PRIu32 ", not '%s'",
           "--%s 需要%s，%" PRIu32 " 至 %" PRIu32 "，而不是“%s”"),
        o->name, TR(o->unit_en, o->unit_zh), o->least, o->most, value);
    return STATUS_USAGE;
}

/* "64M", "1500m", "2G", "0.5G": bytes, by thousands. */
static bool parse_size(const char *s, uint64_t *out)
{
    static const struct { char letter; uint64_t times; } units[] = { { 'K', 1000 }, { 'M', 1000000 }, { 'G', 1000000000 },
                                                                     { 'T', UINT64_C(1000000000000) } };
    char number[24];
    uint64_t thousandths;
    size_t n = strlen(s);
    if (n < 2 || n > sizeof number)
        return false;
    memcpy(number, s, n - 1);
    number[n - 1] = '\0';
    for (size_t i = 0; i < COUNT_OF(units); i++)
        if ((s[n - 1] & ~0x20) == units[i].letter && parse_thousandths(number, INT64_MAX / (units[i].times / 1000), &thousandths))
            return *out = thousandths * (units[i].times / 1000), true;
    return false;
}

static enum exit_status set_size(const struct option *o, uint64_t *field, const char *value)
{
    if (parse_size(value, field) && *field >= o->least * UINT64_C(1000000))
        return STATUS_NONE;
    say(TR("--%s wants a size of at least %" PRIu32 "M, such as 500M or 2G, not '%s'",
           "--%s 需要不小于 %" PRIu32 "M 的大小，如 500M、2G，而不是“%s”"),
        o->name, o->least, value);
    return STATUS_USAGE;
}

static enum exit_status set_ratio(const struct option *o, uint32_t *field, const char *value)
{
    if (parse_ratio(value, field) && *field >= o->least && *field <= o->most)
        return STATUS_NONE;
    say(TR("--%s wants %s from %.2f to %.2f, not '%s'", "--%s 需要%s，%.2f 至 %.2f，而不是“%s”"),
        o->name, TR(o->unit_en, o->unit_zh), o->least / 1000.0, o->most / 1000.0, value);
    return STATUS_USAGE;
}

static enum exit_status set_value(struct settings *s, const struct option *o, const char *value)
{
    void *field = (char *)s + o->field;
    int place;
    switch (o->kind) {
    case OPTION_FLAG:
        *(bool *)field = true;
        return STATUS_NONE;
    case OPTION_COUNT:
        return set_count(o, field, value);
    case OPTION_SIZE:
        return set_size(o, field, value);
    case OPTION_RATIO:
        return set_ratio(o, field, value);
    case OPTION_LIST:
        return words_add(field, value) ? STATUS_NONE : STATUS_INTERNAL;
    case OPTION_TEXT:
        if (!*value) {
            say(TR("--%s wants %s, not an empty word", "--%s 需要 %s，而不是空字符串"), o->name, o->argument);
            return STATUS_USAGE;
        }
        *(const char **)field = value;
        return STATUS_NONE;
    case OPTION_CHOICE:
    case OPTION_WORD:
        place = choice_of(o->choices, value);
        if (place < 0) {
            say(TR("--%s wants one of %s, not '%s'", "--%s 需要 %s 之一，而不是“%s”"), o->name, o->choices, value);
            return STATUS_USAGE;
        }
        if (o->kind == OPTION_WORD)
            *(const char **)field = value;
        else
            *(unsigned *)field = (unsigned)place;
        return STATUS_NONE;
    }
    return STATUS_INTERNAL;
}

static const struct option *option_find(const char *name, size_t n)
{
    for (size_t i = 0; i < n_options; i++) {
        const struct option *o = &options[i];
        if ((strlen(o->name) == n && memcmp(o->name, name, n) == 0) || (n == 1 && o->letter && o->letter == *name))
            return o;
    }
    return NULL;
}

static void remember(struct parse *p, const struct option *o)
{
    for (size_t i = 0; i < p->n_seen; i++) {
        if (p->seen[i] == o)
            return;
    }
    p->seen[p->n_seen++] = o;
}

/* argv[i] begins with '-'. --name, --name=value, --name value, -o value,
 * -ovalue. */
static enum exit_status read_option(struct parse *p)
{
    const char *word = p->argv[p->i];
    bool is_long = word[1] == '-';
    const char *name = word + (is_long ? 2 : 1);
    size_t n = is_long ? strcspn(name, "=") : 1;
    const char *value = is_long ? (name[n] ? name + n + 1 : NULL) : (name[1] ? name + 1 : NULL);
    const struct option *o = is_long && n == 1 ? NULL : option_find(name, n);
    if (!o) {
        char typed[64];
        snprintf(typed, sizeof typed, "%.*s", (int)(n < 60 ? n : 60), name);
        return unknown_option(typed);
    }
    if (o->kind == OPTION_FLAG && value) {
        say(TR("--%s takes no value, not '%s'", "--%s 不带值，不能给“%s”"), o->name, value);
        return STATUS_USAGE;
    }
    if (o->kind != OPTION_FLAG && !value) {
        if (p->i + 1 >= p->argc) {
            say(TR("--%s wants %s after it", "--%s 之后需要 %s"), o->name, o->argument);
            return STATUS_USAGE;
        }
        value = p->argv[++p->i];
    }
    remember(p, o);
    return set_value(p->s, o, value);
}

/* Does the command take what was given? */
static enum exit_status check_fit(const struct parse *p)
{
    const struct command *c = &commands[p->s->command];
    for (size_t i = 0; i < p->n_seen; i++) {
        if (!(p->seen[i]->commands & 1u << p->s->command)) {
            say(TR("crib %s takes no --%s; 'crib help %s' lists what it takes",
                   "crib %s 没有选项 --%s；“crib help %s”列出可用选项"), c->name, p->seen[i]->name, c->name);
            return STATUS_USAGE;
        }
    }
    if (p->s->help)
        return STATUS_NONE;
    size_t n = p->s->operands.n;
    if (n >= c->least && n <= c->most)
        return STATUS_NONE;
    if (n > c->most)
        say(TR("crib %s takes no '%s'; usage: crib %s%s%s", "crib %s 不接受“%s”；用法：crib %s%s%s"),
            c->name, p->s->operands.item[c->most], c->name, c->operands[0] ? " " : "", c->operands);
    else
        say(TR("crib %s wants more; usage: crib %s %s", "crib %s 缺少参数；用法：crib %s %s"),
            c->name, c->name, c->operands);
    return STATUS_USAGE;
}

static enum exit_status choose_command(struct parse *p)
{
    struct words *w = &p->s->operands;
    if (w->n == 0) {
        p->s->command = p->s->version ? COMMAND_VERSION : COMMAND_HELP;
        if (p->s->help || p->s->version)
            return STATUS_NONE;
        say(TR("no command given; 'crib help' lists them", "没有给出命令；“crib help”列出所有命令"));
        return STATUS_USAGE;
    }
    p->s->command = command_find(w->item[0]);
    if (p->s->command == N_COMMANDS)
        return command_unknown(w->item[0]);
    memmove(w->item, w->item + 1, --w->n * sizeof *w->item);
    return STATUS_NONE;
}

/* The language must be known before the first mistake is reported. */
static enum crib_lang language_wanted(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        const char *value = NULL;
        if (strncmp(argv[i], "--lang=", 7) == 0)
            value = argv[i] + 7;
        else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            value = argv[i + 1];
        if (value && (strcmp(value, "zh") == 0 || strcmp(value, "en") == 0))
            return *value == 'z' ? CRIB_LANG_ZH : CRIB_LANG_EN;
    }
    return say_language_of_environment();
}

enum exit_status settings_parse(struct settings *s, int argc, char **argv)
{
    struct crib_options defaults;
    crib_options_default(&defaults);
    *s = (struct settings){ .min_length = defaults.min_length, .near_permille = defaults.near_permille };
    say_set_language(language_wanted(argc, argv));
    struct parse p = { .s = s, .argc = argc, .argv = argv };
    bool only_operands = false;
    enum exit_status status = STATUS_NONE;
    for (p.i = 1; p.i < argc && status == STATUS_NONE; p.i++) {
        const char *word = argv[p.i];
        if (only_operands || word[0] != '-' || !word[1])
            status = words_add(&s->operands, word) ? STATUS_NONE : STATUS_INTERNAL;
        else if (strcmp(word, "--") == 0)
            only_operands = true;
        else
            status = read_option(&p);
    }
    if (status == STATUS_NONE)
        status = choose_command(&p);
    if (s->output && strcmp(s->output, "-") == 0 && s->command != COMMAND_DEDUP && s->format != CRIB_FORMAT_PAN)
        s->output = NULL; /* as if it had not been given */
    return status == STATUS_NONE ? check_fit(&p) : status;
}

void settings_done(struct settings *s)
{
    free(s->operands.item);
    free(s->include.item);
    free(s->exclude.item);
    free(s->template.item);
    free(s->set.item);
    free(s->where.item);
    free(s->where_not.item);
    free(s->not_same.item);
}
