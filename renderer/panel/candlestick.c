#include "renderer/chart/candles.h"
#include "renderer/chart/graph.h"
#include "renderer/json.h"
#include "renderer/panel/message.h"
#include "renderer/panel/missing-data.h"
#include "renderer/panel/panel.h"
#include "renderer/panel/types.h"

#include <math.h>
#include <string.h>

/*
 * Prices as candles over time, with volumes below and other fields as graphs above.
 * Source: Grafana 12.3, plugins/panel/candlestick/CandlestickPanel.tsx.
 */

typedef struct {
	const GraphData *data;
	CandleFields fields;
	int parts[CANDLE_N_PARTS]; // series
	CandleStyle style;
} Candlestick;

static Color option_color(const PanelContext *context, const char *path, const char *fallback)
{
	return theme_color(context->theme, json_get_text(context->options, path, fallback));
}

static CandleStyle parse_style(const PanelContext *context)
{
	json_object *options = context->options;
	const Theme *theme = context->theme;

	return (CandleStyle){
		.is_bars = strcmp(json_get_text(options, "candleStyle", ""), "ohlcbars") == 0,
		.by_last_close =
			strcmp(json_get_text(options, "colorStrategy", ""), "close-close") == 0,
		.up = option_color(context, "colors.up", "green"),
		.down = option_color(context, "colors.down", "red"),
		.flat = option_color(context, "colors.flat", "gray"),
		.background = context->panel->is_transparent ? theme->background_canvas
							     : theme->background_primary,
		.volume_opacity = 0.5,
	};
}

/* Volumes beside prices are plain numbers on a scale of their own. */
static void prepare_volume(Candlestick *panel)
{
	const CandleFields *fields = &panel->fields;

	if (!fields->draws_volume)
		return;
	FieldConfig *config = &fields->frame->fields[fields->fields[CANDLE_VOLUME]].config;
	double opacity = custom_number(config, "fillOpacity", 0);

	if (opacity != 0)
		panel->style.volume_opacity = CLAMP(opacity / 100, 0, 1);
	if (fields->mode != VOLUME_ONLY)
		config->unit = "short";
}

static bool is_candle(const CandleFields *fields, CandlePart part)
{
	return part == CANDLE_VOLUME ? fields->draws_volume : fields->draws_price;
}

/* Fields that candles are made of have no lines; their legend goes with the prices. */
static void take_series(Candlestick *panel, GraphData *data)
{
	const CandleFields *fields = &panel->fields;

	for (int part = 0; part < CANDLE_N_PARTS; part++) {
		panel->parts[part] = fields->fields[part] - 1;
		if (panel->parts[part] < 0 || !is_candle(fields, part))
			continue;
		GraphSeries *series = &data->series[panel->parts[part]];

		series->is_drawn_apart = true;
		if (fields->draws_price) {
			series->is_shown = true;
			series->in_legend = false;
		}
	}
}

static bool is_low(const Candlestick *panel)
{
	return panel->fields.draws_volume && panel->fields.mode == CANDLES_AND_VOLUME;
}

/* Volumes take the lowest seventh of the height. */
static void lower_volume(const Candlestick *panel, GraphData *data)
{
	const int part = 7;

	if (!is_low(panel))
		return;
	GraphSeries *series = &data->series[panel->parts[CANDLE_VOLUME]];
	GraphScale *scale = &data->scales[series->scale];

	if (scale->first != series || !(scale->data.max > 0))
		return;
	scale->has_fixed = true;
	scale->fixed = (Range){ 0, scale->data.max * part };
}

static void change_axis(const void *data, const GraphSeries *series, AxisConfig *axis)
{
	const Candlestick *panel = data;

	if (!is_low(panel) || series != &panel->data->series[panel->parts[CANDLE_VOLUME]])
		return;
	double most = panel->data->scales[series->scale].data.max;

	axis->least_space = 20;
	axis->label_limit = most != 0 ? most : NAN;
}

static void draw_candles(const void *data, const Plot *plot, Scene *scene)
{
	const Candlestick *panel = data;

	if (panel->fields.draws_price || panel->fields.draws_volume)
		candles_draw(panel->data, &panel->fields, panel->parts, &panel->style, plot, scene);
}

static bool candlestick_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	Candlestick panel = { .style = parse_style(context) };
	Frames *frames = frames_new(context->arena);

	if (!candle_fields_find(context, &panel.fields)) {
		message_layout(scene, context->text, context->theme, area,
			       missing_data_text(context,
						 (DataNeeds){ .time = true, .number = true }));
		return true;
	}
	prepare_volume(&panel);
	frames_append(context->arena, frames, panel.fields.frame);
	GraphData *data = graph_data_join(context, frames);
	Graph graph = graph_over_time(context, data);

	take_series(&panel, data);
	graph_view(data, (Range){ graph.x.min, graph.x.max });
	lower_volume(&panel, data);
	panel.data = data;
	graph.has_plain_exemplars = true;
	graph.panel = &panel;
	graph.change_axis = change_axis;
	graph.draw_below = draw_candles;
	graph_layout(&graph, area, scene);
	return true;
}

const PanelType panel_candlestick = {
	.id = "candlestick",
	.field_defaults = GRAPH_FIELD_DEFAULTS,
	.layout = candlestick_layout,
};
