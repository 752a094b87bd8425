#include "api/grafana/numbered-copy.h"

#include <string.h>

enum { MAX_ITEMS = 5000 }; // rows, panels and copies together

/* A row or a panel in the order of the grid. */
typedef struct {
	int id;
	const DashboardRow *row; // NULL: a panel
	Panel *panel;
	const char *row_value, *panel_value;
	bool is_copy; // it is not repeated once more
} Item;

typedef struct {
	GArray *items;
	const Variables *variables;
	int next_id;
} Expansion;

static Item *item_at(const Expansion *expansion, guint index)
{
	return &g_array_index(expansion->items, Item, index);
}

static void add_panels_of(GArray *items, const Dashboard *dashboard, const DashboardRow *row)
{
	for (size_t i = 0; i < dashboard->n_panels && items->len < MAX_ITEMS; i++) {
		Panel *panel = &dashboard->panels[i];
		Item item = { .id = panel->id, .panel = panel };

		if (panel->row == row)
			g_array_append_val(items, item);
	}
}

static GArray *saved_items(const Dashboard *dashboard)
{
	GArray *items = g_array_new(FALSE, FALSE, sizeof(Item));

	add_panels_of(items, dashboard, NULL);
	for (size_t i = 0; i < dashboard->n_rows && items->len < MAX_ITEMS; i++) {
		Item item = { .id = dashboard->rows[i].id, .row = &dashboard->rows[i] };

		g_array_append_val(items, item);
		add_panels_of(items, dashboard, &dashboard->rows[i]);
	}
	return items;
}

static const VariableValue *variable_named(const Expansion *expansion, const char *name)
{
	for (size_t i = 0; name && i < expansion->variables->n; i++)
		if (strcmp(expansion->variables->items[i].name, name) == 0)
			return &expansion->variables->items[i];
	return NULL;
}

static bool insert_copy(Expansion *expansion, guint index, Item item)
{
	if (expansion->items->len >= MAX_ITEMS)
		return false;
	item.id = expansion->next_id++;
	g_array_insert_val(expansion->items, index, item);
	return true;
}

static guint panels_in_row(const Expansion *expansion, guint index)
{
	guint n = 0;

	while (index + 1 + n < expansion->items->len && !item_at(expansion, index + 1 + n)->row)
		n++;
	return n;
}

/* Behind the row's panels come its copies, each with copies of the panels. */
static void repeat_row(Expansion *expansion, guint index)
{
	const VariableValue *variable =
		variable_named(expansion, item_at(expansion, index)->row->repeat);
	guint n = panels_in_row(expansion, index), at = index + 1 + n;

	if (!variable)
		return;
	for (size_t v = 1; v < variable->n_values; v++) {
		Item row = *item_at(expansion, index);

		row.is_copy = true;
		if (!insert_copy(expansion, at++, row))
			return;
		for (guint i = 0; i < n; i++) {
			Item panel = *item_at(expansion, index + 1 + i);

			panel.row_value = variable->values[v];
			if (!insert_copy(expansion, at++, panel))
				return;
		}
	}
	for (guint i = 0; i < n && variable->n_values; i++)
		item_at(expansion, index + 1 + i)->row_value = variable->values[0];
}

static void repeat_panel(Expansion *expansion, guint index)
{
	const VariableValue *variable =
		variable_named(expansion, item_at(expansion, index)->panel->repeat);

	if (!variable || variable->n_values == 0)
		return;
	item_at(expansion, index)->panel_value = variable->values[0];
	for (size_t v = 1; v < variable->n_values; v++) {
		Item copy = *item_at(expansion, index);

		copy.is_copy = true;
		copy.panel_value = variable->values[v];
		if (!insert_copy(expansion, index + (guint)v, copy))
			return;
	}
}

static int highest_id(const GArray *items)
{
	int id = 0;

	for (guint i = 0; i < items->len; i++)
		id = MAX(id, g_array_index(items, Item, i).id);
	return MIN(id, G_MAXINT - MAX_ITEMS - 1);
}

NumberedCopy numbered_copy_find(const Dashboard *dashboard, const Variables *variables, int id)
{
	g_autoptr(GArray) items = saved_items(dashboard);
	Expansion expansion = { items, variables, highest_id(items) + 1 };

	for (guint i = 0; i < items->len; i++) {
		const Item *item = item_at(&expansion, i);

		if (item->is_copy)
			continue;
		if (item->row)
			repeat_row(&expansion, i);
		else
			repeat_panel(&expansion, i);
	}
	for (guint i = 0; i < items->len; i++) {
		const Item *item = item_at(&expansion, i);

		if (item->panel && item->id == id)
			return (NumberedCopy){ item->panel, item->row_value, item->panel_value };
	}
	return (NumberedCopy){ 0 };
}
