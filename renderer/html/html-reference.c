#include "renderer/html/html-node.h"

#include <string.h>

static const struct {
	const char *name, *text;
} references[] = {
	{ "amp", "&" }, { "lt", "<" }, { "gt", ">" }, { "quot", "\"" }, { "apos", "'" },
	{ "nbsp", "\u00a0" }, { "copy", "©" }, { "reg", "®" }, { "mdash", "—" },
	{ "ndash", "–" }, { "hellip", "…" }, { "middot", "·" }, { "bull", "•" },
	{ "laquo", "«" }, { "raquo", "»" }, { "deg", "°" }, { "times", "×" }, { "euro", "€" },
	{ "pound", "£" }, { "yen", "¥" }, { "cent", "¢" }, { "sect", "§" }, { "para", "¶" },
	{ "micro", "µ" }, { "plusmn", "±" }, { "divide", "÷" }, { "frac12", "½" },
	{ "frac14", "¼" }, { "sup2", "²" }, { "sup3", "³" }, { "rarr", "→" }, { "larr", "←" },
	{ "uarr", "↑" }, { "darr", "↓" }, { "harr", "↔" }, { "rArr", "⇒" }, { "trade", "™" },
	{ "check", "✓" }, { "cross", "✗" }, { "le", "≤" }, { "ge", "≥" }, { "ne", "≠" },
	{ "asymp", "≈" }, { "infin", "∞" }, { "alpha", "α" }, { "beta", "β" }, { "mu", "μ" },
	{ "sigma", "σ" }, { "Delta", "Δ" }, { "Omega", "Ω" }, { "lsquo", "‘" },
	{ "rsquo", "’" }, { "ldquo", "“" }, { "rdquo", "”" }, { "emsp", "\u2003" },
	{ "ensp", "\u2002" }, { "thinsp", "\u2009" }, { "zwnj", "\u200c" },
	{ "shy", "\u00ad" }, { "star", "☆" }, { "starf", "★" }, { "hearts", "♥" },
	{ "colon", ":" }, { "newline", "\n" },
};

static size_t append_number(GString *out, const char *at, const char *semicolon)
{
	bool is_hex = at[2] == 'x' || at[2] == 'X';
	guint64 code = g_ascii_strtoull(at + (is_hex ? 3 : 2), NULL, is_hex ? 16 : 10);

	if (code == 0 || code > 0x10ffff || !g_unichar_validate((gunichar)code))
		return 0;
	g_string_append_unichar(out, (gunichar)code);
	return (size_t)(semicolon - at + 1);
}

size_t html_append_reference(GString *out, const char *at, const char *end)
{
	const char *semicolon = memchr(at, ';', (size_t)MIN(end - at, 12));

	if (!semicolon)
		return 0;
	if (at[1] == '#')
		return append_number(out, at, semicolon);
	for (size_t i = 0; i < G_N_ELEMENTS(references); i++) {
		size_t length = strlen(references[i].name);

		if ((size_t)(semicolon - at - 1) == length &&
		    strncmp(at + 1, references[i].name, length) == 0) {
			g_string_append(out, references[i].text);
			return length + 2;
		}
	}
	return 0;
}
