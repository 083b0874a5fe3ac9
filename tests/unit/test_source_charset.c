/* SPDX-License-Identifier: MIT */
/* Encodings: found, and decoded. The sentences are the tests' own. */
#include "test_source_temp.h"

#include <unicode/ucnv.h>
#include <unicode/ustring.h>

#include "core/utf8.h"
#include "source/charset.h"
#include "source/charset_common.h"
#include "source/kind.h"

/* Of different kinds, so that nothing hangs on one vocabulary. */
static const char simplified[] =
    "今年以来，我局认真落实上级部署，扎实推进各项重点工作，取得了明显成效。昨天下午他在图书馆门口遇见了多年不见的老同学，两人聊了很久。"
    "这台机器每分钟可以加工一百二十个零件，比旧型号快了三倍。秋风吹过山谷，满树的柿子像一盏盏小灯笼挂在枝头。"
    "学校将于下周三举行运动会，请家长提前为孩子准备好运动鞋和水壶。医生建议患者每天散步半小时，少吃油腻和过甜的食物。"
    "我们对全县四十六座小型水库进行了安全检查，发现问题十九处，已全部整改到位。奶奶说她小时候家里穷，一年到头只有过年才能吃上一顿饺子。"
    "研究表明，睡眠不足会影响人的记忆和判断能力。火车穿过长长的隧道，窗外忽然出现一片蓝色的海。"
    "本合同自双方签字盖章之日起生效，有效期为三年。老张把钥匙忘在办公室了，只好打电话请门卫帮忙开门。"
    "下一步，要继续加强队伍建设，完善考核机制，提高服务群众的能力和水平。月亮升起来的时候，村子里已经安静得只剩下狗叫声。"
    "这家饭馆的红烧鱼很有名，周末去一定要提前订座。市场监管部门对辖区内三百多家药店开展了专项检查。"
    "数学老师在黑板上画了一个圆，问我们怎样才能找到它的中心。他从小就喜欢拆东西，家里的收音机和闹钟没有一个逃得过他的手。"
    "会议指出，安全生产责任重于泰山，任何时候都不能有丝毫松懈。春天到了，河边的柳树发芽了，燕子也从南方飞了回来。"
    "请在收到通知后五个工作日内将材料交到二楼服务窗口。电影讲的是一个普通工人为了找回女儿走遍半个中国的故事。"
    "全年完成固定资产投资二十八亿元，同比增长百分之六。妹妹养了一只白猫，它最喜欢躺在窗台上晒太阳。";

static const char traditional[] =
    "今年夏天特別熱，整個城市像個大蒸籠，大家都躲在家裡吹冷氣。這本書講述了一個農村女孩到臺北讀書、工作和成家的經過。"
    "昨天晚上的音樂會非常精彩，觀眾的掌聲久久不停。圖書館從下個月起延長開放時間，學生可以借書到晚上十點。"
    "他把舊報紙一張一張疊好，說將來也許還有用處。醫生說這種藥要在飯後吃，每天三次，不能喝酒。"
    "市政府計畫在河邊興建一座公園，預計後年完工，將種植三千多棵樹。我們坐了六個小時的火車，終於到達那個靠海的小鎮。"
    "老闆對新來的員工很滿意，說他做事認真，又肯學習。山上的櫻花開了，遠遠望去像一片粉紅色的雲。"
    "根據調查，超過半數的受訪者認為房價太高，年輕人買不起房子。奶奶每天早上都會到廟裡燒香，祈求全家平安。"
    "這項研究發現，經常運動的人比較不容易感冒，心情也比較好。雨下得很大，街上的車子一動也不動，喇叭聲響成一片。"
    "請各位旅客注意，開往高雄的列車即將進站，請站在黃線後面。孩子們在操場上追來追去，笑聲傳得很遠很遠。"
    "公司決定從明年開始實施新的薪資制度，希望能夠留住人才。爺爺留下來的那張書桌雖然舊了，我卻一直捨不得丟掉。"
    "法院認為被告的行為已經侵害了原告的權利，應該負賠償責任。從窗戶看出去，整個港口的燈光倒映在水面上，非常美麗。";

