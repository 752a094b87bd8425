#include "renderer/panel/code-view.h"

#include <math.h>
#include <string.h>

#include "renderer/panel/code-colors.h"
#include "renderer/panel/code-indent.h"
#include "renderer/panel/formatted-text.h"

enum {
	CODE_PX = 14,
	LINE_PX = 19,
	PAD_TOP = 4,
	RADIUS = 6,
	TAB_SIZE = 2,
	MAX_COLUMNS = 2000,
	GAP = 8,      // before the code
	FOLD_PX = 16, // a column for folding, beside numbers
	NUMBER_COLUMNS = 4,
	NUMBER_DROP_PX = 1, // below the code's baseline
	CURSOR_LINE_PX = 2, // the frame of the line that the cursor is in: the first
};

static TextStyle code_style(void)
{
	return (TextStyle){ .family = FONT_MONO, .size_px = CODE_PX, .weight = 400 };
}

static void draw_frame(const Theme *theme, Scene *scene, Rect area)
{
	Color border = color_over(theme->border_medium, theme->background_primary);

	scene_fill_round_rect(scene, area, RADIUS, PAINT_COLOR(border));
	scene_fill_round_rect(scene, rect_inset(area, 1), RADIUS - 1,
			      PAINT_COLOR(theme->background_primary));
}

/* A line as far as it may be seen, with tabs as blanks up to the next stop. */
static char *expand_tabs(const char *line)
{
	GString *out = g_string_new(NULL);
	int column = 0;

	for (const char *at = line; *at && column < MAX_COLUMNS; at = g_utf8_next_char(at)) {
		int n_blanks = *at == '\t' ? TAB_SIZE - column % TAB_SIZE : 0;

		if (n_blanks == 0 && *at != '\r')
			g_string_append_unichar(out, g_utf8_get_char(at));
		for (int i = 0; i < n_blanks; i++)
			g_string_append_c(out, ' ');
		column += n_blanks ? n_blanks : 1;
	}
	return g_string_free(out, FALSE);
}

static void draw_line(const PanelContext *context, Scene *scene, CodeColors *colors,
		      const char *line, double x, double top)
{
	g_autofree char *text = expand_tabs(line);
	const TextStyle style = code_style();
	Color color;

	for (const char *at = text; *at;) {
		size_t n = code_colors_next(colors, at, &color);
		g_autofree char *stretch = g_strndup(at, n);

		scene_text(scene, &(SceneText){ .text = stretch,
						.x = x,
						.baseline_y = line_baseline(top, LINE_PX, CODE_PX),
						.style = style,
						.color = color });
		x += text_width(context->text, &style, stretch);
		at += n;
	}
}

static Color number_color(const Theme *theme, bool is_current)
{
	if (theme->is_dark)
		return is_current ? COLOR_RGB(0xc6c6c6) : COLOR_RGB(0x858585);
	return is_current ? COLOR_RGB(0x0b216f) : COLOR_RGB(0x237893);
}

static void draw_number(const Theme *theme, Scene *scene, size_t number, double right, double top)
{
	char text[24];

	g_snprintf(text, sizeof(text), "%zu", number);
	scene_text(scene, &(SceneText){ .text = text,
					.x = right,
					.align = ALIGN_RIGHT,
					.baseline_y = line_baseline(top, LINE_PX, CODE_PX) +
						      NUMBER_DROP_PX,
					.style = code_style(),
					.color = number_color(theme, number == 1) });
}

static void draw_cursor_line(const Theme *theme, Scene *scene, Rect line)
{
	Path *frame = path_new();

	path_rect(frame, line);
	path_rect(frame, rect_inset(line, CURSOR_LINE_PX));
	scene_take_fill(scene, frame,
			PAINT_COLOR(theme->is_dark ? COLOR_RGB(0x282828) : COLOR_RGB(0xeeeeee)),
			(FillStyle){ .is_even_odd = true });
}

/* Where the code stands. */
typedef struct {
	double x, top, digit;
	size_t n;
} Place;

static void draw_guides(const Theme *theme, Scene *scene, char *const *lines, const Place *place)
{
	int size = code_indent_size(lines, place->n);
	g_autofree int *guides = g_new0(int, place->n + 1);
	Paint paint = PAINT_COLOR(theme->is_dark ? COLOR_RGB(0x404040) : COLOR_RGB(0xd3d3d3));

	code_indent_guides(lines, place->n, size, guides);
	for (size_t i = 0; i < place->n; i++)
		for (int level = 0; level < MIN(guides[i], MAX_COLUMNS / size); level++)
			scene_fill_rect(scene,
					(Rect){ round(place->x + level * size * place->digit),
						place->top + (double)i * LINE_PX, 1, LINE_PX },
					paint);
}

/* How many columns the numbers of lines need. */
static int number_columns(const char *code)
{
	size_t n_lines = 1;
	int n = 1;

	for (const char *at = code; (at = strchr(at, '\n')); at++)
		n_lines++;
	for (; n_lines >= 10; n_lines /= 10)
		n++;
	return MAX(n, NUMBER_COLUMNS);
}

void code_view_layout(const PanelContext *context, const char *code, const char *language,
		      bool has_numbers, Rect area, Scene *scene)
{
	CodeColors colors = code_colors_begin(language, context->theme);
	TextStyle style = code_style();
	Rect inside = rect_inset(area, 1);
	Place place = { .digit = text_width(context->text, &style, "0"),
			.top = inside.y + PAD_TOP };
	double numbers_right = inside.x + round(number_columns(code) * place.digit);
	size_t most = inside.height > 0 ? (size_t)(inside.height / LINE_PX) + 1 : 0;
	g_autofree char *valid = g_utf8_make_valid(code, -1);
	g_auto(GStrv) lines = g_strsplit(valid, "\n", (gint)most + 1);

	place.x = has_numbers ? numbers_right + GAP + FOLD_PX : inside.x + GAP;
	place.n = MIN(g_strv_length(lines), most);
	draw_frame(context->theme, scene, area);
	scene_push_clip_rect(scene, inside);
	draw_cursor_line(context->theme, scene,
			 (Rect){ place.x, place.top, rect_right(inside) - place.x, LINE_PX });
	draw_guides(context->theme, scene, lines, &place);
	for (size_t i = 0; i < place.n; i++) {
		double top = place.top + (double)i * LINE_PX;

		draw_line(context, scene, &colors, lines[i], place.x, top);
		if (has_numbers)
			draw_number(context->theme, scene, i + 1, numbers_right, top);
	}
	scene_pop_clip(scene);
}
