#include "renderer/chart/exemplar.h"

#include <math.h>
#include <string.h>

enum { MAX_EXEMPLARS = 10000 };

#define HALF_DIAMOND_PX 3.38672
#define BOX_LEFT_PX (-4.0) // of the diamond, from its moment
#define OPACITY 0.5

static const Field *field_named(const Frame *frame, const char *name)
{
	for (size_t i = 0; i < frame->n_fields; i++)
		if (strcmp(frame->fields[i].name, name) == 0)
			return &frame->fields[i];
	return NULL;
}

static bool has_label(const Frame *frame, size_t row, const Label *label)
{
	const Field *field = field_named(frame, label->key);
	Value value = field ? field_value(frame, field, row) : (Value){ .kind = VALUE_ABSENT };

	return value.kind == VALUE_STRING && strcmp(value.string, label->value) == 0;
}

/* Whether the exemplar has the series' labels, as far as it has fields for them. */
static bool is_of_series(const Frame *frame, size_t row, const Labels *labels)
{
	bool has_field = false;

	for (size_t i = 0; i < labels->n; i++) {
		if (!field_named(frame, labels->items[i].key))
			continue;
		has_field = true;
		if (!has_label(frame, row, &labels->items[i]))
			return false;
	}
	return has_field;
}

static bool has_all_labels(const Frame *frame, size_t row, const Labels *labels)
{
	for (size_t i = 0; i < labels->n; i++)
		if (!has_label(frame, row, &labels->items[i]))
			return false;
	return true;
}

static bool is_visible(const GraphSeries *series)
{
	return series->is_shown && series->own->labels.items;
}

static bool are_all_visible(const GraphData *data)
{
	for (size_t i = 0; i < data->n_series; i++)
		if (!is_visible(&data->series[i]))
			return false;
	return true;
}

/* With some series hidden their exemplars are, too. */
static bool belongs_to_visible(const GraphData *data, const Frame *frame, size_t row)
{
	for (size_t i = 0; i < data->n_series; i++) {
		const GraphSeries *series = &data->series[i];

		if (is_visible(series) && has_all_labels(frame, row, &series->own->labels))
			return true;
	}
	return false;
}

static Color color_of(const GraphData *data, const Frame *frame, size_t row, bool follows_series)
{
	for (size_t i = 0; follows_series && i < data->n_series; i++) {
		const GraphSeries *series = &data->series[i];

		if (is_visible(series) && is_of_series(frame, row, &series->own->labels))
			return series->color;
	}
	return data->n_series ? data->series[0].color : COLOR_RGB(0);
}

static void draw_diamond(const Plot *plot, Scene *scene, Point moment, Color color)
{
	double half = HALF_DIAMOND_PX * plot->ratio;
	double middle = moment.x + BOX_LEFT_PX * plot->ratio + half;
	Path *path = path_new();

	path_move_to(path, middle, moment.y);
	path_line_to(path, middle + half, moment.y + half);
	path_line_to(path, middle, moment.y + 2 * half);
	path_line_to(path, middle - half, moment.y + half);
	path_close(path);
	scene_take_fill(scene, path, PAINT_COLOR(color_with_alpha(color, color.alpha * OPACITY)),
			(FillStyle){ 0 });
}

/* Values beyond the scale are drawn at its ends. */
static Point place_of(const Plot *plot, double time, double value)
{
	const Scale *scale = &plot->scales[1];

	return (Point){ plot_x(plot, time), plot_y(plot, 1, CLAMP(value, scale->min, scale->max)) };
}

void exemplars_draw(const GraphData *data, const Frames *frames, bool follows_series,
		    const Plot *plot, Scene *scene)
{
	bool shows_all = !follows_series || are_all_visible(data);
	size_t n = 0;

	for (size_t i = 0; frames && i < frames->n && plot->n_scales > 1; i++) {
		const Frame *frame = frames->items[i];
		const Field *time = field_named(frame, "Time"), *value = field_named(frame, "Value");

		if (!time || !value)
			continue;
		for (size_t row = 0; row < frame->n_rows && n < MAX_EXEMPLARS; row++, n++) {
			Point moment = place_of(plot, field_number(frame, time, row),
						field_number(frame, value, row));

			if (isnan(moment.x) || isnan(moment.y) ||
			    (!shows_all && !belongs_to_visible(data, frame, row)))
				continue;
			draw_diamond(plot, scene, moment,
				     color_of(data, frame, row, follows_series));
		}
	}
}
