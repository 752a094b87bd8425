#include "renderer/data/moment.h"
#include "renderer/json.h"
#include "renderer/panel/icon.h"
#include "renderer/panel/line.h"
#include "renderer/panel/message.h"
#include "renderer/panel/trace-critical.h"
#include "renderer/panel/types.h"

#include <math.h>
#include <string.h>

/*
 * One trace: what it is, all of it in small, and its spans one below the other.
 *
 * Source: Grafana 12.3, features/explore/TraceView/components; distances from its styles.
 */

enum {
	PAD = 7,
	TITLE_PX = 24,
	GAP = 8,
	FACTS_GAP = 24,
	FILTERS_PX = 38,
	LABELS_PX = 16,
	GRAPH_PX = 60,
	HEAD_PX = 38,
	ROW_PX = 28,
	GUIDE_PX = 15,
	ICON_PX = 16,
	N_TICKS = 5,
	MAX_SMALL_SPANS = 3000,
	MAX_GUIDES = 200,
	SMALL_BUTTON_PX = 22,
	COLLAPSER_PX = 4 * SMALL_BUTTON_PX + 3 * PAD + GAP + 1, // with what is right of it
};

static const double small_line_px = 12 * 22.0 / 14, name_part = 0.4, row_font_px = 11.34;

typedef struct {
	const PanelContext *context;
	Scene *scene;
	Rect area;
	const TraceSpans *spans;
	TraceSections critical;
	size_t next_section; // of the spans that are still to be drawn
} Trace;

static LineLook look_of(double size_px, double line_px, int weight, Color color)
{
	return (LineLook){
		.size_px = size_px, .line_px = line_px, .weight = weight, .color = color
	};
}

/* Greys that the trace view turns round for the dark theme. */
static Color grey(const Trace *trace, unsigned light, unsigned dark)
{
	return trace->context->theme->is_dark ? COLOR_RGB(dark) : COLOR_RGB(light);
}

/* --- What the trace is --- */

static void draw_title(const Trace *trace, double y)
{
	const Theme *theme = trace->context->theme;
	LineLook look = look_of(22, TITLE_PX, 400, theme->text_primary);
	double x = trace->area.x + PAD;

	look.most_px = fmax(1, trace->area.width - 2 * PAD);
	x += line_draw(trace->context, trace->scene, &look, trace->spans->name, x, y) + 16;
	if (trace->spans->method && x < rect_right(trace->area))
		x += tag_draw(trace->context, trace->scene, trace->spans->method, "method",
			      (Point){ x, y }) +
		     GAP;
	if (trace->spans->status && x < rect_right(trace->area))
		tag_draw(trace->context, trace->scene, trace->spans->status, "status",
			 (Point){ x, y });
}

static double draw_fact(const Trace *trace, const char *name, const char *text, const char *more,
			double x, double y)
{
	enum { BETWEEN = 4 };
	const Theme *theme = trace->context->theme;
	const LineLook label = look_of(12, small_line_px, 500, theme->text_secondary);
	const LineLook value = look_of(12, small_line_px, 400, theme->text_primary);
	const LineLook faint = look_of(12, small_line_px, 400, theme->text_disabled);

	x += line_draw(trace->context, trace->scene, &label, name, x, y) + BETWEEN;
	x += line_draw(trace->context, trace->scene, &value, text, x, y);
	if (more)
		x += BETWEEN +
		     line_draw(trace->context, trace->scene, &faint, more, x + BETWEEN, y);
	return x + FACTS_GAP;
}

static void draw_facts(const Trace *trace, double y)
{
	const PanelContext *context = trace->context;
	const TraceSpans *spans = trace->spans;
	char start[64], ago[64];
	double x = trace->area.x + PAD;

	moment_format(spans->start_ms, context->zone, "YYYY-MM-DD HH:mm:ss.SSS", start,
		      sizeof(start));
	moment_from_now(spans->start_ms, context->now_ms, ago, sizeof(ago));
	x = draw_fact(trace, "Trace ID", spans->id, NULL, x, y);
	x = draw_fact(trace, "Start time", start, arena_printf(context->arena, "(%s)", ago), x, y);
	x = draw_fact(trace, "Duration", trace_duration(context->arena, spans->duration_ms), NULL, x,
		      y);
	draw_fact(trace, "Services", arena_printf(context->arena, "%zu", spans->n_services), NULL, x,
		  y);
}

static void draw_filters(const Trace *trace, double y)
{
	const Theme *theme = trace->context->theme;
	const LineLook look = look_of(14, 22, 500, theme->text_primary);
	double top = y + (FILTERS_PX - 22) / 2.0, x = trace->area.x + GAP;

	for (int side = 0; side < 2; side++)
		scene_fill_rect(trace->scene,
				(Rect){ trace->area.x, y + side * (FILTERS_PX - 1),
					trace->area.width, 1 },
				PAINT_COLOR(theme->border_weak));
	icon_layout(trace->scene, "angle-right", (Rect){ x, top + 3, ICON_PX, ICON_PX },
		    theme->text_primary);
	line_draw(trace->context, trace->scene, &look, "Span Filters", x + ICON_PX + GAP, top);
}

