#include "api/grafana/datasource/prometheus.h"

#include "api/grafana/legend-format.h"
#include "api/grafana/scope.h"
#include "api/grafana/url.h"
#include "api/grafana/variable-query.h"

#include "renderer/data/frame-decode.h"
#include "renderer/data/number.h"
#include "renderer/json.h"
#include "renderer/model/interval.h"

#include <math.h>
#include <string.h>

/*
 * Before Grafana 8.3 the browser asked Prometheus itself, through the data source proxy, and
 * made frames of its answers. Source: Grafana 6.6 and 7.5, plugins/datasource/prometheus/
 * {datasource,result_transformer}.ts.
 */

enum { MAX_STEPS = 11000 }; // Prometheus' own limit of points

/* --- Step and times --- */

typedef struct {
	double step_s;
	int64_t start_s, end_s; // aligned to multiples of the step in local time
} Steps;

static double seconds_of(const char *text, double fallback)
{
	double ms = 0;

	return text && *text && interval_parse(text, &ms) ? ms / 1000 : fallback;
}

static double step_of(const QueryBatch *batch, json_object *target, int64_t range_s)
{
	Arena *arena = batch->context->arena;
	const char *text = interpolate(arena, &batch->interpolator,
				       json_get_text(target, "interval", ""), NULL);
	double interval_s = (double)batch->interval_ms / 1000;
	double least_s = seconds_of(text, interval_s);
	double factor = MAX(json_get_number(target, "intervalFactor", 1), 1);
	double safe_s = (double)range_s / MAX_STEPS;

	return MAX(MAX(interval_s * factor, least_s), safe_s > 1 ? ceil(safe_s) : safe_s);
}

static int zone_offset_s(const QueryContext *context, int64_t time_ms)
{
	GTimeZone *zone = context->time->zone;
	int interval = g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL, time_ms / 1000);

	return g_time_zone_get_offset(zone, interval);
}

static Steps steps_of(const QueryBatch *batch, json_object *target)
{
	const TimeRange *range = &batch->context->range;
	int64_t start_s = (int64_t)ceil((double)range->from_ms / 1000);
	int64_t end_s = (int64_t)ceil((double)range->to_ms / 1000);
	double offset_s = zone_offset_s(batch->context, range->to_ms);
	Steps steps = { .step_s = step_of(batch, target, end_s - start_s) };

	steps.start_s = (int64_t)(floor(((double)start_s + offset_s) / steps.step_s) *
					  steps.step_s -
				  offset_s);
	steps.end_s = (int64_t)(floor(((double)end_s + offset_s) / steps.step_s) * steps.step_s -
				offset_s);
	return steps;
}

static const char *expression_of(const QueryBatch *batch, json_object *target, double step_s)
{
	Arena *arena = batch->context->arena;
	const TimeRange *range = &batch->context->range;
	int64_t range_s = (int64_t)round((double)(range->to_ms - range->from_ms) / 1000);
	double scrape_s = seconds_of(json_get_text(target, "interval", ""),
				     seconds_of(json_get_text(batch->source->json,
							      "jsonData.timeInterval", ""),
						15));
	double rate_s = MAX(step_s + scrape_s, 4 * scrape_s);
	VariableValue macros[] = {
		scope_text(arena, "__interval", interval_text(arena, (int64_t)(step_s * 1000))),
		scope_number(arena, "__interval_ms", (int64_t)(step_s * 1000)),
		scope_number(arena, "__range_s", range_s),
		scope_number(arena, "__range_ms", range->to_ms - range->from_ms),
		scope_text(arena, "__range", arena_printf(arena, "%" G_GINT64_FORMAT "s", range_s)),
		scope_text(arena, "__rate_interval", arena_printf(arena, "%.0fs", rate_s)),
	};
	Interpolator interpolator =
		scope_push(arena, &batch->interpolator, macros, G_N_ELEMENTS(macros));

	return prometheus_expression(batch, &interpolator, target);
}

/* --- Names --- */

/* `metric{a="x", b="y"}` */
static const char *metric_name(Arena *arena, json_object *labels)
{
	GString *text = g_string_new(json_get_text(labels, "__name__", ""));
	bool is_first = true;

	if (!json_object_is_type(labels, json_type_object))
		return arena_take_string(arena, text);
	json_object_object_foreach(labels, key, value) {
		if (strcmp(key, "__name__") == 0)
			continue;
		g_string_append_printf(text, "%s%s=\"%s\"", is_first ? "{" : ", ", key,
				       json_object_get_string(value));
		is_first = false;
	}
	if (!is_first)
		g_string_append_c(text, '}');
	return arena_take_string(arena, text);
}

static const char *series_name(const QueryBatch *batch, json_object *target, json_object *labels)
{
	Arena *arena = batch->context->arena;
	const char *legend = interpolate(arena, &batch->interpolator,
					 json_get_text(target, "legendFormat", ""), NULL);
	const Labels named = labels_decode(arena, labels);
	const char *name = *legend ? legend_format(arena, legend, &named, false)
				   : metric_name(arena, labels);

	return *name && strcmp(name, "{}") != 0 ? name : json_get_text(target, "expr", "");
}

/* --- Series --- */

static json_object *element(json_object *array, size_t index)
{
	return json_object_is_type(array, json_type_array) &&
			       index < json_object_array_length(array)
		       ? json_object_array_get_idx(array, index)
		       : NULL;
}

static double sample_value(json_object *sample)
{
	const char *text = json_object_get_string(element(sample, 1));

	if (!text || strcmp(text, "NaN") == 0)
		return value_null();
	if (strstr(text, "Inf"))
		return *text == '-' ? -INFINITY : INFINITY;
	return js_parse_float(text);
}

