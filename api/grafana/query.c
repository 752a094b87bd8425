#include "api/grafana/query.h"

#include "api/grafana/datasource/source-type.h"
#include "api/grafana/panel-query.h"
#include "api/grafana/scope.h"
#include "api/grafana/url.h"

#include "renderer/json.h"
#include "renderer/model/interval.h"

#include <inttypes.h>
#include <string.h>

enum { MAX_CALLS = 200 }; // of one batch

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

bool query_has_expression(json_object *targets)
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

Interpolator query_push_interval(Arena *arena, const Interpolator *interpolator,
				 int64_t interval_ms)
{
	VariableValue interval[] = {
		scope_text(arena, "__interval", interval_text(arena, interval_ms)),
		scope_number(arena, "__interval_ms", interval_ms),
	};

	return scope_push(arena, interpolator, interval, G_N_ELEMENTS(interval));
}

static Interpolator with_interval(const QueryContext *context, int64_t interval_ms)
{
	Interpolator interpolator =
		query_push_interval(context->arena, context->interpolator, interval_ms);

	interpolator.range = context->text_range ? context->text_range : &context->range;
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

static const char *panel_id(const QueryBatch *batch)
{
	int64_t clone_id = batch->context->clone_id;

	return arena_printf(batch->context->arena, "%" PRId64,
			    clone_id ? clone_id : batch->panel->id);
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
		headers[n++] = panel_id(batch);
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
	size_t n = MIN(json_object_array_length(targets), QUERY_MAX_TARGETS);

	*batch = (QueryBatch){ .context = context, .panel = panel, .source = source };
	batch->type = source_type_find(source->type);
	batch->is_expression = query_has_expression(targets);
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

void query_batch_finish(const QueryBatch *batch, QueryResult *result)
{
	size_t first = result->frames->n;

	if (batch->error)
		query_result_fail(result, batch->error);
	if (batch->shared)
		panel_query_finish_shared(batch, result);
	for (size_t i = 0; i < batch->n_calls; i++)
		read_call(batch, &batch->calls[i], result);
	for (size_t i = 0; i < batch->local->n; i++)
		query_result_add(result, batch->local->items[i]);
	if (batch->is_expression)
		drop_hidden(batch, result, first);
	else if (batch->type->finish)
		batch->type->finish(batch, result, first);
}
