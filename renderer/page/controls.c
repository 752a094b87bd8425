#include "renderer/page/controls.h"

#include <string.h>

#include "renderer/json.h"
#include "renderer/model/json-edit.h"
#include "renderer/page/control-box.h"
#include "renderer/page/range-text.h"
#include "renderer/page/time-controls.h"
#include "renderer/page/variable-control.h"

enum {
	MAX_CONTROLS = 200,
	MARGIN_PX = 16,
	EMPTY_PX = 16, // the height where there is nothing
	NARROW_PAGE_PX = 769,
	STACKED_PAGE_PX = 544,
	HIDE_LABEL = 1,
	HIDE_VARIABLE = 2,
	HIDE_IN_MENU = 3,
};

typedef struct {
	Control items[MAX_CONTROLS];
	size_t n;
} Controls;

static void add(Controls *controls, Control control)
{
	if (controls->n < MAX_CONTROLS)
		controls->items[controls->n++] = control;
}

/* --- Variables --- */

/* One text of a list; NULL: the list is empty or none. */
static const char *joined(Arena *arena, json_object *list)
{
	size_t n = MIN(json_length(list), MAX_CONTROLS);
	GString *text = g_string_new(NULL);

	if (n == 0) {
		g_string_free(text, TRUE);
		return NULL;
	}
	for (size_t i = 0; i < n; i++)
		g_string_append_printf(text, "%s%s", i > 0 ? ", " : "",
				       json_object_get_string(json_at(list, i)));
	return arena_take_string(arena, text);
}

static const char *filter_text(Arena *arena, json_object *filter)
{
	const char *values = joined(arena, json_get_array(filter, "valueLabels"));

	if (!values)
		values = joined(arena, json_get_array(filter, "values"));
	return arena_printf(arena, "%s %s %s",
			    json_get_text(filter, "keyLabel", json_get_text(filter, "key", "")),
			    json_get_text(filter, "operator", "="),
			    values ? values : json_get_text(filter, "value", ""));
}

static void set_filters(Arena *arena, json_object *json, Control *control)
{
	json_object *filters = json_get_array(json, "filters");
	size_t n = MIN(json_length(filters), MAX_CONTROLS);
	const char **texts = arena_new_array(arena, const char *, n + 1);

	for (size_t i = 0; i < n; i++)
		texts[i] = filter_text(arena, json_at(filters, i));
	control->kind = CONTROL_FILTERS;
	control->texts = texts;
	control->n_texts = n;
}

/* The first of a switch's two options is what it is when it is on. */
static bool is_on(const VariableValue *value, json_object *json)
{
	const char *on = json_get_text(json_at(json_get_array(json, "options"), 0), "value", NULL);

	return on && value->n_values > 0 && strcmp(value->values[0], on) == 0;
}

static void set_values(const VariableValue *value, json_object *json, Control *control)
{
	static const char *const all[] = { "All" }, *const automatic[] = { "Auto" };
	const char *type = value->type;

	control->texts = value->is_all ? all : value->texts;
	control->n_texts = value->is_all ? 1 : value->n_values;
	if (strcmp(type, "interval") == 0 && value->url_value)
		control->texts = automatic;
	control->kind = json_get_bool(json, "multi", false) || strcmp(type, "groupby") == 0
				? CONTROL_CHIPS
				: CONTROL_SELECT;
	if (strcmp(type, "textbox") == 0)
		control->kind = CONTROL_INPUT;
	if (strcmp(type, "constant") == 0)
		control->kind = CONTROL_NOTHING;
	if (strcmp(type, "switch") == 0) {
		control->kind = CONTROL_SWITCH;
		control->is_on = is_on(value, json);
	}
}

static void add_variable(const PageContext *page, const VariableValue *value, json_object *json,
			 Controls *controls)
{
	int hide = (int)json_get_number(json, "hide", 0);
	const char *label = json_get_text(json, "label", "");
	Control control = { .kind = CONTROL_CHIPS };

	if (!value->type || !value->name[0] || hide == HIDE_VARIABLE || hide == HIDE_IN_MENU ||
	    strcmp(value->type, "system") == 0)
		return;
	if (hide != HIDE_LABEL)
		control.label = *label ? label : value->name;
	control.has_failed = value->has_failed;
	control.has_description = *json_get_text(json, "description", "") != '\0';
	if (strcmp(value->type, "adhoc") == 0)
		set_filters(page->arena, json, &control);
	else
		set_values(value, json, &control);
	add(controls, control);
}

static void add_variables(const PageContext *page, Controls *controls)
{
	for (size_t i = 0; i < page->variables->n; i++)
		add_variable(page, &page->variables->items[i],
			     json_at(page->dashboard->variables, i), controls);
}

/* --- Annotations --- */

static void add_annotations(const PageContext *page, Controls *controls)
{
	json_object *list = page->dashboard->annotations;

	for (size_t i = 0; i < json_length(list); i++) {
		json_object *json = json_at(list, i);

		if (json_is_truthy(json_get(json, "hide")) || json_get(json, "placement"))
			continue;
		add(controls, (Control){ .kind = CONTROL_SWITCH,
					 .label = json_get_text(json, "name", ""),
					 .is_on = json_is_truthy(json_get(json, "enable")) });
	}
}

/* --- Links --- */