static Frame *series_new(const QueryBatch *batch, const QueryCall *call, json_object *labels,
			 size_t n_rows)
{
	Arena *arena = batch->context->arena;
	Frame *frame = frame_new(arena, 2, n_rows);

	frame->name = series_name(batch, call->target, labels);
	frame->ref_id = json_get_text(call->target, "refId", "A");
	frame->fields[0].name = "Time";
	frame->fields[0].type = FIELD_TIME;
	frame->fields[0].numbers = arena_new_array(arena, double, n_rows + 1);
	frame->fields[1].name = "Value";
	frame->fields[1].type = FIELD_NUMBER;
	frame->fields[1].labels = labels_decode(arena, labels);
	frame->fields[1].config.display_name_from_ds = frame->name;
	frame->fields[1].numbers = arena_new_array(arena, double, n_rows + 1);
	return frame;
}

/* Every step of the range has a row; one without a sample has null. */
static Frame *range_series(const QueryBatch *batch, const QueryCall *call, json_object *series,
			   const Steps *steps, size_t max_rows)
{
	json_object *samples = json_get_array(series, "values");
	size_t n_samples = samples ? json_object_array_length(samples) : 0, next = 0;
	double n_steps = floor((double)(steps->end_s - steps->start_s) / steps->step_s) + 1;
	size_t n_rows = n_steps > 0 ? (size_t)MIN(n_steps, (double)max_rows) : 0;
	Frame *frame = series_new(batch, call, json_get_object(series, "metric"), n_rows);
	double *times = (double *)frame->fields[0].numbers;
	double *values = (double *)frame->fields[1].numbers;

	for (size_t row = 0; row < n_rows; row++) {
		double time_s = (double)steps->start_s + (double)row * steps->step_s;

		times[row] = time_s * 1000;
		values[row] = value_null();
		while (next < n_samples) {
			json_object *sample = json_object_array_get_idx(samples, next);
			double at_s = json_object_get_double(element(sample, 0));

			if (at_s > time_s + 1e-6)
				break;
			if (at_s > time_s - 1e-6)
				values[row] = sample_value(sample);
			next++;
		}
	}
	return frame;
}

static Frame *instant_series(const QueryBatch *batch, const QueryCall *call, json_object *labels,
			     json_object *sample)
{
	Frame *frame = series_new(batch, call, labels, 1);

	((double *)frame->fields[0].numbers)[0] =
		json_object_get_double(element(sample, 0)) * 1000;
	((double *)frame->fields[1].numbers)[0] = sample_value(sample);
	return frame;
}

static void read_answer(const QueryBatch *batch, const QueryCall *call, json_object *answer,
			bool was_cached, QueryResult *result)
{
	const char *kind = json_get_text(answer, "data.resultType", "");
	json_object *list = json_get_array(answer, "data.result");
	Steps steps = steps_of(batch, call->target);

	if (strcmp(json_get_text(answer, "status", ""), "success") != 0) {
		query_result_fail(result, json_get_text(answer, "error", "Unknown error"));
		return;
	}
	if (strcmp(kind, "scalar") == 0 && list) {
		query_result_add(result, instant_series(batch, call, NULL, list));
		return;
	}
	for (size_t i = 0; list && i < json_object_array_length(list); i++) {
		json_object *one = json_object_array_get_idx(list, i);

		if (strcmp(kind, "matrix") == 0)
			query_result_add(result, range_series(batch, call, one, &steps,
							      MIN(result->left.max_cells / 2,
								  2 * MAX_STEPS)));
		else
			query_result_add(result,
					 instant_series(batch, call, json_get_object(one, "metric"),
							json_get_array(one, "value")));
	}
}

/* --- Asking --- */

static void call_instant(QueryBatch *batch, const char *proxy, json_object *target,
			 const Steps *steps)
{
	Arena *arena = batch->context->arena;
	GString *query = g_string_new(NULL);

	url_add(query, "query", expression_of(batch, target, steps->step_s));
	url_add_number(query, "time",
		       (int64_t)ceil((double)batch->context->range.to_ms / 1000));
	query_batch_call(batch, &(QueryCall){
					.path = arena_printf(arena, "%s/api/v1/query", proxy),
					.query = arena_take_string(arena, query),
					.target = target,
					.read = read_answer,
				});
}

static void call_range(QueryBatch *batch, const char *proxy, json_object *target,
		       const Steps *steps)
{
	Arena *arena = batch->context->arena;
	GString *query = g_string_new(NULL);
	char step[G_ASCII_DTOSTR_BUF_SIZE];

	url_add(query, "query", expression_of(batch, target, steps->step_s));
	url_add_number(query, "start", steps->start_s);
	url_add_number(query, "end", steps->end_s);
	url_add(query, "step", g_ascii_dtostr(step, sizeof(step), steps->step_s));
	query_batch_call(batch, &(QueryCall){
					.path = arena_printf(arena, "%s/api/v1/query_range", proxy),
					.query = arena_take_string(arena, query),
					.target = target,
					.read = read_answer,
				});
}

void prometheus_proxy_prepare(QueryBatch *batch, json_object *target)
{
	const char *proxy = source_proxy(batch->context->arena, batch->source);
	bool is_instant = json_get_bool(target, "instant", false);
	Steps steps = steps_of(batch, target);

	if (!proxy) {
		batch->error = "this data source is asked from the browser only";
		return;
	}
	if (is_instant)
		call_instant(batch, proxy, target, &steps);
	if (!is_instant || json_get_bool(target, "range", false))
		call_range(batch, proxy, target, &steps);
}
