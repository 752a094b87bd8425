#include "renderer/data/apply.h"

#include "renderer/data/names.h"
#include "renderer/data/reduce.h"
#include "renderer/data/regex.h"
#include "renderer/json.h"
#include "renderer/model/interpolate.h"

#include <math.h>
#include <string.h>

enum { DEFAULT_LIMIT = 25, MAX_ENTRIES = 10000, MAX_CALCS = 100 };

ReduceOptions reduce_options_parse(Arena *arena, json_object *options)
{
	json_object *reduce = json_get_object(options, "reduceOptions");
	json_object *calcs = json_get_array(reduce, "calcs");
	size_t n = calcs ? MIN(json_object_array_length(calcs), MAX_CALCS) : 0;
	double limit = json_get_number(reduce, "limit", 0);
	ReduceOptions parsed = {
		.values = json_get_bool(reduce, "values", false),
		.limit = limit ? (int)fmin(MAX_ENTRIES, fmax(1, limit)) : DEFAULT_LIMIT,
		.calcs = arena_new_array(arena, const char *, n + 1),
		.fields = json_get_text(reduce, "fields", ""),
	};

	for (size_t i = 0; i < n; i++) {
		json_object *calc = json_object_array_get_idx(calcs, i);

		if (json_object_is_type(calc, json_type_string))
			parsed.calcs[parsed.n_calcs++] = json_object_get_string(calc);
	}
	if (parsed.n_calcs == 0)
		parsed.calcs[parsed.n_calcs++] = calcs ? "last" : "lastNotNull";
	return parsed;
}

typedef struct {
	Arena *arena;
	Frames *frames;
	const ReduceOptions *options;
	json_object *overrides;
	const Interpolator *interpolator;
	const DisplayContext *context;
	GRegex *fields;
	GArray *entries; // of FieldDisplay
} Collection;

/** The field whose entries are being made. */
typedef struct {
	Frame *frame;
	int frame_index;
	Field *field;
	const char *name; // its display name if the browser had it cached by now, else NULL
	guint first;	  // number of entries before its own
} Source;

static bool is_chosen(Collection *collection, Field *field, Frame *frame)
{
	if (!collection->options->fields[0])
		return field->type == FIELD_NUMBER;
	return collection->fields &&
	       regex_test(collection->fields, field_display_name(collection->arena, field, frame,
								  collection->frames));
}

static bool is_full(const Collection *collection)
{
	guint limit = collection->options->values ? (guint)collection->options->limit : MAX_ENTRIES;

	return collection->entries->len >= limit;
}

static Range entry_range(const Field *field)
{
	if (field->state.has_range)
		return field->state.range;
	return (Range){ field->config.min, field->config.max };
}

static FieldDisplay make_entry(const Source *source)
{
	return (FieldDisplay){
		.frame = source->frame,
		.field = source->field,
		.row = -1,
		.range = entry_range(source->field),
		.sparkline_x = frame_first_of_type(source->frame, FIELD_TIME),
		.percent_change = NAN,
	};
}

/* The value as shown. Names and series indexes decide colours only. */
static DisplayValue show(Collection *collection, const Source *source, int series_index,
			 Value value)
{
	Field colored = *source->field;

	colored.state.series_index = series_index;
	colored.state.display_name = source->name;
	DisplayProcessor processor =
		display_processor(source->frame, &colored, collection->context);

	return display_value(&processor, value);
}

/* Same value, same entry: the browser keeps the values of a field it has shown once. */
static bool is_same(Value a, Value b)
{
	if (a.kind != b.kind)
		return false;
	switch (a.kind) {
	case VALUE_NUMBER:
	case VALUE_BOOLEAN:
		return a.number == b.number || (isnan(a.number) && isnan(b.number));
	case VALUE_STRING:
		return strcmp(a.string, b.string) == 0;
	case VALUE_NULL:
	case VALUE_ABSENT:
		return true;
	default:
		return false;
	}
}

/* --- Titles --- */

static const char *expand(Collection *collection, const Source *source, const FieldDisplay *entry,
			  const char *text)
{
	DatumScope datum = {
		.frames = collection->frames,
		.frame = source->frame,
		.frame_index = source->frame_index,
		.field = source->field,
		.row = entry->row,
		.display = &entry->display,
		.calc = entry->calc,
		.context = collection->context,
	};

	if (!collection->interpolator || !strpbrk(text, "$["))
		return text;
	Interpolator scoped = *collection->interpolator;

	scoped.datum = &datum;
	return interpolate(collection->arena, &scoped, text, NULL);
}

