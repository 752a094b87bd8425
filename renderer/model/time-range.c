#include "renderer/model/time-range.h"

#include <string.h>

#include "renderer/model/date-math.h"

#define DEFAULT_FROM "now-6h"
#define DEFAULT_TO   "now"

static const char *raw_text(Arena *arena, const char *text, int64_t time_ms)
{
	if (strstr(text, "now"))
		return arena_strdup(arena, text);
	return arena_printf(arena, "%" G_GINT64_FORMAT, time_ms);
}

/* "now" alone is moved back by the dashboard's delay. */
static const char *delayed(Arena *arena, const char *to, const TimeContext *context)
{
	if (!to || strcmp(to, "now") != 0 || !context->now_delay || !*context->now_delay)
		return to;
	return arena_printf(arena, "now-%s", context->now_delay);
}

TimeRange time_range(Arena *arena, const char *from, const char *to, const TimeContext *context)
{
	TimeRange range;

	if (!time_parse(from, context, false, &range.from_ms) ||
	    !time_parse(delayed(arena, to, context), context, true, &range.to_ms)) {
		from = DEFAULT_FROM;
		to = DEFAULT_TO;
		range.from_ms = context->now_ms - 6 * INT64_C(3600000);
		range.to_ms = context->now_ms;
	}
	range.raw_from = raw_text(arena, from, range.from_ms);
	range.raw_to = raw_text(arena, to, range.to_ms);
	return range;
}

static TimeRange absolute_range(Arena *arena, int64_t from_ms, int64_t to_ms)
{
	return (TimeRange){
		.from_ms = from_ms,
		.to_ms = to_ms,
		.raw_from = arena_printf(arena, "%" G_GINT64_FORMAT, from_ms),
		.raw_to = arena_printf(arena, "%" G_GINT64_FORMAT, to_ms),
	};
}

TimeRange time_range_around(Arena *arena, int64_t center_ms, int64_t window_ms)
{
	return absolute_range(arena, center_ms - window_ms / 2, center_ms + window_ms / 2);
}

bool time_range_is_relative(const TimeRange *range)
{
	return strstr(range->raw_from, "now") || strstr(range->raw_to, "now");
}

/* What a span such as "6h", "+6h" or "now/d" means as a range, and its name. */
typedef struct {
	const char *from, *to;
	const char *display;
	bool is_valid;
} Span;

/* Rounded ranges until now that have names of their own. */
static const struct {
	const char *from, *display;
} named_spans[] = {
	{ "now/d", "Today so far" },
	{ "now/w", "This week so far" },
	{ "now/M", "This month so far" },
	{ "now/y", "This year so far" },
	{ "now/fQ", "This fiscal quarter so far" },
	{ "now/fy", "This fiscal year so far" },
};

static const char *unit_word(char unit)
{
	static const char *const words[] = { "second", "minute", "hour", "day",
					     "week",   "month",	 "year" };
	static const char letters[] = "smhdwMy";
	const char *found = unit ? strchr(letters, unit) : NULL;

	return found ? words[found - letters] : NULL;
}

const char *time_span_text(Arena *arena, const char *text, bool is_last)
{
	if (!g_str_has_prefix(text, "now-") && !g_str_has_prefix(text, "now+"))
		return NULL;
	const char *digits = text + strlen("now-");
	size_t n = strspn(digits, "0123456789");

	if (n == 0 || !(g_ascii_isalnum(digits[n]) || digits[n] == '_'))
		return NULL;
	const char *word = unit_word(digits[n]);
	guint64 amount = g_ascii_strtoull(digits, NULL, 10);

	if (!word)
		return "";
	return arena_printf(arena, "%s %" G_GUINT64_FORMAT " %s%s", is_last ? "Last" : "Next",
			    amount, word, amount > 1 ? "s" : "");
}

static Span span_parse(Arena *arena, const char *text)
{
	bool is_last = text[0] != '+';

	if (!strstr(text, "now"))
		text = arena_printf(arena, "now%s%s", is_last ? "-" : "", text);
	Span span = { is_last ? text : "now", is_last ? "now" : text, NULL, true };

	for (size_t i = 0; i < G_N_ELEMENTS(named_spans); i++)
		if (strcmp(text, named_spans[i].from) == 0)
			span.display = named_spans[i].display;
	if (!span.display)
		span.display = time_span_text(arena, text, is_last);
	span.is_valid = span.display != NULL;
	return span;
}

