#include "renderer/model/interpolate-macro.h"

#include <math.h>
#include <string.h>

#include "renderer/data/names.h"
#include "renderer/data/number.h"

/*
 * Paths are lodash's: keys joined by dots, [3] or ["key"]. Each macro takes the keys it knows,
 * one after the other; a path that leads nowhere gives "".
 */
static const char *next_key(Arena *arena, const char **path)
{
	const char *at = *path;
	const char *start, *end;

	if (!at || !*at)
		return NULL;
	if (*at == '[') {
		char quote = at[1];

		start = at + 1;
		if (quote == '"' || quote == '\'') {
			start++;
			end = strchr(start, quote);
			at = end ? strchr(end, ']') : NULL;
		} else {
			end = at = strchr(start, ']');
		}
		if (!end)
			end = start + strlen(start);
		at = at ? at + 1 : end;
	} else {
		start = at;
		end = at = start + strcspn(start, ".[");
	}
	*path = at + (*at == '.');
	return arena_strndup(arena, start, (size_t)(end - start));
}

static const char *number_text(Arena *arena, double number)
{
	char text[NUMBER_TEXT_SIZE];

	number_to_text(number, text, sizeof(text));
	return arena_strdup(arena, text);
}

static const char *shown_text(Arena *arena, const DisplayValue *display)
{
	char text[DISPLAY_TEXT_SIZE];

	display_text(display, text);
	return arena_strdup(arena, text);
}

static const char *color_text(Arena *arena, Color color)
{
	return arena_printf(arena, "#%02x%02x%02x", (int)lround(color.red),
			    (int)lround(color.green), (int)lround(color.blue));
}

