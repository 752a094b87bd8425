#include "api/grafana/query.h"

#include "api/grafana/datasource/source-type.h"
#include "api/grafana/scope.h"
#include "api/grafana/url.h"

#include "renderer/json.h"
#include "renderer/model/interval.h"
#include "renderer/transform/transform.h"

#include <math.h>
#include <string.h>

enum {
	MAX_TARGETS = 200, // of one panel
	MAX_CALLS = 200,   // of one batch
	MAX_DEPTH = 3,	   // of panels that show another panel's result
	SHARED_WIDTH = 500, // scenes give a panel that is not drawn this width
};

/* --- Targets --- */

json_object *target_copy(json_object *target)
{
	json_object *copy = json_object_new_object();

	json_object_object_foreach(target, key, value)
		json_object_object_add(copy, key, json_object_get(value));
	return copy;
}

void target_set(json_object *target, const char *key, const char *text)
{
	if (text)
		json_object_object_add(target, key, json_object_new_string(text));
	else
		json_object_object_del(target, key);
}

static bool is_expression(json_object *target)
{
	return data_source_is_expression(json_get(target, "datasource"));
}

static bool any_expression(json_object *targets)
{
	for (size_t i = 0; i < json_object_array_length(targets); i++)
		if (is_expression(json_object_array_get_idx(targets, i)))
			return true;
	return false;
}

/* Whether nothing is set but what every target has. */
static bool is_empty(json_object *target)
{
	static const char *const common[] = { "refId", "hide", "key", "queryType", "datasource" };

	json_object_object_foreach(target, key, value) {
		bool is_common = false;

		for (size_t i = 0; i < G_N_ELEMENTS(common); i++)
			is_common = is_common || strcmp(key, common[i]) == 0;
		if (!is_common && value)
			return false;
	}
	return true;
}

static json_object *fill_empty(const SourceType *type, json_object *target)
{
	if (!type->empty_target || !is_empty(target))
		return json_object_get(target);
	json_object *filled = json_tokener_parse(type->empty_target);

	json_object_object_foreach(target, key, value)
		json_object_object_add(filled, key, json_object_get(value));
	return filled;
}

/* --- Interval and points --- */

static const char *without_sign(const char *text)
{
	return text && *text == '>' ? text + 1 : text; // ">10s" of Grafana 6
}

static double least_interval_ms(const QueryContext *context, const DataSource *source,
				const SourceType *type, const char *least_text)
{
	const char *own = type->reads_interval
				  ? json_get_text(source->json, "jsonData.timeInterval", "")
				  : "";
	const char *texts[] = { least_text, own, type->interval };
	double ms = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		if (!texts[i] || !*texts[i])
			continue;
		const char *text = interpolate(context->arena, context->interpolator, texts[i],
					       NULL);

		if (interval_parse(without_sign(text), &ms))
			return ms;
	}
	return 1;
}

/* The context's interpolator with __interval and __interval_ms before all else. */
static Interpolator with_interval(const QueryContext *context, int64_t interval_ms)
{
	Arena *arena = context->arena;
	VariableValue interval[] = {
		scope_text(arena, "__interval", interval_text(arena, interval_ms)),
		scope_number(arena, "__interval_ms", interval_ms),
	};
	Interpolator interpolator =
		scope_push(arena, context->interpolator, interval, G_N_ELEMENTS(interval));

	interpolator.range = &context->range;
	return interpolator;
}

/* --- /api/ds/query --- */

static void send_to(QueryBatch *batch, const DataSource *source, json_object *target)
{
	bool has_uid = version_has(batch->context->settings->version, FEATURE_DATA_SOURCE_UID);

	if (source && has_uid)
		json_object_object_add(target, "datasource", data_source_reference(source));
	else if (source)
		target_set(target, "datasource", NULL);
	if (source)
		json_object_object_add(target, "datasourceId",
				       json_object_new_int64(source->id));
	json_object_object_add(target, "intervalMs", json_object_new_int64(batch->interval_ms));
	json_object_object_add(target, "maxDataPoints",
			       json_object_new_int64((int64_t)batch->max_points));
	json_object_array_add(batch->sent, target);
}