/* Both ends round down, and fiscal years start in January, whatever the dashboard says. */
static bool span_evaluate(Arena *arena, const Span *span, const TimeContext *context,
			  TimeRange *range)
{
	TimeContext plain = *context;
	TimeRange result = { .raw_from = arena_strdup(arena, span->from),
			     .raw_to = arena_strdup(arena, span->to) };

	plain.fiscal_start = 0;
	if (!span->is_valid || !time_parse(span->from, &plain, false, &result.from_ms) ||
	    !time_parse(span->to, &plain, false, &result.to_ms))
		return false;
	*range = result;
	return true;
}

static bool shift(Arena *arena, const char *time_shift, const TimeContext *context,
		  TimeRange *range)
{
	TimeContext plain = *context;
	const char *operations = arena_printf(arena, "-%s", time_shift);
	int64_t from_ms = range->from_ms, to_ms = range->to_ms;

	plain.fiscal_start = 0;
	if (!span_parse(arena, time_shift).is_valid ||
	    !date_math_apply(operations, &plain, false, &from_ms) ||
	    !date_math_apply(operations, &plain, true, &to_ms))
		return false;
	*range = absolute_range(arena, from_ms, to_ms);
	return true;
}

/* lodash' capitalize(): the first letter upper, all others lower. The page drops an end blank. */
static const char *capitalized(Arena *arena, const char *text)
{
	g_autofree char *lower = g_utf8_strdown(text, -1);

	lower[0] = g_ascii_toupper(lower[0]);
	return arena_strdup(arena, g_strchomp(lower));
}

/* NULL without a comparison; "" for a span that the page has no words for. */
static const char *comparison_text(const char *time_compare)
{
	static const struct {
		const char *span, *text;
	} known[] = {
		{ "1d", "compared to day before" },
		{ "1w", "compared to week before" },
		{ "1M", "compared to month before" },
	};

	if (!time_compare || !*time_compare)
		return NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
		if (strcmp(known[i].span, time_compare) == 0)
			return known[i].text;
	return "";
}

static const char *joined(Arena *arena, const char *text, const char *more)
{
	if (!more)
		return text;
	return text ? arena_printf(arena, "%s + %s", text, more) : more;
}

/* An invalid text ends the work; what was set until then stays. */
static TimeRange apply_override(Arena *arena, const TimeRange *range,
				const TimeOverride *override, const TimeContext *context,
				const char **info)
{
	TimeRange result = *range;
	const char *text = NULL;

	if (override->time_from && *override->time_from) {
		Span span = span_parse(arena, override->time_from);
		TimeRange evaluated;

		if (!span_evaluate(arena, &span, context, &evaluated)) {
			*info = "invalid time override";
			return result;
		}
		if (time_range_is_relative(range)) {
			result = evaluated;
			text = *span.display ? span.display : NULL;
		}
	}
	if (override->time_shift && *override->time_shift) {
		if (!shift(arena, override->time_shift, context, &result)) {
			*info = "invalid timeshift";
			return result;
		}
		text = joined(arena, text,
			      arena_printf(arena, "timeshift -%s", override->time_shift));
	}
	text = joined(arena, text, comparison_text(override->time_compare));
	*info = text ? capitalized(arena, text) : "";
	return result;
}

TimeRange time_range_override(Arena *arena, const TimeRange *range, const TimeOverride *override,
			      const TimeContext *context, const char **info)
{
	const char *text = "";
	TimeRange result = apply_override(arena, range, override, context, &text);

	*info = *text && !override->is_hidden ? text : NULL;
	return result;
}

/* The system's zone files are found by path: a name must stay inside their folder. */
static bool is_zone_name(const char *name)
{
	if (!g_ascii_isalpha(name[0]) || strstr(name, "..") || strlen(name) > 64)
		return false;
	for (const char *c = name; *c; c++)
		if (!g_ascii_isalnum(*c) && !strchr("/_+-", *c))
			return false;
	return true;
}

static GTimeZone *zone_of_system(const char *name)
{
	if (!name || !*name)
		return NULL;
	if (g_ascii_strcasecmp(name, "utc") == 0)
		return g_time_zone_new_utc();
	return is_zone_name(name) ? g_time_zone_new_identifier(name) : NULL;
}

GTimeZone *time_zone_find(const char *name, const char *browser_zone)
{
	GTimeZone *zone = g_strcmp0(name, "browser") == 0 ? NULL : zone_of_system(name);

	if (!zone)
		zone = zone_of_system(browser_zone);
	return zone ? zone : g_time_zone_new_utc();
}

int week_start_parse(const char *day)
{
	static const char *const days[] = { "sunday",	"monday", "tuesday", "wednesday",
					    "thursday", "friday", "saturday" };

	for (int i = 0; day && i < (int)G_N_ELEMENTS(days); i++)
		if (g_ascii_strcasecmp(day, days[i]) == 0)
			return i;
	return -1;
}
