#include "api/grafana/datasource/prometheus.h"

#include "api/grafana/scope.h"
#include "api/grafana/url.h"
#include "api/grafana/variable-query.h"

#include "renderer/data/value.h"
#include "renderer/json.h"
#include "renderer/model/interval.h"

#include <math.h>
#include <string.h>

/* What `label_values(…)` and its like ask for. */
typedef enum {
	ASK_LABEL_NAMES,
	ASK_LABEL_VALUES,
	ASK_QUERY,
	ASK_SERIES,
} Ask;

enum { SERIES_LIMIT = 40000 };

/* --- Reading the function --- */

/* What stands between `name(` and the last `)`, or NULL; white space may follow. */
static const char *argument(Arena *arena, const char *text, const char *name)
{
	g_autofree char *trimmed = g_strstrip(g_strdup(text));
	size_t n_name = strlen(name), n = strlen(trimmed);

	if (!g_str_has_prefix(trimmed, name) || trimmed[n_name] != '(' || trimmed[n - 1] != ')')
		return NULL;
	return arena_strndup(arena, trimmed + n_name + 1, n - n_name - 2);
}

/* `metric{a="b"}, label`: the label is what follows the last comma. */
static const char *split_label(Arena *arena, const char *text, const char **selector)
{
	const char *comma = strrchr(text, ',');

	*selector = NULL;
	if (!comma)
		return g_strstrip(arena_strdup(arena, text));
	char *before = g_strstrip(arena_strndup(arena, text, (size_t)(comma - text)));

	if (*before && strcmp(before, "{}") != 0)
		*selector = before;
	return g_strstrip(arena_strdup(arena, comma + 1));
}

/* --- Times --- */

static int64_t seconds_up(int64_t time_ms)
{
	return time_ms / 1000 + (time_ms % 1000 > 0);
}

/* How far the frontend rounds times, so that its answers can be kept. */
static int64_t cache_minutes(const DataSource *source)
{
	const char *level = json_get_text(source->json, "jsonData.cacheLevel", "Low");

	if (strcmp(level, "None") == 0)
		return 0;
	if (strcmp(level, "Medium") == 0)
		return 10;
	return strcmp(level, "High") == 0 ? 60 : 1;
}

static void add_range(const VariableCall *call, GString *query)
{
	int64_t start = seconds_up(call->context->range.from_ms);
	int64_t end = seconds_up(call->context->range.to_ms);
	int64_t minutes = cache_minutes(call->source);
	bool is_old = !version_has(call->context->settings->version, FEATURE_RESOURCES_BY_UID);

	if (minutes > 0 && !is_old) {
		int64_t end_minutes = end / 60 + (end % 60 > 0);

		start -= start % (minutes * 60);
		end = (end_minutes - end_minutes % minutes) * 60;
		if (start == end)
			end += minutes * 60;
	}
	if (is_old && !version_has(call->context->settings->version, FEATURE_PROMETHEUS_DS_QUERY)) {
		start = call->context->range.from_ms / 1000;
		end = call->context->range.to_ms / 1000;
	}
	url_add_number(query, "start", start);
	url_add_number(query, "end", end);
}

/* --- Reading answers --- */

static void read_texts(VariableCall *call, json_object *answer)
{
	variable_call_add_all(call, json_get_array(answer, "data"));
}

static void read_names(VariableCall *call, json_object *answer)
{
	json_object *names = json_get_array(answer, "data");

	for (size_t i = 0; names && i < json_object_array_length(names); i++) {
		const char *name = json_object_get_string(json_object_array_get_idx(names, i));

		if (name && strcmp(name, "__name__") != 0)
			variable_call_add(call, name, NULL);
	}
}

/* `metric{a="b",c="d"}` */
static void append_metric(GString *text, json_object *labels)
{
	bool is_first = true;

	g_string_append(text, json_get_text(labels, "__name__", ""));
	g_string_append_c(text, '{');
	if (json_object_is_type(labels, json_type_object)) {
		json_object_object_foreach(labels, key, value) {
			if (strcmp(key, "__name__") == 0)
				continue;
			g_string_append_printf(text, "%s%s=\"%s\"", is_first ? "" : ",", key,
					       json_object_get_string(value));
			is_first = false;
		}
	}
	g_string_append_c(text, '}');
}

static void read_series(VariableCall *call, json_object *answer)
{
	json_object *series = json_get_array(answer, "data");

	for (size_t i = 0; series && i < json_object_array_length(series); i++) {
		GString *text = g_string_new(NULL);

		append_metric(text, json_object_array_get_idx(series, i));
		variable_call_add(call, arena_take_string(call->context->arena, text), NULL);
	}
}

/* The variable's query with variables and $__range, $__interval expanded. */
static const char *option_query(const VariableCall *call)
{
	Arena *arena = call->context->arena;
	const TimeRange *range = &call->context->range;
	int64_t range_ms = range->to_ms - range->from_ms;
	const char *interval = json_get_text(call->source->json, "jsonData.timeInterval", "15s");
	int64_t range_s = (int64_t)round((double)range_ms / 1000);
	double interval_ms = 15000;

	interval_parse(interval, &interval_ms);
	VariableValue macros[] = {
		scope_text(arena, "__interval", interval),
		scope_number(arena, "__interval_ms", (int64_t)interval_ms),
		scope_number(arena, "__range_ms", range_ms),
		scope_number(arena, "__range_s", range_s),
		scope_text(arena, "__range",
			   arena_printf(arena, "%" G_GINT64_FORMAT "s", range_s)),
	};
	Interpolator interpolator = scope_push(arena, call->context->interpolator, macros,
					       G_N_ELEMENTS(macros));

	return interpolate_with(arena, &interpolator, variable_query_text(call), prometheus_text);
}

