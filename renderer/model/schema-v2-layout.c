#include "renderer/model/schema-v2.h"

#include <math.h>
#include <string.h>

#include <glib.h>

#include "renderer/json.h"
#include "renderer/model/json-edit.h"

enum {
	MAX_DEPTH = 16,	  // of layouts in layouts
	MAX_ITEMS = 6000, // more than a dashboard may have panels
	GRID_COLUMNS = 24,
	GRID_ROW_PX = 38, // a row of the grid and the gap below it
	GAP_PX = 8,
};

typedef struct {
	json_object *elements;
	GHashTable *placed;  // names of elements that have their panel
	json_object *panels; // of the page; a collapsed row has its own
	size_t n_items;
} Page;

/* Where the next item goes, and what is around it. */
typedef struct {
	Page *page;
	json_object *panels;	    // list that gets the panels
	int y;			    // first free row of the grid
	json_object *repeats;	    // variables of the rows and tabs around, outermost first
	bool is_collapsed;	    // some row around it is
	bool is_hidden;		    // some tab around it is not the one shown
	int depth;
} Place;

static void add_layout(Place *place, json_object *layout);

/* --- Panels --- */

static void set_repeat(json_object *panel, json_object *repeat)
{
	if (!json_get_text(repeat, "value", NULL))
		return;
	json_set(panel, "repeat", json_object_get(json_get(repeat, "value")));
	json_set(panel, "repeatDirection",
		 json_make("%s", json_get_text(repeat, "direction", "h")));
	if (json_get(repeat, "maxPerRow"))
		json_set(panel, "maxPerRow", json_object_get(json_get(repeat, "maxPerRow")));
}

/* The panel of an item, once, or NULL. */
static json_object *take_panel(Place *place, json_object *item)
{
	Page *page = place->page;
	const char *name = json_get_text(item, "element.name", "");
	json_object *element;

	/* A name may have dots. */
	if (page->n_items >= MAX_ITEMS ||
	    !json_object_is_type(page->elements, json_type_object) ||
	    !json_object_object_get_ex(page->elements, name, &element) ||
	    !g_hash_table_add(page->placed, (char *)name))
		return NULL;
	page->n_items++;
	json_object *panel = schema_v2_panel(element);

	if (panel)
		set_repeat(panel, json_get(item, "repeat"));
	return panel;
}

static void put_panel(Place *place, json_object *panel, int x, int y, int width, int height)
{
	json_set(panel, "gridPos",
		 json_make("{'x':%d,'y':%d,'w':%d,'h':%d}", x, y, width, height));
	json_object_array_add(place->panels, panel);
}

/* --- Rows and tabs --- */

static json_object *repeats_with(json_object *repeats, const char *variable)
{
	json_object *list = json_object_new_array();

	for (size_t i = 0; i < json_length(repeats); i++)
		json_object_array_add(list, json_object_get(json_at(repeats, i)));
	if (variable)
		json_object_array_add(list, json_object_new_string(variable));
	return list;
}

/* A row panel; `inner` gets what the place inside it is. */
static json_object *open_row(Place *place, json_object *spec, bool is_collapsed, Place *inner)
{
	const char *repeat = json_get_text(spec, "repeat.value", NULL);
	json_object *row = json_make(
		"{'type':'row','title':%s,'collapsed':%b,'repeat'?:%s,'outerRepeats':%v,"
		"'hideHeader':%b,'isHiddenTab':%b,'panels':[]}",
		json_get_text(spec, "title", ""), is_collapsed, repeat, place->repeats,
		json_get_bool(spec, "hideHeader", false), place->is_hidden);

	*inner = *place;
	json_set(row, "gridPos",
		 json_make("{'x':0,'y':%d,'w':%d,'h':1}", place->y, GRID_COLUMNS));
	json_object_array_add(place->page->panels, row);
	inner->is_collapsed = is_collapsed;
	inner->panels = is_collapsed ? json_get(row, "panels") : place->page->panels;
	inner->repeats = repeats_with(place->repeats, repeat);
	inner->y = place->y + 1;
	return row;
}

static void add_row(Place *place, json_object *spec)
{
	Place inner;

	if (place->page->n_items++ >= MAX_ITEMS)
		return;
	open_row(place, spec, place->is_collapsed || json_get_bool(spec, "collapse", false),
		 &inner);
	add_layout(&inner, json_get(spec, "layout"));
	json_object_put(inner.repeats);
	place->y = inner.is_collapsed ? place->y + 1 : inner.y;
}

static void add_rows(Place *place, json_object *spec)
{
	json_object *rows = json_get(spec, "rows");

	for (size_t i = 0; i < json_length(rows); i++)
		add_row(place, json_get(json_at(rows, i), "spec"));
}

/* Only the first tab is shown; its panels stand as if there were no tabs. */
static void add_tab(Place *place, json_object *spec, bool is_first)
{
	Place tab = *place, inner;

	if (place->page->n_items++ >= MAX_ITEMS)
		return;
	if (is_first && !json_get_text(spec, "repeat.value", NULL)) {
		add_layout(place, json_get(spec, "layout"));
		return;
	}
	tab.is_hidden = place->is_hidden || !is_first;
	json_object *row = open_row(&tab, spec, tab.is_collapsed || tab.is_hidden, &inner);

	json_set(row, "hideHeader", json_make("true"));
	add_layout(&inner, json_get(spec, "layout"));
	json_object_put(inner.repeats);
	place->y = inner.is_collapsed ? place->y + 1 : inner.y;
}

