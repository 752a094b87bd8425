#include "renderer/panel/alert-rules.h"

#include "renderer/data/moment.h"
#include "renderer/data/regex.h"
#include "renderer/json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_RULES = 5000, MAX_INSTANCES = 1000, MAX_ALL_INSTANCES = 50000, MAX_MATCHERS = 32 };
enum { ALPHA_ASC = 1, ALPHA_DESC, IMPORTANCE, TIME_ASC, TIME_DESC };

/* --- Matchers of labels --- */

typedef struct {
	const char *name, *value;
	bool is_regex, is_negated;
	GRegex *regex; // NULL where it does not compile
} Matcher;

struct AlertMatchers {
	Matcher items[MAX_MATCHERS];
	size_t n;
	unsigned n_too_long;
};

/* Up to the closing quote, or to a comma where there is none. */
static const char *read_value(Arena *arena, const char **at)
{
	const char *start = *at;
	char quote = *start && strchr("\"'`", *start) ? *start : '\0';

	if (!quote) {
		size_t length = strcspn(start, ",}");

		*at += length;
		return g_strchomp(arena_strndup(arena, start, length));
	}
	GString *value = g_string_new(NULL);

	for (start++; *start && *start != quote; start++) {
		if (*start == '\\' && start[1])
			start++;
		g_string_append_c(value, *start);
	}
	*at = *start ? start + 1 : start;
	return arena_take_string(arena, value);
}

static void unref_regex(void *regex)
{
	g_regex_unref(regex);
}

static void compile(Arena *arena, Matcher *matcher)
{
	const char *pattern = arena_printf(arena, "^(?:%s)$", matcher->value);

	matcher->regex = regex_new(pattern, strlen(pattern), "");
	if (matcher->regex)
		arena_take(arena, matcher->regex, unref_regex);
}

/* `name`, one of = != =~ !~, then the value. */
static bool read_matcher(Arena *arena, const char **at, Matcher *matcher)
{
	size_t length = strcspn(*at, "=!,}");
	const char *sign = *at + length;
	bool is_negated = sign[0] == '!';
	bool is_regex = sign[0] && sign[1] == '~';

	if (length == 0 || (sign[0] != '=' && !is_negated))
		return false;
	if (is_negated && !is_regex && sign[1] != '=')
		return false;
	*matcher = (Matcher){ .name = g_strchomp(arena_strndup(arena, *at, length)),
			      .is_regex = is_regex,
			      .is_negated = is_negated };
	*at = sign + (is_negated || is_regex ? 2 : 1);
	*at += strspn(*at, " \t");
	matcher->value = read_value(arena, at);
	if (is_regex)
		compile(arena, matcher);
	return true;
}

AlertMatchers *alert_matchers_parse(Arena *arena, const char *text)
{
	static const char between[] = " \t\n{},";
	AlertMatchers *matchers = arena_new_one(arena, AlertMatchers);

	for (const char *at = text + strspn(text, between); *at && matchers->n < MAX_MATCHERS;
	     at += strspn(at, between)) {
		if (read_matcher(arena, &at, &matchers->items[matchers->n]))
			matchers->n++;
		else
			at += strcspn(at, ",}");
	}
	return matchers;
}

static bool value_fits(AlertMatchers *matchers, const Matcher *matcher, const char *text)
{
	bool is_equal = matcher->is_regex
				? matcher->regex && regex_test_patiently(matcher->regex, text,
									 &matchers->n_too_long)
				: strcmp(text, matcher->value) == 0;

	return is_equal != matcher->is_negated;
}

bool alert_labels_match(AlertMatchers *matchers, json_object *labels)
{
	for (size_t i = 0; i < matchers->n; i++) {
		const Matcher *matcher = &matchers->items[i];
		json_object *value = NULL;

		if (json_object_is_type(labels, json_type_object))
			json_object_object_get_ex(labels, matcher->name, &value);
		if (!value_fits(matchers, matcher, value ? json_object_get_string(value) : ""))
			return false;
	}
	return true;
}

/* --- Durations --- */

static int64_t at_months(const CivilTime *from, int months, GTimeZone *zone)
{
	return civil_to_ms(from->year, from->month + months, from->day, from->hour, from->minute,
			   from->second, from->millisecond, zone);
}

