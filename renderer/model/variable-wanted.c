#include "renderer/model/variable-wanted.h"

#include "renderer/json.h"
#include "renderer/model/json-edit.h"

#include <string.h>

enum { MAX_VALUES = 10000 };

#define ALL_VALUE "$__all"
#define ALL_TEXT  "All"

const char **wanted_texts(Arena *arena, json_object *json, size_t *n)
{
	bool is_list = json_object_is_type(json, json_type_array);

	*n = is_list ? MIN(json_length(json), MAX_VALUES) : json ? 1 : 0;
	const char **texts = arena_new_array(arena, const char *, *n + 1);

	for (size_t i = 0; i < *n; i++) {
		json_object *text = is_list ? json_at(json, i) : json;

		texts[i] = text ? json_object_get_string(text) : "";
	}
	return texts;
}

Wanted wanted_saved(Arena *arena, json_object *json, const VariableValue *value)
{
	Wanted wanted = { 0 };
	size_t n_texts;

	wanted.values = wanted_texts(arena, json_get(json, "current.value"), &wanted.n);
	wanted.texts = wanted_texts(arena, json_get(json, "current.text"), &n_texts);
	if (n_texts < wanted.n)
		wanted.texts = wanted.values;
	if (!value->is_multi)
		wanted.n = MIN(wanted.n, 1);
	wanted.is_all = wanted.n && strcmp(wanted.values[0], ALL_VALUE) == 0;
	return wanted;
}

const UrlVariable *wanted_url(const Resolution *resolution, json_object *json, const char *name)
{
	if (json_get_bool(json, "skipUrlSync", false) || resolution->dashboard->is_snapshot)
		return NULL;
	for (size_t i = 0; i < resolution->input->n_url; i++)
		if (strcmp(resolution->input->url[i].name, name) == 0)
			return &resolution->input->url[i];
	return NULL;
}

static bool is_same(const Wanted *a, const Wanted *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (strcmp(a->values[i], b->values[i]) != 0)
			return false;
	return true;
}

/* The URL's words for All: `$__all`; `All` and the custom value where there is All. */
static bool is_url_all(const Wanted *wanted, const VariableValue *value)
{
	if (wanted->n == 0)
		return false;
	if (strcmp(wanted->values[wanted->n - 1], ALL_VALUE) == 0)
		return true;
	if (value->include_all && strcmp(wanted->values[0], ALL_TEXT) == 0)
		return true;
	return !value->is_multi && g_strcmp0(value->all_value, wanted->values[0]) == 0;
}

Wanted wanted_value(const Resolution *resolution, json_object *json, const VariableValue *value)
{
	const UrlVariable *url = wanted_url(resolution, json, value->name);
	Wanted saved = wanted_saved(resolution->arena, json, value);
	Wanted wanted = { 0 };

	if (!url || url->n_values == 0)
		return saved;
	wanted.values = wanted.texts = url->values;
	wanted.n = value->is_multi ? MIN(url->n_values, MAX_VALUES) : 1;
	if (is_same(&wanted, &saved))
		return saved;
	wanted.is_from_url = true;
	wanted.is_all = is_url_all(&wanted, value);
	/* All goes where there are other values. */
	if (!wanted.is_all && wanted.n > 1 && strcmp(wanted.values[0], ALL_VALUE) == 0) {
		wanted.values++;
		wanted.texts++;
		wanted.n--;
	}
	return wanted;
}
