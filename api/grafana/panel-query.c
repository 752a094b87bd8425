#include "api/grafana/panel-query.h"

#include "api/grafana/datasource/source-type.h"
#include "api/grafana/time-compare.h"

#include "renderer/json.h"
#include "renderer/transform/transform.h"

#include <math.h>
#include <string.h>

enum {
	MAX_DEPTH = 3,	    // of panels that show another panel's result
	SHARED_WIDTH = 500, // scenes give a panel that is not drawn this width
};

static void add_batch(PanelQuery *query, QueryBatch *batch)
{
	Arena *arena = query->context.arena;
	QueryBatch **batches = arena_new_array(arena, QueryBatch *, query->n_batches + 1);

	for (size_t i = 0; i < query->n_batches; i++)
		batches[i] = query->batches[i];
	batches[query->n_batches++] = batch;
	query->batches = batches;
}

static double panel_points(const PanelQuery *query)
{
	return isnan(query->panel->max_data_points) ? round(query->context.width_px)
						    : query->panel->max_data_points;
}

static void add_plain(PanelQuery *query, const DataSource *source, json_object *targets)
{
	add_batch(query, query_batch_new(&query->context, query->panel, source, targets,
					 query->panel->interval, panel_points(query)));
}

/* --- Another panel's data --- */

static const Panel *panel_by_id(const Dashboard *dashboard, int id)
{
	for (size_t i = 0; i < dashboard->n_panels; i++)
		if (dashboard->panels[i].id == id)
			return &dashboard->panels[i];
	return NULL;
}

static void add_shared(PanelQuery *query, json_object *target)
{
	Arena *arena = query->context.arena;
	const Panel *panel = panel_by_id(query->context.dashboard,
					 (int)json_get_number(target, "panelId", -1));
	QueryContext context = query->context;

	if (!panel || context.depth >= MAX_DEPTH) {
		query->error = "Could not find source panel";
		return;
	}
	QueryBatch *batch = arena_new_one(arena, QueryBatch);

	context.depth++;
	context.clone_id = 0;
	context.range = context.dashboard_range;
	context.width_px = panel->page_width_px > 0 ? panel->page_width_px : SHARED_WIDTH;
	*batch = (QueryBatch){ .context = &query->context, .panel = query->panel,
			       .type = source_type_find(NULL), .local = frames_new(arena),
			       .shared_target = target };
	batch->shared = panel_query_new(&context, panel);
	add_batch(query, batch);
}

/* The other panel's data as its own transformations leave them. */
static void transform_shared(const QueryBatch *batch, QueryResult *result, size_t first,
			     Frames *annotations)
{
	const PanelQuery *shared = batch->shared;
	const TransformContext context = {
		.arena = result->arena,
		.interpolator = shared->context.interpolator,
		.zone = shared->context.time->zone,
		.now_ms = shared->context.time->now_ms,
		.max_cells = shared->context.limits.max_cells,
	};
	Frames *frames = frames_new(result->arena), *events = annotations;

	for (size_t i = first; i < result->frames->n; i++)
		frames_append(result->arena, frames, result->frames->items[i]);
	frames = transforms_run(&context, shared->panel->transformations, frames, &events,
				&result->error);
	result->frames->n = first;
	for (size_t i = 0; i < frames->n; i++)
		frames_append(result->arena, result->frames, frames->items[i]);
	if (events)
		*annotations = *events;
}

void panel_query_finish_shared(const QueryBatch *batch, QueryResult *result)
{
	size_t first = result->frames->n;
	Frames *annotations = frames_new(result->arena);
	bool is_annotations =
		strcmp(json_get_text(batch->shared_target, "topic", ""), "annotations") == 0;

	panel_query_finish(batch->shared, result, annotations);
	if (json_get_bool(batch->shared_target, "withTransforms", false))
		transform_shared(batch, result, first, annotations);
	if (is_annotations)
		result->frames->n = first;
	for (size_t i = 0; i < annotations->n; i++) {
		if (is_annotations)
			annotations->items[i]->meta = NULL;
		query_result_add(result, annotations->items[i]);
	}
}

