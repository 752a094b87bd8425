#include "api/grafana/annotation.h"

#include "api/grafana/annotation-event.h"
#include "api/grafana/datasource/source-type.h"
#include "api/grafana/time-region.h"
#include "api/grafana/url.h"

#include "renderer/json.h"

#include <string.h>

enum { MAX_LAYERS = 50, MAX_TAGS = 100, DEFAULT_LIMIT = 100 };

static bool is_true(json_object *json, const char *key)
{
	json_object *value = json_get(json, key);

	return json_object_get_boolean(value); // 1 counts too
}

/* --- Which layers --- */

static json_object *built_in(Arena *arena)
{
	return arena_take_json(
		arena,
		json_tokener_parse("{\"builtIn\": 1, \"datasource\": {\"uid\": \"-- Grafana --\"},"
				   " \"enable\": true, \"iconColor\": \"rgba(0, 211, 255, 1)\","
				   " \"name\": \"Annotations & Alerts\", \"type\": \"dashboard\"}"));
}

static bool has_built_in(json_object *list)
{
	for (size_t i = 0; list && i < json_object_array_length(list); i++)
		if (is_true(json_object_array_get_idx(list, i), "builtIn"))
			return true;
	return false;
}

/* filter {exclude, ids}: only in these panels, or in all but these. */
static bool concerns(json_object *annotation, int panel_id)
{
	json_object *filter = json_get_object(annotation, "filter");
	json_object *ids = json_get_array(filter, "ids");
	bool is_listed = false;

	if (!filter)
		return true;
	for (size_t i = 0; ids && i < json_object_array_length(ids); i++)
		is_listed = is_listed ||
			    json_object_get_int(json_object_array_get_idx(ids, i)) == panel_id;
	return is_listed != json_get_bool(filter, "exclude", false);
}

/* --- Grafana's own --- */

static json_object *grafana_target(Arena *arena, json_object *annotation)
{
	json_object *target = json_get_object(annotation, "target");

	if (target)
		return target;
	target = arena_take_json(arena, json_object_new_object());
	target_set(target, "type", json_get_text(annotation, "type", "dashboard"));
	json_object_object_add(
		target, "limit",
		json_object_new_int((int)json_get_number(annotation, "limit", DEFAULT_LIMIT)));
	json_object_object_add(target, "tags",
			       json_object_get(json_get_array(annotation, "tags")));
	json_object_object_add(target, "matchAny",
			       json_object_new_boolean(json_get_bool(annotation, "matchAny",
								     false)));
	return target;
}

/* A variable of several values gives several tags. */
static char *tag_text(Arena *arena, const VariableValue *variable)
{
	GString *text = g_string_new(NULL);

	for (size_t i = 0; i < variable->n_values; i++)
		g_string_append_printf(text, "%s%s", i ? "\x1f" : "", variable->values[i]);
	return arena_take_string(arena, text);
}

static bool add_tags(const QueryContext *context, GString *query, json_object *tags)
{
	size_t n = tags ? json_object_array_length(tags) : 0;

	for (size_t i = 0; i < MIN(n, MAX_TAGS); i++) {
		const char *tag = json_object_get_string(json_object_array_get_idx(tags, i));
		const char *expanded = interpolate_with(context->arena, context->interpolator,
							tag ? tag : "", tag_text);
		g_auto(GStrv) parts = g_strsplit(expanded, "\x1f", MAX_TAGS);

		for (char **part = parts; *part; part++)
			url_add(query, "tags", *part);
	}
	return n > 0;
}

static void add_dashboard(const QueryContext *context, GString *query)
{
	const Dashboard *dashboard = context->dashboard;

	if (version_has(context->settings->version, FEATURE_ANNOTATIONS_BY_UID)) {
		url_add(query, "dashboardUID", dashboard->uid ? dashboard->uid : "");
		return;
	}
	url_add_number(query, "dashboardId",
		       (int64_t)json_get_number(dashboard->json, "id", 0));
	url_add(query, "type", "dashboard");
}

