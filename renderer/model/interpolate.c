#include "renderer/model/interpolate.h"

#include <string.h>

#include "renderer/model/interpolate-format.h"
#include "renderer/model/interpolate-macro.h"
#include "renderer/model/reference.h"

enum {
	MAX_OUTPUT_BYTES = 1024 * 1024,
	MAX_DEPTH = 4, // custom All values are expanded again, and may name themselves
};

#define ALL_VALUE "$__all"

/** One expansion's settings; `depth` grows with texts expanded inside of it. */
typedef struct {
	Arena *arena;
	const Interpolator *interpolator;
	const char *format;
	VariableFormatter formatter;
	int depth;
} Expansion;

static void expand(const Expansion *expansion, GString *out, const char *text);

static const char *piece_text(Arena *arena, Piece piece)
{
	return piece.start ? arena_strndup(arena, piece.start, piece.length) : NULL;
}

static const VariableValue *find_by_name(const VariableValue *variables, size_t n, Piece name)
{
	for (size_t i = 0; i < n; i++)
		if (piece_equals(name, variables[i].name))
			return &variables[i];
	return NULL;
}

/* `${name.1}` picks one of several values; any other path is ignored. */
static const char *picked_value(const VariableValue *variable, const char *path)
{
	char *end;
	guint64 index;

	if (!path || variable->is_all || !g_ascii_isdigit(*path))
		return NULL;
	index = g_ascii_strtoull(path, &end, 10);
	return index < variable->n_values ? variable->values[index] : NULL;
}

static UrlState url_state(const VariableValue *variable, bool is_scoped, const char *path)
{
	if (is_scoped || path || g_strcmp0(variable->type, "constant") == 0)
		return URL_STATE_NONE;
	return variable->is_url_skipped ? URL_STATE_SKIPPED : URL_STATE_VARIABLE;
}

static GTimeZone *date_zone(const Interpolator *interpolator)
{
	return interpolator->browser_zone ? interpolator->browser_zone : interpolator->zone;
}

/* Text that is set instead of the values when All is selected; three formats see All itself. */
static void append_custom_all(const Expansion *expansion, GString *out, const char *all_value,
			      const Formatted *subject, const char *format)
{
	static const char *const seen[] = { "text", "percentencode", "queryparam", NULL };
	Expansion inner = *expansion;
	g_autoptr(GString) value = g_string_new(NULL);

	if (format && g_strv_contains(seen, format)) {
		Formatted all = *subject;

		all.values = &all_value;
		all.n_values = 1;
		all.is_list = false;
		interpolate_format(value, format, &all);
	} else {
		g_string_append(value, all_value);
	}
	inner.format = NULL;
	inner.formatter = NULL;
	inner.depth++;
	expand(&inner, out, value->str);
}

/* What is to be written of a variable; `picked` is the one value that a path names, or NULL. */
static Formatted variable_subject(const VariableValue *variable, const char *const *picked)
{
	static const char *const all_text = "All";
	bool is_list = variable->is_multi || variable->is_all || variable->n_values > 1;

	return (Formatted){
		.name = variable->name,
		.values = *picked ? picked : variable->values,
		.n_values = *picked ? 1 : variable->n_values,
		.is_list = !*picked && is_list,
		.texts = variable->is_all ? &all_text : variable->texts,
		.n_texts = variable->is_all ? 1 : variable->n_values,
		.url_value = variable->is_all ? ALL_VALUE : variable->url_value,
	};
}

/* `format` NULL: the caller's formatter. */
static void append_variable(const Expansion *expansion, GString *out,
			    const VariableValue *variable, bool is_scoped, const char *path,
			    const char *format)
{
	const char *picked = picked_value(variable, path);
	Formatted subject = variable_subject(variable, &picked);

	subject.url_state = url_state(variable, is_scoped, path);
	subject.zone = date_zone(expansion->interpolator);
	if (variable->is_all && variable->all_value && *variable->all_value) {
		append_custom_all(expansion, out, variable->all_value, &subject, format);
	} else if (!subject.is_list && subject.n_values == 0) {
		return;
	} else if (format) {
		interpolate_format(out, format, &subject);
	} else {
		VariableValue single = *variable;

		single.values = picked ? &picked : variable->values;
		single.n_values = subject.n_values;
		g_string_append(out, expansion->formatter(expansion->arena, &single));
	}
}

