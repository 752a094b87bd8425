#include "renderer/panel/log-line.h"

#include "renderer/data/moment.h"
#include "renderer/panel/icon.h"
#include "renderer/panel/log-ansi.h"
#include "renderer/panel/log-text.h"

#include <math.h>
#include <string.h>

/*
 * A line of a log, which is a row of several lines where it wraps.
 *
 * Source: Grafana 12.3, features/logs/components/panel/LogLine.tsx; distances measured on pictures.
 */

enum {
	MENU_LEFT = 4,
	MENU_PX = 16,
	ICON_GAP = 4,
	DUPLICATES_PX = 36,
	MARK_PX = 16,
	MARK_ICON_PX = 12,
	FIELD_GAP = 12,
	PAD_BELOW = 6,
};

/* --- Looks --- */

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

static LogLook token_look(const Theme *theme, LogTokenKind kind)
{
	const double faint = 0.9;
	Color secondary = theme->text_secondary;

	switch (kind) {
	case LOG_TOKEN_LABEL:
	case LOG_TOKEN_KEY:
		return (LogLook){ .weight = 500, .color = secondary };
	case LOG_TOKEN_JSON_KEY:
		return (LogLook){ .weight = 500,
				  .color = color_with_alpha(secondary, secondary.alpha * faint) };
	case LOG_TOKEN_VALUE:
		return (LogLook){ .weight = 400, .color = theme->success_text };
	case LOG_TOKEN_METHOD:
		return (LogLook){ .weight = 400, .color = info_shade(theme) };
	case LOG_TOKEN_MATCH:
		return (LogLook){ .weight = 400,
				  .color = theme_contrast_text(theme, theme->warning_main),
				  .background = theme->warning_main };
	case LOG_TOKEN_PLAIN:
		break;
	}
	return (LogLook){ .weight = 400, .color = theme->text_primary };
}

static LogLook ansi_look(const Theme *theme, const AnsiSpan *span)
{
	return (LogLook){
		.weight = span->is_bold ? 700 : 400,
		.color = span->has_color  ? span->color
			 : span->is_faint ? theme->text_secondary
					  : theme->text_primary,
		.background = span->background,
		.is_italic = span->is_italic,
		.is_underlined = span->is_underlined,
	};
}

/* --- The text --- */

static const char *time_text(const LogLines *lines, const LogRow *row)
{
	const PanelContext *context = lines->flow.context;
	char text[64];

	moment_format(row->time_ms, context->zone, "YYYY-MM-DD HH:mm:ss.SSS", text, sizeof(text));
	if (!lines->has_nanos)
		return arena_strdup(context->arena, text);
	return arena_printf(context->arena, "%s%06d", text, CLAMP(row->nanos, 0, 999999));
}

static const char *level_word(const LogLines *lines, LogLevel level)
{
	g_autofree char *upper = g_ascii_strup(log_level_text(level), -1);

	return arena_strdup(lines->flow.context->arena, upper);
}

/* What can be seen of a text at most. */
static size_t most_bytes(const LogFlow *flow)
{
	enum { BYTES_A_CHAR = 4, MARGIN = 256 };
	double per_line = flow->area.width / flow->char_px;
	double n_lines = flow->wraps ? flow->area.height / flow->line_px + 2 : 1;

	return (size_t)(per_line * fmax(1, n_lines)) * BYTES_A_CHAR + MARGIN;
}

static void draw_ansi(const LogFlow *flow, const char *text, LogCursor *cursor)
{
	AnsiReader reader = { .at = text };
	AnsiSpan span;

	while (ansi_next(&reader, &span)) {
		const LogLook look = ansi_look(flow->context->theme, &span);

		log_flow_span(flow, cursor, span.text, span.length, &look);
	}
}

static void draw_tokens(const LogLines *lines, const LogRow *row, const LogText *line,
			LogCursor *cursor)
{
	const Theme *theme = lines->flow.context->theme;
	LogTokens tokens = log_tokens(lines->highlighter, row, line->text, line->is_json);

	for (size_t i = 0; i < tokens.n; i++) {
		const LogLook look = token_look(theme, tokens.items[i].kind);

		log_flow_span(&lines->flow, cursor, tokens.items[i].text, tokens.items[i].length,
			      &look);
	}
}

