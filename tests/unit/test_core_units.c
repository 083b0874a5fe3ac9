/* SPDX-License-Identifier: MIT */
/* core/units and core/slab: a packed row tells the same as the one it was made
 * from, and lies in memory that is given back. */
#include "core/units.h"
#include "harness.h"

static void put(struct units *u, uint8_t kind, uint32_t exact, uint32_t beg, uint32_t end)
{
    CHECK(units_room(u, 1, NULL) == CRIB_OK);
    uint32_t n = u->n++;
    u->exact[n] = exact;
    u->code[n] = unit_code_of(exact);
    u->kind[n] = kind;
    u->beg[n] = beg;
    u->end[n] = end;
}

/* Units of all kinds; most stand close together, some behind a gap or with a
 * length that no small number holds, and words that look like what they are not. */
static struct units random_row(uint64_t *rng, uint32_t n)
{
    static const uint32_t looks[] = { [UNIT_CHAR] = 0x4E00, [UNIT_WORD] = UNIT_WORD_BIT, [UNIT_NUMBER] = UNIT_NUMBER_BIT,
                                      [UNIT_REDACTION] = UNIT_PLACEHOLDER, [UNIT_CAPITAL] = UNIT_WORD_BIT,
                                      [UNIT_CAPITALS] = UNIT_WORD_BIT };
    struct units u;
    units_init(&u);
    uint32_t at = (uint32_t)(test_random(rng) % 1000);
    for (uint32_t i = 0; i < n; i++) {
        uint8_t kind = test_random(rng) % 4 ? UNIT_CHAR : (uint8_t)(test_random(rng) % (UNIT_CAPITALS + 1));
        uint32_t exact = looks[kind] + (kind == UNIT_REDACTION ? 0 : (uint32_t)(test_random(rng) % 999));
        at += test_random(rng) % 50 ? (uint32_t)(test_random(rng) % 9) : (uint32_t)(test_random(rng) % 150000);
        uint32_t len = test_random(rng) % 40 ? 3 : 1 + (uint32_t)(test_random(rng) % 600);
        put(&u, kind, exact, at, at + len);
        at += len;
    }
    return u;
}

static void check_packed(const struct units *u)
{
    struct units p;
    struct slab *slab = NULL;
    units_init(&p);
    CHECK(units_pack(&p, u, &slab, NULL) == CRIB_OK);
    CHECK(units_equal(&p, u));
    for (uint32_t i = 0; i < u->n && !test_failing(); i++) {
        CHECK_U64(unit_kind(&p, i), u->kind[i]);
        CHECK_U64(unit_beg(&p, i), u->beg[i]);
        CHECK_U64(unit_end(&p, i), u->end[i]);
    }
    units_done(&p);
    slab_done(&slab);
}

TEST(units_packed_tell_of_the_one_unit_that_is_unlike_the_others)
{
    enum { UNITS = 150, PLAIN, ODD = 0, LONG, FAR, WAYS };
    for (uint32_t strange = 0; strange < UNITS * WAYS && !test_failing(); strange++) {
        struct units u;
        units_init(&u);
        for (uint32_t i = 0, at = 5; i < UNITS; i++) {
            uint32_t way = i == strange / WAYS ? strange % WAYS : PLAIN, len = way == LONG ? 256 : 3;
            at += way == FAR ? 65535 : 0;
            put(&u, way == ODD ? UNIT_CAPITAL : i % 2 ? UNIT_CHAR : UNIT_WORD,
                way == ODD || i % 2 == 0 ? UNIT_WORD_BIT | i : 0x4E00 + i, at, at + len);
            at += len;
        }
        check_packed(&u);
        units_done(&u);
    }
}

TEST(units_packed_tell_what_the_row_told)
{
    uint64_t rng = 17;
    for (uint32_t n = 0; n < 2000 && !test_failing(); n = n * 2 + 1) {
        struct units u = random_row(&rng, n), p;
        struct slab *slab = NULL;
        units_init(&p);
        CHECK(units_pack(&p, &u, &slab, NULL) == CRIB_OK);
        CHECK_U64(p.n, u.n);
        CHECK(units_equal(&p, &u));
        struct unit_kinds wide = { .of = &u }, packed = { .of = &p };
        for (uint32_t i = 0; i < n && !test_failing(); i++) {
            uint32_t leap = test_random(&rng) % 9 ? i : (uint32_t)(test_random(&rng) % n);
            CHECK_U64(unit_kinds_at(&packed, leap), u.kind[leap]);
            CHECK_U64(unit_kinds_at(&wide, i), u.kind[i]);
            CHECK_U64(unit_code(&p, i), u.code[i]);
            CHECK_U64(unit_kind(&p, i), u.kind[i]);
            CHECK_U64(unit_beg(&p, i), u.beg[i]);
            CHECK_U64(unit_end(&p, i), u.end[i]);
            CHECK_U64(unit_weighs(&p, i), unit_weight(u.kind[i]));
            CHECK(unit_is_placeholder(&p, i) == (u.kind[i] == UNIT_NUMBER || u.kind[i] == UNIT_REDACTION));
        }
        units_done(&p);
        units_done(&u);
        slab_done(&slab);
    }
}

/* Rows of all lengths, some longer than a slab, given back in another order
 * than they were made; the last one outlives its slab's filling. */
TEST(slab_pieces_keep_what_is_written_and_are_all_given_back)
{
    enum { PIECES = 300 };
    struct { unsigned char *p; size_t n; struct slab *of; } piece[PIECES];
    uint64_t rng = 19, before = mem_live();
    struct slab *now = NULL;
    for (uint32_t i = 0; i < PIECES; i++) {
        piece[i].n = (size_t)(test_random(&rng) % (i % 50 ? 30000 : 3000000));
        piece[i].p = slab_take(&now, piece[i].n, &piece[i].of);
        CHECK(piece[i].p && (uintptr_t)piece[i].p % _Alignof(max_align_t) == 0);
        memset(piece[i].p, (int)(i & 0xFF), piece[i].n);
    }
    CHECK(mem_live() - before < PIECES / 4);
    slab_done(&now);
    for (uint32_t i = 0; i < PIECES; i++) {
        uint32_t k = i * 7 % PIECES; /* each once: 7 does not divide 300 */
        for (size_t b = 0; b < piece[k].n; b += 97)
            CHECK(piece[k].p[b] == (k & 0xFF));
        slab_give(piece[k].of);
    }
    CHECK_U64(mem_live(), before);
    CHECK(slab_take(&now, SIZE_MAX - 5, &piece[0].of) == NULL);
}

TEST(units_packed_survive_a_refused_allocation)
{
    uint64_t rng = 18, before = mem_live();
    struct units u = random_row(&rng, 100), p;
    struct slab *slab = NULL;
    units_init(&p);
    mem_refuse_from(0);
    int rc = units_pack(&p, &u, &slab, NULL);
    mem_refuse_from(-1);
    CHECK(rc == CRIB_E_NOMEM);
    units_done(&p);
    units_done(&u);
    CHECK_U64(mem_live(), before);
}