static const char *link_icon(const char *name)
{
	static const struct {
		const char *name, *icon;
	} icons[] = {
		{ "external link", "external-link-alt" }, { "dashboard", "apps" },
		{ "question", "question-circle" },	  { "info", "info-circle" },
		{ "bolt", "bolt" },			  { "doc", "file-alt" },
		{ "cloud", "cloud" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(icons); i++)
		if (strcmp(icons[i].name, name) == 0)
			return icons[i].icon;
	return NULL;
}

static void add_link(Controls *controls, const char *label, const char *icon, bool is_menu)
{
	add(controls, (Control){ .kind = CONTROL_LINK,
				 .label = label,
				 .icon = icon,
				 .is_menu = is_menu });
}

/* The dashboard itself is not among those it lists. */
static void add_listed(const PageContext *page, const Answer *answer, Controls *controls)
{
	const char *own_uid = page->dashboard->uid ? page->dashboard->uid : "";

	for (size_t i = 0; i < json_length(answer->json); i++) {
		json_object *listed = json_at(answer->json, i);

		if (strcmp(json_get_text(listed, "uid", ""), own_uid) != 0)
			add_link(controls, json_get_text(listed, "title", ""), "apps", false);
	}
}

static void add_links(const PageContext *page, Controls *controls)
{
	json_object *links = json_get_array(page->dashboard->json, "links");
	size_t n_lists = 0;

	for (size_t i = 0; i < json_length(links); i++) {
		json_object *json = json_at(links, i);
		bool is_menu = strcmp(json_get_text(json, "type", ""), "dashboards") == 0;

		if (json_get(json, "placement"))
			continue;
		if (dashboard_link_lists(json)) {
			if (page->links && n_lists < page->links->n)
				add_listed(page, &page->links->items[n_lists], controls);
			n_lists++;
			continue;
		}
		add_link(controls,
			 interpolate(page->arena, page->interpolator,
				     json_get_text(json, "title", ""), "text"),
			 is_menu ? "bars" : link_icon(json_get_text(json, "icon", "")), is_menu);
	}
}

/* --- Flow --- */

static bool hides_time(const PageContext *page)
{
	return page->hides_time || json_get_bool(page->dashboard->json, "timepicker.hidden", false);
}

static Controls *collect(const PageContext *page)
{
	Controls *controls = arena_new_one(page->arena, Controls);

	if (!page->hides_variables) {
		add_variables(page, controls);
		add_annotations(page, controls);
	}
	add(controls, (Control){ .kind = CONTROL_SPACE });
	if (!page->hides_links)
		add_links(page, controls);
	return controls;
}

static TimeControls time_controls(const PageContext *page)
{
	const char *refresh = json_get_text(page->dashboard->json, "refresh", "");

	return (TimeControls){
		.range = range_text(page->arena, page->range, page->zone, page->now_ms),
		.zone = range_zone_text(page->arena, page->range, page->zone),
		.refresh = !*refresh			       ? NULL
			   : strcmp(refresh, "auto") == 0 ? "Auto"
							       : refresh,
		.is_narrow = page->width_px < NARROW_PAGE_PX,
	};
}

/* How many of the controls from `first` on stand in one line, and how wide they are together. */
static size_t line_length(const PageContext *page, const Controls *controls, size_t first,
			  double room, double *width)
{
	size_t n = 0;

	*width = 0;
	while (first + n < controls->n) {
		double next = control_width(page->text, &controls->items[first + n]) +
			      (n > 0 ? CONTROL_GAP_PX : 0);

		if (n > 0 && *width + next > room)
			break;
		*width += next;
		n++;
	}
	return n;
}

/* The space takes what its line has left. Returns the line's height. */
static double draw_line(Scene *scene, const PageContext *page, const Control *items, size_t n,
			Point at, double room, double left_over)
{
	double height = 0;

	for (size_t i = 0; i < n; i++) {
		const Control *control = &items[i];

		if (control->kind == CONTROL_SPACE)
			at.x += left_over;
		else if (scene)
			control_draw(scene, page->text, page->theme, control, at, room);
		at.x += control_width(page->text, control) + CONTROL_GAP_PX;
		height = MAX(height, control_height(page->text, control, room));
	}
	return height;
}

/* Line by line from the left. Returns the height. */
static double flow(Scene *scene, const PageContext *page, const Controls *controls, Point at,
		   double room)
{
	double height = 0;
	size_t n;

	for (size_t first = 0; first < controls->n; first += n) {
		double width;

		n = line_length(page, controls, first, room, &width);
		if (first > 0)
			height += CONTROL_GAP_PX;
		height += draw_line(scene, page, &controls->items[first], n,
				    (Point){ at.x, at.y + height }, room, MAX(room - width, 0));
	}
	return height;
}

double controls_layout(Scene *scene, const PageContext *page)
{
	Controls *controls = collect(page);
	TimeControls time = time_controls(page);
	bool has_time = !hides_time(page), is_stacked = page->width_px < STACKED_PAGE_PX;
	double room = page->width_px - 2 * MARGIN_PX;
	double time_width = has_time ? time_controls_width(page->text, &time) : 0;
	Point left = { MARGIN_PX, MARGIN_PX };
	double time_height = has_time ? CONTROL_PX : 0;

	if (!has_time && controls->n == 1) // only the space
		return EMPTY_PX;
	if (scene && has_time)
		time_controls_draw(scene, page->text, page->theme, &time,
				   (Point){ MARGIN_PX + room - time_width, MARGIN_PX });
	if (is_stacked && has_time)
		left.y += CONTROL_PX + CONTROL_GAP_PX;
	else if (has_time)
		room -= time_width + CONTROL_GAP_PX;
	double height = flow(scene, page, controls, left, room);

	if (is_stacked && has_time)
		height += CONTROL_PX + CONTROL_GAP_PX;
	return 2 * MARGIN_PX + MAX(height, time_height);
}
