/* SPDX-License-Identifier: ISC */
/* For terminals that know no more than ASCII: what has a decomposition is its
 * first letter, and what has not stands in a short table. */
#include "base/utf8.h"

#include <unictype.h>
#include <uninorm.h>

#include "base/mem.h"

static const struct { uint32_t from, to; char plain; } signs[] = {
	{ 0x00A1, 0x00A1, '!' }, { 0x00A9, 0x00A9, 'c' }, { 0x00AB, 0x00AB, '"' }, { 0x00AE, 0x00AE, 'r' },
	{ 0x00B1, 0x00B1, '+' }, { 0x00B7, 0x00B7, '-' }, { 0x00BB, 0x00BB, '"' },
	{ 0x00C6, 0x00C6, 'A' }, { 0x00D0, 0x00D0, 'D' }, { 0x00D7, 0x00D7, 'x' }, { 0x00D8, 0x00D8, 'O' },
	{ 0x00DE, 0x00DE, 'T' }, { 0x00DF, 0x00DF, 's' }, { 0x00E6, 0x00E6, 'a' }, { 0x00F0, 0x00F0, 'd' },
	{ 0x00F7, 0x00F7, '/' }, { 0x00F8, 0x00F8, 'o' }, { 0x00FE, 0x00FE, 't' },
	{ 0x0110, 0x0110, 'D' }, { 0x0111, 0x0111, 'd' }, { 0x0131, 0x0131, 'i' }, { 0x0141, 0x0141, 'L' },
	{ 0x0142, 0x0142, 'l' }, { 0x0152, 0x0152, 'O' }, { 0x0153, 0x0153, 'o' },
	{ 0x2010, 0x2015, '-' }, { 0x2018, 0x201B, '\'' }, { 0x201C, 0x201F, '"' }, { 0x2022, 0x2023, '*' },
	{ 0x2026, 0x2026, '.' }, { 0x2032, 0x2032, '\'' }, { 0x2033, 0x2033, '"' }, { 0x2039, 0x2039, '<' },
	{ 0x203A, 0x203A, '>' }, { 0x20AC, 0x20AC, 'E' }, { 0x2190, 0x2190, '<' }, { 0x2192, 0x2192, '>' },
	{ 0x2212, 0x2212, '-' },
};

char
utf8_plain(uint32_t cp)
{
	if (cp < 0x80)
		return (char)cp;
	if (uc_is_general_category_withtable(cp, UC_CATEGORY_MASK_Mn | UC_CATEGORY_MASK_Me))
		return '\0';
	for (size_t i = 0; i < COUNT(signs); i++)
		if (cp >= signs[i].from && cp <= signs[i].to)
			return signs[i].plain;
	for (int depth = 0; depth < 8; depth++) {
		ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
		int tag, n = uc_decomposition(cp, &tag, parts);

		if (n < 1)
			break;
		cp = parts[0];
		if (cp < 0x80)
			return cp < 0x20 || cp == 0x7F ? '?' : (char)cp;
	}
	return '?';
}
