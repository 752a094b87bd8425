#include "renderer/data/format.h"

#include <string.h>

#include "renderer/data/format-units.h"
#include "renderer/data/value.h"

/* The prefix a custom SI unit begins with; micro may be written with either of its signs. */
static size_t si_prefix_length(const char *text, int *offset)
{
	static const struct {
		const char *prefix;
		int offset;
	} rows[] = {
		{ "f", -5 }, { "p", -4 }, { "n", -3 }, { "\u00B5", -2 }, { "\u03BC", -2 },
		{ "m", -1 }, { "k", 1 },  { "M", 2 },  { "G", 3 },       { "T", 4 },
		{ "P", 5 },  { "E", 6 },  { "Z", 7 },  { "Y", 8 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		if (g_str_has_prefix(text, rows[i].prefix)) {
			*offset = rows[i].offset;
			return strlen(rows[i].prefix);
		}
	}
	return 0;
}

/* `si:kW`: watts, stored in thousands. */
static ValueFormat custom_si(const char *argument)
{
	ValueFormat format = { format_si, argument, 0 };

	format.unit += si_prefix_length(argument, &format.offset);
	return format;
}

/* `currency:$` is scaled, `currency:financial:€:suffix` shows the whole number. */
static ValueFormat custom_currency(const char *argument)
{
	static const char financial[] = "financial:";

	if (g_str_has_prefix(argument, financial))
		return (ValueFormat){ format_financial, argument + strlen(financial), 0 };
	return (ValueFormat){ format_currency, argument, 0 };
}

static ValueFormat custom_format(const char *unit)
{
	static const struct {
		const char *form;
		ValueFormatter *format;
	} rows[] = {
		{ "prefix:", format_prefix }, { "suffix:", format_fixed }, { "time:", format_date },
		{ "count:", format_count },   { "bool:", format_boolean },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		if (g_str_has_prefix(unit, rows[i].form))
			return (ValueFormat){ rows[i].format, unit + strlen(rows[i].form), 0 };
	if (g_str_has_prefix(unit, "si:"))
		return custom_si(unit + strlen("si:"));
	if (g_str_has_prefix(unit, "currency:"))
		return custom_currency(unit + strlen("currency:"));
	return (ValueFormat){ format_fixed, unit, 0 };
}

ValueFormat value_format(const char *unit)
{
	const ValueFormat *known = unit_find(unit && *unit ? unit : "none");

	return known ? *known : custom_format(unit);
}

void value_format_apply(const ValueFormat *format, double value, const FormatOptions *options,
			FormattedValue *out)
{
	out->prefix[0] = out->text[0] = out->suffix[0] = '\0';
	if (!value_is_missing(value))
		format->format(format, value, options, out);
}

bool unit_is_date(const char *unit)
{
	return unit && (g_str_has_prefix(unit, "dateTime") || g_str_has_prefix(unit, "time:"));
}

bool unit_is_binary(const char *unit)
{
	const ValueFormat *format = unit ? unit_find(unit) : NULL;

	return format && format->format == format_binary;
}
