#include "api/grafana/datasource/source-type.h"
#include "api/grafana/scope.h"
#include "api/grafana/variable-query.h"

#include "renderer/json.h"

#include <string.h>

/*
 * TestData: most scenarios are the server's, some are computed by the browser.
 * Source: Grafana 12.3, plugins/datasource/grafana-testdata-datasource/{datasource,metricTree}.ts.
 */

enum { MAX_EVENTS = 1000 };

/* --- In the browser --- */

static const char *ref_id_of(json_object *target)
{
	return json_get_text(target, "refId", "A");
}

static Frame *decode(QueryBatch *batch, json_object *json)
{
	Arena *arena = batch->context->arena;
	g_autoptr(GError) error = NULL;
	Frame *frame = json_get_object(json, "schema")
			       ? frame_decode(arena, json, &batch->context->limits, &error)
			       : frame_decode_legacy(arena, json, &batch->context->limits, &error);

	if (!frame)
		batch->error = arena_strdup(arena, error->message);
	return frame;
}

/* A list of frames, or of older shapes, written into the target. */
static void add_raw_frames(QueryBatch *batch, json_object *target)
{
	Arena *arena = batch->context->arena;
	const char *text = json_get_text(target, "rawFrameContent", "[]");
	json_object *list = arena_take_json(arena, json_tokener_parse(text));

	if (!json_object_is_type(list, json_type_array)) {
		batch->error = "the raw frames are no list";
		return;
	}
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		Frame *frame = decode(batch, json_object_array_get_idx(list, i));

		if (!frame)
			continue;
		frame->ref_id = ref_id_of(target);
		query_batch_add(batch, frame);
	}
}

static json_object *event_tags(Arena *arena)
{
	json_object *tags = arena_take_json(arena, json_object_new_array());

	json_object_array_add(tags, json_object_new_string("text"));
	json_object_array_add(tags, json_object_new_string("server"));
	return tags;
}

/* Events at equal distances over the range. */
static void add_events(QueryBatch *batch, json_object *target)
{
	Arena *arena = batch->context->arena;
	const TimeRange *range = &batch->context->range;
	double lines = json_get_number(target, "lines", 10);
	size_t n = lines > 0 ? (size_t)MIN(lines, MAX_EVENTS) : 0;
	Frame *frame = frame_new(arena, 3, n);
	double *times = arena_new_array(arena, double, n + 1);
	Value *texts = arena_new_array(arena, Value, n + 1);
	Value *tags = arena_new_array(arena, Value, n + 1);
	json_object *meta = arena_take_json(arena, json_object_new_object());

	for (size_t i = 0; i < n; i++) {
		times[i] = (double)range->from_ms +
			   (double)i * (double)(range->to_ms - range->from_ms) / (double)n;
		texts[i] = value_of_string(
			"This is the text, <a href=\"https://grafana.com\">Grafana.com</a>");
		tags[i] = (Value){ .kind = VALUE_JSON, .json = event_tags(arena) };
	}
	target_set(meta, "dataTopic", "annotations");
	frame->ref_id = ref_id_of(target);
	frame->meta = meta;
	frame->fields[0].name = "time";
	frame->fields[0].type = FIELD_TIME;
	frame->fields[0].numbers = times;
	frame->fields[1].name = "text";
	frame->fields[1].type = FIELD_STRING;
	frame->fields[1].values = texts;
	frame->fields[2].name = "tags";
	frame->fields[2].values = tags;
	query_batch_add(batch, frame);
}

/* As JavaScript writes an element of a list into a text. */
static const char *element_text(json_object *list, size_t index)
{
	if (!json_object_is_type(list, json_type_array) || index >= json_object_array_length(list))
		return "undefined";
	json_object *element = json_object_array_get_idx(list, index);

	return element ? json_object_get_string(element) : "null";
}

/* Points of old dashboards are sent as CSV. */
static void send_points(QueryBatch *batch, json_object *target)
{
	json_object *points = json_get_array(target, "points");
	GString *csv = g_string_new("Time,Value\n");

	for (size_t i = 0; points && i < json_object_array_length(points); i++) {
		json_object *point = json_object_array_get_idx(points, i);

		g_string_append_printf(csv, "%s,%s\n", element_text(point, 1),
				       element_text(point, 0));
	}
	target_set(target, "scenarioId", "csv_content");
	target_set(target, "csvContent", arena_take_string(batch->context->arena, csv));
	query_batch_send(batch, json_object_get(target));
}

static void read_objects(const QueryBatch *batch, const QueryCall *call, json_object *answer,
			 bool was_cached, QueryResult *result)
{
	query_result_decode(result, answer, ref_id_of(call->target));
}

/* Any other route of Grafana's API, its answer as a table. */
static void call_api(QueryBatch *batch, json_object *target)
{
	const char *route = json_get_text(target, "stringInput", "");
	const char *path = arena_printf(batch->context->arena, "api/%s", route);

	query_batch_call(batch, &(QueryCall){ .path = path, .target = target,
					      .read = read_objects });
}