/* Old dashboards name the cells of a row __cell_0, __cell_1, ... */
static const char *rename_cells(Arena *arena, const char *text)
{
	static const char *const patterns[] = {
		"\\$\\{__cell_(\\d+)(.*?)\\}",
		"\\[\\[__cell_(\\d+)(.*?)\\]\\]",
		"\\$__cell_(\\d+)(\\S*)",
	};

	for (size_t i = 0; strstr(text, "__cell_") && i < G_N_ELEMENTS(patterns); i++) {
		g_autoptr(GRegex) regex = g_regex_new(patterns[i], 0, 0, NULL);
		g_autofree char *renamed = g_regex_replace(
			regex, text, -1, 0, "${__data.fields[\\1]\\2}", 0, NULL);

		text = renamed ? arena_strdup(arena, renamed) : text;
	}
	return text;
}

/* The field's name as if its frame were the only one. */
static const char *name_in_frame(Collection *collection, const Source *source)
{
	FieldState state = source->field->state;

	source->field->state.display_name = NULL;
	const char *name =
		field_display_name(collection->arena, source->field, source->frame, NULL);

	source->field->state = state;
	return name;
}

static void append_word(GString *title, const char *word)
{
	if (word[0] && title->len)
		g_string_append_c(title, ' ');
	g_string_append(title, word);
}

/* A row's title: its texts, and the field's name where that tells more. */
static const char *row_title(Collection *collection, Source *source, size_t row)
{
	GString *title = g_string_new(NULL);
	bool has_other_numbers = false;

	for (size_t i = 0; i < source->frame->n_fields; i++) {
		Field *field = &source->frame->fields[i];

		if (field == source->field)
			continue;
		has_other_numbers |= field->type == FIELD_NUMBER;
		if (field->type != FIELD_STRING)
			continue;
		DisplayProcessor processor =
			display_processor(source->frame, field, collection->context);
		Value value = field_value(source->frame, field, row);
		bool is_missing = value.kind == VALUE_NULL || value.kind == VALUE_ABSENT;
		DisplayValue display = display_value(&processor,
						     is_missing ? value_of_string("") : value);

		append_word(title, display_plain_text(&display));
	}
	if (has_other_numbers || !title->len) {
		source->name = name_in_frame(collection, source);
		append_word(title, source->name);
	}
	return arena_take_string(collection->arena, title);
}

/* --- One entry a row --- */

/* Rows are coloured like series: each takes the next colour, but equal values share theirs. */
static int row_series_index(const Collection *collection, const Source *source, size_t row)
{
	Value value = field_value(source->frame, source->field, row);

	if (color_mode_is_by_value(source->field->config.color_mode))
		return 0;
	for (size_t i = 0; i < row; i++)
		if (is_same(field_value(source->frame, source->field, i), value))
			return (int)(source->first + i);
	return (int)collection->entries->len;
}

/* An override for a field called as the row is colours the row. */
static void color_by_override(const Collection *collection, FieldDisplay *entry)
{
	size_t n = collection->overrides ? json_object_array_length(collection->overrides) : 0;

	for (size_t i = 0; i < n; i++) {
		json_object *rule = json_object_array_get_idx(collection->overrides, i);
		json_object *list = json_get_array(rule, "properties");

		if (strcmp(json_get_text(rule, "matcher.id", ""), "byName") != 0 ||
		    g_strcmp0(json_get_text(rule, "matcher.options", NULL), entry->title) != 0)
			continue;
		for (size_t p = 0; list && p < json_object_array_length(list); p++) {
			json_object *property = json_object_array_get_idx(list, p);

			if (strcmp(json_get_text(property, "id", ""), "color") != 0 ||
			    !json_get(property, "value"))
				continue;
			entry->display.color = theme_color(
				collection->context->theme,
				json_get_text(property, "value.fixedColor", NULL));
			return;
		}
	}
}

static void add_rows(Collection *collection, Source *source)
{
	const char *name = source->field->config.display_name;

	for (size_t row = 0; row < source->frame->n_rows && !is_full(collection); row++) {
		FieldDisplay entry = make_entry(source);

		entry.row = (int)row;
		entry.display = show(collection, source, row_series_index(collection, source, row),
				     field_value(source->frame, source->field, row));
		entry.title = name && name[0]
				      ? expand(collection, source, &entry,
					       rename_cells(collection->arena, name))
				      : row_title(collection, source, row);
		color_by_override(collection, &entry);
		g_array_append_val(collection->entries, entry);
	}
}

/* --- One entry a calculation --- */

static Value calculate(Collection *collection, const Source *source, const char *calc)
{
	const Reducer *reducer = reducer_find(calc);

	if (!reducer)
		return (Value){ .kind = VALUE_ABSENT };
	return reduce_field(collection->arena, source->frame, source->field, reducer);
}

static const char *calculation_title(Collection *collection, Source *source,
				     const FieldDisplay *entry)
{
	const char *name = source->field->config.display_name;

	if (name && name[0])
		return expand(collection, source, entry, name);
	source->name = field_display_name(collection->arena, source->field, source->frame,
					  collection->frames);
	return source->name;
}

