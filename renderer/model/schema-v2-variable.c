#include "renderer/model/schema-v2.h"

#include <string.h>

#include <glib.h>

#include "renderer/json.h"
#include "renderer/model/json-edit.h"

#define LEGACY_QUERY "__legacyStringValue"

/* --- Words that were numbers --- */

static const char *const refreshes[] = { "never", "onDashboardLoad", "onTimeRangeChanged" };
static const char *const hides[] = { "dontHide", "hideLabel", "hideVariable", "inControlsMenu" };
static const char *const sorts[] = {
	"disabled",	   "alphabeticalAsc",
	"alphabeticalDesc", "numericalAsc",
	"numericalDesc",   "alphabeticalCaseInsensitiveAsc",
	"alphabeticalCaseInsensitiveDesc", "naturalAsc",
	"naturalDesc",
};

/* An unknown word is the first. */
static void word_to_number(json_object *variable, const char *key, const char *const *words,
			   size_t n)
{
	const char *word = json_get_text(variable, key, NULL);
	size_t number = 0;

	for (size_t i = 0; word && i < n; i++)
		if (strcmp(words[i], word) == 0)
			number = i;
	if (word)
		json_set(variable, key, json_make("%d", (int)number));
}

/* --- What kinds have of their own --- */

static void settle_query(json_object *variable, json_object *kind)
{
	json_object *spec = json_get(kind, "spec"), *query = json_get(spec, "query");
	json_object *body = json_get_object(query, "spec");
	json_object *text = json_get(body, LEGACY_QUERY);

	json_set(variable, "datasource", schema_v2_data_source(query, spec));
	if (text) {
		json_set(variable, "query", json_object_get(text));
		return;
	}
	json_object *copy = json_make("{'refId':'A'}");

	json_assign(copy, body);
	json_set(variable, "query", copy);
}

static void settle_data_source(json_object *variable, json_object *kind)
{
	json_set(variable, "query", json_object_get(json_get(kind, "spec.pluginId")));
}

/* Filters are of a data source that stands beside the spec, in v2alpha1 in it. */
static void settle_filters(json_object *variable, json_object *kind)
{
	json_object *spec = json_get(kind, "spec");

	if (json_get(kind, "group"))
		json_set(variable, "datasource", schema_v2_data_source(kind, NULL));
	else
		json_set(variable, "datasource", json_object_get(json_get(spec, "datasource")));
}

static void settle_switch(json_object *variable, json_object *kind)
{
	const char *on = json_get_text(kind, "spec.enabledValue", "true");
	const char *off = json_get_text(kind, "spec.disabledValue", "false");
	const char *value = json_get_text(kind, "spec.current", "false");

	json_set(variable, "options",
		 json_make("[{'text':%s,'value':%s},{'text':%s,'value':%s}]", on, on, off, off));
	json_set(variable, "current", json_make("{'text':%s,'value':%s}", value, value));
}

static const struct {
	const char *kind, *type;
	void (*settle)(json_object *variable, json_object *kind);
} kinds[] = {
	{ "AdhocVariable", "adhoc", settle_filters },
	{ "ConstantVariable", "constant", NULL },
	{ "CustomVariable", "custom", NULL },
	{ "DatasourceVariable", "datasource", settle_data_source },
	{ "GroupByVariable", "groupby", settle_filters },
	{ "IntervalVariable", "interval", NULL },
	{ "QueryVariable", "query", settle_query },
	{ "SwitchVariable", "switch", settle_switch },
	{ "TextVariable", "textbox", NULL },
};

json_object *schema_v2_variable(json_object *variable)
{
	const char *kind = json_get_text(variable, "kind", "");

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		if (strcmp(kinds[i].kind, kind) != 0)
			continue;
		json_object *result = json_make("{'type':%s}", kinds[i].type);

		json_assign(result, json_get_object(variable, "spec"));
		json_set(result, "type", json_make("%s", kinds[i].type));
		word_to_number(result, "refresh", refreshes, G_N_ELEMENTS(refreshes));
		word_to_number(result, "hide", hides, G_N_ELEMENTS(hides));
		word_to_number(result, "sort", sorts, G_N_ELEMENTS(sorts));
		if (kinds[i].settle)
			kinds[i].settle(result, variable);
		return result;
	}
	return NULL;
}
