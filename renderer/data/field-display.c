#include "renderer/data/apply.h"
#include "renderer/data/matcher.h"
#include "renderer/data/names.h"
#include "renderer/data/reduce.h"
#include "renderer/json.h"
#include "renderer/model/interpolate.h"

#include <math.h>
#include <string.h>

enum { DEFAULT_LIMIT = 25, MAX_ENTRIES = 10000 };

ReduceOptions reduce_options_parse(Arena *arena, json_object *options)
{
	json_object *reduce = json_get_object(options, "reduceOptions");
	json_object *calcs = json_get_array(reduce, "calcs");
	size_t n = calcs ? json_object_array_length(calcs) : 0;
	ReduceOptions parsed = {
		.values = json_get_bool(reduce, "values", false),
		.limit = (int)json_get_number(reduce, "limit", DEFAULT_LIMIT),
		.calcs = arena_new_array(arena, const char *, n + 1),
		.fields = json_get_text(reduce, "fields", ""),
	};

	for (size_t i = 0; i < n; i++) {
		const char *calc = json_object_get_string(json_object_array_get_idx(calcs, i));

		if (calc && reducer_find(calc))
			parsed.calcs[parsed.n_calcs++] = calc;
	}
	if (parsed.n_calcs == 0)
		parsed.calcs[parsed.n_calcs++] = calcs ? "last" : "lastNotNull";
	return parsed;
}

typedef struct {
	Arena *arena;
	Frames *frames;
	const ReduceOptions *options;
	const Interpolator *interpolator;
	const DisplayContext *context;
	GRegex *fields;
	GArray *entries; // of FieldDisplay
} Collection;

static bool is_chosen(Collection *collection, Field *field, Frame *frame)
{
	if (!collection->options->fields[0])
		return field->type == FIELD_NUMBER;
	return collection->fields &&
	       regex_test(collection->fields, field_display_name(collection->arena, field, frame,
								  collection->frames));
}

static Range entry_range(const Field *field)
{
	if (field->state.has_range)
		return field->state.range;
	return (Range){ field->config.min, field->config.max };
}

static const char *expanded_title(Collection *collection, const FieldDisplay *entry, int index)
{
	const char *name = entry->field->config.display_name;
	DatumScope datum = {
		.frames = collection->frames,
		.frame = entry->frame,
		.frame_index = index,
		.field = entry->field,
		.row = entry->row,
		.display = &entry->display,
		.calc = entry->calc,
		.context = collection->context,
	};

	if (!name || !collection->interpolator || !strpbrk(name, "$["))
		return name;
	Interpolator scoped = *collection->interpolator;

	scoped.datum = &datum;
	return interpolate(collection->arena, &scoped, name, NULL);
}

static bool is_text_field(const Field *field)
{
	return field->type == FIELD_STRING;
}

/* A row's title: its texts, and the field's name where that tells more. */
static const char *row_title(Collection *collection, const FieldDisplay *entry)
{
	GString *title = g_string_new(NULL);
	size_t n_numbers = 0;

	for (size_t i = 0; i < entry->frame->n_fields; i++) {
		Field *field = &entry->frame->fields[i];

		n_numbers += field->type == FIELD_NUMBER;
		if (!is_text_field(field))
			continue;
		DisplayProcessor processor =
			display_processor(entry->frame, field, collection->context);
		DisplayValue value = display_value(
			&processor, field_value(entry->frame, field, (size_t)entry->row));
		char text[DISPLAY_TEXT_SIZE];

		display_text(&value, text);
		if (text[0] && title->len)
			g_string_append_c(title, ' ');
		g_string_append(title, text);
	}
	if (n_numbers > 1 || !title->len) {
		if (title->len)
			g_string_append_c(title, ' ');
		g_string_append(title, field_display_name(collection->arena, entry->field,
							  entry->frame, collection->frames));
	}
	return arena_take_string(collection->arena, title);
}

static FieldDisplay make_entry(Collection *collection, Frame *frame, Field *field)
{
	return (FieldDisplay){
		.frame = frame,
		.field = field,
		.row = -1,
		.range = entry_range(field),
		.sparkline_x = frame_first_of_type(frame, FIELD_TIME),
		.percent_change = NAN,
	};
}

