#include "renderer/page/range-text.h"

#include <string.h>

#include "renderer/data/moment.h"

/* Ranges with a name that does not follow from their span. */
static const struct {
	const char *from, *to, *text;
} named_ranges[] = {
	{ "now/d", "now/d", "Today" },
	{ "now/d", "now", "Today so far" },
	{ "now/w", "now/w", "This week" },
	{ "now/w", "now", "This week so far" },
	{ "now/M", "now/M", "This month" },
	{ "now/M", "now", "This month so far" },
	{ "now/y", "now/y", "This year" },
	{ "now/y", "now", "This year so far" },
	{ "now-1d/d", "now-1d/d", "Yesterday" },
	{ "now-2d/d", "now-2d/d", "Day before yesterday" },
	{ "now-7d/d", "now-7d/d", "This day last week" },
	{ "now-1w/w", "now-1w/w", "Previous week" },
	{ "now-1M/M", "now-1M/M", "Previous month" },
	{ "now-1Q/fQ", "now-1Q/fQ", "Previous fiscal quarter" },
	{ "now-1y/y", "now-1y/y", "Previous year" },
	{ "now-1y/fy", "now-1y/fy", "Previous fiscal year" },
	{ "now/fQ", "now", "This fiscal quarter so far" },
	{ "now/fQ", "now/fQ", "This fiscal quarter" },
	{ "now/fy", "now", "This fiscal year so far" },
	{ "now/fy", "now/fy", "This fiscal year" },
};

static const char *named(const TimeRange *range)
{
	for (size_t i = 0; i < G_N_ELEMENTS(named_ranges); i++)
		if (strcmp(named_ranges[i].from, range->raw_from) == 0 &&
		    strcmp(named_ranges[i].to, range->raw_to) == 0)
			return named_ranges[i].text;
	return NULL;
}

static const char *instant(Arena *arena, int64_t time_ms, GTimeZone *zone)
{
	char text[64];

	moment_format((double)time_ms, zone, "YYYY-MM-DD HH:mm:ss", text, sizeof(text));
	return arena_strdup(arena, text);
}

static const char *ago(Arena *arena, int64_t time_ms, int64_t now_ms)
{
	char text[64];

	moment_from_now((double)time_ms, now_ms, text, sizeof(text));
	return arena_strdup(arena, text);
}

const char *range_text(Arena *arena, const TimeRange *range, GTimeZone *zone, int64_t now_ms)
{
	bool is_from_relative = strstr(range->raw_from, "now"),
	     is_to_relative = strstr(range->raw_to, "now");
	const char *from = range->raw_from, *to = range->raw_to, *text = named(range);

	if (text)
		return text;
	if (is_from_relative && strcmp(to, "now") == 0 &&
	    (text = time_span_text(arena, from, true)))
		return text;
	if (strcmp(from, "now") == 0 && is_to_relative &&
	    (text = time_span_text(arena, to, false)))
		return text;
	if (!is_from_relative)
		from = instant(arena, range->from_ms, zone);
	else if (!is_to_relative)
		from = ago(arena, range->from_ms, now_ms);
	if (!is_to_relative)
		to = instant(arena, range->to_ms, zone);
	else if (!is_from_relative)
		to = ago(arena, range->to_ms, now_ms);
	return arena_printf(arena, "%s to %s", from, to);
}

const char *range_zone_text(Arena *arena, const TimeRange *range, GTimeZone *zone)
{
	char text[64];

	moment_format((double)range->from_ms, zone, "z", text, sizeof(text));
	return arena_strdup(arena, text);
}