const char *alert_duration(Arena *arena, double from_ms, int64_t now_ms, GTimeZone *zone)
{
	static const struct {
		int64_t ms;
		char letter;
	} units[] = { { 86400000, 'd' }, { 3600000, 'h' }, { 60000, 'm' }, { 1000, 's' } };

	if (!(fabs(from_ms) <= TIME_MS_MAX) || from_ms > (double)now_ms)
		return "";
	CivilTime from = civil_time((int64_t)from_ms, zone), now = civil_time(now_ms, zone);
	int months = (now.year - from.year) * 12 + now.month - from.month;

	while (months > 0 && at_months(&from, months, zone) > now_ms)
		months--;
	int64_t rest = now_ms - at_months(&from, months, zone);
	GString *text = g_string_new(NULL);

	if (months / 12)
		g_string_append_printf(text, "%dy ", months / 12);
	if (months % 12)
		g_string_append_printf(text, "%dM ", months % 12);
	for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
		int64_t count = rest / units[i].ms;

		rest %= units[i].ms;
		if (count)
			g_string_append_printf(text, "%" G_GINT64_FORMAT "%c ", count,
					       units[i].letter);
	}
	return g_strchomp(arena_take_string(arena, text));
}

/* --- Reading --- */

static double instant(const char *text)
{
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	g_autoptr(GDateTime) time = text ? g_date_time_new_from_iso8601(text, utc) : NULL;

	return time ? (double)g_date_time_to_unix(time) * 1000 +
			      g_date_time_get_microsecond(time) / 1000
		    : NAN;
}

/* "Normal (NoData)" is Normal. */
static const char *base_state(Arena *arena, const char *state)
{
	return arena_strndup(arena, state, strcspn(state, " "));
}