static void add_calculations(Collection *collection, Source *source)
{
	const ReduceOptions *options = collection->options;
	Value *results = arena_new_array(collection->arena, Value, options->n_calcs);
	double change = reduce_number(collection->arena, source->frame, source->field, "diffperc");

	for (size_t i = 0; i < options->n_calcs && !is_full(collection); i++) {
		FieldDisplay entry = make_entry(source);

		results[i] = calculate(collection, source, options->calcs[i]);
		entry.calc = options->calcs[i];
		entry.percent_change = change;
		entry.display = show(collection, source, source->field->state.series_index,
				     results[i]);
		entry.title = calculation_title(collection, source, &entry);
		g_array_append_val(collection->entries, entry);
		/* Equal results are one value in the browser, which the last title is set on. */
		for (size_t earlier = 0; earlier < i; earlier++)
			if (is_same(results[earlier], results[i]))
				g_array_index(collection->entries, FieldDisplay,
					      source->first + earlier)
					.title = entry.title;
	}
}

static void collect(Collection *collection)
{
	for (size_t i = 0; i < collection->frames->n; i++) {
		Frame *frame = collection->frames->items[i];

		for (size_t f = 0; f < frame->n_fields && !is_full(collection); f++) {
			Source source = { frame, (int)i, &frame->fields[f], NULL,
					  collection->entries->len };

			if (!is_chosen(collection, source.field, frame))
				continue;
			if (collection->options->fields[0])
				source.name = source.field->state.display_name;
			if (collection->options->values)
				add_rows(collection, &source);
			else
				add_calculations(collection, &source);
		}
	}
}

/* Without any field the panel's defaults still say how nothing looks. */
static void add_no_data(Collection *collection, json_object *field_config)
{
	Field *field = arena_new_one(collection->arena, Field);

	field->name = "";
	field->config = field_config_parse(collection->arena,
					   json_get_object(field_config, "defaults"));
	thresholds_set_base(&field->config.thresholds);
	DisplayProcessor processor = display_processor(NULL, field, collection->context);
	DisplayValue null = display_value(&processor, (Value){ .kind = VALUE_NULL });
	FieldDisplay entry = {
		.title = "",
		.display = { .numeric = 0, .percent = NAN, .color = null.color,
			     .long_text = null.long_text },
		.field = field,
		.row = -1,
		.range = { isnan(field->config.min) ? 0 : field->config.min,
			   isnan(field->config.max) ? 0 : field->config.max },
		.percent_change = NAN,
	};

	g_strlcpy(entry.display.formatted.text,
		  null.formatted.text[0] ? null.formatted.text : "No data",
		  sizeof(entry.display.formatted.text));
	g_array_append_val(collection->entries, entry);
}

FieldDisplay *field_displays(Arena *arena, Frames *frames, const ReduceOptions *options,
			     json_object *field_config, const Interpolator *interpolator,
			     const DisplayContext *context, size_t *n)
{
	g_autoptr(GArray) entries = g_array_new(FALSE, TRUE, sizeof(FieldDisplay));
	g_autoptr(GRegex) fields = options->fields[0] ? regex_from_text(options->fields, NULL)
						      : NULL;
	Collection collection = {
		.arena = arena,
		.frames = frames,
		.options = options,
		.overrides = json_get_array(field_config, "overrides"),
		.interpolator = interpolator,
		.context = context,
		.fields = fields,
		.entries = entries,
	};

	collect(&collection);
	if (entries->len == 0)
		add_no_data(&collection, field_config);
	*n = entries->len;
	FieldDisplay *displays = arena_new_array(arena, FieldDisplay, entries->len);

	memcpy(displays, entries->data, entries->len * sizeof(FieldDisplay));
	return displays;
}

/* --- The longest texts --- */

static void keep_longer(char *longest, const char *text, size_t size)
{
	if (g_utf8_strlen(text, -1) > g_utf8_strlen(longest, -1))
		g_strlcpy(longest, text, size);
}

DisplayAlignment field_displays_alignment(const FieldDisplay *displays, size_t n)
{
	DisplayAlignment longest = { .title = "" };
	FormattedValue *value = &longest.value;

	for (size_t i = 0; i < n; i++) {
		const FormattedValue *own = &displays[i].display.formatted;
		const char *title = displays[i].title;

		if (title && g_utf8_strlen(title, -1) > g_utf8_strlen(longest.title, -1))
			longest.title = title;
		keep_longer(value->prefix, own->prefix, sizeof(value->prefix));
		keep_longer(value->text, own->text, sizeof(value->text));
		keep_longer(value->suffix, own->suffix, sizeof(value->suffix));
	}
	return longest;
}
