#include "renderer/data/format.h"

#include <math.h>
#include <string.h>

#include "renderer/data/value.h"

/*
 * Expected texts are those of Grafana 12.3's own formatters (grafana-data/src/valueFormats), many
 * of them also in its valueFormats.test.ts, dateTimeFormatters.test.ts and
 * symbolFormatters.test.ts.
 */
typedef struct {
	const char *unit;
	double value, decimals;
	const char *text;
} Row;

static void assert_format(const char *unit, double value, const FormatOptions *options,
			  const char *expected)
{
	ValueFormat format = value_format(unit);
	FormattedValue formatted;

	value_format_apply(&format, value, options, &formatted);
	g_autofree char *text =
		g_strconcat(formatted.prefix, formatted.text, formatted.suffix, NULL);

	if (g_strcmp0(text, expected) != 0)
		g_error("%s of %.17g is '%s', not '%s'", unit, value, text, expected);
}

static void assert_rows(const Row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		FormatOptions options = { .decimals = rows[i].decimals };

		assert_format(rows[i].unit, rows[i].value, &options, rows[i].text);
	}
}

static void test_plain_numbers(void)
{
	static const Row rows[] = {
		{ "none", 1234.5, NAN, "1235" },
		{ "none", 123.45, NAN, "123" },
		{ "none", 12.345, NAN, "12.3" },
		{ "none", 1.2345, NAN, "1.23" },
		{ "none", 0.12345, NAN, "0.123" },
		{ "none", 0.00012345, NAN, "0.000123" },
		{ "none", 1.23e-7, NAN, "1.23e-7" },
		{ "none", 7, NAN, "7" },
		{ "none", 0, NAN, "0" },
		{ "none", -12.345, NAN, "-12.3" },
		{ "none", 1.999, 2, "2.00" },
		{ "none", 1.5, 2, "1.50" },
		{ "none", 60, 2, "60.00" },
		{ "none", 0, 2, "0.00" },
		{ "none", 1.005, 2, "1.00" },
		{ "percent", 33.33333, 2, "33.33%" },
		{ "percent", 100, NAN, "100%" },
		{ "percent", 0.1, NAN, "0.100%" },
		{ "percentunit", 0.333333, 2, "33.33%" },
		{ "percentunit", 1, NAN, "100%" },
		{ "percentunit", 0.07, NAN, "7.00%" },
		{ "hex", 255.5, NAN, "100" },
		{ "hex", 0.5, NAN, "0.8" },
		{ "hex", -100, NAN, "-64" },
		{ "hex0x", -584, 0, "-0x248" },
		{ "hex0x", 74.443, 3, "0x4A.716872B020C4" },
		{ "sci", 1234.5, NAN, "1.2345e+3" },
		{ "sci", 1000, 2, "1.00e+3" },
		{ "locale", 1234567.8912, NAN, "1,234,567.891" },
		{ "locale", 1234567.8912, 1, "1,234,567.9" },
		{ "locale", 12, NAN, "12" },
	};

	assert_rows(rows, G_N_ELEMENTS(rows));
}

