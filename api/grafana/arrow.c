#include "api/grafana/arrow.h"

#include "renderer/data/frame-decode.h"
#include "renderer/error.h"

#include <math.h>
#include <string.h>

/*
 * An Arrow file is messages one after the other: four bytes FF, the length of a flatbuffer, the
 * flatbuffer (what comes: a schema or a batch of columns) and a body of raw columns. All numbers
 * are little-endian. Reading beyond the end gives zeros, so a wrong offset is never followed out
 * of the file; counts are checked against what the file could hold.
 */
typedef struct {
	const guint8 *bytes;
	size_t n;
} Source;

enum {
	MAX_FIELDS = 10000,
	MESSAGE_SCHEMA = 1,
	MESSAGE_BATCH = 3,
};

/* Type in Schema.fbs, of those Grafana writes. */
enum {
	ARROW_INT = 2,
	ARROW_FLOAT = 3,
	ARROW_UTF8 = 5,
	ARROW_BOOL = 6,
	ARROW_TIMESTAMP = 10,
};

static bool has(const Source *source, size_t at, size_t n)
{
	return at <= source->n && n <= source->n - at;
}

static uint64_t unsigned_at(const Source *source, size_t at, unsigned n_bytes)
{
	uint64_t value = 0;

	if (!has(source, at, n_bytes))
		return 0;
	for (unsigned i = 0; i < n_bytes; i++)
		value |= (uint64_t)source->bytes[at + i] << (8 * i);
	return value;
}

static int64_t signed_at(const Source *source, size_t at, unsigned n_bytes)
{
	unsigned shift = 64 - 8 * n_bytes;

	return (int64_t)(unsigned_at(source, at, n_bytes) << shift) >> shift;
}

/* --- Flatbuffers --- */

/* Where a reference leads; 0 for one out of the file. */
static size_t follow(const Source *source, size_t at)
{
	size_t target = at + unsigned_at(source, at, 4);

	return at && target > at && has(source, target, 4) ? target : 0;
}

/* Where member `index` of a table lies; 0 when it has its default. */
static size_t member(const Source *source, size_t table, unsigned index)
{
	if (!table)
		return 0;
	int64_t vtable = (int64_t)table - signed_at(source, table, 4);
	unsigned slot = 4 + 2 * index;

	if (vtable < 0 || slot + 2 > unsigned_at(source, (size_t)vtable, 2))
		return 0;
	uint64_t offset = unsigned_at(source, (size_t)vtable + slot, 2);

	return offset ? table + offset : 0;
}

static size_t member_table(const Source *source, size_t table, unsigned index)
{
	return follow(source, member(source, table, index));
}

static int64_t member_number(const Source *source, size_t table, unsigned index, unsigned n_bytes)
{
	size_t at = member(source, table, index);

	return at ? signed_at(source, at, n_bytes) : 0;
}

/* A vector's first element; `n` is cut to what fits into the file. */
static size_t member_vector(const Source *source, size_t table, unsigned index, size_t element,
			    size_t *n)
{
	size_t at = member_table(source, table, index);

	*n = 0;
	if (!at)
		return 0;
	*n = MIN(unsigned_at(source, at, 4), (source->n - at - 4) / element);
	return at + 4;
}

static const char *member_text(Arena *arena, const Source *source, size_t table, unsigned index)
{
	size_t n = 0;
	size_t at = member_vector(source, table, index, 1, &n);

	if (!at)
		return NULL;
	g_autofree char *valid = g_utf8_make_valid((const char *)source->bytes + at, (gssize)n);

	return arena_strdup(arena, valid);
}

/* The value of a key in a list of KeyValue tables, or NULL. */
static const char *metadata(Arena *arena, const Source *source, size_t table, unsigned index,
			    const char *key)
{
	size_t n = 0;
	size_t list = member_vector(source, table, index, 4, &n);

	for (size_t i = 0; i < n; i++) {
		size_t pair = follow(source, list + 4 * i);
		const char *name = member_text(arena, source, pair, 0);

		if (name && strcmp(name, key) == 0)
			return member_text(arena, source, pair, 1);
	}
	return NULL;
}

static json_object *metadata_json(Arena *arena, const Source *source, size_t table,
				  unsigned index, const char *key)
{
	const char *text = metadata(arena, source, table, index, key);
	json_object *json = text ? json_tokener_parse(text) : NULL;

	arena_take_json(arena, json);
	return json_object_is_type(json, json_type_object) ? json : NULL;
}

/* --- Messages --- */

typedef struct {
	size_t schema; // tables; 0 when missing
	size_t batch;
	size_t body; // where the batch's columns begin
} Messages;

