#include "api/grafana/annotation-event.h"

#include "api/grafana/legend-format.h"
#include "renderer/data/names.h"
#include "renderer/data/number.h"
#include "renderer/json.h"
#include "renderer/model/interval.h"

#include <math.h>
#include <string.h>

enum { MAX_EVENTS = 10000 };

void annotation_events_add(AnnotationEvents *events, const AnnotationEvent *event)
{
	if (events->n >= MAX_EVENTS || isnan(event->time_ms))
		return;
	if (events->n == events->max) {
		events->max = MAX(2 * events->max, 16);
		AnnotationEvent *items =
			arena_new_array(events->arena, AnnotationEvent, events->max);

		if (events->n)
			memcpy(items, events->items, events->n * sizeof(AnnotationEvent));
		events->items = items;
	}
	events->items[events->n++] = *event;
}

/* A number or its text. */
static double number_of(json_object *json, const char *key)
{
	json_object *value = json_get(json, key);

	if (json_object_is_type(value, json_type_string))
		return js_number(json_object_get_string(value));
	return json_get_number(json, key, NAN);
}

static const char *text_of(json_object *json, const char *key)
{
	json_object *value = json_get(json, key);

	return value ? json_object_get_string(value) : NULL;
}

void annotation_events_read(AnnotationEvents *events, json_object *list)
{
	if (!json_object_is_type(list, json_type_array))
		return;
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		json_object *item = json_object_array_get_idx(list, i);
		double panel_id = number_of(item, "panelId");

		annotation_events_add(events, &(AnnotationEvent){
						      .time_ms = number_of(item, "time"),
						      .time_end_ms = number_of(item, "timeEnd"),
						      .title = json_get_text(item, "title", NULL),
						      .text = json_get_text(item, "text", NULL),
						      .id = text_of(item, "id"),
						      .new_state = json_get_text(item, "newState", NULL),
						      .event_type = json_get_text(item, "eventType", NULL),
						      .tags = json_get_array(item, "tags"),
						      .panel_id = isnan(panel_id) ? 0 : panel_id,
					      });
	}
}

/* --- Frames --- */

typedef enum {
	COLUMN_TIME,
	COLUMN_TIME_END,
	COLUMN_TITLE,
	COLUMN_TEXT,
	COLUMN_TAGS,
	COLUMN_ID,
	COLUMN_NEW_STATE,
	COLUMN_PANEL_ID,
	N_COLUMNS,
} Column;

static const char *const column_names[N_COLUMNS] = { "time", "timeEnd", "title",    "text",
						     "tags", "id",	"newState", "panelId" };

typedef struct {
	const Field *fields[N_COLUMNS];
	const char *texts[N_COLUMNS]; // a fixed text in place of a field
} Columns;

static Field *field_named(Arena *arena, Frame *frame, const Frames *frames, const char *name)
{
	Field *found = NULL;

	for (size_t i = 0; i < frame->n_fields; i++)
		if (g_ascii_strcasecmp(field_display_name(arena, &frame->fields[i], frame, frames),
				       name) == 0)
			found = &frame->fields[i];
	return found;
}

static Columns find_columns(Arena *arena, Frame *frame, const Frames *frames,
			    json_object *mappings)
{
	Columns columns = { 0 };

	for (size_t i = 0; i < N_COLUMNS; i++) {
		json_object *mapping = json_get_object(mappings, column_names[i]);
		const char *source = json_get_text(mapping, "source", "field");
		const char *value = json_get_text(mapping, "value", "");

		if (strcmp(source, "text") == 0)
			columns.texts[i] = value;
		else if (strcmp(source, "skip") != 0)
			columns.fields[i] = field_named(arena, frame, frames,
							*value ? value : column_names[i]);
	}
	if (!columns.fields[COLUMN_TIME])
		columns.fields[COLUMN_TIME] = frame_first_of_type(frame, FIELD_TIME);
	if (!columns.fields[COLUMN_TEXT] && !columns.texts[COLUMN_TEXT])
		columns.fields[COLUMN_TEXT] = frame_first_of_type(frame, FIELD_STRING);
	return columns;
}

static const char *column_text(Arena *arena, const Frame *frame, const Columns *columns,
			       Column column, size_t row)
{
	const Field *field = columns->fields[column];

	if (!field)
		return columns->texts[column];
	Value value = field_value(frame, field, row);

	return value.kind == VALUE_ABSENT || value.kind == VALUE_NULL ? NULL
								       : value_to_text(arena, value);
}

static double column_number(const Frame *frame, const Columns *columns, Column column, size_t row)
{
	const Field *field = columns->fields[column];
	double number = field ? field_number(frame, field, row) : NAN;

	return value_is_missing(number) ? NAN : number;
}

static json_object *split_tags(Arena *arena, const char *text)
{
	json_object *tags = arena_take_json(arena, json_object_new_array());
	g_auto(GStrv) parts = g_strsplit(text, ",", 100);

	for (char **part = parts; *part; part++)
		json_object_array_add(tags, json_object_new_string(*part));
	return tags;
}