/* A value rounded up across a step is not scaled again: "1000 K". */
static void test_scaled_numbers(void)
{
	static const Row rows[] = {
		{ "short", 999, NAN, "999" },
		{ "short", 1000, NAN, "1 K" },
		{ "short", 1200, NAN, "1.20 K" },
		{ "short", 1250, NAN, "1.25 K" },
		{ "short", 1000000, NAN, "1 Mil" },
		{ "short", 1000000000, NAN, "1 Bil" },
		{ "short", 1000000000000, NAN, "1 Tri" },
		{ "short", 1000000000000000, NAN, "1 Quadr" },
		{ "short", 1000000000000000000, NAN, "1 Quint" },
		{ "short", 1e+21, NAN, "1 Sext" },
		{ "short", 1e+24, NAN, "1 Sept" },
		{ "short", 1e+27, NAN, "1000 Sept" },
		{ "short", 0.001, NAN, "0.00100" },
		{ "short", -1500, NAN, "-1.50 K" },
		{ "short", 1000120, NAN, "1.00 Mil" },
		{ "short", 98765, 1, "98.8 K" },
		{ "short", 999999, NAN, "1000 K" },
		{ "bytes", 0, NAN, "0 B" },
		{ "bytes", 1023, NAN, "1023 B" },
		{ "bytes", 1024, NAN, "1 KiB" },
		{ "bytes", -1025, NAN, "-1.00 KiB" },
		{ "bytes", 1536, NAN, "1.50 KiB" },
		{ "bytes", 1048576, NAN, "1 MiB" },
		{ "bytes", 1000000000000000000, NAN, "888 PiB" },
		{ "bytes", 0.5, NAN, "0.500 B" },
		{ "bytes", 1e+27, NAN, "827 YiB" },
		{ "kbytes", 0.5, NAN, "512 B" },
		{ "kbytes", 1000, NAN, "1000 KiB" },
		{ "kbytes", 10000000, NAN, "9.54 GiB" },
		{ "decbytes", 999, NAN, "999 B" },
		{ "decbytes", 1000, NAN, "1 kB" },
		{ "decbytes", 0.001, NAN, "1 mB" },
		{ "watt", 1e-16, NAN, "0.100 fW" },
		{ "watt", 1e-15, NAN, "1 fW" },
		{ "watt", 0.000001, NAN, "1 µW" },
		{ "watt", 0.001, NAN, "1 mW" },
		{ "watt", 0.999, NAN, "999 mW" },
		{ "watt", 1000, NAN, "1 kW" },
		{ "watt", 1e+24, NAN, "1 YW" },
		{ "watt", 1e+28, NAN, "10000 YW" },
		{ "mwatt", 1, NAN, "1 mW" },
		{ "mwatt", 1000, NAN, "1 W" },
		{ "dBm", 0.5, NAN, "500 mdBm" },
		{ "reqps", 12, NAN, "12 req/s" },
		{ "reqps", 1500, NAN, "1.50K req/s" },
		{ "reqps", 1000000000000000, NAN, "1000T req/s" },
		{ "pressurepsi", 500, NAN, "500psi" },
		{ "pressurepsi", 1500, NAN, "1.50ksi" },
		{ "pressurepsi", 1500000000, NAN, "1500Mpsi" },
	};

	assert_rows(rows, G_N_ELEMENTS(rows));
}

static void test_currencies(void)
{
	static const Row rows[] = {
		{ "currencyUSD", 1532.82, 2, "$1.53K" },
		{ "currencyUSD", -1234, NAN, "-$1.23K" },
		{ "currencyUSD", 0, NAN, "$0" },
		{ "currencyUSD", 1000000000000000, NAN, "$1000T" },
		{ "currencySEK", 1234, NAN, "1.23Kkr" },
		{ "currencySEK", -1234, 1, "-1.2Kkr" },
	};

	assert_rows(rows, G_N_ELEMENTS(rows));
}

