/* SPDX-License-Identifier: ISC */
#include "base/hash.h"

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