static json_object *column_tags(Arena *arena, const Frame *frame, const Columns *columns,
				size_t row)
{
	const Field *field = columns->fields[COLUMN_TAGS];
	Value value = field ? field_value(frame, field, row) : (Value){ .kind = VALUE_NULL };

	if (value.kind == VALUE_JSON)
		return json_object_is_type(value.json, json_type_array) ? value.json : NULL;
	const char *text = column_text(arena, frame, columns, COLUMN_TAGS, row);

	return text ? split_tags(arena, text) : NULL;
}

static void read_frame(AnnotationEvents *events, Frame *frame, const Frames *frames,
		       json_object *mappings)
{
	Arena *arena = events->arena;
	Columns columns = find_columns(arena, frame, frames, mappings);

	if (!columns.fields[COLUMN_TIME] ||
	    (!columns.fields[COLUMN_TEXT] && !columns.texts[COLUMN_TEXT]))
		return;
	for (size_t row = 0; row < frame->n_rows && events->n < MAX_EVENTS; row++) {
		double panel_id = column_number(frame, &columns, COLUMN_PANEL_ID, row);

		annotation_events_add(
			events,
			&(AnnotationEvent){
				.time_ms = column_number(frame, &columns, COLUMN_TIME, row),
				.time_end_ms = column_number(frame, &columns, COLUMN_TIME_END, row),
				.title = column_text(arena, frame, &columns, COLUMN_TITLE, row),
				.text = column_text(arena, frame, &columns, COLUMN_TEXT, row),
				.id = column_text(arena, frame, &columns, COLUMN_ID, row),
				.new_state =
					column_text(arena, frame, &columns, COLUMN_NEW_STATE, row),
				.tags = column_tags(arena, frame, &columns, row),
				.panel_id = isnan(panel_id) ? 0 : panel_id,
			});
	}
}

void annotation_events_from_frames(AnnotationEvents *events, Frames *frames, json_object *mappings)
{
	for (size_t i = 0; i < frames->n; i++)
		read_frame(events, frames->items[i], frames, mappings);
}

/* --- Prometheus --- */

static json_object *tags_of_labels(Arena *arena, const Labels *labels, const char *keys)
{
	json_object *tags = arena_take_json(arena, json_object_new_array());
	g_auto(GStrv) wanted = g_strsplit(keys, ",", 100);

	for (size_t i = 0; i < labels->n; i++)
		if (g_strv_contains((const char *const *)wanted, labels->items[i].key))
			json_object_array_add(tags, json_object_new_string(labels->items[i].value));
	return tags;
}

/* "Step: 1m0s" of the executed query; a minute without it. */
static double step_ms(const Frames *frames)
{
	const char *text = frames->n ? frame_meta_text(frames->items[0], "executedQueryString")
				     : NULL;
	const char *step = text ? strstr(text, "Step:") : NULL;
	double ms = 0;

	if (!step)
		return 60000;
	step += 5;
	step += strspn(step, " \t");
	return interval_parse(step, &ms) && ms > 0 ? ms : 60000;
}

static void read_series(AnnotationEvents *events, const Frame *frame, json_object *annotation,
			double step)
{
	const Field *times = &frame->fields[0], *values = &frame->fields[1];
	bool is_value_time = json_get_bool(annotation, "useValueForTime", false);
	AnnotationEvent event = {
		.time_ms = NAN,
		.title = legend_format(events->arena, json_get_text(annotation, "titleFormat", ""),
				       &values->labels, true),
		.text = legend_format(events->arena, json_get_text(annotation, "textFormat", ""),
				      &values->labels, true),
		.tags = tags_of_labels(events->arena, &values->labels,
				       json_get_text(annotation, "tagKeys", "")),
	};

	for (size_t row = 0; row < frame->n_rows; row++) {
		double value = field_number(frame, values, row);
		double time = floor(is_value_time ? value : field_number(frame, times, row));

		if (isnan(time) || (!is_value_time && !(value > 0)))
			continue;
		if (!isnan(event.time_ms) && event.time_end_ms + step >= time) {
			event.time_end_ms = time;
			continue;
		}
		annotation_events_add(events, &event);
		event.time_ms = event.time_end_ms = time;
	}
	annotation_events_add(events, &event);
}

void annotation_events_from_prometheus(AnnotationEvents *events, const Frames *frames,
				       json_object *annotation)
{
	double step = step_ms(frames);

	for (size_t i = 0; i < frames->n; i++)
		if (frames->items[i]->n_fields >= 2)
			read_series(events, frames->items[i], annotation, step);
}

/* --- The frame --- */

