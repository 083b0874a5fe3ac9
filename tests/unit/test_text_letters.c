/* SPDX-License-Identifier: MIT */
/* Letters of words without case and accents. */
#include "text/letters.h"

#include "core/utf8.h"
#include "harness.h"

static void check_letters(const char *word, const char *expected)
{
    struct letters l;
    uint32_t letter[64];
    char got[256];
    size_t n = 0;
    CHECK(letters_init(&l, NULL) == CRIB_OK);
    uint32_t n_letter = letters_of(&l, word, (struct txt_span){ 0, (uint32_t)strlen(word) }, letter, COUNT_OF(letter));
    for (uint32_t i = 0; i < n_letter; i++)
        n += utf8_encode(letter[i], got + n);
    got[n] = 0;
    CHECK_STR(got, expected);
}

TEST(letters_have_no_case_and_no_accents)
{
    check_letters("Bücher", "bucher");
    check_letters("ΧΡΉΣΤΗ", "χρηστη");
    check_letters("χρηστών", "χρηστων");
    check_letters("Ещё", "еще");
    check_letters("Tiếng", "tieng");
    check_letters("ＡＢｃ", "abc");
}

TEST(letters_written_with_marks_of_their_own_lose_them)
{
    check_letters("Bu\xCC\x88""cher", "bucher");
    check_letters("كِتَاب", "كتاب"); /* vowel points */
    check_letters("סֵפֶר", "ספר");
}

TEST(letters_of_scripts_that_spell_with_signs_keep_them)
{
    check_letters("किताब", "किताब");
    check_letters("புத்தகம்", "புத்தகம்");
}

TEST(letters_are_never_more_than_there_is_room_for)
{
    struct letters l;
    uint32_t letter[3] = { 0, 0, 7 };
    CHECK(letters_init(&l, NULL) == CRIB_OK);
    CHECK_U64(letters_of(&l, "abcdef", (struct txt_span){ 0, 6 }, letter, 2), 2);
    CHECK(letter[0] == 'a' && letter[1] == 'b' && letter[2] == 7);
    CHECK_U64(letters_of(&l, "abcdef", (struct txt_span){ 4, 4 }, letter, 2), 0);
}
