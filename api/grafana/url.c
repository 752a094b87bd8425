#include "api/grafana/url.h"

const char *url_segment(Arena *arena, const char *text)
{
	g_autofree char *escaped = g_uri_escape_string(text, NULL, FALSE);

	return arena_strdup(arena, escaped);
}

void url_add(GString *query, const char *name, const char *value)
{
	if (query->len)
		g_string_append_c(query, '&');
	g_string_append_uri_escaped(query, name, NULL, FALSE);
	g_string_append_c(query, '=');
	g_string_append_uri_escaped(query, value, NULL, FALSE);
}

void url_add_number(GString *query, const char *name, int64_t value)
{
	g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, value);

	url_add(query, name, text);
}
