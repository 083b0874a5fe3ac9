/* SPDX-License-Identifier: MIT */
/* Hand-made results. */
#include "test_report_fixture.h"

#include "core/utf8.h"
#include "harness.h"

static const char *text_of(const void *arg, uint32_t doc, size_t *n)
{
    const struct fixture *f = arg;
    const char *text = f->text[f->document[doc].source];
    *n = strlen(text);
    return text;
}

struct view fixture_view(const struct fixture *f)
{
    return (struct view){
        .command = "scan", .parameter = f->parameter, .n_parameters = f->n_parameters,
        .source = f->source, .n_sources = f->n_sources,
        .document = f->document, .n_documents = f->n_documents,
        .pair = f->pair, .n_pairs = f->n_pairs, .passage = f->passage, .n_passages = f->n_passages,
        .mark = f->mark, .n_marks = f->n_marks, .cluster = f->cluster, .n_clusters = f->n_clusters,
        .misfiled = f->misfiled, .n_misfiled = f->n_misfiled,
        .complaint = f->complaint, .n_complaints = f->n_complaints,
        .left_out = f->left_out, .n_left_out = f->n_left_out,
        .seconds = 1.2345, .text = text_of, .text_arg = f,
    };
}

uint32_t fixture_source(struct fixture *f, const char *name, const char *text)
{
    f->source[f->n_sources] = (struct crib_source){ .name = name, .format = "text", .encoding = "UTF-8",
                                                    .encoding_from = CRIB_ENC_DETECTED, .confidence = 10000 };
    f->text[f->n_sources] = text;
    return (uint32_t)f->n_sources++;
}

static struct crib_lines lines_of(const char *text, struct crib_span bytes)
{
    struct crib_lines l = { 1, 1 };
    for (uint64_t i = 0; i + 1 < bytes.end; i++) {
        l.first += i < bytes.beg && text[i] == '\n';
        l.last += text[i] == '\n';
    }
    return l;
}

static struct crib_span chars_of(const char *text, struct crib_span bytes)
{
    return (struct crib_span){ utf8_count(text, bytes.beg), utf8_count(text, bytes.end) };
}

/* From one word to the next appearance of another. */
static struct crib_span between(const char *text, size_t beg, const char *from, const char *to)
{
    const char *first = strstr(text + beg, from), *last = first ? strstr(first, to) : NULL;
    if (!last)
        abort();
    return (struct crib_span){ (uint64_t)(first - text), (uint64_t)(last - text) + strlen(to) };
}

uint32_t fixture_document(struct fixture *f, uint32_t source, const char *title, const char *from, const char *to)
{
    const char *text = f->text[source];
    struct crib_span bytes = between(text, 0, from, to), chars = chars_of(text, bytes);
    f->source[source].n_documents++;
    f->document[f->n_documents] = (struct crib_document){
        .id = 0xd0c0000000000000u + f->n_documents, .source = source, .ordinal = f->source[source].n_documents,
        .title = title, .lines = lines_of(text, bytes), .bytes = bytes, .chars = chars,
        .units = chars.end - chars.beg, .content = 0xc0ffee + f->n_documents,
    };
    return (uint32_t)f->n_documents++;
}

struct crib_place fixture_place(const struct fixture *f, uint32_t doc, const char *from, const char *to,
                                const char *section)
{
    const char *text = f->text[f->document[doc].source];
    struct crib_span bytes = between(text, f->document[doc].bytes.beg, from, to);
    return (struct crib_place){ .doc = doc, .lines = lines_of(text, bytes), .bytes = bytes,
                                .chars = chars_of(text, bytes), .section = section };
}

struct crib_span fixture_word(const struct fixture *f, const struct crib_place *in, const char *word, unsigned nth)
{
    const char *text = f->text[f->document[in->doc].source], *at = text + in->bytes.beg;
    if (!word[0])
        return (struct crib_span){ in->bytes.end, in->bytes.end };
    for (;; at++) {
        at = strstr(at, word);
        if (!at || at + strlen(word) > text + in->bytes.end)
            abort();
        if (nth-- == 0)
            return (struct crib_span){ (uint64_t)(at - text), (uint64_t)(at - text) + strlen(word) };
    }
}

static void edit(struct fixture *f, struct crib_passage *p, enum crib_change kind, const char *a, const char *b,
                 unsigned nth)
{
    f->edit[f->n_edits++] = (struct crib_edit){ kind, fixture_word(f, &p->a, a, nth), fixture_word(f, &p->b, b, nth) };
    p->changes[kind]++;
    p->n_edits++;
}

static struct crib_fact numbers(const char *code, const char *term, const char *name, int64_t n)
{
    struct crib_fact f = { .code = code };
    if (term)
        f.arg[f.n_args++] = (struct crib_arg){ .name = "term", .kind = CRIB_ARG_TEXT, .text = term };
    if (name)
        f.arg[f.n_args++] = (struct crib_arg){ .name = name, .kind = CRIB_ARG_INT, .number = n };
    return f;
}

static const char collection_text[] =
    "部门工作总结汇编\n"
    "（3篇）\n"
    "园林所工作总结\n"
    "本市渔政站以服务渔民为主线，青溪站全年巡查河道128次，青溪站办结案件37件，青溪群众满意。\n"
    "一、主要做法\n"
    "我们坚持依法巡查。\n"
    "档案馆工作总结\n"
    "档案馆全年接收案卷五千件，数字化工作稳步推进。坚持谁主管谁负责，层层压实责任，定期通报进度。\n"
    "渔政站工作总结\n"
    "本市渔政站以服务渔民为主线，XX站全年巡查河道xx次，XX站办结案件xx件，XX群众满意。\n"
    "一、主要做法\n"
    "我们坚持依法巡查。\n"
    "扫码关注公众号领取更多范文\n";