/* The values of one label in a list of series, as Grafana before 8.3 found label_values(m, l). */
static void read_label_of_series(VariableCall *call, json_object *answer)
{
	json_object *series = json_get_array(answer, "data");
	const char *selector = NULL;
	Arena *arena = call->context->arena;
	const char *text = option_query(call);
	const char *label = split_label(arena, argument(arena, text, "label_values"), &selector);

	for (size_t i = 0; series && i < json_object_array_length(series); i++) {
		json_object *value = NULL;

		if (json_object_object_get_ex(json_object_array_get_idx(series, i), label, &value))
			variable_call_add(call, json_object_get_string(value), NULL);
	}
}

static json_object *element(json_object *array, size_t index)
{
	return json_object_is_type(array, json_type_array) &&
			       index < json_object_array_length(array)
		       ? json_object_array_get_idx(array, index)
		       : NULL;
}

static void read_query(VariableCall *call, json_object *answer)
{
	Arena *arena = call->context->arena;
	json_object *result = json_get_array(answer, "data.result");
	const char *kind = json_get_text(answer, "data.resultType", "");

	if (strcmp(kind, "scalar") == 0 || strcmp(kind, "string") == 0) {
		const char *text = json_object_get_string(element(result, 1));

		variable_call_add(call, text ? text : "", NULL);
		return;
	}
	for (size_t i = 0; result && i < json_object_array_length(result); i++) {
		json_object *sample = json_object_array_get_idx(result, i);
		json_object *value = json_get_array(sample, "value");
		double time_s = json_object_get_double(element(value, 0));
		GString *text = g_string_new(NULL);

		append_metric(text, json_get_object(sample, "metric"));
		g_string_append_printf(text, " %s ", json_object_get_string(element(value, 1)));
		g_string_append(text, value_to_text(arena, value_of_number(time_s * 1000)));
		variable_call_add(call, arena_take_string(arena, text), NULL);
	}
}

/* --- Asking --- */

/* Where Prometheus' own API begins: behind resources, or behind the proxy before Grafana 9. */
static const char *api_root(const VariableCall *call)
{
	Arena *arena = call->context->arena;

	if (version_has(call->context->settings->version, FEATURE_QUERY_HEADERS))
		return arena_printf(arena, "%s/api/v1", variable_call_resources(call));
	const char *proxy = source_proxy(arena, call->source);

	return proxy ? arena_printf(arena, "%s/api/v1", proxy) : NULL;
}

static void ask(VariableCall *call, const char *root, const char *route, GString *query,
		void (*read)(VariableCall *, json_object *))
{
	Arena *arena = call->context->arena;

	call->call.path = arena_printf(arena, "%s/%s", root, route);
	call->call.query = arena_take_string(arena, query);
	call->read = read;
}

static void ask_label_values(VariableCall *call, const char *root, const char *label,
			     const char *selector)
{
	Arena *arena = call->context->arena;
	GString *query = g_string_new(NULL);
	bool is_new = version_has(call->context->settings->version, FEATURE_QUERY_HEADERS);

	if (is_new)
		url_add_number(query, "limit", SERIES_LIMIT);
	if (selector && !is_new)
		url_add(query, "match[]", selector);
	if (selector || is_new)
		add_range(call, query);
	if (selector && is_new)
		url_add(query, "match[]", selector);
	if (selector && !is_new) {
		ask(call, root, "series", query, read_label_of_series);
		return;
	}
	ask(call, root, arena_printf(arena, "label/%s/values", url_segment(arena, label)), query,
	    read_texts);
}

static void ask_label_names(VariableCall *call, const char *root, const char *pattern)
{
	GString *query = g_string_new(NULL);

	url_add_number(query, "limit", SERIES_LIMIT);
	add_range(call, query);
	if (pattern && *pattern)
		url_add(query, "match[]",
			arena_printf(call->context->arena, "{__name__=~\".*%s.*\"}", pattern));
	ask(call, root, "labels", query, read_names);
}

static void ask_query(VariableCall *call, const char *root, const char *expression)
{
	GString *query = g_string_new(NULL);

	url_add(query, "query", expression);
	url_add_number(query, "time", seconds_up(call->context->range.to_ms));
	ask(call, root, "query", query, read_query);
}

static void ask_series(VariableCall *call, const char *root, const char *selector)
{
	GString *query = g_string_new(NULL);

	url_add(query, "match[]", selector);
	url_add_number(query, "start", seconds_up(call->context->range.from_ms));
	url_add_number(query, "end", seconds_up(call->context->range.to_ms));
	ask(call, root, "series", query, read_series);
}

bool prometheus_ask_options(VariableCall *call)
{
	Arena *arena = call->context->arena;
	const char *root = api_root(call);
	const char *text = option_query(call);
	const char *inner, *selector = NULL;

	if (!root || !*text)
		return false;
	if ((inner = argument(arena, text, "label_names"))) {
		ask_label_names(call, root, inner);
	} else if ((inner = argument(arena, text, "label_values"))) {
		const char *label = split_label(arena, inner, &selector);

		ask_label_values(call, root, label, selector);
	} else if ((inner = argument(arena, text, "metrics"))) {
		ask_label_values(call, root, "__name__",
				 arena_printf(arena, "{__name__=~\"%s\"}", inner));
	} else if ((inner = argument(arena, text, "query_result"))) {
		ask_query(call, root, inner);
	} else {
		ask_series(call, root, text);
	}
	return true;
}
