/* SPDX-License-Identifier: MIT */
/* What cutting, folding and sketching make of a text is told by trying it: a
 * number that somebody must think of raising would be forgotten. The sample
 * holds something of everything that rules are about; a rule that it does not
 * touch is still noticed, document by document, when a row's hash differs. */
#include "core/hash.h"
#include "engine/archive.h"
#include "index/bandkey.h"

static const char sample[] =
    "工作总结汇编（2篇）\n一、清溪区水务局2023年工作总结及2024年工作计划\n二、青山鎮林業局2023年工作總結\n\n"
    "清溪区水务局2023年工作总结及2024年工作计划\n今年以来，区水务局在区委、区政府的坚强领导下，完成投资13.4亿元，同比增长xx.x%，"
    "ＡＢＣ工程按期完工，D的建设全面加强。\n一、工作开展情况\n（一）狠抓项目建设。新建管网１２公里，改造泵站3座，惠及XX个村。\n"
    "1.严格落实责任，##paidbegin##做到“事事有人管、件件有着落”。\n2.扎实推进整改，问题全部销号。\n二、下一步打算\n"
    "（一）继续抓好防汛备汛，确保安全度汛。\n清溪区水务局\n2023年12月20日\n\n"
    "青山鎮林業局2023年工作總結\n今年以來，我局認真貫徹落實上級決策部署，全年造林2.8萬畝，The Annual Report of 2023 counts 1,024 "
    "naïve cafés; ｶﾀｶﾅ and हिन्दी stand beside привет.\n一、主要做法\n（一）強化宣傳引導，營造良好氛圍，形成人人參與的工作格局。\n"
    "青山鎮林業局\n2023年12月31日\n";

static uint64_t hash_document(const struct collection *c, uint32_t d, uint64_t h)
{
    const struct document *s = c->doc[d].seg;
    uint64_t band[LSH_BANDS];
    h = hash_join(hash_join(h, c->doc[d].content), s->n_line);
    for (uint32_t i = 0; i < s->n_line; i++)
        h = hash_join(h, (uint64_t)s->line[i].role << 40 | s->line[i].number.end);
    for (uint32_t i = 0; i < c->seeds[d].n; i++)
        h = hash_join(hash_join(h, c->seeds[d].item[i].hash), c->seeds[d].item[i].pos);
    (void)band_keys(c->sig + (size_t)d * MINHASH_K, band);
    for (size_t i = 0; i < LSH_BANDS; i++)
        h = hash_join(h, band[i]);
    return h;
}

int archive_rules(uint64_t *out, struct crib_err *err)
{
    struct engine_options o = { .n_threads = 1 };
    struct collection c = { 0 };
    struct progress p;
    crib_options_default(&o.pub);
    source_list_init(&c.list);
    source_list_init(&c.templates.list);
    progress_init(&p, NULL);
    int rc = source_list_add_text(&c.list, "rules.txt", sample, sizeof sample - 1, err);
    if (rc == CRIB_OK)
        rc = source_list_finish(&c.list, err);
    if (rc == CRIB_OK)
        rc = collection_read(&c, &o, &p, err);
    *out = c.n_doc;
    for (uint32_t d = 0; rc == CRIB_OK && d < c.n_doc; d++)
        *out = hash_document(&c, d, *out);
    collection_done(&c);
    return rc;
}
