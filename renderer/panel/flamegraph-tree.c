#include "renderer/panel/flamegraph.h"

#include <math.h>

enum { MAX_ITEMS = 500 * 1000, MAX_LEVELS = 2000 };

/* A lone child that takes nearly all of its parent is drawn together with it. */
#define GROUP_SHARE 0.99

static const Field *field_named(const Frame *frame, const char *name)
{
	for (size_t i = 0; frame && i < frame->n_fields; i++)
		if (g_strcmp0(frame->fields[i].name, name) == 0)
			return &frame->fields[i];
	return NULL;
}

static bool is_of_type(const Field *field, bool is_label)
{
	if (is_label)
		return field->type == FIELD_STRING || field->type == FIELD_ENUM;
	return field->type == FIELD_NUMBER;
}

/* --- Fields --- */

static const char *check_fields(const PanelContext *context, const Frame *frame)
{
	static const char *const names[] = { "label", "level", "value", "self" };
	g_autoptr(GString) missing = g_string_new(NULL), wrong = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		const Field *field = field_named(frame, names[i]);
		GString *list = field ? wrong : missing;

		if (field && is_of_type(field, i == 0))
			continue;
		if (list->len)
			g_string_append(list, ", ");
		g_string_append(list, names[i]);
		if (field)
			g_string_append_printf(list, " has type %s but should be %s",
					       field_type_text(field->type),
					       i == 0 ? "string or enum" : "number");
	}
	if (missing->len)
		return arena_printf(context->arena, "Data is missing fields: %s", missing->str);
	if (wrong->len)
		return arena_printf(context->arena, "Data has fields of wrong type: %s", wrong->str);
	return NULL;
}

static double number_at(const FlameTree *tree, const Field *field, size_t row)
{
	double number = field ? field_number(tree->frame, field, row) : 0;

	return isfinite(number) ? number : 0;
}

static const char *label_at(const PanelContext *context, const FlameTree *tree, size_t row)
{
	Value value = field_value(tree->frame, tree->label, row);
	const EnumConfig *texts = &tree->label->config.enumeration;

	if (tree->label->type == FIELD_ENUM && value.kind == VALUE_NUMBER && value.number >= 0 &&
	    value.number < (double)texts->n_texts)
		return texts->texts[(size_t)value.number];
	return value.kind == VALUE_STRING ? value.string : value_to_text(context->arena, value);
}

/* --- Tree: rows follow each other as in a walk, each with its depth --- */

static void add_item(const PanelContext *context, FlameTree *tree, size_t row, int level,
		     size_t *last, int *deepest)
{
	size_t index = tree->n++;
	FlameItem *item = &tree->items[index];
	double value = number_at(tree, tree->value, row);

	*item = (FlameItem){
		.row = row,
		.label = label_at(context, tree, row),
		.right = number_at(tree, tree->value_right, row),
		.level = level,
		.parent = index,
		.group = index,
		.n_group = 1,
	};
	item->value = value + item->right;
	if (level > 0) {
		FlameItem *parent = &tree->items[item->parent = last[level - 1]];
		const FlameItem *sibling = level <= *deepest ? &tree->items[last[level]] : NULL;

		parent->n_children++;
		item->start = sibling && sibling->parent == item->parent
				      ? sibling->start + sibling->value
				      : parent->start;
	}
	last[level] = index;
	*deepest = level;
}

/* A row that is deeper than a child can be hangs on the row before it. */
static void read_items(const PanelContext *context, FlameTree *tree)
{
	size_t n = MIN(tree->frame->n_rows, MAX_ITEMS);
	size_t *last = arena_new_array(context->arena, size_t, MAX_LEVELS + 1);
	int deepest = -1;

	tree->items = arena_new_array(context->arena, FlameItem, n + 1);
	for (size_t row = 0; row < n; row++) {
		double level = number_at(tree, tree->level, row);
		int depth = (int)CLAMP(level, 0, MIN(deepest + 1, MAX_LEVELS));

		/* Only the first root is shown. */
		if (depth == 0 && tree->n)
			return;
		add_item(context, tree, row, depth, last, &deepest);
	}
}

static void group_items(FlameTree *tree)
{
	for (size_t i = 1; i < tree->n; i++) {
		FlameItem *item = &tree->items[i], *parent = &tree->items[item->parent];

		if (parent->n_children != 1 || !(item->value > parent->value * GROUP_SHARE))
			continue;
		item->group = parent->group;
		tree->items[item->group].n_group++;
	}
}

FlameTree *flame_tree_read(const PanelContext *context, const char **problem)
{
	const Frame *frame = context->frames->n ? context->frames->items[0] : NULL;
	FlameTree *tree = arena_new_one(context->arena, FlameTree);

	*problem = check_fields(context, frame);
	if (*problem)
		return NULL;
	*tree = (FlameTree){
		.frame = frame,
		.label = field_named(frame, "label"),
		.level = field_named(frame, "level"),
		.value = field_named(frame, "value"),
		.self = field_named(frame, "self"),
		.value_right = field_named(frame, "valueRight"),
		.self_right = field_named(frame, "selfRight"),
	};
	if (!tree->value_right || !tree->self_right)
		tree->value_right = tree->self_right = NULL;
	read_items(context, tree);
	group_items(tree);
	if (tree->n == 0)
		*problem = "No data";
	return tree->n ? tree : NULL;
}
