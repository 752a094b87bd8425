#include "renderer/data/format-units.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "renderer/data/buffer.h"
#include "renderer/data/number.h"

static void put_fixed(FormattedValue *out, double value, const FormatOptions *options)
{
	number_to_fixed(value, options->decimals, out->text, sizeof(out->text));
}

static void put_suffix(FormattedValue *out, const char *space, const char *step, const char *unit)
{
	Buffer suffix = buffer_in(out->suffix, sizeof(out->suffix));

	buffer_put(&suffix, space);
	buffer_put(&suffix, step);
	buffer_put(&suffix, unit);
}

static void put_prefix(FormattedValue *out, const char *sign, const char *unit)
{
	Buffer prefix = buffer_in(out->prefix, sizeof(out->prefix));

	buffer_put(&prefix, sign);
	buffer_put(&prefix, unit);
}

void format_fixed(const ValueFormat *self, double value, const FormatOptions *options,
		  FormattedValue *out)
{
	put_fixed(out, value, options);
	if (*self->unit)
		put_suffix(out, " ", "", self->unit);
}

void format_prefix(const ValueFormat *self, double value, const FormatOptions *options,
		   FormattedValue *out)
{
	put_fixed(out, value, options);
	put_prefix(out, "", self->unit);
}

/* Names for the powers of a base; `one` is the index of the base's power 0. */
typedef struct {
	double base;
	int one, count;
	const char *const *names;
} Scale;

/*
 * Divides the value by the power of the base that leaves it at least 1, as far as there are
 * names. Returns the power's name; NULL for what is not finite.
 */
static const char *put_scaled(FormattedValue *out, const Scale *scale, int offset, double value,
			      const FormatOptions *options)
{
	if (!isfinite(value)) {
		number_to_fixed(value, NAN, out->text, sizeof(out->text));
		return NULL;
	}
	int one = scale->one + offset;
	int power = value == 0 ? 0 : (int)floor(log10(fabs(value)) / log10(scale->base));
	int step = CLAMP(power, -one, scale->count - 1 - one);

	put_fixed(out, value / pow(scale->base, step), options);
	return scale->names[CLAMP(one + power, 0, scale->count - 1)];
}

void format_si(const ValueFormat *self, double value, const FormatOptions *options,
	       FormattedValue *out)
{
	static const char *const names[] = { "f", "p", "n", "µ", "m", "",  "k",
					     "M", "G", "T", "P", "E", "Z", "Y" };
	static const Scale scale = { 1000, 5, G_N_ELEMENTS(names), names };
	const char *name = put_scaled(out, &scale, self->offset, value, options);

	if (name)
		put_suffix(out, " ", name, self->unit);
}

