/* SPDX-License-Identifier: MIT */
/* Which instruction sets the processor has that a program compiled for any
 * x86-64 may use when it finds them. With CRIB_PORTABLE it is compiled as for
 * a machine of which nothing is known, to test and time what runs there. */
#ifndef CRIB_CORE_CPU_H
#define CRIB_CORE_CPU_H

#include <stdbool.h>

#if defined __x86_64__ && !defined CRIB_PORTABLE
#define CPU_X86
static inline bool cpu_has_avx2(void) { return __builtin_cpu_supports("avx2") != 0; }
/* Has it AVX2, but does 32 bytes as twice 16 (the first Zen)? */
static inline bool cpu_halves_vectors(void) { return __builtin_cpu_is("znver1") != 0; }
static inline bool cpu_has_avx512(void) /* and BMI2, as all processors with AVX-512 do */
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("bmi2");
}
/* For functions of their own: __attribute__((CPU_AVX512)). */
#define CPU_AVX2 target("avx2")
#define CPU_AVX512 target("avx512f,avx512bw,avx512dq,avx512vl,bmi2")
#endif

#endif
