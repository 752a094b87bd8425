#include "renderer/model/schema-v2.h"

#include <string.h>

#include <glib.h>

#include "renderer/json.h"
#include "renderer/model/json-edit.h"

enum { SCHEMA_VERSION = 42 }; // of v1, when v2 came

bool schema_v2_is(json_object *spec)
{
	return json_get_object(spec, "elements") && json_get_object(spec, "layout");
}

/* The plugin's id: `group`, in v2alpha1 the kind itself. */
static json_object *plugin_id(json_object *kind)
{
	json_object *group = json_get(kind, "group");

	return group ? group : json_get(kind, "kind");
}

json_object *schema_v2_data_source(json_object *query, json_object *owner)
{
	json_object *old = json_get_object(owner, "datasource");
	json_object *name = json_get(query, "datasource.name");

	return json_make("{'type':%v,'uid'?:%v}",
			 old && json_get(old, "type") ? json_get(old, "type") : plugin_id(query),
			 name ? name : json_get(old, "uid"));
}

/* --- Panels --- */

static json_object *target_of(json_object *panel_query)
{
	json_object *spec = json_get(panel_query, "spec"), *query = json_get(spec, "query");
	json_object *source = schema_v2_data_source(query, spec);
	json_object *target = json_make("{'refId':%v,'hide'?:%v,'datasource':%v}",
					json_get(spec, "refId"), json_get(spec, "hidden"), source);

	json_assign(target, json_get_object(query, "spec"));
	json_object_put(source);
	return target;
}

static json_object *targets_of(json_object *queries)
{
	json_object *targets = json_object_new_array();

	for (size_t i = 0; i < json_length(queries); i++)
		json_object_array_add(targets, target_of(json_at(queries, i)));
	return targets;
}

/* The data source of all queries, or the mixed one. */
static json_object *panel_source(json_object *targets)
{
	json_object *first = json_get(json_at(targets, 0), "datasource");

	for (size_t i = 1; i < json_length(targets); i++)
		if (!json_object_equal(first, json_get(json_at(targets, i), "datasource")))
			return json_make("{'type':'mixed','uid':'-- Mixed --'}");
	return json_object_get(first);
}

static json_object *transformations_of(json_object *list)
{
	json_object *transformations = json_object_new_array();

	for (size_t i = 0; i < json_length(list); i++) {
		json_object *one = json_object_new_object();

		json_set(one, "id", json_object_get(plugin_id(json_at(list, i))));
		json_assign(one, json_get_object(json_at(list, i), "spec"));
		json_object_array_add(transformations, one);
	}
	return transformations;
}

static json_object *library_panel(json_object *spec)
{
	return json_make("{'id':%v,'title':%v,'libraryPanel':%v}", json_get(spec, "id"),
			 json_get(spec, "title"), json_get(spec, "libraryPanel"));
}

json_object *schema_v2_panel(json_object *element)
{
	json_object *spec = json_get_object(element, "spec");
	json_object *viz = json_get(spec, "vizConfig"), *data = json_get(spec, "data.spec");
	json_object *version = json_get(viz, "version");

	if (!spec)
		return NULL;
	if (strcmp(json_get_text(element, "kind", ""), "LibraryPanel") == 0)
		return library_panel(spec);
	json_object *targets = targets_of(json_get(data, "queries"));
	json_object *source = panel_source(targets);
	json_object *transformations = transformations_of(json_get(data, "transformations"));
	json_object *panel = json_make(
		"{'id':%v,'title':%v,'description'?:%v,'transparent'?:%v,'links'?:%v,"
		"'type':%v,'pluginVersion'?:%v,'options':%v,'fieldConfig':%v,"
		"'datasource'?:%v,'targets':%v,'transformations':%v}",
		json_get(spec, "id"), json_get(spec, "title"), json_get(spec, "description"),
		json_get(spec, "transparent"), json_get(spec, "links"), plugin_id(viz),
		version ? version : json_get(viz, "spec.pluginVersion"),
		json_get(viz, "spec.options"), json_get(viz, "spec.fieldConfig"), source, targets,
		transformations);

	/*
	 * timeFrom, timeShift, maxDataPoints, interval and others have the same names. Grafana
	 * saves timeCompare too, but never reads it from this schema.
	 */
	json_assign(panel, json_get_object(data, "queryOptions"));
	json_object_object_del(panel, "timeCompare");
	json_object_put(targets);
	json_object_put(source);
	json_object_put(transformations);
	return panel;
}

/* --- Annotations --- */

static json_object *annotation_of(json_object *annotation)
{
	json_object *spec = json_get(annotation, "spec"), *query = json_get(spec, "query");
	json_object *target = json_get_object(query, "spec");
	json_object *source = schema_v2_data_source(query, spec);
	bool is_built_in = json_get_bool(spec, "builtIn", false);
	json_object *result = json_make(
		"{'enable':%b,'hide':%b,'iconColor':%v,'name':%v,'target'?:%v,'filter'?:%v}",
		json_get_bool(spec, "enable", false), json_get_bool(spec, "hide", false),
		json_get(spec, "iconColor"), json_get(spec, "name"),
		target && json_object_object_length(target) ? target : NULL,
		json_get(spec, "filter"));

	if (is_built_in)
		json_set(result, "builtIn", json_make("1"));
	if (is_built_in)
		json_set(result, "type", json_make("'dashboard'"));
	json_assign(result, json_get_object(spec, "legacyOptions"));
	json_set(result, "datasource", source);
	return result;
}

/* --- All of it --- */

typedef json_object *(*Part)(json_object *json);

/* A list with what `part` makes of each element, NULL left out. */
static json_object *map(json_object *list, Part part)
{
	json_object *result = json_object_new_array();

	for (size_t i = 0; i < json_length(list); i++) {
		json_object *one = part(json_at(list, i));

		if (one)
			json_object_array_add(result, one);
	}
	return result;
}

json_object *schema_v2_to_v1(json_object *spec)
{
	json_object *time = json_get(spec, "timeSettings");
	json_object *panels = schema_v2_panels(json_get(spec, "layout"), json_get(spec, "elements"));
	json_object *variables = map(json_get(spec, "variables"), schema_v2_variable);
	json_object *annotations = map(json_get(spec, "annotations"), annotation_of);
	json_object *dashboard = json_make(
		"{'schemaVersion':%d,'title':%v,'description'?:%v,'tags'?:%v,'links'?:%v,"
		"'time':{'from'?:%v,'to'?:%v},'timezone':%s,'weekStart'?:%v,"
		"'fiscalYearStartMonth'?:%v,'timepicker':{'nowDelay'?:%v},"
		"'templating':{'list':%v},'annotations':{'list':%v},'panels':%v}",
		SCHEMA_VERSION, json_get(spec, "title"), json_get(spec, "description"),
		json_get(spec, "tags"), json_get(spec, "links"), json_get(time, "from"),
		json_get(time, "to"), json_get_text(time, "timezone", "browser"),
		json_get(time, "weekStart"), json_get(time, "fiscalYearStartMonth"),
		json_get(time, "nowDelay"), variables, annotations, panels);

	json_object_put(variables);
	json_object_put(annotations);
	json_object_put(panels);
	return dashboard;
}
