#include "renderer/panel/trace-spans.h"

#include "renderer/json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_SPANS = 100000, N_COLORS = OLD_PALETTE_SIZE };

/* --- Durations --- */

static const char *decimal(Arena *arena, double value, const char *unit)
{
	char text[G_ASCII_DTOSTR_BUF_SIZE];

	g_ascii_formatd(text, sizeof(text), "%.2f", js_round(value * 100) / 100);
	size_t length = strlen(text);

	while (text[length - 1] == '0')
		text[--length] = '\0';
	if (text[length - 1] == '.')
		text[--length] = '\0';
	return arena_printf(arena, "%s%s", text, unit);
}

const char *trace_duration(Arena *arena, double duration_ms)
{
	static const struct {
		const char *name;
		double ms;
		int of_smaller; // how many of the next one it has
	} units[] = { { "d", 86400000, 24 }, { "h", 3600000, 60 }, { "m", 60000, 60 },
		      { "s", 1000, 1000 },   { "ms", 1, 1000 },	   { "μs", 0.001, 1000 } };
	size_t i = 0;

	if (!isfinite(duration_ms))
		return "";
	while (i + 1 < G_N_ELEMENTS(units) && units[i].ms > duration_ms)
		i++;
	if (units[i].of_smaller == 1000)
		return decimal(arena, duration_ms / units[i].ms, units[i].name);
	double whole = floor(duration_ms / units[i].ms);
	double rest = js_round(fmod(duration_ms / units[i + 1].ms, units[i].of_smaller));

	if (rest >= units[i].of_smaller) {
		whole++;
		rest = 0;
	}
	if (rest == 0)
		return arena_printf(arena, "%.0f%s", whole, units[i].name);
	return arena_printf(arena, "%.0f%s %.0f%s", whole, units[i].name, rest, units[i + 1].name);
}

/* --- Colours of services --- */

typedef struct {
	Color items[N_COLORS];
	int n;
	int previous; // -1: none yet
	GHashTable *known; // service to number + 1
} Colors;

/* The old palette, without its reds and what can't be seen on the panel. */
static void colors_init(Colors *colors, const Theme *theme)
{
	const Color reds[] = { COLOR_RGB(0xe24d42), COLOR_RGB(0xbf1b00) };
	const double least_contrast = 3;

	*colors = (Colors){ .previous = -1 };
	colors->known = g_hash_table_new(g_str_hash, g_str_equal);
	for (int i = 0; i < N_COLORS; i++) {
		Color color = theme_old_palette(i);

		if (!color_equal(color, reds[0]) && !color_equal(color, reds[1]) &&
		    color_contrast(theme->background_primary, color) >= least_contrast)
			colors->items[colors->n++] = color;
	}
}

/* JavaScript's: the shift is of 32 bits, the sums are doubles. */
static double hash(const char *text)
{
	enum { MAX_CHARS = 1024 };
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	g_autofree char *lower = g_utf8_strdown(valid, -1);
	double value = 0;
	int n = 0;

	for (const char *at = lower; *at && n < MAX_CHARS; at = g_utf8_next_char(at), n++) {
		uint32_t bits = (uint32_t)(int64_t)fmod(value, 4294967296.0);

		value = (double)(int32_t)(bits << 5) - value + (double)g_utf8_get_char(at);
	}
	return value;
}

/* Services that come one after the other shall not look alike. */
static int distinct(const Colors *colors, int index)
{
	const double least = 1.5;
	int next;

	if (colors->previous < 0)
		return index;
	if (index == colors->previous)
		index = (index + 1) % colors->n;
	if (color_contrast(colors->items[colors->previous], colors->items[index]) >= least)
		return index;
	next = index;
	for (int i = 0; i < colors->n; i++) {
		next = (next + 1) % colors->n;
		if (color_contrast(colors->items[colors->previous], colors->items[next]) > least)
			return next;
	}
	return index;
}