/* A line that has colours itself gets no others. */
static void draw_body(const LogLines *lines, const LogRow *row, LogCursor *cursor)
{
	const LogFlow *flow = &lines->flow;
	const LogLook plain = token_look(flow->context->theme, LOG_TOKEN_PLAIN);
	LogText line = log_text(flow->context->arena, row->body, flow->wraps, lines->indents,
				most_bytes(flow));

	if (line.has_colors)
		draw_ansi(flow, line.text, cursor);
	else if (lines->highlights && flow->scene)
		draw_tokens(lines, row, &line, cursor);
	else
		log_flow_text(flow, cursor, line.text, &plain);
}

const char *log_line_field(const LogLines *lines, const LogRow *row, const char *name)
{
	const LogFlow *flow = &lines->flow;
	Arena *arena = flow->context->arena;
	const char *text = labels_get(&row->labels, name);

	for (size_t i = 0; !text && i < row->frame->n_fields; i++) {
		const Field *field = &row->frame->fields[i];

		if (g_strcmp0(field->name, name) == 0)
			text = value_to_text(arena, field_value(row->frame, field, row->row));
	}
	return log_plain_text(arena, text ? text : "", flow->wraps, most_bytes(flow));
}

bool log_line_is_body(const char *name)
{
	return strcmp(name, "___LOG_LINE_BODY___") == 0;
}

/* --- Its parts in a row --- */

/* Fields have columns where lines do not wrap, else they follow each other. */
static void end_field(const LogFlow *flow, LogCursor *cursor, double start, double column_px)
{
	if (!flow->wraps && column_px > 0)
		cursor->x = start + column_px;
	cursor->x += FIELD_GAP;
}

static void draw_fields(const LogLines *lines, const LogRow *row, LogCursor *cursor)
{
	const LogFlow *flow = &lines->flow;
	const LogLook plain = token_look(flow->context->theme, LOG_TOKEN_PLAIN);

	if (lines->n_fields == 0)
		draw_body(lines, row, cursor);
	for (size_t i = 0; i < lines->n_fields; i++) {
		double start = cursor->x;

		if (log_line_is_body(lines->fields[i]))
			draw_body(lines, row, cursor);
		else
			log_flow_text(flow, cursor, log_line_field(lines, row, lines->fields[i]),
				      &plain);
		end_field(flow, cursor, start, lines->field_px[i]);
	}
}

static void draw_content(const LogLines *lines, const LogRow *row, LogCursor *cursor)
{
	const LogFlow *flow = &lines->flow;
	const Theme *theme = flow->context->theme;
	const LogLook time = { .weight = 400, .color = theme->text_disabled };
	const LogLook level = { .weight = 500, .color = level_color(theme, row->level) };
	double start = cursor->x;

	if (lines->has_time) {
		log_flow_text(flow, cursor, time_text(lines, row), &time);
		end_field(flow, cursor, start, lines->time_px);
	}
	start = cursor->x;
	if (row->level != LOG_UNKNOWN || !flow->wraps) {
		log_flow_text(flow, cursor, level_word(lines, row->level), &level);
		end_field(flow, cursor, start, lines->level_px);
	}
	if (lines->has_labels) {
		log_labels_draw(lines, row, cursor);
		cursor->x += FIELD_GAP;
	}
	draw_fields(lines, row, cursor);
}

/* --- Marks before it --- */

double log_line_text_left(const LogLines *lines)
{
	return lines->flow.area.x + MENU_LEFT + MENU_PX + ICON_GAP +
	       (lines->has_duplicates ? DUPLICATES_PX + ICON_GAP : 0) +
	       (lines->has_errors ? MARK_PX + ICON_GAP : 0) +
	       (lines->has_sampled ? MARK_PX + ICON_GAP : 0);
}

static void draw_duplicates(const LogFlow *flow, const LogRow *row, double x, double y)
{
	const PanelContext *context = flow->context;

	scene_text(flow->scene,
		   &(SceneText){ .text = arena_printf(context->arena, "%zux", row->duplicates + 1),
				 .x = x + DUPLICATES_PX / 2.0,
				 .baseline_y = log_flow_baseline(flow, y),
				 .align = ALIGN_CENTER,
				 .style = log_flow_style(flow, 400),
				 .color = context->theme->text_primary });
}