/* --- All of it in small --- */

static double part_of(const Trace *trace, double ms)
{
	double whole = trace->spans->duration_ms;

	return whole > 0 ? ms / whole : 0;
}

static void draw_small_labels(const Trace *trace, double y)
{
	const LineLook look = look_of(9.8, LABELS_PX, 400, COLOR_RGB(0x717171));
	double left = trace->area.x + PAD, width = trace->area.width - 2 * PAD;

	for (int i = 0; i < N_TICKS; i++) {
		double part = (double)i / (N_TICKS - 1);
		const char *text = trace_duration(trace->context->arena,
						  trace->spans->duration_ms * part);
		double own = line_width(trace->context, &look, text);

		line_draw(trace->context, trace->scene, &look, text,
			  left + width * part - (i == N_TICKS - 1 ? own : 0), y);
	}
}

static void draw_small_spans(const Trace *trace, Rect box)
{
	const double least_width = 5, alpha = 0.8;
	const TraceSpans *spans = trace->spans;
	size_t step = spans->n / MAX_SMALL_SPANS + 1;
	double canvas = fmin(fmax((double)spans->n, 60), 200);
	double height = fmin(6, fmax(2, canvas / (double)spans->n)) * box.height / canvas;

	for (size_t i = 0; i < spans->n; i += step) {
		const TraceSpan *span = &spans->items[i];
		double x = box.x + part_of(trace, span->start_ms - spans->start_ms) * box.width;
		double width = fmax(least_width, part_of(trace, span->duration_ms) * box.width);

		scene_fill_rect(trace->scene,
				(Rect){ x, box.y + (double)i / (double)spans->n * box.height,
					width, height },
				PAINT_COLOR(color_with_alpha(span->color, alpha)));
	}
}

static void draw_small(const Trace *trace, double y)
{
	Rect box = { trace->area.x + PAD, y + LABELS_PX, trace->area.width - 2 * PAD, GRAPH_PX };
	Path *frame = path_new();

	draw_small_labels(trace, y);
	scene_push_clip_rect(trace->scene, box);
	draw_small_spans(trace, box);
	for (int i = 1; i < N_TICKS - 1; i++)
		scene_fill_rect(trace->scene,
				(Rect){ box.x + box.width * i / (N_TICKS - 1), box.y, 1, box.height },
				PAINT_COLOR(grey(trace, 0xd8d8d8, 0x343434)));
	scene_pop_clip(trace->scene);
	path_rect(frame, rect_inset(box, 0.5));
	scene_take_stroke(trace->scene, frame, PAINT_COLOR(grey(trace, 0x999999, 0x737373)),
			  (StrokeStyle){ .width_px = 1 });
}

/* --- Spans --- */

static double bars_left(const Trace *trace)
{
	return trace->area.x + trace->area.width * name_part;
}

static double bars_width(const Trace *trace)
{
	return trace->area.width * (1 - name_part);
}

static void draw_ticks(const Trace *trace, double y, double height)
{
	for (int i = 0; i < N_TICKS - 1; i++)
		scene_fill_rect(
			trace->scene,
			rect_snapped((Rect){ bars_left(trace) +
						      bars_width(trace) * i / (N_TICKS - 1),
					      y, 1, height }),
			PAINT_COLOR(grey(trace, 0xd8d8d8, 0x343434)));
}

static void draw_small_button(const Trace *trace, const char *icon, Rect box)
{
	enum { SMALL_ICON = 14, RADIUS = 6 };
	const Theme *theme = trace->context->theme;

	scene_fill_round_rect(trace->scene, box, RADIUS, PAINT_COLOR(theme->secondary_main));
	icon_layout(trace->scene, icon,
		    (Rect){ box.x + (box.width - SMALL_ICON) / 2,
			    box.y + (box.height - SMALL_ICON) / 2, SMALL_ICON, SMALL_ICON },
		    theme->text_primary);
}

/* What opens and closes the spans, at the right of the names. */
static void draw_collapser(const Trace *trace, double y)
{
	static const char *const icons[] = { "angle-down", "angle-up", "angle-double-down",
					     "angle-double-up" };
	double x = bars_left(trace) - COLLAPSER_PX;

	for (size_t i = 0; i < G_N_ELEMENTS(icons); i++) {
		draw_small_button(trace, icons[i],
				  (Rect){ x, y + (HEAD_PX - 24) / 2.0, SMALL_BUTTON_PX, 24 });
		x += SMALL_BUTTON_PX + (i == 1 ? PAD : 0);
	}
}

