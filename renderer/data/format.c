#include "renderer/data/format.h"

#include "renderer/data/format-units.h"
#include "renderer/data/moment.h"
#include "renderer/data/number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- Fixed and scaled numbers --- */

static void put_fixed(double value, double decimals, FormattedValue *out)
{
	number_to_fixed(value, decimals, out->text, sizeof(out->text));
}

static void put_suffix(FormattedValue *out, const char *unit)
{
	if (unit && unit[0])
		g_snprintf(out->suffix, sizeof(out->suffix), " %s", unit);
}

void format_fixed(const Unit *unit, double value, const FormatOptions *options,
		  FormattedValue *out)
{
	put_fixed(value, options->decimals, out);
	put_suffix(out, unit->text);
}

/* Steps of a base with a suffix each; `offset` steps are in the stored number already. */
typedef struct {
	double base;
	const char *const *suffixes;
	int n, offset;
} Steps;

/* Returns the suffix of the step that fits; infinities have none. */
static const char *put_scaled(const Steps *steps, double value, double decimals,
			      FormattedValue *out)
{
	if (!isfinite(value)) {
		g_strlcpy(out->text, isnan(value) ? "NaN" : value < 0 ? "-∞" : "∞",
			  sizeof(out->text));
		return NULL;
	}
	int step = value == 0 ? 0 : (int)floor(log(fabs(value)) / log(steps->base));
	int shown = CLAMP(steps->offset + step, 0, steps->n - 1);
	int power = CLAMP(step, -steps->offset, steps->n - 1 - steps->offset);

	put_fixed(value / pow(steps->base, power), decimals, out);
	return steps->suffixes[shown];
}

static const char *const si_prefixes[] = { "f", "p", "n", "µ", "m", "", "k",
					   "M", "G", "T", "P", "E", "Z", "Y" };
enum { SI_ONE = 5 };

static void put_si(const char *text, int offset, double value, double decimals,
		   FormattedValue *out)
{
	Steps steps = { 1000, si_prefixes, G_N_ELEMENTS(si_prefixes), SI_ONE + offset };
	const char *prefix = put_scaled(&steps, value, decimals, out);

	if (prefix && (prefix[0] || text[0]))
		g_snprintf(out->suffix, sizeof(out->suffix), " %s%s", prefix, text);
}

void format_si(const Unit *unit, double value, const FormatOptions *options, FormattedValue *out)
{
	put_si(unit->text, unit->offset, value, options->decimals, out);
}

