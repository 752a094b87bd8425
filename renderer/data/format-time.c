#include "renderer/data/format-units.h"

#include "renderer/data/moment.h"
#include "renderer/data/number.h"
#include "renderer/geometry.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- Units that grow: below a limit a value is divided and called so --- */

typedef struct {
	double limit;	// of the absolute value; INFINITY ends the list
	double divisor; // a factor where below 1
	const char *suffix;
	bool has_plural; // "s" when the shown number is more than 1
} TimeStep;

static void put_step(const TimeStep *steps, double value, const FormatOptions *options,
		     FormattedValue *out)
{
	while (fabs(value) >= steps->limit)
		steps++;
	double scaled = steps->divisor < 1 ? value * js_round(1 / steps->divisor)
					   : value / steps->divisor;

	number_to_fixed(scaled, options->decimals, out->text, sizeof(out->text));
	g_snprintf(out->suffix, sizeof(out->suffix), " %s%s", steps->suffix,
		   steps->has_plural && fabs(scaled) > 1 ? "s" : "");
}

void format_nanoseconds(const Unit *unit, double value, const FormatOptions *options,
			FormattedValue *out)
{
	static const TimeStep steps[] = {
		{ 1000, 1, "ns", false },	    { 1e6, 1e3, "µs", false },
		{ 1e9, 1e6, "ms", false },	    { 6e10, 1e9, "s", false },
		{ 3.6e12, 6e10, "min", true },	    { 8.64e13, 3.6e12, "hour", true },
		{ INFINITY, 8.64e13, "day", true },
	};

	put_step(steps, value, options, out);
}

void format_microseconds(const Unit *unit, double value, const FormatOptions *options,
			 FormattedValue *out)
{
	static const TimeStep steps[] = {
		{ 1000, 1, "µs", false },
		{ 1e6, 1e3, "ms", false },
		{ INFINITY, 1e6, "s", false },
	};

	put_step(steps, value, options, out);
}

void format_milliseconds(const Unit *unit, double value, const FormatOptions *options,
			 FormattedValue *out)
{
	static const TimeStep steps[] = {
		{ 1000, 1, "ms", false },	       { 6e4, 1e3, "s", false },
		{ 3.6e6, 6e4, "min", true },	       { 8.64e7, 3.6e6, "hour", true },
		{ 3.1536e10, 8.64e7, "day", true },    { INFINITY, 3.1536e10, "year", true },
	};

	put_step(steps, value, options, out);
}

void format_seconds(const Unit *unit, double value, const FormatOptions *options,
		    FormattedValue *out)
{
	static const TimeStep steps[] = {
		{ 1e-6, 1e-9, "ns", false },	     { 1e-3, 1e-6, "µs", false },
		{ 1, 1e-3, "ms", false },	     { 60, 1, "s", false },
		{ 3600, 60, "min", true },	     { 86400, 3600, "hour", true },
		{ 604800, 86400, "day", true },	     { 31536000, 604800, "week", true },
		{ INFINITY, 3.15569e7, "year", true },
	};

	put_step(value == 0 ? &steps[3] : steps, value, options, out);
}

void format_minutes(const Unit *unit, double value, const FormatOptions *options,
		    FormattedValue *out)
{
	static const TimeStep steps[] = {
		{ 60, 1, "min", false },	 { 1440, 60, "hour", true },
		{ 10080, 1440, "day", true },	 { 604800, 10080, "week", true },
		{ INFINITY, 5.25948e5, "year", true },
	};

	put_step(steps, value, options, out);
}

void format_hours(const Unit *unit, double value, const FormatOptions *options,
		  FormattedValue *out)
{
	static const TimeStep steps[] = {
		{ 24, 1, "hour", false },
		{ 168, 24, "day", true },
		{ 8760, 168, "week", true },
		{ INFINITY, 8760, "year", true },
	};

	put_step(steps, value, options, out);
}

void format_days(const Unit *unit, double value, const FormatOptions *options,
		 FormattedValue *out)
{
	static const TimeStep steps[] = {
		{ 7, 1, "day", false },
		{ 365, 7, "week", true },
		{ INFINITY, 365, "year", true },
	};

	put_step(steps, value, options, out);
}

void format_timeticks(const Unit *unit, double value, const FormatOptions *options,
		      FormattedValue *out)
{
	format_seconds(unit, value / 100, options, out);
}

/* --- Durations in words --- */

typedef struct {
	double ms;
	const char *name;
} DurationPart;

static const DurationPart duration_parts[] = {
	{ 31536000e3, "year" }, { 2592000e3, "month" }, { 604800e3, "week" },
	{ 86400e3, "day" },	{ 3600e3, "hour" },	{ 60e3, "minute" },
	{ 1e3, "second" },	{ 1, "millisecond" },
};

/* From the first part that is whole, that part and as many smaller ones as decimals ask for. */
static void put_duration(double ms, const char *nothing, double decimals, FormattedValue *out)
{
	char text[160] = "";
	double rest = fabs(ms);
	int left = isnan(decimals) ? 0 : CLAMP((int)decimals, 0, 7);
	bool has_begun = false;

	if (ms == 0 || !isfinite(ms)) {
		g_strlcpy(out->text, ms == 0 ? nothing : "NaN", sizeof(out->text));
		return;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(duration_parts) && left >= 0; i++) {
		double count = floor(rest / duration_parts[i].ms);

		if (!has_begun && count == 0)
			continue;
		size_t length = strlen(text);

		g_snprintf(text + length, sizeof(text) - length, "%s%.0f %s%s",
			   has_begun ? ", " : "", count, duration_parts[i].name,
			   count == 1 ? "" : "s");
		rest = fmod(rest, duration_parts[i].ms);
		has_begun = true;
		left--;
	}
	g_snprintf(out->text, sizeof(out->text), "%.150s%s", text, ms < 0 ? " ago" : "");
}