static Color color_of(Colors *colors, const char *service)
{
	int known = GPOINTER_TO_INT(g_hash_table_lookup(colors->known, service));

	if (!known) {
		int index = (int)fabs(fmod(hash(service), colors->n));

		colors->previous = distinct(colors, index);
		known = colors->previous + 1;
		g_hash_table_insert(colors->known, (void *)service, GINT_TO_POINTER(known));
	}
	return colors->items[known - 1];
}

/* --- Rows of the frame --- */

typedef struct {
	const char *span_id, *parent_id;
	TraceSpan span;
	size_t first_child, last_child, next; // number + 1; 0: none
} Node;

typedef struct {
	Arena *arena;
	const Frame *frame;
	Node *nodes;
	size_t n;
} Reader;

static const Field *named(const Frame *frame, const char *name)
{
	for (size_t i = 0; i < frame->n_fields; i++)
		if (g_strcmp0(frame->fields[i].name, name) == 0)
			return &frame->fields[i];
	return NULL;
}

static const char *text_of(const Reader *reader, const char *name, size_t row)
{
	const Field *field = named(reader->frame, name);
	Value value = field ? field_value(reader->frame, field, row) : (Value){ VALUE_ABSENT };

	return value.kind == VALUE_ABSENT || value.kind == VALUE_NULL
		       ? ""
		       : value_to_text(reader->arena, value);
}

static double number_of(const Reader *reader, const char *name, size_t row)
{
	const Field *field = named(reader->frame, name);
	double number = field ? field_number(reader->frame, field, row) : 0;

	return isfinite(number) ? number : 0;
}

/* The value of a tag as text, or NULL. */
static const char *tag_of(const Reader *reader, const char *key, size_t row)
{
	const Field *field = named(reader->frame, "tags");
	Value value = field ? field_value(reader->frame, field, row) : (Value){ VALUE_ABSENT };
	json_object *tags = value.kind == VALUE_JSON ? value.json : NULL;

	if (!json_object_is_type(tags, json_type_array))
		return NULL;
	for (size_t i = 0; i < json_object_array_length(tags); i++) {
		json_object *tag = json_object_array_get_idx(tags, i);
		json_object *content = json_get(tag, "value");

		if (content && strcmp(json_get_text(tag, "key", ""), key) == 0)
			return json_object_get_string(content);
	}
	return NULL;
}

static json_object *logs_of(const Reader *reader, size_t row)
{
	const Field *field = named(reader->frame, "logs");
	Value value = field ? field_value(reader->frame, field, row) : (Value){ VALUE_ABSENT };

	return value.kind == VALUE_JSON && json_object_is_type(value.json, json_type_array)
		       ? value.json
		       : NULL;
}

static const char *either_tag(const Reader *reader, const char *key, const char *other, size_t row)
{
	const char *text = tag_of(reader, key, row);

	return text ? text : tag_of(reader, other, row);
}

static void read_row(Reader *reader, size_t row)
{
	const double error_code = 2;

	reader->nodes[reader->n++] = (Node){
		.span_id = text_of(reader, "spanID", row),
		.parent_id = text_of(reader, "parentSpanID", row),
		.span = { .service = text_of(reader, "serviceName", row),
			  .operation = text_of(reader, "operationName", row),
			  .start_ms = number_of(reader, "startTime", row),
			  .duration_ms = fmax(0, number_of(reader, "duration", row)),
			  .logs = logs_of(reader, row),
			  .has_error = number_of(reader, "statusCode", row) == error_code ||
				       g_strcmp0(tag_of(reader, "error", row), "true") == 0 },
	};
}

/* --- The tree --- */

static int compare_starts(const void *left, const void *right, void *data)
{
	const Node *nodes = data;
	size_t a = *(const size_t *)left, b = *(const size_t *)right;
	double start_a = nodes[a].span.start_ms, start_b = nodes[b].span.start_ms;

	if (start_a != start_b)
		return start_a < start_b ? -1 : 1;
	return (a > b) - (a < b);
}