static const char *state_color(const char *state)
{
	static const struct {
		const char *state, *color;
	} colors[] = {
		{ "alerting", "red" },	 { "no_data", "gray" }, { "nodata", "gray" },
		{ "normal", "green" },	 { "ok", "green" },	{ "pending", "yellow" },
	};

	for (size_t i = 0; state && i < G_N_ELEMENTS(colors); i++)
		if (g_ascii_strcasecmp(colors[i].state, state) == 0)
			return colors[i].color;
	return NULL;
}

static bool is_panel_alert(const AnnotationEvent *event)
{
	return event->event_type && strcmp(event->event_type, "panel-alert") == 0;
}

/* Of events with one id the first counts that is no panel alert, else the first. */
static GPtrArray *unique(const AnnotationEvents *events)
{
	g_autoptr(GHashTable) by_id = g_hash_table_new(g_str_hash, g_str_equal);
	GPtrArray *kept = g_ptr_array_new();

	for (size_t i = 0; i < events->n; i++) {
		AnnotationEvent *event = &events->items[i];
		void *at = NULL;

		if (!event->id || !g_hash_table_lookup_extended(by_id, event->id, NULL, &at)) {
			if (event->id)
				g_hash_table_insert(by_id, (void *)event->id,
						    GUINT_TO_POINTER(kept->len));
			g_ptr_array_add(kept, event);
			continue;
		}
		AnnotationEvent **earlier =
			(AnnotationEvent **)&kept->pdata[GPOINTER_TO_UINT(at)];

		if (is_panel_alert(*earlier) && !is_panel_alert(event))
			*earlier = event;
	}
	return kept;
}

static void drop_other_panels(GPtrArray *events, int panel_id)
{
	for (guint i = events->len; i-- > 0;) {
		const AnnotationEvent *event = g_ptr_array_index(events, i);

		if (event->panel_id != 0 && event->panel_id != panel_id)
			g_ptr_array_remove_index(events, i);
	}
}

static double *number_column(Arena *arena, Frame *frame, Field *field, const char *name,
			     FieldType type)
{
	double *numbers = arena_new_array(arena, double, frame->n_rows + 1);

	field->name = name;
	field->type = type;
	field->numbers = numbers;
	return numbers;
}

static Value *value_column(Arena *arena, Frame *frame, Field *field, const char *name,
			   FieldType type)
{
	Value *values = arena_new_array(arena, Value, frame->n_rows + 1);

	field->name = name;
	field->type = type;
	field->values = values;
	return values;
}

static json_object *annotations_meta(Arena *arena)
{
	json_object *meta = arena_take_json(arena, json_object_new_object());

	json_object_object_add(meta, "dataTopic", json_object_new_string("annotations"));
	return meta;
}

Frame *annotation_events_frame(const AnnotationEvents *events, json_object *annotation,
			       bool is_of_dashboard, int panel_id)
{
	Arena *arena = events->arena;
	g_autoptr(GPtrArray) kept = unique(events);

	if (is_of_dashboard)
		drop_other_panels(kept, panel_id);
	Frame *frame = frame_new(arena, 11, kept->len);
	Field *field = frame->fields;
	double *times = number_column(arena, frame, field++, "time", FIELD_TIME);
	double *ends = number_column(arena, frame, field++, "timeEnd", FIELD_TIME);
	double *regions = number_column(arena, frame, field++, "isRegion", FIELD_BOOLEAN);
	double *panels = number_column(arena, frame, field++, "panelId", FIELD_NUMBER);
	Value *titles = value_column(arena, frame, field++, "title", FIELD_STRING);
	Value *texts = value_column(arena, frame, field++, "text", FIELD_STRING);
	Value *tags = value_column(arena, frame, field++, "tags", FIELD_OTHER);
	Value *ids = value_column(arena, frame, field++, "id", FIELD_STRING);
	Value *colors = value_column(arena, frame, field++, "color", FIELD_STRING);
	Value *types = value_column(arena, frame, field++, "type", FIELD_STRING);
	Value *states = value_column(arena, frame, field++, "newState", FIELD_STRING);
	const char *icon_color = json_get_text(annotation, "iconColor", "red");

	frame->meta = annotations_meta(arena);
	for (guint i = 0; i < kept->len; i++) {
		const AnnotationEvent *event = g_ptr_array_index(kept, i);
		const char *color = state_color(event->new_state);
		bool has_end = !isnan(event->time_end_ms) && event->time_end_ms != 0;

		times[i] = event->time_ms;
		ends[i] = has_end ? event->time_end_ms : value_null();
		regions[i] = has_end && event->time_end_ms != event->time_ms;
		panels[i] = event->panel_id;
		titles[i] = value_of_string(event->title);
		texts[i] = value_of_string(event->text);
		tags[i] = event->tags ? (Value){ .kind = VALUE_JSON, .json = event->tags }
				      : (Value){ .kind = VALUE_NULL };
		ids[i] = value_of_string(event->id);
		colors[i] = value_of_string(color ? color : icon_color);
		types[i] = value_of_string(json_get_text(annotation, "name", NULL));
		states[i] = value_of_string(event->new_state);
	}
	return frame;
}
