#include "renderer/css-gradient.h"
#include "renderer/json.h"
#include "renderer/panel/button.h"
#include "renderer/panel/icon.h"
#include "renderer/panel/line.h"
#include "renderer/panel/types.h"
#include "renderer/text-lines.h"

#include <math.h>
#include <string.h>

/*
 * The first steps with a new Grafana, as cards. Which tutorial was read is known to a browser
 * only, so the page with the first steps is the one that is drawn.
 *
 * Source: Grafana 12.3, plugins/panel/gettingstarted.
 */

enum {
	LARGEST_PAGE = 1440,
	LARGER_PAGE = 1200,
	LARGE_PAGE = 992,
	MEDIUM_PAGE = 769,
	SMALL_PAGE = 544,
	LINE = 22,
	BORDER = 1,
	PAD = 16,
	PAD_TOP = 32,
	BUTTON = 32,
	BUTTON_GAP = 8,
	BUTTON_RIGHT = 2, // of the panel's content
	LEFT = 24,
	INFO = 172,
	INFO_GAP = 32,
	TITLE_GAP = 16,
	TALLEST_CARD = 230,
	TUTORIAL = 460,
	LEARN = 39, // what a card has at its lower end, with the line above
	RADIUS = 12,
	MAX_LINES = 40,
	N_CARDS = 3,
};

#define INFO_COLOR COLOR_RGB(0x5794f2)
#define TODO_COLOR COLOR_RGB(0xffb357)

typedef struct {
	bool is_tutorial, is_done;
	const char *heading, *title, *info;
	double least_px, wanted_px, margin_px; // widths
	double width_px;
	bool is_fixed; // it gives way no further
} Card;

typedef struct {
	const PanelContext *context;
	Scene *scene;
	double page_px;
} Steps;

static LineLook text_look(Color color)
{
	return (LineLook){ .size_px = 14, .line_px = LINE, .weight = 400, .color = color };
}

static LineLook title_look(const Steps *steps)
{
	return line_heading(steps->context, 4, 0);
}

/* Draws where there is a scene; returns the height. */
static double paragraph(const Steps *steps, Scene *scene, const LineLook *look, const char *text,
			Rect box)
{
	const TextStyle style = { FONT_SANS, look->size_px, look->weight, false,
				  look->has_own_spacing ? look->letter_spacing_px
							: BODY_LETTER_SPACING };
	g_auto(GStrv) lines =
		text_lines(steps->context->text, &style, text, fmax(1, box.width), MAX_LINES);
	size_t n = 0;

	for (; lines[n]; n++)
		if (scene)
			line_draw(steps->context, scene, look, lines[n], box.x,
				  box.y + look->line_px * (double)n);
	return look->line_px * (double)n;
}

/* --- Widths --- */

static double card_padding(void)
{
	return 2 * (PAD + BORDER);
}

static void set_widths(const Steps *steps, Card *card)
{
	const LineLook title = title_look(steps), text = text_look(COLOR_TRANSPARENT);
	double page = steps->page_px;

	card->margin_px = page < LARGEST_PAGE ? PAD : 2 * PAD;
	if (card->is_tutorial) {
		card->least_px = page < LARGE_PAGE ? 272 : page < LARGER_PAGE ? 368 : TUTORIAL;
		card->wanted_px = TUTORIAL;
	} else {
		card->least_px = page < MEDIUM_PAGE ? 192 : 230;
		card->wanted_px = fmax(line_width(steps->context, &title, card->title),
				       line_width(steps->context, &text, card->heading)) +
				  card_padding();
		card->wanted_px = fmax(card->wanted_px, card->least_px);
	}
	card->width_px = card->wanted_px;
}

/* Cards that are too wide together give way by their width, each down to its least. */
static void shrink(Card *cards, double room)
{
	for (int round = 0; round < N_CARDS; round++) {
		double over = -room, weight = 0;

		for (size_t i = 0; i < N_CARDS; i++) {
			cards[i].width_px =
				cards[i].is_fixed ? cards[i].least_px : cards[i].wanted_px;
			over += cards[i].width_px + cards[i].margin_px;
			weight += cards[i].is_fixed ? 0 : cards[i].wanted_px - card_padding();
		}
		if (over <= 0 || weight <= 0)
			return;
		for (size_t i = 0; i < N_CARDS; i++) {
			double part = (cards[i].wanted_px - card_padding()) / weight;

			if (cards[i].is_fixed)
				continue;
			cards[i].width_px -= over * part;
			cards[i].is_fixed = cards[i].width_px < cards[i].least_px;
		}
	}
	for (size_t i = 0; i < N_CARDS; i++)
		cards[i].width_px = fmax(cards[i].width_px, cards[i].least_px);
}

