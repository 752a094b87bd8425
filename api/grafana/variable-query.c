#include "api/grafana/variable-query.h"

#include "api/grafana/datasource/source-type.h"
#include "api/grafana/url.h"

#include "renderer/data/names.h"
#include "renderer/json.h"

#include <string.h>

enum { MAX_OPTIONS = 40000 }; // the limit Prometheus' frontend asks for

/* --- Options --- */

void variable_call_add(VariableCall *call, const char *text, const char *value)
{
	if (call->n_options >= MAX_OPTIONS)
		return;
	if (call->n_options == call->max_options) {
		call->max_options = MAX(2 * call->max_options, 16);
		VariableOption *options = arena_new_array(call->context->arena, VariableOption,
							  call->max_options);

		if (call->n_options)
			memcpy(options, call->options, call->n_options * sizeof(VariableOption));
		call->options = options;
	}
	call->options[call->n_options++] = (VariableOption){ text, value ? value : text };
}

void variable_call_add_all(VariableCall *call, json_object *texts)
{
	if (!json_object_is_type(texts, json_type_array))
		return;
	for (size_t i = 0; i < json_object_array_length(texts); i++) {
		const char *text = json_object_get_string(json_object_array_get_idx(texts, i));

		if (text)
			variable_call_add(call, text, NULL);
	}
}

/* --- Frames --- */

typedef struct {
	int value, text, first;
} Indexes;

static Indexes find_fields(Arena *arena, const Frames *frames)
{
	Indexes at = { -1, -1, -1 };

	for (size_t i = 0; i < frames->n; i++)
		for (size_t j = 0; j < frames->items[i]->n_fields; j++) {
			Field *field = &frames->items[i]->fields[j];
			const char *name = field_display_name(arena, field, frames->items[i], frames);
			bool is_text = field->type == FIELD_STRING;

			if (!is_text && field->type != FIELD_NUMBER)
				continue;
			if (at.first < 0)
				at.first = (int)j;
			if (at.value < 0 && g_ascii_strcasecmp(name, "value") == 0)
				at.value = (int)j;
			if (at.text < 0 && is_text && g_ascii_strcasecmp(name, "text") == 0)
				at.text = (int)j;
		}
	if (at.value < 0 && at.text < 0)
		at.value = at.text = at.first;
	if (at.value < 0)
		at.value = at.text;
	if (at.text < 0)
		at.text = at.value;
	return at;
}

static const char *cell_text(Arena *arena, const Frame *frame, int index, size_t row)
{
	if (index < 0 || (size_t)index >= frame->n_fields)
		return NULL;
	Value value = field_value(frame, &frame->fields[index], row);

	return value.kind == VALUE_ABSENT || value.kind == VALUE_NULL ? NULL
								       : value_to_text(arena, value);
}

/* Source: scenes 6.42, variables/variants/query/toMetricFindValues. */
static void read_standard(VariableCall *call, const Frames *frames)
{
	Arena *arena = call->context->arena;
	Indexes at = find_fields(arena, frames);

	for (size_t i = 0; i < frames->n; i++)
		for (size_t row = 0; row < frames->items[i]->n_rows; row++) {
			const char *text = cell_text(arena, frames->items[i], at.text, row);
			const char *value = cell_text(arena, frames->items[i], at.value, row);

			if (text || value)
				variable_call_add(call, text ? text : value,
						  value ? value : text);
		}
}

/* --- Planning --- */

const char *variable_query_text(const VariableCall *call)
{
	if (json_object_is_type(call->query, json_type_string))
		return json_object_get_string(call->query);
	return json_get_text(call->query, "query", "");
}

