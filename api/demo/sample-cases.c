#include "api/demo/sample-cases.h"

#include "renderer/json.h"
#include "samples/samples.h"

#include <string.h>

#define ROOT "/paneld/samples/"

json_object *sample_json_load(const char *name)
{
	g_autofree char *path = g_strconcat(ROOT, name, NULL);
	GBytes *bytes = g_resource_lookup_data(samples_get_resource(), path, 0, NULL);

	if (!bytes)
		return NULL;
	// compile_resources puts a NUL behind each file
	json_object *json = json_tokener_parse(g_bytes_get_data(bytes, NULL));

	g_assert(json);
	g_bytes_unref(bytes);
	return json;
}

static void sample_case_free(void *data)
{
	SampleCase *sample = data;

	g_free(sample->name);
	g_free(sample->title);
	json_object_put(sample->panel);
	g_free(sample);
}

static void add_case(GPtrArray *cases, const char *type, const char *name)
{
	g_autofree char *file = g_strconcat(type, name, "panel.json", NULL);
	json_object *panel = sample_json_load(file);

	if (!panel)
		return;
	SampleCase *sample = g_new0(SampleCase, 1);

	*sample = (SampleCase){
		.name = g_strndup(file, strlen(file) - strlen("/panel.json")),
		.title = g_strdup(json_get_text(panel, "title", "")),
		.id = (int)json_get_number(panel, "id", 0),
		.panel = panel,
	};
	g_ptr_array_add(cases, sample);
}

/* Names of folders end in '/', others in none. */
static char **children_of(const char *type)
{
	g_autofree char *path = g_strconcat(ROOT, type, NULL);

	return g_resource_enumerate_children(samples_get_resource(), path, 0, NULL);
}

static void add_cases_of(GPtrArray *cases, const char *type)
{
	g_auto(GStrv) names = g_str_has_suffix(type, "/") ? children_of(type) : NULL;

	for (char **name = names; name && *name; name++)
		add_case(cases, type, *name);
}

static int compare_ids(const void *a, const void *b)
{
	const SampleCase *const *first = a, *const *second = b;

	return (*first)->id - (*second)->id;
}

GPtrArray *sample_cases_load(void)
{
	GPtrArray *cases = g_ptr_array_new_with_free_func(sample_case_free);
	g_auto(GStrv) types = children_of("");

	for (char **type = types; type && *type; type++)
		add_cases_of(cases, *type);
	g_ptr_array_sort(cases, compare_ids);
	return cases;
}
