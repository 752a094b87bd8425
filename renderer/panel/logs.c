#include "renderer/data/moment.h"
#include "renderer/json.h"
#include "renderer/panel/icon.h"
#include "renderer/panel/log-highlight.h"
#include "renderer/panel/log-rows.h"
#include "renderer/panel/log-text.h"
#include "renderer/panel/message.h"
#include "renderer/panel/missing-data.h"
#include "renderer/panel/types.h"

#include <math.h>
#include <string.h>

/*
 * Lines of logs, newest first unless asked otherwise.
 *
 * Source: Grafana 12.3, features/logs/components/panel; distances measured on pictures.
 */

enum {
	MENU_LEFT = 4,
	MENU_PX = 16,
	ICON_GAP = 4,
	DUPLICATES_PX = 36,
	MARK_PX = 16,
	FIELD_GAP = 12,
	PAD_BELOW = 6,
	CONTROLS_PX = 32,
	MAX_FIELDS = 20,
	MAX_PILLS = 5,
	PILL_FONT_PX = 10,
	PILL_MOST_PX = 200,
	PILL_GAP = 4,
	PAGE_BELOW = 9, // of the page below the panel's content
};

typedef struct {
	const PanelContext *context;
	Scene *scene; // NULL: only measured
	Rect area;
	LogRows rows;
	LogHighlighter *highlighter;
	double font_px, line_px, char_px;
	bool wraps, has_time, has_nanos, has_labels, indents, highlights;
	bool has_duplicates, has_errors, has_sampled;
	const char *fields[MAX_FIELDS];
	double field_px[MAX_FIELDS];
	size_t n_fields;
	double time_px, level_px; // column widths of lines that do not wrap
	double text_left;
	size_t most_lines, most_chars; // longer texts are cut until someone asks for more
} Logs;

/* How a stretch of text looks. */
typedef struct {
	int weight;
	Color color;
	bool is_match;
} SpanLook;

/* Where the next character goes. */
typedef struct {
	double x, y, left, right;
	size_t n_lines;
} Cursor;

static TextStyle mono(const Logs *logs, int weight)
{
	return (TextStyle){ FONT_MONO, logs->font_px, weight, false, BODY_LETTER_SPACING };
}

/* Roboto Mono's glyph box, in the middle of its line. */
static double mono_baseline(const Logs *logs, double top)
{
	const double ascent_em = 1.048, descent_em = 0.271;
	double ascent = js_round(ascent_em * logs->font_px);
	double descent = js_round(descent_em * logs->font_px);

	return top + floor((logs->line_px - ascent - descent) / 2) + ascent;
}

/* --- Text that may go on in the next line --- */

static double char_width(const Logs *logs, const char *at)
{
	TextStyle style = mono(logs, 400);
	char text[8] = { 0 };

	if ((unsigned char)*at < 0x80)
		return logs->char_px;
	g_utf8_strncpy(text, at, 1);
	return text_width(logs->context->text, &style, text);
}

static void draw_piece(const Logs *logs, const Cursor *cursor, const char *text, size_t length,
		       const SpanLook *look, double width)
{
	const Theme *theme = logs->context->theme;
	g_autofree char *piece = g_strndup(text, length);

	if (!logs->scene || strspn(piece, " ") == length ||
	    cursor->y + logs->line_px < logs->area.y || cursor->y > rect_bottom(logs->area))
		return;
	if (look->is_match)
		scene_fill_rect(logs->scene,
				(Rect){ cursor->x, cursor->y + 1, width, logs->line_px - 3 },
				PAINT_COLOR(theme->warning_main));
	scene_text(logs->scene, &(SceneText){ .text = piece,
					      .x = cursor->x,
					      .baseline_y = mono_baseline(logs, cursor->y),
					      .style = mono(logs, look->weight),
					      .color = look->color });
}

static void next_line(const Logs *logs, Cursor *cursor)
{
	cursor->x = cursor->left;
	cursor->y += logs->line_px;
	cursor->n_lines++;
}

