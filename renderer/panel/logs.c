#include "renderer/data/number.h"
#include "renderer/json.h"
#include "renderer/panel/log-controls.h"
#include "renderer/panel/log-line.h"
#include "renderer/panel/log-text.h"
#include "renderer/panel/message.h"
#include "renderer/panel/missing-data.h"
#include "renderer/panel/types.h"

#include <math.h>
#include <string.h>

/*
 * Lines of logs, newest first unless asked otherwise.
 *
 * Source: Grafana 12.3, plugins/panel/logs, features/logs/components/panel/{LogList.tsx,
 * virtualization.ts}: the list that the toggle newLogsPanel has been on for since then.
 */

enum {
	LEAST_PX = 280,	// the list is cut where the panel is narrower
	PAGE_BELOW = 9, // of the page below the panel's content
};

typedef struct {
	LogRows rows;
	LogLines lines;
	bool has_controls;
} Logs;

/* --- Columns --- */

static void look_for_marks(LogLines *lines, const LogRow *row)
{
	lines->has_errors = lines->has_errors || labels_get(&row->labels, "__error__") != NULL;
	lines->has_sampled = lines->has_sampled ||
			     labels_get(&row->labels, "__adaptive_logs_sampled__") != NULL;
}

/* No wider than can be seen. */
static size_t field_columns(const LogLines *lines, const LogRow *row, const char *name)
{
	const char *text = log_line_is_body(name) ? row->body : labels_get(&row->labels, name);
	double most = lines->flow.area.width / lines->flow.char_px;

	if (!text)
		text = log_line_field(lines, row, name);
	return log_text_columns(text, (size_t)fmax(0, most) + 2);
}

static double measure(const LogLines *lines, size_t n_chars)
{
	return js_round(lines->flow.char_px * (double)n_chars);
}

/* Columns are as wide as their longest text, by the number of its characters. */
static void set_columns(LogLines *lines, const LogRows *rows)
{
	size_t level = 0, fields[LOG_MAX_FIELDS] = { 0 };

	for (size_t i = 0; i < rows->n; i++) {
		const LogRow *row = &rows->items[i];

		look_for_marks(lines, row);
		level = MAX(level, strlen(log_level_text(row->level)));
		for (size_t f = 0; f < lines->n_fields && !lines->flow.wraps; f++)
			fields[f] = MAX(fields[f], field_columns(lines, row, lines->fields[f]));
	}
	lines->level_px = measure(lines, level);
	lines->time_px = measure(lines, strlen("2006-01-02 15:04:05.000") +
						(lines->has_nanos ? strlen("000000") : 0));
	for (size_t f = 0; f < lines->n_fields; f++)
		lines->field_px[f] = measure(lines, fields[f]);
}

static void set_fields(LogLines *lines)
{
	json_object *names = json_get_array(lines->flow.context->options, "displayedFields");

	for (size_t i = 0; names && i < json_object_array_length(names); i++) {
		json_object *name = json_object_array_get_idx(names, i);

		if (lines->n_fields < LOG_MAX_FIELDS &&
		    json_object_is_type(name, json_type_string))
			lines->fields[lines->n_fields++] = json_object_get_string(name);
	}
}

/* Longer lines than two thirds of the window are cut. */
static void set_limits(LogLines *lines)
{
	const double part = 1.5;
	double window_px = rect_bottom(lines->flow.area) + PAGE_BELOW;
	double width = fmax(1, rect_right(lines->flow.area) - lines->text_left);

	lines->most_lines = (size_t)fmax(1, js_round(window_px / lines->flow.line_px / part));
	lines->most_chars =
		(size_t)fmax(1, width / lines->flow.char_px * (double)lines->most_lines);
}

/* --- Options --- */

