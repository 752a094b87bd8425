#include "api/grafana/clone-id.h"

#include <stdbool.h>
#include <string.h>

#include <glib.h>

#include "renderer/model/repeat.h"

static bool is_first_value(const Variables *variables, const VariableValue *scoped)
{
	const VariableValue *variable = variables_find(variables, scoped->name);

	return !variable || variable->n_values == 0 || scoped->n_values == 0 ||
	       strcmp(variable->values[0], scoped->values[0]) == 0;
}

static char *copy_path(int panel_id, const VariableValue *scoped, size_t n_scoped)
{
	GString *path = g_string_new(NULL);
	const char *last_name = NULL;

	g_string_printf(path, "panel-%d", panel_id);
	for (size_t i = 0; i < n_scoped; i++) {
		if (scoped[i].n_values == 0 || g_strcmp0(scoped[i].name, last_name) == 0)
			continue;
		g_string_prepend_c(path, '$');
		g_string_prepend(path, scoped[i].values[0]);
		last_name = scoped[i].name;
	}
	return g_string_free(path, FALSE);
}

/* By UTF-16, as JavaScript counts. */
static uint32_t hash_of(const char *path)
{
	g_autofree gunichar2 *units = g_utf8_to_utf16(path, -1, NULL, NULL, NULL);
	uint32_t hash = 5381;

	for (size_t i = 0; units && units[i]; i++)
		hash = hash * 33 ^ units[i];
	return hash;
}

uint32_t clone_id(const Variables *variables, int panel_id, const VariableValue *scoped,
		  size_t n_scoped)
{
	bool is_clone = false;

	for (size_t i = 0; i < n_scoped; i++)
		is_clone = is_clone || !is_first_value(variables, &scoped[i]);
	if (!is_clone)
		return 0;
	g_autofree char *path = copy_path(panel_id, scoped, n_scoped);

	return hash_of(path);
}
