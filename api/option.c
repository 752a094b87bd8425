#include "api/option.h"

#include "api/duration.h"

#include "renderer/error.h"

#include <string.h>

static void *member(const OptionSet *set, const Option *option)
{
	return (char *)set->target + option->offset;
}

/* "a, b" to { "a", "b" }, behind those in `before` (taken); empty pieces are dropped. */
static char **list_append(char **before, const char *text)
{
	g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
	g_auto(GStrv) pieces = g_strsplit(text, ",", -1);

	if (before)
		g_strv_builder_addv(builder, (const char **)before);
	for (char **piece = pieces; *piece; piece++) {
		if (*g_strstrip(*piece))
			g_strv_builder_add(builder, *piece);
	}
	g_strfreev(before);
	return g_strv_builder_end(builder);
}

static bool set_switch(bool *value, const char *text, GError **error)
{
	if (!g_str_equal(text, "true") && !g_str_equal(text, "false"))
		return error_bad_request(error, "must be true or false");
	*value = *text == 't';
	return true;
}

static bool set_whole(const Option *option, int64_t *value, const char *text, GError **error)
{
	gint64 number;

	if (!g_ascii_string_to_signed(text, 10, (gint64)option->min, (gint64)option->max, &number,
				      NULL))
		return error_bad_request(error, "must be a whole number from %.0f to %.0f",
					 option->min, option->max);
	*value = number;
	return true;
}

static bool set_number(const Option *option, double *value, const char *text, GError **error)
{
	char *end;
	double number = g_ascii_strtod(text, &end);

	if (end == text || *end || !(number >= option->min && number <= option->max))
		return error_bad_request(error, "must be a number from %g to %g", option->min,
					 option->max);
	*value = number;
	return true;
}

static bool set_duration(const Option *option, int64_t *value, const char *text, GError **error)
{
	int64_t us;

	if (!duration_parse(text, &us, error))
		return false;
	if (us < option->min * G_USEC_PER_SEC || us > option->max * G_USEC_PER_SEC)
		return error_bad_request(error, "must be from %g to %g seconds", option->min,
					 option->max);
	*value = us;
	return true;
}

static bool set_choice(const Option *option, int *value, const char *text, GError **error)
{
	g_auto(GStrv) words = g_strsplit(option->value, "|", -1);

	for (int i = 0; words[i]; i++) {
		if (g_ascii_strcasecmp(words[i], text) == 0) {
			*value = i;
			return true;
		}
	}
	return error_bad_request(error, "must be one of %s", option->value);
}

/* Sets the member; a list grows when `appends`, and is replaced otherwise. */
static bool option_set(const OptionSet *set, const Option *option, const char *text, bool appends,
		       GError **error)
{
	void *value = member(set, option);

	switch (option->type) {
	case OPTION_TEXT:
		g_free(*(char **)value);
		*(char **)value = g_strdup(text);
		return true;
	case OPTION_LIST:
		if (!appends)
			g_clear_pointer((char ***)value, g_strfreev);
		*(char ***)value = list_append(*(char ***)value, text);
		return true;
	case OPTION_SWITCH:
		return set_switch(value, text, error);
	case OPTION_WHOLE:
		return set_whole(option, value, text, error);
	case OPTION_NUMBER:
		return set_number(option, value, text, error);
	case OPTION_DURATION:
		return set_duration(option, value, text, error);
	case OPTION_CHOICE:
		return set_choice(option, value, text, error);
	}
	g_assert_not_reached();
}

void option_sets_init(const OptionSet *sets, size_t n_sets)
{
	for (size_t i = 0; i < n_sets; i++) {
		for (size_t j = 0; j < sets[i].n_options; j++) {
			const Option *option = &sets[i].options[j];

			if (option->standard)
				g_assert(option_set(&sets[i], option, option->standard, false,
						    NULL));
		}
	}
}

