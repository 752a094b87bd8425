#include "api/grafana/datasource/source-type.h"
#include "api/grafana/scope.h"
#include "api/grafana/variable-query.h"

#include "renderer/data/number.h"
#include "renderer/json.h"

#include <math.h>
#include <string.h>

/* Source: Grafana 12.3, plugins/datasource/influxdb/datasource.ts. */

static bool is_flux(const DataSource *source)
{
	return strcmp(json_get_text(source->json, "jsonData.version", ""), "Flux") == 0;
}

/* --- Variables in queries --- */

static void append_escaped(GString *text, const char *value)
{
	for (; *value; value++) {
		if (strchr("\\^$*+?.()|[]{}/", *value))
			g_string_append_c(text, '\\');
		g_string_append_c(text, *value);
	}
}

/* A number stays; what stands for several values, or in a pattern, is escaped. */
static char *influx_text(Arena *arena, const VariableValue *variable)
{
	GString *text = g_string_new(NULL);
	bool is_list = variable->n_values != 1 || variable->is_all;

	if (is_list && !variable->is_multi)
		return arena_strdup(arena, variable->n_values ? variable->values[0] : "");
	if (is_list)
		g_string_append_c(text, '(');
	for (size_t i = 0; i < variable->n_values; i++) {
		const char *value = variable->values[i];

		if (i)
			g_string_append_c(text, '|');
		if (variable->is_multi && isnan(js_parse_float(value)))
			append_escaped(text, value);
		else
			g_string_append(text, value);
	}
	if (is_list)
		g_string_append_c(text, ')');
	return arena_take_string(arena, text);
}

/* Whether `$name` stands between two slashes. */
static bool is_in_pattern(const char *query, const char *name)
{
	g_autofree char *escaped = g_regex_escape_string(name, -1);
	g_autofree char *pattern = g_strdup_printf("/[^/]*\\$%s\\b[^/]*/", escaped);

	return g_regex_match_simple(pattern, query, 0, 0);
}

/* A variable inside a pattern is written as a list of several values is. */
static const char *expand(const QueryBatch *batch, const Interpolator *given, const char *text)
{
	Arena *arena = batch->context->arena;
	Interpolator interpolator = *given;
	VariableValue *variables = arena_new_array(arena, VariableValue, given->n_variables + 1);

	for (size_t i = 0; i < given->n_variables; i++) {
		variables[i] = given->variables[i];
		if (variables[i].name && is_in_pattern(text, variables[i].name))
			variables[i].is_multi = true;
	}
	interpolator.variables = variables;
	return interpolate_with(arena, &interpolator, text, influx_text);
}

/* --- Targets --- */

static json_object *expand_tag(const QueryBatch *batch, const Interpolator *interpolator,
			       json_object *tag)
{
	json_object *copy = target_copy(tag);
	const char *key = json_get_text(tag, "key", NULL);
	const char *operator = json_get_text(tag, "operator", "");
	const char *value = json_get_text(tag, "value", "");
	size_t n = strlen(value);

	if (!strchr(operator, '~') && n >= 2 && value[0] == '/' && value[n - 1] == '/')
		value = arena_strndup(batch->context->arena, value + 1, n - 2);
	if (key)
		target_set(copy, "key",
			   interpolate(batch->context->arena, interpolator, key, NULL));
	target_set(copy, "value", expand(batch, interpolator, value));
	return copy;
}

static void expand_tags(const QueryBatch *batch, const Interpolator *interpolator,
			json_object *sent)
{
	json_object *tags = json_get_array(sent, "tags");
	json_object *expanded = json_object_new_array();

	for (size_t i = 0; tags && i < json_object_array_length(tags); i++)
		json_object_array_add(expanded, expand_tag(batch, interpolator,
							   json_object_array_get_idx(tags, i)));
	if (tags)
		json_object_object_add(sent, "tags", expanded);
	else
		json_object_put(expanded);
}

static void expand_member(const QueryBatch *batch, const Interpolator *interpolator,
			  json_object *sent, const char *key)
{
	json_object *member = NULL;

	if (!json_object_object_get_ex(sent, key, &member))
		return;
	json_object *expanded =
		interpolate_json(batch->context->arena, interpolator, member, NULL, NULL);

	json_object_object_add(sent, key, json_object_get(expanded));
}

static void prepare(QueryBatch *batch, json_object *target)
{
	static const char *const patterns[] = { "query", "rawSql", "measurement" };
	static const char *const plain[] = { "alias", "limit", "slimit", "policy",
					     "tz",    "select", "groupBy" };
	Arena *arena = batch->context->arena;
	VariableValue macros[] = {
		scope_text(arena, "__interval", "$__interval"),
		scope_text(arena, "__interval_ms", "$__interval_ms"),
	};
	Interpolator interpolator =
		scope_push(arena, &batch->interpolator, macros, G_N_ELEMENTS(macros));
	json_object *sent = target_copy(target);

	if (is_flux(batch->source)) {
		target_set(sent, "query",
			   interpolate(arena, &interpolator, json_get_text(target, "query", ""),
				       NULL));
		query_batch_send(batch, sent);
		return;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++)
		target_set(sent, patterns[i],
			   expand(batch, &interpolator, json_get_text(target, patterns[i], "")));
	for (size_t i = 0; i < G_N_ELEMENTS(plain); i++)
		expand_member(batch, &interpolator, sent, plain[i]);
	expand_tags(batch, &interpolator, sent);
	query_batch_send(batch, sent);
}

static void prepare_checked(QueryBatch *batch, json_object *target)
{
	Version version = batch->context->settings->version;

	if (!is_flux(batch->source) && !version_has(version, FEATURE_INFLUX_DS_QUERY) &&
	    !settings_toggle(batch->context->settings, "influxdbBackendMigration")) {
		batch->error = "InfluxQL is asked by the browser in this version of Grafana";
		return;
	}
	prepare(batch, target);
}

/* --- Variables --- */

/* The first field of texts in each frame; each value once. */
static void read_frames(VariableCall *call, const Frames *frames)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (size_t i = 0; i < frames->n; i++) {
		const Frame *frame = frames->items[i];
		const Field *field = frame_first_of_type(frame, FIELD_STRING);

		for (size_t j = 0; !field && j < frame->n_fields; j++)
			if (frame->fields[j].type != FIELD_TIME)
				field = &frame->fields[j];
		for (size_t row = 0; field && row < frame->n_rows; row++) {
			const char *text = value_to_text(call->context->arena,
							 field_value(frame, field, row));

			if (text && g_hash_table_add(seen, (void *)text))
				variable_call_add(call, text, NULL);
		}
	}
}

static bool ask_options(VariableCall *call)
{
	const QueryContext *context = call->context;
	json_object *target = json_object_new_object();
	QueryBatch batch = { .context = context, .source = call->source };
	const char *text = expand(&batch, context->interpolator, variable_query_text(call));

	target_set(target, "refId", "metricFindQuery");
	target_set(target, "query", text);
	json_object_object_add(target, "rawQuery", json_object_new_boolean(true));
	if (strcmp(json_get_text(call->source->json, "jsonData.version", ""), "SQL") == 0) {
		target_set(target, "rawSql", text);
		target_set(target, "format", "table");
	}
	call->read_frames = read_frames;
	variable_call_ds_query(call, target);
	return true;
}

const SourceType source_influxdb = {
	.id = "influxdb",
	.reads_interval = true,
	.ds_query = FEATURE_DS_QUERY,
	.formatter = influx_text,
	.prepare = prepare_checked,
	.ask_options = ask_options,
};
