#include "renderer/chart/candles.h"

#include <math.h>
#include <string.h>

enum { NARROW_BODY_DP = 12 };
#define BODY_PART 0.6 // of the distance between candles

typedef enum { GOES_UP, GOES_DOWN, STAYS, N_WAYS } Way;

typedef struct {
	const GraphData *data;
	const int *parts;
	const CandleStyle *style;
	const Plot *plot;
	double body, half; // device pixels
	double stick;	   // width of sticks and outlines
	Path *price[N_WAYS], *volume[N_WAYS];
	Path *hollow;
	struct {
		double x;
		bool *rows; // which of the plot's pixel rows have ink
	} column[N_WAYS]; // of sticks, where several candles share one
	size_t n_rows;
} Candles;

static double value_at(const Candles *candles, CandlePart part, size_t row)
{
	double value = candles->data->series[candles->parts[part]].values[row];

	return value_is_null(value) ? 0 : value;
}

static double y_of(const Candles *candles, CandlePart part, double value)
{
	int scale = candles->data->series[candles->parts[part]].scale + 1;

	return js_round(plot_y(candles->plot, scale, value));
}

static double y_at(const Candles *candles, CandlePart part, size_t row)
{
	return y_of(candles, part, value_at(candles, part, row));
}

static bool has_part(const Candles *candles, CandlePart part, size_t row)
{
	return !value_is_absent(candles->data->series[candles->parts[part]].values[row]);
}

/* The distance in px of the two candles that are closest in time. */
static double slot_width(const Candles *candles)
{
	const GraphData *data = candles->data;
	double least = INFINITY, width = candles->plot->area.width;
	bool has_previous = false;
	size_t previous = 0;

	for (size_t row = 0; row < data->n_rows; row++) {
		if (!has_part(candles, CANDLE_OPEN, row))
			continue;
		if (has_previous && data->x[row] - data->x[previous] < least) {
			least = data->x[row] - data->x[previous];
			width = fabs(plot_x(candles->plot, data->x[row]) -
				     plot_x(candles->plot, data->x[previous]));
		}
		has_previous = true;
		previous = row;
	}
	return width;
}

/* Prices that stay count as going up, but for the first candle. */
static Way way_of(const Candles *candles, size_t row)
{
	bool is_first = row == candles->data->view_first;
	double close = value_at(candles, CANDLE_CLOSE, row);
	double change = close - value_at(candles, CANDLE_OPEN, row);

	if (candles->style->by_last_close)
		change = is_first ? 0 : close - value_at(candles, CANDLE_CLOSE, row - 1);
	if (change > 0)
		return GOES_UP;
	if (change < 0)
		return GOES_DOWN;
	return is_first ? STAYS : GOES_UP;
}

static void add_rect(Path *path, double x, double y, double width, double height)
{
	if (isfinite(x) && isfinite(y) && isfinite(height) && width > 0)
		path_rect(path, (Rect){ x, y, width, height });
}

static void add_volume(Candles *candles, Way way, double x, size_t row)
{
	double top = y_at(candles, CANDLE_VOLUME, row);

	add_rect(candles->volume[way], x - candles->half, top, candles->body,
		 y_of(candles, CANDLE_VOLUME, 0) - top);
}

static void add_body(Candles *candles, Path *path, double x, size_t row)
{
	double open = y_at(candles, CANDLE_OPEN, row), close = y_at(candles, CANDLE_CLOSE, row);
	double top = fmin(open, close), height = fmax(1, fabs(open - close));
	double outline = candles->stick, left = x - candles->half;
	bool is_up = value_at(candles, CANDLE_CLOSE, row) >= value_at(candles, CANDLE_OPEN, row);

	add_rect(path, left, top, candles->body, height);
	if (candles->style->by_last_close && is_up && height > outline * 2)
		add_rect(candles->hollow, left + outline, top + outline,
			 candles->body - outline * 2, height - outline * 2);
}

/* --- Sticks denser than pixels: those of one pixel column become its rows with ink --- */