void query_batch_send(QueryBatch *batch, json_object *target)
{
	send_to(batch, batch->source, target);
}

static void read_ds_query(const QueryBatch *batch, const QueryCall *call, json_object *answer,
			  bool was_cached, QueryResult *result)
{
	answer_read(result, answer, batch->sent, was_cached);
}

static const char *ds_query_body(const QueryBatch *batch)
{
	Arena *arena = batch->context->arena;
	const TimeRange *range = &batch->context->range;
	json_object *body = arena_take_json(arena, json_object_new_object());

	json_object_object_add(body, "queries", json_object_get(batch->sent));
	target_set(body, "from", arena_printf(arena, "%" G_GINT64_FORMAT, range->from_ms));
	target_set(body, "to", arena_printf(arena, "%" G_GINT64_FORMAT, range->to_ms));
	return json_object_to_json_string_ext(body, JSON_C_TO_STRING_NOSLASHESCAPE);
}

static const char *ds_query_parameters(const QueryBatch *batch)
{
	GString *query = g_string_new(NULL);

	if (version_has(batch->context->settings->version, FEATURE_DS_TYPE_PARAMETER))
		url_add(query, "ds_type", batch->is_expression ? "__expr__" : batch->source->type);
	if (batch->is_expression)
		url_add(query, "expression", "true");
	if (version_has(batch->context->settings->version, FEATURE_DS_TYPE_PARAMETER))
		url_add(query, "requestId", batch->panel ? "SQR100" : "AQ100");
	return arena_take_string(batch->context->arena, query);
}

/* Names and values, for Grafana's logs and caches; none changes the answer. */
static const char *const *ds_query_headers(const QueryBatch *batch)
{
	Arena *arena = batch->context->arena;
	const char **headers = arena_new_array(arena, const char *, 13);
	size_t n = 0;

	if (!version_has(batch->context->settings->version, FEATURE_QUERY_HEADERS))
		return NULL;
	headers[n++] = "X-Plugin-Id";
	headers[n++] = batch->source->type;
	headers[n++] = "X-Datasource-Uid";
	headers[n++] = batch->source->uid;
	headers[n++] = "X-Dashboard-Uid";
	headers[n++] = batch->context->dashboard->uid ? batch->context->dashboard->uid : "";
	if (batch->panel) {
		headers[n++] = "X-Panel-Id";
		headers[n++] = arena_printf(arena, "%d", batch->panel->id);
		headers[n++] = "X-Panel-Plugin-Id";
		headers[n++] = batch->panel->type;
	}
	if (batch->is_expression) {
		headers[n++] = "X-Grafana-From-Expr";
		headers[n++] = "true";
	}
	return headers;
}

bool query_batch_call(QueryBatch *batch, const QueryCall *call)
{
	if (batch->n_calls >= batch->max_calls) {
		batch->error = "a panel asks too much at once";
		return false;
	}
	batch->calls[batch->n_calls++] = *call;
	return true;
}

static void call_ds_query(QueryBatch *batch)
{
	bool has_route =
		version_has(batch->context->settings->version, batch->type->ds_query);

	if (json_object_array_length(batch->sent) == 0)
		return;
	query_batch_call(batch, &(QueryCall){
					.path = has_route || batch->is_expression ? "api/ds/query"
										  : "api/tsdb/query",
					.query = ds_query_parameters(batch),
					.body = ds_query_body(batch),
					.headers = ds_query_headers(batch),
					.read = read_ds_query,
				});
}

/* --- Preparing a batch --- */

void query_batch_add(QueryBatch *batch, Frame *frame)
{
	frames_append(batch->context->arena, batch->local, frame);
}

static void prepare_plain(QueryBatch *batch, json_object *target)
{
	json_object *expanded =
		interpolate_json(batch->context->arena, &batch->interpolator, target,
				 batch->type->format, batch->type->formatter);

	query_batch_send(batch, target_copy(expanded));
}