/* States of instances, in Grafana's words and Prometheus', and the filter that lets them pass. */
static bool passes_state(json_object *filter, const char *state)
{
	static const struct {
		const char *state, *filter;
		bool is_default;
	} rows[] = {
		{ "alerting", "firing", true },	   { "firing", "firing", true },
		{ "pending", "pending", true },	   { "recovering", "recovering", true },
		{ "nodata", "noData", false },	   { "normal", "normal", false },
		{ "inactive", "inactive", false }, { "error", "error", true },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		if (g_ascii_strcasecmp(rows[i].state, state) == 0)
			return json_get_bool(filter, rows[i].filter, rows[i].is_default);
	return false;
}

static bool passes_rule_state(json_object *filter, const char *state)
{
	bool is_inactive = strcmp(state, "inactive") == 0;

	return strcmp(state, "error") != 0 && strcmp(state, "nodata") != 0 &&
	       (is_inactive ? json_get_bool(filter, "normal", false) ||
				      json_get_bool(filter, "inactive", false)
			    : passes_state(filter, state));
}

typedef struct {
	const PanelContext *context;
	json_object *filter;
	const char *name, *folder, *dashboard; // the dashboard's uid, or NULL: of any
	AlertMatchers *labels;
	bool shows_inactive;
	size_t n_instances;
	AlertRules rules;
} Reader;

static AlertInstance instance_of(const Reader *reader, json_object *json)
{
	return (AlertInstance){
		.labels = json_get_object(json, "labels"),
		.state = base_state(reader->context->arena, json_get_text(json, "state", "")),
		.active_ms = instant(json_get_text(json, "activeAt", NULL)),
		.value = json_get_text(json, "value", ""),
	};
}

static void read_instances(Reader *reader, json_object *list, AlertRule *rule)
{
	size_t n = list ? MIN(json_object_array_length(list), MAX_INSTANCES) : 0;

	n = MIN(n, MAX_ALL_INSTANCES - reader->n_instances);
	reader->n_instances += n;

	rule->instances = arena_new_array(reader->context->arena, AlertInstance, n + 1);
	rule->active_ms = NAN;
	for (size_t i = 0; i < n; i++) {
		AlertInstance alert = instance_of(reader, json_object_array_get_idx(list, i));

		if (g_ascii_strcasecmp(alert.state, "normal") != 0 && isfinite(alert.active_ms) &&
		    !(rule->active_ms <= alert.active_ms))
			rule->active_ms = alert.active_ms;
		if (passes_state(reader->filter, alert.state) &&
		    alert_labels_match(reader->labels, alert.labels))
			rule->instances[rule->n_instances++] = alert;
	}
	rule->n_shown = rule->n_instances;
	rule->n_hidden = n - rule->n_instances;
}

static size_t sum(json_object *totals)
{
	double total = 0;

	json_object_object_foreach(totals, key, value) {
		(void)key;
		total += fmax(0, fmin(json_object_get_double(value), 1e9));
	}
	return (size_t)total;
}

/* Grafana sends some instances only, and counts all. */
static void read_counts(json_object *json, AlertRule *rule)
{
	json_object *totals = json_get_object(json, "totals");
	json_object *filtered = json_get_object(json, "totalsFiltered");

	if (!totals || !filtered)
		return;
	rule->n_shown = sum(filtered);
	rule->n_hidden = rule->n_shown && sum(totals) > rule->n_shown
				 ? sum(totals) - rule->n_shown
				 : 0;
}

static bool is_wanted(const Reader *reader, json_object *json, const char *name)
{
	if (strcmp(json_get_text(json, "type", "alerting"), "alerting") != 0)
		return false;
	if (!passes_rule_state(reader->filter, json_get_text(json, "state", "")))
		return false;
	if (*reader->name) {
		g_autofree char *lower = g_utf8_strdown(name, -1);
		g_autofree char *wanted = g_utf8_strdown(reader->name, -1);

		if (!strstr(lower, wanted))
			return false;
	}
	json_object *annotations = json_get_object(json, "annotations");
	json_object *uid = NULL;

	if (!reader->dashboard)
		return true;
	return annotations &&
	       json_object_object_get_ex(annotations, "__dashboardUid__", &uid) &&
	       g_strcmp0(json_object_get_string(uid), reader->dashboard) == 0;
}

static void read_rule(Reader *reader, json_object *json, bool counts)
{
	AlertRule rule = {
		.name = json_get_text(json, "name", ""),
		.state = json_get_text(json, "state", ""),
		.order = reader->rules.n,
	};

	if (reader->rules.n == MAX_RULES || !is_wanted(reader, json, rule.name))
		return;
	read_instances(reader, json_get_array(json, "alerts"), &rule);
	if (counts)
		read_counts(json, &rule);
	bool is_shown_inactive = strcmp(rule.state, "inactive") == 0 && reader->shows_inactive &&
				 reader->labels->n == 0;

	if (rule.n_instances || is_shown_inactive)
		reader->rules.items[reader->rules.n++] = rule;
}

static void read_group(Reader *reader, json_object *group, bool is_grafana)
{
	json_object *rules = json_get_array(group, "rules");
	const char *folder = json_get_text(group, "folderUid", "");

	if (*reader->folder && strcmp(folder, reader->folder) != 0)
		return;
	for (size_t i = 0; rules && i < json_object_array_length(rules); i++)
		read_rule(reader, json_object_array_get_idx(rules, i), is_grafana);
}

/* --- Order --- */

static double sort_time(const AlertRule *rule)
{
	return isnan(rule->active_ms) ? INFINITY : rule->active_ms;
}

static int compare_rules(const void *left, const void *right, void *data)
{
	const AlertRule *a = left, *b = right;
	int order = *(const int *)data, result = 0;

	if (order == TIME_ASC || order == TIME_DESC)
		result = (sort_time(a) > sort_time(b)) - (sort_time(a) < sort_time(b));
	else if (order != IMPORTANCE)
		result = g_ascii_strcasecmp(a->name, b->name);
	if (result == 0)
		result = (a->order > b->order) - (a->order < b->order);
	return order == TIME_DESC || order == ALPHA_DESC ? -result : result;
}

AlertRules alert_rules(const PanelContext *context)
{
	json_object *options = context->options;
	Reader reader = {
		.context = context,
		.filter = json_get_object(options, "stateFilter"),
		.name = interpolate(context->arena, context->interpolator,
				    json_get_text(options, "alertName", ""), NULL),
		.labels = alert_matchers_parse(
			context->arena,
			interpolate(context->arena, context->interpolator,
				    json_get_text(options, "alertInstanceLabelFilter", ""), NULL)),
		.folder = json_get_text(options, "folder.uid", ""),
		.shows_inactive = json_get_bool(options, "showInactiveAlerts", false),
	};
	int order = (int)json_get_number(options, "sortOrder", ALPHA_ASC);

	if (json_get_bool(options, "dashboardAlerts", false))
		reader.dashboard = context->interpolator->dashboard_uid
					   ? context->interpolator->dashboard_uid
					   : "";
	reader.rules.items = arena_new_array(context->arena, AlertRule, MAX_RULES);
	for (size_t i = 0; context->answers && i < context->answers->n; i++) {
		const Answer *answer = &context->answers->items[i];
		json_object *groups = json_get_array(answer->json, "data.groups");

		for (size_t g = 0; groups && g < json_object_array_length(groups); g++)
			read_group(&reader, json_object_array_get_idx(groups, g),
				   !answer->subject);
	}
	g_qsort_with_data(reader.rules.items, (int)reader.rules.n, sizeof(AlertRule), compare_rules,
			  &order);
	return reader.rules;
}