/* --- Whose data a panel takes --- */

static void fail_unknown(PanelQuery *query, const SourceRef *ref)
{
	query->error =
		arena_printf(query->context.arena, "Datasource %s was not found", ref->name);
}

/* A mixed panel's targets by data source, in the order the data sources appear. */
static void add_mixed(PanelQuery *query, json_object *targets)
{
	const QueryContext *context = &query->context;
	size_t n = MIN(json_object_array_length(targets), QUERY_MAX_TARGETS);
	const DataSource *sources[QUERY_MAX_TARGETS];
	json_object *groups[QUERY_MAX_TARGETS];
	size_t n_groups = 0;

	for (size_t i = 0; i < n; i++) {
		json_object *target = json_object_array_get_idx(targets, i);
		SourceRef ref = data_source_resolve(context->arena, context->settings,
						    context->interpolator,
						    json_get(target, "datasource"));
		size_t at = 0;

		if (ref.kind == SOURCE_DASHBOARD)
			add_shared(query, target);
		if (ref.kind == SOURCE_UNKNOWN && !query->error)
			fail_unknown(query, &ref);
		if (ref.kind != SOURCE_PLAIN)
			continue;
		while (at < n_groups && sources[at] != ref.source)
			at++;
		if (at == n_groups) {
			sources[n_groups] = ref.source;
			groups[n_groups++] =
				arena_take_json(context->arena, json_object_new_array());
		}
		json_object_array_add(groups[at], json_object_get(target));
	}
	for (size_t i = 0; i < n_groups; i++)
		add_plain(query, sources[i], groups[i]);
}

/* The data source a panel without one takes: that of the first target that names one. */
static json_object *panel_source(const Panel *panel)
{
	if (panel->data_source)
		return panel->data_source;
	for (size_t i = 0; i < json_object_array_length(panel->targets); i++) {
		json_object *source =
			json_get(json_object_array_get_idx(panel->targets, i), "datasource");

		if (source && !data_source_is_expression(source))
			return source;
	}
	return NULL;
}

/* Expressions of several data sources go in one call, headed by any of them. */
static const DataSource *any_source(const QueryContext *context, json_object *targets)
{
	for (size_t i = 0; i < json_object_array_length(targets); i++) {
		json_object *target = json_object_array_get_idx(targets, i);
		SourceRef ref = data_source_resolve(context->arena, context->settings,
						    context->interpolator,
						    json_get(target, "datasource"));

		if (ref.kind == SOURCE_PLAIN)
			return ref.source;
	}
	return context->settings->standard;
}

/* Only a mixed panel's targets have data sources of their own, and expressions. */
static json_object *settled_targets(const QueryContext *context, json_object *targets,
				    const DataSource *source)
{
	json_object *settled = arena_take_json(context->arena, json_object_new_array());

	for (size_t i = 0; i < json_object_array_length(targets); i++) {
		json_object *target = json_object_array_get_idx(targets, i);

		if (!json_object_is_type(target, json_type_object))
			continue;
		json_object *copy = target_copy(target);

		if (source && !data_source_is_expression(json_get(target, "datasource")))
			json_object_object_add(copy, "datasource", data_source_reference(source));
		json_object_array_add(settled, copy);
	}
	return settled;
}

static void plan_batches(PanelQuery *query, const SourceRef *ref, json_object *targets)
{
	if (json_object_array_length(targets) == 0)
		return;
	if (ref->kind == SOURCE_MIXED && query_has_expression(targets)) {
		const DataSource *source = any_source(&query->context, targets);

		if (source)
			add_plain(query, source, targets);
	} else if (ref->kind == SOURCE_MIXED) {
		add_mixed(query, targets);
	} else if (ref->kind == SOURCE_DASHBOARD) {
		add_shared(query, json_object_array_get_idx(targets, 0));
	} else if (ref->kind == SOURCE_PLAIN) {
		add_plain(query, ref->source, targets);
	} else {
		fail_unknown(query, ref);
	}
}

