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
	size_t n_left; // before the links
} Controls;

static void add(Controls *controls, Control control)
{
	if (controls->n < MAX_CONTROLS)
		controls->items[controls->n++] = control;
}

/* --- Variables --- */

static const char *filter_text(Arena *arena, json_object *filter)
{
	return arena_printf(arena, "%s %s %s", json_get_text(filter, "key", ""),
			    json_get_text(filter, "operator", "="),
			    json_get_text(filter, "value", ""));
}

static void set_filters(Arena *arena, json_object *json, Control *control)
{
	json_object *filters = json_get_array(json, "filters");
	size_t n = MIN(json_length(filters), MAX_CONTROLS);
	const char **texts = arena_new_array(arena, const char *, n + 1);

	for (size_t i = 0; i < n; i++)
		texts[i] = filter_text(arena, json_at(filters, i));
	control->texts = texts;
	control->n_texts = n;
}

static void set_values(const VariableValue *value, json_object *json, Control *control)
{
	static const char *const all[] = { "All" };
	const char *type = value->type;

	control->texts = value->is_all ? all : value->texts;
	control->n_texts = value->is_all ? 1 : value->n_values;
	control->kind = json_get_bool(json, "multi", false) || strcmp(type, "groupby") == 0
				? CONTROL_CHIPS
				: CONTROL_SELECT;
	if (strcmp(type, "textbox") == 0 || strcmp(type, "constant") == 0)
		control->kind = CONTROL_INPUT;
	if (strcmp(type, "switch") == 0) {
		const char *enabled = json_get_text(json, "enabledValue", "true");

		control->kind = CONTROL_SWITCH;
		control->is_on = value->n_values > 0 && strcmp(value->values[0], enabled) == 0;
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
	};

	for (size_t i = 0; i < G_N_ELEMENTS(icons); i++)
		if (strcmp(icons[i].name, name) == 0)
			return icons[i].icon;
	return NULL;
}

/* A list of dashboards by tags is left out: only a search would tell them. */
static void add_links(const PageContext *page, Controls *controls)
{
	json_object *links = json_get_array(page->dashboard->json, "links");

	for (size_t i = 0; i < json_length(links); i++) {
		json_object *json = json_at(links, i);
		bool is_list = strcmp(json_get_text(json, "type", ""), "dashboards") == 0;
		bool is_dropdown = json_get_bool(json, "asDropdown", false);

		if (json_get(json, "placement") || (is_list && !is_dropdown))
			continue;
		add(controls,
		    (Control){ .kind = CONTROL_LINK,
			       .label = interpolate(page->arena, page->interpolator,
						    json_get_text(json, "title", ""), "text"),
			       .icon = is_list ? "bars"
					       : link_icon(json_get_text(json, "icon", "")) });
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
	controls->n_left = controls->n;
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

/* Links stand at the right end of their line. Returns the height. */
static double flow(Scene *scene, const PageContext *page, const Controls *controls, Point at,
		   double room)
{
	double height = 0;
	size_t n;

	for (size_t first = 0; first < controls->n; first += n) {
		double width, x = at.x;

		n = line_length(page, controls, first, room, &width);
		if (first > 0)
			height += CONTROL_GAP_PX;
		for (size_t i = first; i < first + n; i++) {
			const Control *control = &controls->items[i];

			if (i == controls->n_left || (i == first && i > controls->n_left))
				x += MAX(room - width, 0);
			if (scene)
				control_draw(scene, page->text, page->theme, control,
					     (Point){ x, at.y + height });
			x += control_width(page->text, control) + CONTROL_GAP_PX;
		}
		height += CONTROL_PX;
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

	if (!has_time && controls->n == 0)
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
		height += controls->n > 0 ? CONTROL_PX + CONTROL_GAP_PX : CONTROL_PX;
	return 2 * MARGIN_PX + MAX(height, time_height);
}