static void fail_in_browser(QueryBatch *batch, json_object *target)
{
	batch->error = arena_printf(batch->context->arena,
				    "TestData's scenario %s runs in a browser only",
				    json_get_text(target, "scenarioId", ""));
}

static void fail_or_send(QueryBatch *batch, json_object *target)
{
	bool is_panic = strcmp(json_get_text(target, "errorType", ""), "server_panic") == 0;

	if (is_panic || *json_get_text(target, "stringInput", ""))
		query_batch_send(batch, json_object_get(target));
	else
		batch->error = "Scenario returned an error because the input was empty.";
}

static const struct {
	const char *id;
	void (*prepare)(QueryBatch *batch, json_object *target);
} scenarios[] = {
	{ "annotations", add_events },
	{ "flame_graph", fail_in_browser },
	{ "grafana_api", call_api },
	{ "live", fail_in_browser },
	{ "manual_entry", send_points },
	{ "node_graph", fail_in_browser },
	{ "raw_frame", add_raw_frames },
	{ "server_error_500", fail_or_send },
	{ "steps", fail_in_browser },
	{ "streaming_client", fail_in_browser },
	{ "trace", fail_in_browser },
};

/* Only these texts are expanded. */
static json_object *expand(const QueryBatch *batch, json_object *target)
{
	static const char *const texts[] = { "labels",	    "alias",	  "scenarioId",
					     "stringInput", "csvContent", "rawFrameContent" };
	json_object *expanded = arena_take_json(batch->context->arena, target_copy(target));

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		const char *text = json_get_text(target, texts[i], NULL);

		if (text && *text)
			target_set(expanded, texts[i],
				   interpolate(batch->context->arena, &batch->interpolator, text,
					       NULL));
	}
	return expanded;
}

static void prepare(QueryBatch *batch, json_object *target)
{
	json_object *expanded = expand(batch, target);
	const char *id = json_get_text(expanded, "scenarioId", "");

	for (size_t i = 0; i < G_N_ELEMENTS(scenarios); i++) {
		if (strcmp(scenarios[i].id, id) != 0)
			continue;
		scenarios[i].prepare(batch, expanded);
		return;
	}
	query_batch_send(batch, json_object_get(expanded));
}

/* --- Variables: a tree of the names A to H, AA to HH and so on, six deep --- */

enum { TREE_DEPTH = 6 };

static const char tree_letters[] = "ABCDEFGH";

static bool matches(const char *pattern, const char *name)
{
	const char *star = strchr(pattern, '*');

	if (!star)
		return strcmp(pattern, name) == 0;
	return g_ascii_strncasecmp(pattern, name, (size_t)(star - pattern)) == 0;
}

static bool matches_any(const char *part, const char *name)
{
	if (*part != '{')
		return matches(part, name);
	g_autofree char *list = g_strdup(part + 1);
	g_auto(GStrv) names = NULL;
	bool is_match = false;

	list[strcspn(list, "}")] = '\0';
	names = g_strsplit(list, ",", 0);
	for (char **each = names; *each && !is_match; each++)
		is_match = matches(*each, name);
	return is_match;
}

/*
 * The children of `parent` that the rest of the path leads to. A part with a star keeps the node
 * itself for the next part, as the browser's tree does.
 */
static void walk(VariableCall *call, const char *parent, size_t depth, char **parts)
{
	for (const char *letter = tree_letters; depth < TREE_DEPTH && *letter; letter++) {
		const char *name =
			arena_printf(call->context->arena, "%s%c", parent, *letter);

		if (!*parts || strcmp(*parts, "*") == 0)
			variable_call_add(call, name, NULL);
		else if (strchr(*parts, '*') && matches_any(*parts, name) && !parts[1])
			variable_call_add(call, name, NULL);
		else if (matches_any(*parts, name))
			walk(call, name, depth + 1, parts + 1);
	}
}

static const char *tree_query(const VariableCall *call)
{
	Arena *arena = call->context->arena;
	VariableValue filter = scope_text(arena, "__searchFilter", "*");
	Interpolator interpolator = scope_push(arena, call->context->interpolator, &filter, 1);
	const char *text = json_get_text(call->query, "stringInput", variable_query_text(call));

	return interpolate(arena, &interpolator, text, NULL);
}

static bool ask_options(VariableCall *call)
{
	const char *query = tree_query(call);
	g_auto(GStrv) parts = g_strsplit(query, ".", TREE_DEPTH + 1);

	if (g_str_has_prefix(query, "value"))
		variable_call_add(call, query, NULL);
	else
		walk(call, "", 0, parts);
	return true;
}

const SourceType source_testdata = {
	.id = "grafana-testdata-datasource",
	.old_id = "testdata",
	.reads_interval = true,
	.ds_query = FEATURE_DS_QUERY,
	.empty_target = "{\"scenarioId\": \"random_walk\", \"seriesCount\": 1}",
	.prepare = prepare,
	.ask_options = ask_options,
};