/* Steps of a unit have a plural, the unit itself ("5 hour") does not; days do. */
static void test_spans_of_time(void)
{
	static const Row rows[] = {
		{ "ns", 999, NAN, "999 ns" },
		{ "ns", 3000, NAN, "3 µs" },
		{ "ns", 4000000, NAN, "4 ms" },
		{ "ns", 5000000000, NAN, "5 s" },
		{ "ns", 60000000000, NAN, "1 min" },
		{ "ns", 480000000000, NAN, "8 mins" },
		{ "ns", 32400000000000, NAN, "9 hours" },
		{ "ns", 864000000000000, NAN, "10 days" },
		{ "µs", 5, NAN, "5 µs" },
		{ "µs", 1500, NAN, "1.50 ms" },
		{ "µs", 2500000, NAN, "2.50 s" },
		{ "µs", 1000000000, NAN, "1000 s" },
		{ "ms", 0.0024, 4, "0.0024 ms" },
		{ "ms", 100, 0, "100 ms" },
		{ "ms", 1250, 2, "1.25 s" },
		{ "ms", 10000086.123, 1, "2.8 hours" },
		{ "ms", -10000086.123, 1, "-2.8 hours" },
		{ "ms", 1200, 0, "1 s" },
		{ "ms", 60000, NAN, "1 min" },
		{ "ms", 172800000, NAN, "2 days" },
		{ "ms", 31536000000, NAN, "1 year" },
		{ "s", 0, NAN, "0 s" },
		{ "s", 5e-7, NAN, "500 ns" },
		{ "s", 0.0005, NAN, "500 µs" },
		{ "s", 0.5, NAN, "500 ms" },
		{ "s", 59, NAN, "59 s" },
		{ "s", 60, NAN, "1 min" },
		{ "s", 120, NAN, "2 mins" },
		{ "s", 3600, NAN, "1 hour" },
		{ "s", 7200, NAN, "2 hours" },
		{ "s", 86400, NAN, "1 day" },
		{ "s", 604800, NAN, "1 week" },
		{ "s", 1209600, NAN, "2 weeks" },
		{ "s", 31536000, NAN, "0.999 year" },
		{ "s", 1000000000, NAN, "31.7 years" },
		{ "s", -90, NAN, "-1.50 mins" },
		{ "m", 59, NAN, "59 min" },
		{ "m", 60, NAN, "1 hour" },
		{ "m", 1440, NAN, "1 day" },
		{ "m", 10080, NAN, "1 week" },
		{ "m", 604800, NAN, "1.15 years" },
		{ "h", 5, NAN, "5 hour" },
		{ "h", 24, NAN, "1 day" },
		{ "h", 168, NAN, "1 week" },
		{ "h", 8760, NAN, "1 year" },
		{ "h", 20000, NAN, "2.28 years" },
		{ "d", 1, NAN, "1 day" },
		{ "d", 5, NAN, "5 days" },
		{ "d", 7, NAN, "1 week" },
		{ "d", 14, NAN, "2 weeks" },
		{ "d", 365, NAN, "1 year" },
		{ "d", 800, NAN, "2.19 years" },
		{ "timeticks", 100, NAN, "1 s" },
		{ "timeticks", 6000, NAN, "1 min" },
	};

	assert_rows(rows, G_N_ELEMENTS(rows));
}

static void test_durations(void)
{
	static const Row rows[] = {
		{ "dtdurationms", 0, NAN, "0 milliseconds" },
		{ "dtdurationms", 38898367008, 0, "1 year" },
		{ "dtdurationms", 38898367008, 1, "1 year, 2 months" },
		{ "dtdurationms", 38898367008, 20, "1 year, 2 months, 3 weeks, "
		  "4 days, 5 hours, 6 minutes, 7 seconds, 8 milliseconds" },
		{ "dtdurationms", 36993906007, 8, "1 year, 2 months, 0 weeks, "
		  "3 days, 4 hours, 5 minutes, 6 seconds, 7 milliseconds" },
		{ "dtdurationms", -1500, 1, "1 second, 500 milliseconds ago" },
		{ "dtdurations", 0, NAN, "0 seconds" },
		{ "dtdurations", 3661, NAN, "1 hour" },
		{ "dtdurations", 3661, 2, "1 hour, 1 minute, 1 second" },
		{ "dtdurations", 0.05, NAN, "50 milliseconds" },
		{ "dthms", 1, NAN, "00:00:01" },
		{ "dthms", -1, NAN, "00:00:01 ago" },
		{ "dthms", 0, NAN, "00:00:00" },
		{ "dthms", 86399, NAN, "23:59:59" },
		{ "dthms", 360000, NAN, "100:00:00" },
		{ "dtdhms", 86399, NAN, "23:59:59" },
		{ "dtdhms", 86400, NAN, "1 d 00:00:00" },
		{ "dtdhms", 1179811, NAN, "13 d 15:43:31" },
		{ "dtdhms", -1179811, NAN, "13 d 15:43:31 ago" },
	};

	assert_rows(rows, G_N_ELEMENTS(rows));
}