void option_sets_clear(const OptionSet *sets, size_t n_sets)
{
	for (size_t i = 0; i < n_sets; i++) {
		for (size_t j = 0; j < sets[i].n_options; j++) {
			void *value = member(&sets[i], &sets[i].options[j]);

			if (sets[i].options[j].type == OPTION_TEXT)
				g_clear_pointer((char **)value, g_free);
			else if (sets[i].options[j].type == OPTION_LIST)
				g_clear_pointer((char ***)value, g_strfreev);
		}
	}
}

static bool environment_read(const OptionSet *set, const char *const *environment, GError **error)
{
	for (size_t i = 0; i < set->n_options; i++) {
		const Option *option = &set->options[i];
		const char *text =
			option->env ? g_environ_getenv((char **)environment, option->env) : NULL;

		if (text && !option_set(set, option, text, false, error)) {
			g_prefix_error(error, "environment variable %s ", option->env);
			return false;
		}
	}
	return true;
}

bool option_sets_read_environment(const OptionSet *sets, size_t n_sets,
				  const char *const *environment, GError **error)
{
	for (size_t i = 0; i < n_sets; i++) {
		if (!environment_read(&sets[i], environment, error))
			return false;
	}
	return true;
}

/* Compares option names, '.' and '-' being the same. */
static bool name_equal(const char *a, const char *b)
{
	while (*a && (*a == '.' ? '-' : *a) == (*b == '.' ? '-' : *b))
		a++, b++;
	return !*a && !*b;
}

static const Option *option_find(const OptionSet *sets, size_t n_sets, const char *name,
				 const OptionSet **set)
{
	for (size_t i = 0; i < n_sets; i++) {
		for (size_t j = 0; j < sets[i].n_options; j++) {
			if (name_equal(sets[i].options[j].name, name)) {
				*set = &sets[i];
				return &sets[i].options[j];
			}
		}
	}
	return NULL;
}

static bool group_read(const OptionSet *sets, size_t n_sets, GKeyFile *file, const char *group,
		       GError **error)
{
	g_auto(GStrv) keys = g_key_file_get_keys(file, group, NULL, NULL);

	for (size_t i = 0; keys && keys[i]; i++) {
		g_autofree char *name = g_strdup_printf("%s.%s", group, keys[i]);
		g_autofree char *text = g_key_file_get_string(file, group, keys[i], NULL);
		const OptionSet *set;
		const Option *option = option_find(sets, n_sets, name, &set);

		if (!option)
			return error_bad_request(error, "[%s] %s is no option", group, keys[i]);
		if (!text)
			return error_bad_request(error, "[%s] %s is not UTF-8 text", group,
						 keys[i]);
		if (!option_set(set, option, text, false, error)) {
			g_prefix_error(error, "[%s] %s ", group, keys[i]);
			return false;
		}
	}
	return true;
}

bool option_sets_read_file(const OptionSet *sets, size_t n_sets, const char *path, GError **error)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	g_autoptr(GError) cause = NULL;

	if (!g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, &cause))
		return error_bad_request(error, "configuration file %s: %s", path, cause->message);
	g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);

	for (size_t i = 0; groups[i]; i++) {
		if (!group_read(sets, n_sets, file, groups[i], error)) {
			g_prefix_error(error, "configuration file %s: ", path);
			return false;
		}
	}
	return true;
}

typedef struct Arguments {
	char *const *at;  // the next argument
	GHashTable *seen; // options given before: a list flag grows from its second time on
} Arguments;

/* Sets `option` from what stands behind '=' or, when `text` is NULL, from the next argument. */
static bool flag_set(const OptionSet *set, const Option *option, const char *text,
		     Arguments *arguments, GError **error)
{
	bool appends = g_hash_table_contains(arguments->seen, option);

	if (!text && option->type == OPTION_SWITCH)
		text = "true";
	else if (!text)
		text = *arguments->at ? *arguments->at++ : NULL;
	if (!text)
		return error_bad_request(error, "needs a value (%s)", option->value);
	g_hash_table_add(arguments->seen, (void *)option);
	return option_set(set, option, text, appends, error);
}

