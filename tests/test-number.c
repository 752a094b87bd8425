#include "renderer/data/number.h"
#include "renderer/geometry.h"

#include <float.h>
#include <math.h>

#include <glib.h>

/* Texts are those of ECMA-262's own algorithms, as node 20 prints them. */
static void test_shortest_text(void)
{
	static const struct {
		double value;
		const char *text;
	} rows[] = {
		{ 0, "0" },
		{ -0.0, "0" },
		{ 1, "1" },
		{ -42, "-42" },
		{ 0.1, "0.1" },
		{ 0.1 + 0.2, "0.30000000000000004" },
		{ 1.0 / 3, "0.3333333333333333" },
		{ 100.25, "100.25" },
		{ 123456789012345680.0, "123456789012345680" },
		{ 999999999999999, "999999999999999" },
		{ 9007199254740993.0, "9007199254740992" },
		{ 1e20, "100000000000000000000" },
		{ 1e21, "1e+21" },
		{ -1.5e21, "-1.5e+21" },
		{ 1e-6, "0.000001" },
		{ 1.25e-6, "0.00000125" },
		{ 1e-7, "1e-7" },
		{ 1.5e-7, "1.5e-7" },
		{ 1e23, "1e+23" },
		{ 0x1p-44, "5.684341886080802e-14" }, // the nearest 16 digits don't read back
		{ DBL_MAX, "1.7976931348623157e+308" },
		{ DBL_MIN, "2.2250738585072014e-308" },
		{ 0x1p-1074, "5e-324" },
		{ NAN, "NaN" },
		{ INFINITY, "Infinity" },
		{ -INFINITY, "-Infinity" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		char text[NUMBER_TEXT_SIZE];

		number_to_text(rows[i].value, text, sizeof(text));
		g_assert_cmpstr(text, ==, rows[i].text);
	}
}

static void test_text_reads_back(void)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(7);

	for (int i = 0; i < 20000; i++) {
		char text[NUMBER_TEXT_SIZE];
		double value = g_rand_double_range(random, -1, 1) *
			       pow(10, g_rand_int_range(random, -300, 300));

		g_assert_cmpuint(number_to_text(value, text, sizeof(text)), <, sizeof(text));
		g_assert_cmpfloat(js_number(text), ==, value);
	}
}

static void test_cut_to_the_room(void)
{
	char text[5];

	g_assert_cmpuint(number_to_text(1.0 / 3, text, sizeof(text)), ==, 4);
	g_assert_cmpstr(text, ==, "0.33");
	g_assert_cmpuint(number_to_fixed(-INFINITY, NAN, text, 3), ==, 1); // no half of a character
	g_assert_cmpstr(text, ==, "-");
	g_assert_cmpuint(number_to_text(12, text, 1), ==, 0);
}

