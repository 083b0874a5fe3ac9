/* SPDX-License-Identifier: MIT */
/* Marks that mean something, initials, and checksums. */
#include "core/crc32.h"
#include "harness.h"
#include "text/initials.h"
#include "text/signs.h"

static uint64_t signs(const char *s, bool figure)
{
    return signs_hash(s, (struct txt_span){ 0, (uint32_t)strlen(s) }, figure, 0);
}

TEST(signs_beside_a_figure_count)
{
    CHECK(signs("-", true) != signs("", true));
    CHECK(signs("%", true) != signs("‰", true));
    CHECK_U64(signs("％", true), signs("%", true));
    CHECK_U64(signs("—", true), signs("－", true));
    CHECK(signs("￥", true) != signs("", true) && signs("≥", true) != signs("≤", true));
    CHECK_U64(signs("，。、（）“”", true), 0);
}

TEST(signs_elsewhere_are_symbols_but_not_bullets_and_punctuation)
{
    CHECK(signs("☑", false) != signs("☐", false));
    CHECK(signs("√", false) != signs("×", false));
    CHECK_U64(signs("-", false), 0);
    CHECK_U64(signs("●■★|+，！", false), 0);
    CHECK(signs("→☑", false) != signs("☑→", false));
}

TEST(initials_are_read_from_the_han_character)
{
    struct initials in = { 0 };
    bool known = initial_is(&in, 'D', 0x515A); /* 党 dang */
    if (in.failed) {
        initials_done(&in);
        test_skip("this ICU reads no Han characters");
        return;
    }
    CHECK(known && initial_is(&in, 'd', 0x515A));
    CHECK(!initial_is(&in, 'A', 0x6E2F)); /* A股 is not 港股 */
    CHECK(initial_is(&in, 'g', 0x6E2F));
    CHECK(!initial_is(&in, 0x515A, 0x515A));
    initials_done(&in);
}

TEST(crc32_is_everybodys)
{
    CHECK_U64(crc32_of(0, "123456789", 9), 0xCBF43926u);
    CHECK_U64(crc32_of(crc32_of(0, "1234", 4), "56789", 5), 0xCBF43926u);
    CHECK_U64(crc32_of(0, NULL, 0), 0);
}
