/* SPDX-License-Identifier: ISC */
/* One pass finds the command's word, a second one reads everything with that
 * command's options known.  What is allowed comes from the commands' rows. */
#include "commands/args.h"

#include <string.h>

#include "base/err.h"
#include "base/nearest.h"
#include "commands/command.h"

enum { OPTIONS_MOST = 64 };

struct walk {
	struct args *args;
	char **argv;
	int argc, i;
	struct err *err;
};

static const struct command_option *
find_in(const struct command_option *options, const char *name, size_t n)
{
	for (; options != NULL && options->name != NULL; options++)
		if (strlen(options->name) == n && strncmp(options->name, name, n) == 0)
			return options;
	return NULL;
}

static const struct command_option *
find_option(const struct args *args, const char *name, size_t n)
{
	static const struct { const char *letter, *name; } letters[] = {
		{ "-q", "--quiet" }, { "-v", "--verbose" }, { "-h", "--help" }, { "-V", "--version" },
	};
	const struct command_option *found = NULL;

	if (args->command != NULL)
		found = find_in(args->command->options, name, n);
	for (size_t i = 0; found == NULL && i < sizeof(letters) / sizeof(letters[0]); i++)
		if (n == 2 && strncmp(letters[i].letter, name, 2) == 0)
			return find_in(common_options, letters[i].name, strlen(letters[i].name));
	return found != NULL ? found : find_in(common_options, name, n);
}

static bool
refuse(const struct walk *w, const char *name)
{
	const char *names[OPTIONS_MOST];
	size_t n = 0;
	const struct command *c = w->args->command;

	for (const struct command_option *o = common_options; o->name != NULL; o++)
		names[n++] = o->name;
	for (const struct command_option *o = c != NULL ? c->options : NULL;
	     o != NULL && o->name != NULL; o++)
		if (o->help != NULL && n < OPTIONS_MOST)
			names[n++] = o->name;
	const char *near = name[1] == '-' ? nearest_name(name, names, n) : NULL;
	if (near != NULL)
		return err_set(w->err, "no option \"%s\"; did you mean \"%s\"?", name, near);
	if (name[1] != '-')
		return err_set(
		    w->err, "no option \"%s\"; a filter word that begins with - goes behind --", name);
	return err_set(w->err, "no option \"%s\"; see dateline %s%s--help", name,
	    w->args->named ? c->name : "", w->args->named ? " " : "");
}

static void
give(struct args *args, const struct command_option *o, const char *value)
{
	args->given = arena_grow(&args->arena, args->given, args->ngiven, sizeof(*args->given));
	args->given[args->ngiven++] = (struct args_given){ o->name, value };
}

/* The option's value: INSIDE its word, else the next word. */
static bool
take(struct walk *w, const struct command_option *o, const char *inside)
{
	if (o->value == NULL)
		return give(w->args, o, NULL), true;
	if (inside == NULL && w->i + 1 >= w->argc)
		return err_set(w->err, "option \"%s\" needs a value: %s %s", o->name, o->name, o->value);
	give(w->args, o, inside != NULL ? inside : w->argv[++w->i]);
	return true;
}

static bool
take_long(struct walk *w, const char *word)
{
	size_t n = strcspn(word, "=");
	const struct command_option *o = find_option(w->args, word, n);

	if (o == NULL)
		return refuse(w, arena_strndup(&w->args->arena, word, n));
	if (word[n] == '=' && o->value == NULL)
		return err_set(w->err, "option \"%s\" takes no value", o->name);
	return take(w, o, word[n] == '=' ? word + n + 1 : NULL);
}

static bool
take_short(struct walk *w, const char *word)
{
	for (const char *p = word + 1; *p != '\0'; p++) {
		char name[3] = { '-', *p, '\0' };
		const struct command_option *o = find_option(w->args, name, 2);
		if (o == NULL)
			return refuse(w, word);
		if (o->value != NULL)
			return take(w, o, p[1] != '\0' ? p + 1 : NULL);
		give(w->args, o, NULL);
	}
	return true;
}

static bool
is_option(const char *word)
{
	return word[0] == '-' && word[1] != '\0';
}

/* Before the command is known: an option of any command, by its whole word. */
static bool
takes_value(const struct args *args, const char *word)
{
	const struct command_option *o = find_option(args, word, strlen(word));

	for (size_t i = 0; o == NULL && commands[i] != NULL; i++)
		o = find_in(commands[i]->options, word, strlen(word));
	return o != NULL && o->value != NULL;
}

/* The first word that is neither option nor an option's value. */
static int
find_command(struct args *args, int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--") == 0)
			return 0;
		if (!is_option(argv[i]))
			return i;
		if (takes_value(args, argv[i]))
			i++;
	}
	return 0;
}

static bool
name_command(struct args *args, const char *word, struct err *err)
{
	args->command = command_find(word);
	args->named = args->command != NULL;
	if (args->named || strcmp(word, "help") == 0)
		return true;
	/* "topic:ai" is a filter, not "topics" misspelt. */
	const char *near = strchr(word, ':') == NULL ? command_nearest(word) : NULL;
	if (near != NULL)
		return err_set(err, "no command \"%s\"; did you mean \"%s\"? (as a filter: dateline read %s)",
		    word, near, word);
	return true;
}

bool
args_parse(struct args *args, int argc, char **argv, struct err *err)
{
	struct walk w = { args, argv, argc, 1, err };
	bool ended = false;

	*args = (struct args){ .program = argc > 0 ? argv[0] : "dateline" };
	args->words = arena_array(&args->arena, (size_t)argc + 1, sizeof(*args->words));
	int at = find_command(args, argc, argv);
	if (at > 0 && !name_command(args, argv[at], err))
		return false;
	if (args->command == NULL)
		args->command = &command_read;
	for (; w.i < argc; w.i++) {
		char *word = argv[w.i];
		if (!ended && strcmp(word, "--") == 0)
			ended = true;
		else if (ended || !is_option(word)) {
			if (w.i != at || !args->named)
				args->words[args->nwords++] = word;
		} else if (!(word[1] == '-' ? take_long(&w, word) : take_short(&w, word)))
			return false;
	}
	return true;
}

void
args_done(struct args *args)
{
	arena_done(&args->arena);
}

const char *
args_value(const struct args *args, const char *name)
{
	for (size_t i = args->ngiven; i-- > 0;)
		if (strcmp(args->given[i].name, name) == 0)
			return args->given[i].value;
	return NULL;
}

bool
args_has(const struct args *args, const char *name)
{
	for (size_t i = 0; i < args->ngiven; i++)
		if (strcmp(args->given[i].name, name) == 0)
			return true;
	return false;
}