/*
 * Texts like $__from keep the panel's own range. Another panel's result is not asked for again: it
 * would be the same one.
 */
static void plan_comparison(PanelQuery *query, const SourceRef *ref, json_object *targets)
{
	Arena *arena = query->context.arena;
	PanelQuery *earlier = arena_new_one(arena, PanelQuery);

	*earlier = (PanelQuery){ .context = query->context, .panel = query->panel };
	query->error = time_compare_range(arena, &query->context.range,
					  query->panel->time_compare, &earlier->context.range);
	if (query->error || ref->kind == SOURCE_DASHBOARD)
		return;
	earlier->context.text_range = &query->context.range;
	plan_batches(earlier, ref, time_compare_targets(arena, targets));
	query->comparison = earlier;
}

static void plan_targets(PanelQuery *query)
{
	const QueryContext *context = &query->context;
	SourceRef ref = data_source_resolve(context->arena, context->settings,
					    context->interpolator, panel_source(query->panel));
	json_object *targets = settled_targets(context, query->panel->targets, ref.source);

	if (query->panel->time_compare && ref.kind != SOURCE_UNKNOWN)
		plan_comparison(query, &ref, targets);
	if (!query->error)
		plan_batches(query, &ref, targets);
}
/* --- A panel --- */

static const char *expand(const QueryContext *context, const char *text)
{
	return text ? interpolate(context->arena, context->interpolator, text, NULL) : NULL;
}

PanelQuery *panel_query_new(const QueryContext *context, const Panel *panel)
{
	PanelQuery *query = arena_new_one(context->arena, PanelQuery);

	query->context = *context;
	query->panel = panel;
	query->context.range = time_range_override(
		context->arena, &context->dashboard_range,
		&(TimeOverride){ expand(context, panel->time_from),
				 expand(context, panel->time_shift), panel->time_compare,
				 panel->hide_time_override },
		context->time, &query->time_info);
	if (panel->targets && !settings_skips_query(context->settings, panel->type))
		plan_targets(query);
	return query;
}

int64_t panel_query_interval_ms(const PanelQuery *query)
{
	return query->n_batches ? query->batches[0]->interval_ms : 0;
}

bool panel_query_is_shared(const PanelQuery *query)
{
	for (size_t i = 0; i < query->n_batches; i++)
		if (query->batches[i]->shared)
			return true;
	return false;
}

void panel_query_start(PanelQuery *query, Session *session, GPtrArray *exchanges)
{
	for (size_t i = 0; i < query->n_batches; i++)
		query_batch_start(query->batches[i], session, exchanges);
	if (query->comparison)
		panel_query_start(query->comparison, session, exchanges);
}

static bool is_annotation(const Frame *frame)
{
	const char *topic = frame_meta_text(frame, "dataTopic");

	return topic && strcmp(topic, "annotations") == 0;
}

/* What the earlier range's queries complain of is said nowhere. */
static void finish_comparison(const PanelQuery *query, QueryResult *result, Frames *annotations)
{
	size_t first = result->frames->n;
	const char *error = result->error;
	int64_t diff_ms = query->comparison->context.range.from_ms - query->context.range.from_ms;

	panel_query_finish(query->comparison, result, annotations);
	result->error = error;
	for (size_t i = first; i < result->frames->n; i++)
		time_compare_mark(result->arena, result->frames->items[i], diff_ms);
}

void panel_query_finish(const PanelQuery *query, QueryResult *result, Frames *annotations)
{
	size_t first = result->frames->n, n = first;

	for (size_t i = 0; i < query->n_batches; i++)
		query_batch_finish(query->batches[i], result);
	if (query->error)
		query_result_fail(result, query->error);
	for (size_t i = first; i < result->frames->n; i++) {
		Frame *frame = result->frames->items[i];

		if (is_annotation(frame))
			frames_append(result->arena, annotations, frame);
		else
			result->frames->items[n++] = frame;
	}
	result->frames->n = n;
	if (query->comparison)
		finish_comparison(query, result, annotations);
}
