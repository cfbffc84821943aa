/* SPDX-License-Identifier: ISC */
/* The parser's side of the pipe.  Documents are read in big pieces; the answer
 * to each is written at its end, in one go if it is not large. */
#include "wire/wire.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/mapped.h"
#include "model/record.h"
#include "wire/wire_parser.h"

enum { READ_SIZE = 256 * 1024, FLUSH_SIZE = 128 * 1024, MESSAGE_MAX = 2000 };

struct wire_answer {
	void (*handle)(const struct wire_document *, struct wire_answer *);
	int fd;
	struct buf out;
	struct buf names;	/* of this document, each with a NUL */
	struct keywords keywords;
	bool looks;		/* for them, in this document */
	size_t articles;	/* of this document */
	uint64_t bytes;
	size_t articles_max;
	uint64_t bytes_max;
	bool introduced;	/* said what feed it is */
	bool full;		/* said that there are too many */
	bool broken;		/* nobody reads any more */
};

static void
flush(struct wire_answer *to)
{
	if (to->out.n > 0 && !to->broken && !file_write_all(to->fd, to->out.p, to->out.n))
		to->broken = true;
	buf_reset(&to->out);
}

static size_t
begin_frame(struct wire_answer *to, char type)
{
	char head[WIRE_HEAD] = { type };

	buf_add(&to->out, head, sizeof(head));
	return to->out.n;
}

static void
end_frame(struct wire_answer *to, size_t start)
{
	size_t n = to->out.n - start;

	wire_put_u32(to->out.p + start - sizeof(uint32_t), (uint32_t)n);
	to->bytes += n;
	if (to->out.n >= FLUSH_SIZE)
		flush(to);
}

static void
put_damage(struct wire_answer *to, int line, int column, const char *message)
{
	size_t start = begin_frame(to, WIRE_FRAME_DAMAGE), n = strlen(message);
	char place[8];

	wire_put_u32(place, (uint32_t)line);
	wire_put_u32(place + 4, (uint32_t)column);
	buf_add(&to->out, place, sizeof(place));
	if (n > MESSAGE_MAX)
		for (n = MESSAGE_MAX; n > 0 && ((unsigned char)message[n] & 0xC0) == 0x80;)
			n--;
	buf_add(&to->out, message, n);
	end_frame(to, start);
}

static void
refuse(struct wire_answer *to, const char *why)
{
	if (!to->full)
		put_damage(to, 0, 0, why);
	to->full = true;
}

static void
refuse_more(struct wire_answer *to, const char *what)
{
	char words[120], number[32];

	snprintf(number, sizeof(number), "%zu", to->articles_max);
	/* Digits in threes, as in the manual. */
	for (size_t n = strlen(number), at = n; at > 3; at -= 3, n++) {
		memmove(number + at - 2, number + at - 3, n - at + 4);
		number[at - 3] = ',';
	}
	snprintf(words, sizeof(words), "more than %s %s in one document, the rest is left out;"
	    " fetch.articles allows more", number, what);
	refuse(to, words);
}

static void
put_found(struct wire_answer *to, const struct article *art)
{
	int found[KEYWORDS_MOST];

	wire_found_put(&to->out, found, to->looks ? keywords_find(&to->keywords, art, found) : 0);
}

void
wire_answer_article(struct wire_answer *to, const struct article *art)
{
	if (to->full)
		return;
	if (to->articles >= to->articles_max) {
		refuse_more(to, "articles");
		return;
	}
	size_t start = begin_frame(to, WIRE_FRAME_ARTICLE);
	put_found(to, art);
	record_encode(art, &to->out);
	if (to->out.n - start > WIRE_ANSWER_MAX - 64 * 1024 ||
	    to->out.n - start + to->bytes > to->bytes_max - 64 * 1024) {
		to->out.n = start - WIRE_HEAD;
		refuse(to, "more than 64 MiB of articles in one document, the rest is left out");
		return;
	}
	to->articles++;
	end_frame(to, start);
}

void
wire_answer_damage(struct wire_answer *to, int line, int column, const char *message)
{
	if (!to->full)
		put_damage(to, line, column, message);
	if (to->bytes > to->bytes_max - 32 * 1024)
		refuse(to, "too much is wrong with this document, the rest is left out");
}

static void
put_record(struct wire_answer *to, char type, const struct shape *shape, const void *item)
{
	if (to->full)
		return;
	size_t start = begin_frame(to, type);

	record_encode_shape(shape, item, &to->out);
	end_frame(to, start);
	if (to->bytes > to->bytes_max - 32 * 1024)
		refuse(to, "this document names too many sources, the rest is left out");
}

void
wire_answer_feed(struct wire_answer *to, const struct feed *feed)
{
	if (!to->introduced)
		put_record(to, WIRE_FRAME_FEED, &shape_feed, feed);
	to->introduced = true;
}

void
wire_answer_outline(struct wire_answer *to, const struct outline *outline)
{
	if (outline->url == NULL || outline->url[0] == '\0')
		return;
	if (++to->articles > to->articles_max)
		refuse_more(to, "sources");
	put_record(to, WIRE_FRAME_OUTLINE, &shape_outline, outline);
}

