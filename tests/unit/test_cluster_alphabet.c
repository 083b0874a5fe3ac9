/* SPDX-License-Identifier: MIT */
/* Which script titles and bodies are written in. */
#include "cluster/alphabet.h"

#include "harness.h"
#include "ref/split_words.h"

static bool is_shared(const char *title, const char *body)
{
    struct units t = { 0 }, b = { 0 };
    split_words(title, 0, strlen(title), &t);
    split_words(body, 0, strlen(body), &b);
    bool shared = alphabet_is_shared(&(struct titled){ .title = &t, .title_text = title, .body = &b, .body_text = body });
    units_done(&t);
    units_done(&b);
    return shared;
}

TEST(alphabet_of_a_title_is_that_of_most_of_its_words)
{
    CHECK(is_shared("Wireless networks", "You may be unable to see the wireless network"));
    CHECK(is_shared("Ρύθμιση του Wacom tablet της γραφίδας", "Ανοίξτε την επισκόπηση και κάντε κλικ"));
    CHECK(!is_shared("Ρύθμιση του Wacom tablet της γραφίδας", "Open the overview and click the tablet"));
    CHECK(!is_shared("Wireless networks", "Υπάρχουν πολλοί λόγοι που μπορεί να μην δείτε"));
    CHECK(!is_shared("Беспроводные сети", "You may be unable to see the wireless network"));
}

TEST(alphabet_of_a_fifth_of_the_body_is_enough)
{
    CHECK(is_shared("Сети", "network one two three сети"));
    CHECK(!is_shared("Сети", "network one two three four сети"));
}

TEST(alphabet_of_letters_beyond_the_plain_ones_is_the_same)
{
    CHECK(is_shared("Điều chỉnh", "thiết bị mạng không dây"));
    CHECK(is_shared("Ἀρχή", "αρχείο"));
    CHECK(is_shared("Փորձ", "փորձ"));
    CHECK(is_shared("əsas", "bir iki"));
    CHECK(!is_shared("किताब", "புத்தகம்"));
    CHECK(is_shared("किताब", "किताबें"));
}

TEST(alphabet_of_no_title_and_of_characters)
{
    uint32_t code[2] = { 0x4E00, 0x4E8C }, at[2] = { 0, 3 }, end[2] = { 3, 6 };
    uint8_t kind[2] = { UNIT_CHAR, UNIT_CHAR };
    struct units chars = { .code = code, .exact = code, .beg = at, .end = end, .kind = kind, .n = 2 }, none = { 0 }, words = { 0 };
    const char *text = "一二", *latin = "one two three";
    split_words(latin, 0, strlen(latin), &words);
    CHECK(alphabet_is_shared(&(struct titled){ .title = &none, .title_text = "", .body = &words, .body_text = latin }));
    CHECK(alphabet_is_shared(&(struct titled){ .title = &chars, .title_text = text, .body = &chars, .body_text = text }));
    CHECK(!alphabet_is_shared(&(struct titled){ .title = &chars, .title_text = text, .body = &words, .body_text = latin }));
    CHECK(!alphabet_is_shared(&(struct titled){ .title = &words, .title_text = latin, .body = &chars, .body_text = text }));
    CHECK(!alphabet_is_shared(&(struct titled){ .title = &words, .title_text = latin, .body = &none, .body_text = "" }));
    units_done(&words);
}
