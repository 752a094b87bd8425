#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <glib.h>

typedef enum {
	OPTION_TEXT,     // char *
	OPTION_LIST,     // char **, NULL-terminated: a flag repeated, or values divided by commas
	OPTION_SWITCH,   // bool; as a flag without a value it is true
	OPTION_WHOLE,    // int64_t from min to max
	OPTION_NUMBER,   // double from min to max
	OPTION_DURATION, // int64_t microseconds; min and max in seconds
	OPTION_CHOICE,   // int: the index of the word in `value`, words divided by '|'
} OptionType;

/**
 * One option, told once: the row gives the flag, the environment name, the key of the ini file,
 * the check, the default and the line of --help.
 */
typedef struct Option {
	const char *name; // "server.addr" is --server.addr, and addr under [server] in the file
	const char *env;  // NULL when the environment can't set it
	OptionType type;
	size_t offset;        // of its member in OptionSet.target
	const char *standard; // the default as a user would write it; NULL for none
	double min, max;      // OPTION_WHOLE, OPTION_NUMBER, OPTION_DURATION
	const char *value;    // what --help calls the value: "FILE"
	const char *help;     // a sentence
} Option;

/** Rows, and the struct whose members they set. */
typedef struct OptionSet {
	const Option *options;
	size_t n_options;
	void *target;
} OptionSet;

/*
 * Every function below works on `n_sets` sets. Errors are RENDER_ERROR_BAD_REQUEST and name the
 * flag, variable or key that is wrong, never its value: it may be a secret.
 */

/** Sets all defaults; members must be zero before. */
void option_sets_init(const OptionSet *sets, size_t n_sets);

/** Frees what the members own. */
void option_sets_clear(const OptionSet *sets, size_t n_sets);

/** environment  "NAME=value", NULL-terminated, as in environ(7) */
bool option_sets_read_environment(const OptionSet *sets, size_t n_sets,
				  const char *const *environment, GError **error);

/** Reads an ini file; a key that no option has is an error. */
bool option_sets_read_file(const OptionSet *sets, size_t n_sets, const char *path, GError **error);

/**
 * Reads `--name value`, `--name=value` and, for a name of one letter, `-n value`. In names '.'
 * and '-' are the same: --grafana-ca is --grafana.ca.
 *
 * arguments  NULL-terminated
 * operands   takes the arguments that are no options, and all behind "--"; lent from `arguments`
 */
bool option_sets_read_arguments(const OptionSet *sets, size_t n_sets, char *const *arguments,
				GPtrArray *operands, GError **error);

/** Appends the options to `text` for a person to read, under a heading for each first word. */
void option_sets_help(const OptionSet *sets, size_t n_sets, GString *text);
