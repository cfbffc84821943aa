/* SPDX-License-Identifier: ISC */
/* sources.yaml is edited as its user wrote it, and the store follows it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "desk/desk.h"
#include "desk/sources.h"
#include "desk/sources_edit.h"
#include "desk/sources_file.h"
#include "store/store.h"

static struct err err;

struct fixture {
	char folder[64];
	struct arena a;
	const char *file;
	int problems;
	char last[1024];
};

static const char *
inside(struct fixture *f, const char *name)
{
	return file_join(&f->a, f->folder, name);
}

static int
set_up(void **state)
{
	struct fixture *f = mem_alloc(sizeof(*f));

	snprintf(f->folder, sizeof(f->folder), "/tmp/dateline-sources-XXXXXX");
	if (mkdtemp(f->folder) == NULL)
		return -1;
	setenv("HOME", f->folder, 1);
	setenv("XDG_CONFIG_HOME", inside(f, "config"), 1);
	setenv("XDG_DATA_HOME", inside(f, "data"), 1);
	setenv("DATELINE_SAMPLE", inside(f, "no-sample"), 1);
	f->file = inside(f, "config/dateline/sources.yaml");
	*state = f;
	return mkdir(inside(f, "config"), 0700) | mkdir(inside(f, "config/dateline"), 0700);
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;
	char command[128];

	arena_done(&f->a);
	snprintf(command, sizeof(command), "rm -rf '%s'", f->folder);
	free(f);
	return system(command);
}

static void
write_text(const char *path, const char *text)
{
	assert_true(file_write_atomic(path, text, strlen(text), &err));
}

static const char *
read_text(struct fixture *f, const char *path)
{
	struct buf b = { 0 };

	assert_true(file_read(path, 100000, &b, &err));
	const char *text = arena_strdup(&f->a, buf_str(&b));
	buf_done(&b);
	return text;
}

static void
edits_keep_what_the_user_wrote(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *before, *location, *after;	/* AFTER NULL: refused, nothing changed */
	} cases[] = {
		{ "# mine\n", "/x", "# mine\n- \"/x\"\n" },
		{ "- /a", "/x", "- /a\n- \"/x\"\n" },
		{ "# top\n- /a  # first\n\n# second\n- \"/b c\"\n", "/x",
		    "# top\n- /a  # first\n\n# second\n- \"/b c\"\n- \"/x\"\n" },
		{ "  - /a\n  - source: /b\n", "/x", "  - /a\n  - source: /b\n  - \"/x\"\n" },
		{ "- /a\n", "/with \"quotes\" and \\", "- /a\n- \"/with \\\"quotes\\\" and \\\\\"\n" },
		{ "[/a, /b]\n", "/x", NULL },
		{ "key: value\n", "/x", NULL },
		{ "- /a\n...\n", "/x", NULL },
		/* an entry that is there is cut */
		{ "- /a\n# of b\n- /b\n- /c\n", "/b", "- /a\n# of b\n- /c\n" },
		{ "- /a\n- source: /b\n  title: x\n- /c\n", "/b", "- /a\n- /c\n" },
		{ "-\n  /b\n- /c\n", "/b", "- /c\n" },
		{ "- /b\n", "/b", "" },
		{ "[/a, /b]\n", "/b", NULL },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t cut;
		bool ok;

		write_text(f->file, cases[i].before);
		assert_true(sources_file_cut(f->file, "/not there", &cut, &err) || cases[i].after == NULL);
		if (strcmp(cases[i].location, "/b") == 0)
			ok = sources_file_cut(f->file, cases[i].location, &cut, &err);
		else
			ok = sources_file_append(f->file, cases[i].location, &err);
		if (ok != (cases[i].after != NULL))
			fail_msg("case %zu: %s", i, ok ? "not refused" : err.text);
		assert_string_equal(read_text(f, f->file),
		    cases[i].after != NULL ? cases[i].after : cases[i].before);
	}
}

