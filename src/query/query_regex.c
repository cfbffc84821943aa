/* SPDX-License-Identifier: ISC */
#include "query/query_regex.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/mem.h"

enum { PATTERN_MAX = 1000, NESTING_MAX = 50, STEPS_MAX = 50000, DEPTH_MAX = 1000, HEAP_KIB = 1024 };

struct query_regex {
	pcre2_code *code;
	pcre2_match_context *limits;
	pcre2_match_data *match;
};

static pcre2_code *
compile(const char *pattern, bool icase, int *code, size_t *at)
{
	pcre2_compile_context *context = pcre2_compile_context_create(NULL);
	uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | (icase ? PCRE2_CASELESS : 0);

	if (context == NULL)
		mem_fail();
	pcre2_set_max_pattern_length(context, PATTERN_MAX);
	pcre2_set_parens_nest_limit(context, NESTING_MAX);
	pcre2_code *made =
	    pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, options, code, at, context);
	pcre2_compile_context_free(context);
	return made;
}

struct query_regex *
query_regex_new(const char *pattern, bool icase, char *why, size_t size, size_t *at)
{
	int code = 0;
	pcre2_code *made = compile(pattern, icase, &code, at);
	struct query_regex *r;

	if (made == NULL) {
		if (pcre2_get_error_message(code, (PCRE2_UCHAR *)why, size) < 0)
			snprintf(why, size, "error %d", code);
		if (*at > strlen(pattern))
			*at = strlen(pattern);
		return NULL;
	}
	/* Without a compiler for this machine, or leave to use it, it is slower. */
	(void)pcre2_jit_compile(made, PCRE2_JIT_COMPLETE);
	r = mem_alloc(sizeof(*r));
	r->code = made;
	r->limits = pcre2_match_context_create(NULL);
	r->match = pcre2_match_data_create_from_pattern(made, NULL);
	if (r->limits == NULL || r->match == NULL)
		mem_fail();
	pcre2_set_match_limit(r->limits, STEPS_MAX);
	pcre2_set_depth_limit(r->limits, DEPTH_MAX);
	pcre2_set_heap_limit(r->limits, HEAP_KIB);
	return r;
}

void
query_regex_free(struct query_regex *r)
{
	if (r == NULL)
		return;
	pcre2_match_data_free(r->match);
	pcre2_match_context_free(r->limits);
	pcre2_code_free(r->code);
	free(r);
}

bool
query_regex_find(const struct query_regex *r, const char *text, size_t n, size_t *from, size_t *to)
{
	if (pcre2_match(r->code, (PCRE2_SPTR)text, n, 0, 0, r->match, r->limits) < 0)
		return false;
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(r->match);
	if (from != NULL)
		*from = at[0];
	if (to != NULL)
		*to = at[1];
	return true;
}