/* As much of the text as fits in the line; blanks at its end hang over. */
static size_t fitting(const Logs *logs, const Cursor *cursor, const char *text, size_t length,
		      double *width)
{
	size_t n = 0;

	*width = 0;
	while (n < length && text[n] != '\n') {
		double next = char_width(logs, text + n);

		if (logs->wraps && text[n] != ' ' && cursor->x + *width + next > cursor->right)
			break;
		if (!logs->wraps && cursor->x + *width > cursor->right)
			break;
		*width += next;
		n += (size_t)(g_utf8_next_char(text + n) - (text + n));
	}
	return MIN(n, length);
}

static void draw_span(const Logs *logs, Cursor *cursor, const char *text, size_t length,
		      const SpanLook *look)
{
	while (length > 0) {
		double width;
		size_t n = fitting(logs, cursor, text, length, &width);

		if (n > 0)
			draw_piece(logs, cursor, text, n, look, width);
		cursor->x += width;
		text += n;
		length -= n;
		if (length == 0 || !logs->wraps ||
		    (logs->scene && cursor->y > rect_bottom(logs->area)))
			return;
		if (*text == '\n') {
			text++;
			length--;
		} else if (n == 0 && cursor->x <= cursor->left) {
			return; // not even one character has room
		}
		next_line(logs, cursor);
	}
}

static void draw_text(const Logs *logs, Cursor *cursor, const char *text, const SpanLook *look)
{
	draw_span(logs, cursor, text, strlen(text), look);
}

/* --- Parts of a row --- */

static Color level_color(const Theme *theme, LogLevel level)
{
	switch (level) {
	case LOG_CRITICAL:
		return COLOR_RGB(0xb877d9);
	case LOG_ERROR:
		return theme->error_text;
	case LOG_WARNING:
		return COLOR_RGB(0xfbad37);
	case LOG_INFO:
		return COLOR_RGB(0x6ccf8e);
	case LOG_DEBUG:
		return COLOR_RGB(0x6e9fff);
	default:
		return theme->text_secondary;
	}
}

/* The tint that the theme calls the shade of "info". */
static Color info_shade(const Theme *theme)
{
	const double lighter = 0.15, darker = 0.2;
	double part = theme->is_dark ? lighter : darker, end = theme->is_dark ? 255 : 0;
	Color main = theme->primary_main;

	return (Color){ main.red + (end - main.red) * part, main.green + (end - main.green) * part,
			main.blue + (end - main.blue) * part, 1 };
}

static SpanLook token_look(const Theme *theme, LogTokenKind kind)
{
	const double faint = 0.9;
	Color secondary = theme->text_secondary;

	switch (kind) {
	case LOG_TOKEN_LABEL:
	case LOG_TOKEN_KEY:
		return (SpanLook){ 500, secondary, false };
	case LOG_TOKEN_JSON_KEY:
		return (SpanLook){ 500, color_with_alpha(secondary, secondary.alpha * faint), false };
	case LOG_TOKEN_VALUE:
		return (SpanLook){ 400, theme->success_text, false };
	case LOG_TOKEN_METHOD:
		return (SpanLook){ 400, info_shade(theme), false };
	case LOG_TOKEN_MATCH:
		return (SpanLook){ 400, theme_contrast_text(theme, theme->warning_main), true };
	case LOG_TOKEN_PLAIN:
		break;
	}
	return (SpanLook){ 400, theme->text_primary, false };
}

static const char *time_text(const Logs *logs, const LogRow *row)
{
	char text[64];

	moment_format(row->time_ms, logs->context->zone, "YYYY-MM-DD HH:mm:ss.SSS", text,
		      sizeof(text));
	if (!logs->has_nanos)
		return arena_strdup(logs->context->arena, text);
	return arena_printf(logs->context->arena, "%s%06d", text, CLAMP(row->nanos, 0, 999999));
}