static void add_tabs(Place *place, json_object *spec)
{
	json_object *tabs = json_get(spec, "tabs");

	for (size_t i = 0; i < json_length(tabs); i++)
		add_tab(place, json_get(json_at(tabs, i), "spec"), i == 0);
}

/* --- Grids --- */

/* A row among the items of a grid, as v2alpha1 had it first; its elements follow it in y. */
static void add_grid_row(Place *place, json_object *spec, int top)
{
	Place inner, at = *place;
	json_object *elements = json_get(spec, "elements");

	at.y = top + json_get_int(spec, "y", 0, 0, G_MAXINT / 4);
	open_row(&at, spec, place->is_collapsed || json_get_bool(spec, "collapsed", false), &inner);
	inner.depth++;
	for (size_t i = 0; i < json_length(elements); i++) {
		json_object *item = json_get(json_at(elements, i), "spec");
		json_object *panel = take_panel(&inner, item);

		if (panel)
			put_panel(&inner, panel, json_get_int(item, "x", 0, 0, GRID_COLUMNS),
				  inner.y + json_get_int(item, "y", 0, 0, G_MAXINT / 4),
				  json_get_int(item, "width", 0, 0, GRID_COLUMNS),
				  json_get_int(item, "height", 0, 0, G_MAXINT / 4));
	}
	json_object_put(inner.repeats);
}

static void add_grid(Place *place, json_object *spec)
{
	json_object *items = json_get(spec, "items");
	int top = place->y;

	for (size_t i = 0; i < json_length(items); i++) {
		json_object *item = json_get(json_at(items, i), "spec");

		if (strcmp(json_get_text(json_at(items, i), "kind", ""), "GridLayoutRow") == 0) {
			add_grid_row(place, item, top);
			continue;
		}
		json_object *panel = take_panel(place, item);
		int y = top + json_get_int(item, "y", 0, 0, G_MAXINT / 4);
		int height = json_get_int(item, "height", 0, 0, G_MAXINT / 4);

		if (!panel)
			continue;
		put_panel(place, panel, json_get_int(item, "x", 0, 0, GRID_COLUMNS), y,
			  json_get_int(item, "width", 0, 0, GRID_COLUMNS), height);
		place->y = MAX(place->y, y + height);
	}
}

/* --- Automatic grids: equal columns, rows of one height --- */

static int auto_height(json_object *spec)
{
	static const struct {
		const char *mode;
		int px;
	} modes[] = { { "short", 168 }, { "standard", 320 }, { "tall", 512 } };
	const char *mode = json_get_text(spec, "rowHeightMode", "standard");
	double px = json_get_number(spec, "rowHeight", 320);

	for (size_t i = 0; i < G_N_ELEMENTS(modes); i++)
		if (strcmp(modes[i].mode, mode) == 0)
			px = modes[i].px;
	px = fmin(fmax(px, GRID_ROW_PX), 10000);
	return (int)lround((px + GAP_PX) / GRID_ROW_PX);
}

static void add_auto_grid(Place *place, json_object *spec)
{
	json_object *items = json_get(spec, "items");
	int most = json_get_int(spec, "maxColumnCount", 3, 1, GRID_COLUMNS);
	int columns = MIN(most, MAX((int)MIN(json_length(items), GRID_COLUMNS), 1));
	int width = GRID_COLUMNS / columns, height = auto_height(spec), n = 0;
	int top = place->y;

	for (size_t i = 0; i < json_length(items); i++) {
		json_object *panel = take_panel(place, json_get(json_at(items, i), "spec"));

		if (!panel)
			continue;
		put_panel(place, panel, n % columns * width, top + n / columns * height, width,
			  height);
		n++;
	}
	place->y = top + (n + columns - 1) / columns * height;
}

/* --- Layouts --- */

static const struct {
	const char *kind;
	void (*add)(Place *place, json_object *spec);
} layouts[] = {
	{ "AutoGridLayout", add_auto_grid },
	{ "GridLayout", add_grid },
	{ "ResponsiveGridLayout", add_auto_grid }, // its name in the first v2alpha1
	{ "RowsLayout", add_rows },
	{ "TabsLayout", add_tabs },
};

static void add_layout(Place *place, json_object *layout)
{
	const char *kind = json_get_text(layout, "kind", "");

	if (place->depth >= MAX_DEPTH)
		return;
	place->depth++;
	for (size_t i = 0; i < G_N_ELEMENTS(layouts); i++)
		if (strcmp(layouts[i].kind, kind) == 0)
			layouts[i].add(place, json_get(layout, "spec"));
	place->depth--;
}

json_object *schema_v2_panels(json_object *layout, json_object *elements)
{
	g_autoptr(GHashTable) placed = g_hash_table_new(g_str_hash, g_str_equal);
	Page page = { .elements = elements, .placed = placed,
		      .panels = json_object_new_array() };
	Place place = { .page = &page, .panels = page.panels,
			.repeats = json_object_new_array() };

	add_layout(&place, layout);
	json_object_put(place.repeats);
	return page.panels;
}
