#pragma once

#include <json-c/json.h>

/*
 * What a panel type does with panels that were saved by the type it replaced, and by its own
 * older versions. Each function changes `panel` in place: `options`, `fieldConfig`,
 * `transformations`. One row each in migrate.c.
 */

/* From the type that was replaced; its settings are keys of the panel itself. */
void migrate_graph_to_timeseries(json_object *panel);
void migrate_graph_to_barchart(json_object *panel);
void migrate_graph_to_bargauge(json_object *panel);
void migrate_graph_to_histogram(json_object *panel);
void migrate_singlestat_to_stat(json_object *panel);
void migrate_singlestat_to_gauge(json_object *panel);
void migrate_discrete(json_object *panel);
void migrate_old_piechart(json_object *panel);
void migrate_old_table(json_object *panel);
void migrate_worldmap(json_object *panel);

/* From older versions of the type itself; `version` is pluginVersion's number, as 7.1. */
void migrate_canvas(json_object *panel, double version);
void migrate_dashlist(json_object *panel, double version);
void migrate_geomap(json_object *panel, double version);
void migrate_heatmap(json_object *panel, double version);
void migrate_stat(json_object *panel, double version);
void migrate_table(json_object *panel, double version);
void migrate_text(json_object *panel, double version);
void migrate_xychart(json_object *panel, double version);

/* --- Shared by the files that hold them --- */

/**
 * Steps from minus infinity up of `thresholds` ("50,80") and `colors`; NULL without them. A new
 * reference.
 */
json_object *angular_threshold_steps(json_object *panel);

/** Adds {id, value} to an override's properties. */
void push_property(json_object *properties, const char *id, json_object *take_value);

/** Adds an override rule without properties; returns its properties, lent. */
json_object *push_override(json_object *overrides, const char *matcher, json_object *take_options);

/** Adds a fixed colour by name for every key of `aliasColors`. */
void push_alias_colors(json_object *overrides, json_object *alias_colors);

/** panel.fieldConfig with `defaults` and `overrides` in it, made where missing; lent. */
json_object *need_field_config(json_object *panel);

/** Lays `take_options` over panel.options. */
void assign_options(json_object *panel, json_object *take_options);