/* JSON is set over several lines unless the panel says no: the option is saved with wrapping. */
static LogLines lines_of(const PanelContext *context, Scene *scene, Rect area)
{
	json_object *options = context->options;
	bool is_small = strcmp(json_get_text(options, "fontSize", ""), "small") == 0;
	bool wraps = json_get_bool(options, "wrapLogMessage", false);

	return (LogLines){
		.flow = log_flow(context, scene, area, is_small, wraps),
		.highlighter = log_highlighter_new(context->arena),
		.has_time = json_get_bool(options, "showTime", false),
		.has_nanos = strcmp(json_get_text(options, "timestampResolution", "ms"), "ms") != 0,
		.has_labels = json_get_bool(options, "showLabels", false),
		.indents = json_get_bool(options, "prettifyLogMessage", true),
		.highlights = json_get_bool(options, "syntaxHighlighting", true),
		.has_duplicates = strcmp(json_get_text(options, "dedupStrategy", "none"),
					 "none") != 0,
	};
}

/* A box without room for the list is cut by the panel. */
static Rect list_area(const PanelContext *context, Rect area, bool has_controls)
{
	area.width = fmax(area.width, LEAST_PX);
	if (has_controls)
		area.width -= log_controls_width(area.width);
	return area;
}

/* `logs` stays where it is: its lines refer to its rows. */
static void read_logs(Logs *logs, const PanelContext *context, Rect area, Scene *scene)
{
	LogLines *lines = &logs->lines;

	logs->has_controls = json_get_bool(context->options, "showControls", false);
	logs->rows = log_rows(context);
	*lines = lines_of(context, scene, list_area(context, area, logs->has_controls));
	lines->common = &logs->rows.common;
	set_fields(lines);
	set_columns(lines, &logs->rows);
	lines->text_left = log_line_text_left(lines);
	set_limits(lines);
}

/* --- The panel --- */

/* Ascending lists stand at their end: the first row that is seen, and where it begins. */
static size_t first_at_end(const Logs *logs, double *y)
{
	const Rect area = logs->lines.flow.area;
	double height = 0;
	size_t first = logs->rows.n;

	while (first > 0 && height < area.height)
		height += log_line_height(&logs->lines, &logs->rows.items[--first]);
	*y = height > area.height ? rect_bottom(area) - height : area.y;
	return first;
}

static bool can_unescape(const LogRows *rows)
{
	for (size_t i = 0; i < rows->n; i++) {
		const char *body = rows->items[i].body;

		if (strstr(body, "\\n") || strstr(body, "\\t") || strstr(body, "\\r"))
			return true;
	}
	return false;
}

static void draw_lines(const Logs *logs, bool is_at_end)
{
	const Rect area = logs->lines.flow.area;
	double y = area.y;
	size_t first = is_at_end ? first_at_end(logs, &y) : 0;

	scene_push_clip_rect(logs->lines.flow.scene, area);
	for (size_t i = first; i < logs->rows.n && y < rect_bottom(area); i++)
		y += log_line_draw(&logs->lines, &logs->rows.items[i], y);
	scene_pop_clip(logs->lines.flow.scene);
}

static bool logs_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	const char *order = json_get_text(context->options, "sortOrder", "Descending");
	Logs logs;

	read_logs(&logs, context, area, scene);
	if (logs.rows.n == 0) {
		message_layout(scene, context->text, context->theme, area,
			       missing_data_text(context, (DataNeeds){ .string = true }));
		return true;
	}
	scene_push_clip_rect(scene, area);
	draw_lines(&logs, strcmp(order, "Ascending") == 0 && !context->shows_all_rows);
	if (logs.has_controls)
		log_controls_draw(context, scene,
				  (Rect){ area.x, area.y, fmax(area.width, LEAST_PX), area.height },
				  can_unescape(&logs.rows));
	scene_pop_clip(scene);
	return true;
}

static double logs_height(const PanelContext *context, double width_px, double most_px)
{
	Logs logs;
	double height = 0;

	read_logs(&logs, context, (Rect){ 0, 0, width_px, most_px }, NULL);
	for (size_t i = 0; i < logs.rows.n && height < most_px; i++)
		height += log_line_height(&logs.lines, &logs.rows.items[i]);
	return fmin(height, most_px);
}

const PanelType panel_logs = {
	.id = "logs",
	.layout = logs_layout,
	.full_height = logs_height,
};
