// base/wide.hpp: loops that are compiled for several widths of vectors. The loader picks the widest clone that the CPU has; all have the same
// bits, since only element-wise loops and sums of stated order (base/reduce.hpp) are written so and nothing is contracted (-ffp-contract=off).
#pragma once

// Sanitizers instrument the resolver, which runs before they are ready: there only the narrow form is compiled.
#ifndef ENTREPOT_WIDE_VECTORS
#define ENTREPOT_WIDE_VECTORS 0
#endif
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define ENTREPOT_SANITIZED 1
#endif
#endif
#if ENTREPOT_WIDE_VECTORS && defined(__x86_64__) && defined(__ELF__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && \
    !defined(ENTREPOT_SANITIZED)
#define ENTREPOT_CLONES __attribute__((target_clones("avx2", "avx512f", "default")))
#else
#define ENTREPOT_CLONES
#endif
// What a loop reads and writes may be the same memory, so it is not restrict; element i depends on element i only.
#if defined(__clang__)
#define ENTREPOT_INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")
#else
#define ENTREPOT_INDEPENDENT _Pragma("GCC ivdep")
#endif
