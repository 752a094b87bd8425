#include "renderer/json.h"
#include "renderer/panel/alert-rules.h"
#include "renderer/panel/big-value.h"
#include "renderer/panel/icon.h"
#include "renderer/panel/line.h"
#include "renderer/panel/message.h"
#include "renderer/panel/types.h"

#include <math.h>
#include <string.h>

/*
 * Alert rules that fire, with their instances.
 *
 * Source: Grafana 12.3, plugins/panel/alertlist; distances from its styles.
 */

enum {
	DEFAULT_ITEMS = 20,
	GAP_BELOW = 4,
	PAD_X = 8,
	PAD_Y = 4,
	RADIUS = 6,
	ICON_PX = 18,
	ICON_TOP = 20,
	ICON_GAP = 16,
	LINE_PX = 22,
	SMALL_PX = 12,
	LINK_ICON_PX = 14,
	LINK_GAP = 8,
	ANGLE_PX = 16,
	HIDES_LINK_BELOW = 320,
	MAX_LABELS = 20,
	MAX_SHOWN_INSTANCES = 100,
};

static const double small_line_px = SMALL_PX * 22.0 / 14;

typedef struct {
	const PanelContext *context;
	Scene *scene;
	Rect area;
	double y;
	bool shows_instances;
} AlertList;

/* How a state is called and shown. */
typedef struct {
	const char *state, *text, *icon;
	Color color;
} StateLook;

static StateLook state_look(const Theme *theme, const char *state)
{
	const StateLook looks[] = {
		{ "firing", "Firing", "fire", theme->error_main },
		{ "alerting", "Alerting", "heart-break", theme->error_main },
		{ "error", "Error", "heart-break", theme->error_main },
		{ "pending", "Pending", "hourglass", theme->warning_main },
		{ "recovering", "Recovering", "hourglass", theme->warning_main },
		{ "inactive", "Normal", "check", theme->success_main },
		{ "normal", "Normal", "heart", theme->success_main },
		{ "nodata", "NoData", "question-circle", theme->primary_main },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(looks); i++)
		if (g_ascii_strcasecmp(looks[i].state, state) == 0)
			return looks[i];
	return (StateLook){ state, state, "question-circle", theme->primary_main };
}

static LineLook line_look(double size_px, double line_px, int weight, Color color)
{
	return (LineLook){
		.size_px = size_px, .line_px = line_px, .weight = weight, .color = color
	};
}

/* --- Instances --- */

static double draw_state_tag(const AlertList *list, const AlertInstance *alert, double x, double y)
{
	const StateLook state = state_look(list->context->theme, alert->state);
	const LineLook look = line_look(SMALL_PX, LINE_PX, 500, state.color);

	return line_draw(list->context, list->scene, &look, state.text, x, y);
}

static void draw_instance(AlertList *list, const AlertInstance *alert, double x)
{
	const PanelContext *context = list->context;
	const LineLook small = line_look(SMALL_PX, LINE_PX, 400, context->theme->text_secondary);
	const char *since = alert_duration(context->arena, alert->active_ms, context->now_ms,
					   context->zone);
	int n = 0;
	double y = list->y;

	list->y += TAG_PX + 4;
	x += draw_state_tag(list, alert, x, y + 1) + LINK_GAP;
	if (*since)
		x += line_draw(context, list->scene, &small,
			       arena_printf(context->arena, "for %s", since), x, y + 1) +
		     LINK_GAP;
	if (!alert->labels)
		return;
	json_object_object_foreach(alert->labels, key, value) {
		const char *text = arena_printf(context->arena, "%s=%s", key,
						value ? json_object_get_string(value) : "");

		if (n++ == MAX_LABELS || x > rect_right(list->area))
			break;
		x += tag_draw(context, list->scene, text, key, (Point){ x, y }) + 4;
	}
}

static size_t instances_shown(const AlertRule *rule)
{
	return MIN(rule->n_instances, MAX_SHOWN_INSTANCES);
}

/* --- One rule --- */

static double link_width(const AlertList *list)
{
	const LineLook look = line_look(14, LINE_PX, 400, list->context->theme->primary_text);

	if (list->area.width < HIDES_LINK_BELOW)
		return LINK_ICON_PX;
	return line_width(list->context, &look, "View alert rule") + LINK_GAP + LINK_ICON_PX;
}

static void draw_link(const AlertList *list, double right, double y)
{
	const Color color = list->context->theme->primary_text;
	const LineLook look = line_look(14, LINE_PX, 400, color);

	if (list->area.width >= HIDES_LINK_BELOW)
		line_draw(list->context, list->scene, &look, "View alert rule",
			  right - link_width(list), y);
	icon_layout(list->scene, "external-link-alt",
		    (Rect){ right - LINK_ICON_PX, y + (LINE_PX - LINK_ICON_PX) / 2.0, LINK_ICON_PX,
			    LINK_ICON_PX },
		    color);
}

