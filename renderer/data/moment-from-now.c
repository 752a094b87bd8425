#include "renderer/data/moment.h"

#include <math.h>
#include <stdio.h>

#include "renderer/data/buffer.h"

enum { DAY_MS = 24 * 60 * 60 * 1000 };

static int64_t add_months(int64_t time_ms, int months)
{
	CivilTime civil = civil_time(time_ms, NULL);
	int month = civil.month + months;
	int last_day =
		civil_time(civil_to_ms(civil.year, month + 1, 0, 0, 0, 0, 0, NULL), NULL).day;

	return civil_to_ms(civil.year, month, MIN(civil.day, last_day), civil.hour, civil.minute,
			   civil.second, civil.millisecond, NULL);
}

/* Whole months of the calendar from one time to a later one; *rest_ms is what is left. */
static int months_between(int64_t from_ms, int64_t to_ms, int64_t *rest_ms)
{
	CivilTime from = civil_time(from_ms, NULL);
	CivilTime to = civil_time(to_ms, NULL);
	int months = (to.year - from.year) * 12 + to.month - from.month;

	if (add_months(from_ms, months) > to_ms)
		months--;
	*rest_ms = to_ms - add_months(from_ms, months);
	return months;
}

/* A span in words; 146097 days are 4800 months. */
static void put_span(Buffer *out, int64_t from_ms, int64_t to_ms)
{
	static const struct {
		const char *one, *many;
		double limit;
	} steps[] = {
		{ "a minute", "minutes", 45 },   { "an hour", "hours", 22 },
		{ "a day", "days", 26 },         { "a month", "months", 11 },
		{ "a year", "years", INFINITY },
	};
	int64_t rest_ms;
	int months = months_between(from_ms, to_ms, &rest_ms);
	double ms = round(months * 146097.0 / 4800) * DAY_MS + (double)rest_ms;
	double all_months = months + (double)rest_ms / DAY_MS * 4800 / 146097;
	double counts[] = { round(ms / 60e3), round(ms / 3600e3), round(ms / DAY_MS),
			    round(all_months), round(all_months / 12) };
	size_t step = 0;
	char count[16];

	if (round(ms / 1000) <= 44) {
		buffer_put(out, "a few seconds");
		return;
	}
	while (counts[step] > 1 && counts[step] >= steps[step].limit)
		step++;
	if (counts[step] <= 1) {
		buffer_put(out, steps[step].one);
		return;
	}
	snprintf(count, sizeof(count), "%d ", (int)counts[step]);
	buffer_put(out, count);
	buffer_put(out, steps[step].many);
}

void moment_from_now(double time_ms, int64_t now_ms, char *out, size_t size)
{
	Buffer buffer = buffer_in(out, size);

	if (!(fabs(time_ms) <= TIME_MS_MAX)) {
		buffer_put(&buffer, "Invalid date");
		return;
	}
	int64_t time = (int64_t)time_ms;
	int64_t now = CLAMP(now_ms, -(int64_t)TIME_MS_MAX, (int64_t)TIME_MS_MAX);

	if (time > now)
		buffer_put(&buffer, "in ");
	put_span(&buffer, MIN(time, now), MAX(time, now));
	if (time <= now)
		buffer_put(&buffer, " ago");
}