static void append_macro(const Expansion *expansion, GString *out, const MacroCall *call,
			 const MacroValue *macro, const char *format)
{
	const char *values[] = { macro->value };
	VariableValue variable = { .name = call->name, .values = values, .n_values = 1 };
	Formatted subject = {
		.name = call->name,
		.values = values,
		.n_values = 1,
		.texts = macro->text ? &macro->text : NULL,
		.n_texts = 1,
		.zone = date_zone(expansion->interpolator),
	};

	if (macro->is_final)
		g_string_append(out, macro->value);
	else if (format)
		interpolate_format(out, format, &subject);
	else
		g_string_append(out, expansion->formatter(expansion->arena, &variable));
}

/* The format that is written, else the caller's, else glob; NULL: the caller's formatter. */
static const char *format_of(const Expansion *expansion, const char *written)
{
	if (written)
		return written;
	if (expansion->formatter)
		return NULL;
	return expansion->format ? expansion->format : "glob";
}

static void append_reference(const Expansion *expansion, GString *out, const Reference *reference)
{
	const Interpolator *interpolator = expansion->interpolator;
	Arena *arena = expansion->arena;
	const VariableValue *scoped =
		find_by_name(interpolator->scoped, interpolator->n_scoped, reference->name);
	const VariableValue *variable =
		scoped ? scoped
		       : find_by_name(interpolator->variables, interpolator->n_variables,
				      reference->name);
	MacroCall call = {
		.name = piece_text(arena, reference->name),
		.path = piece_text(arena, reference->path),
		.format = piece_text(arena, reference->format),
		.whole = piece_text(arena, reference->whole),
	};
	const char *format = format_of(expansion, call.format);
	MacroValue macro = { 0 };

	if (variable)
		append_variable(expansion, out, variable, scoped != NULL, call.path, format);
	else if (datum_macro(arena, interpolator, &call, &macro) ||
		 builtin_macro(arena, interpolator, &call, &macro))
		append_macro(expansion, out, &call, &macro, format);
	else
		g_string_append(out, call.whole);
}

static void expand(const Expansion *expansion, GString *out, const char *text)
{
	ReferenceScanner scanner = reference_scanner(text, strlen(text));
	const char *done = text;
	Reference reference;

	while (expansion->depth < MAX_DEPTH && out->len < MAX_OUTPUT_BYTES &&
	       reference_next(&scanner, &reference)) {
		g_string_append_len(out, done, reference.whole.start - done);
		append_reference(expansion, out, &reference);
		done = reference.whole.start + reference.whole.length;
	}
	if (out->len < MAX_OUTPUT_BYTES)
		g_string_append(out, done);
}

/* Cut at the bound, before a character that would not fit whole. */
static void cut(GString *text)
{
	size_t length = MAX_OUTPUT_BYTES;

	if (text->len <= MAX_OUTPUT_BYTES)
		return;
	while (length > 0 && ((unsigned char)text->str[length] & 0xc0) == 0x80)
		length--;
	g_string_truncate(text, length);
}

static const char *expand_text(const Expansion *expansion, const char *text)
{
	if (!text)
		return "";
	if (!strpbrk(text, "$["))
		return arena_strndup(expansion->arena, text, strnlen(text, MAX_OUTPUT_BYTES));
	GString *out = g_string_new(NULL);

	expand(expansion, out, text);
	cut(out);
	return arena_take_string(expansion->arena, out);
}

const char *interpolate(Arena *arena, const Interpolator *interpolator, const char *text,
			const char *format)
{
	Expansion expansion = { arena, interpolator, format, NULL, 0 };

	return expand_text(&expansion, text);
}

const char *interpolate_with(Arena *arena, const Interpolator *interpolator, const char *text,
			     VariableFormatter formatter)
{
	Expansion expansion = { arena, interpolator, NULL, formatter, 0 };

	return expand_text(&expansion, text);
}

/* Returns a new reference. Depth is what the JSON parser let through. */
static json_object *expand_json(const Expansion *expansion, json_object *json)
{
	json_object *copy;

	switch (json_object_get_type(json)) {
	case json_type_string:
		return json_object_new_string(
			expand_text(expansion, json_object_get_string(json)));
	case json_type_array:
		copy = json_object_new_array();
		for (size_t i = 0; i < json_object_array_length(json); i++)
			json_object_array_add(
				copy, expand_json(expansion, json_object_array_get_idx(json, i)));
		return copy;
	case json_type_object:
		copy = json_object_new_object();
		json_object_object_foreach(json, key, value)
			json_object_object_add(copy, key, expand_json(expansion, value));
		return copy;
	default:
		return json_object_get(json);
	}
}

json_object *interpolate_json(Arena *arena, const Interpolator *interpolator, json_object *json,
			      const char *format, VariableFormatter formatter)
{
	Expansion expansion = { arena, interpolator, format, formatter, 0 };

	return arena_take_json(arena, expand_json(&expansion, json));
}