static const char *level_word(const Logs *logs, LogLevel level)
{
	g_autofree char *upper = g_ascii_strup(log_level_text(level), -1);

	return arena_strdup(logs->context->arena, upper);
}

static size_t most_bytes(const Logs *logs)
{
	enum { BYTES_A_CHAR = 4, MARGIN = 256 };
	double per_line = logs->area.width / logs->char_px;
	double lines = logs->wraps ? logs->area.height / logs->line_px + 2 : 1;

	return (size_t)(per_line * fmax(1, lines)) * BYTES_A_CHAR + MARGIN;
}

static void draw_body(const Logs *logs, const LogRow *row, Cursor *cursor)
{
	const PanelContext *context = logs->context;
	LogText line = log_text(context->arena, row->body, logs->wraps, logs->indents,
				most_bytes(logs));
	bool is_colored = strchr(row->body, 0x1b) != NULL;

	if (!logs->highlights || is_colored || !logs->scene) {
		const SpanLook look = token_look(context->theme, LOG_TOKEN_PLAIN);

		draw_text(logs, cursor, line.text, &look);
		return;
	}
	LogTokens tokens = log_tokens(logs->highlighter, row, line.text, line.is_json);

	for (size_t i = 0; i < tokens.n; i++) {
		const SpanLook look = token_look(context->theme, tokens.items[i].kind);

		draw_span(logs, cursor, tokens.items[i].text, tokens.items[i].length, &look);
	}
}

static const char *field_text(const Logs *logs, const LogRow *row, const char *name)
{
	Arena *arena = logs->context->arena;
	const char *label = labels_get(&row->labels, name);

	for (size_t i = 0; !label && i < row->frame->n_fields; i++) {
		const Field *field = &row->frame->fields[i];

		if (g_strcmp0(field->name, name) == 0)
			label = value_to_text(arena, field_value(row->frame, field, row->row));
	}
	return log_text(arena, label ? label : "", logs->wraps, false, most_bytes(logs)).text;
}

static bool is_body_name(const char *name)
{
	return strcmp(name, "___LOG_LINE_BODY___") == 0;
}

/* --- Labels that not all lines have --- */

static bool is_pill(const Logs *logs, const Label *label)
{
	static const char *const hidden[] = { "detected_level", "level", "lvl", "filename" };
	const char *common = labels_get(&logs->rows.common, label->key);

	if (label->key[0] == '_' || !label->value || !label->value[0])
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(hidden); i++)
		if (strcmp(label->key, hidden[i]) == 0)
			return false;
	return !common || strcmp(common, label->value) != 0;
}

static double draw_pill(const Logs *logs, const char *text, double x, double top)
{
	enum { PAD = 2, RADIUS = 6, BASELINE = 11 };
	const Theme *theme = logs->context->theme;
	const double height_px = PILL_FONT_PX * 22.0 / 14;
	TextStyle style = { FONT_MONO, PILL_FONT_PX, 400, false, BODY_LETTER_SPACING };
	g_autofree char *cut = text_ellipsize(logs->context->text, &style, text, PILL_MOST_PX);
	double width = text_width(logs->context->text, &style, cut) + 2 * PAD;
	double y = mono_baseline(logs, top) - BASELINE;

	if (logs->scene) {
		scene_fill_round_rect(logs->scene, (Rect){ x, y, width, height_px }, RADIUS,
				      PAINT_COLOR(theme->background_secondary));
		scene_text(logs->scene, &(SceneText){ .text = cut,
						      .x = x + PAD,
						      .baseline_y = y + BASELINE,
						      .style = style,
						      .color = theme->text_primary });
	}
	return width + PILL_GAP;
}

