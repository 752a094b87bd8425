#include "renderer/data/format-units.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "renderer/data/buffer.h"
#include "renderer/data/moment.h"
#include "renderer/data/number.h"

static void put_text(char *out, size_t size, const char *text)
{
	Buffer buffer = buffer_in(out, size);

	buffer_put(&buffer, text);
}

/* A unit's values below `limit` are shown as value x factor / divisor. */
typedef struct {
	double limit, factor, divisor;
	const char *suffix;
	const char *plural; // when more than 1 is shown
} TimeStep;

/* Takes the first step whose limit is greater; the last one for all others. */
static void put_step(FormattedValue *out, const TimeStep *step, size_t count, double value,
		     const FormatOptions *options)
{
	for (size_t i = 1; i < count && !(fabs(value) < step->limit); i++)
		step++;
	double scaled = value * step->factor / step->divisor;

	number_to_fixed(scaled, options->decimals, out->text, sizeof(out->text));
	put_text(out->suffix, sizeof(out->suffix), fabs(scaled) > 1 ? step->plural : step->suffix);
}

void format_nanoseconds(const ValueFormat *self, double value, const FormatOptions *options,
			FormattedValue *out)
{
	static const TimeStep steps[] = {
		{ 1e3, 1, 1, " ns", " ns" },
		{ 1e6, 1, 1e3, " µs", " µs" },
		{ 1e9, 1, 1e6, " ms", " ms" },
		{ 60e9, 1, 1e9, " s", " s" },
		{ 3600e9, 1, 60e9, " min", " mins" },
		{ 86400e9, 1, 3600e9, " hour", " hours" },
		{ INFINITY, 1, 86400e9, " day", " days" },
	};

	put_step(out, steps, G_N_ELEMENTS(steps), value, options);
}

void format_microseconds(const ValueFormat *self, double value, const FormatOptions *options,
			 FormattedValue *out)
{
	static const TimeStep steps[] = {
		{ 1e3, 1, 1, " µs", " µs" },
		{ 1e6, 1, 1e3, " ms", " ms" },
		{ INFINITY, 1, 1e6, " s", " s" },
	};

	put_step(out, steps, G_N_ELEMENTS(steps), value, options);
}

void format_milliseconds(const ValueFormat *self, double value, const FormatOptions *options,
			 FormattedValue *out)
{
	static const TimeStep steps[] = {
		{ 1e3, 1, 1, " ms", " ms" },
		{ 60e3, 1, 1e3, " s", " s" },
		{ 3600e3, 1, 60e3, " min", " mins" },
		{ 86400e3, 1, 3600e3, " hour", " hours" },
		{ 31536000e3, 1, 86400e3, " day", " days" },
		{ INFINITY, 1, 31536000e3, " year", " years" },
	};

	put_step(out, steps, G_N_ELEMENTS(steps), value, options);
}

void format_seconds(const ValueFormat *self, double value, const FormatOptions *options,
		    FormattedValue *out)
{
	static const TimeStep steps[] = {
		{ 1e-6, 1e9, 1, " ns", " ns" },
		{ 1e-3, 1e6, 1, " µs", " µs" },
		{ 1, 1e3, 1, " ms", " ms" },
		{ 60, 1, 1, " s", " s" },
		{ 3600, 1, 60, " min", " mins" },
		{ 86400, 1, 3600, " hour", " hours" },
		{ 604800, 1, 86400, " day", " days" },
		{ 31536000, 1, 604800, " week", " weeks" },
		{ INFINITY, 1, 31556900, " year", " years" },
	};

	if (value == 0) {
		put_text(out->text, sizeof(out->text), "0");
		put_text(out->suffix, sizeof(out->suffix), " s");
		return;
	}
	put_step(out, steps, G_N_ELEMENTS(steps), value, options);
}

