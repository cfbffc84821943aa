/* SPDX-License-Identifier: ISC */
/* Runs a fuzz target as an ordinary test: every file of its corpus as it is,
 * then spoiled in many ways that are the same each time.  An input that ends
 * the program is left in fuzz.crash, to be given as an argument.
 *	fuzz_X [-n ROUNDS] [FILE...] */
#include <dirent.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"

enum { LIMIT = 1 << 20, FILES_MAX = 500, ROUNDS = 200 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct buf files[FILES_MAX];
static size_t nfiles;
static struct buf input;		/* what is tried now */
static uint64_t seed;

static void
leave_input(int sig)
{
	int fd = open("fuzz.crash", O_WRONLY | O_CREAT | O_TRUNC, 0644);

	if (fd >= 0 && input.n > 0 && file_write_all(fd, input.p, input.n))
		close(fd);
	signal(sig, SIG_DFL);
	raise(sig);
}

static size_t
below(size_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return n == 0 ? 0 : (size_t)(seed % n);
}

static void
insert(size_t at, const char *bytes, size_t n)
{
	struct buf rest = { 0 };

	buf_add(&rest, bytes, n);
	buf_add(&rest, buf_str(&input) + at, input.n - at);
	input.n = at;
	buf_add(&input, rest.p, rest.n);
	buf_done(&rest);
}

/* One wound: cut out, doubled, changed, put in, taken from another file. */
static void
wound(void)
{
	static const char *const words[] = {
		"\"", "'", "\n", "---\n", ": ", "- ", "{", "[", "]", "#", "&a ", "*a", "|\n", "\t", "\\",
		"\\u12", "..", "-", "(", ")", " OR ", "%", "\xFF", "\xE2\x80\xAE", "\x1B[2J", "\xC3",
		"\xF0\x9F\x91\xA8\xE2\x80\x8D", "\xF0\x9F\x87\xA9", "\xCC\x81", "999999999999",
		"\r\n", "?",
	};
	size_t at = below(input.n + 1), length = below(input.n - at + 1);
	const char *word = words[below(COUNT(words))];
	const struct buf *other = &files[below(nfiles)];

	length = length > 64 && below(4) != 0 ? 64 : length;
	switch (below(6)) {
	case 0:
		memmove(input.p + at, input.p + at + length, input.n - at - length);
		input.n -= length;
		break;
	case 1:
		if (input.n < LIMIT / 4)
			insert(at, input.p + at, length);
		break;
	case 2:
		if (at < input.n)
			input.p[at] = (char)below(256);
		break;
	case 3:
		insert(at, buf_str(other), below((other->n < 256 ? other->n : 256) + 1));
		break;
	default:
		insert(at, word, strlen(word));
	}
}

static void
try_input(void)
{
	uint8_t *copy = malloc(input.n + 1);	/* of its exact size: ASan sees a step too far */

	if (copy == NULL)
		exit(99);
	uint8_t *exact = realloc(copy, input.n > 0 ? input.n : 1);
	if (exact == NULL)
		exit(99);
	if (input.n > 0)
		memcpy(exact, input.p, input.n);
	LLVMFuzzerTestOneInput(exact, input.n);
	free(exact);
}

static void
read_one(const char *path)
{
	struct err err = { 0 };

	if (nfiles < FILES_MAX && !file_is_dir(path) && file_read(path, LIMIT, &files[nfiles], &err))
		nfiles++;
	else if (err.text[0] != '\0')
		fprintf(stderr, "%s\n", err.text);
}

static int
compare(const void *a, const void *b)
{
	const struct buf *x = a, *y = b;
	int order = memcmp(buf_str(x), buf_str(y), x->n < y->n ? x->n : y->n);

	return order != 0 ? order : (x->n > y->n) - (x->n < y->n);
}

static void
read_corpus(void)
{
	struct arena a = { 0 };
	DIR *dir = opendir(CORPUS);

	if (dir == NULL) {
		perror(CORPUS);
		exit(99);
	}
	for (struct dirent *e; (e = readdir(dir)) != NULL;)
		read_one(file_join(&a, CORPUS, e->d_name));
	closedir(dir);
	qsort(files, nfiles, sizeof(files[0]), compare);
	arena_done(&a);
}

int
main(int argc, char **argv)
{
	int rounds = ROUNDS, at = 1;

	if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
		setlocale(LC_CTYPE, "");
	if (argc > 2 && strcmp(argv[1], "-n") == 0) {
		rounds = atoi(argv[2]);
		at = 3;
	}
	for (int i = at; i < argc; i++)
		read_one(argv[i]);
	if (at == argc)
		read_corpus();
	signal(SIGABRT, leave_input);
	for (size_t i = 0; i < nfiles; i++) {
		seed = hash_bytes(buf_str(&files[i]), files[i].n) | 1;
		for (int round = 0; round <= rounds; round++) {
			buf_reset(&input);
			buf_add(&input, buf_str(&files[i]), files[i].n);
			for (size_t wounds = round == 0 ? 0 : 1 + below(6); wounds > 0; wounds--)
				wound();
			try_input();
		}
	}
	printf("%zu files, %d rounds each\n", nfiles, rounds);
	for (size_t i = 0; i < nfiles; i++)
		buf_done(&files[i]);
	buf_done(&input);
	return nfiles > 0 ? 0 : 99;
}
