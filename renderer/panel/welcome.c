#include "renderer/panel/line.h"
#include "renderer/panel/types.h"

#include <math.h>

/*
 * The banner of a new Grafana's home page: a greeting, and where help is found.
 *
 * Source: Grafana 12.3, plugins/panel/welcome/Welcome.tsx.
 */

enum {
	LARGE_PAGE = 992, // greeting and help stand side by side
	MEDIUM_PAGE = 769,
	SMALL_PAGE = 544,
	LINK_GAP = 16,
	TITLE_GAP = 8,
};

static const char *const links[] = { "Documentation", "Tutorials", "Community", "Public Slack" };

typedef struct {
	const PanelContext *context;
	Scene *scene;
	LineLook title, help, link;
	bool has_help; // the words before the links
	double link_gap;
} Banner;

static Banner banner_of(const PanelContext *context, Scene *scene)
{
	double page = context->page_width_px;
	bool is_medium = page < MEDIUM_PAGE, is_small = page < SMALL_PAGE;

	return (Banner){
		.context = context,
		.scene = scene,
		.title = line_heading(context, 1, is_small ? 22 : is_medium ? 24 : 0),
		.help = line_heading(context, 3, is_medium ? 18 : 0),
		.link = { .size_px = 14,
			  .line_px = 22,
			  .weight = 400,
			  .color = context->theme->text_primary,
			  .is_underlined = true },
		.has_help = !is_small,
		.link_gap = is_small ? LINK_GAP / 2.0 : LINK_GAP,
	};
}

static double help_width(const Banner *banner)
{
	const char *words = "Need help?";

	return banner->has_help ? line_width(banner->context, &banner->help, words) + LINK_GAP : 0;
}

static double links_width(const Banner *banner)
{
	double width = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(links); i++)
		width += line_width(banner->context, &banner->link, links[i]) + banner->link_gap;
	return width;
}

/* Where they do not fit they go on below; returns the number of lines. */
static int place_links(const Banner *banner, Rect box, bool draws)
{
	double x = box.x, y = box.y;
	int n_lines = 1;

	for (size_t i = 0; i < G_N_ELEMENTS(links); i++) {
		double width = line_width(banner->context, &banner->link, links[i]);

		if (x > box.x && x + width + banner->link_gap > rect_right(box) + 0.01) {
			x = box.x;
			y += banner->link.line_px;
			n_lines++;
		}
		if (draws)
			line_draw(banner->context, banner->scene, &banner->link, links[i], x, y);
		x += width + banner->link_gap;
	}
	return n_lines;
}

/* The words and the first line of links share their baseline. */
static double help_height(const Banner *banner, double width)
{
	double before = help_width(banner);
	double ascent = line_ascent(&banner->link);
	double below = banner->link.line_px *
			       place_links(banner, (Rect){ 0, 0, width - before, 0 }, false) -
		       ascent;

	if (banner->has_help) {
		below = fmax(below, banner->help.line_px - line_ascent(&banner->help));
		ascent = fmax(ascent, line_ascent(&banner->help));
	}
	return ascent + below;
}

static void draw_help(const Banner *banner, Rect box)
{
	double before = help_width(banner), link_ascent = line_ascent(&banner->link);
	double baseline = box.y + (banner->has_help ? fmax(link_ascent, line_ascent(&banner->help))
						    : link_ascent);

	if (banner->has_help)
		line_draw(banner->context, banner->scene, &banner->help, "Need help?", box.x,
			  baseline - line_ascent(&banner->help));
	place_links(banner,
		    (Rect){ box.x + before, baseline - link_ascent, box.width - before, 0 }, true);
}

static bool welcome_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	const char *title = "Welcome to Grafana";
	const Banner banner = banner_of(context, scene);
	bool is_row = context->page_width_px >= LARGE_PAGE;
	double pad = context->page_width_px < SMALL_PAGE ? 8 : 24;
	Rect box = { area.x + pad, area.y, fmax(0, area.width - 2 * pad), area.height };
	double title_px = is_row ? line_width(context, &banner.title, title) : 0;
	double width = fmin(fmax(0, box.width - title_px),
			    help_width(&banner) + links_width(&banner));
	double height = help_height(&banner, width), middle = area.y + area.height / 2;
	double both = banner.title.line_px + TITLE_GAP + height;

	scene_push_clip_rect(scene, area);
	line_draw(context, scene, &banner.title, title, box.x,
		  is_row ? middle - banner.title.line_px / 2 : middle - both / 2);
	draw_help(&banner, is_row ? (Rect){ rect_right(box) - width, middle - height / 2, width,
					    height }
				  : (Rect){ box.x, middle + both / 2 - height, width, height });
	scene_pop_clip(scene);
	return true;
}

const PanelType panel_welcome = {
	.id = "welcome",
	.has_no_padding = true,
	.layout = welcome_layout,
};
