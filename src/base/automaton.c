/* SPDX-License-Identifier: ISC */
/* Text and words are brought into one form first: folded, a blank for whatever
 * is no letter, and one at either end.  A word is looked for with its blanks,
 * so it is whole where it is found.  The tree of words is one of bytes, the
 * children of a node are a list.  Before the first search nodes are numbered
 * breadth first, and the first ones, where a text is nearly all of the time, get
 * a row each in a table that says for every byte which node comes next. */
#include "base/automaton.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "base/words.h"

enum { ROOT = 0, NONE = -1, ROWS_MOST = 2048, HIT = 1 << 30 };

struct node {
	int first, next;		/* children, and the next one of the parent */
	int fail;			/* the longest end of this that begins a word */
	int hit;			/* the nearest node on that way that ends a word, or NONE */
	int values;			/* of words that end here, or NONE */
	unsigned char byte;
};

struct value {
	int value, next;
	int length;			/* of the words, a blank at the end not counted */
};

struct automaton {
	struct node *node;
	size_t nodes, room;
	struct value *value;
	size_t values, value_room;
	int root[256];
	unsigned char class[256];	/* of bytes; 0: in none of the words */
	int classes, rows;
	int *table;			/* the next node, and HIT if a word ends there */
	bool built;
	struct arena arena;
	struct buf text;
	bool wants_places;
	size_t *place;			/* where its bytes come from */
	size_t places, place_room;
};

static int
new_node(struct automaton *m, unsigned char byte)
{
	if (m->nodes == m->room) {
		m->room = m->room == 0 ? 1024 : 2 * m->room;
		m->node = mem_realloc(m->node, m->room, sizeof(*m->node));
	}
	m->node[m->nodes] = (struct node){ NONE, NONE, ROOT, NONE, NONE, byte };
	return (int)m->nodes++;
}

struct automaton *
automaton_new(void)
{
	struct automaton *m = mem_alloc(sizeof(*m));

	for (size_t i = 0; i < COUNT(m->root); i++)
		m->root[i] = NONE;
	(void)new_node(m, 0);
	return m;
}

void
automaton_free(struct automaton *m)
{
	if (m == NULL)
		return;
	free(m->node);
	free(m->value);
	free(m->place);
	free(m->table);
	arena_done(&m->arena);
	buf_done(&m->text);
	free(m);
}

static bool
is_sign_of_word(unsigned char c, const struct buf *out)
{
	return (c == '+' || c == '#') && out->n > 0 && out->p[out->n - 1] != ' ';
}

/* Letters and digits of ASCII, folded; 0: it is none. */
static const char ascii[128] = {
	['0'] = '0', '1', '2', '3', '4', '5', '6', '7', '8', '9',
	['A'] = 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's',
	't', 'u', 'v', 'w', 'x', 'y', 'z',
	['a'] = 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's',
	't', 'u', 'v', 'w', 'x', 'y', 'z',
};

static bool
is_letter(const char *s, size_t n)
{
	return n == 1 && (unsigned char)*s < 0x80 ? ascii[(unsigned char)*s] != 0 : words_any(s, n);
}

/* Byte of the text that the next bytes come from. */
static void
note_place(struct automaton *m, size_t from)
{
	if (m->text.n > m->place_room) {
		m->place_room = 2 * m->text.n;
		m->place = mem_realloc(m->place, m->place_room, sizeof(*m->place));
	}
	while (m->places < m->text.n)
		m->place[m->places++] = from;
}

/* The stretch of ASCII at AT, which is most of most texts; gives its end. */
static size_t
add_ascii(struct automaton *m, const char *s, size_t at, size_t n)
{
	struct buf *out = &m->text;

	buf_reserve(out, n - at + 1);
	for (; at < n && (unsigned char)s[at] < 0x80; at++) {
		char c = ascii[(unsigned char)s[at]];

		if (c != 0)
			out->p[out->n++] = c;
		else if (is_sign_of_word((unsigned char)s[at], out))
			out->p[out->n++] = s[at];
		else if (out->p[out->n - 1] != ' ')
			out->p[out->n++] = ' ';
		if (m->wants_places)
			note_place(m, at);
	}
	return at;
}

