#include "renderer/model/variable-interval.h"

#include <string.h>

#include <glib.h>

/* The next interval of a list: a quoted text or a word; NULL at the end. */
static char *next_interval(Arena *arena, const char **at)
{
	const char *start = *at;

	while (*start && !g_ascii_isalnum(*start) && *start != '_' && *start != '"' &&
	       *start != '\'')
		start++;
	if (!*start)
		return NULL;
	if (*start == '"' || *start == '\'') {
		const char *end = strchr(start + 1, *start);

		*at = end ? end + 1 : start + 1;
		return end ? arena_strndup(arena, start + 1, (size_t)(end - start - 1))
			   : arena_strdup(arena, "");
	}
	const char *end = start;

	while (g_ascii_isalnum(*end) || *end == '_')
		end++;
	*at = end;
	return arena_strndup(arena, start, (size_t)(end - start));
}

const char *variable_interval_listed(Arena *arena, const char *list, const char *wanted)
{
	const char *first = NULL;
	char *interval;

	while ((interval = next_interval(arena, &list))) {
		if (!*interval)
			continue;
		if (g_strcmp0(interval, wanted) == 0)
			return interval;
		first = first ? first : interval;
	}
	return first;
}