void format_binary(const Unit *unit, double value, const FormatOptions *options,
		   FormattedValue *out)
{
	static const char *const prefixes[] = { "", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi" };
	Steps steps = { 1024, prefixes, G_N_ELEMENTS(prefixes), unit->offset };
	const char *prefix = put_scaled(&steps, value, options->decimals, out);

	if (prefix)
		g_snprintf(out->suffix, sizeof(out->suffix), " %s%s", prefix, unit->text);
}

static const char *const thousands[] = { "", "K", "M", "B", "T" };

static void put_count(const char *text, double value, double decimals, FormattedValue *out)
{
	Steps steps = { 1000, thousands, G_N_ELEMENTS(thousands), 0 };
	const char *suffix = put_scaled(&steps, value, decimals, out);

	g_snprintf(out->suffix, sizeof(out->suffix), "%s %s", suffix ? suffix : "", text);
}

void format_count(const Unit *unit, double value, const FormatOptions *options,
		  FormattedValue *out)
{
	put_count(unit->text, value, options->decimals, out);
}

void format_short(const Unit *unit, double value, const FormatOptions *options,
		  FormattedValue *out)
{
	static const char *const names[] = { "",      " K",	" Mil",	 " Bil", " Tri",
					     " Quadr", " Quint", " Sext", " Sept" };
	Steps steps = { 1000, names, G_N_ELEMENTS(names), 0 };
	const char *suffix = put_scaled(&steps, value, options->decimals, out);

	g_strlcpy(out->suffix, suffix ? suffix : "", sizeof(out->suffix));
}

void format_psi(const Unit *unit, double value, const FormatOptions *options, FormattedValue *out)
{
	static const char *const names[] = { "psi", "ksi", "Mpsi" };
	Steps steps = { 1000, names, G_N_ELEMENTS(names), 0 };
	const char *suffix = put_scaled(&steps, value, options->decimals, out);

	g_strlcpy(out->suffix, suffix ? suffix : "", sizeof(out->suffix));
}

static void put_currency(const char *symbol, bool is_suffix, double value, double decimals,
			 FormattedValue *out)
{
	Steps steps = { 1000, thousands, G_N_ELEMENTS(thousands), 0 };
	const char *suffix = put_scaled(&steps, fabs(value), decimals, out);

	g_snprintf(out->prefix, sizeof(out->prefix), "%s%s", value < 0 ? "-" : "",
		   is_suffix ? "" : symbol);
	g_snprintf(out->suffix, sizeof(out->suffix), "%s%s", suffix ? suffix : "",
		   is_suffix ? symbol : "");
}

void format_currency(const Unit *unit, double value, const FormatOptions *options,
		     FormattedValue *out)
{
	put_currency(unit->text, false, value, options->decimals, out);
}

void format_currency_suffix(const Unit *unit, double value, const FormatOptions *options,
			    FormattedValue *out)
{
	put_currency(unit->text, true, value, options->decimals, out);
}

/* --- Others --- */

void format_boolean(const Unit *unit, double value, const FormatOptions *options,
		    FormattedValue *out)
{
	g_strlcpy(out->text, value != 0 ? unit->text : unit->other, sizeof(out->text));
}

void format_percent(const Unit *unit, double value, const FormatOptions *options,
		    FormattedValue *out)
{
	put_fixed(value, options->decimals, out);
	g_strlcpy(out->suffix, "%", sizeof(out->suffix));
}

void format_percent_unit(const Unit *unit, double value, const FormatOptions *options,
			 FormattedValue *out)
{
	format_percent(unit, value * 100, options, out);
}

static void put_hex(double value, double decimals, FormattedValue *out)
{
	char text[160];

	number_to_fixed(value, decimals, text, sizeof(text));
	number_to_hex(js_parse_float(text), out->text, sizeof(out->text));
}

void format_hex(const Unit *unit, double value, const FormatOptions *options, FormattedValue *out)
{
	put_hex(value, options->decimals, out);
}

void format_hex_0x(const Unit *unit, double value, const FormatOptions *options,
		   FormattedValue *out)
{
	FormattedValue plain = { .text = "" };
	bool is_negative = false;

	put_hex(value, options->decimals, &plain);
	is_negative = plain.text[0] == '-';
	g_snprintf(out->text, sizeof(out->text), "%s0x%.150s", is_negative ? "-" : "",
		   plain.text + is_negative);
}

void format_scientific(const Unit *unit, double value, const FormatOptions *options,
		       FormattedValue *out)
{
	number_to_exponential(value, options->decimals, out->text, sizeof(out->text));
}

void format_locale(const Unit *unit, double value, const FormatOptions *options,
		   FormattedValue *out)
{
	int most = isnan(options->decimals) ? 3 : CLAMP((int)options->decimals, 0, 100);

	number_to_grouped(value, 0, most, out->text, sizeof(out->text));
}

void format_as_text(const Unit *unit, double value, const FormatOptions *options,
		    FormattedValue *out)
{
	number_to_text(value, out->text, sizeof(out->text));
}

/* --- Custom forms: what stands before the first colon --- */

static void custom_prefix(const char *argument, double value, const FormatOptions *options,
			  FormattedValue *out)
{
	put_fixed(value, options->decimals, out);
	g_strlcpy(out->prefix, argument, sizeof(out->prefix));
}

static void custom_suffix(const char *argument, double value, const FormatOptions *options,
			  FormattedValue *out)
{
	put_fixed(value, options->decimals, out);
	put_suffix(out, argument);
}

static void custom_time(const char *argument, double value, const FormatOptions *options,
			FormattedValue *out)
{
	moment_format(value, options->time_zone, argument, out->text, sizeof(out->text));
}

/* si:kB has a unit B stored in thousands; what begins with no prefix is all unit. */
static void custom_si(const char *argument, double value, const FormatOptions *options,
		      FormattedValue *out)
{
	for (int i = 0; i < (int)G_N_ELEMENTS(si_prefixes); i++) {
		size_t length = strlen(si_prefixes[i]);

		if (length && strncmp(argument, si_prefixes[i], length) == 0) {
			put_si(argument + length, i - SI_ONE, value, options->decimals, out);
			return;
		}
	}
	put_si(argument, 0, value, options->decimals, out);
}

static void custom_count(const char *argument, double value, const FormatOptions *options,
			 FormattedValue *out)
{
	put_count(argument, value, options->decimals, out);
}

/* currency:financial:$ is the whole number in groups; a third part puts the symbol behind. */
static void put_financial(const char *argument, double value, double decimals,
			  FormattedValue *out)
{
	const char *end = strchr(argument, ':');
	g_autofree char *symbol = end ? g_strndup(argument, (gsize)(end - argument))
				      : g_strdup(argument);
	bool is_suffix = end && strcmp(end + 1, "suffix") == 0;
	int fixed = isnan(decimals) ? -1 : CLAMP((int)decimals, 0, 100);

	number_to_grouped(value, MAX(fixed, 0), fixed < 0 ? 1 : fixed, out->text,
			  sizeof(out->text));
	g_strlcpy(is_suffix ? out->suffix : out->prefix, symbol,
		  is_suffix ? sizeof(out->suffix) : sizeof(out->prefix));
}

static void custom_currency(const char *argument, double value, const FormatOptions *options,
			    FormattedValue *out)
{
	if (g_str_has_prefix(argument, "financial:"))
		put_financial(argument + strlen("financial:"), value, options->decimals, out);
	else
		put_currency(argument, false, value, options->decimals, out);
}

static void custom_bool(const char *argument, double value, const FormatOptions *options,
			FormattedValue *out)
{
	const char *slash = strchr(argument, '/');

	if (value == 0)
		g_strlcpy(out->text, slash ? slash + 1 : "-", sizeof(out->text));
	else
		g_snprintf(out->text, sizeof(out->text), "%.*s",
			   slash ? (int)(slash - argument) : (int)strlen(argument), argument);
}

typedef void (*CustomFormatter)(const char *argument, double value, const FormatOptions *options,
				FormattedValue *out);

static const struct {
	const char *name;
	CustomFormatter format;
} custom_forms[] = {
	{ "prefix:", custom_prefix }, { "suffix:", custom_suffix },
	{ "time:", custom_time },     { "si:", custom_si },
	{ "count:", custom_count },   { "currency:", custom_currency },
	{ "bool:", custom_bool },
};

/* --- Resolved formats --- */

static void apply_unit(const ValueFormat *self, double value, const FormatOptions *options,
		       FormattedValue *out)
{
	const Unit *unit = self->row;

	unit->format(unit, value, options, out);
}

static void apply_custom(const ValueFormat *self, double value, const FormatOptions *options,
			 FormattedValue *out)
{
	for (size_t i = 0; i < G_N_ELEMENTS(custom_forms); i++) {
		size_t length = strlen(custom_forms[i].name);

		if (strncmp(self->argument, custom_forms[i].name, length) == 0) {
			custom_forms[i].format(self->argument + length, value, options, out);
			return;
		}
	}
	custom_suffix(self->argument, value, options, out);
}

ValueFormat value_format(const char *unit)
{
	if (!unit || !unit[0])
		unit = "none";
	const Unit *row = unit_find(unit);

	return (ValueFormat){
		.format = row ? apply_unit : apply_custom,
		.row = row,
		.argument = unit,
	};
}

/* Copies into fixed room may end inside a character. */
static void end_at_character(char *text)
{
	const char *end;

	if (!g_utf8_validate(text, -1, &end))
		text[end - text] = '\0';
}

void value_format_apply(const ValueFormat *format, double value, const FormatOptions *options,
			FormattedValue *out)
{
	out->prefix[0] = out->text[0] = out->suffix[0] = '\0';
	format->format(format, value, options, out);
	end_at_character(out->prefix);
	end_at_character(out->text);
	end_at_character(out->suffix);
}

bool unit_is_date(const char *unit)
{
	return unit && (g_str_has_prefix(unit, "dateTime") || g_str_has_prefix(unit, "time:"));
}

bool unit_is_binary(const char *unit)
{
	static const char *const ids[] = {
		"bytes", "bits", "kbytes", "mbytes", "gbytes", "tbytes", "pbytes", "binBps",
		"binbps", "KiBs", "Kibits", "MiBs", "Mibits", "GiBs", "Gibits", "TiBs", "Tibits",
		"PiBs", "Pibits",
	};

	for (size_t i = 0; unit && i < G_N_ELEMENTS(ids); i++)
		if (strcmp(ids[i], unit) == 0)
			return true;
	return false;
}
