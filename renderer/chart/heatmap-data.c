#include "renderer/chart/heatmap-data.h"

#include "renderer/chart/heatmap-parts.h"
#include "renderer/data/heatmap-bins.h"
#include "renderer/data/names.h"
#include "renderer/json.h"
#include "renderer/panel/missing-data.h"

#include <math.h>
#include <string.h>

/* --- Cells --- */

static void set_scale(HeatmapData *data, const Field *y)
{
	json_object *scale = custom_json(&y->config, "scaleDistribution");
	const char *type = json_get_text(scale, "type", "linear");
	double log = value_to_number(value_of_json(json_get(scale, "log")));

	if (data->is_sparse || strcmp(type, "linear") != 0)
		data->log_base = log == 10 ? 10 : 2;
}

/* How many powers' parts there are is only known from the options. */
static double log_parts(const PanelContext *context, const Field *y)
{
	json_object *value = json_get(context->options, "calculation.yBuckets.value");
	const char *type = custom_text(&y->config, "scaleDistribution.type", "linear");
	double parts = value_to_number(value_of_json(value));

	return strcmp(type, "log") == 0 && parts > 0 ? parts : 1;
}

static CellSide side_of(const char *name)
{
	if (g_str_has_suffix(name, "Max"))
		return CELL_ENDS;
	return g_str_has_suffix(name, "Min") ? CELL_STARTS : CELL_AROUND;
}

static bool is_one_of(const char *name, const char *plain, const char *min, const char *max)
{
	return name && (strcmp(name, plain) == 0 || strcmp(name, min) == 0 || strcmp(name, max) == 0);
}

static bool is_y(const Field *field)
{
	return is_one_of(field->name, "y", "yMin", "yMax");
}

static bool is_x(const Field *field)
{
	return is_one_of(field->name, "x", "xMin", "xMax");
}

static const Field *find_value(const Frame *frame)
{
	for (size_t i = 0; i < frame->n_fields; i++)
		if (frame->fields[i].type == FIELD_NUMBER && !is_x(&frame->fields[i]) &&
		    !is_y(&frame->fields[i]))
			return &frame->fields[i];
	return NULL;
}

/* Buckets repeat in every column: the last row with the first y starts the last column. */
static size_t count_buckets(const double *y, size_t n)
{
	size_t last = n - 1;

	while (last > 0 && y[last] != y[0])
		last--;
	return n - last;
}

static void set_columns(Arena *arena, HeatmapData *data, const double *x, const double *y)
{
	size_t n = data->n_cells;

	data->n_buckets = count_buckets(y, n);
	data->n_columns = (n + data->n_buckets - 1) / data->n_buckets;
	double *columns = arena_new_array(arena, double, data->n_columns);

	for (size_t i = 0; i < data->n_columns; i++)
		columns[i] = x[i * data->n_buckets];
	data->x = columns;
	data->y = y;
	data->x_step = data->n_columns > 1 ? x[data->n_buckets] - x[0] : NAN;
	data->y_step = y[1] - y[0];
}

/* Cells with one coordinate each way: the names of their fields tell which bound it is. */
static HeatmapData *dense_data(const PanelContext *context, const Frame *frame,
			       const char **message)
{
	HeatmapData *data = arena_new_one(context->arena, HeatmapData);
	const Field *value = find_value(frame);

	data->n_cells = frame->n_rows;
	heatmap_set_x(data, frame);
	if (frame->n_fields < 2 || frame->n_rows < 2)
		return data;
	if (!value) {
		*message = "Missing value field";
		return NULL;
	}
	const Field *x = &frame->fields[0], *y = &frame->fields[1];

	set_scale(data, y);
	set_columns(context->arena, data, heatmap_column(context->arena, frame, x),
		    heatmap_column(context->arena, frame, y));
	data->values = heatmap_column(context->arena, frame, value);
	data->has_values = true;
	data->x_side = side_of(x->name);
	data->y_side = side_of(y->name);
	data->log_parts = log_parts(context, y);
	data->x_range = heatmap_range(data->x, data->n_columns, false);
	data->y_range = heatmap_range(data->y, data->n_buckets, data->log_base != 0);
	heatmap_add_exemplars(context, data);
	data->y_display = heatmap_display(context, frame, y, "yAxis");
	data->value_display = heatmap_display(context, frame, value, "cellValues");
	return data;
}

/* Cells with bounds of their own: xMax, yMin, yMax, count. */
static HeatmapData *sparse_data(const PanelContext *context, const Frame *frame)
{
	HeatmapData *data = arena_new_one(context->arena, HeatmapData);

	data->is_sparse = true;
	data->n_cells = frame->n_rows;
	heatmap_set_x(data, frame);
	data->log_parts = 1;
	if (frame->n_fields < 4 || frame->n_rows == 0)
		return data;
	const Field *fields = frame->fields;

	set_scale(data, &fields[1]);
	data->x = heatmap_column(context->arena, frame, &fields[0]);
	data->y = heatmap_column(context->arena, frame, &fields[1]);
	data->y_max = heatmap_column(context->arena, frame, &fields[2]);
	data->values = heatmap_column(context->arena, frame, &fields[3]);
	data->has_values = true;
	data->x_range = heatmap_range(data->x, data->n_cells, false);
	data->y_range = heatmap_range(data->y, data->n_cells, true);
	heatmap_add_exemplars(context, data);
	data->y_display = heatmap_display(context, frame, &fields[1], "yAxis");
	data->value_display = heatmap_display(context, frame, &fields[3], "cellValues");
	return data;
}

static bool is_dense(const Frame *frame)
{
	size_t n = 0;

	for (size_t i = 0; i < frame->n_fields; i++)
		n += is_y(&frame->fields[i]);
	return n == 1;
}

/* --- Altogether --- */

static const char *expand(const void *data, const char *text)
{
	const PanelContext *context = data;

	return interpolate(context->arena, context->interpolator, text, NULL);
}

static HeatmapData *calculated_data(const PanelContext *context, const char **message)
{
	g_autoptr(GError) error = NULL;
	HeatmapCalculation calculation = heatmap_calculation_parse(
		json_get_object(context->options, "calculation"), expand, context);

	calculation.x_range = (Range){ (double)context->range.from_ms,
				       (double)context->range.to_ms };
	Frame *frame = heatmap_calculate(context->arena, context->frames, &calculation, &error);

	if (!frame) {
		*message = arena_strdup(context->arena, error->message);
		return NULL;
	}
	return dense_data(context, frame, message);
}

HeatmapData *heatmap_data(const PanelContext *context, const char **message)
{
	Frames *frames = context->frames;

	frames_cache_names(context->arena, frames);
	if (frames->n == 0) {
		*message = missing_data_text(context, (DataNeeds){ .number = true });
		return NULL;
	}
	if (json_get_bool(context->options, "calculate", false))
		return calculated_data(context, message);
	for (size_t i = 0; i < frames->n; i++) {
		const Frame *frame = frames->items[i];

		if (g_strcmp0(frame_meta_text(frame, "type"), "heatmap-cells") == 0)
			return is_dense(frame) ? dense_data(context, frame, message)
					       : sparse_data(context, frame);
	}
	return heatmap_rows_data(context, message);
}