static void add_rows(Collection *collection, Frame *frame, Field *field, int index)
{
	for (size_t row = 0; row < frame->n_rows; row++) {
		if ((int)collection->entries->len >= collection->options->limit ||
		    collection->entries->len >= MAX_ENTRIES)
			return;
		/* Rows are coloured like series: each has the next colour of a palette. */
		Field *colored = arena_new_one(collection->arena, Field);

		*colored = *field;
		colored->state.series_index = (int)collection->entries->len;
		FieldDisplay entry = make_entry(collection, frame, field);
		DisplayProcessor processor =
			display_processor(frame, colored, collection->context);

		entry.row = (int)row;
		entry.display = display_value(&processor, field_value(frame, field, row));
		entry.title = field->config.display_name ? expanded_title(collection, &entry, index)
							  : row_title(collection, &entry);
		g_array_append_val(collection->entries, entry);
	}
}

static void add_calculations(Collection *collection, Frame *frame, Field *field, int index)
{
	DisplayProcessor processor = display_processor(frame, field, collection->context);

	for (size_t i = 0; i < collection->options->n_calcs; i++) {
		if (collection->entries->len >= MAX_ENTRIES)
			return;
		FieldDisplay entry = make_entry(collection, frame, field);

		entry.calc = collection->options->calcs[i];
		entry.display = display_value(
			&processor, reduce_field(collection->arena, frame, field,
						 reducer_find(entry.calc)));
		entry.title = expanded_title(collection, &entry, index);
		if (!entry.title || !entry.title[0])
			entry.title = field_display_name(collection->arena, field, frame,
							 collection->frames);
		entry.percent_change = reduce_number(collection->arena, frame, field, "diffperc");
		g_array_append_val(collection->entries, entry);
	}
}

static void collect(Collection *collection)
{
	for (size_t i = 0; i < collection->frames->n; i++) {
		Frame *frame = collection->frames->items[i];

		for (size_t f = 0; f < frame->n_fields; f++) {
			Field *field = &frame->fields[f];

			if (!is_chosen(collection, field, frame))
				continue;
			if (collection->options->values)
				add_rows(collection, frame, field, (int)i);
			else
				add_calculations(collection, frame, field, (int)i);
		}
	}
}

/* Without any field the panel's defaults still say how nothing looks. */
static void add_no_data(Collection *collection, json_object *field_config)
{
	Field *field = arena_new_one(collection->arena, Field);

	field->name = "";
	field->type = FIELD_NUMBER;
	field->config = field_config_parse(collection->arena,
					   json_get_object(field_config, "defaults"));
	DisplayProcessor processor = display_processor(NULL, field, collection->context);
	FieldDisplay entry = {
		.title = "",
		.field = field,
		.row = -1,
		.range = { isnan(field->config.min) ? 0 : field->config.min,
			   isnan(field->config.max) ? 0 : field->config.max },
		.percent_change = NAN,
	};

	entry.display = display_value(&processor, (Value){ .kind = VALUE_NULL });
	entry.display.numeric = 0;
	if (!entry.display.formatted.text[0])
		g_strlcpy(entry.display.formatted.text, "No data",
			  sizeof(entry.display.formatted.text));
	g_array_append_val(collection->entries, entry);
}

FieldDisplay *field_displays(Arena *arena, Frames *frames, const ReduceOptions *options,
			     json_object *field_config, const Interpolator *interpolator,
			     const DisplayContext *context, size_t *n)
{
	g_autoptr(GArray) entries = g_array_new(FALSE, TRUE, sizeof(FieldDisplay));
	Collection collection = {
		.arena = arena,
		.frames = frames,
		.options = options,
		.interpolator = interpolator,
		.context = context,
		.fields = options->fields[0] ? regex_from_text(options->fields, NULL) : NULL,
		.entries = entries,
	};

	collect(&collection);
	g_clear_pointer(&collection.fields, g_regex_unref);
	if (entries->len == 0)
		add_no_data(&collection, field_config);
	*n = entries->len;
	FieldDisplay *displays = arena_new_array(arena, FieldDisplay, entries->len);

	memcpy(displays, entries->data, entries->len * sizeof(FieldDisplay));
	return displays;
}