static void put_column(Candles *candles, Way way)
{
	const bool *rows = candles->column[way].rows;
	double x = candles->column[way].x, top = candles->plot->area.y;

	for (size_t row = 0; row < candles->n_rows; row++) {
		size_t end = row;

		while (end < candles->n_rows && rows[end])
			end++;
		if (end > row)
			add_rect(candles->price[way], x, floor(top) + (double)row, candles->stick,
				 (double)(end - row));
		row = end;
	}
	memset(candles->column[way].rows, 0, candles->n_rows);
}

static void add_to_column(Candles *candles, Way way, double x, double high, double low)
{
	double top = floor(candles->plot->area.y);

	if (!isfinite(x) || !isfinite(high) || !isfinite(low))
		return;
	if (x != candles->column[way].x)
		put_column(candles, way);
	candles->column[way].x = x;
	double from = CLAMP(fmin(high, low) - top, 0, (double)candles->n_rows);
	double to = CLAMP(fmax(high, low) - top, 0, (double)candles->n_rows);

	memset(candles->column[way].rows + (size_t)from, true, (size_t)to - (size_t)from);
}

static void begin_columns(Candles *candles)
{
	candles->n_rows = (size_t)CLAMP(candles->plot->area.height + 2, 0, 65536);
	for (int way = 0; way < N_WAYS; way++)
		candles->column[way].rows = g_new0(bool, candles->n_rows + 1);
}

static void end_columns(Candles *candles)
{
	for (int way = 0; way < N_WAYS; way++) {
		put_column(candles, way);
		g_free(candles->column[way].rows);
	}
}

static void add_price(Candles *candles, Way way, double x, size_t row)
{
	Path *path = candles->price[way];
	double high = y_at(candles, CANDLE_HIGH, row), low = y_at(candles, CANDLE_LOW, row);

	if (candles->body <= 0) {
		add_to_column(candles, way, x - floor(candles->stick / 2), high, low);
		return;
	}
	add_rect(path, x - floor(candles->stick / 2), high, candles->stick, low - high);
	if (!candles->style->is_bars) {
		add_body(candles, path, x, row);
		return;
	}
	add_rect(path, x - candles->half, y_at(candles, CANDLE_OPEN, row), candles->half,
		 candles->stick);
	add_rect(path, x, y_at(candles, CANDLE_CLOSE, row), candles->half, candles->stick);
}

static void measure(Candles *candles)
{
	candles->body = js_round(BODY_PART * slot_width(candles));
	candles->half = floor(candles->body / 2);
	candles->stick = candles->body <= NARROW_BODY_DP ? 1 : 2;
	candles->hollow = path_new();
	for (int way = 0; way < N_WAYS; way++) {
		candles->price[way] = path_new();
		candles->volume[way] = path_new();
	}
}

static Color way_color(const CandleStyle *style, Way way)
{
	return way == GOES_UP ? style->up : way == GOES_DOWN ? style->down : style->flat;
}

static void draw_paths(Candles *candles, Scene *scene)
{
	const CandleStyle *style = candles->style;
	double volume_alpha = js_round(style->volume_opacity * 255) / 255;

	scene_push_clip_rect(scene, candles->plot->area);
	for (int way = 0; way < N_WAYS; way++)
		scene_take_fill(scene, candles->volume[way],
				PAINT_COLOR(color_with_alpha(way_color(style, way), volume_alpha)),
				(FillStyle){ 0 });
	for (int way = 0; way < N_WAYS; way++)
		scene_take_fill(scene, candles->price[way], PAINT_COLOR(way_color(style, way)),
				(FillStyle){ 0 });
	scene_take_fill(scene, candles->hollow, PAINT_COLOR(style->background), (FillStyle){ 0 });
	scene_pop_clip(scene);
}

void candles_draw(const GraphData *data, const CandleFields *fields, const int *parts,
		  const CandleStyle *style, const Plot *plot, Scene *scene)
{
	Candles candles = { .data = data, .parts = parts, .style = style, .plot = plot };

	if (data->n_rows == 0)
		return;
	measure(&candles);
	begin_columns(&candles);
	for (size_t row = data->view_first; row <= data->view_last; row++) {
		double x = js_round(plot_x(plot, data->x[row]));
		Way way = way_of(&candles, row);

		if (fields->draws_volume)
			add_volume(&candles, way, x, row);
		if (fields->draws_price)
			add_price(&candles, way, x, row);
	}
	end_columns(&candles);
	draw_paths(&candles, scene);
}
