#include "renderer/data/moment.h"
#include "renderer/html/html-node.h"
#include "renderer/json.h"
#include "renderer/panel/line.h"
#include "renderer/panel/message.h"
#include "renderer/panel/types.h"

#include <math.h>
#include <string.h>

/*
 * A list of annotations: what happened, when, by whom, with which tags.
 *
 * Source: Grafana 12.3, plugins/panel/annolist.
 */

enum {
	MAX_EVENTS = 1000,
	MAX_TAGS = 20,
	MARGIN = 4,
	PAD = 8,
	RADIUS = 6,
	LINE_PX = 22,
	TAG_GAP = 6,
	TIME_GAP = 8,
	AVATAR_PX = 16,
	AVATAR_BOX = 24,
};

typedef struct {
	const PanelContext *context;
	Scene *scene;
	Rect area;
	bool has_user, has_time, has_tags;
} AnnoList;

/* One annotation as it is shown. */
typedef struct {
	const HtmlNode *text;
	const char *plain;
	const char *time; // or NULL
	const char *login; // or NULL
	const char *tags[MAX_TAGS];
	size_t n_tags;
} AnnoCard;

static LineLook heading_look(const AnnoList *list)
{
	return (LineLook){ .size_px = 14,
			   .line_px = LINE_PX,
			   .weight = 500,
			   .color = list->context->theme->text_primary };
}

static const char *plain_text(Arena *arena, const HtmlNode *html)
{
	g_autofree char *plain = text_collapse(html_plain_text(arena, html));

	return arena_strdup(arena, plain);
}

static const char *time_text(const AnnoList *list, json_object *event)
{
	const PanelContext *context = list->context;
	double time = json_get_number(event, "time", 0), end = json_get_number(event, "timeEnd", 0);
	char from[64], to[64];

	if (!list->has_time || time == 0)
		return NULL;
	moment_format(time, context->zone, "YYYY-MM-DD HH:mm:ss", from, sizeof(from));
	if (end == 0 || end == time)
		return arena_strdup(context->arena, from);
	moment_format(end, context->zone, "YYYY-MM-DD HH:mm:ss", to, sizeof(to));
	return arena_printf(context->arena, "%s    -    %s", from, to);
}

static AnnoCard card_of(const AnnoList *list, json_object *event)
{
	Arena *arena = list->context->arena;
	json_object *tags = list->has_tags ? json_get_array(event, "tags") : NULL;
	const char *login = json_get_text(event, "login", "");
	AnnoCard card = {
		.text = html_parse(arena, json_get_text(event, "text", "")),
		.time = time_text(list, event),
		.login = list->has_user && *login ? login : NULL,
	};

	card.plain = plain_text(arena, card.text);
	for (size_t i = 0; tags && i < json_object_array_length(tags) && i < MAX_TAGS; i++) {
		json_object *tag = json_object_array_get_idx(tags, i);

		if (json_object_is_type(tag, json_type_string))
			card.tags[card.n_tags++] = json_object_get_string(tag);
	}
	return card;
}

/* --- Drawing, from the right --- */

static double draw_tags(const AnnoList *list, const AnnoCard *card, double right, double middle)
{
	double width = 0;

	for (size_t i = 0; i < card->n_tags; i++)
		width += tag_width(list->context, card->tags[i]) + (i ? TAG_GAP : 0);
	double left = right - width, x = left;

	for (size_t i = 0; i < card->n_tags; i++)
		x += tag_draw(list->context, list->scene, card->tags[i], card->tags[i],
			      (Point){ x, middle - TAG_PX / 2.0 }) +
		     TAG_GAP;
	return left;
}

/* In place of the user's picture: a disc with the first letter of the name. */
static double draw_avatar(const AnnoList *list, const AnnoCard *card, double right, double middle)
{
	const Theme *theme = list->context->theme;
	const LineLook look = { .size_px = 10,
				.line_px = AVATAR_PX,
				.weight = 500,
				.color = theme->text_primary };
	g_autofree char *valid = g_utf8_make_valid(card->login, -1);
	g_autofree char *first = g_utf8_substring(valid, 0, 1);
	g_autofree char *letter = g_utf8_strup(first, -1);
	Point center = { right - AVATAR_BOX / 2.0, middle };
	Path *path = path_new();

	path_arc(path, center, AVATAR_PX / 2.0, 0, 2 * G_PI);
	scene_take_fill(list->scene, path, PAINT_COLOR(theme->border_strong), (FillStyle){ 0 });
	line_draw(list->context, list->scene, &look, letter,
		  center.x - line_width(list->context, &look, letter) / 2,
		  middle - AVATAR_PX / 2.0);
	return right - AVATAR_BOX;
}