static void draw_labels(const Logs *logs, const LogRow *row, Cursor *cursor)
{
	int n = 0, n_more = 0;

	for (size_t i = 0; i < row->labels.n; i++) {
		const Label *label = &row->labels.items[i];

		if (!is_pill(logs, label))
			continue;
		if (n++ >= MAX_PILLS) {
			n_more++;
			continue;
		}
		cursor->x += draw_pill(logs,
				       arena_printf(logs->context->arena, "%s=%s", label->key,
						    label->value),
				       cursor->x, cursor->y);
	}
	if (n_more)
		cursor->x += draw_pill(logs, arena_printf(logs->context->arena, "+%d", n_more),
				       cursor->x, cursor->y);
}

/* --- A row --- */

/* Fields have columns where lines do not wrap, else they follow each other. */
static void end_field(const Logs *logs, Cursor *cursor, double start, double column_px)
{
	if (!logs->wraps && column_px > 0)
		cursor->x = start + column_px;
	cursor->x += FIELD_GAP;
}

static void draw_fields(const Logs *logs, const LogRow *row, Cursor *cursor)
{
	const SpanLook plain = token_look(logs->context->theme, LOG_TOKEN_PLAIN);

	if (logs->n_fields == 0)
		draw_body(logs, row, cursor);
	for (size_t i = 0; i < logs->n_fields; i++) {
		double start = cursor->x;

		if (is_body_name(logs->fields[i]))
			draw_body(logs, row, cursor);
		else
			draw_text(logs, cursor, field_text(logs, row, logs->fields[i]), &plain);
		end_field(logs, cursor, start, logs->field_px[i]);
	}
}

static void draw_content(const Logs *logs, const LogRow *row, Cursor *cursor)
{
	const Theme *theme = logs->context->theme;
	const SpanLook time = { 400, theme->text_disabled, false };
	const SpanLook level = { 500, level_color(theme, row->level), false };
	double start = cursor->x;

	if (logs->has_time) {
		draw_text(logs, cursor, time_text(logs, row), &time);
		end_field(logs, cursor, start, logs->time_px);
	}
	start = cursor->x;
	if (row->level != LOG_UNKNOWN || !logs->wraps) {
		draw_text(logs, cursor, level_word(logs, row->level), &level);
		end_field(logs, cursor, start, logs->level_px);
	}
	if (logs->has_labels) {
		draw_labels(logs, row, cursor);
		cursor->x += FIELD_GAP;
	}
	draw_fields(logs, row, cursor);
}

/* Icons and numbers before the text. */
static void draw_marks(const Logs *logs, const LogRow *row, double y)
{
	const Theme *theme = logs->context->theme;
	double x = logs->area.x + MENU_LEFT + MENU_PX + ICON_GAP;
	double icon_y = y + (logs->line_px - 12) / 2 - 1;

	icon_layout(logs->scene, "ellipsis-v",
		    (Rect){ logs->area.x + MENU_LEFT, y + (logs->line_px - MENU_PX) / 2, MENU_PX,
			    MENU_PX },
		    theme->text_primary);
	if (logs->has_duplicates) {
		TextStyle style = mono(logs, 400);
		const char *text = arena_printf(logs->context->arena, "%zux", row->duplicates + 1);

		if (row->duplicates)
			scene_text(logs->scene,
				   &(SceneText){ .text = text,
						 .x = x + DUPLICATES_PX / 2.0,
						 .baseline_y = mono_baseline(logs, y),
						 .align = ALIGN_CENTER,
						 .style = style,
						 .color = theme->text_primary });
		x += DUPLICATES_PX + ICON_GAP;
	}
	if (logs->has_errors) {
		if (labels_get(&row->labels, "__error__"))
			icon_layout(logs->scene, "exclamation-triangle",
				    (Rect){ x, icon_y, 12, 12 }, theme->warning_main);
		x += MARK_PX + ICON_GAP;
	}
	if (logs->has_sampled && labels_get(&row->labels, "__adaptive_logs_sampled__"))
		icon_layout(logs->scene, "info-circle", (Rect){ x, icon_y, 12, 12 },
			    theme->primary_main);
}