static void test_clocks(void)
{
	static const Row rows[] = {
		{ "clockms", 999, 0, "999ms" },
		{ "clockms", 59999, NAN, "59s:999ms" },
		{ "clockms", 59999, 0, "59s" },
		{ "clockms", 3599999, NAN, "59m:59s:999ms" },
		{ "clockms", 3599999, 0, "59m" },
		{ "clockms", 3599999, 1, "59m:59s" },
		{ "clockms", 7199999, NAN, "1h:59m:59s:999ms" },
		{ "clockms", 7199999, 0, "1h" },
		{ "clockms", 7199999, 1, "1h:59m" },
		{ "clockms", 7199999, 2, "1h:59m:59s" },
		{ "clockms", 363599999, NAN, "100h:59m:59s:999ms" },
		{ "clocks", 95.5, NAN, "01m:35s:500ms" },
	};

	assert_rows(rows, G_N_ELEMENTS(rows));
}

static void test_custom_forms(void)
{
	static const Row rows[] = {
		{ "prefix:€", 5, NAN, "€5" },
		{ "prefix:", 5, NAN, "5" },
		{ "suffix:cats", 2.5, NAN, "2.50 cats" },
		{ "suffix:", 2.5, NAN, "2.50" },
		{ "si:mF", 1500, NAN, "1.50 F" },
		{ "si:kW", 1500, NAN, "1.50 MW" },
		{ "si:µs", 1500, NAN, "1.50 ms" },
		{ "si:μs", 1500, NAN, "1.50 ms" },
		{ "si:mps", 3, NAN, "3 mps" },
		{ "si:bar", 1500, NAN, "1.50 kbar" },
		{ "si:", 1500, NAN, "1.50 k" },
		{ "count:req", 1500, NAN, "1.50K req" },
		{ "currency:Fr.", -1500, NAN, "-Fr.1.50K" },
		{ "currency:financial:$", 1234567.89, NAN, "$1,234,567.9" },
		{ "currency:financial:$", 1234.5, 2, "$1,234.50" },
		{ "currency:financial:€:suffix", -1234567.89, NAN, "-1,234,567.9€" },
		{ "currency:financial:€:other", 10, NAN, "€10" },
		{ "currency:financial:", 1234, NAN, "1234" },
		{ "currency:financial", 1234, NAN, "financial1.23K" },
		{ "bool:up/down", 1, NAN, "up" },
		{ "bool:up/down", 0, NAN, "down" },
		{ "bool:yes", 0, NAN, "-" },
		{ "bool:a/b/c", 0, NAN, "b/c" },
		{ "time:YYYY-MM", 0, NAN, "1970-01" },
		{ "cats", 1.5, NAN, "1.50 cats" },
		{ "x:y", 1.5, NAN, "1.50 x:y" },
		{ ":x", 1.5, NAN, "1.50 :x" },
	};

	assert_rows(rows, G_N_ELEMENTS(rows));
}

/* Oddities such as "undefined req/s" are Grafana's. */
static void test_not_finite(void)
{
	static const Row rows[] = {
		{ "none", NAN, NAN, "NaN" },
		{ "none", INFINITY, NAN, "∞" },
		{ "none", -INFINITY, NAN, "-∞" },
		{ "short", NAN, NAN, "NaN" },
		{ "short", INFINITY, NAN, "∞" },
		{ "bytes", NAN, NAN, "NaN" },
		{ "bytes", INFINITY, NAN, "∞" },
		{ "percent", NAN, NAN, "NaN%" },
		{ "percent", INFINITY, NAN, "∞%" },
		{ "reqps", NAN, NAN, "NaNundefined req/s" },
		{ "reqps", INFINITY, NAN, "∞undefined req/s" },
		{ "currencyUSD", NAN, NAN, "$NaN" },
		{ "currencyUSD", INFINITY, NAN, "$∞" },
		{ "currencyUSD", -INFINITY, NAN, "-$∞" },
		{ "currencySEK", NAN, NAN, "NaN" },
		{ "currencySEK", INFINITY, NAN, "∞" },
		{ "ms", NAN, NAN, "NaN year" },
		{ "ms", INFINITY, NAN, "∞ years" },
		{ "bool", NAN, NAN, "False" },
		{ "bool", INFINITY, NAN, "True" },
		{ "hex", NAN, NAN, "NAN" },
		{ "hex", INFINITY, NAN, "NAN" },
		{ "sci", NAN, NAN, "NaN" },
		{ "sci", INFINITY, NAN, "Infinity" },
		{ "locale", NAN, NAN, "NaN" },
		{ "locale", INFINITY, NAN, "∞" },
		{ "string", NAN, NAN, "NaN" },
		{ "string", INFINITY, NAN, "Infinity" },
		{ "dateTimeAsIso", NAN, NAN, "Invalid date" },
		{ "dateTimeAsIso", INFINITY, NAN, "Invalid date" },
		{ "dtdurations", NAN, NAN, "" },
		{ "dtdurations", INFINITY, NAN, "Infinity years" },
		{ "dthms", NAN, NAN, "0NaN:0NaN:0NaN" },
		{ "dthms", INFINITY, NAN, "Infinity:0NaN:0NaN" },
		{ "clockms", NAN, NAN, "NaNh:Invalid date" },
		{ "clockms", INFINITY, NAN, "Infinityh:Invalid date" },
	};

	assert_rows(rows, G_N_ELEMENTS(rows));
}

