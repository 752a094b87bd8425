#include "api/grafana/datasource/prometheus.h"

#include "api/grafana/adhoc.h"
#include "api/grafana/datasource/promql.h"
#include "api/grafana/scope.h"

#include "renderer/json.h"

#include <string.h>

/* --- Variables in expressions --- */

/* Inside a string of an expression: backslashes doubled, ' behind two. */
static void append_plain(GString *text, const char *value)
{
	for (; *value; value++) {
		if (*value == '\\')
			g_string_append_c(text, '\\');
		else if (*value == '\'')
			g_string_append(text, "\\\\");
		g_string_append_c(text, *value);
	}
}

/* Inside a regular expression inside a string: everything escaped twice. */
static void append_pattern(GString *text, const char *value)
{
	for (; *value; value++) {
		if (*value == '\\')
			g_string_append(text, "\\\\\\");
		else if (strchr("$^*{}[]+?.()|", *value))
			g_string_append(text, "\\\\");
		g_string_append_c(text, *value);
	}
}

char *prometheus_text(Arena *arena, const VariableValue *variable)
{
	bool is_pattern = variable->is_multi || variable->include_all;
	bool is_list = variable->is_multi || variable->is_all;
	bool is_group = is_pattern && variable->n_values != 1 &&
			(is_list || variable->n_values > 1);
	GString *text = g_string_new(is_group ? "(" : NULL);

	for (size_t i = 0; i < variable->n_values; i++) {
		if (i)
			g_string_append_c(text, is_pattern ? '|' : ',');
		if (is_pattern)
			append_pattern(text, variable->values[i]);
		else
			append_plain(text, variable->values[i]);
	}
	if (is_group)
		g_string_append_c(text, ')');
	return arena_take_string(arena, text);
}

static const char *escaped(Arena *arena, const char *value)
{
	GString *text = g_string_new(NULL);

	append_plain(text, value);
	return arena_take_string(arena, text);
}

static const char *add_filters(const QueryBatch *batch, const char *expression)
{
	Arena *arena = batch->context->arena;
	AdhocFilters filters = adhoc_filters(batch->context, batch->source);

	for (size_t i = 0; i < filters.n; i++) {
		const AdhocFilter *filter = &filters.items[i];
		bool is_pattern = strchr(filter->operator, '~') != NULL;

		expression = promql_add_matcher(
			arena, expression, filter->key, filter->operator,
			is_pattern ? escaped(arena, filter->value) : filter->value);
	}
	return expression;
}

const char *prometheus_expression(const QueryBatch *batch, const Interpolator *interpolator,
				  json_object *target)
{
	Arena *arena = batch->context->arena;
	const char *expression = interpolate_with(
		arena, interpolator, json_get_text(target, "expr", ""), prometheus_text);

	return interpolate_with(arena, interpolator, add_filters(batch, expression),
				prometheus_text);
}

/* --- Targets --- */

/* The server knows its own interval: the names are passed on. */
static Interpolator with_macros(const QueryBatch *batch)
{
	Arena *arena = batch->context->arena;
	VariableValue macros[] = {
		scope_text(arena, "__interval", "$__interval"),
		scope_text(arena, "__interval_ms", "$__interval_ms"),
	};

	return scope_push(arena, &batch->interpolator, macros, G_N_ELEMENTS(macros));
}

static int offset_s(GTimeZone *zone, int64_t time_ms)
{
	int interval = g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL, time_ms / 1000);

	return g_time_zone_get_offset(zone, interval);
}

/* Steps are aligned in local time, except for absolute ranges in the browser's zone. */
static int utc_offset_s(const QueryContext *context)
{
	if (!context->is_browser_zone)
		return offset_s(context->time->zone, context->time->now_ms);
	return time_range_is_relative(&context->range)
		       ? offset_s(context->time->zone, context->range.to_ms)
		       : 0;
}

static bool has_expression(json_object *target)
{
	return *json_get_text(target, "expr", "") != '\0';
}

static void send_range(QueryBatch *batch, json_object *target)
{
	json_object_object_add(target, "instant", json_object_new_boolean(false));
	query_batch_send(batch, target);
}

static void send_instant(QueryBatch *batch, json_object *target, const char *ref_id)
{
	target_set(target, "refId", arena_printf(batch->context->arena, "%s-Instant", ref_id));
	json_object_object_add(target, "range", json_object_new_boolean(false));
	json_object_object_add(target, "exemplar", json_object_new_boolean(false));
	query_batch_send(batch, target);
}

static json_object *sent_target(QueryBatch *batch, json_object *target)
{
	Arena *arena = batch->context->arena;
	Interpolator interpolator = with_macros(batch);
	json_object *sent = target_copy(target);
	const char *legend = json_get_text(target, "legendFormat", NULL);
	const char *interval = json_get_text(target, "interval", "");

	target_set(sent, "expr", prometheus_expression(batch, &interpolator, target));
	target_set(sent, "interval", interpolate(arena, &interpolator, interval, NULL));
	if (legend)
		target_set(sent, "legendFormat", interpolate(arena, &interpolator, legend, NULL));
	json_object_object_add(sent, "exemplar",
			       json_object_new_boolean(json_get_bool(target, "exemplar", false)));
	target_set(sent, "requestId",
		   arena_printf(arena, "%d%s", batch->panel ? batch->panel->id : 0,
				json_get_text(target, "refId", "A")));
	json_object_object_add(sent, "utcOffsetSec",
			       json_object_new_int(utc_offset_s(batch->context)));
	return sent;
}

static void prepare(QueryBatch *batch, json_object *target)
{
	if (!version_has(batch->context->settings->version, FEATURE_PROMETHEUS_DS_QUERY)) {
		prometheus_proxy_prepare(batch, target);
		return;
	}
	json_object *sent = sent_target(batch, target);

	if (json_get_bool(target, "instant", false) && json_get_bool(target, "range", false)) {
		json_object *instant = target_copy(sent);

		send_range(batch, sent);
		send_instant(batch, instant, json_get_text(target, "refId", "A"));
		return;
	}
	query_batch_send(batch, sent);
}

const SourceType source_prometheus = {
	.id = "prometheus",
	.interval = "15s",
	.reads_interval = true,
	.ds_query = FEATURE_PROMETHEUS_DS_QUERY,
	.formatter = prometheus_text,
	.is_asked = has_expression,
	.prepare = prepare,
	.finish = prometheus_finish,
	.ask_options = prometheus_ask_options,
};