static Cursor cursor_at(const Logs *logs, double y)
{
	return (Cursor){ .x = logs->text_left,
			 .y = y,
			 .left = logs->text_left,
			 .right = rect_right(logs->area),
			 .n_lines = 1 };
}

static double row_height(const Logs *logs, const LogRow *row, bool *is_cut)
{
	Logs measured = *logs;
	Cursor cursor = cursor_at(logs, 0);

	*is_cut = false;
	if (!logs->wraps)
		return logs->line_px + PAD_BELOW;
	measured.scene = NULL;
	draw_content(&measured, row, &cursor);
	if (logs->n_fields == 0 && (strnlen(row->body, logs->most_chars + 1) > logs->most_chars ||
				    cursor.n_lines > logs->most_lines)) {
		*is_cut = true;
		return logs->line_px * (double)(logs->most_lines + 1);
	}
	return logs->line_px * (double)cursor.n_lines + PAD_BELOW;
}

static void draw_more(const Logs *logs, double y)
{
	TextStyle style = { FONT_SANS, 12, 400, false, 12 * BUTTON_LETTER_SPACING_EM };

	scene_text(logs->scene, &(SceneText){ .text = "show more",
					      .x = logs->area.x + logs->area.width / 2,
					      .baseline_y = y + 3 + text_ascent_px(12),
					      .align = ALIGN_CENTER,
					      .style = style,
					      .color = logs->context->theme->primary_text });
}

static double draw_row(const Logs *logs, const LogRow *row, double y)
{
	Cursor cursor = cursor_at(logs, y);
	bool is_cut;
	double height = row_height(logs, row, &is_cut);
	double shown = is_cut ? height - logs->line_px : height;

	if (y + height < logs->area.y)
		return height;
	scene_push_clip_rect(logs->scene, (Rect){ logs->area.x, y, logs->area.width, shown });
	draw_marks(logs, row, y);
	draw_content(logs, row, &cursor);
	scene_pop_clip(logs->scene);
	if (is_cut)
		draw_more(logs, y + shown);
	return height;
}

/* --- The panel --- */

static double measure(const Logs *logs, size_t n_chars)
{
	return logs->char_px * (double)n_chars;
}

/* Columns are as wide as their longest text, by the number of its characters. */
static void set_columns(Logs *logs)
{
	size_t level = 0, fields[MAX_FIELDS] = { 0 };

	for (size_t i = 0; i < logs->rows.n; i++) {
		const LogRow *row = &logs->rows.items[i];

		level = MAX(level, strlen(log_level_text(row->level)));
		for (size_t f = 0; f < logs->n_fields; f++) {
			const char *text = is_body_name(logs->fields[f])
						   ? row->body
						   : labels_get(&row->labels, logs->fields[f]);

			if (!text)
				text = field_text(logs, row, logs->fields[f]);
			fields[f] = MAX(fields[f], strnlen(text, most_bytes(logs)));
		}
		logs->has_errors =
			logs->has_errors || labels_get(&row->labels, "__error__") != NULL;
		logs->has_sampled = logs->has_sampled ||
				    labels_get(&row->labels, "__adaptive_logs_sampled__") != NULL;
	}
	logs->level_px = js_round(measure(logs, level));
	logs->time_px = js_round(
		measure(logs, strlen("2006-01-02 15:04:05.000") + (logs->has_nanos ? 6 : 0)));
	for (size_t f = 0; f < logs->n_fields; f++)
		logs->field_px[f] = js_round(measure(logs, fields[f]));
}

static void set_fields(Logs *logs)
{
	json_object *names = json_get_array(logs->context->options, "displayedFields");

	for (size_t i = 0; names && i < json_object_array_length(names); i++) {
		json_object *name = json_object_array_get_idx(names, i);

		if (logs->n_fields < MAX_FIELDS && json_object_is_type(name, json_type_string))
			logs->fields[logs->n_fields++] = json_object_get_string(name);
	}
}

