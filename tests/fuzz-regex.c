/* The input is three lines: an expression in Grafana's text form, a subject, a replacement. */
#include "renderer/data/regex.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = g_strndup((const char *)data, size);
	g_auto(GStrv) lines = g_strsplit(text, "\n", 3);
	bool is_global;
	char replaced[100];
	Buffer out = buffer_in(replaced, sizeof(replaced));

	if (g_strv_length(lines) < 3)
		return 0;
	g_autoptr(GRegex) regex = regex_from_text(lines[0], &is_global);

	if (regex)
		regex_replace(regex, is_global, lines[1], lines[2], &out);
	return 0;
}
