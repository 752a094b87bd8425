/*
 * A row with a small chart for each series. Source: Grafana 12.3,
 * features/transformers/timeSeriesTable.
 */
#include "renderer/transform/types.h"

#include "renderer/data/reduce.h"
#include "renderer/json.h"
#include "renderer/transform/rows.h"

#include <string.h>

typedef struct {
	Frame *frame;
	Field *time, *value;
} Series;

static const char *ref_id_of(const Frame *frame)
{
	return frame->ref_id ? frame->ref_id : "";
}

static Field *time_field(Frame *frame, json_object *of_ref_id)
{
	const char *name = json_get_text(of_ref_id, "timeField", "");

	if (!name[0])
		return frame_first_of_type(frame, FIELD_TIME);
	for (size_t f = 0; f < frame->n_fields; f++)
		if (g_strcmp0(frame->fields[f].name, name) == 0)
			return &frame->fields[f];
	return NULL;
}

static void add_keys(GPtrArray *keys, const Labels *labels)
{
	for (size_t l = 0; l < labels->n; l++)
		if (!g_ptr_array_find_with_equal_func(keys, labels->items[l].key, g_str_equal,
						      NULL))
			g_ptr_array_add(keys, (void *)labels->items[l].key);
}

/* The number fields of all time series of one refId, and the keys of their labels. */
static GArray *collect(const Frames *frames, const char *ref_id, json_object *of_ref_id,
		       GPtrArray *keys)
{
	GArray *all = g_array_new(false, false, sizeof(Series));

	for (size_t i = 0; i < frames->n; i++) {
		Frame *frame = frames->items[i];
		Series series = { frame, time_field(frame, of_ref_id), NULL };

		if (strcmp(ref_id_of(frame), ref_id) != 0 || !series.time ||
		    !frame_is_time_series(frame))
			continue;
		for (size_t f = 0; f < frame->n_fields; f++) {
			series.value = &frame->fields[f];
			if (series.value->type != FIELD_NUMBER)
				continue;
			add_keys(keys, &series.value->labels);
			g_array_append_val(all, series);
		}
	}
	return all;
}

static Field label_column(Arena *arena, const char *key, const GArray *all)
{
	Value *values = arena_new_array(arena, Value, all->len);

	for (unsigned i = 0; i < all->len; i++) {
		const char *value = labels_get(&g_array_index(all, Series, i).value->labels, key);

		values[i] = value_of_string(value ? value : "");
	}
	return field_of_values(key, FIELD_STRING, values);
}

/* The value that stands for a series: its last one, unless `stat` names another. */
static const Value *stat_of(Arena *arena, const Series *series, const char *reducer_id)
{
	const Reducer *reducer = reducer_find(reducer_id);
	Value *stat = arena_new_one(arena, Value);

	*stat = (Value){ .kind = VALUE_NULL };
	if (reducer)
		*stat = reduce_field(arena, series->frame, series->value, reducer);
	return stat;
}

static Field trend_column(Arena *arena, const char *ref_id, const char *reducer_id,
			  const GArray *all)
{
	Value *values = arena_new_array(arena, Value, all->len);

	for (unsigned i = 0; i < all->len; i++) {
		const Series *series = &g_array_index(all, Series, i);
		Frame *trend = frame_new(arena, 2, series->frame->n_rows);

		trend->fields[0] = *series->time;
		trend->fields[1] = *series->value;
		trend->stat = stat_of(arena, series, reducer_id);
		values[i] = (Value){ .kind = VALUE_FRAME, .frame = trend };
	}
	return field_of_values(arena_printf(arena, "Trend #%s", ref_id), FIELD_FRAME, values);
}

static Frame *make_table(const TransformContext *context, const Frames *frames, const char *ref_id,
			 json_object *of_ref_id, GError **error)
{
	g_autoptr(GPtrArray) keys = g_ptr_array_new();
	g_autoptr(GArray) all = collect(frames, ref_id, of_ref_id, keys);

	if (!transform_has_room(context, all->len, keys->len + 3, error))
		return NULL;
	Frame *table = frame_new(context->arena, keys->len + (all->len > 0), all->len);

	for (unsigned k = 0; k < keys->len; k++)
		table->fields[k] = label_column(context->arena, keys->pdata[k], all);
	if (all->len)
		table->fields[keys->len] =
			trend_column(context->arena, ref_id,
				     json_get_text(of_ref_id, "stat", "lastNotNull"), all);
	table->ref_id = ref_id;
	return table;
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	Frames *out = frames_new(context->arena);

	for (size_t i = 0; i < frames->n; i++)
		if (!frame_is_time_series(frames->items[i]))
			frames_append(context->arena, out, frames->items[i]);
	for (size_t i = 0; i < frames->n; i++) {
		const char *ref_id = ref_id_of(frames->items[i]);
		json_object *of_ref_id = NULL;

		if (!g_hash_table_add(seen, (void *)ref_id))
			continue;
		json_object_object_get_ex(options, ref_id, &of_ref_id);
		Frame *table = make_table(context, frames, ref_id, of_ref_id, error);

		if (!table)
			return NULL;
		frames_append(context->arena, out, table);
	}
	return out;
}

const Transform transform_time_series_table = { "timeSeriesTable", run };