static void test_missing_values_give_no_text(void)
{
	static const char *const units[] = { "none", "short", "percent",     "currencyUSD",
					     "bool", "ms",    "dateTimeAsIso", "prefix:x" };
	FormatOptions options = { .decimals = NAN };

	for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
		assert_format(units[i], value_null(), &options, "");
		assert_format(units[i], value_absent(), &options, "");
	}
}

static void test_no_unit_is_none(void)
{
	FormatOptions options = { .decimals = NAN };

	assert_format(NULL, 1.5, &options, "1.50");
	assert_format("", 1.5, &options, "1.50");
}

static void test_parts(void)
{
	static const struct {
		const char *unit;
		double value;
		const char *prefix, *text, *suffix;
	} rows[] = {
		{ "currencyUSD", -1000, "-$", "1", "K" },
		{ "currencySEK", -1000, "-", "1", "Kkr" },
		{ "bytes", 2048, "", "2", " KiB" },
		{ "percent", 7, "", "7", "%" },
		{ "ms", 120000, "", "2", " mins" },
		{ "dtdurations", 0, "", "0", " seconds" },
		{ "dtdurations", -1, "", "1 second", " ago" },
		{ "none", 3, "", "3", "" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		ValueFormat format = value_format(rows[i].unit);
		FormatOptions options = { .decimals = NAN };
		FormattedValue out;

		value_format_apply(&format, rows[i].value, &options, &out);
		g_assert_cmpstr(out.prefix, ==, rows[i].prefix);
		g_assert_cmpstr(out.text, ==, rows[i].text);
		g_assert_cmpstr(out.suffix, ==, rows[i].suffix);
	}
}

#define NOON_MS 1720436400000 // 2024-07-08 11:00 UTC, 20:00 in Seoul

static void test_dates_in_a_zone(void)
{
	g_autoptr(GTimeZone) seoul = g_time_zone_new_identifier("Asia/Seoul");
	FormatOptions options = { .decimals = NAN, .time_zone = seoul, .now_ms = NOON_MS };

	assert_format("dateTimeAsIso", NOON_MS, &options, "2024-07-08 20:00:00");
	assert_format("dateTimeAsUS", NOON_MS, &options, "07/08/2024 8:00:00 pm");
	assert_format("dateTimeAsLocal", NOON_MS, &options, "07/08/2024, 08:00:00 PM");
	assert_format("dateTimeAsSystem", NOON_MS, &options, "2024-07-08 20:00:00");
	assert_format("dateTimeFromNow", NOON_MS + 7200e3, &options, "in 2 hours");
	assert_format("time:dddd, LT", NOON_MS, &options, "Monday, 8:00 PM");
	assert_format("dateTimeAsIso", 1e300, &options, "Invalid date");
}

/* Today begins at midnight in the zone, 15:00 UTC the day before. */
static void test_dates_of_today(void)
{
	g_autoptr(GTimeZone) seoul = g_time_zone_new_identifier("Asia/Seoul");
	FormatOptions options = { .decimals = NAN, .time_zone = seoul, .now_ms = NOON_MS };
	double midnight_ms = NOON_MS - 20 * 3600e3;

	assert_format("dateTimeAsIsoNoDateIfToday", midnight_ms, &options, "00:00:00");
	assert_format("dateTimeAsIsoNoDateIfToday", midnight_ms - 1, &options,
		      "2024-07-07 23:59:59");
	assert_format("dateTimeAsUSNoDateIfToday", midnight_ms, &options, "12:00:00 am");
	assert_format("dateTimeAsLocalNoDateIfToday", midnight_ms, &options, "12:00:00 AM");
}

static void test_dates_of_the_server(void)
{
	FormatOptions options = { .decimals = NAN, .with_ms = true };

	assert_format("dateTimeAsSystem", 5, &options, "1970-01-01 00:00:00.005");
	options.full_date_ms = "DD.MM. HH:mm:ss.SSS";
	options.full_date = "DD.MM.";
	assert_format("dateTimeAsSystem", 5, &options, "01.01. 00:00:00.005");
	options.with_ms = false;
	assert_format("dateTimeAsSystem", 5, &options, "01.01.");
}

static void test_long_texts_are_cut_at_a_character(void)
{
	g_autoptr(GString) unit = g_string_new("");
	FormatOptions options = { .decimals = NAN };
	FormattedValue out;

	for (int i = 0; i < 1000; i++)
		g_string_append(unit, "원");
	static const char *const forms[] = { "", "prefix:", "suffix:", "si:", "count:",
					     "time:", "bool:", "currency:",
					     "currency:financial:" };

	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
		g_autofree char *id = g_strconcat(forms[i], unit->str, NULL);
		ValueFormat format = value_format(id);

		value_format_apply(&format, 1, &options, &out);
		g_assert_true(g_utf8_validate(out.prefix, -1, NULL));
		g_assert_true(g_utf8_validate(out.text, -1, NULL));
		g_assert_true(g_utf8_validate(out.suffix, -1, NULL));
		g_assert_cmpuint(strlen(out.prefix) + strlen(out.text) + strlen(out.suffix), >, 30);
	}
}