/* Grafana 12.3, valueFormats.test.ts, and the rule in its toFixed(). */
static void test_fixed(void)
{
	static const struct {
		double value, decimals;
		const char *text;
	} rows[] = {
		{ 1234.5, NAN, "1235" },
		{ 123.45, NAN, "123" },
		{ 12.345, NAN, "12.3" },
		{ 1.2345, NAN, "1.23" },
		{ 0.12345, NAN, "0.123" },
		{ 0.00012345, NAN, "0.000123" },
		{ 0.0245, NAN, "0.0245" },
		{ 1.0 / 3, NAN, "0.333" },
		{ 3.23, NAN, "3.23" },
		{ 1.999, 2, "2.00" },
		{ 1.5, 2, "1.50" },
		{ 1.005, 2, "1.00" }, // 100.49999999999999 after the multiplication
		{ -2.5, 0, "-2" },
		{ 2.5, 0, "3" },
		{ -0.001, 2, "0.00" },
		{ 0, NAN, "0" },
		{ 0, 3, "0.000" },
		{ 100, 2, "100.00" },
		{ 1.5, -1, "2" },
		{ 1.5, 1e9, "1.5000000000000000000000000000000000000000000000000000000000000"
			    "000000000000000000000000000000000000000" },
		{ 0.000000123, NAN, "1.23e-7" },
		{ 0.0000001, 7, "1e-7" },
		{ 0.0000001, 2, "0.00" },
		{ 1e21, NAN, "1e+21" },
		{ 123456789012345680.0, 2, "123456789012345660.00" },
		{ 1e15 + 0.5, 1, "1000000000000000.4" },
		{ DBL_MAX, 2, "1.7976931348623157e+308" },
		{ NAN, NAN, "NaN" },
		{ INFINITY, 2, "∞" },
		{ -INFINITY, NAN, "-∞" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		char text[128];

		number_to_fixed(rows[i].value, rows[i].decimals, text, sizeof(text));
		g_assert_cmpstr(text, ==, rows[i].text);
	}
}

static void test_automatic_decimals(void)
{
	g_assert_cmpint(automatic_decimals(7), ==, 0);
	g_assert_cmpint(automatic_decimals(1234.5), ==, 0);
	g_assert_cmpint(automatic_decimals(12.5), ==, 1);
	g_assert_cmpint(automatic_decimals(-0.05), ==, 4);
	g_assert_cmpint(automatic_decimals(INFINITY), ==, 0);
	g_assert_cmpint(automatic_decimals(NAN), ==, 0);
}

/* As node 20's toExponential(). */
static void test_exponential(void)
{
	static const struct {
		double value, decimals;
		const char *text;
	} rows[] = {
		{ 1234.5, NAN, "1.2345e+3" }, { 1000, 0, "1e+3" },   { -1000, 0, "-1e+3" },
		{ 1000, 2, "1.00e+3" },	      { 2.5, 0, "3e+0" },    { 0, 2, "0.00e+0" },
		{ 0, NAN, "0e+0" },	      { 9.99, 1, "1.0e+1" }, { 1.25, 1, "1.3e+0" },
		{ 1.005, 2, "1.00e+0" },      { NAN, 1, "NaN" },     { INFINITY, 1, "Infinity" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		char text[128];

		number_to_exponential(rows[i].value, rows[i].decimals, text, sizeof(text));
		g_assert_cmpstr(text, ==, rows[i].text);
	}
}

/* Grafana 12.3, arithmeticFormatters.test.ts; the long ones as node 20's toString(16). */
static void test_hex(void)
{
	static const struct {
		double value;
		const char *text;
	} rows[] = {
		{ 0, "0" },
		{ 100, "64" },
		{ -100, "-64" },
		{ 50.5, "32.8" },
		{ -50.33, "-32.547AE147AE14" },
		{ 74.443, "4A.716872B020C4" },
		{ 0.1, "0.1999999999999A" },
		{ 1 - 0x1p-53, "0.FFFFFFFFFFFFF8" },
		{ 1e21, "3635C9ADC5DEA00000" },
		{ NAN, "NAN" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		char text[300];

		number_to_hex(rows[i].value, text, sizeof(text));
		g_assert_cmpstr(text, ==, rows[i].text);
	}
}

/* As node 20's toLocaleString("en-US"): rounds the shortest text, so 1.005 goes up. */
static void test_grouped(void)
{
	static const struct {
		double value;
		int min, max;
		const char *text;
	} rows[] = {
		{ 0, 0, 3, "0" },
		{ -0.0, 0, 3, "-0" },
		{ 999, 0, 3, "999" },
		{ 1000, 0, 3, "1,000" },
		{ -1234567.8912, 0, 3, "-1,234,567.891" },
		{ 1.005, 0, 2, "1.01" },
		{ 0.0004, 0, 3, "0" },
		{ 0.0005, 0, 3, "0.001" },
		{ 0.05, 3, 5, "0.050" },
		{ 999.9996, 0, 3, "1,000" },
		{ 12, 2, 2, "12.00" },
		{ 1e21, 0, 3, "1,000,000,000,000,000,000,000" },
		{ NAN, 0, 3, "NaN" },
		{ -INFINITY, 0, 3, "-∞" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		char text[64];

		number_to_grouped(rows[i].value, rows[i].min, rows[i].max, text, sizeof(text));
		g_assert_cmpstr(text, ==, rows[i].text);
	}
}

static void test_round_halves_go_up(void)
{
	g_assert_cmpfloat(js_round(2.5), ==, 3);
	g_assert_cmpfloat(js_round(-2.5), ==, -2);
	g_assert_cmpfloat(js_round(0.49999999999999994), ==, 0);
	g_assert_cmpfloat(js_round(1e300), ==, 1e300);
	g_assert_cmpfloat(js_round(-INFINITY), ==, -INFINITY);
}

static void assert_same(double value, double expected, const char *text)
{
	if (value != expected && !(isnan(value) && isnan(expected)))
		g_error("'%s' reads as %g, not %g", text, value, expected);
}

/* ECMA-262, parseFloat() and StringToNumber. */
static void test_reading(void)
{
	static const struct {
		const char *text;
		double prefix, whole;
	} rows[] = {
		{ "", NAN, 0 },
		{ "  ", NAN, 0 },
		{ "5", 5, 5 },
		{ " \t-5.25\n", -5.25, -5.25 },
		{ "\u00a05\ufeff", 5, 5 },
		{ "12abc", 12, NAN },
		{ ".5", .5, .5 },
		{ "5.", 5, 5 },
		{ ".", NAN, NAN },
		{ "1e3", 1000, 1000 },
		{ "1e", 1, NAN },
		{ "1e+x", 1, NAN },
		{ "1x5", 1, NAN },
		{ "0x10", 0, 16 },
		{ "-0x10", 0, NAN },
		{ "0x", 0, NAN },
		{ "0b101", 0, 5 },
		{ "0b102", 0, NAN },
		{ "0o17", 0, 15 },
		{ "Infinity", INFINITY, INFINITY },
		{ "-Infinityx", -INFINITY, NAN },
		{ "inf", NAN, NAN },
		{ "nan", NAN, NAN },
		{ "1e400", INFINITY, INFINITY },
		{ "--5", NAN, NAN },
		{ "1,5", 1, NAN },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		assert_same(js_parse_float(rows[i].text), rows[i].prefix, rows[i].text);
		assert_same(js_number(rows[i].text), rows[i].whole, rows[i].text);
	}
	g_assert_true(isnan(js_number(NULL)));
	g_assert_true(isnan(js_parse_float(NULL)));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/number/shortest-text", test_shortest_text);
	g_test_add_func("/number/text-reads-back", test_text_reads_back);
	g_test_add_func("/number/cut-to-the-room", test_cut_to_the_room);
	g_test_add_func("/number/fixed", test_fixed);
	g_test_add_func("/number/automatic-decimals", test_automatic_decimals);
	g_test_add_func("/number/exponential", test_exponential);
	g_test_add_func("/number/hex", test_hex);
	g_test_add_func("/number/grouped", test_grouped);
	g_test_add_func("/number/round-halves-go-up", test_round_halves_go_up);
	g_test_add_func("/number/reading", test_reading);
	return g_test_run();
}