static void draw_head(const Trace *trace, double y)
{
	enum { LABEL_GAP = 4 };
	const Theme *theme = trace->context->theme;
	LineLook title = line_heading(trace->context, 4, 0);
	const LineLook label = look_of(14, HEAD_PX, 400, theme->text_primary);

	scene_fill_rect(trace->scene, (Rect){ trace->area.x, y, trace->area.width, HEAD_PX },
			PAINT_COLOR(grey(trace, 0xececec, 0x202020)));
	scene_fill_rect(trace->scene, (Rect){ trace->area.x, y + HEAD_PX - 1, trace->area.width, 1 },
			PAINT_COLOR(grey(trace, 0xcccccc, 0x404040)));
	title.line_px = HEAD_PX;
	title.most_px = fmax(1, trace->area.width * name_part - GAP - COLLAPSER_PX);
	line_draw(trace->context, trace->scene, &title, "Service & Operation", trace->area.x + GAP,
		  y);
	draw_collapser(trace, y);
	draw_ticks(trace, y, HEAD_PX);
	for (int i = 0; i < N_TICKS; i++) {
		double part = (double)i / (N_TICKS - 1);
		const char *text = trace_duration(trace->context->arena,
						  trace->spans->duration_ms * part);
		double x = bars_left(trace) + bars_width(trace) * part;
		double own = line_width(trace->context, &label, text);

		line_draw(trace->context, trace->scene, &label, text,
			  i == N_TICKS - 1 ? x - own - LABEL_GAP : x + LABEL_GAP, y);
	}
}

static void draw_name(const Trace *trace, const TraceSpan *span, double y)
{
	enum { NAME_PAD = 4, ERROR_PX = 14 };
	const double tint = 16.0 / 255, line = 207.0 / 255;
	const PanelContext *context = trace->context;
	double offset = GUIDE_PX * (double)(MIN(span->depth, MAX_GUIDES) + 1);
	Rect box = { trace->area.x + offset, y, trace->area.width * name_part - offset, ROW_PX };
	const LineLook service = look_of(row_font_px, ROW_PX - 1, 500, context->theme->text_primary);
	const LineLook operation =
		look_of(row_font_px, ROW_PX - 1, 400, grey(trace, 0x484848, 0xaaaaaa));
	double x = box.x + NAME_PAD;

	scene_push_clip_rect(trace->scene, (Rect){ trace->area.x, y,
						   trace->area.width * name_part, ROW_PX });
	for (int i = 0; i <= MIN(span->depth, MAX_GUIDES); i++)
		scene_fill_rect(trace->scene,
				(Rect){ trace->area.x + GUIDE_PX * (double)i, y, 1, ROW_PX },
				PAINT_COLOR(grey(trace, 0xd3d3d3, 0x393939)));
	if (span->has_children)
		icon_layout(trace->scene, "angle-down",
			    (Rect){ box.x - ICON_PX, y + (ROW_PX - ICON_PX) / 2.0, ICON_PX, ICON_PX },
			    context->theme->text_primary);
	scene_fill_rect(trace->scene, box, PAINT_COLOR(color_with_alpha(span->color, tint)));
	scene_fill_rect(trace->scene, (Rect){ box.x, y + ROW_PX - 1, box.width, 1 },
			PAINT_COLOR(color_with_alpha(span->color, line)));
	if (span->has_error) {
		icon_layout(trace->scene, "exclamation-circle",
			    (Rect){ x, y + (ROW_PX - ERROR_PX) / 2.0, ERROR_PX, ERROR_PX },
			    COLOR_RGB(0xdb2828));
		x += ERROR_PX + NAME_PAD;
	}
	x += line_draw(context, trace->scene, &service, span->service, x, y) + 2 * NAME_PAD;
	line_draw(context, trace->scene, &operation,
		  arena_printf(context->arena, "%s (%s)", span->operation,
			       trace_duration(context->arena, span->duration_ms)),
		  x, y);
	scene_pop_clip(trace->scene);
}

static void draw_bar(const Trace *trace, const TraceSpan *span, double y)
{
	enum { RADIUS = 5, LABEL_PAD = 6, LABEL_PX = 12 };
	const double top = 0.32, height = 0.36, least = 2;
	const PanelContext *context = trace->context;
	const LineLook look = look_of(LABEL_PX, LABEL_PX, 400, COLOR_RGB(0xaaaaaa));
	const char *text = trace_duration(context->arena, span->duration_ms);
	double start = part_of(trace, span->start_ms - trace->spans->start_ms);
	double end = start + part_of(trace, span->duration_ms);
	Rect bar = { bars_left(trace) + bars_width(trace) * start, y + ROW_PX * top,
		     fmax(least, bars_width(trace) * (end - start)), ROW_PX * height };

	scene_push_clip_rect(trace->scene,
			     (Rect){ bars_left(trace), y, bars_width(trace), ROW_PX });
	scene_fill_round_rect(trace->scene, bar, fmin(RADIUS, bar.width / 2),
			      PAINT_COLOR(span->color));
	line_draw(context, trace->scene, &look, text,
		  start > 1 - end ? bar.x - LABEL_PAD - line_width(context, &look, text)
				  : rect_right(bar) + LABEL_PAD,
		  bar.y - 1);
	scene_pop_clip(trace->scene);
}