static const char *labels_text(Arena *arena, const Labels *labels)
{
	const char *text = labels->n ? labels_to_text(arena, labels) : "{}";

	return arena_strndup(arena, text + 1, strlen(text) - 2);
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *label_values(Arena *arena, const Labels *labels)
{
	const char **values = arena_new_array(arena, const char *, labels->n + 1);

	for (size_t i = 0; i < labels->n; i++)
		values[i] = labels->items[i].value;
	qsort(values, labels->n, sizeof(*values), compare_texts);
	g_autofree char *joined = g_strjoinv(", ", (char **)values);

	return arena_strdup(arena, joined);
}

static const char *field_macro(Arena *arena, const DatumScope *datum, const char *path)
{
	const Field *field = datum->field;
	const char *key = next_key(arena, &path);

	if (!key || !field)
		return NULL;
	if (strcmp(key, "name") == 0)
		return field->name ? field->name : "";
	if (strcmp(key, "displayName") == 0)
		return field_display_name(arena, datum->field, datum->frame, datum->frames);
	if (strcmp(key, "labels") != 0 && strcmp(key, "formattedLabels") != 0)
		return "";
	const char *label = next_key(arena, &path);

	if (!label)
		return labels_text(arena, &field->labels);
	if (strcmp(label, "__values") == 0)
		return label_values(arena, &field->labels);
	const char *value = labels_get(&field->labels, label);

	return value ? value : "";
}

static const char *series_macro(Arena *arena, const DatumScope *datum, const char *path)
{
	if (g_strcmp0(path, "name") != 0 || !datum->frame)
		return NULL;
	return frame_display_name(arena, datum->frame, datum->frame_index);
}

/* By name, then index, then configured display name, then the label `name`. */
static const Field *find_field(const Frame *frame, const char *key)
{
	double index = js_number(key);

	for (size_t i = 0; i < frame->n_fields; i++)
		if (g_strcmp0(frame->fields[i].name, key) == 0)
			return &frame->fields[i];
	if (index >= 0 && index < (double)frame->n_fields && index == floor(index))
		return &frame->fields[(size_t)index];
	for (size_t i = 0; i < frame->n_fields; i++)
		if (g_strcmp0(frame->fields[i].config.display_name, key) == 0)
			return &frame->fields[i];
	for (size_t i = 0; i < frame->n_fields; i++)
		if (g_strcmp0(labels_get(&frame->fields[i].labels, "name"), key) == 0)
			return &frame->fields[i];
	return NULL;
}

static DisplayValue display_of_row(const DatumScope *datum, const Field *field)
{
	DisplayProcessor processor = display_processor(datum->frame, field, datum->context);

	return display_value(&processor, field_value(datum->frame, field, (size_t)datum->row));
}

static const char *display_part(Arena *arena, const DisplayValue *display, const char *key)
{
	if (!key)
		return shown_text(arena, display);
	if (strcmp(key, "text") == 0)
		return arena_strdup(arena, display->formatted.text);
	if (strcmp(key, "prefix") == 0)
		return arena_strdup(arena, display->formatted.prefix);
	if (strcmp(key, "suffix") == 0)
		return arena_strdup(arena, display->formatted.suffix);
	if (strcmp(key, "numeric") == 0)
		return number_text(arena, display->numeric);
	if (strcmp(key, "percent") == 0)
		return isnan(display->percent) ? "" : number_text(arena, display->percent);
	if (strcmp(key, "color") == 0)
		return color_text(arena, display->color);
	if (strcmp(key, "icon") == 0)
		return display->icon ? display->icon : "";
	return "";
}

static const char *data_macro(Arena *arena, const DatumScope *datum, const char *path)
{
	const Frame *frame = datum->frame;
	const char *key = next_key(arena, &path);

	if (!key || !frame || datum->row < 0 || !datum->context)
		return NULL;
	if (strcmp(key, "name") == 0)
		return frame->name ? frame->name : "";
	if (strcmp(key, "refId") == 0)
		return frame->ref_id ? frame->ref_id : "";
	if (strcmp(key, "fields") != 0)
		return "";
	const char *name = next_key(arena, &path);
	const Field *field = name ? find_field(frame, name) : NULL;

	if (!field)
		return "";
	DisplayValue display = display_of_row(datum, field);

	return display_part(arena, &display, next_key(arena, &path));
}

static const char *reduced_part(Arena *arena, const DisplayValue *display, const char *path)
{
	if (g_strcmp0(path, "numeric") == 0 || g_strcmp0(path, "raw") == 0)
		return number_text(arena, display->numeric);
	if (g_strcmp0(path, "time") == 0)
		return "";
	return shown_text(arena, display);
}

static const char *row_time(Arena *arena, const DatumScope *datum)
{
	const Field *time = frame_first_of_type(datum->frame, FIELD_TIME);
	Value value = { .kind = VALUE_ABSENT };

	if (time)
		value = field_value(datum->frame, time, (size_t)datum->row);
	if (value.kind == VALUE_ABSENT || value.kind == VALUE_NULL)
		return "";
	return value_to_text(arena, value);
}

static const char *value_macro(Arena *arena, const DatumScope *datum, const char *path)
{
	if (datum->display)
		return reduced_part(arena, datum->display, path);
	if (datum->row < 0 || !datum->frame)
		return NULL;
	if (g_strcmp0(path, "time") == 0)
		return row_time(arena, datum);
	if (!datum->field || !datum->context)
		return NULL;
	if (g_strcmp0(path, "raw") == 0) {
		Value value = field_value(datum->frame, datum->field, (size_t)datum->row);
		bool is_missing = value.kind == VALUE_ABSENT || value.kind == VALUE_NULL;

		return is_missing ? "" : value_to_text(arena, value);
	}
	DisplayValue display = display_of_row(datum, datum->field);

	if (g_strcmp0(path, "numeric") == 0)
		return number_text(arena, display.numeric);
	return shown_text(arena, &display);
}

/* The result is NULL where the datum lacks the needed part. */
static const struct {
	const char *name;
	const char *(*read)(Arena *arena, const DatumScope *datum, const char *path);
} macros[] = {
	{ "__data", data_macro },
	{ "__field", field_macro },
	{ "__series", series_macro },
	{ "__value", value_macro },
};

/* Before Grafana 7 a row's fields were `$__cell_2`. */
static bool is_old_cell(const char *name)
{
	const char *prefix = "__cell_";

	return g_str_has_prefix(name, prefix) && name[strlen(prefix)] &&
	       strspn(name + strlen(prefix), "0123456789") == strlen(name + strlen(prefix));
}

bool datum_macro(Arena *arena, const Interpolator *interpolator, const MacroCall *call,
		 MacroValue *result)
{
	const DatumScope *datum = interpolator->datum;
	const char *value = NULL;

	if (datum && datum->calc && strcmp(call->name, "__calc") == 0) {
		*result = (MacroValue){ .value = datum->calc };
		return true;
	}
	if (datum && is_old_cell(call->name)) {
		const char *path = arena_printf(arena, "fields[%s]",
						call->name + strlen("__cell_"));

		value = data_macro(arena, datum, path);
		*result = (MacroValue){ .value = value ? value : call->whole, .text = "" };
		return true;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(macros); i++) {
		if (strcmp(macros[i].name, call->name) != 0)
			continue;
		if (datum)
			value = macros[i].read(arena, datum, call->path);
		*result = (MacroValue){ .value = value ? value : call->whole, .text = "" };
		return true;
	}
	return false;
}