static Messages find_messages(const Source *source)
{
	Messages messages = { 0 };
	size_t at = 8; // after "ARROW1" and its padding

	while (has(source, at, 8) && unsigned_at(source, at, 4) == 0xffffffff) {
		size_t length = unsigned_at(source, at + 4, 4);
		size_t message = follow(source, at + 8);
		int64_t body_length = member_number(source, message, 3, 8);
		int64_t kind = member_number(source, message, 1, 1);
		size_t header = member_table(source, message, 2);

		if (length == 0 || !message || !has(source, at + 8, length) || body_length < 0 ||
		    !has(source, at + 8 + length, (size_t)body_length))
			break;
		if (kind == MESSAGE_SCHEMA)
			messages.schema = header;
		if (kind == MESSAGE_BATCH && !messages.batch) {
			messages.batch = header;
			messages.body = at + 8 + length;
		}
		at += 8 + length + (size_t)body_length;
	}
	return messages;
}

/* --- Columns --- */

/* The batch's buffers are taken one after the other by its fields. */
typedef struct {
	Arena *arena;
	const Source *source;
	size_t body;
	size_t list, n, next; // of Buffer {offset, length}
	size_t n_rows;
} Buffers;

/* Where the next buffer lies, if it holds `least` bytes; 0 else. */
static size_t take_buffer(Buffers *buffers, size_t least)
{
	size_t entry = buffers->list + 16 * buffers->next;

	if (buffers->next++ >= buffers->n)
		return 0;
	uint64_t offset = unsigned_at(buffers->source, entry, 8);
	uint64_t length = unsigned_at(buffers->source, entry + 8, 8);

	if (offset > buffers->source->n || length < least ||
	    !has(buffers->source, buffers->body + offset, length))
		return 0;
	return buffers->body + offset;
}

/* Which rows have a value; an empty buffer means that all have. */
static bool is_valid(const Source *source, size_t validity, size_t row)
{
	return !validity || (unsigned_at(source, validity + row / 8, 1) >> (row % 8) & 1);
}

static size_t take_validity(Buffers *buffers)
{
	return take_buffer(buffers, MAX((buffers->n_rows + 7) / 8, 1));
}

typedef struct {
	int64_t kind;	    // ARROW_INT and so on
	unsigned bytes;	    // of a number
	bool is_signed;
	double to_ms;	    // of a time
} ColumnType;

static ColumnType column_type(const Source *source, size_t field)
{
	static const double units_ms[] = { 1000, 1, 1e-3, 1e-6 };
	size_t table = member_table(source, field, 3);
	ColumnType type = { .kind = member_number(source, field, 2, 1), .bytes = 8,
			    .is_signed = true };

	if (type.kind == ARROW_INT) {
		int64_t bits = member_number(source, table, 0, 4);

		type.bytes = bits == 8 || bits == 16 || bits == 32 ? (unsigned)bits / 8 : 8;
		type.is_signed = member_number(source, table, 1, 1) != 0;
	} else if (type.kind == ARROW_FLOAT) {
		type.bytes = member_number(source, table, 0, 2) == 1 ? 4 : 8;
	} else if (type.kind == ARROW_TIMESTAMP) {
		type.to_ms = units_ms[member_number(source, table, 0, 2) & 3];
	}
	return type;
}

static double number_at(const Source *source, size_t at, const ColumnType *type)
{
	if (type->kind == ARROW_FLOAT && type->bytes == 4) {
		uint32_t bits = (uint32_t)unsigned_at(source, at, 4);
		float value;

		memcpy(&value, &bits, sizeof(value));
		return (double)value;
	}
	if (type->kind == ARROW_FLOAT)
		return value_from_bits(unsigned_at(source, at, 8));
	if (type->kind == ARROW_TIMESTAMP)
		return floor((double)signed_at(source, at, 8) * type->to_ms);
	return type->is_signed ? (double)signed_at(source, at, type->bytes)
			       : (double)unsigned_at(source, at, type->bytes);
}

static bool decode_numbers(Buffers *buffers, const ColumnType *type, Field *field)
{
	bool is_bits = type->kind == ARROW_BOOL;
	size_t validity = take_validity(buffers);
	size_t data = take_buffer(buffers, is_bits ? (buffers->n_rows + 7) / 8
						   : buffers->n_rows * type->bytes);
	double *numbers = arena_new_array(buffers->arena, double, buffers->n_rows + 1);

	if (!data && buffers->n_rows)
		return false;
	for (size_t row = 0; row < buffers->n_rows; row++) {
		if (!is_valid(buffers->source, validity, row))
			numbers[row] = value_null();
		else if (is_bits)
			numbers[row] = is_valid(buffers->source, data, row);
		else
			numbers[row] = number_at(buffers->source, data + row * type->bytes, type);
	}
	field->numbers = numbers;
	return true;
}

