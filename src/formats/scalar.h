/* SPDX-License-Identifier: ISC */
#ifndef FORMATS_SCALAR_H
#define FORMATS_SCALAR_H

#include <stdbool.h>

struct field;
struct fill;

/* The scalar at hand as safe text of one line. */
const char *scalar_line(struct fill *f);
/* The scalar at hand into a field; false: it is not of that kind. */
bool scalar_store(struct fill *f, const struct field *field, void *item);
/* What to say then: goes behind the key. */
const char *scalar_complaint(const struct field *field);

#endif
