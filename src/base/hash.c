/* SPDX-License-Identifier: ISC */
#include "base/hash.h"

#include <string.h>

static const uint64_t start = UINT64_C(0xcbf29ce484222325);
static const uint64_t prime = UINT64_C(0x100000001b3);

uint64_t
hash_more(uint64_t hash, const void *p, size_t n)
{
	const unsigned char *s = p;

	for (size_t i = 0; i < n; i++)
		hash = (hash ^ s[i]) * prime;
	return hash;
}

uint64_t
hash_bytes(const void *p, size_t n)
{
	return hash_more(start, p, n);
}

uint64_t
hash_large(uint64_t hash, const void *p, size_t n)
{
	static const uint64_t odd = UINT64_C(0x9e3779b97f4a7c15);
	const unsigned char *s = p;

	hash = (hash ^ n) * odd;
	for (; n >= 8; n -= 8, s += 8) {
		uint64_t word;

		memcpy(&word, s, 8);
		hash = (hash ^ word) * odd;
		hash ^= hash >> 32;
	}
	return hash_more(hash, s, n);
}