static const char other_text[] =
    "博物馆工作总结\n"
    "博物馆策划展览九场。坚持谁主管谁负责，层层压实责任，定期通报进度。\n";

static void collection_pairs(struct fixture *f)
{
    struct crib_passage *p = &f->passage[0];
    *p = (struct crib_passage){
        .id = 0x1111, .a = fixture_place(f, 0, "本市渔政站", "依法巡查。", ""),
        .b = fixture_place(f, 2, "本市渔政站", "依法巡查。", ""), .klass = CRIB_CLASS_REDACTED,
        .role = CRIB_ROLE_PASSAGE, .distance = 5, .longer = 58, .length = 58, .commonness = -1, .edit = f->edit,
    };
    edit(f, p, CRIB_CHANGE_REDACTED, "青溪", "XX", 0);
    edit(f, p, CRIB_CHANGE_REDACTED, "128", "xx", 0);
    edit(f, p, CRIB_CHANGE_REDACTED, "青溪", "XX", 1);
    edit(f, p, CRIB_CHANGE_REDACTED, "37", "xx", 0);
    f->edit[3].b = fixture_word(f, &p->b, "xx", 1);
    edit(f, p, CRIB_CHANGE_REDACTED, "青溪", "XX", 2);
    f->passage[1] = (struct crib_passage){
        .id = 0x2222, .a = fixture_place(f, 1, "坚持谁主管", "通报进度。", ""),
        .b = fixture_place(f, 3, "坚持谁主管", "通报进度。", ""), .klass = CRIB_CLASS_VERBATIM,
        .role = CRIB_ROLE_PASSAGE, .longer = 20, .length = 20, .commonness = 0,
    };
    f->n_passages = 2;
    f->pair[0] = (struct crib_pair){ 0xaaaa, 0, 2, CRIB_NEAR_DUPLICATE, 53, 58, 58, 1 };
    f->pair[1] = (struct crib_pair){ 0xbbbb, 1, 3, CRIB_SHARES_PASSAGES, 20, 45, 30, 1 };
    f->n_pairs = 2;
}

void fixture_collection(struct fixture *f)
{
    *f = (struct fixture){ 0 };
    uint32_t all = fixture_source(f, "汇编.txt", collection_text), other = fixture_source(f, "博物馆.txt", other_text);
    f->source[all].n_stated = 3;
    f->source[other].encoding = "GB18030";
    f->source[other].encoding_from = CRIB_ENC_GUESSED;
    f->source[other].confidence = 9712;
    fixture_document(f, all, "园林所工作总结", "园林所工作", "依法巡查。");
    fixture_document(f, all, "档案馆工作总结", "档案馆工作", "通报进度。");
    fixture_document(f, all, "渔政站工作总结", "渔政站工作", "依法巡查。");
    fixture_document(f, other, "博物馆工作总结", "博物馆工作", "通报进度。");
    collection_pairs(f);
    f->document[0].covered[CRIB_ROLE_PASSAGE] = 58;
    struct crib_place advertisement = fixture_place(f, 2, "扫码", "范文", "");
    f->mark[f->n_marks++] = (struct crib_mark){ 2, CRIB_MARK_ADVERTISEMENT, advertisement.lines, advertisement.bytes,
                                                advertisement.chars, 1 };
    f->member[0] = 0, f->member[1] = 2;
    f->cluster[f->n_clusters++] = (struct crib_cluster){ 0xcccc, 2, f->member, 2,
                                                         numbers("keep-not-misfiled", NULL, "misfiled", 1), 0 };
    f->fact[0] = numbers("title-term-absent", "园林", "count", 0);
    f->fact[1] = numbers("twin", NULL, "per_10000", 9138);
    f->fact[1].arg[1] = (struct crib_arg){ .name = "ordinal", .number = 3 };
    f->fact[1].arg[2] = (struct crib_arg){ .name = "title", .kind = CRIB_ARG_TEXT, .text = "渔政站工作总结" };
    f->fact[1].n_args = 3;
    f->misfiled[f->n_misfiled++] = (struct crib_misfiled){ 0xdddd, 0, 2, f->fact, 2, 2 };
    f->complaint[f->n_complaints++] = (struct crib_complaint){ CRIB_LOST, "坏.txt", UINT64_MAX,
                                                               numbers("cannot-read", NULL, "errno", 13) };
    struct crib_fact *what = &f->complaint[0].what;
    what->arg[what->n_args++] = (struct crib_arg){ .name = "reason", .kind = CRIB_ARG_TEXT, .text = "permission-denied" };
    f->left_out[f->n_left_out++] = (struct crib_left_out){ "no-text", 2 };
    f->parameter[0] = numbers("min-length", NULL, "value", 24);
    f->parameter[1] = numbers("keep", "best", NULL, 0);
    f->n_parameters = 2;
}

static int gather(void *arg, const char *bytes, size_t n)
{
    return buf_add(arg, bytes, n, NULL);
}

char *fixture_report(const struct view *v, const struct crib_report_options *opts)
{
    struct buf b;
    struct crib_err err;
    buf_init(&b, (size_t)1 << 28);
    if (report_write(v, opts, gather, &b, &err) != CRIB_OK) {
        buf_done(&b);
        return NULL;
    }
    return buf_take(&b, NULL);
}

char *in_english(const struct fixture *f)
{
    struct crib_report_options o = { .lang = CRIB_LANG_EN, .columns = 100 };
    struct view v = fixture_view(f);
    return fixture_report(&v, &o);
}

void check_says(const char *report, const char *words)
{
    if (!strstr(report, words))
        printf("%s\nlacks \"%s\"\n", report, words);
    CHECK(strstr(report, words) != NULL);
}
