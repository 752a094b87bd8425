#include "renderer/data/moment.h"

#include <stdbool.h>

enum { DAY_S = 24 * 60 * 60, ERA_YEARS = 400, ERA_DAYS = 146097 };

static int64_t floor_divide(int64_t value, int64_t by)
{
	return value / by - (value % by < 0);
}

static int offset_at(int64_t time_s, GTimeZone *zone)
{
	if (!zone)
		return 0;
	int interval = g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL, time_s);

	return g_time_zone_get_offset(zone, interval);
}

/*
 * Days of the proleptic Gregorian calendar are counted in years that begin in March, so that the
 * leap day comes last: the days before a month are then (153 m + 2) / 5, m = 0 for March.
 */
static int64_t days_from_civil(int64_t year, int month, int64_t day)
{
	int64_t march_year = year - (month <= 2);
	int64_t era = floor_divide(march_year, ERA_YEARS);
	int64_t year_of_era = march_year - era * ERA_YEARS;
	int64_t day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;

	return era * ERA_DAYS + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
	       day_of_year - 719468; // from 0000-03-01 to 1970-01-01
}

static void civil_from_days(int64_t days, CivilTime *out)
{
	int64_t era = floor_divide(days + 719468, ERA_DAYS);
	int day_of_era = (int)(days + 719468 - era * ERA_DAYS);
	int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
			   day_of_era / (ERA_DAYS - 1)) /
			  365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int march_month = (5 * day_of_year + 2) / 153;

	out->day = day_of_year - (153 * march_month + 2) / 5 + 1;
	out->month = march_month < 10 ? march_month + 3 : march_month - 9;
	out->year = (int)(era * ERA_YEARS + year_of_era + (out->month <= 2));
	out->weekday = (int)(days + 4 - 7 * floor_divide(days + 4, 7));
	out->day_of_year = (int)(days - days_from_civil(out->year, 1, 1)) + 1;
}

CivilTime civil_time(int64_t time_ms, GTimeZone *zone)
{
	int64_t time_s = floor_divide(time_ms, 1000);
	CivilTime civil = { .offset_s = offset_at(time_s, zone) };
	int64_t local_s = time_s + civil.offset_s;
	int64_t days = floor_divide(local_s, DAY_S);
	int second = (int)(local_s - days * DAY_S);

	civil_from_days(days, &civil);
	civil.hour = second / 3600;
	civil.minute = second / 60 % 60;
	civil.second = second % 60;
	civil.millisecond = (int)((time_ms % 1000 + 1000) % 1000);
	return civil;
}

/*
 * The offsets a day before and a day after are those on both sides of a change of clocks. The
 * one before is right for the first of a doubled time, and moves a skipped time forward.
 */
static int64_t local_to_utc(int64_t local_s, GTimeZone *zone)
{
	int before = offset_at(local_s - DAY_S, zone);
	int after = offset_at(local_s + DAY_S, zone);
	bool is_before = offset_at(local_s - before, zone) == before;
	bool is_after = offset_at(local_s - after, zone) == after;

	return local_s - (is_after && !is_before ? after : before);
}

int64_t civil_to_ms(int year, int month, int day, int hour, int minute, int second, int ms,
		    GTimeZone *zone)
{
	int64_t carry = floor_divide((int64_t)month - 1, 12);
	int64_t days = days_from_civil(year + carry, (int)(month - 12 * carry), day);
	int64_t local_s = days * DAY_S + (int64_t)hour * 3600 + (int64_t)minute * 60 + second;
	int64_t limit_s = G_MAXINT64 / 1000 - DAY_S;
	int64_t time_s = CLAMP(zone ? local_to_utc(local_s, zone) : local_s, -limit_s, limit_s);

	return time_s * 1000 + CLAMP(ms, -DAY_S * 1000, DAY_S * 1000);
}