/* One letter beyond ASCII; an accent of its own leaves nothing. */
static size_t
add_letter(struct automaton *m, const char *s, size_t at, size_t n)
{
	uint32_t cp;
	size_t length = utf8_decode(s + at, n - at, &cp);
	const char *fold = utf8_fold(&m->arena, s + at, length);
	size_t folded = strlen(fold);

	if (folded > 0 && (is_letter(fold, folded) || is_sign_of_word((unsigned char)*fold, &m->text)))
		buf_add(&m->text, fold, folded);
	else if (folded > 0 && m->text.p[m->text.n - 1] != ' ')
		buf_putc(&m->text, ' ');
	if (m->wants_places)
		note_place(m, at);
	return at + length;
}

/* The form in which both are compared, with a blank at either end. */
static const struct buf *
normal(struct automaton *m, const char *s, size_t n)
{
	struct buf *out = &m->text;

	arena_reset(&m->arena);
	buf_reset(out);
	m->places = 0;
	buf_putc(out, ' ');
	if (m->wants_places)
		note_place(m, 0);
	for (size_t at = 0; at < n;)
		at = (unsigned char)s[at] < 0x80 ? add_ascii(m, s, at, n) : add_letter(m, s, at, n);
	if (out->p[out->n - 1] != ' ')
		buf_putc(out, ' ');
	if (m->wants_places)
		note_place(m, n);
	return out;
}

static int
child(const struct automaton *m, int node, unsigned char byte)
{
	if (node == ROOT)
		return m->root[byte];
	int c = m->node[node].first;
	while (c != NONE && m->node[c].byte != byte)
		c = m->node[c].next;
	return c;
}

static int
child_or_new(struct automaton *m, int node, unsigned char byte)
{
	int c = child(m, node, byte);

	if (c != NONE)
		return c;
	c = new_node(m, byte);
	m->node[c].next = m->node[node].first;
	m->node[node].first = c;
	if (node == ROOT)
		m->root[byte] = c;
	return c;
}

static bool
add(struct automaton *m, const char *words, int value, bool begin)
{
	const struct buf *text = normal(m, words, strlen(words));
	size_t from = 0, to = text->n;
	int node = ROOT;

	if (text->n <= 1)
		return false;
	/* No blanks are written around these. */
	if (words_unspaced(text->p + 1, to - 1, false))
		from++;
	if (begin || words_unspaced(text->p, to - 1, true))
		to--;
	for (size_t i = from; i < to; i++)
		node = child_or_new(m, node, (unsigned char)text->p[i]);
	int last = m->node[node].values;
	if (last != NONE && m->value[last].value == value)
		return true;
	if (m->values == m->value_room) {
		m->value_room = m->value_room == 0 ? 256 : 2 * m->value_room;
		m->value = mem_realloc(m->value, m->value_room, sizeof(*m->value));
	}
	m->value[m->values] = (struct value){ value, last, (int)(to - from) };
	m->node[node].values = (int)m->values++;
	m->built = false;
	return true;
}

bool
automaton_add(struct automaton *m, const char *words, int value)
{
	return add(m, words, value, false);
}

bool
automaton_add_begin(struct automaton *m, const char *words, int value)
{
	return add(m, words, value, true);
}

/* By the lists. */
static int
walk(const struct automaton *m, int node, unsigned char byte)
{
	int c;

	while ((c = child(m, node, byte)) == NONE && node != ROOT)
		node = m->node[node].fail;
	return c == NONE ? ROOT : c;
}

/* The node itself or the next on its way down that ends a word. */
static int
first_hit(const struct automaton *m, int node)
{
	return m->node[node].values != NONE ? node : m->node[node].hit;
}

static int
with_hit(const struct automaton *m, int node)
{
	return first_hit(m, node) != NONE ? node | HIT : node;
}

/* With HIT if a word ends there; NODE is without. */
static int
step(const struct automaton *m, int node, unsigned char byte)
{
	while (node >= m->rows) {
		int c = child(m, node, byte);

		if (c != NONE)
			return with_hit(m, c);
		node = m->node[node].fail;
	}
	return m->table[node * m->classes + m->class[byte]];
}

static int
renamed(const int *now, int node)
{
	return node != NONE ? now[node] : NONE;
}