void variable_call_ds_query(VariableCall *call, json_object *target)
{
	Arena *arena = call->context->arena;
	const TimeRange *range = &call->context->range;
	bool has_uid = version_has(call->context->settings->version, FEATURE_DATA_SOURCE_UID);
	json_object *body = arena_take_json(arena, json_object_new_object());

	if (has_uid)
		json_object_object_add(target, "datasource", data_source_reference(call->source));
	else
		json_object_object_add(target, "datasourceId",
				       json_object_new_int64(call->source->id));
	call->sent = json_object_new_array();
	json_object_array_add(call->sent, target);
	json_object_object_add(body, "queries", call->sent);
	target_set(body, "from", arena_printf(arena, "%" G_GINT64_FORMAT, range->from_ms));
	target_set(body, "to", arena_printf(arena, "%" G_GINT64_FORMAT, range->to_ms));
	bool has_route = version_has(call->context->settings->version,
				     source_type_find(call->source->type)->ds_query);

	call->call = (QueryCall){
		.path = has_route ? "api/ds/query" : "api/tsdb/query",
		.body = json_object_to_json_string_ext(body, JSON_C_TO_STRING_NOSLASHESCAPE),
	};
}

const char *variable_call_resources(const VariableCall *call)
{
	Arena *arena = call->context->arena;

	if (!version_has(call->context->settings->version, FEATURE_RESOURCES_BY_UID))
		return arena_printf(arena, "api/datasources/%" G_GINT64_FORMAT "/resources",
				    call->source->id);
	return arena_printf(arena, "api/datasources/uid/%s/resources",
			    url_segment(arena, call->source->uid));
}

const char *source_proxy(Arena *arena, const DataSource *source)
{
	const char *url = json_get_text(source->json, "url", "");
	const char *path = strstr(url, "api/datasources/proxy/");

	return path ? arena_strdup(arena, path) : NULL;
}

/* A plugin without rules of its own gets its query as a panel's target would be. */
static bool ask_as_target(VariableCall *call)
{
	const SourceType *type = source_type_find(call->source->type);
	json_object *expanded =
		interpolate_json(call->context->arena, call->context->interpolator, call->query,
				 type->format, type->formatter);
	json_object *target = NULL;

	if (json_object_is_type(expanded, json_type_object)) {
		target = target_copy(expanded);
	} else {
		target = json_object_new_object();
		target_set(target, "query", json_object_get_string(expanded));
	}
	if (!json_get_text(target, "refId", NULL))
		target_set(target, "refId",
			   arena_printf(call->context->arena, "variable-%s", call->name));
	variable_call_ds_query(call, target);
	return true;
}

VariableCall *variable_call_new(const QueryContext *context, json_object *variable)
{
	VariableCall *call = arena_new_one(context->arena, VariableCall);
	SourceRef ref = data_source_resolve(context->arena, context->settings,
					    context->interpolator,
					    json_get(variable, "datasource"));

	*call = (VariableCall){ .context = context, .source = ref.source, .variable = variable,
				.query = json_get(variable, "query"),
				.name = json_get_text(variable, "name", "") };
	if (!ref.source || !call->query)
		return NULL;
	const SourceType *type = source_type_find(ref.source->type);
	bool is_asked = type->ask_options ? type->ask_options(call) : ask_as_target(call);

	return is_asked ? call : NULL;
}

/* --- Sending and reading --- */

void variable_call_start(VariableCall *call, Session *session, GPtrArray *exchanges)
{
	if (!call->call.path)
		return;
	call->exchange = session_start(
		session, &(ExchangeSpec){ .what = "a variable's options",
					  .path = call->call.path,
					  .query = call->call.query,
					  .body = call->call.body,
					  .content_type = call->call.content_type });
	g_ptr_array_add(exchanges, call->exchange);
}

static bool read_frames(VariableCall *call, json_object *answer)
{
	QueryResult *result = query_result_new(call->context->arena, &call->context->limits);

	answer_read(result, answer, call->sent, false);
	if (result->error)
		return false;
	if (call->read_frames)
		call->read_frames(call, result->frames);
	else
		read_standard(call, result->frames);
	return true;
}

bool variable_call_finish(VariableCall *call)
{
	if (!call->call.path)
		return true;
	if (!call->exchange || exchange_failure(call->exchange) != FAILURE_NONE)
		return false;
	json_object *answer = arena_take_json(call->context->arena,
					      json_object_get(exchange_json(call->exchange)));

	if (call->sent)
		return read_frames(call, answer);
	call->read(call, answer);
	return true;
}
