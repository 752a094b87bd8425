#include "renderer/model/date-math.h"

#include <math.h>
#include <string.h>

#include "renderer/data/moment.h"

/* Position in the operations after which no digit may stand. */
enum { MAX_DIGIT_POSITION = 10 };

typedef struct {
	char kind; // '+', '-', '/'
	double count;
	char unit;
	bool is_fiscal;
} Operation;

bool date_is_valid(double time_ms)
{
	return fabs(time_ms) <= 8.64e15;
}

/*
 * Reads the operation at `*position` and moves on. `text` has no blanks. The count is one when
 * it is left out.
 */
static bool operation_parse(const char *text, size_t *position, Operation *operation)
{
	size_t i = *position;

	*operation = (Operation){ .kind = text[i++], .count = 1 };
	if (!strchr("+-/", operation->kind))
		return false;
	if (g_ascii_isdigit(text[i]))
		operation->count = 0;
	while (g_ascii_isdigit(text[i])) {
		operation->count = operation->count * 10 + (text[i] - '0');
		if (++i > MAX_DIGIT_POSITION)
			return false;
	}
	if (operation->kind == '/' && operation->count != 1)
		return false;
	if (text[i] == 'f') {
		operation->is_fiscal = true;
		i++;
	}
	operation->unit = text[i];
	if (!operation->unit || !strchr("smhdwMQy", operation->unit))
		return false;
	*position = i + 1;
	return true;
}

static int days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && is_leap ? 29 : days[month - 1];
}

/* The same wall clock, months later or earlier; a day the month lacks becomes its last. */
static double add_months(double time_ms, double months, GTimeZone *zone)
{
	CivilTime civil = civil_time((int64_t)time_ms, zone);
	double index = civil.year * 12.0 + (civil.month - 1) + months;
	double year = floor(index / 12);

	/* Years of JavaScript dates; also keeps the calendar's integers in range. */
	if (fabs(year) > 271820)
		return NAN;
	int month = (int)(index - year * 12) + 1;
	int last = days_in_month((int)year, month);

	return (double)civil_to_ms((int)year, month, MIN(civil.day, last), civil.hour, civil.minute,
				   civil.second, civil.millisecond, zone);
}

static double add_days(double time_ms, double days, GTimeZone *zone)
{
	CivilTime civil = civil_time((int64_t)time_ms, zone);

	if (!date_is_valid(time_ms + days * 86400e3))
		return NAN;
	return (double)civil_to_ms(civil.year, civil.month, civil.day + (int)days, civil.hour,
				   civil.minute, civil.second, civil.millisecond, zone);
}

static double add(double time_ms, double count, char unit, GTimeZone *zone)
{
	switch (unit) {
	case 's':
		return time_ms + count * 1e3;
	case 'm':
		return time_ms + count * 60e3;
	case 'h':
		return time_ms + count * 3600e3;
	case 'd':
		return add_days(time_ms, count, zone);
	case 'w':
		return add_days(time_ms, count * 7, zone);
	case 'M':
		return add_months(time_ms, count, zone);
	case 'Q':
		return add_months(time_ms, count * 3, zone);
	default:
		return add_months(time_ms, count * 12, zone);
	}
}

/* Zones may be off by half hours and, long ago, by seconds: whole hours are those of the clock. */
static double clock_floor(double time_ms, double unit_ms, GTimeZone *zone)
{
	double local_ms = time_ms + civil_time((int64_t)time_ms, zone).offset_s * 1e3;

	return time_ms - (local_ms - floor(local_ms / unit_ms) * unit_ms);
}

static double midnight(int year, int month, int day, GTimeZone *zone)
{
	return (double)civil_to_ms(year, month, day, 0, 0, 0, 0, zone);
}

/* The first instant of the unit `time_ms` is in, `ahead` units later. */
static double unit_start(double time_ms, char unit, int ahead, const TimeContext *context)
{
	GTimeZone *zone = context->zone;
	CivilTime civil = civil_time((int64_t)time_ms, zone);
	int weekday = (civil.weekday - context->week_start + 7) % 7;

	switch (unit) {
	case 's':
		return clock_floor(time_ms, 1e3, zone) + ahead * 1e3;
	case 'm':
		return clock_floor(time_ms, 60e3, zone) + ahead * 60e3;
	case 'h':
		return clock_floor(time_ms, 3600e3, zone) + ahead * 3600e3;
	case 'd':
		return midnight(civil.year, civil.month, civil.day + ahead, zone);
	case 'w':
		return midnight(civil.year, civil.month, civil.day - weekday + 7 * ahead, zone);
	case 'M':
		return midnight(civil.year, civil.month + ahead, 1, zone);
	case 'Q':
		return midnight(civil.year, (civil.month - 1) / 3 * 3 + 1 + 3 * ahead, 1, zone);
	default:
		return midnight(civil.year + ahead, 1, 1, zone);
	}
}

/* The start of the fiscal year or quarter, or of the month after its end. */
static double fiscal_start(double time_ms, char unit, bool is_next, const TimeContext *context)
{
	CivilTime civil = civil_time((int64_t)time_ms, context->zone);
	int months = unit == 'y' ? 12 : 3;
	int back = (civil.month - 1 - context->fiscal_start + 12) % months;
	int month = civil.month - back + (is_next ? months : 0);

	return midnight(civil.year, month, 1, context->zone);
}

static double round_to(double time_ms, const Operation *operation, const TimeContext *context,
		       bool is_to)
{
	char unit = operation->unit;

	if (operation->is_fiscal) {
		/* There are fiscal years and quarters only; other units stay as they are. */
		if (unit != 'y' && unit != 'Q')
			return time_ms;
		return fiscal_start(time_ms, unit, is_to, context) - (is_to ? 1 : 0);
	}
	return is_to ? unit_start(time_ms, unit, 1, context) - 1
		     : unit_start(time_ms, unit, 0, context);
}

static char *without_blanks(const char *text)
{
	char *copy = g_strdup(text);
	size_t n = 0;

	for (size_t i = 0; text[i]; i++)
		if (!g_ascii_isspace(text[i]))
			copy[n++] = text[i];
	copy[n] = '\0';
	return copy;
}

bool date_math_apply(const char *operations, const TimeContext *context, bool is_to,
		     int64_t *time_ms)
{
	g_autofree char *text = without_blanks(operations);
	double result = (double)*time_ms;

	for (size_t position = 0; text[position];) {
		Operation operation;

		if (!operation_parse(text, &position, &operation))
			return false;
		double count = operation.kind == '-' ? -operation.count : operation.count;

		result = operation.kind == '/' ? round_to(result, &operation, context, is_to)
					       : add(result, count, operation.unit, context->zone);
		if (!date_is_valid(result))
			return false;
	}
	*time_ms = (int64_t)result;
	return true;
}