static void
number_nodes(struct automaton *m)
{
	int *was = mem_alloc(m->nodes * sizeof(*was)), *now = mem_alloc(m->nodes * sizeof(*now));
	struct node *node = mem_alloc(m->room * sizeof(*node));
	size_t tail = 1;

	was[0] = ROOT;
	for (size_t head = 0; head < tail; head++)
		for (int c = m->node[was[head]].first; c != NONE; c = m->node[c].next)
			was[tail++] = c;
	for (size_t i = 0; i < m->nodes; i++)
		now[was[i]] = (int)i;
	for (size_t i = 0; i < m->nodes; i++) {
		node[i] = m->node[was[i]];
		node[i].first = renamed(now, node[i].first);
		node[i].next = renamed(now, node[i].next);
	}
	for (size_t i = 0; i < COUNT(m->root); i++)
		m->root[i] = renamed(now, m->root[i]);
	free(m->node);
	m->node = node;
	free(was);
	free(now);
}

/* What a node falls back to is nearer to the root, and has a smaller number. */
static void
find_falls(struct automaton *m)
{
	for (size_t i = 0; i < m->nodes; i++) {
		struct node *n = &m->node[i];

		n->hit = i == ROOT ? NONE : first_hit(m, n->fail);
		for (int c = n->first; c != NONE; c = m->node[c].next)
			m->node[c].fail = i == ROOT ? ROOT : walk(m, n->fail, m->node[c].byte);
	}
}

static void
fill_table(struct automaton *m)
{
	memset(m->class, 0, sizeof(m->class));
	m->classes = 1;
	for (size_t i = 1; i < m->nodes; i++)
		if (m->class[m->node[i].byte] == 0)
			m->class[m->node[i].byte] = (unsigned char)m->classes++;
	m->rows = m->nodes < ROWS_MOST ? (int)m->nodes : ROWS_MOST;
	size_t row = (size_t)m->classes * sizeof(*m->table);
	m->table = mem_realloc(m->table, (size_t)m->rows, row);
	memset(m->table, 0, row);
	for (int i = 0; i < m->rows; i++) {
		int *next = m->table + i * m->classes;

		if (i != ROOT)
			memcpy(next, m->table + m->node[i].fail * m->classes, row);
		for (int c = m->node[i].first; c != NONE; c = m->node[c].next)
			next[m->class[m->node[c].byte]] = with_hit(m, c);
	}
}

static void
build(struct automaton *m)
{
	number_nodes(m);
	find_falls(m);
	fill_table(m);
	m->built = true;
}

/* The next place where a word ends, behind AT, and its node; the end of the text
 * and ROOT: there is none. */
static size_t
next_hit(const struct automaton *m, const struct buf *text, size_t at, int *node)
{
	const unsigned char *p = (const unsigned char *)text->p;
	const int *table = m->table, classes = m->classes, rows = m->rows;
	int now = *node;

	for (size_t n = text->n; at < n; at++) {
		/* Most bytes begin none of the words. */
		while (now == ROOT && at + 1 < n && table[m->class[p[at]]] == ROOT)
			at++;
		now = now < rows ? table[now * classes + m->class[p[at]]] : step(m, now, p[at]);
		if ((now & HIT) != 0) {
			*node = now & ~HIT;
			return at + 1;
		}
	}
	*node = ROOT;
	return at;
}

void
automaton_search(
    struct automaton *m, const char *text, size_t n, bool (*found)(void *arg, int value), void *arg)
{
	int node = ROOT;

	if (!m->built)
		build(m);
	const struct buf *all = normal(m, text, n);
	for (size_t at = 0; (at = next_hit(m, all, at, &node)) <= all->n && node != ROOT;)
		for (int h = first_hit(m, node); h != NONE; h = m->node[h].hit)
			for (int v = m->node[h].values; v != NONE; v = m->value[v].next)
				if (!found(arg, m->value[v].value))
					return;
}

void
automaton_places(struct automaton *m, const char *text, size_t n,
    void (*found)(void *arg, size_t from, size_t to), void *arg)
{
	int node = ROOT;

	if (!m->built)
		build(m);
	m->wants_places = true;
	const struct buf *all = normal(m, text, n);
	m->wants_places = false;
	for (size_t i = 0; i < all->n; i++) {
		node = step(m, node, (unsigned char)all->p[i]) & ~HIT;
		for (int h = first_hit(m, node); h != NONE; h = m->node[h].hit)
			for (int v = m->node[h].values; v != NONE; v = m->value[v].next) {
				size_t from = i + 1 - (size_t)m->value[v].length, to = i + 1;

				from += all->p[from] == ' ';
				to -= all->p[to - 1] == ' ';
				found(arg, m->place[from], to < all->n ? m->place[to] : n);
			}
	}
}