/* Draws the texts of a tree one after the other, links in their colour; returns the right end. */
static double draw_texts(const AnnoList *list, const HtmlNode *node, Color color, double x,
			 double top)
{
	LineLook look = heading_look(list);

	look.color = color;
	if (node->text) {
		g_autofree char *text = text_collapse(node->text);
		bool has_space = g_ascii_isspace(node->text[0]) && node->previous;

		x += has_space ? line_width(list->context, &look, " ") : 0;
		x += line_draw(list->context, list->scene, &look, text, x, top);
		return g_str_has_suffix(node->text, " ") && node->next && *text
			       ? x + line_width(list->context, &look, " ")
			       : x;
	}
	if (strcmp(node->tag, "a") == 0)
		color = list->context->theme->text_link;
	for (const HtmlNode *child = node->first; child; child = child->next)
		x = draw_texts(list, child, color, x, top);
	return x;
}

static double draw_time(const AnnoList *list, const AnnoCard *card, double x, double middle)
{
	const LineLook look = { .size_px = 12,
				.line_px = LINE_PX,
				.weight = 400,
				.color = list->context->theme->text_secondary };

	return line_draw(list->context, list->scene, &look, card->time, x, middle - LINE_PX / 2.0);
}

/* Widths of what stands beside the heading. */
static double beside_width(const AnnoList *list, const AnnoCard *card)
{
	double width = card->login ? AVATAR_BOX : 0;

	if (card->time)
		width += line_width(list->context, &(LineLook){ .size_px = 12, .weight = 400 },
				    card->time) +
			 2 * TIME_GAP;
	for (size_t i = 0; i < card->n_tags; i++)
		width += tag_width(list->context, card->tags[i]) + (i ? TAG_GAP : 0);
	return width;
}

static double draw_card(const AnnoList *list, const AnnoCard *card, double y)
{
	enum { MAX_LINES = 20 };
	const LineLook look = heading_look(list);
	const TextStyle style = { FONT_SANS, 14, 500, false, BODY_LETTER_SPACING };
	Rect box = { list->area.x + MARGIN, y, list->area.width - 2 * MARGIN, 0 };
	double most = fmax(40, box.width - 2 * PAD - beside_width(list, card));
	double heading = line_width(list->context, &look, card->plain);
	bool is_wrapped = heading > most;
	g_auto(GStrv) lines =
		is_wrapped ? text_wrap(list->context->text, &style, card->plain, most) : NULL;
	size_t n_lines = lines ? CLAMP(g_strv_length(lines), 1, MAX_LINES) : 1;
	double inner = fmax(LINE_PX * (double)n_lines,
			    card->n_tags || card->login ? AVATAR_BOX : LINE_PX);
	double middle = y + PAD + inner / 2, x = box.x + PAD;
	double top = middle - LINE_PX * (double)n_lines / 2;

	box.height = inner + 2 * PAD;
	scene_fill_round_rect(list->scene, rect_snapped(box), RADIUS,
			      PAINT_COLOR(list->context->theme->background_secondary));
	double right = draw_tags(list, card, rect_right(box) - PAD, middle);

	if (card->login)
		draw_avatar(list, card, right, middle);
	for (size_t i = 0; is_wrapped && i < n_lines; i++)
		line_draw(list->context, list->scene, &look, lines[i], x,
			  top + LINE_PX * (double)i);
	if (!is_wrapped)
		draw_texts(list, card->text, look.color, x, top);
	if (card->time)
		draw_time(list, card, x + fmin(heading, most) + TIME_GAP, middle);
	return box.height;
}

static void draw_empty(const AnnoList *list)
{
	static const char text[] = "No annotations found";
	LineLook look = heading_look(list);

	look.weight = 400;
	line_draw(list->context, list->scene, &look, text,
		  list->area.x + (list->area.width - line_width(list->context, &look, text)) / 2,
		  list->area.y);
}

static bool annolist_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	json_object *events = answers_find(context->answers, "annotations");
	const AnnoList list = {
		.context = context,
		.scene = scene,
		.area = area,
		.has_user = json_get_bool(context->options, "showUser", true),
		.has_time = json_get_bool(context->options, "showTime", true),
		.has_tags = json_get_bool(context->options, "showTags", true),
	};
	size_t n = json_object_is_type(events, json_type_array)
			   ? MIN(json_object_array_length(events), MAX_EVENTS)
			   : 0;
	double y = area.y + MARGIN;

	scene_push_clip_rect(scene, area);
	if (n == 0 && !answers_failure(context->answers))
		draw_empty(&list);
	for (size_t i = 0; i < n && y < rect_bottom(area); i++) {
		const AnnoCard card = card_of(&list, json_object_array_get_idx(events, i));

		y += draw_card(&list, &card, y) + MARGIN;
	}
	scene_pop_clip(scene);
	return true;
}

const PanelType panel_annolist = {
	.id = "annolist",
	.layout = annolist_layout,
};