static bool flag_read(const OptionSet *sets, size_t n_sets, const char *argument,
		      Arguments *arguments, GError **error)
{
	bool is_long = argument[1] == '-';
	size_t dashes = is_long ? 2 : 1;
	size_t length = strcspn(argument, "=");
	g_autofree char *name = g_strndup(argument + dashes, length - dashes);
	const char *text = argument[length] ? argument + length + 1 : NULL;
	const OptionSet *set;
	const Option *option =
		is_long == (strlen(name) > 1) ? option_find(sets, n_sets, name, &set) : NULL;

	if (!option)
		return error_bad_request(error, "%.*s is no option; --help lists them", (int)length,
					 argument);
	if (!flag_set(set, option, text, arguments, error)) {
		g_prefix_error(error, "%.*s ", (int)length, argument);
		return false;
	}
	return true;
}

bool option_sets_read_arguments(const OptionSet *sets, size_t n_sets, char *const *arguments,
				GPtrArray *operands, GError **error)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	Arguments rest = { arguments, seen };

	while (*rest.at) {
		char *argument = *rest.at++;

		if (g_str_equal(argument, "--"))
			break;
		if (*argument != '-' || !argument[1])
			g_ptr_array_add(operands, argument);
		else if (!flag_read(sets, n_sets, argument, &rest, error))
			return false;
	}
	for (; *rest.at; rest.at++)
		g_ptr_array_add(operands, *rest.at);
	return true;
}

enum { HELP_COLUMNS = 88, HELP_INDENT = 8 };

/* Appends `sentence` in lines of at most HELP_COLUMNS, broken at blanks. */
static void help_wrap(GString *text, const char *sentence)
{
	g_auto(GStrv) words = g_strsplit(sentence, " ", -1);
	size_t column = 0;

	for (char **word = words; *word; word++) {
		size_t width = g_utf8_strlen(*word, -1);

		if (column == 0 || column + 1 + width > HELP_COLUMNS) {
			g_string_append_printf(text, "%s%*s", column > 0 ? "\n" : "", HELP_INDENT,
					       "");
			column = HELP_INDENT;
		} else {
			g_string_append_c(text, ' ');
			column++;
		}
		g_string_append(text, *word);
		column += width;
	}
	g_string_append_c(text, '\n');
}

static void help_option(GString *text, const Option *option)
{
	const char *dashes = strlen(option->name) > 1 ? "--" : "-";

	g_string_append_printf(text, "  %s%s", dashes, option->name);
	if (option->type != OPTION_SWITCH)
		g_string_append_printf(text, " %s", option->value);
	if (option->env)
		g_string_append_printf(text, "  [%s]", option->env);
	if (option->standard && *option->standard && option->type != OPTION_SWITCH)
		g_string_append_printf(text, "  default %s", option->standard);
	g_string_append_c(text, '\n');
	help_wrap(text, option->help);
}

/* The length of the part before the first '.'; 0 for a name without one. */
static size_t group_length(const char *name)
{
	const char *dot = strchr(name, '.');

	return dot ? (size_t)(dot - name) : 0;
}

static void help_heading(GString *text, const char *name, size_t length)
{
	if (length > 0)
		g_string_append_printf(text, "\n%c%.*s\n", g_ascii_toupper(*name), (int)length - 1,
				       name + 1);
}

void option_sets_help(const OptionSet *sets, size_t n_sets, GString *text)
{
	const char *before = "";

	for (size_t i = 0; i < n_sets; i++) {
		for (size_t j = 0; j < sets[i].n_options; j++) {
			const char *name = sets[i].options[j].name;
			size_t length = group_length(name);

			if (length != group_length(before) || strncmp(name, before, length) != 0)
				help_heading(text, name, length);
			help_option(text, &sets[i].options[j]);
			before = name;
		}
	}
}