static void
a_new_file_says_what_it_is(void **state)
{
	struct fixture *f = *state;

	assert_true(sources_file_append(f->file, "/x", &err));
	assert_non_null(strstr(read_text(f, f->file), "#"));
	assert_non_null(strstr(read_text(f, f->file), "\n- \"/x\"\n"));
	assert_false(sources_file_append(f->file, "/bad \xff name", &err));
	assert_false(sources_file_append(f->file, "/bad \n- /etc", &err));
}

static void
keep_problem(void *arg, const char *text)
{
	struct fixture *f = arg;

	f->problems++;
	snprintf(f->last, sizeof(f->last), "%s", text);
}

static void
open_desk(struct fixture *f, struct desk *desk)
{
	static const struct desk_options options = { .program = "dateline" };

	*desk = (struct desk){ .say = keep_problem, .say_arg = f };
	f->problems = 0;
	f->last[0] = '\0';
	if (!desk_open(desk, &options, DESK_STORE, &err))
		fail_msg("%s", err.text);
}

static size_t
count_sources(struct desk *desk)
{
	struct arena a = { 0 };
	size_t n = 0;

	assert_non_null(store_sources(desk->store, &a, false, &n, &err));
	arena_done(&a);
	return n;
}

static void
the_store_follows_the_file(void **state)
{
	struct fixture *f = *state;
	struct desk desk;

	open_desk(f, &desk);
	assert_int_equal(count_sources(&desk), 0);
	desk_close(&desk);

	write_text(f->file, "- /not/there\n- relative\n- ftp://example.org/feed\n- [a]\n");
	open_desk(f, &desk);
	assert_int_equal(count_sources(&desk), 2);
	assert_int_equal(f->problems, 2);
	assert_non_null(strstr(f->last, "sources.yaml:4:3: "));
	desk_close(&desk);

	write_text(f->file, "- /not/there\n- \"unclosed\n");
	open_desk(f, &desk);
	assert_int_equal(count_sources(&desk), 2);
	assert_int_equal(f->problems, 1);
	assert_non_null(strstr(f->last, "sources.yaml:3:1: "));
	desk_close(&desk);

	write_text(f->file, "- relative\n");
	open_desk(f, &desk);
	assert_int_equal(count_sources(&desk), 1);
	assert_int_equal(f->problems, 0);
	desk_close(&desk);
}

static void
add_and_remove(void **state)
{
	struct fixture *f = *state;
	struct desk desk;
	int64_t id, again;
	bool added;
	const char *found;

	assert_true(file_make_dirs(inside(f, "site/_news/deep"), 0700, &err));
	write_text(inside(f, "site/_news/a.md"), "---\ntitle: A\n---\n");
	write_text(inside(f, "site/_news/deep/b.md"), "---\ntitle: B\n---\n");
	assert_int_equal(symlink("..", inside(f, "site/_news/round")), 0);
	open_desk(f, &desk);
	assert_true(sources_add(&desk, &f->a, inside(f, "site"), &id, &added, &found, &err));
	assert_true(added);
	assert_string_equal(found, "folder of 2 articles");
	/* the same files by another name */
	assert_true(sources_add(&desk, &f->a, inside(f, "site/_news/"), &again, &added, &found, &err));
	assert_false(added);
	assert_int_equal(id, again);
	assert_true(sources_add(&desk, &f->a, inside(f, "site/_news/a.md"), &again, &added, &found, &err));
	assert_true(added);
	assert_string_equal(found, "one file");

	assert_false(sources_add(&desk, &f->a, inside(f, "nothing"), &id, &added, &found, &err));
	assert_int_equal(err.code, 1);
	assert_false(sources_add(&desk, &f->a, "ftp://example.org/", &id, &added, &found, &err));
	assert_int_equal(err.code, 2);
	assert_false(sources_add(&desk, &f->a, "exec:", &id, &added, &found, &err));
	assert_false(sources_add(&desk, &f->a, inside(f, "config"), &id, &added, &found, &err));

	assert_int_equal(count_sources(&desk), 2);
	assert_false(sources_remove(&desk, "sitte", &err));
	assert_non_null(strstr(err.text, "\"site\""));
	assert_true(sources_remove(&desk, "site", &err));
	assert_true(sources_remove(&desk, inside(f, "site/_news/a.md"), &err));
	assert_int_equal(count_sources(&desk), 0);
	desk_close(&desk);
	open_desk(f, &desk);
	assert_int_equal(count_sources(&desk), 0);
	desk_close(&desk);
}