/* In a list with expressions every target is sent, each expanded by its own data source's rules. */
static void prepare_for_expression(QueryBatch *batch, json_object *target)
{
	const QueryContext *context = batch->context;
	SourceRef ref = data_source_resolve(context->arena, context->settings,
					    &batch->interpolator, json_get(target, "datasource"));
	const SourceType *type = source_type_find(ref.source ? ref.source->type : NULL);
	json_object *expanded = interpolate_json(context->arena, &batch->interpolator, target,
						 type->format, type->formatter);
	json_object *sent = target_copy(expanded);

	if (ref.kind == SOURCE_EXPRESSION) {
		json_object *reference = json_object_new_object();

		target_set(reference, "type", "__expr__");
		target_set(reference, "uid", "__expr__");
		json_object_object_add(sent, "datasource", reference);
	}
	send_to(batch, ref.source, sent);
}

static void prepare_target(QueryBatch *batch, json_object *saved)
{
	json_object *target =
		arena_take_json(batch->context->arena, fill_empty(batch->type, saved));

	if (batch->is_expression) {
		prepare_for_expression(batch, target);
		return;
	}
	if (json_get_bool(target, "hide", false) && !batch->type->sees_hidden)
		return;
	if (batch->type->is_asked && !batch->type->is_asked(target))
		return;
	json_object_array_add(batch->targets, json_object_get(target));
	if (batch->type->prepare)
		batch->type->prepare(batch, target);
	else
		prepare_plain(batch, target);
}

QueryBatch *query_batch_new(const QueryContext *context, const Panel *panel,
			    const DataSource *source, json_object *targets,
			    const char *least_text, double max_points)
{
	Arena *arena = context->arena;
	QueryBatch *batch = arena_new_one(arena, QueryBatch);
	const TimeRange *range = &context->range;
	size_t n = MIN(json_object_array_length(targets), MAX_TARGETS);

	*batch = (QueryBatch){ .context = context, .panel = panel, .source = source };
	batch->type = source_type_find(source->type);
	batch->is_expression = any_expression(targets);
	batch->max_points = max_points;
	batch->interval_ms = interval_calculate(
		range->to_ms - range->from_ms, max_points,
		least_interval_ms(context, source, batch->type, least_text));
	batch->interpolator = with_interval(context, batch->interval_ms);
	batch->targets = arena_take_json(arena, json_object_new_array());
	batch->sent = arena_take_json(arena, json_object_new_array());
	batch->local = frames_new(arena);
	batch->max_calls = MAX_CALLS;
	batch->calls = arena_new_array(arena, QueryCall, batch->max_calls);
	for (size_t i = 0; i < n; i++)
		prepare_target(batch, json_object_array_get_idx(targets, i));
	if (batch->type->complete && !batch->is_expression)
		batch->type->complete(batch);
	call_ds_query(batch);
	return batch;
}

/* --- Sending and reading a batch --- */

void query_batch_start(QueryBatch *batch, Session *session, GPtrArray *exchanges)
{
	if (batch->shared)
		panel_query_start(batch->shared, session, exchanges);
	for (size_t i = 0; i < batch->n_calls; i++) {
		QueryCall *call = &batch->calls[i];

		ExchangeSpec spec = {
			.what = "the panel's data",
			.path = call->path,
			.query = call->query,
			.body = call->body,
			.content_type = call->content_type,
			.headers = call->headers,
		};

		call->exchange = batch->context->depth > 0 ? session_share(session, &spec)
							   : session_start(session, &spec);
		g_ptr_array_add(exchanges, call->exchange);
	}
}

/* A failed call whose answer has results, or Grafana's own words, is read as any other. */
static bool is_readable(const Exchange *exchange)
{
	json_object *json = exchange_json(exchange);

	if (exchange_failure(exchange) == FAILURE_NONE)
		return json != NULL;
	return json_get_object(json, "results") != NULL;
}

static void read_call(const QueryBatch *batch, const QueryCall *call, QueryResult *result)
{
	const Exchange *exchange = call->exchange;

	if (!exchange)
		return;
	if (is_readable(exchange))
		call->read(batch, call,
			   arena_take_json(result->arena,
					   json_object_get(exchange_json(exchange))),
			   exchange_was_cached(exchange), result);
	if (exchange_failure(exchange) != FAILURE_NONE)
		query_result_fail(result, exchange_message(exchange));
}