void format_minutes(const ValueFormat *self, double value, const FormatOptions *options,
		    FormattedValue *out)
{
	static const TimeStep steps[] = {
		{ 60, 1, 1, " min", " min" },
		{ 1440, 1, 60, " hour", " hours" },
		{ 10080, 1, 1440, " day", " days" },
		{ 604800, 1, 10080, " week", " weeks" },
		{ INFINITY, 1, 525948, " year", " years" },
	};

	put_step(out, steps, G_N_ELEMENTS(steps), value, options);
}

void format_hours(const ValueFormat *self, double value, const FormatOptions *options,
		  FormattedValue *out)
{
	static const TimeStep steps[] = {
		{ 24, 1, 1, " hour", " hour" },
		{ 168, 1, 24, " day", " days" },
		{ 8760, 1, 168, " week", " weeks" },
		{ INFINITY, 1, 8760, " year", " years" },
	};

	put_step(out, steps, G_N_ELEMENTS(steps), value, options);
}

void format_days(const ValueFormat *self, double value, const FormatOptions *options,
		 FormattedValue *out)
{
	static const TimeStep steps[] = {
		{ 7, 1, 1, " day", " days" },
		{ 365, 1, 7, " week", " weeks" },
		{ INFINITY, 1, 365, " year", " years" },
	};

	put_step(out, steps, G_N_ELEMENTS(steps), value, options);
}

void format_timeticks(const ValueFormat *self, double value, const FormatOptions *options,
		      FormattedValue *out)
{
	format_seconds(self, value / 100, options, out);
}

static void put_number(Buffer *out, double value)
{
	char text[NUMBER_TEXT_SIZE];

	number_to_text(value, text, sizeof(text));
	buffer_put(out, text);
}

static void put_ago(FormattedValue *out, double value)
{
	if (value < 0)
		put_text(out->suffix, sizeof(out->suffix), " ago");
}

/* From the first unit that has a whole part: that one and `more` smaller ones. */
static void put_duration(FormattedValue *out, double ms, double more)
{
	static const struct {
		double ms;
		const char *name;
	} units[] = {
		{ 31536000e3, " year" }, { 2592000e3, " month" }, { 604800e3, " week" },
		{ 86400e3, " day" },     { 3600e3, " hour" },     { 60e3, " minute" },
		{ 1e3, " second" },      { 1, " millisecond" },
	};
	Buffer text = buffer_in(out->text, sizeof(out->text));

	for (size_t i = 0; i < G_N_ELEMENTS(units) && more >= 0; i++) {
		double count = ms / units[i].ms;

		if (!(count >= 1) && text.length == 0)
			continue;
		buffer_put(&text, text.length > 0 ? ", " : "");
		put_number(&text, floor(count));
		buffer_put(&text, units[i].name);
		buffer_put(&text, floor(count) == 1 ? "" : "s");
		ms = fmod(ms, units[i].ms);
		more--;
	}
}

static void put_signed_duration(FormattedValue *out, double value, double unit_ms, const char *unit,
				const FormatOptions *options)
{
	if (value == 0) {
		put_text(out->text, sizeof(out->text), "0");
		put_text(out->suffix, sizeof(out->suffix), unit);
		return;
	}
	put_duration(out, fabs(value) * unit_ms, isnan(options->decimals) ? 0 : options->decimals);
	put_ago(out, value);
}

void format_duration_ms(const ValueFormat *self, double value, const FormatOptions *options,
			FormattedValue *out)
{
	put_signed_duration(out, value, 1, " milliseconds", options);
}

void format_duration_s(const ValueFormat *self, double value, const FormatOptions *options,
		       FormattedValue *out)
{
	put_signed_duration(out, value, 1000, " seconds", options);
}

static void put_two_digits(Buffer *out, double value)
{
	if (!(value > 9))
		buffer_put_char(out, '0');
	put_number(out, value);
}

static void put_hms(Buffer *out, double seconds)
{
	put_two_digits(out, floor(seconds / 3600));
	buffer_put_char(out, ':');
	put_two_digits(out, floor(fmod(seconds, 3600) / 60));
	buffer_put_char(out, ':');
	put_two_digits(out, floor(fmod(fmod(seconds, 3600), 60)));
}