/* The text in another encoding; *n bytes, freed by the next call. */
static const char *encoded(const char *utf8, size_t n_utf8, const char *charset, size_t *n)
{
    static char out[1 << 16];
    static UChar unit[1 << 15];
    int32_t n_unit = 0;
    UErrorCode status = U_ZERO_ERROR;
    u_strFromUTF8(unit, COUNT_OF(unit), &n_unit, utf8, (int32_t)n_utf8, &status);
    UConverter *c = ucnv_open(charset, &status);
    ucnv_setFromUCallBack(c, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
    int32_t got = ucnv_fromUChars(c, out, sizeof out, unit, n_unit, &status);
    ucnv_close(c);
    CHECK(U_SUCCESS(status));
    *n = (size_t)got;
    return out;
}

/* True when finding and decoding gives back the text. */
static bool comes_back(const char *utf8, size_t n_utf8, const char *charset)
{
    struct charset found;
    struct crib_err err;
    struct buf b;
    bool binary, same = false;
    uint64_t n_broken, first_at;
    size_t n;
    const char *bytes = encoded(utf8, n_utf8, charset, &n);
    buf_init(&b, SIZE_MAX / 2);
    CHECK_I64(charset_find(bytes, n, NULL, &found, &binary, &err), CRIB_OK);
    if (!binary && buf_add(&b, bytes, n, &err) == CRIB_OK &&
        charset_to_utf8(&found, &b, &n_broken, &first_at, &err) == CRIB_OK)
        same = b.n == n_utf8 && memcmp(b.p, utf8, n_utf8) == 0;
    buf_done(&b);
    return same;
}

/* Windows of `chars` characters, every third: how many of 1,000 come back. */
static unsigned permille_back(const char *text, size_t n, size_t chars, const char *charset)
{
    unsigned tried = 0, back = 0;
    size_t beg = 0, skipped = 0;
    while (beg < n) {
        size_t end = beg, count = 0;
        while (end < n && count < chars) {
            utf8_next(text, n, &end);
            count++;
        }
        if (count < chars)
            break;
        tried++;
        back += comes_back(text + beg, end - beg, charset);
        do
            utf8_next(text, n, &beg);
        while (++skipped % 3);
    }
    return tried ? back * 1000 / tried : 0;
}

TEST(charset_finds_chinese_without_a_mark_at_any_length)
{
    static const struct { const char *name; bool traditional; } wanted[] = {
        { "GB18030", false }, { "UTF-16LE", false }, { "UTF-16BE", false }, { "UTF-8", false }, { "gbk", false },
        { "gb2312", false },  { "Big5", true },      { "GB18030", true },   { "UTF-16LE", true }, { "UTF-16BE", true },
        { "UTF-32LE", true }, { "UTF-32BE", false },
    };
    static const size_t length[] = { 10, 20, 50, 200 };
    for (size_t i = 0; i < COUNT_OF(wanted); i++) {
        const char *text = wanted[i].traditional ? traditional : simplified;
        size_t n = wanted[i].traditional ? sizeof traditional - 1 : sizeof simplified - 1;
        for (size_t k = 0; k < COUNT_OF(length); k++) {
            unsigned permille = permille_back(text, n, length[k], wanted[i].name);
            if (permille < (k == 0 ? 970 : 995)) {
                CHECK_STR(wanted[i].name, "found at every length");
                CHECK_U64(length[k], permille);
            }
        }
        char *twice = mem_alloc(2 * n);
        memcpy(twice, text, n);
        memcpy(twice + n, text, n);
        CHECK_U64(permille_back(twice, 2 * n, 1000, wanted[i].name), 1000);
        mem_free(twice);
    }
}

TEST(charset_finds_other_scripts)
{
    static const struct { const char *charset, *text; } cases[] = {
        { "windows-949", "올해 우리 부서는 주민의 생활을 돕기 위하여 여러 가지 사업을 추진하였으며, 그 결과를 보고합니다." },
        { "Shift_JIS", "昨日は雨が降っていたので、家で本を読んでいました。今日は晴れたから、友だちと公園へ行くつもりです。" },
        { "EUC-JP", "昨日は雨が降っていたので、家で本を読んでいました。今日は晴れたから、友だちと公園へ行くつもりです。" },
        { "windows-1251", "В этом году наше управление выполнило все основные задачи и подготовило отчёт о работе за прошедший период, который был рассмотрен на заседании." },
        { "KOI8-R", "В этом году наше управление выполнило все основные задачи и подготовило отчет о работе за прошедший период, который был рассмотрен на заседании." },
        { "windows-1252", "Cette année, notre équipe a terminé tous les travaux prévus et préparé le rapport général présenté à la réunion du mois de février." },
        { "UTF-16LE", "В этом году наше управление выполнило все задачи." },
        { "UTF-16BE", "This year the office did what it had set out to do." },
        { "UTF-16LE", "올해 우리 부서는 주민의 생활을 돕기 위하여 일하였습니다." },
        { "UTF-16BE", "昨日は雨が降っていたので、家で本を読んでいました。" },
        { "UTF-16LE", "इस वर्ष हमारे कार्यालय ने सभी काम पूरे किए।" },
        { "UTF-16BE", "หน่วยงานของเราได้ดำเนินงานตามแผนในปีนี้" },
        { "UTF-16LE", "أنجز مكتبنا هذا العام جميع المهام المقررة." },
        { "ISO-2022-JP", "昨日は雨が降っていたので、家で本を読んでいました。" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        if (!comes_back(cases[i].text, strlen(cases[i].text), cases[i].charset))
            CHECK_STR(cases[i].charset, cases[i].text);
}

static void find(const char *bytes, size_t n, const char *declared, struct charset *cs, bool *binary)
{
    struct crib_err err;
    CHECK_I64(charset_find(bytes, n, declared, cs, binary, &err), CRIB_OK);
}

TEST(charset_believes_a_byte_order_mark_before_anything)
{
    static const struct { const char *bytes; size_t n; const char *name; unsigned bom; } cases[] = {
        { "\xEF\xBB\xBF" "a", 4, "UTF-8", 0 },           { "\xFF\xFE" "a\0", 4, "UTF-16LE", 2 },
        { "\xFE\xFF\0a", 4, "UTF-16BE", 2 },             { "\xFF\xFE\0\0a\0\0\0", 8, "UTF-32LE", 4 },
        { "\0\0\xFE\xFF\0\0\0a", 8, "UTF-32BE", 4 },     { "\x84\x31\x95\x33" "a", 5, "GB18030", 4 },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct charset cs;
        bool binary;
        find(cases[i].bytes, cases[i].n, "Big5", &cs, &binary);
        CHECK_STR(cs.name, cases[i].name);
        CHECK_U64(cs.from, CHARSET_DETECTED);
        CHECK_U64(cs.bom, cases[i].bom);
    }
}

TEST(charset_takes_what_is_declared_and_widens_it)
{
    static const char *const cases[][2] = {
        { "gb2312", "GB18030" }, { "GBK", "GB18030" },      { "cp936", "GB18030" },   { "MS936", "GB18030" },
        { "big5", "Big5" },      { "utf8", "UTF-8" },       { "ascii", "UTF-8" },     { "latin1", "ISO-8859-1" },
        { "sjis", "Shift_JIS" }, { "euc-kr", "windows-949" }, { "utf-16", "UTF-16LE" }, { "cp1251", "windows-1251" },
    };
    struct charset cs;
    struct crib_err err;
    bool binary;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        find("a\0b\0", 4, cases[i][0], &cs, &binary);
        CHECK_STR(cs.name, cases[i][1]);
        CHECK_U64(cs.from, CHARSET_DECLARED);
    }
    CHECK_I64(charset_find("a", 1, "no such", &cs, &binary, &err), CRIB_E_ARG);
    CHECK(source_encoding_known("GB18030"));
    CHECK(!source_encoding_known("no such"));
    CHECK(!source_encoding_known(""));
    CHECK(!source_encoding_known("../../etc/passwd"));
}

TEST(charset_knows_binary_data)
{
    struct charset cs;
    bool binary;
    uint64_t seed = 5;
    char noise[4096];
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (char)test_random(&seed);
    find(noise, sizeof noise, NULL, &cs, &binary);
    CHECK(binary);
    memset(noise, 0, sizeof noise);
    find(noise, sizeof noise, NULL, &cs, &binary);
    CHECK(binary);
    find("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\1\0", 20, NULL, &cs, &binary);
    CHECK(binary);
    find("plain words", 11, NULL, &cs, &binary);
    CHECK(!binary);
    find("", 0, NULL, &cs, &binary);
    CHECK(!binary);
    CHECK_STR(cs.name, "UTF-8");
}

/* One broken byte after each `whole` characters. */
static void broken_text(struct buf *b, size_t n_broken, size_t whole)
{
    struct crib_err err;
    buf_init(b, SIZE_MAX / 2);
    for (size_t i = 0; i < n_broken; i++) {
        for (size_t k = 0; k < whole; k++)
            CHECK_I64(buf_str(b, "议", &err), CRIB_OK);
        CHECK_I64(buf_char(b, '\xE6', &err), CRIB_OK);
    }
    CHECK_I64(buf_str(b, "完", &err), CRIB_OK);
}

TEST(charset_repairs_broken_utf8_and_counts)
{
    static const struct { size_t n_broken, whole; unsigned from; } cases[] = {
        { 3, 2000, CHARSET_DETECTED }, { 3, 100, CHARSET_GUESSED }, { 1, 5, CHARSET_GUESSED },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct charset cs;
        struct crib_err err;
        struct buf b;
        bool binary;
        uint64_t n_broken, first_at;
        broken_text(&b, cases[i].n_broken, cases[i].whole);
        size_t n = b.n;
        find(b.p, b.n, NULL, &cs, &binary);
        CHECK_STR(cs.name, "UTF-8");
        CHECK_U64(cs.from, cases[i].from);
        CHECK_I64(charset_to_utf8(&cs, &b, &n_broken, &first_at, &err), CRIB_OK);
        CHECK_U64(n_broken, cases[i].n_broken);
        CHECK_U64(first_at, 3 * cases[i].whole);
        CHECK_U64(b.n, n + 2 * cases[i].n_broken);
        CHECK_U64(utf8_broken(b.p, b.n, NULL), 0);
        buf_done(&b);
    }
}

TEST(charset_counts_what_is_broken_in_other_encodings)
{
    struct crib_err err;
    struct buf b;
    uint64_t n_broken, first_at;
    const struct charset gb = { "GB18030", CHARSET_DECLARED, 10000, 0 }, wide = { "UTF-16LE", CHARSET_DETECTED, 10000, 2 };
    buf_init(&b, SIZE_MAX / 2);
    CHECK_I64(buf_add(&b, "\xD6\xD0\xFF\xB9\xFA\xD6", 6, &err), CRIB_OK);
    CHECK_I64(charset_to_utf8(&gb, &b, &n_broken, &first_at, &err), CRIB_OK);
    CHECK_U64(n_broken, 2);
    CHECK_U64(first_at, 2);
    CHECK(b.n == 12 && memcmp(b.p, "中\xEF\xBF\xBD国\xEF\xBF\xBD", 12) == 0);
    b.n = 0;
    CHECK_I64(buf_add(&b, "\xFF\xFE\x2D\x4E\x00\xD8\x2D\x4E\x3D\xD8\x00\xDE", 12, &err), CRIB_OK);
    CHECK_I64(charset_to_utf8(&wide, &b, &n_broken, &first_at, &err), CRIB_OK);
    CHECK_U64(n_broken, 1);
    CHECK_U64(first_at, 4);
    CHECK(b.n == 13 && memcmp(b.p, "中\xEF\xBF\xBD中\xF0\x9F\x98\x80", 13) == 0);
    buf_done(&b);
}

TEST(charset_decodes_long_texts_without_cutting_pairs)
{
    struct crib_err err;
    struct buf b;
    uint64_t n_broken, first_at;
    const struct charset gb = { "GB18030", CHARSET_DECLARED, 10000, 0 };
    /* A lone ASCII byte in front moves every pair across a stretch's end. */
    for (size_t lead = 0; lead < 2; lead++) {
        char text[40001];
        size_t n = 0, n_gb;
        text[0] = 'a';
        for (n = lead; n + 4 <= 40000; n += 4)
            memcpy(text + n, "\xF0\xA0\x80\x80", 4);
        const char *bytes = encoded(text, n, "GB18030", &n_gb);
        buf_init(&b, SIZE_MAX / 2);
        CHECK_I64(buf_add(&b, bytes, n_gb, &err), CRIB_OK);
        CHECK_I64(charset_to_utf8(&gb, &b, &n_broken, &first_at, &err), CRIB_OK);
        CHECK_U64(n_broken, 0);
        CHECK(b.n == n && memcmp(b.p, text, n) == 0);
        buf_done(&b);
    }
}

TEST(charset_stops_at_the_limit)
{
    struct crib_err err;
    struct buf b;
    uint64_t n_broken, first_at;
    const struct charset gb = { "GB18030", CHARSET_DECLARED, 10000, 0 }, utf8 = { "UTF-8", CHARSET_DETECTED, 10000, 0 };
    buf_init(&b, 8);
    CHECK_I64(buf_add(&b, "\xD6\xD0\xB9\xFA\xD6\xD0", 6, &err), CRIB_OK);
    CHECK_I64(charset_to_utf8(&gb, &b, &n_broken, &first_at, &err), CRIB_E_LIMIT);
    CHECK_I64(charset_to_utf8(&utf8, &b, &n_broken, &first_at, &err), CRIB_E_LIMIT);
    buf_done(&b);
}

TEST(charset_lists_are_sorted_and_within_their_scripts)
{
    size_t n;
    const char16_t *han = charset_common_han(&n);
    CHECK(n > 1500 && n < 2000);
    for (size_t i = 0; i < n; i++)
        CHECK(han[i] >= 0x4E00 && han[i] <= 0x9FFF && (i == 0 || han[i - 1] < han[i]));
    CHECK(charset_is_listed(han, n, 0x7684) && charset_is_listed(han, n, 0x570B) && !charset_is_listed(han, n, 0x6100));
    const char16_t *hangul = charset_common_hangul(&n);
    CHECK(n > 150 && n < 300);
    for (size_t i = 0; i < n; i++)
        CHECK(hangul[i] >= 0xAC00 && hangul[i] <= 0xD7A3 && (i == 0 || hangul[i - 1] < hangul[i]));
}

TEST(kind_counts_controls_text_does_not_have)
{
    size_t n_nul;
    CHECK_U64(count_odd_controls("a\tb\r\n\f\v\b\x1B", 9, &n_nul), 0);
    CHECK_U64(count_odd_controls("\0\1\x7F" "a\0", 5, &n_nul), 4);
    CHECK_U64(n_nul, 2);
    CHECK(too_many_controls(1, 100) && !too_many_controls(1, 101) && !too_many_controls(0, 0));
    CHECK(looks_like_text("abc", 3) && looks_like_text("\xFF\xFE\0", 3));
    CHECK(!looks_like_text("", 0) && !looks_like_text("a\0", 2));
}
