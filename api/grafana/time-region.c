#include "api/grafana/time-region.h"

#include "renderer/json.h"

#include <stdio.h>
#include <string.h>

enum { DAY_S = 86400, MAX_DAYS = 4000 };

typedef struct {
	int day;	// 1 Monday to 7 Sunday; 0: every day
	int start_s;	// of the day
	int duration_s; // of the region
} Region;

/* Seconds of "HH:mm"; -1 for none. */
static int clock_s(const char *text)
{
	int hour = 0, minute = 0;

	if (!text || !*text || sscanf(text, "%d:%d", &hour, &minute) < 1 || hour < 0 ||
	    hour > 24 || minute < 0 || minute > 59)
		return -1;
	return hour * 3600 + minute * 60;
}

static int next_day(int day)
{
	return day == 7 ? 1 : day + 1;
}

static int duration_s(int from_day, int from_s, int to_day, int to_s)
{
	int days = (to_day - from_day + 7) % 7;

	if (days == 0 && to_s < from_s)
		days = 7;
	return days * DAY_S + to_s - from_s;
}

static bool read_region(json_object *json, Region *region)
{
	int from_day = (int)json_get_number(json, "fromDayOfWeek", 0);
	int to_day = (int)json_get_number(json, "toDayOfWeek", 0);
	int from_s = clock_s(json_get_text(json, "from", NULL));
	int to_s = clock_s(json_get_text(json, "to", NULL));
	bool is_every_day = from_day == 0 && to_day == 0;
	bool is_whole_days = from_day != 0 && from_s < 0 && to_s < 0;

	if ((from_day == 0 && from_s < 0) || json_get(json, "mode") || from_day < 0 ||
	    from_day > 7 || to_day < 0 || to_day > 7)
		return false;
	*region = (Region){ .day = from_day, .start_s = MAX(from_s, 0) };
	from_day = from_day ? from_day : 1;
	to_day = to_day ? to_day : from_day;
	if (is_whole_days) {
		to_s = 0;
		to_day = next_day(to_day);
	}
	to_s = to_s < 0 ? region->start_s : to_s;
	if (is_every_day && to_s < region->start_s)
		to_day = next_day(to_day);
	region->duration_s = duration_s(from_day, region->start_s, to_day, to_s);
	return true;
}

static GDateTime *midnight(GTimeZone *zone, int64_t time_ms)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(time_ms / 1000);
	g_autoptr(GDateTime) local = utc ? g_date_time_to_timezone(utc, zone) : NULL;

	return local ? g_date_time_new(zone, g_date_time_get_year(local),
				       g_date_time_get_month(local),
				       g_date_time_get_day_of_month(local), 0, 0, 0)
		     : NULL;
}

static int64_t start_ms(GTimeZone *zone, GDateTime *day, int start)
{
	g_autoptr(GDateTime) time = g_date_time_new(
		zone, g_date_time_get_year(day), g_date_time_get_month(day),
		g_date_time_get_day_of_month(day), start / 3600 % 24, start / 60 % 60, 0);

	return time ? g_date_time_to_unix(time) * 1000 : INT64_MIN;
}

void time_region_events(AnnotationEvents *events, json_object *json, const char *name,
			const TimeRange *range, GTimeZone *zone)
{
	const char *zone_name = json_get_text(json, "timezone", "");
	g_autoptr(GTimeZone) own =
		*zone_name && strcmp(zone_name, "browser") != 0 ? time_zone_find(zone_name, "UTC")
								: g_time_zone_ref(zone);
	Region region;

	if (!read_region(json, &region))
		return;
	int64_t first_ms = range->from_ms - (int64_t)region.duration_s * 1000;
	g_autoptr(GDateTime) day = midnight(own, first_ms);

	for (int i = 0; day && i < MAX_DAYS; i++) {
		int64_t from_ms = start_ms(own, day, region.start_s);
		GDateTime *next = g_date_time_add_days(day, 1);

		if (from_ms > range->to_ms) {
			g_date_time_unref(next);
			return;
		}
		if (from_ms > first_ms &&
		    (region.day == 0 || region.day == g_date_time_get_day_of_week(day)))
			annotation_events_add(
				events, &(AnnotationEvent){
						.time_ms = (double)from_ms,
						.time_end_ms = (double)(from_ms +
									(int64_t)region.duration_s *
										1000),
						.text = name,
					});
		g_date_time_unref(day);
		day = next;
	}
}
