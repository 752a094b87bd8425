/*
 * Sorts each frame's rows by one field.
 * Source: Grafana 12.3, transformers/sortBy.ts, field/fieldComparers.ts.
 */
#include "renderer/transform/types.h"

#include "renderer/data/collate.h"
#include "renderer/json.h"
#include "renderer/transform/rows.h"

#include <string.h>

typedef struct {
	const Frame *frame;
	const Field *field;
	bool is_descending;
	char **keys; // of texts, one a row; NULL for empty ones
} Order;

static int by_number(const Order *order, size_t left, size_t right)
{
	double l = field_number(order->frame, order->field, left);
	double r = field_number(order->frame, order->field, right);

	if (value_is_null(l))
		l = 0;
	if (value_is_null(r))
		r = 0;
	return (l > r) - (l < r);
}

static int by_time(const Order *order, size_t left, size_t right)
{
	int difference = by_number(order, left, right);

	if (difference || !order->field->nanos)
		return difference;
	return order->field->nanos[left] - order->field->nanos[right];
}

/* Empty and missing texts go after all others. */
static int by_text(const Order *order, size_t left, size_t right)
{
	const char *l = order->keys[left], *r = order->keys[right];

	if (!l || !r)
		return (r != NULL) - (l != NULL);
	return strcmp(l, r);
}

/* True goes first. */
static int by_boolean(const Order *order, size_t left, size_t right)
{
	bool l = field_number(order->frame, order->field, left) == 1;
	bool r = field_number(order->frame, order->field, right) == 1;

	return (int)r - (int)l;
}

static char **keys_of_texts(const Frame *frame, const Field *field)
{
	char **keys = g_new0(char *, frame->n_rows + 1);

	for (size_t i = 0; i < frame->n_rows; i++) {
		Value value = field_value(frame, field, i);

		if (value.kind == VALUE_STRING && value.string[0])
			keys[i] = collate_key(value.string, false);
	}
	return keys;
}

static void free_keys(char **keys, size_t n)
{
	for (size_t i = 0; keys && i < n; i++)
		g_free(keys[i]);
	g_free(keys);
}

static int compare_rows(const void *left, const void *right, void *data)
{
	const Order *order = data;
	size_t l = *(const size_t *)left, r = *(const size_t *)right;
	int result;

	switch (order->field->type) {
	case FIELD_NUMBER:
		result = by_number(order, l, r);
		break;
	case FIELD_STRING:
		result = by_text(order, l, r);
		break;
	case FIELD_BOOLEAN:
		result = by_boolean(order, l, r);
		break;
	case FIELD_TIME:
		result = by_time(order, l, r);
		break;
	default:
		result = (l > r) - (l < r);
	}
	return order->is_descending ? -result : result;
}

static Frame *sort(Arena *arena, Frame *frame, const char *name, bool is_descending)
{
	Order order = { frame, field_named(arena, frame, NULL, name), is_descending, NULL };

	if (!order.field || frame->n_rows > G_MAXINT)
		return frame;
	size_t *rows = arena_new_array(arena, size_t, frame->n_rows);

	for (size_t i = 0; i < frame->n_rows; i++)
		rows[i] = i;
	if (order.field->type == FIELD_STRING)
		order.keys = keys_of_texts(frame, order.field);
	g_qsort_with_data(rows, (int)frame->n_rows, sizeof(size_t), compare_rows, &order);
	free_keys(order.keys, frame->n_rows);
	return frame_take_rows(arena, frame, rows, frame->n_rows);
}

/* Only the first of the list counts. */
static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	json_object *list = json_get_array(options, "sort");
	json_object *rule = list ? json_object_array_get_idx(list, 0) : NULL;
	const char *name = json_get_text(rule, "field", NULL);
	Frames *out = frames_new(context->arena);

	if (!name)
		return frames;
	for (size_t i = 0; i < frames->n; i++)
		frames_append(context->arena, out,
			      sort(context->arena, frames->items[i], name,
				   json_get_bool(rule, "desc", false)));
	return out;
}

const Transform transform_sort_by = { "sortBy", run };