/* Longer lines than two thirds of the window are cut. */
static void set_limits(Logs *logs)
{
	const double part = 1.5;
	double window_px = rect_bottom(logs->area) + PAGE_BELOW;
	double width = fmax(1, rect_right(logs->area) - logs->text_left);

	logs->most_lines = (size_t)fmax(1, js_round(window_px / logs->line_px / part));
	logs->most_chars = (size_t)(width / logs->char_px) * logs->most_lines;
}

static Logs logs_of(const PanelContext *context, Rect area, Scene *scene)
{
	json_object *options = context->options;
	bool is_small = strcmp(json_get_text(options, "fontSize", ""), "small") == 0;
	const char *strategy = json_get_text(options, "dedupStrategy", "none");
	Logs logs = {
		.context = context,
		.scene = scene,
		.area = area,
		.rows = log_rows(context),
		.highlighter = log_highlighter_new(context->arena),
		.font_px = is_small ? 12 : 14,
		.line_px = is_small ? 18 : 22,
		.wraps = json_get_bool(options, "wrapLogMessage", false),
		.has_time = json_get_bool(options, "showTime", false),
		.has_nanos = strcmp(json_get_text(options, "timestampResolution", ""), "ns") == 0,
		.has_labels = json_get_bool(options, "showLabels", false),
		.indents = json_get_bool(options, "prettifyLogMessage", false),
		.highlights = json_get_bool(options, "syntaxHighlighting", true),
		.has_duplicates = strcmp(strategy, "none") != 0,
	};

	if (json_get_bool(options, "showControls", false))
		logs.area.width = fmax(0, logs.area.width - CONTROLS_PX);
	TextStyle style = mono(&logs, 400);

	logs.char_px = text_width(context->text, &style, "e");
	set_fields(&logs);
	set_columns(&logs);
	logs.text_left = area.x + MENU_LEFT + MENU_PX + ICON_GAP +
			 (logs.has_duplicates ? DUPLICATES_PX + ICON_GAP : 0) +
			 (logs.has_errors ? MARK_PX + ICON_GAP : 0) +
			 (logs.has_sampled ? MARK_PX + ICON_GAP : 0);
	set_limits(&logs);
	return logs;
}

/* Ascending lists stand at their end: the first row that is seen, and where it begins. */
static size_t first_at_end(const Logs *logs, double *y)
{
	double height = 0;
	size_t first = logs->rows.n;
	bool is_cut;

	while (first > 0 && height < logs->area.height)
		height += row_height(logs, &logs->rows.items[--first], &is_cut);
	*y = height > logs->area.height ? rect_bottom(logs->area) - height : logs->area.y;
	return first;
}

static bool logs_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	const Logs logs = logs_of(context, area, scene);
	const char *order = json_get_text(context->options, "sortOrder", "Descending");
	double y = area.y;
	size_t first = 0;

	if (logs.rows.n == 0) {
		message_layout(scene, context->text, context->theme, area,
			       missing_data_text(context, (DataNeeds){ .string = true }));
		return true;
	}
	if (strcmp(order, "Ascending") == 0 && !context->shows_all_rows)
		first = first_at_end(&logs, &y);
	scene_push_clip_rect(scene, logs.area);
	for (size_t i = first; i < logs.rows.n && y < rect_bottom(area); i++)
		y += draw_row(&logs, &logs.rows.items[i], y);
	scene_pop_clip(scene);
	return true;
}

static double logs_height(const PanelContext *context, double width_px, double most_px)
{
	const Logs logs = logs_of(context, (Rect){ 0, 0, width_px, most_px }, NULL);
	double height = 0;
	bool is_cut;

	for (size_t i = 0; i < logs.rows.n && height < most_px; i++)
		height += row_height(&logs, &logs.rows.items[i], &is_cut);
	return fmin(height, most_px);
}

const PanelType panel_logs = {
	.id = "logs",
	.layout = logs_layout,
	.full_height = logs_height,
};
