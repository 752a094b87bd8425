/*
 * Sorts each frame's rows by one field.
 * Source: Grafana 12.3, transformers/sortBy.ts, field/fieldComparers.ts.
 */
#include "renderer/transform/types.h"

#include "renderer/json.h"
#include "renderer/transform/collate.h"
#include "renderer/transform/rows.h"

#include <math.h>

typedef struct {
	const Frame *frame;
	const Field *field;
	bool is_descending;
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
	Value l = field_value(order->frame, order->field, left);
	Value r = field_value(order->frame, order->field, right);
	bool is_left = l.kind == VALUE_STRING && l.string[0];
	bool is_right = r.kind == VALUE_STRING && r.string[0];

	if (!is_left || !is_right)
		return (int)is_right - (int)is_left;
	return collate_texts(l.string, r.string, false);
}

/* True goes first. */
static int by_boolean(const Order *order, size_t left, size_t right)
{
	bool l = field_number(order->frame, order->field, left) == 1;
	bool r = field_number(order->frame, order->field, right) == 1;

	return (int)r - (int)l;
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

static Frame *sort(Arena *arena, Frame *frame, Frames *frames, const char *name,
		   bool is_descending)
{
	Order order = { frame, field_named(arena, frame, frames, name), is_descending };

	if (!order.field || frame->n_rows > G_MAXINT)
		return frame;
	size_t *rows = arena_new_array(arena, size_t, frame->n_rows);

	for (size_t i = 0; i < frame->n_rows; i++)
		rows[i] = i;
	g_qsort_with_data(rows, (int)frame->n_rows, sizeof(size_t), compare_rows, &order);
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
			      sort(context->arena, frames->items[i], frames, name,
				   json_get_bool(rule, "desc", false)));
	return out;
}

const Transform transform_sort_by = { "sortBy", run };