static void
addresses_and_commands_are_sources(void **state)
{
	static const struct {
		const char *location, *found;
	} cases[] = {
		{ "https://example.org/", "feed" },
		{ "https://example.org/api/news/index.json", "smartable" },
		{ "exec:make-feed --all", "exec" },
	};
	struct fixture *f = *state;
	struct desk desk;
	struct source src;
	int64_t id;
	bool added;
	const char *found;

	open_desk(f, &desk);
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_true(sources_add(&desk, &f->a, cases[i].location, &id, &added, &found, &err));
		assert_true(added);
		assert_string_equal(found, cases[i].found);
		assert_true(sources_find(&desk, &f->a, cases[i].location, &src, &err));
		assert_string_equal(source_kind_name(src.kind), cases[i].found);
		assert_true(sources_add(&desk, &f->a, cases[i].location, &id, &added, &found, &err));
		assert_false(added);
	}
	assert_true(sources_remove(&desk, cases[0].location, &err));
	assert_int_equal(count_sources(&desk), 2);
	desk_close(&desk);
}

static void
options_of_a_source_reach_the_store(void **state)
{
	struct fixture *f = *state;
	struct desk desk;
	struct source src;

	write_text(f->file, "- url: https://example.org/feed\n  title: Mine\n  topics: [AI, Chess]\n"
	    "  interval: 2h\n  hidden: yes\n  headers: \"X-Key: 1\"\n  password-command: pass show x\n");
	open_desk(f, &desk);
	assert_int_equal(f->problems, 0);
	assert_true(sources_find(&desk, &f->a, "mine", &src, &err));
	assert_int_equal(src.kind, SOURCE_FEED);
	assert_int_equal(src.options.interval, 7200);
	assert_int_equal(src.options.ntopics, 2);
	assert_string_equal(src.options.headers[0], "X-Key: 1");
	assert_string_equal(src.options.password_command, "pass show x");
	assert_true(src.options.hidden && !src.options.paused);
	desk_close(&desk);

	/* what is taken out again is gone, without a new source */
	write_text(f->file, "- url: https://example.org/feed\n  title: Mine\n  paused: on\n");
	open_desk(f, &desk);
	int64_t id = src.id;
	assert_true(sources_find(&desk, &f->a, "Mine", &src, &err));
	assert_int_equal(src.id, id);
	assert_int_equal(src.options.ntopics + (size_t)src.options.interval, 0);
	assert_true(src.options.paused && !src.options.hidden);
	desk_close(&desk);
}

