#pragma once

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <json-c/json.h>

#include "renderer/arena.h"

/*
 * Grafana tells three missing things apart: null (no value in the data), undefined (a hole that a
 * join or padding made; called absent here) and NaN (a number that is none). Line gaps, joins,
 * sorting, arithmetic and reducers differ between them. In a column of numbers they are three NaN
 * payloads; arithmetic may lose a payload, so test before computing.
 */
#define VALUE_NULL_BITS   UINT64_C(0x7ff8000000006e75)
#define VALUE_ABSENT_BITS UINT64_C(0x7ff8000000006162)

static inline uint64_t value_bits(double value)
{
	uint64_t bits;

	memcpy(&bits, &value, sizeof(bits));
	return bits;
}

static inline double value_from_bits(uint64_t bits)
{
	double value;

	memcpy(&value, &bits, sizeof(value));
	return value;
}

static inline double value_null(void)
{
	return value_from_bits(VALUE_NULL_BITS);
}

static inline double value_absent(void)
{
	return value_from_bits(VALUE_ABSENT_BITS);
}

static inline bool value_is_null(double value)
{
	return value_bits(value) == VALUE_NULL_BITS;
}

static inline bool value_is_absent(double value)
{
	return value_bits(value) == VALUE_ABSENT_BITS;
}

/** null or absent; NaN proper is a value */
static inline bool value_is_missing(double value)
{
	return isnan(value) && (value_is_null(value) || value_is_absent(value));
}

typedef enum {
	VALUE_ABSENT, // undefined; the zero value
	VALUE_NULL,
	VALUE_NUMBER,
	VALUE_BOOLEAN,
	VALUE_STRING,
	VALUE_JSON,   // an object or array
	VALUE_FRAME,  // a frame in a cell (sparklines)
	VALUE_FRAMES, // nested frames
} ValueKind;

struct Frame;
struct Frames;

/** One cell of any kind; what it points to belongs to the arena. */
typedef struct Value {
	ValueKind kind;
	union {
		double number; // VALUE_NUMBER; VALUE_BOOLEAN as 0 or 1
		const char *string;
		json_object *json;
		struct Frame *frame;
		struct Frames *frames;
	};
} Value;

static inline Value value_of_number(double number)
{
	if (value_is_null(number))
		return (Value){ .kind = VALUE_NULL };
	if (value_is_absent(number))
		return (Value){ .kind = VALUE_ABSENT };
	return (Value){ .kind = VALUE_NUMBER, .number = number };
}

static inline Value value_of_string(const char *string)
{
	return string ? (Value){ .kind = VALUE_STRING, .string = string }
		      : (Value){ .kind = VALUE_NULL };
}

static inline Value value_of_boolean(bool boolean)
{
	return (Value){ .kind = VALUE_BOOLEAN, .number = boolean };
}

/** A cell of JSON: texts and containers are lent by `json`. */
Value value_of_json(json_object *json);

/** The same cell as JSON; the caller owns it. Missing values, NaN and frames are null (NULL). */
json_object *value_to_json(Value value);

/** JavaScript's String(value): what mappings, merges and tables compare and show. */
const char *value_to_text(Arena *arena, Value value);

/** JavaScript's Number(value): "" and null are 0, texts that are no number and frames NAN. */
double value_to_number(Value value);

/** Whether JavaScript takes it for true: not for what is missing, 0, NaN and "". */
bool value_is_truthy(Value value);

/** Strict equality, but NaN equals itself: how a JavaScript Set tells values apart. */
bool value_is_same(Value left, Value right);

/** What comparing two values says; NaN and undefined have no order. */
typedef enum { VALUE_LESS, VALUE_EQUAL, VALUE_GREATER, VALUE_UNORDERED } ValueOrder;

/** JavaScript's < and >: texts by their characters, anything else as numbers. */
ValueOrder value_order(Value left, Value right);

/** JavaScript's ==: null equals undefined, texts equal the numbers they read as. */
bool value_is_loosely_equal(Value left, Value right);

/** Hash and equality of `const Value *` for GHashTable, as value_is_same(). */
unsigned value_hash(const void *value);
int value_equal(const void *left, const void *right);
