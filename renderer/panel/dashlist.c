#include "renderer/data/collate.h"
#include "renderer/json.h"
#include "renderer/panel/icon.h"
#include "renderer/panel/line.h"
#include "renderer/panel/message.h"
#include "renderer/panel/types.h"

#include <stdlib.h>
#include <string.h>

/*
 * Lists of dashboards: starred, visited, found.
 *
 * Source: Grafana 12.3, plugins/panel/dashlist/DashList.tsx; distances measured on pictures.
 */

enum {
	MAX_ITEMS = 1000,
	GROUP_PAD = 4,
	GROUP_GAP = 16,
	HEADING_PAD_X = 8,
	HEADING_PAD_Y = 2,
	MARGIN = 8,
	PAD = 8,
	LINE_PX = 22,
	FOLDER_LINE_PX = 18,
	BUTTON_PX = 32,
	BUTTON_WIDTH = 36,
	STAR_PX = 18,
};

typedef struct {
	const PanelContext *context;
	Scene *scene;
	Rect area;
	double y;
	bool has_headings, has_folders;
} DashList;

typedef struct {
	const char *title;
	const char *folder;
	bool is_starred;
} DashItem;

/* Old panels have their options, by other names, beside them. */
static bool list_option(const PanelContext *context, const char *key, const char *old_key,
			bool fallback)
{
	json_object *value = json_get(context->options, key);

	if (!value)
		value = json_get(context->panel->json, old_key);
	return value ? json_object_get_boolean(value) : fallback;
}

static int compare_title(const void *left, const void *right)
{
	return collate_texts(((const DashItem *)left)->title, ((const DashItem *)right)->title,
			     false);
}

static DashItem *items_of(const PanelContext *context, json_object *list, size_t *n)
{
	*n = json_object_is_type(list, json_type_array)
		     ? MIN(json_object_array_length(list), MAX_ITEMS)
		     : 0;
	DashItem *items = arena_new_array(context->arena, DashItem, *n + 1);

	for (size_t i = 0; i < *n; i++) {
		json_object *json = json_object_array_get_idx(list, i);

		items[i] = (DashItem){
			.title = json_get_text(json, "title", ""),
			.folder = json_get_text(json, "folderTitle", "Dashboards"),
			.is_starred = json_get_bool(json, "isStarred", false),
		};
	}
	return items;
}

static void draw_star(const DashList *list, const DashItem *item, double middle)
{
	double x = rect_right(list->area) - MARGIN - PAD - BUTTON_WIDTH / 2.0 - STAR_PX / 2.0;
	const Theme *theme = list->context->theme;

	icon_layout(list->scene, item->is_starred ? "favorite" : "star",
		    (Rect){ x, middle - STAR_PX / 2.0, STAR_PX, STAR_PX },
		    item->is_starred ? theme->warning_main : theme->text_secondary);
}

static void draw_item(DashList *list, const DashItem *item)
{
	const Theme *theme = list->context->theme;
	const Rect box = { list->area.x + MARGIN, list->y + MARGIN,
			   list->area.width - 2 * MARGIN, 0 };
	double text_px = list->has_folders ? LINE_PX + FOLDER_LINE_PX : LINE_PX;
	double height = MAX(text_px, BUTTON_PX);
	double x = box.x + PAD, top = box.y + PAD, y = top + (height - text_px) / 2;
	double most = MAX(1, box.width - 2 * PAD - BUTTON_WIDTH);
	const LineLook name = { 14, LINE_PX, 400, theme->text_primary, most, FONT_SANS, false };
	const LineLook folder = { 12, FOLDER_LINE_PX,	 400, theme->text_secondary,
				  most, FONT_SANS, false };

	line_draw(list->context, list->scene, &name, item->title, x, y);
	if (list->has_folders)
		line_draw(list->context, list->scene, &folder, item->folder, x, y + LINE_PX);
	draw_star(list, item, top + height / 2);
	scene_fill_rect(list->scene, (Rect){ box.x, top + height + PAD, box.width, 1 },
			PAINT_COLOR(theme->border_weak));
	list->y = top + height + PAD + 1;
}

static void draw_heading(DashList *list, const char *text)
{
	const LineLook look = { .size_px = 14,
				.line_px = LINE_PX,
				.weight = 500,
				.color = list->context->theme->text_primary };

	line_draw(list->context, list->scene, &look, text, list->area.x + HEADING_PAD_X,
		  list->y + HEADING_PAD_Y);
	list->y += LINE_PX + 2 * HEADING_PAD_Y;
}

static void draw_group(DashList *list, const char *heading, const char *answer, bool is_sorted)
{
	size_t n;
	DashItem *items =
		items_of(list->context, answers_find(list->context->answers, answer), &n);

	if (is_sorted)
		qsort(items, n, sizeof(DashItem), compare_title);
	list->y += GROUP_PAD;
	if (list->has_headings)
		draw_heading(list, heading);
	for (size_t i = 0; i < n && list->y < rect_bottom(list->area); i++)
		draw_item(list, &items[i]);
	list->y += (n ? MARGIN : 0) + GROUP_GAP;
}

static bool dashlist_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	bool has_starred = list_option(context, "showStarred", "starred", true);
	bool has_recent = list_option(context, "showRecentlyViewed", "recent", false);
	bool has_search = list_option(context, "showSearch", "search", false);
	DashList list = {
		.context = context,
		.scene = scene,
		.area = area,
		.y = area.y,
		.has_headings = list_option(context, "showHeadings", "headings", true),
		.has_folders = json_get_bool(context->options, "showFolderNames", true),
	};

	if (!has_starred && !has_recent && !has_search) {
		message_layout(scene, context->text, context->theme, area,
			       "No dashboard groups configured");
		return true;
	}
	scene_push_clip_rect(scene, area);
	if (has_starred)
		draw_group(&list, "Starred dashboards", "starred", true);
	if (has_recent)
		draw_group(&list, "Recently viewed dashboards", "recent", false);
	if (has_search)
		draw_group(&list, "Search", "search", true);
	scene_pop_clip(scene);
	return true;
}

const PanelType panel_dashlist = {
	.id = "dashlist",
	.layout = dashlist_layout,
};
