#include "renderer/data/format.h"

#include <math.h>
#include <stdio.h>

/* Nanoseconds to format one value, for the units that tables and axes use most. */
enum { N_VALUES = 1000, ROUNDS = 200 };

typedef double ValueAt(int i);

static double measurement(int i)
{
	return pow(10, i % 12 - 3) * (1 + i % 97 / 97.0);
}

static double price(int i)
{
	return (i * 7919 % 1000000) / 100.0;
}

static double whole_number(int i)
{
	return i * 7919.0;
}

static double minute(int i)
{
	return 1720418706007.0 + i * 60e3;
}

static void measure(const char *name, const char *unit, ValueAt *value_at, GTimeZone *zone)
{
	FormatOptions options = { .decimals = NAN, .time_zone = zone };
	ValueFormat format = value_format(unit);
	double values[N_VALUES];
	FormattedValue out;
	size_t check = 0; // keeps the compiler from leaving the work out

	for (int i = 0; i < N_VALUES; i++)
		values[i] = value_at(i);
	int64_t start_us = g_get_monotonic_time();

	for (int i = 0; i < N_VALUES * ROUNDS; i++) {
		value_format_apply(&format, values[i % N_VALUES], &options, &out);
		check += (size_t)out.text[0];
	}
	double ns = (double)(g_get_monotonic_time() - start_us) * 1e3 / (N_VALUES * ROUNDS);

	printf("%-28s %8.1f ns  (%zu)\n", name, ns, check);
}

int main(void)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Berlin");

	measure("none", "none", measurement, zone);
	measure("none, whole numbers", "none", whole_number, zone);
	measure("string, two decimals", "string", price, zone);
	measure("string, all digits", "string", measurement, zone);
	measure("short", "short", measurement, zone);
	measure("bytes", "bytes", measurement, zone);
	measure("ms", "ms", measurement, zone);
	measure("percent", "percent", measurement, zone);
	measure("dateTimeAsIso, UTC", "dateTimeAsIso", minute, NULL);
	measure("dateTimeAsIso, Europe/Berlin", "dateTimeAsIso", minute, zone);
	return 0;
}