void format_hms(const ValueFormat *self, double value, const FormatOptions *options,
		FormattedValue *out)
{
	Buffer text = buffer_in(out->text, sizeof(out->text));

	put_hms(&text, fabs(value));
	put_ago(out, value);
}

void format_dhms(const ValueFormat *self, double value, const FormatOptions *options,
		 FormattedValue *out)
{
	Buffer text = buffer_in(out->text, sizeof(out->text));
	double seconds = fabs(value);
	double days = floor(seconds / 86400);

	if (days > 0) {
		put_number(&text, days);
		buffer_put(&text, " d ");
	}
	put_hms(&text, seconds - days * 24 * 3600);
	put_ago(out, value);
}

/* The parts below the hour, as many as decimals ask for; all when they are not 0, 1 or 2. */
static const char *clock_parts(const FormatOptions *options)
{
	if (options->decimals == 0)
		return "mm[m]";
	return options->decimals == 1 ? "mm[m]:ss[s]" : "mm[m]:ss[s]:SSS[ms]";
}

static void put_clock(FormattedValue *out, double ms, const FormatOptions *options)
{
	Buffer text = buffer_in(out->text, sizeof(out->text));
	FormatOptions less = { .decimals = options->decimals - 1 };

	if (ms < 1e3) {
		moment_format(ms, NULL, "SSS[ms]", out->text, sizeof(out->text));
	} else if (ms < 60e3) {
		moment_format(ms, NULL, options->decimals == 0 ? "ss[s]" : "ss[s]:SSS[ms]",
			      out->text, sizeof(out->text));
	} else if (ms < 3600e3) {
		moment_format(ms, NULL, clock_parts(options), out->text, sizeof(out->text));
	} else {
		put_number(&text, floor(ms / 3600e3));
		buffer_put_char(&text, 'h');
		if (options->decimals == 0)
			return;
		buffer_put_char(&text, ':');
		moment_format(ms, NULL, clock_parts(&less), out->text + text.length,
			      sizeof(out->text) - text.length);
	}
}

void format_clock_ms(const ValueFormat *self, double value, const FormatOptions *options,
		     FormattedValue *out)
{
	put_clock(out, value, options);
}

void format_clock_s(const ValueFormat *self, double value, const FormatOptions *options,
		    FormattedValue *out)
{
	put_clock(out, value * 1000, options);
}

static void put_date(FormattedValue *out, double time_ms, const char *format,
		     const FormatOptions *options)
{
	moment_format(time_ms, options->time_zone, format, out->text, sizeof(out->text));
}

void format_date(const ValueFormat *self, double value, const FormatOptions *options,
		 FormattedValue *out)
{
	put_date(out, value, self->unit, options);
}

static bool is_today(double time_ms, const FormatOptions *options)
{
	if (!(fabs(time_ms) <= TIME_MS_MAX))
		return false;
	CivilTime time = civil_time((int64_t)time_ms, options->time_zone);
	CivilTime now = civil_time(options->now_ms, options->time_zone);

	return time.year == now.year && time.day_of_year == now.day_of_year;
}

void format_date_unless_today(const ValueFormat *self, double value, const FormatOptions *options,
			      FormattedValue *out)
{
	const char *space = strchr(self->unit, ' ');
	bool is_short = space && is_today(value, options);

	put_date(out, value, is_short ? space + 1 : self->unit, options);
}

void format_system_date(const ValueFormat *self, double value, const FormatOptions *options,
			FormattedValue *out)
{
	const char *format = options->full_date ? options->full_date : "YYYY-MM-DD HH:mm:ss";

	if (options->with_ms)
		format = options->full_date_ms ? options->full_date_ms : "YYYY-MM-DD HH:mm:ss.SSS";
	put_date(out, value, format, options);
}

void format_from_now(const ValueFormat *self, double value, const FormatOptions *options,
		     FormattedValue *out)
{
	moment_from_now(value, options->now_ms, out->text, sizeof(out->text));
}
