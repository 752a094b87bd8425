#pragma once

#include <stdbool.h>

#include <json-c/json.h>

/*
 * Dashboards of schema v2 (`elements` and `layout`) as those of schema v1, which everything else
 * reads. v2alpha1, v2beta1 and v2 differ in where a plugin's id and a data source stand.
 */

/** Whether a dashboard's JSON is one of schema v2. */
bool schema_v2_is(json_object *spec);

/**
 * The same dashboard in schema v1, a new reference that shares values with `spec`: an element is
 * a panel, a row or a tab of a layout a row panel. What v1 has no word for is said on row panels:
 *
 *   hideHeader     the row has no header of its own
 *   isHiddenTab    it stands for a tab that is not the one shown
 *   outerRepeats   variables that repeat the rows and tabs around it, outermost first
 *
 * An element that is in no layout is not in the result, one that is in it twice once.
 *
 * Source: Grafana 12.3, features/dashboard-scene/serialization/transformSaveModelSchemaV2ToScene,
 * layoutSerializers, annotations; grafana-schema/src/schema/dashboard/{v2alpha1,v2beta1}.
 */
json_object *schema_v2_to_v1(json_object *spec);

/* --- Its parts, each a new reference --- */

/** A panel of an element, without its place; NULL when it is no element. */
json_object *schema_v2_panel(json_object *element);

/** Panels and row panels of a layout, in the order of the page. */
json_object *schema_v2_panels(json_object *layout, json_object *elements);

/** A variable of `templating.list`; NULL for a kind that is not known. */
json_object *schema_v2_variable(json_object *variable);

/**
 * {type, uid} of the data source of a query.
 *
 * query  {kind, group, datasource, spec}
 * owner  what holds it: in v2alpha1 the reference stands there
 */
json_object *schema_v2_data_source(json_object *query, json_object *owner);