static void plan_grafana(const QueryContext *context, AnnotationLayer *layer)
{
	json_object *target = grafana_target(context->arena, layer->annotation);
	GString *query = g_string_new(NULL);
	bool is_asked = true;

	if (strcmp(json_get_text(target, "queryType", ""), "timeRegions") == 0) {
		g_string_free(query, TRUE);
		return;
	}
	layer->is_of_dashboard = strcmp(json_get_text(target, "type", ""), "dashboard") == 0;
	url_add_number(query, "from", context->range.from_ms);
	url_add_number(query, "to", context->range.to_ms);
	if (json_get(target, "limit"))
		url_add_number(query, "limit",
			       (int64_t)json_get_number(target, "limit", DEFAULT_LIMIT));
	if (!layer->is_of_dashboard)
		is_asked = add_tags(context, query, json_get_array(target, "tags"));
	if (json_get(target, "matchAny"))
		url_add(query, "matchAny",
			json_get_bool(target, "matchAny", false) ? "true" : "false");
	if (layer->is_of_dashboard)
		add_dashboard(context, query);
	const char *text = arena_take_string(context->arena, query);

	if (is_asked && (!layer->is_of_dashboard || context->dashboard->uid))
		layer->call = (QueryCall){ .path = "api/annotations", .query = text };
}

/* --- Other data sources --- */

/* Where an annotation of before Grafana 8 kept its query, by type of data source. */
static void move_old_query(json_object *annotation, const SourceType *type, json_object *target)
{
	static const struct {
		const char *from, *to;
	} moves[] = { { "expr", "expr" },	{ "step", "interval" },	  { "query", "query" },
		      { "rawQuery", "rawSql" }, { "target", "target" },	  { "instant", "instant" },
		      { "queryType", "queryType" } };

	for (size_t i = 0; i < G_N_ELEMENTS(moves); i++) {
		const char *text = json_get_text(annotation, moves[i].from, NULL);

		if (text && !json_get(target, moves[i].to))
			target_set(target, moves[i].to, text);
	}
	if (json_get(target, "rawSql"))
		target_set(target, "format", "table");
	else if (type == &source_influxdb)
		json_object_object_add(target, "rawQuery", json_object_new_boolean(true));
}

static json_object *other_target(json_object *annotation, const SourceType *type)
{
	json_object *saved = json_get_object(annotation, "target");
	json_object *target = saved ? target_copy(saved) : json_object_new_object();

	move_old_query(annotation, type, target);
	target_set(target, "refId", "Anno");
	target_set(target, "datasource", NULL);
	if (type == &source_testdata && !*json_get_text(target, "scenarioId", ""))
		target_set(target, "scenarioId", "annotations");
	return target;
}

static void plan_other(const QueryContext *context, AnnotationLayer *layer,
		       const DataSource *source)
{
	const SourceType *type = source_type_find(source->type);
	json_object *targets = arena_take_json(context->arena, json_object_new_array());

	json_object_array_add(targets, other_target(layer->annotation, type));
	layer->batch =
		query_batch_new(context, NULL, source, targets, NULL, context->width_px);
}

/* --- Planning --- */

static void add_layer(AnnotationQuery *query, json_object *annotation)
{
	const QueryContext *context = &query->context;
	SourceRef ref = data_source_resolve(context->arena, context->settings,
					    context->interpolator,
					    json_get(annotation, "datasource"));

	if (query->n_layers >= MAX_LAYERS || !is_true(annotation, "enable") ||
	    !concerns(annotation, query->panel->id))
		return;
	AnnotationLayer *layer = &query->layers[query->n_layers++];

	layer->annotation = annotation;
	if (context->dashboard->is_snapshot || ref.kind != SOURCE_PLAIN)
		return;
	if (source_type_find(ref.source->type) == &source_grafana)
		plan_grafana(context, layer);
	else
		plan_other(context, layer, ref.source);
}