/* Changing an option leaves all that its user wrote besides. */
static void
options_are_edited_where_they_stand(void **state)
{
	static const struct {
		const char *before, *key, *text, *after;	/* AFTER NULL: refused */
	} cases[] = {
		{ "# top\n- /a  # mine\n\n# of b\n- /b\n", "title", "News \"at\" ten",
		    "# top\n- url: /a  # mine\n  title: \"News \\\"at\\\" ten\"\n\n# of b\n- /b\n" },
		{ "- /a", "interval", "2h", "- url: /a\n  interval: 2h\n" },
		{ "- /a\n", "interval", "", "- /a\n" },
		{ "- /a\n", "interval", "soon", NULL },
		{ "- source: /a\n  # why\n  title: Old  # or new\n  interval: 30\n- /b\n", "title", "New",
		    "- source: /a\n  # why\n  title: \"New\"  # or new\n  interval: 30\n- /b\n" },
		{ "- source: /a\n  topics: [x, y]  # two\n", "topics", "p q, r,, ",
		    "- source: /a\n  topics: [\"p q\", \"r\"]  # two\n" },
		{ "- source: /a\n  topics:\n    - x\n    - y\n  paused: yes\n", "topics", "z",
		    "- source: /a\n  topics: [\"z\"]\n  paused: yes\n" },
		{ "  - source: /a\n    paused: yes\n    title: T\n", "paused", "",
		    "  - source: /a\n    title: T\n" },
		{ "- source: /a\n  title: T\n\n# of b\n- /b\n", "paused", "yes",
		    "- source: /a\n  title: T\n  paused: yes\n\n# of b\n- /b\n" },
		/* What cannot be edited as lines is written anew. */
		{ "- {source: /a, title: T}\n- /b\n", "paused", "yes",
		    "- url: \"/a\"\n  title: \"T\"\n  paused: yes\n- /b\n" },
		{ "- title: T\n  source: /a\n", "title", "", "- url: \"/a\"\n" },
		{ "[/a, /b]\n", "title", "x", NULL },
		{ "- /b\n", "title", "x", NULL },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct desk desk;

		write_text(f->file, cases[i].before);
		open_desk(f, &desk);
		bool ok = sources_change(&desk, "/a", cases[i].key, cases[i].text, &err);
		if (ok != (cases[i].after != NULL))
			fail_msg("case %zu: %s", i, ok ? "not refused" : err.text);
		assert_string_equal(read_text(f, f->file), ok ? cases[i].after : cases[i].before);
		struct source src;
		if (ok && strcmp(cases[i].key, "title") == 0 && cases[i].text[0] != '\0')
			assert_true(sources_find(&desk, &f->a, cases[i].text, &src, &err));
		desk_close(&desk);
	}
}

static void
a_bad_option_costs_only_itself(void **state)
{
	static const struct {
		const char *line, *problem;
	} cases[] = {
		{ "intervall: 2h", "did you mean \"interval\"?" },
		{ "interval: 2x", "\"interval\" must be minutes" },
		{ "interval: 0", "\"interval\" must be minutes" },
		{ "interval: 99999999999999999999d", "\"interval\" must be minutes" },
		{ "paused: perhaps", "yes or no" },
		{ "topics: {a: b}", "a list" },
		{ "headers: [nothing]", "\"Name: value\"" },
		{ "user: [a]", "a text" },
		{ "qqq: 1", "no option \"qqq\"" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct desk desk;
		struct source src;

		write_text(f->file, arena_printf(&f->a, "- url: https://example.org/%zu\n  title: T\n  %s\n"
		    "  proxy: http://p.example\n", i, cases[i].line));
		open_desk(f, &desk);
		assert_int_equal(f->problems, 1);
		assert_non_null(strstr(f->last, "sources.yaml:3:3: "));
		if (strstr(f->last, cases[i].problem) == NULL)
			fail_msg("%s", f->last);
		assert_true(sources_find(&desk, &f->a, "T", &src, &err));
		assert_string_equal(src.options.proxy, "http://p.example");
		assert_int_equal(src.options.nheaders + src.options.ntopics, 0);
		desk_close(&desk);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(edits_keep_what_the_user_wrote, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_new_file_says_what_it_is, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_store_follows_the_file, set_up, tear_down),
		cmocka_unit_test_setup_teardown(add_and_remove, set_up, tear_down),
		cmocka_unit_test_setup_teardown(addresses_and_commands_are_sources, set_up, tear_down),
		cmocka_unit_test_setup_teardown(options_of_a_source_reach_the_store, set_up, tear_down),
		cmocka_unit_test_setup_teardown(options_are_edited_where_they_stand, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_bad_option_costs_only_itself, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