/* --- A card --- */

/* Texts from the top; returns the height of all of it. */
static double card_content(const Steps *steps, Scene *scene, const Card *card, Rect box)
{
	const Theme *theme = steps->context->theme;
	const LineLook title = title_look(steps), text = text_look(theme->text_primary);
	const LineLook heading = text_look(card->is_tutorial ? theme->primary_text
					   : card->is_done   ? INFO_COLOR
							     : TODO_COLOR);
	Rect at = { box.x + BORDER + PAD, box.y + BORDER + PAD, box.width - card_padding(), 0 };
	const char *words = card->is_done ? "COMPLETE" : card->heading;

	if (card->is_tutorial)
		at.y += paragraph(steps, scene, &heading, "TUTORIAL", at);
	at.y += paragraph(steps, scene, &heading, words, at);
	at.y += card->is_tutorial ? TITLE_GAP / 2 : TITLE_GAP;
	at.y += paragraph(steps, scene, &title, card->title, at) + TITLE_GAP;
	if (card->info)
		at.y += paragraph(steps, scene, &text, card->info, at) + TITLE_GAP;
	return at.y - box.y + PAD + BORDER;
}

static void draw_face(const Steps *steps, const Card *card, Rect box)
{
	const Theme *theme = steps->context->theme;
	Color from = card->is_done   ? COLOR_RGB(0x5182cc)
		     : theme->is_dark ? COLOR_RGB(0xf05a28)
				      : COLOR_RGB(0xfbca0a);
	Color to = card->is_done   ? COLOR_RGB(0x245baf)
		   : theme->is_dark ? COLOR_RGB(0xfbca0a)
				    : COLOR_RGB(0xf05a28);
	Rect bar = { box.x + BORDER, box.y + BORDER, box.width - 2 * BORDER, 2 };
	const Gradient gradient = css_linear_gradient(bar, 90, from, to);
	Path *face = path_new(), *line = path_new();

	path_round_rect(face, box, 0, 0, RADIUS, RADIUS);
	scene_take_fill(steps->scene, face, PAINT_COLOR(theme->background_secondary),
			(FillStyle){ 0 });
	path_round_rect(line, rect_inset(box, 0.5), 0, 0, RADIUS - 0.5, RADIUS - 0.5);
	scene_take_stroke(steps->scene, line, PAINT_COLOR(theme->border_weak),
			  (StrokeStyle){ .width_px = BORDER });
	scene_fill_rect(steps->scene, bar, (Paint){ .gradient = &gradient });
}

static void draw_learn(const Steps *steps, Rect box)
{
	enum { ICON = 16 };
	const Theme *theme = steps->context->theme;
	const LineLook look = text_look(theme->text_primary);
	double top = rect_bottom(box) - BORDER - LEARN, x = box.x + BORDER + PAD;
	const char *text = "Learn how in the docs ";

	scene_fill_rect(steps->scene, (Rect){ box.x + BORDER, top, box.width - 2 * BORDER, BORDER },
			PAINT_COLOR(theme->border_weak));
	top += BORDER + PAD / 2.0;
	x += line_draw(steps->context, steps->scene, &look, text, x, top);
	icon_layout(steps->scene, "external-link-alt",
		    (Rect){ x, top + (LINE - ICON) / 2.0, ICON, ICON }, theme->text_primary);
}

static void draw_cards(const Steps *steps, Card *cards, Rect box)
{
	double tallest = 0, x = box.x;

	shrink(cards, box.width);
	for (size_t i = 0; i < N_CARDS; i++)
		tallest = fmax(tallest, card_content(steps, NULL, &cards[i],
						     (Rect){ 0, 0, cards[i].width_px, 0 }));
	tallest = fmin(tallest, TALLEST_CARD);
	scene_push_clip_rect(steps->scene, (Rect){ box.x, box.y, fmax(0, box.width), tallest });
	for (size_t i = 0; i < N_CARDS; i++) {
		Rect card = rect_snapped((Rect){ x, box.y, cards[i].width_px, tallest });

		draw_face(steps, &cards[i], card);
		card_content(steps, steps->scene, &cards[i], card);
		if (!cards[i].is_tutorial)
			draw_learn(steps, card);
		x += cards[i].width_px + cards[i].margin_px;
	}
	scene_pop_clip(steps->scene);
}