AnnotationQuery *annotation_query_new(const QueryContext *context, const Panel *panel)
{
	AnnotationQuery *query = arena_new_one(context->arena, AnnotationQuery);
	json_object *list = context->dashboard->annotations;

	query->context = *context;
	query->context.range = context->dashboard_range;
	query->panel = panel;
	query->layers = arena_new_array(context->arena, AnnotationLayer, MAX_LAYERS);
	if (!has_built_in(list))
		add_layer(query, built_in(context->arena));
	for (size_t i = 0; list && i < json_object_array_length(list); i++)
		add_layer(query, json_object_array_get_idx(list, i));
	return query;
}

void annotation_query_start(AnnotationQuery *query, Session *session, GPtrArray *exchanges)
{
	for (size_t i = 0; i < query->n_layers; i++) {
		AnnotationLayer *layer = &query->layers[i];

		if (layer->batch)
			query_batch_start(layer->batch, session, exchanges);
		if (!layer->call.path)
			continue;
		layer->exchange =
			session_share(session, &(ExchangeSpec){ .what = "annotations",
								.path = layer->call.path,
								.query = layer->call.query });
		g_ptr_array_add(exchanges, layer->exchange);
	}
}

/* --- Reading --- */

static void read_grafana(const AnnotationQuery *query, const AnnotationLayer *layer,
			 AnnotationEvents *events)
{
	const QueryContext *context = &query->context;
	json_object *region = json_get_object(layer->annotation, "target.timeRegion");

	if (layer->exchange && exchange_failure(layer->exchange) == FAILURE_NONE)
		annotation_events_read(
			events, arena_take_json(context->arena,
						json_object_get(exchange_json(layer->exchange))));
	if (region)
		time_region_events(events, region, json_get_text(layer->annotation, "name", ""),
				   &context->range, context->time->zone);
}

/* InfluxDB's annotations name their columns by members of their own. */
static json_object *mappings_of(Arena *arena, json_object *annotation)
{
	static const struct {
		const char *from, *to;
	} columns[] = { { "textColumn", "text" },	{ "tagsColumn", "tags" },
			{ "timeEndColumn", "timeEnd" }, { "titleColumn", "title" } };
	json_object *mappings = json_get_object(annotation, "mappings");

	mappings = arena_take_json(arena, mappings ? target_copy(mappings)
						   : json_object_new_object());
	for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) {
		const char *name = json_get_text(annotation, columns[i].from, "");

		if (!*name || json_get(mappings, columns[i].to))
			continue;
		json_object *mapping = json_object_new_object();

		target_set(mapping, "value", name);
		json_object_object_add(mappings, columns[i].to, mapping);
	}
	return mappings;
}

static void read_other(const AnnotationQuery *query, const AnnotationLayer *layer,
		       AnnotationEvents *events)
{
	Arena *arena = query->context.arena;
	QueryResult *result = query_result_new(arena, &query->context.limits);

	query_batch_finish(layer->batch, result);
	if (layer->batch->type == &source_prometheus)
		annotation_events_from_prometheus(events, result->frames, layer->annotation);
	else
		annotation_events_from_frames(events, result->frames,
					      mappings_of(arena, layer->annotation));
}

void annotation_query_finish(const AnnotationQuery *query, Frames *frames)
{
	Arena *arena = query->context.arena;

	for (size_t i = 0; i < query->n_layers; i++) {
		const AnnotationLayer *layer = &query->layers[i];
		AnnotationEvents events = { .arena = arena };

		if (query->context.dashboard->is_snapshot)
			annotation_events_read(&events,
					       json_get_array(layer->annotation, "snapshotData"));
		else if (layer->batch)
			read_other(query, layer, &events);
		else
			read_grafana(query, layer, &events);
		Frame *frame = annotation_events_frame(&events, layer->annotation,
						       layer->is_of_dashboard, query->panel->id);

		if (frame->n_rows)
			frames_append(arena, frames, frame);
	}
}