/* A light line through the bars of what the trace waited for. */
static void draw_section(const Trace *trace, const TraceSection *section, double y)
{
	const double top = 0.45, height = 0.11;
	double width = bars_width(trace);
	double start = part_of(trace, section->start_ms - trace->spans->start_ms);
	double part = part_of(trace, section->end_ms - section->start_ms);
	Rect box = { bars_left(trace) + width * start, y + ROW_PX * top, fmax(2, width * part),
		     ROW_PX * height };
	Color edge = grey(trace, 0x2c3235, 0xbcc4c7);

	scene_fill_rect(trace->scene, box, PAINT_COLOR(grey(trace, 0xf1f1f1, 0x1b1b1b)));
	scene_fill_rect(trace->scene, (Rect){ box.x, box.y, 1, box.height }, PAINT_COLOR(edge));
	scene_fill_rect(trace->scene, (Rect){ rect_right(box) - 1, box.y, 1, box.height },
			PAINT_COLOR(edge));
}

static void draw_sections(Trace *trace, size_t span, double y)
{
	while (trace->next_section < trace->critical.n) {
		const TraceSection *section = &trace->critical.items[trace->next_section];

		if (section->span > span)
			return;
		draw_section(trace, section, y);
		trace->next_section++;
	}
}

/* A mark at each time something was logged, to a fifth of a percent. */
static void draw_logs(const Trace *trace, const TraceSpan *span, double y)
{
	enum { MAX_LOGS = 500, STEPS = 500 };
	const double top = 0.2, height = 0.6;
	size_t n = span->logs ? MIN(json_object_array_length(span->logs), MAX_LOGS) : 0;

	for (size_t i = 0; i < n; i++) {
		double time = json_get_number(json_object_array_get_idx(span->logs, i), "timestamp",
					      NAN);
		double part = part_of(trace, time - trace->spans->start_ms);

		if (!(part >= 0 && part <= 1))
			continue;
		part = js_round(part * STEPS) / STEPS;
		scene_fill_rect(trace->scene,
				(Rect){ bars_left(trace) + bars_width(trace) * part,
					y + ROW_PX * top, 1, ROW_PX * height },
				PAINT_COLOR(grey(trace, 0x2c3235, 0xbcc4c7)));
	}
}

static double head_height(void)
{
	return PAD + TITLE_PX + GAP + small_line_px + GAP + FILTERS_PX + GAP + LABELS_PX + GRAPH_PX +
	       PAD + HEAD_PX;
}

static void draw_trace(Trace *trace)
{
	double y = trace->area.y + PAD;

	draw_title(trace, y);
	y += TITLE_PX + GAP;
	draw_facts(trace, y);
	y += small_line_px + GAP;
	draw_filters(trace, y);
	y += FILTERS_PX + GAP;
	draw_small(trace, y);
	y += LABELS_PX + GRAPH_PX + PAD;
	draw_head(trace, y);
	y += HEAD_PX;
	for (size_t i = 0; i < trace->spans->n && y < rect_bottom(trace->area); i++, y += ROW_PX) {
		draw_ticks(trace, y, ROW_PX);
		draw_name(trace, &trace->spans->items[i], y);
		draw_bar(trace, &trace->spans->items[i], y);
		draw_logs(trace, &trace->spans->items[i], y);
		draw_sections(trace, i, y);
	}
}

static bool traces_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	const TraceSpans *spans = trace_spans(context);
	Trace trace = { context, scene, area, spans };

	if (!spans) {
		message_paragraph_layout(scene, context->text, context->theme, area,
					 "No data found in response");
		return true;
	}
	trace.critical = trace_critical_path(context->arena, spans);
	scene_push_clip_rect(scene, area);
	draw_trace(&trace);
	scene_pop_clip(scene);
	return true;
}

static double traces_height(const PanelContext *context, double width_px, double most_px)
{
	const TraceSpans *spans = trace_spans(context);

	return spans ? fmin(most_px, head_height() + ROW_PX * (double)spans->n) : 0;
}

const PanelType panel_traces = {
	.id = "traces",
	.layout = traces_layout,
	.full_height = traces_height,
};