static void draw_state(const AlertList *list, const AlertRule *rule, double x, double y)
{
	const PanelContext *context = list->context;
	const StateLook state = state_look(context->theme, rule->state);
	const LineLook colored = line_look(SMALL_PX, small_line_px, 400, state.color);
	const LineLook plain =
		line_look(SMALL_PX, small_line_px, 400, context->theme->text_primary);
	const char *since =
		alert_duration(context->arena, rule->active_ms, context->now_ms, context->zone);

	x += line_draw(context, list->scene, &colored, state.text, x, y);
	if (strcmp(rule->state, "inactive") != 0 && isfinite(rule->active_ms))
		line_draw(context, list->scene, &plain,
			  arena_printf(context->arena, " for %s", since), x, y);
}

static void draw_count(const AlertList *list, const AlertRule *rule, double x, double y)
{
	const PanelContext *context = list->context;
	const Color color = context->theme->text_primary;
	const LineLook look = line_look(14, LINE_PX, 400, color);
	GString *text = g_string_new(NULL);

	g_string_printf(text, "%zu %s", rule->n_shown, rule->n_shown == 1 ? "instance" : "instances");
	if (rule->n_hidden)
		g_string_append_printf(text, ", %zu hidden by filters", rule->n_hidden);
	if (rule->n_instances) {
		icon_layout(list->scene, list->shows_instances ? "angle-down" : "angle-right",
			    (Rect){ x, y + (LINE_PX - ANGLE_PX) / 2.0, ANGLE_PX, ANGLE_PX }, color);
		x += ANGLE_PX;
	}
	line_draw(context, list->scene, &look, arena_take_string(context->arena, text), x, y);
}

static void draw_rule(AlertList *list, const AlertRule *rule)
{
	const Theme *theme = list->context->theme;
	const StateLook state = state_look(theme, rule->state);
	double height = 2 * PAD_Y + LINE_PX + small_line_px + LINE_PX;
	double x = list->area.x + PAD_X + ICON_PX + ICON_GAP, y = list->y + PAD_Y;
	double right = rect_right(list->area) - PAD_X;
	LineLook name = line_look(14, LINE_PX, 500, theme->text_primary);

	if (list->shows_instances)
		height += (TAG_PX + 4) * (double)instances_shown(rule);
	name.most_px = fmax(1, right - x - link_width(list) - 2 * LINK_GAP);
	scene_fill_round_rect(list->scene,
			      rect_snapped((Rect){ list->area.x, list->y,
								 list->area.width, height }),
			      RADIUS, PAINT_COLOR(theme->background_secondary));
	icon_layout(list->scene, state.icon,
		    (Rect){ list->area.x + PAD_X, y + ICON_TOP, ICON_PX, ICON_PX }, state.color);
	line_draw(list->context, list->scene, &name, rule->name, x, y);
	draw_link(list, right, y);
	draw_state(list, rule, x, y + LINE_PX);
	draw_count(list, rule, x, y + LINE_PX + small_line_px);
	double end = list->y + height + GAP_BELOW;

	list->y = y + LINE_PX + small_line_px + LINE_PX;
	for (size_t i = 0; list->shows_instances && i < instances_shown(rule) &&
			   list->y < rect_bottom(list->area);
	     i++)
		draw_instance(list, &rule->instances[i], x);
	list->y = end;
}

static void draw_rules(AlertList *list, const AlertRules *rules)
{
	double most = json_get_number(list->context->options, "maxItems", DEFAULT_ITEMS);

	for (size_t i = 0; i < rules->n && (double)i < most; i++) {
		if (list->y >= rect_bottom(list->area))
			return;
		draw_rule(list, &rules->items[i]);
	}
}

/* --- Instances by their labels --- */

/* The labels that the panel groups by, as "name=value" texts that follow each other. */
static const char *group_key(const PanelContext *context, json_object *names,
			     const AlertInstance *alert)
{
	size_t n = names ? MIN(json_object_array_length(names), MAX_LABELS) : 0;
	GString *key = g_string_new(NULL);

	for (size_t i = 0; i < n; i++) {
		const char *name = json_object_get_string(json_object_array_get_idx(names, i));
		json_object *value = NULL;

		if (!name || !alert->labels ||
		    !json_object_object_get_ex(alert->labels, name, &value)) {
			g_string_free(key, TRUE);
			return "";
		}
		g_string_append_printf(key, "%s%s=%s", i ? "\x1f" : "", name,
				       value ? json_object_get_string(value) : "");
	}
	return arena_take_string(context->arena, key);
}

