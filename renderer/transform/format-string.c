/* Texts in another case or cut. Source: Grafana 12.3, transformers/formatString.ts. */
#include "renderer/transform/types.h"

#include "renderer/data/matcher.h"
#include "renderer/error.h"
#include "renderer/json.h"

#include <math.h>
#include <string.h>

typedef struct {
	Arena *arena;
	double start, end; // of a substring, in UTF-16 units
} Formatting;

typedef const char *(*FormatText)(const Formatting *formatting, const char *text);

static const char *take(Arena *arena, char *text)
{
	const char *copy = arena_strdup(arena, text);

	g_free(text);
	return copy;
}

static const char *upper(const Formatting *formatting, const char *text)
{
	return take(formatting->arena, g_utf8_strup(text, -1));
}

static const char *lower(const Formatting *formatting, const char *text)
{
	return take(formatting->arena, g_utf8_strdown(text, -1));
}

/* The first character with one conversion, all others with another (NULL: as they are). */
static const char *with_first(Arena *arena, const char *text, char *(*first)(const char *, gssize),
			      char *(*rest)(const char *, gssize))
{
	const char *second = *text ? g_utf8_find_next_char(text, NULL) : text;
	g_autofree char *head = first(text, (gssize)(second - text));
	g_autofree char *tail = rest ? rest(second, -1) : g_strdup(second);

	return arena_printf(arena, "%s%s", head, tail);
}

static const char *sentence(const Formatting *formatting, const char *text)
{
	return with_first(formatting->arena, text, g_utf8_strup, NULL);
}

/* Words end at single blanks. */
static const char *in_words(Arena *arena, const char *text, const char *separator)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	GString *joined = g_string_new(NULL);

	for (size_t i = 0; words[i]; i++) {
		g_string_append(joined, i ? separator : "");
		g_string_append(joined, with_first(arena, words[i], g_utf8_strup, g_utf8_strdown));
	}
	return arena_take_string(arena, joined);
}

static const char *title(const Formatting *formatting, const char *text)
{
	return in_words(formatting->arena, text, " ");
}

static const char *pascal(const Formatting *formatting, const char *text)
{
	return in_words(formatting->arena, text, "");
}

static const char *camel(const Formatting *formatting, const char *text)
{
	return with_first(formatting->arena, pascal(formatting, text), g_utf8_strdown, NULL);
}

static const char *lower_with(const Formatting *formatting, const char *text, char separator)
{
	return take(formatting->arena, g_strdelimit(g_utf8_strdown(text, -1), " ", separator));
}

static const char *snake(const Formatting *formatting, const char *text)
{
	return lower_with(formatting, text, '_');
}

static const char *kebab(const Formatting *formatting, const char *text)
{
	return lower_with(formatting, text, '-');
}

static const char *trim(const Formatting *formatting, const char *text)
{
	const char *end = text + strlen(text);

	while (*text && g_unichar_isspace(g_utf8_get_char(text)))
		text = g_utf8_find_next_char(text, NULL);
	while (end > text) {
		const char *last = g_utf8_find_prev_char(text, end);

		if (!last || !g_unichar_isspace(g_utf8_get_char(last)))
			break;
		end = last;
	}
	return arena_strndup(formatting->arena, text, (size_t)(end - text));
}

/* Where a UTF-16 unit begins; a pair counts as its first half. */
static const char *unit_at(const char *text, double index)
{
	for (double unit = 0; *text && unit < index; text = g_utf8_find_next_char(text, NULL))
		unit += g_utf8_get_char(text) > 0xffff ? 2 : 1;
	return text;
}

static const char *substring(const Formatting *formatting, const char *text)
{
	const char *from = unit_at(text, fmin(formatting->start, formatting->end));
	const char *to = unit_at(text, fmax(formatting->start, formatting->end));

	return arena_strndup(formatting->arena, from, (size_t)(to - from));
}

static FormatText find_format(const char *name)
{
	static const struct {
		const char *name;
		FormatText format;
	} formats[] = {
		{ "Camel Case", camel }, { "Kebab Case", kebab },	{ "Lower Case", lower },
		{ "Pascal Case", pascal }, { "Sentence Case", sentence }, { "Snake Case", snake },
		{ "Substring", substring }, { "Title Case", title },	{ "Trim", trim },
		{ "Upper Case", upper },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
		if (strcmp(formats[i].name, name) == 0)
			return formats[i].format;
	return NULL;
}

/* An unknown format leaves no text; a cell that has none is an error. */
static bool format_field(const Formatting *formatting, FormatText format, const Frame *frame,
			 Field *field, GError **error)
{
	Value *values = arena_new_array(formatting->arena, Value, frame->n_rows);

	for (size_t row = 0; format && row < frame->n_rows; row++) {
		Value value = field_value(frame, field, row);

		if (value.kind != VALUE_STRING) {
			g_set_error(error, RENDER_ERROR, RENDER_ERROR_DATA,
				    "row %zu of the field \"%s\" is no text", row + 1, field->name);
			return false;
		}
		g_autofree char *valid = g_utf8_make_valid(value.string, -1);

		values[row] = value_of_string(format(formatting, valid));
	}
	field->type = FIELD_STRING;
	field->numbers = NULL;
	field->nanos = NULL;
	field->values = values;
	return true;
}

static Frames *run(const TransformContext *context, Frames *frames, json_object *options,
		   GError **error)
{
	Arena *arena = context->arena;
	FormatText format = find_format(json_get_text(options, "outputFormat", "Upper Case"));
	const Formatting formatting = {
		.arena = arena,
		.start = json_get_number(options, "substringStart", 0),
		.end = json_get_number(options, "substringEnd", INFINITY),
	};
	FieldMatcher *matcher =
		field_matcher_new(arena, "byName", json_get(options, "stringField"), error);
	Frames *out = frames_new(arena);

	if (!matcher)
		return NULL;
	for (size_t i = 0; i < frames->n; i++) {
		Frame *frame = frames->items[i], *copy = frame_copy(arena, frame);

		for (size_t f = 0; f < frame->n_fields; f++)
			if (field_matches(matcher, arena, &frame->fields[f], frame, frames) &&
			    !format_field(&formatting, format, frame, &copy->fields[f], error))
				return NULL;
		frames_append(arena, out, copy);
	}
	return out;
}

const Transform transform_format_string = { "formatString", run };