void format_duration_ms(const Unit *unit, double value, const FormatOptions *options,
			FormattedValue *out)
{
	put_duration(value, "0 milliseconds", options->decimals, out);
}

void format_duration_s(const Unit *unit, double value, const FormatOptions *options,
		       FormattedValue *out)
{
	put_duration(value * 1000, "0 seconds", options->decimals, out);
}

/* --- Clocks --- */

static void put_hms(double seconds, char *out, size_t size)
{
	double hours = floor(seconds / 3600);

	g_snprintf(out, size, "%02.0f:%02.0f:%02.0f", hours, floor(fmod(seconds, 3600) / 60),
		   floor(fmod(seconds, 60)));
}

void format_hms(const Unit *unit, double value, const FormatOptions *options, FormattedValue *out)
{
	char text[120];

	if (!isfinite(value)) {
		number_to_fixed(value, NAN, out->text, sizeof(out->text));
		return;
	}
	put_hms(fmin(fabs(value), 1e15), text, sizeof(text));
	g_snprintf(out->text, sizeof(out->text), "%s%s", text, value < 0 ? " ago" : "");
}

void format_dhms(const Unit *unit, double value, const FormatOptions *options,
		 FormattedValue *out)
{
	double seconds = fmin(fabs(value), 1e15), days = floor(seconds / 86400);
	char text[120];

	if (!isfinite(value)) {
		number_to_fixed(value, NAN, out->text, sizeof(out->text));
		return;
	}
	put_hms(fmod(seconds, 86400), text, sizeof(text));
	if (days >= 1)
		g_snprintf(out->text, sizeof(out->text), "%.0f d %s%s", days, text,
			   value < 0 ? " ago" : "");
	else
		g_snprintf(out->text, sizeof(out->text), "%s%s", text, value < 0 ? " ago" : "");
}

static void put_clock(double ms, double decimals, FormattedValue *out)
{
	double hours = floor(ms / 3600e3), minutes = floor(fmod(ms, 3600e3) / 60e3);
	double seconds = floor(fmod(ms, 60e3) / 1e3), rest = floor(fmod(ms, 1e3));
	int parts = isnan(decimals) ? 3 : CLAMP((int)decimals, 0, 3);
	char *text = out->text;
	size_t size = sizeof(out->text);

	if (ms < 1e3) {
		g_snprintf(text, size, "%03.0fms", rest);
	} else if (ms < 60e3) {
		if (parts == 0)
			g_snprintf(text, size, "%02.0fs", seconds);
		else
			g_snprintf(text, size, "%02.0fs:%03.0fms", seconds, rest);
	} else if (ms < 3600e3) {
		if (parts == 0)
			g_snprintf(text, size, "%02.0fm", minutes);
		else if (parts == 1)
			g_snprintf(text, size, "%02.0fm:%02.0fs", minutes, seconds);
		else
			g_snprintf(text, size, "%02.0fm:%02.0fs:%03.0fms", minutes, seconds, rest);
	} else if (parts == 0) {
		g_snprintf(text, size, "%02.0fh", hours);
	} else if (parts == 1) {
		g_snprintf(text, size, "%02.0fh:%02.0fm", hours, minutes);
	} else if (parts == 2) {
		g_snprintf(text, size, "%02.0fh:%02.0fm:%02.0fs", hours, minutes, seconds);
	} else {
		g_snprintf(text, size, "%02.0fh:%02.0fm:%02.0fs:%03.0fms", hours, minutes, seconds,
			   rest);
	}
}

void format_clock_ms(const Unit *unit, double value, const FormatOptions *options,
		     FormattedValue *out)
{
	if (!isfinite(value))
		number_to_fixed(value, NAN, out->text, sizeof(out->text));
	else
		put_clock(fmin(fabs(value), 1e18), options->decimals, out);
}

void format_clock_s(const Unit *unit, double value, const FormatOptions *options,
		    FormattedValue *out)
{
	format_clock_ms(unit, value * 1000, options, out);
}

/* --- Dates --- */

static bool is_today(double time_ms, const FormatOptions *options)
{
	if (!(fabs(time_ms) < 8.64e15))
		return false;
	CivilTime time = civil_time((int64_t)time_ms, options->time_zone);
	CivilTime now = civil_time(options->now_ms, options->time_zone);

	return time.year == now.year && time.month == now.month && time.day == now.day;
}

void format_date(const Unit *unit, double value, const FormatOptions *options,
		 FormattedValue *out)
{
	bool drops_day = unit->other && is_today(value, options);

	moment_format(value, options->time_zone, drops_day ? unit->other : unit->text, out->text,
		      sizeof(out->text));
}

void format_date_system(const Unit *unit, double value, const FormatOptions *options,
			FormattedValue *out)
{
	moment_format(value, options->time_zone,
		      options->with_ms ? "YYYY-MM-DD HH:mm:ss.SSS" : "YYYY-MM-DD HH:mm:ss",
		      out->text, sizeof(out->text));
}

void format_from_now(const Unit *unit, double value, const FormatOptions *options,
		     FormattedValue *out)
{
	moment_from_now(value, options->now_ms, out->text, sizeof(out->text));
}
