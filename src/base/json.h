/* SPDX-License-Identifier: ISC */
/* A JSON writer: compact, one line, keys in the order given.  Commas are put
 * by the writer.  Text must be UTF-8. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct json {
	struct buf *out;
	bool comma;		/* the next value needs one in front */
};

void json_object(struct json *j, const char *key);	/* KEY NULL inside arrays */
void json_object_end(struct json *j);
void json_array(struct json *j, const char *key);
void json_array_end(struct json *j);
void json_text(struct json *j, const char *key, const char *value);	/* NULL value: writes nothing */
void json_text_n(struct json *j, const char *key, const char *value, size_t n);
void json_int(struct json *j, const char *key, int64_t value);
void json_bool(struct json *j, const char *key, bool value);
void json_time(struct json *j, const char *key, int64_t t);	/* DATE_NONE: writes nothing */

#endif