static void draw_group_head(AlertList *list, const char *key)
{
	const LineLook look = line_look(14, LINE_PX, 400, list->context->theme->text_primary);
	double x = list->area.x + PAD_X;
	g_auto(GStrv) labels = g_strsplit(key, "\x1f", MAX_LABELS);

	if (!*key)
		line_draw(list->context, list->scene, &look, "No grouping", x, list->y);
	for (char **label = labels; *label; label++) {
		g_autofree char *name = g_strndup(*label, strcspn(*label, "="));

		x += tag_draw(list->context, list->scene, *label, name, (Point){ x, list->y }) + 4;
	}
	list->y += TAG_PX + 4;
}

static void draw_group(AlertList *list, const char *key, const GPtrArray *alerts)
{
	size_t n = MIN(alerts->len, MAX_SHOWN_INSTANCES);
	double height = 2 * PAD_Y + (TAG_PX + 4) * (double)(n + 1);
	double end = list->y + height + GAP_BELOW;

	scene_fill_round_rect(list->scene,
			      rect_snapped((Rect){ list->area.x, list->y,
								 list->area.width, height }),
			      RADIUS, PAINT_COLOR(list->context->theme->background_secondary));
	list->y += PAD_Y;
	draw_group_head(list, key);
	for (size_t i = 0; i < n && list->y < rect_bottom(list->area); i++)
		draw_instance(list, g_ptr_array_index(alerts, i), list->area.x + PAD_X);
	list->y = end;
}

static void free_group(void *group)
{
	g_ptr_array_unref(group);
}

/* In the order in which the groups first occur; instances without all the labels come last. */
static void draw_groups(AlertList *list, const AlertRules *rules)
{
	json_object *names = json_get_array(list->context->options, "groupBy");
	g_autoptr(GHashTable) by_key =
		g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_group);
	g_autoptr(GPtrArray) keys = g_ptr_array_new();

	for (size_t i = 0; i < rules->n; i++)
		for (size_t j = 0; j < rules->items[i].n_instances; j++) {
			AlertInstance *alert = &rules->items[i].instances[j];
			char *key = (char *)group_key(list->context, names, alert);
			GPtrArray *group = g_hash_table_lookup(by_key, key);

			if (!group) {
				group = g_ptr_array_new();
				g_hash_table_insert(by_key, key, group);
				if (*key)
					g_ptr_array_add(keys, key);
			}
			g_ptr_array_add(group, alert);
		}
	for (guint i = 0; i < keys->len && list->y < rect_bottom(list->area); i++)
		draw_group(list, g_ptr_array_index(keys, i),
			   g_hash_table_lookup(by_key, g_ptr_array_index(keys, i)));
	if (g_hash_table_lookup(by_key, ""))
		draw_group(list, "", g_hash_table_lookup(by_key, ""));
}

/* --- The panel --- */

static void draw_number(const PanelContext *context, Scene *scene, Rect area, size_t n)
{
	Field field = { .name = "" };
	BigValueStyle style = { .is_wide_allowed = true,
				.text_mode = TEXT_VALUE,
				.percent_color = "standard",
				.value_px = NAN,
				.title_px = NAN,
				.percent_px = NAN };
	FieldDisplay display = { .title = "", .field = &field, .percent_change = NAN };

	g_snprintf(display.display.formatted.text, sizeof(display.display.formatted.text), "%zu", n);
	display.display.numeric = (double)n;
	display.display.color = context->theme->text_primary;
	DisplayAlignment longest = field_displays_alignment(&display, 1);

	big_value_layout(context, scene, area, &style, &display, &longest);
}

static void draw_empty(const AlertList *list)
{
	static const char text[] = "No alerts matching filters";
	const LineLook look = line_look(14, LINE_PX, 400, list->context->theme->text_primary);

	line_draw(list->context, list->scene, &look, text,
		  list->area.x + (list->area.width - line_width(list->context, &look, text)) / 2,
		  list->area.y);
}

static bool alertlist_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	const AlertRules rules = alert_rules(context);
	AlertList list = {
		.context = context,
		.scene = scene,
		.area = area,
		.y = area.y,
		.shows_instances = json_get_bool(context->options, "showInstances", false),
	};
	bool is_stat = strcmp(json_get_text(context->options, "viewMode", ""), "stat") == 0;
	bool is_grouped = strcmp(json_get_text(context->options, "groupMode", ""), "custom") == 0;

	if (!context->answers || context->answers->n == 0) {
		message_layout(scene, context->text, context->theme, area,
			       "Only alert rules of Grafana's unified alerting are drawn.");
		return true;
	}
	scene_push_clip_rect(scene, area);
	if (rules.n == 0 && !answers_failure(context->answers))
		draw_empty(&list);
	if (is_stat)
		draw_number(context, scene, area, rules.n);
	else if (is_grouped)
		draw_groups(&list, &rules);
	else
		draw_rules(&list, &rules);
	scene_pop_clip(scene);
	return true;
}

const PanelType panel_alertlist = {
	.id = "alertlist",
	.layout = alertlist_layout,
};
