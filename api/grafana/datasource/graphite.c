#include "api/grafana/datasource/source-type.h"
#include "api/grafana/scope.h"
#include "api/grafana/url.h"
#include "api/grafana/variable-query.h"

#include "renderer/json.h"

#include <string.h>

/* Graphite is asked through the proxy in every version: plugins/datasource/graphite/datasource.ts. */

enum {
	MAX_NESTING = 10,	  // of targets that refer to targets
	MAX_TARGET_BYTES = 65536, // of one target, its references put in
};

/* --- Targets --- */

static json_object *target_by_letter(const QueryBatch *batch, char letter)
{
	for (size_t i = 0; i < json_object_array_length(batch->targets); i++) {
		json_object *target = json_object_array_get_idx(batch->targets, i);
		const char *ref_id = json_get_text(target, "refId", "");

		if (ref_id[0] == letter && ref_id[1] == '\0')
			return target;
	}
	return NULL;
}

/* Puts the text of target A in place of #A, again and again; a reference to itself stays. */
static void append_nested(const QueryBatch *batch, GString *text, const char *target,
			  const char *own_ref_id, int depth)
{
	for (; *target && text->len < MAX_TARGET_BYTES; target++) {
		json_object *other = NULL;

		if (target[0] == '#' && target[1] >= 'A' && target[1] <= 'Z' &&
		    depth < MAX_NESTING && target[1] != own_ref_id[0])
			other = target_by_letter(batch, target[1]);
		if (!other) {
			g_string_append_c(text, *target);
			continue;
		}
		append_nested(batch, text, json_get_text(other, "target", ""), own_ref_id,
			      depth + 1);
		target++;
	}
}

/* '5m' in quotes is '5min' for Graphite, '5M' is '5mon'. */
static char *mend_intervals(const char *text)
{
	g_autoptr(GRegex) minutes = g_regex_new("'(\\d+)m'", 0, 0, NULL);
	g_autoptr(GRegex) months = g_regex_new("'(\\d+)M'", 0, 0, NULL);
	g_autofree char *mended = g_regex_replace(minutes, text, -1, 0, "'\\1min'", 0, NULL);

	return g_regex_replace(months, mended, -1, 0, "'\\1mon'", 0, NULL);
}

static const char *sent_target(const QueryBatch *batch, json_object *target)
{
	Arena *arena = batch->context->arena;
	const char *ref_id = json_get_text(target, "refId", "A");
	GString *nested = g_string_new(NULL);

	append_nested(batch, nested, json_get_text(target, "target", ""), ref_id, 0);
	if (version_has(batch->context->settings->version, FEATURE_GRAPHITE_REF_ID)) {
		g_autofree char *name = g_strdelimit(g_strdup(ref_id), " ", '_');

		g_string_prepend(nested, "aliasSub(");
		g_string_append_printf(nested, ", \"(^.*$)\", \"\\1 %s\")", name);
	}
	const char *expanded = interpolate(arena, &batch->interpolator,
					   arena_take_string(arena, nested), NULL);
	g_autofree char *mended = mend_intervals(expanded);

	return arena_strdup(arena, mended);
}

/* --- Times --- */

/* `now-6h` as Graphite writes it, `-6h`; NULL when it has no such form. */
static char *relative_time(const char *raw)
{
	if (strcmp(raw, "now") == 0)
		return g_strdup("now");
	if (!g_str_has_prefix(raw, "now-") || strchr(raw, '/'))
		return NULL;
	size_t n_digits = strspn(raw + 4, "0123456789");
	const char *unit = raw + 4 + n_digits;

	if (strcmp(unit, "m") == 0)
		return g_strdup_printf("-%.*smin", (int)n_digits, raw + 4);
	if (strcmp(unit, "M") == 0)
		return g_strdup_printf("-%.*smon", (int)n_digits, raw + 4);
	return g_strdup(raw + 3);
}

/* Ends inside a minute are widened by a second, so that no point at the edge is lost. */
static int64_t absolute_time(int64_t time_ms, bool is_to)
{
	int64_t seconds = time_ms / 1000;

	if (seconds % 60 == 0)
		return seconds;
	return is_to ? seconds + 1 : seconds - 1;
}

static void add_time(const QueryBatch *batch, GString *body, bool is_to)
{
	const TimeRange *range = &batch->context->range;
	const char *raw = is_to ? range->raw_to : range->raw_from;
	bool has_seconds =
		version_has(batch->context->settings->version, FEATURE_GRAPHITE_SECONDS);
	g_autofree char *relative = raw && !has_seconds ? relative_time(raw) : NULL;

	if (relative)
		url_add(body, is_to ? "until" : "from", relative);
	else
		url_add_number(body, is_to ? "until" : "from",
			       absolute_time(is_to ? range->to_ms : range->from_ms, is_to));
}

/* --- Answers --- */

/* The name's last word is the refId, which the target put there. */
static const char *take_ref_id(const QueryBatch *batch, json_object *series)
{
	const char *name = json_get_text(series, "target", "");
	const char *blank = strrchr(name, ' ');

	if (!blank || !version_has(batch->context->settings->version, FEATURE_GRAPHITE_REF_ID))
		return NULL;
	const char *ref_id = arena_strdup(batch->context->arena, blank + 1);

	json_object_object_add(series, "target",
			       json_object_new_string_len(name, (int)(blank - name)));
	return ref_id;
}