static bool is_hidden(const QueryBatch *batch, const char *ref_id)
{
	for (size_t i = 0; ref_id && i < json_object_array_length(batch->sent); i++) {
		json_object *target = json_object_array_get_idx(batch->sent, i);

		if (strcmp(json_get_text(target, "refId", ""), ref_id) == 0)
			return json_get_bool(target, "hide", false);
	}
	return false;
}

/* The inputs of expressions come back too. */
static void drop_hidden(const QueryBatch *batch, QueryResult *result, size_t first)
{
	size_t n = first;

	for (size_t i = first; i < result->frames->n; i++)
		if (!is_hidden(batch, result->frames->items[i]->ref_id))
			result->frames->items[n++] = result->frames->items[i];
	result->frames->n = n;
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

static void finish_shared(const QueryBatch *batch, QueryResult *result)
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

void query_batch_finish(const QueryBatch *batch, QueryResult *result)
{
	size_t first = result->frames->n;

	if (batch->error)
		query_result_fail(result, batch->error);
	if (batch->shared)
		finish_shared(batch, result);
	for (size_t i = 0; i < batch->n_calls; i++)
		read_call(batch, &batch->calls[i], result);
	for (size_t i = 0; i < batch->local->n; i++)
		query_result_add(result, batch->local->items[i]);
	if (batch->is_expression)
		drop_hidden(batch, result, first);
	else if (batch->type->finish)
		batch->type->finish(batch, result, first);
}

/* --- A panel --- */

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
	context.range = context.dashboard_range;
	context.width_px = panel->page_width_px > 0 ? panel->page_width_px : SHARED_WIDTH;
	*batch = (QueryBatch){ .context = &query->context, .panel = query->panel,
			       .type = source_type_find(NULL), .local = frames_new(arena),
			       .shared_target = target };
	batch->shared = panel_query_new(&context, panel);
	add_batch(query, batch);
}

static void fail_unknown(PanelQuery *query, const SourceRef *ref)
{
	query->error =
		arena_printf(query->context.arena, "Datasource %s was not found", ref->name);
}

/* A mixed panel's targets by data source, in the order the data sources appear. */
static void add_mixed(PanelQuery *query, json_object *targets)
{
	const QueryContext *context = &query->context;
	size_t n = MIN(json_object_array_length(targets), MAX_TARGETS);
	const DataSource *sources[MAX_TARGETS];
	json_object *groups[MAX_TARGETS];
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

		if (source && !is_expression(target))
			json_object_object_add(copy, "datasource", data_source_reference(source));
		json_object_array_add(settled, copy);
	}
	return settled;
}

static void plan_targets(PanelQuery *query)
{
	const QueryContext *context = &query->context;
	SourceRef ref = data_source_resolve(context->arena, context->settings,
					    context->interpolator, panel_source(query->panel));
	json_object *targets = settled_targets(context, query->panel->targets, ref.source);

	if (json_object_array_length(targets) == 0)
		return;
	if (ref.kind == SOURCE_MIXED && any_expression(targets)) {
		const DataSource *source = any_source(context, targets);

		if (source)
			add_plain(query, source, targets);
	} else if (ref.kind == SOURCE_MIXED) {
		add_mixed(query, targets);
	} else if (ref.kind == SOURCE_DASHBOARD) {
		add_shared(query, json_object_array_get_idx(targets, 0));
	} else if (ref.kind == SOURCE_PLAIN) {
		add_plain(query, ref.source, targets);
	} else {
		fail_unknown(query, &ref);
	}
}

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
				 expand(context, panel->time_shift), panel->hide_time_override },
		context->time, &query->time_info);
	if (panel->targets && !settings_skips_query(context->settings, panel->type))
		plan_targets(query);
	return query;
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
}

static bool is_annotation(const Frame *frame)
{
	const char *topic = frame_meta_text(frame, "dataTopic");

	return topic && strcmp(topic, "annotations") == 0;
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
}
