/* SPDX-License-Identifier: ISC */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* FNV-1a, 64 bits: stable across machines and versions, so that it may be
 * stored.  Never the only proof that two texts are equal. */
uint64_t hash_bytes(const void *p, size_t n);
uint64_t hash_more(uint64_t hash, const void *p, size_t n);
/* The same end for large texts, eight bytes at a time; of this machine only. */
uint64_t hash_large(uint64_t hash, const void *p, size_t n);

#endif