static void to_milliseconds(json_object *series)
{
	json_object *points = json_get_array(series, "datapoints");

	for (size_t i = 0; points && i < json_object_array_length(points); i++) {
		json_object *point = json_object_array_get_idx(points, i);

		if (!json_object_is_type(point, json_type_array) ||
		    json_object_array_length(point) < 2)
			continue;
		double time_s = json_object_get_double(json_object_array_get_idx(point, 1));

		json_object_array_put_idx(point, 1, json_object_new_double(time_s * 1000));
	}
}

static void read_render(const QueryBatch *batch, const QueryCall *call, json_object *answer,
			bool was_cached, QueryResult *result)
{
	json_object *list = json_get_array(answer, "series");

	if (json_object_is_type(answer, json_type_array))
		list = answer;
	if (!list)
		query_result_fail(result, "Missing series in result");
	for (size_t i = 0; list && i < json_object_array_length(list); i++) {
		json_object *series = json_object_array_get_idx(list, i);

		if (!json_object_is_type(series, json_type_object))
			continue;
		const char *ref_id = take_ref_id(batch, series);

		target_set(series, "title", json_get_text(series, "target", ""));
		to_milliseconds(series);
		query_result_decode(result, series, ref_id);
	}
}

/* --- Asking --- */

static bool has_target(json_object *target)
{
	return *json_get_text(target, "target", "") != '\0';
}

/* All targets go together, since they may refer to one another. */
static void prepare(QueryBatch *batch, json_object *target)
{
}

static bool is_metric_tank(const DataSource *source)
{
	return strcmp(json_get_text(source->json, "jsonData.graphiteType", ""), "metrictank") == 0;
}

static void complete(QueryBatch *batch)
{
	Arena *arena = batch->context->arena;
	const char *proxy = source_proxy(arena, batch->source);
	GString *body = g_string_new(NULL);

	for (size_t i = 0; i < json_object_array_length(batch->targets); i++) {
		json_object *target = json_object_array_get_idx(batch->targets, i);

		if (!json_get_bool(target, "hide", false))
			url_add(body, "target", sent_target(batch, target));
	}
	if (body->len == 0 || !proxy) {
		batch->error = proxy ? NULL : "this data source is asked from the browser only";
		g_string_free(body, TRUE);
		return;
	}
	add_time(batch, body, false);
	add_time(batch, body, true);
	url_add(body, "format", "json");
	url_add_number(body, "maxDataPoints", (int64_t)batch->max_points);
	if (is_metric_tank(batch->source))
		url_add(body, "meta", "true");
	query_batch_call(batch, &(QueryCall){
					.path = arena_printf(arena, "%s/render", proxy),
					.body = arena_take_string(arena, body),
					.content_type = "application/x-www-form-urlencoded",
					.read = read_render,
				});
}

/* --- Variables --- */

static void read_found(VariableCall *call, json_object *answer)
{
	json_object *results = json_get_array(answer, "results");

	if (results) {
		variable_call_add_all(call, results); // metrics/expand
		return;
	}
	if (!json_object_is_type(answer, json_type_array))
		return;
	for (size_t i = 0; i < json_object_array_length(answer); i++) {
		json_object *one = json_object_array_get_idx(answer, i);
		const char *text = json_object_is_type(one, json_type_string)
					   ? json_object_get_string(one)
					   : json_get_text(one, "text", NULL);

		if (text)
			variable_call_add(call, text, json_get_text(one, "value", NULL));
	}
}

static bool ask_options(VariableCall *call)
{
	Arena *arena = call->context->arena;
	VariableValue filter = scope_text(arena, "__searchFilter", "*");
	Interpolator interpolator = scope_push(arena, call->context->interpolator, &filter, 1);
	const char *text = interpolate(
		arena, &interpolator,
		json_get_text(call->query, "target", variable_query_text(call)), NULL);
	const char *proxy = source_proxy(arena, call->source);
	bool is_expand = g_str_has_prefix(text, "expand(") && g_str_has_suffix(text, ")");
	GString *query = g_string_new(NULL);

	if (is_expand)
		text = arena_strndup(arena, text + 7, strlen(text) - 8);
	url_add(query, "query", text);
	if (!is_expand) {
		url_add_number(query, "from", call->context->range.from_ms / 1000);
		url_add_number(query, "until", call->context->range.to_ms / 1000);
	}
	call->call.query = arena_take_string(arena, query);
	if (!proxy)
		return false;
	call->call.path =
		arena_printf(arena, "%s/metrics/%s", proxy, is_expand ? "expand" : "find");
	call->read = read_found;
	return true;
}

const SourceType source_graphite = {
	.id = "graphite",
	.ds_query = FEATURE_DS_QUERY,
	.sees_hidden = true,
	.is_asked = has_target,
	.prepare = prepare,
	.complete = complete,
	.ask_options = ask_options,
};
