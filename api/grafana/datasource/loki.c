#include "api/grafana/datasource/source-type.h"
#include "api/grafana/scope.h"
#include "api/grafana/url.h"
#include "api/grafana/variable-query.h"

#include "renderer/json.h"

#include <string.h>

/* Source: Grafana 12.3, plugins/datasource/loki/datasource.ts, LogsQuery handling of queryUtils.ts. */

enum { DEFAULT_MAX_LINES = 1000 };

/* A choice among several is an alternative of escaped texts, without parentheses. */
static char *loki_text(Arena *arena, const VariableValue *variable)
{
	GString *text = g_string_new(NULL);
	bool is_pattern = variable->is_multi || variable->include_all;

	for (size_t i = 0; i < variable->n_values; i++) {
		if (i)
			g_string_append_c(text, is_pattern ? '|' : ',');
		for (const char *at = variable->values[i]; *at; at++) {
			if (is_pattern && *at == '\\')
				g_string_append(text, "\\\\\\");
			else if (is_pattern && strchr("$^*{}[]+?.()|", *at))
				g_string_append(text, "\\\\");
			g_string_append_c(text, *at);
		}
	}
	return arena_take_string(arena, text);
}

static bool has_expression(json_object *target)
{
	return *json_get_text(target, "expr", "") != '\0';
}

/* What counts or measures begins with a function; what lists lines with a stream selector. */
static bool is_log_query(const char *expression)
{
	expression += strspn(expression, " \t\r\n(");
	return *expression == '{';
}

/* Before `queryType` there were the flags `instant` and `range`. */
static const char *query_type(json_object *target)
{
	const char *type = json_get_text(target, "queryType", "");
	bool is_instant = *type ? strcmp(type, "instant") == 0
				: json_get_bool(target, "instant", false);

	if (is_instant && !is_log_query(json_get_text(target, "expr", "")))
		return "instant";
	return "range";
}

static double max_lines(const QueryBatch *batch, json_object *target)
{
	const char *text = json_get_text(batch->source->json, "jsonData.maxLines", "");
	double own = g_ascii_strtod(text, NULL);
	double lines = json_get_number(batch->source->json, "jsonData.maxLines",
				       own > 0 ? own : DEFAULT_MAX_LINES);

	return json_get_number(target, "maxLines", lines);
}

static void prepare(QueryBatch *batch, json_object *target)
{
	Arena *arena = batch->context->arena;
	VariableValue macros[] = {
		scope_text(arena, "__interval", "$__interval"),
		scope_text(arena, "__interval_ms", "$__interval_ms"),
	};
	Interpolator interpolator =
		scope_push(arena, &batch->interpolator, macros, G_N_ELEMENTS(macros));
	json_object *sent = target_copy(target);
	static const char *const plain[] = { "step", "legendFormat" };

	target_set(sent, "expr",
		   interpolate_with(arena, &interpolator, json_get_text(target, "expr", ""),
				    loki_text));
	for (size_t i = 0; i < G_N_ELEMENTS(plain); i++) {
		const char *text = json_get_text(target, plain[i], NULL);

		if (text)
			target_set(sent, plain[i], interpolate(arena, &interpolator, text, NULL));
	}
	target_set(sent, "queryType", query_type(target));
	target_set(sent, "instant", NULL);
	target_set(sent, "range", NULL);
	json_object_object_add(sent, "maxLines",
			       json_object_new_int64((int64_t)max_lines(batch, target)));
	query_batch_send(batch, sent);
}

/* --- Variables --- */

static void read_values(VariableCall *call, json_object *answer)
{
	variable_call_add_all(call, json_get_array(answer, "data"));
}

/* `label_values({…}, name)`, `label_values(name)`, `label_names()` as text. */
static void read_text_query(Arena *arena, const char *text, const char **label,
			    const char **stream)
{
	const char *open = strchr(text, '('), *close = strrchr(text, ')');

	if (!g_str_has_prefix(text, "label_values") || !open || !close || close < open)
		return;
	g_autofree char *inner = g_strndup(open + 1, (size_t)(close - open - 1));
	char *comma = strrchr(inner, ',');

	if (comma) {
		*comma = '\0';
		*stream = arena_strdup(arena, g_strstrip(inner));
	}
	*label = arena_strdup(arena, g_strstrip(comma ? comma + 1 : inner));
}

static bool ask_options(VariableCall *call)
{
	const QueryContext *context = call->context;
	Arena *arena = context->arena;
	const char *label = json_get_text(call->query, "label", NULL);
	const char *stream = json_get_text(call->query, "stream", NULL);
	GString *query = g_string_new(NULL);

	if (json_object_is_type(call->query, json_type_string))
		read_text_query(arena, json_object_get_string(call->query), &label, &stream);
	else if (json_get_number(call->query, "type", 0) == 0)
		label = NULL;
	if (stream && *stream)
		url_add(query, "query",
			interpolate_with(arena, context->interpolator, stream, loki_text));
	url_add_number(query, "start", context->range.from_ms * 1000000);
	url_add_number(query, "end", context->range.to_ms * 1000000);
	call->call.path =
		label ? arena_printf(arena, "%s/label/%s/values", variable_call_resources(call),
				     url_segment(arena, interpolate(arena, context->interpolator,
								    label, NULL)))
		      : arena_printf(arena, "%s/labels", variable_call_resources(call));
	call->call.query = arena_take_string(arena, query);
	call->read = read_values;
	return true;
}

const SourceType source_loki = {
	.id = "loki",
	.ds_query = FEATURE_DS_QUERY,
	.formatter = loki_text,
	.is_asked = has_expression,
	.prepare = prepare,
	.ask_options = ask_options,
};