static void test_kinds_of_units(void)
{
	g_assert_true(unit_is_date("dateTimeFromNow"));
	g_assert_true(unit_is_date("time:YYYY"));
	g_assert_false(unit_is_date("timeticks"));
	g_assert_false(unit_is_date(NULL));
	g_assert_true(unit_is_binary("bytes"));
	g_assert_true(unit_is_binary("PiBs"));
	g_assert_false(unit_is_binary("decbytes"));
	g_assert_false(unit_is_binary("none such"));
	g_assert_false(unit_is_binary(NULL));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/format/plain-numbers", test_plain_numbers);
	g_test_add_func("/format/scaled-numbers", test_scaled_numbers);
	g_test_add_func("/format/currencies", test_currencies);
	g_test_add_func("/format/spans-of-time", test_spans_of_time);
	g_test_add_func("/format/durations", test_durations);
	g_test_add_func("/format/clocks", test_clocks);
	g_test_add_func("/format/custom-forms", test_custom_forms);
	g_test_add_func("/format/not-finite", test_not_finite);
	g_test_add_func("/format/missing-values-give-no-text", test_missing_values_give_no_text);
	g_test_add_func("/format/no-unit-is-none", test_no_unit_is_none);
	g_test_add_func("/format/parts", test_parts);
	g_test_add_func("/format/dates-in-a-zone", test_dates_in_a_zone);
	g_test_add_func("/format/dates-of-today", test_dates_of_today);
	g_test_add_func("/format/dates-of-the-server", test_dates_of_the_server);
	g_test_add_func("/format/long-texts-are-cut-at-a-character",
			test_long_texts_are_cut_at_a_character);
	g_test_add_func("/format/kinds-of-units", test_kinds_of_units);
	return g_test_run();
}