void format_binary(const ValueFormat *self, double value, const FormatOptions *options,
		   FormattedValue *out)
{
	static const char *const names[] = { "", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi" };
	static const Scale scale = { 1024, 0, G_N_ELEMENTS(names), names };
	const char *name = put_scaled(out, &scale, self->offset, value, options);

	if (name)
		put_suffix(out, " ", name, self->unit);
}

void format_short(const ValueFormat *self, double value, const FormatOptions *options,
		  FormattedValue *out)
{
	static const char *const names[] = { "",       " K",     " Mil",  " Bil", " Tri",
					     " Quadr", " Quint", " Sext", " Sept" };
	static const Scale scale = { 1000, 0, G_N_ELEMENTS(names), names };
	const char *name = put_scaled(out, &scale, 0, value, options);

	if (name)
		put_suffix(out, "", name, "");
}

void format_psi(const ValueFormat *self, double value, const FormatOptions *options,
		FormattedValue *out)
{
	static const char *const names[] = { "psi", "ksi", "Mpsi" };
	static const Scale scale = { 1000, 0, G_N_ELEMENTS(names), names };
	const char *name = put_scaled(out, &scale, 0, value, options);

	if (name)
		put_suffix(out, "", name, "");
}

static const char *put_thousands(FormattedValue *out, double value, const FormatOptions *options)
{
	static const char *const names[] = { "", "K", "M", "B", "T" };
	static const Scale scale = { 1000, 0, G_N_ELEMENTS(names), names };

	return put_scaled(out, &scale, 0, value, options);
}

/* Grafana appends the unit to the step's name even where there is none. */
void format_count(const ValueFormat *self, double value, const FormatOptions *options,
		  FormattedValue *out)
{
	const char *name = put_thousands(out, value, options);

	put_suffix(out, name ? name : "undefined", " ", self->unit);
}

void format_currency(const ValueFormat *self, double value, const FormatOptions *options,
		     FormattedValue *out)
{
	const char *name = put_thousands(out, fabs(value), options);

	put_prefix(out, value < 0 ? "-" : "", self->unit);
	put_suffix(out, "", name ? name : "", "");
}

void format_currency_suffix(const ValueFormat *self, double value, const FormatOptions *options,
			    FormattedValue *out)
{
	const char *name = put_thousands(out, fabs(value), options);

	put_prefix(out, value < 0 ? "-" : "", "");
	if (name)
		put_suffix(out, "", name, self->unit);
}

void format_financial(const ValueFormat *self, double value, const FormatOptions *options,
		      FormattedValue *out)
{
	size_t length = strcspn(self->unit, ":");
	const char *rest = self->unit + length;
	bool is_suffix = g_str_equal(rest, ":suffix") || g_str_has_prefix(rest, ":suffix:");
	bool is_automatic = isnan(options->decimals);
	int decimals = is_automatic ? 0 : (int)CLAMP(options->decimals, 0, 100);
	Buffer sign = is_suffix ? buffer_in(out->suffix, sizeof(out->suffix))
				: buffer_in(out->prefix, sizeof(out->prefix));

	if (length == 0) {
		put_fixed(out, value, options);
		return;
	}
	buffer_put_bytes(&sign, self->unit, length);
	number_to_grouped(value, decimals, is_automatic ? 1 : decimals, out->text,
			  sizeof(out->text));
}

void format_boolean(const ValueFormat *self, double value, const FormatOptions *options,
		    FormattedValue *out)
{
	Buffer text = buffer_in(out->text, sizeof(out->text));
	size_t length = strcspn(self->unit, "/");
	const char *slash = self->unit + length;

	if (value != 0 && !isnan(value))
		buffer_put_bytes(&text, self->unit, length);
	else
		buffer_put(&text, *slash ? slash + 1 : "-");
}

void format_percent(const ValueFormat *self, double value, const FormatOptions *options,
		    FormattedValue *out)
{
	put_fixed(out, value, options);
	put_suffix(out, "", "", "%");
}

void format_percent_unit(const ValueFormat *self, double value, const FormatOptions *options,
			 FormattedValue *out)
{
	format_percent(self, 100 * value, options, out);
}

/* Rounds as the decimal text does, then changes the base. */
void format_hex(const ValueFormat *self, double value, const FormatOptions *options,
		FormattedValue *out)
{
	put_fixed(out, value, options);
	number_to_hex(js_parse_float(out->text), out->text, sizeof(out->text));
}

void format_hex_0x(const ValueFormat *self, double value, const FormatOptions *options,
		   FormattedValue *out)
{
	FormattedValue hex;
	Buffer text = buffer_in(out->text, sizeof(out->text));

	format_hex(self, value, options, &hex);
	bool is_negative = hex.text[0] == '-';

	buffer_put(&text, is_negative ? "-0x" : "0x");
	buffer_put(&text, hex.text + is_negative);
}

void format_scientific(const ValueFormat *self, double value, const FormatOptions *options,
		       FormattedValue *out)
{
	number_to_exponential(value, options->decimals, out->text, sizeof(out->text));
}

void format_locale(const ValueFormat *self, double value, const FormatOptions *options,
		   FormattedValue *out)
{
	double decimals = isnan(options->decimals) ? 3 : CLAMP(options->decimals, 0, 100);

	number_to_grouped(value, 0, (int)decimals, out->text, sizeof(out->text));
}

void format_as_text(const ValueFormat *self, double value, const FormatOptions *options,
		    FormattedValue *out)
{
	number_to_text(value, out->text, sizeof(out->text));
}