/* Hangs every span, by start, at its parent, or at `root` where it has none. */
static void link_nodes(Reader *reader, Node *root)
{
	g_autoptr(GHashTable) by_id = g_hash_table_new(g_str_hash, g_str_equal);
	size_t *order = arena_new_array(reader->arena, size_t, reader->n + 1);

	for (size_t i = 0; i < reader->n; i++) {
		order[i] = i;
		g_hash_table_insert(by_id, (void *)reader->nodes[i].span_id,
				    GSIZE_TO_POINTER(i + 1));
	}
	g_qsort_with_data(order, (int)reader->n, sizeof(*order), compare_starts, reader->nodes);
	for (size_t i = 0; i < reader->n; i++) {
		Node *node = &reader->nodes[order[i]];
		size_t parent =
			GPOINTER_TO_SIZE(g_hash_table_lookup(by_id, node->parent_id));
		Node *above = parent && *node->parent_id ? &reader->nodes[parent - 1] : root;

		if (above->last_child)
			reader->nodes[above->last_child - 1].next = order[i] + 1;
		else
			above->first_child = order[i] + 1;
		above->last_child = order[i] + 1;
	}
}

/* From the roots down; a circle hangs at no root. */
static void walk(const Reader *reader, const Node *root, TraceSpans *spans, Colors *colors)
{
	g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(size_t));
	size_t at = root->first_child;

	while (at || open->len) {
		if (!at) {
			at = g_array_index(open, size_t, open->len - 1);
			g_array_set_size(open, open->len - 1);
			at = reader->nodes[at - 1].next;
			continue;
		}
		const Node *node = &reader->nodes[at - 1];
		TraceSpan *span = &spans->items[spans->n++];

		*span = node->span;
		span->depth = (int)open->len;
		span->has_children = node->first_child != 0;
		span->color = color_of(colors, span->service);
		g_array_append_val(open, at);
		at = node->first_child;
	}
}

static void summarize(const Reader *reader, const Node *root, TraceSpans *spans)
{
	double end = -INFINITY;

	spans->start_ms = INFINITY;
	for (size_t i = 0; i < reader->n; i++) {
		const TraceSpan *span = &reader->nodes[i].span;

		spans->start_ms = fmin(spans->start_ms, span->start_ms);
		end = fmax(end, span->start_ms + span->duration_ms);
	}
	spans->duration_ms = fmax(0, end - spans->start_ms);
	if (!root->first_child)
		return;
	size_t first = root->first_child - 1;
	const TraceSpan *span = &reader->nodes[first].span;

	spans->name = arena_printf(reader->arena, "%s: %s", span->service, span->operation);
	spans->method = either_tag(reader, "http.method", "http.request.method", first);
	spans->status = either_tag(reader, "http.status_code", "http.response.status_code", first);
}

TraceSpans *trace_spans(const PanelContext *context)
{
	const Frame *frame = context->frames->n ? context->frames->items[0] : NULL;

	if (!frame || !frame->n_rows || !named(frame, "spanID") || !named(frame, "startTime"))
		return NULL;
	Reader reader = { .arena = context->arena, .frame = frame };
	TraceSpans *spans = arena_new_one(context->arena, TraceSpans);
	size_t n = MIN(frame->n_rows, MAX_SPANS);
	Node root = { 0 };
	Colors colors;

	reader.nodes = arena_new_array(context->arena, Node, n);
	spans->items = arena_new_array(context->arena, TraceSpan, n);
	spans->id = text_of(&reader, "traceID", 0);
	spans->name = "";
	for (size_t i = 0; i < n; i++)
		read_row(&reader, i);
	link_nodes(&reader, &root);
	summarize(&reader, &root, spans);
	colors_init(&colors, context->theme);
	walk(&reader, &root, spans, &colors);
	spans->n_services = g_hash_table_size(colors.known);
	g_hash_table_unref(colors.known);
	return spans;
}
