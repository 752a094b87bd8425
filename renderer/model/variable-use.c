#include "renderer/model/variable-use.h"

#include <string.h>

#include "renderer/json.h"
#include "renderer/model/json-edit.h"
#include "renderer/model/reference.h"

/* Finding variables by name; of two with one name the first counts. */
typedef struct {
	GHashTable *indexes; // name to index + 1
	VariableUse *uses;
	size_t n;
} Uses;

static GHashTable *index_names(const Variables *variables)
{
	GHashTable *indexes = g_hash_table_new(g_str_hash, g_str_equal);

	for (size_t i = variables->n; i-- > 0;)
		g_hash_table_insert(indexes, (char *)variables->items[i].name,
				    GSIZE_TO_POINTER(i + 1));
	return indexes;
}

/* The index, or -1. */
static int find_index(const Uses *uses, const char *name)
{
	return name ? (int)GPOINTER_TO_SIZE(g_hash_table_lookup(uses->indexes, name)) - 1 : -1;
}

typedef void (*Visitor)(const Uses *uses, size_t index, const Reference *reference, void *data);

static void visit_text(const Uses *uses, const char *text, Visitor visit, void *data)
{
	ReferenceScanner scanner;
	Reference reference;

	if (!text || !strpbrk(text, "$["))
		return;
	scanner = reference_scanner(text, strlen(text));
	while (reference_next(&scanner, &reference)) {
		g_autofree char *name = g_strndup(reference.name.start, reference.name.length);
		int index = find_index(uses, name);

		if (index >= 0)
			visit(uses, (size_t)index, &reference, data);
	}
}

/* All texts in a JSON value, as one: names are found in it as in each of them. */
static void visit_json(const Uses *uses, json_object *json, Visitor visit, void *data)
{
	if (json)
		visit_text(uses,
			   json_object_to_json_string_ext(json,
							  JSON_C_TO_STRING_PLAIN |
								  JSON_C_TO_STRING_NOSLASHESCAPE),
			   visit, data);
}

static void mark_named(const Uses *uses, size_t index, const Reference *reference, void *data)
{
	((bool *)data)[index] = true;
}

static void mark_used(const Uses *uses, size_t index, const Reference *reference, void *data)
{
	uses->uses[index].is_used = true;
}

static void mark_label(const Uses *uses, size_t index, const Reference *reference, void *data)
{
	uses->uses[index].is_label_shown = true;
}

static void mark_text_format(const Uses *uses, size_t index, const Reference *reference,
			     void *data)
{
	if (reference->format.start && piece_equals(reference->format, "text"))
		uses->uses[index].is_label_shown = true;
}

static void mark_repeat(const Uses *uses, const char *name)
{
	int index = find_index(uses, name);

	if (index >= 0)
		uses->uses[index].is_repeated = true;
}

/* By what the panel and all around it are repeated. */
static void mark_repeats(const Uses *uses, const Panel *panel)
{
	json_object *outer = panel->row ? panel->row->outer_repeats : NULL;

	mark_repeat(uses, panel->repeat);
	mark_repeat(uses, panel->row_repeat);
	for (size_t i = 0; i < json_length(outer); i++)
		mark_repeat(uses, json_object_get_string(json_at(outer, i)));
}

/* What a definition names: in its query, its data source and its regular expression. */
static const bool *named_by(Arena *arena, const Uses *uses, json_object *variable)
{
	bool *names = arena_new_array(arena, bool, uses->n + 1);

	visit_json(uses, json_get(variable, "query"), mark_named, names);
	visit_json(uses, json_get(variable, "datasource"), mark_named, names);
	visit_text(uses, json_get_text(variable, "regex", NULL), mark_named, names);
	return names;
}

static void visit_panel(const Uses *uses, const Panel *panel)
{
	visit_text(uses, panel->title, mark_label, NULL);
	visit_text(uses, panel->row_title, mark_label, NULL);
	visit_json(uses, panel->json, mark_text_format, NULL);
}

static void use_panel(const Uses *uses, const Dashboard *dashboard, const Panel *panel)
{
	visit_json(uses, panel->json, mark_used, NULL);
	visit_json(uses, dashboard->annotations, mark_used, NULL);
	visit_text(uses, panel->row_title, mark_used, NULL);
	for (size_t i = 0; i < uses->n; i++)
		uses->uses[i].is_used |= uses->uses[i].is_repeated;
}

/* Ad hoc filters go with every request, and may name variables. */
static void use_filters(const Uses *uses, const Variables *variables)
{
	for (size_t i = 0; i < uses->n; i++)
		if (strcmp(variables->items[i].type, "adhoc") == 0)
			uses->uses[i].is_used = true;
}

/* What a used variable names is used, too. */
static void spread_use(const Uses *uses)
{
	g_autoptr(GArray) fresh = g_array_new(FALSE, FALSE, sizeof(size_t));

	for (size_t i = 0; i < uses->n; i++)
		if (uses->uses[i].is_used)
			g_array_append_val(fresh, i);
	for (guint at = 0; at < fresh->len; at++) {
		const bool *names = uses->uses[g_array_index(fresh, size_t, at)].names;

		for (size_t i = 0; i < uses->n; i++) {
			if (!names[i] || uses->uses[i].is_used)
				continue;
			uses->uses[i].is_used = true;
			g_array_append_val(fresh, i);
		}
	}
}

static void use_all(const Uses *uses)
{
	for (size_t i = 0; i < uses->n; i++)
		uses->uses[i].is_used = true;
}

/* A panel that shows another's data uses what that one does. */
static bool shows_other_panel(const Panel *panel)
{
	return strstr(json_object_to_json_string_ext(panel->json, JSON_C_TO_STRING_PLAIN),
		      "-- Dashboard --") != NULL;
}

VariableUse *variable_uses(Arena *arena, const Variables *variables, const Dashboard *dashboard,
			   const Panel *panel)
{
	g_autoptr(GHashTable) indexes = index_names(variables);
	Uses uses = { indexes, arena_new_array(arena, VariableUse, variables->n + 1),
		      variables->n };
	const Panel *panels = panel ? panel : dashboard->panels;
	size_t n_panels = panel ? 1 : dashboard->n_panels;

	for (size_t i = 0; i < uses.n; i++)
		uses.uses[i].names = named_by(arena, &uses, json_at(dashboard->variables, i));
	for (size_t i = 0; i < n_panels; i++) {
		visit_panel(&uses, &panels[i]);
		mark_repeats(&uses, &panels[i]);
	}
	if (!panel || shows_other_panel(panel)) {
		use_all(&uses);
		return uses.uses;
	}
	use_panel(&uses, dashboard, panel);
	use_filters(&uses, variables);
	spread_use(&uses);
	return uses.uses;
}