static Value text_at(Buffers *buffers, size_t data, uint64_t from, uint64_t to)
{
	if (!data || to < from || !has(buffers->source, data + from, to - from))
		return (Value){ .kind = VALUE_NULL };
	g_autofree char *valid = g_utf8_make_valid(
		(const char *)buffers->source->bytes + data + from, (gssize)(to - from));

	return value_of_string(arena_strdup(buffers->arena, valid));
}

static bool decode_texts(Buffers *buffers, Field *field)
{
	size_t validity = take_validity(buffers);
	size_t offsets = take_buffer(buffers, (buffers->n_rows + 1) * 4);
	size_t data = take_buffer(buffers, 0);
	Value *values = arena_new_array(buffers->arena, Value, buffers->n_rows + 1);

	if (!offsets && buffers->n_rows)
		return false;
	for (size_t row = 0; row < buffers->n_rows; row++) {
		uint64_t from = unsigned_at(buffers->source, offsets + 4 * row, 4);
		uint64_t to = unsigned_at(buffers->source, offsets + 4 * row + 4, 4);

		values[row] = is_valid(buffers->source, validity, row)
				      ? text_at(buffers, data, from, to)
				      : (Value){ .kind = VALUE_NULL };
	}
	field->values = values;
	return true;
}

static bool decode_field(Buffers *buffers, size_t table, Field *field)
{
	Arena *arena = buffers->arena;
	const Source *source = buffers->source;
	ColumnType type = column_type(source, table);
	const char *name = member_text(arena, source, table, 0);
	json_object *config = metadata_json(arena, source, table, 6, "config");

	field->name = name ? name : "";
	field->labels = labels_decode(arena, metadata_json(arena, source, table, 6, "labels"));
	field->config = field_config_parse(arena, config);
	switch (type.kind) {
	case ARROW_UTF8:
		field->type = FIELD_STRING;
		return decode_texts(buffers, field);
	case ARROW_BOOL:
		field->type = FIELD_BOOLEAN;
		return decode_numbers(buffers, &type, field);
	case ARROW_TIMESTAMP:
		field->type = FIELD_TIME;
		return decode_numbers(buffers, &type, field);
	case ARROW_INT:
	case ARROW_FLOAT:
		field->type = FIELD_NUMBER;
		return decode_numbers(buffers, &type, field);
	default:
		return false;
	}
}

/* --- The frame --- */

static Frame *fail(GError **error, RenderError code, const char *text)
{
	g_set_error(error, RENDER_ERROR, code, "an Arrow frame of the answer %s", text);
	return NULL;
}

static const char *text_or_null(const char *text)
{
	return text && *text ? text : NULL;
}

static Frame *decode(Arena *arena, const Source *source, const FrameLimits *limits, GError **error)
{
	Messages messages = find_messages(source);
	size_t n_fields = 0, n_buffers = 0;
	size_t fields = member_vector(source, messages.schema, 1, 4, &n_fields);
	size_t buffer_list = member_vector(source, messages.batch, 2, 16, &n_buffers);
	int64_t n_rows = member_number(source, messages.batch, 0, 8);

	if (!messages.schema)
		return fail(error, RENDER_ERROR_UPSTREAM, "has no schema");
	if (n_rows < 0 || n_fields > MAX_FIELDS ||
	    (n_fields && (uint64_t)n_rows > limits->max_cells / n_fields))
		return fail(error, RENDER_ERROR_TOO_LARGE, "has more values than are allowed");
	Frame *frame = frame_new(arena, n_fields, (size_t)n_rows);
	Buffers buffers = { .arena = arena, .source = source, .body = messages.body,
			    .list = buffer_list, .n = n_buffers, .n_rows = (size_t)n_rows };

	frame->name = text_or_null(metadata(arena, source, messages.schema, 2, "name"));
	frame->ref_id = text_or_null(metadata(arena, source, messages.schema, 2, "refId"));
	frame->meta = metadata_json(arena, source, messages.schema, 2, "meta");
	for (size_t i = 0; i < n_fields; i++)
		if (!decode_field(&buffers, follow(source, fields + 4 * i), &frame->fields[i]))
			return fail(error, RENDER_ERROR_UPSTREAM, "has a column that can't be read");
	return frame;
}

Frame *arrow_decode(Arena *arena, const char *base64, const FrameLimits *limits, GError **error)
{
	gsize n = 0;
	g_autofree guchar *bytes = g_base64_decode(base64, &n);
	Source source = { bytes, n };

	if (n < 8 || memcmp(bytes, "ARROW1", 6) != 0)
		return fail(error, RENDER_ERROR_UPSTREAM, "is no Arrow file");
	return decode(arena, &source, limits, error);
}
