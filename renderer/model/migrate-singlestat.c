#include "renderer/model/migrate-panel.h"

#include <math.h>
#include <string.h>

#include <glib.h>

#include "renderer/data/number.h"
#include "renderer/data/reduce.h"
#include "renderer/json.h"
#include "renderer/model/json-edit.h"
#include "renderer/model/migrate-mapping.h"

/*
 * The singlestat panel (until Grafana 7) to stat and gauge.
 * Source: Grafana 12.3, grafana-ui SingleStatBaseOptions.ts, plugins/panel/stat/
 * StatMigrations.ts, gauge/GaugeMigrations.ts, grafana-data utils/valueMappings.ts.
 */

json_object *angular_threshold_steps(json_object *panel)
{
	const char *text = json_get_text(panel, "thresholds", "");
	json_object *colors = json_get_array(panel, "colors");
	json_object *steps;

	if (!*text || !colors)
		return NULL;
	g_auto(GStrv) levels = g_strsplit(text, ",", -1);
	size_t n_levels = g_strv_length(levels);

	steps = json_object_new_array();
	for (size_t i = 0; i < json_length(colors); i++) {
		double level = i > 0 && i <= n_levels ? js_number(levels[i - 1]) : NAN;
		json_object *step = json_make("{'color':%v}", json_at(colors, i));

		json_set(step, "value", isnan(level) ? NULL : json_make("%g", level));
		json_object_array_add(steps, step);
	}
	return steps;
}

/* --- Field config and options --- */

static void set_defaults(json_object *panel)
{
	json_object *decimals = json_get(panel, "decimals");
	json_object *defaults = json_make("{'nullValueMode'?:%v}", json_get(panel, "nullPointMode"));
	json_object *steps = angular_threshold_steps(panel);
	json_object *mappings = migrate_angular_mappings(panel, steps);

	if (json_is_truthy(json_get(panel, "format")))
		json_set(defaults, "unit", json_object_get(json_get(panel, "format")));
	if (json_is_truthy(json_get(panel, "nullText")))
		json_set(defaults, "noValue", json_object_get(json_get(panel, "nullText")));
	if (json_is_number(decimals))
		json_set(defaults, "decimals", json_object_get(decimals));
	if (steps)
		json_set(defaults, "thresholds",
			 json_make("{'mode':'absolute','steps':%v}", steps));
	if (mappings)
		json_set(defaults, "mappings", json_object_get(mappings));
	if (json_is_truthy(json_get(panel, "gauge.show"))) {
		json_set(defaults, "min", json_object_get(json_get(panel, "gauge.minValue")));
		json_set(defaults, "max", json_object_get(json_get(panel, "gauge.maxValue")));
	}
	json_set(need_field_config(panel), "defaults", defaults);
	json_object_put(steps);
	json_object_put(mappings);
}

static void set_base_options(json_object *panel)
{
	const Reducer *reducer = reducer_find(json_get_text(panel, "valueName", ""));
	const char *column = json_get_text(panel, "tableColumn", "");
	json_object *reduce =
		json_make("{'calcs':[%s]}", reducer ? reducer->id : "mean");

	if (*column) {
		g_autofree char *fields = g_strdup_printf("/^%s$/", column);

		json_set(reduce, "fields", json_make("%s", fields));
	}
	assign_options(panel, json_make("{'reduceOptions':%v,'orientation':'horizontal'}", reduce));
	json_object_put(reduce);
}

/* The sparkline's colour shows where the value itself has none. */
static void set_line_color(json_object *panel)
{
	json_object *color = json_get(panel, "sparkline.lineColor");

	if (json_is_truthy(color))
		json_set(json_get(panel, "fieldConfig.defaults"), "color",
			 json_make("{'mode':'fixed','fixedColor':%v}", color));
}

void migrate_singlestat_to_stat(json_object *panel)
{
	bool has_area = json_is_truthy(json_get(panel, "sparkline.show"));
	const char *color_mode = "none";

	set_base_options(panel);
	set_defaults(panel);
	if (json_is_truthy(json_get(panel, "colorBackground")))
		color_mode = "background";
	else if (json_is_truthy(json_get(panel, "colorValue")))
		color_mode = "value";
	else if (has_area)
		set_line_color(panel);
	assign_options(panel, json_make("{'graphMode':%s,'colorMode':%s}",
					has_area ? "area" : "none", color_mode));
	if (strcmp(json_get_text(panel, "valueName", ""), "name") == 0)
		assign_options(panel, json_make("{'textMode':'name'}"));
}

void migrate_singlestat_to_gauge(json_object *panel)
{
	json_object *gauge = json_get_object(panel, "gauge");

	set_base_options(panel);
	set_defaults(panel);
	if (gauge)
		assign_options(panel, json_make("{'showThresholdMarkers'?:%v,"
						"'showThresholdLabels'?:%v}",
						json_get(gauge, "thresholdMarkers"),
						json_get(gauge, "thresholdLabels")));
}