/* --- The panel --- */

/* What is written beside the cards gives way by its width, down to its longest word. */
static double info_width(const Steps *steps, double room, double gap)
{
	const LineLook look = text_look(COLOR_TRANSPARENT);
	double least = line_width(steps->context, &look, "installation.");

	return fmax(least, INFO - (INFO + gap) * INFO / (INFO + room));
}

static void draw_info(const Steps *steps, Rect box)
{
	const double gap_em = 0.45;
	const LineLook text = text_look(steps->context->theme->text_primary);
	LineLook title = line_heading(steps->context, 2, 0);

	title.color = INFO_COLOR;
	line_draw(steps->context, steps->scene, &title, "Basic", box.x, box.y);
	box.y += title.line_px + gap_em * title.size_px;
	paragraph(steps, steps->scene, &text,
		  "The steps below will guide you to quickly finish setting up your Grafana "
		  "installation.",
		  box);
}

static void draw_step(const Steps *steps, Card *cards, Rect box)
{
	const double part = 0.95, gap_part = 0.05;
	bool is_largest = steps->page_px >= LARGEST_PAGE, has_info = steps->page_px >= SMALL_PAGE;
	double left = is_largest ? 0 : LEFT, room = (box.width - left) * part;
	double gap = is_largest ? room * gap_part : INFO_GAP;
	double info = info_width(steps, room, gap);
	double x = is_largest ? box.x + (box.width - room) / 2 : box.x + left;

	if (has_info)
		draw_info(steps, (Rect){ x, box.y, info, 0 });
	if (!has_info)
		info = gap = 0;
	draw_cards(steps, cards, (Rect){ x + info + gap, box.y, room - info - gap, 0 });
}

static void draw_buttons(const Steps *steps, Rect area, Rect inside)
{
	const char *text = "Remove this panel";
	LineLook look = text_look(steps->context->theme->text_primary);
	const Button forward = { .icon = "angle-right", .height_px = BUTTON };

	look.weight = 500;
	look.is_underlined = true;
	line_draw(steps->context, steps->scene, &look, text,
		  rect_right(inside) - PAD - line_width(steps->context, &look, text),
		  inside.y + (BUTTON - LINE) / 2.0);
	button_draw(steps->scene, steps->context->text, steps->context->theme, &forward,
		    (Point){ rect_right(area) - BUTTON_RIGHT - BUTTON,
			     area.y + (area.height - BUTTON) / 2 });
}

static bool is_answered(const PanelContext *context, const char *name)
{
	json_object *list = answers_find(context->answers, name);

	return json_object_is_type(list, json_type_array) && json_object_array_length(list) > 0;
}

static bool gettingstarted_layout(const PanelContext *context, Rect area, Scene *scene,
				  GError **error)
{
	const Steps steps = { context, scene, context->page_width_px };
	Card cards[N_CARDS] = {
		{ .is_tutorial = true,
		  .heading = "DATA SOURCE AND DASHBOARDS",
		  .title = "Grafana fundamentals",
		  .info = "Set up and understand Grafana if you have no prior experience. This "
			  "tutorial guides you through the entire process and covers the \u201cData "
			  "source\u201d and \u201cDashboards\u201d steps to the right." },
		{ .heading = "DATA SOURCES",
		  .title = "Add your first data source",
		  .is_done = is_answered(context, "sources") },
		{ .heading = "DASHBOARDS",
		  .title = "Create your first dashboard",
		  .is_done = is_answered(context, "search") },
	};
	Rect inside = { area.x + PAD, area.y + PAD_TOP, fmax(0, area.width - 2 * PAD), 0 };

	for (size_t i = 0; i < N_CARDS; i++)
		set_widths(&steps, &cards[i]);
	scene_push_clip_rect(scene, area);
	draw_step(&steps, cards,
		  (Rect){ inside.x, inside.y + BUTTON + BUTTON_GAP, inside.width, 0 });
	draw_buttons(&steps, area, inside);
	scene_pop_clip(scene);
	return true;
}

const PanelType panel_gettingstarted = {
	.id = "gettingstarted",
	.layout = gettingstarted_layout,
};