static void draw_marks(const LogLines *lines, const LogRow *row, double y)
{
	const LogFlow *flow = &lines->flow;
	const Theme *theme = flow->context->theme;
	double x = flow->area.x + MENU_LEFT;
	Rect mark = { 0, y + (flow->line_px - MARK_ICON_PX) / 2 - 1, MARK_ICON_PX, MARK_ICON_PX };

	icon_layout(flow->scene, "ellipsis-v",
		    (Rect){ x, y + (flow->line_px - MENU_PX) / 2, MENU_PX, MENU_PX },
		    theme->text_primary);
	x += MENU_PX + ICON_GAP;
	if (lines->has_duplicates) {
		if (row->duplicates)
			draw_duplicates(flow, row, x, y);
		x += DUPLICATES_PX + ICON_GAP;
	}
	mark.x = x;
	if (lines->has_errors) {
		if (labels_get(&row->labels, "__error__"))
			icon_layout(flow->scene, "exclamation-triangle", mark, theme->warning_main);
		mark.x += MARK_PX + ICON_GAP;
	}
	if (lines->has_sampled && labels_get(&row->labels, "__adaptive_logs_sampled__"))
		icon_layout(flow->scene, "info-circle", mark, theme->primary_main);
}

/* --- All of it --- */

static LogCursor cursor_at(const LogLines *lines, double y)
{
	return (LogCursor){ .x = lines->text_left,
			    .y = y,
			    .left = lines->text_left,
			    .right = rect_right(lines->flow.area),
			    .n_lines = 1 };
}

/* What the browser counts are characters and line breaks, not the lines that they take. */
static bool is_cut(const LogLines *lines, const LogRow *row)
{
	size_t n_chars = 0, n_breaks = 0;

	if (!lines->flow.wraps)
		return false;
	if (lines->n_fields == 0) {
		LogText line = log_text(lines->flow.context->arena, row->body, true,
					lines->indents, most_bytes(&lines->flow));

		log_text_count(line.text, &n_chars, &n_breaks);
	}
	for (size_t i = 0; i < lines->n_fields; i++)
		log_text_count(log_line_is_body(lines->fields[i])
				       ? row->body
				       : log_line_field(lines, row, lines->fields[i]),
			       &n_chars, &n_breaks);
	return n_chars >= lines->most_chars || n_breaks >= lines->most_lines;
}

static double height_of(const LogLines *lines, const LogRow *row, bool cuts)
{
	LogLines measured = *lines;
	LogCursor cursor = cursor_at(lines, 0);

	if (!lines->flow.wraps)
		return lines->flow.line_px + PAD_BELOW;
	if (cuts)
		return lines->flow.line_px * (double)(lines->most_lines + 1);
	measured.flow.scene = NULL;
	draw_content(&measured, row, &cursor);
	return lines->flow.line_px * (double)cursor.n_lines + PAD_BELOW;
}

double log_line_height(const LogLines *lines, const LogRow *row)
{
	return height_of(lines, row, is_cut(lines, row));
}

static void draw_more(const LogFlow *flow, double y)
{
	enum { FONT_PX = 12 };
	TextStyle style = { FONT_SANS, FONT_PX, 400, false, FONT_PX * BUTTON_LETTER_SPACING_EM };

	scene_text(flow->scene, &(SceneText){ .text = "show more",
					      .x = flow->area.x + flow->area.width / 2,
					      .baseline_y = y + 3 + text_ascent_px(FONT_PX),
					      .align = ALIGN_CENTER,
					      .style = style,
					      .color = flow->context->theme->primary_text });
}

double log_line_draw(const LogLines *lines, const LogRow *row, double y)
{
	const LogFlow *flow = &lines->flow;
	LogCursor cursor = cursor_at(lines, y);
	bool cuts = is_cut(lines, row);
	double height = height_of(lines, row, cuts);
	double shown = cuts ? height - flow->line_px : height;

	if (y + height < flow->area.y)
		return height;
	scene_push_clip_rect(flow->scene, (Rect){ flow->area.x, y, flow->area.width, shown });
	draw_marks(lines, row, y);
	draw_content(lines, row, &cursor);
	scene_pop_clip(flow->scene);
	if (cuts)
		draw_more(flow, y + shown);
	return height;
}
