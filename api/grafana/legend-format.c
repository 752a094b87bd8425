#include "api/grafana/legend-format.h"

#include <string.h>

const char *legend_format(Arena *arena, const char *format, const Labels *labels,
			  bool keeps_unknown)
{
	GString *text = g_string_new(NULL);

	while (*format) {
		const char *end = g_str_has_prefix(format, "{{") ? strstr(format, "}}") : NULL;

		if (!end) {
			g_string_append_c(text, *format++);
			continue;
		}
		g_autofree char *name =
			g_strstrip(g_strndup(format + 2, (size_t)(end - format - 2)));
		const char *value = labels_get(labels, name);

		g_string_append(text, value ? value : keeps_unknown ? name : "");
		format = end + 2;
	}
	return arena_take_string(arena, text);
}