/* The next of the parts of a document. */
static bool
take_part(const char **p, size_t *n, const char **part, size_t *length)
{
	if (*n < sizeof(uint32_t))
		return false;
	*length = wire_get_u32(*p);
	*p += sizeof(uint32_t);
	*n -= sizeof(uint32_t);
	if (*length > *n)
		return false;
	*part = *p;
	*p += *length;
	*n -= *length;
	return true;
}

static bool
read_document(const char *p, size_t n, struct buf names, bool is_file, struct wire_document *doc)
{
	enum { BYTES = WIRE_PARTS - 1 };
	const char **names_of[BYTES] = { &doc->kind, &doc->base, &doc->name, &doc->charset };
	const char *part[WIRE_PARTS];
	size_t length[WIRE_PARTS];

	if (n < WIRE_FIXED)
		return false;
	doc->articles_max = wire_get_u32(p);
	doc->looks = p[WIRE_FIXED - 1] != 0;
	p += WIRE_FIXED;
	n -= WIRE_FIXED;
	for (int i = 0; i < WIRE_PARTS; i++) {
		if (!take_part(&p, &n, &part[i], &length[i]))
			return false;
	}
	if (n != 0 || length[BYTES] > (is_file ? 0 : WIRE_DOCUMENT_MAX))
		return false;
	/* The short parts are needed with a NUL behind them. */
	char *at = names.p;
	for (int i = 0; i < BYTES; i++) {
		if (length[i] + 1 > (size_t)(names.p + names.cap - at))
			return false;
		memcpy(at, part[i], length[i]);
		at[length[i]] = '\0';
		*names_of[i] = at;
		at += length[i] + 1;
	}
	doc->bytes = part[BYTES];
	doc->n = length[BYTES];
	if (is_file)
		doc->bytes = mapped_bytes(&doc->n);
	return doc->bytes != NULL;
}

static void
answer(struct wire_answer *to, const struct wire_document *doc)
{
	to->articles = to->bytes = 0;
	to->articles_max = doc->articles_max;
	to->looks = doc->looks;
	to->bytes_max = wire_answer_max(doc->n);
	to->introduced = to->full = false;
	to->handle(doc, to);
	end_frame(to, begin_frame(to, WIRE_FRAME_END));
	/* The next document may be the death of us: this one is safe. */
	flush(to);
}

static bool
serve_frame(struct wire_answer *to, char type, const char *p, size_t n)
{
	struct wire_document doc;
	bool is_file = type == WIRE_FRAME_FILE;

	if (type == WIRE_FRAME_KEYWORDS)
		return to->keywords.topics == 0 && keywords_read(&to->keywords, p, n);
	buf_reserve(&to->names, WIRE_NAMES_MAX);
	if (!read_document(p, n, to->names, is_file, &doc))
		return false;
	answer(to, &doc);
	if (is_file)
		mapped_close();
	return true;
}

/* How long a frame may be; 0: there is no such one. */
static size_t
most_of(char type)
{
	bool is_document = type == WIRE_FRAME_DOCUMENT || type == WIRE_FRAME_FILE;

	if (type == WIRE_FRAME_KEYWORDS)
		return WIRE_KEYWORDS_MAX;
	return is_document ? WIRE_DOCUMENT_MAX + WIRE_NAMES_MAX : 0;
}

/* All frames that are whole; *USED says how far that went. */
static bool
serve_buffered(struct wire_answer *to, const struct buf *in, size_t *used)
{
	for (*used = 0; in->n - *used >= WIRE_HEAD && !to->broken;) {
		const char *frame = in->p + *used;
		size_t n = wire_get_u32(frame + 1);

		if (n == 0 || n > most_of(frame[0]))
			return false;
		if (in->n - *used - WIRE_HEAD < n)
			break;
		if (!serve_frame(to, frame[0], frame + WIRE_HEAD, n))
			return false;
		*used += WIRE_HEAD + n;
	}
	return true;
}

bool
wire_serve_file(const char *descriptor, const char *size, struct err *err)
{
	int fd = atoi(descriptor);

	if (fd <= STDERR_FILENO || !mapped_open(fd, (size_t)strtoull(size, NULL, 10), err))
		return err_set(err, "there is no document %s", descriptor);
	close(fd);
	return true;
}

bool
wire_serve(int in, int out,
    void (*handle)(const struct wire_document *, struct wire_answer *), struct err *err)
{
	struct wire_answer to = { .handle = handle, .fd = out };
	struct buf bytes = { 0 };
	bool ok = true;
	size_t used;

	keywords_init(&to.keywords);
	while (ok && !to.broken) {
		buf_reserve(&bytes, READ_SIZE);
		ssize_t n = read(in, bytes.p + bytes.n, bytes.cap - bytes.n - 1);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			ok = err_set(err, "cannot read documents: %s", strerror(errno));
		if (n <= 0)
			break;
		bytes.n += (size_t)n;
		if (!serve_buffered(&to, &bytes, &used))
			ok = err_set(err,
			    "these bytes are no documents for a parser; run `dateline parse FILE`");
		buf_drop(&bytes, used);
	}
	if (ok && to.broken)
		ok = err_set(err, "cannot write the answer");
	buf_done(&bytes);
	keywords_done(&to.keywords);
	buf_done(&to.names);
	buf_done(&to.out);
	return ok;
}
