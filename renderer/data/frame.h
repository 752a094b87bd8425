#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <glib.h>
#include <json-c/json.h>

#include "renderer/arena.h"
#include "renderer/data/field-config.h"
#include "renderer/data/value.h"
#include "renderer/geometry.h"

typedef enum {
	FIELD_OTHER, // the zero value: type unknown yet or no other fits
	FIELD_TIME,
	FIELD_NUMBER,
	FIELD_STRING,
	FIELD_BOOLEAN,
	FIELD_ENUM,
	FIELD_FRAME,
	FIELD_NESTED_FRAMES,
	FIELD_GEO,
	FIELD_TRACE,
} FieldType;

/** Labels keep the order they came in; keys are unique. */
typedef struct {
	const char *key;
	const char *value;
} Label;

typedef struct {
	Label *items; // NULL: no labels; an empty object is items with n 0, which is not the same
	size_t n;
} Labels;

/** What applying the field config leaves with a field; zero before. */
typedef struct {
	const char *display_name; // cached, see names.h; NULL when to be computed again
	bool is_name_of_many;	  // the cache was made with several frames
	bool has_range;
	Range range;	  // of values, for scales and percentages
	int series_index; // counts non-time fields over all frames
} FieldState;

/**
 * A column. Numbers, times (ms since 1970), booleans (0, 1) and enum indexes are doubles, as in
 * the browser, so that joins, sorts and reducers are one code; `numbers` is set for them. Any
 * other column, and one of mixed kinds, is `values`. Exactly one of the two is set, with
 * `frame->n_rows` elements.
 */
typedef struct Field {
	const char *name;
	FieldType type;
	Labels labels;
	FieldConfig config;
	FieldState state;
	const double *numbers;
	const Value *values;
	const int *nanos; // sub-millisecond part of times, or NULL
} Field;

typedef struct Frame {
	const char *name;   // or NULL
	const char *ref_id; // or NULL
	json_object *meta;  // or NULL
	Field *fields;
	size_t n_fields;
	size_t n_rows;
	const Value *stat; // of a series in a cell: the value that stands for it; NULL: none
} Frame;

typedef struct Frames {
	Frame **items;
	size_t n;
} Frames;

/** Bounds on what is decoded or made. */
typedef struct {
	size_t max_frames;
	size_t max_cells; // over all frames
} FrameLimits;

/** The cell of any column. A row beyond the end is absent. */
Value field_value(const Frame *frame, const Field *field, size_t row);

/** The cell as a number: booleans 0/1, texts and objects NaN, missing as value_null()/absent. */
double field_number(const Frame *frame, const Field *field, size_t row);

/** frame_copy() copies the array of fields, not the columns, which are never written again. */
Frame *frame_new(Arena *arena, size_t n_fields, size_t n_rows);
Frame *frame_copy(Arena *arena, const Frame *frame);
Frames *frames_new(Arena *arena);
void frames_append(Arena *arena, Frames *frames, Frame *frame);

/** In the rows of frame_take_rows(): a row that is not in the frame, all null or all absent. */
#define FRAME_NULL_ROW	 SIZE_MAX
#define FRAME_ABSENT_ROW (SIZE_MAX - 1)

/** A copy that has these rows of the frame, `n_rows` of them, in this order; some maybe twice. */
Frame *frame_take_rows(Arena *arena, const Frame *frame, const size_t *rows, size_t n_rows);

/** The text of a meta key ("type", "preferredVisualisationType"), or NULL. */
const char *frame_meta_text(const Frame *frame, const char *key);

/** The first field of a type, or NULL. */
Field *frame_first_of_type(const Frame *frame, FieldType type);

/** Value of a label, or NULL. */
const char *labels_get(const Labels *labels, const char *key);

/** Grafana's text of labels: `{a="x", b="y"}`, keys sorted; "" for none. */
const char *labels_to_text(Arena *arena, const Labels *labels);

/** Types as in the JSON ("time", "number", ...); unknown is FIELD_OTHER. */
FieldType field_type_parse(const char *text);
const char *field_type_text(FieldType type);

/**
 * Decodes one frame of /api/ds/query's answer: {schema, data}. Shorter columns are padded with
 * absent cells; cells that do not fit their field's type stay as they are. The JSON stays the
 * caller's and must live as long as the arena.
 *
 * limits  for this frame; who decodes several takes their cells off
 *
 * Errors: RENDER_ERROR_UPSTREAM when it is no frame, RENDER_ERROR_TOO_LARGE past the limits.
 * Source: Grafana 12.3, grafana-data/src/dataframe/DataFrameJSON.ts.
 */
Frame *frame_decode(Arena *arena, json_object *json, const FrameLimits *limits, GError **error);

/**
 * Decodes what Grafana turned into frames before there were any, told apart by their keys: a
 * series {target or name, datapoints or points: [[value, time]], tags}, a table {columns, rows}, a
 * frame as saved in snapshots {fields: [{name, type, values}]}, documents {type: "docs"}, a list
 * of objects (a field for each key of the first) or of plain values.
 *
 * Errors: as frame_decode().
 * Source: Grafana 12.3, grafana-data/src/dataframe/processDataFrame.ts, ArrayDataFrame.ts.
 */
Frame *frame_decode_legacy(Arena *arena, json_object *json, const FrameLimits *limits,
			   GError **error);

/** Guesses the types of fields that have none, by name and first value; cells stay. */
void frame_guess_types(Frame *frame);

/** Makes `numbers` of the `values` that all fit their field's type. */
void frame_settle(Arena *arena, Frame *frame);

/** Whether `numbers` of a field of this type can hold a cell of this kind. */
bool field_type_takes(FieldType type, ValueKind kind);

/**
 * Whether a frame counts as a time series: two fields or more, a number field, and a time field
 * whose first 100 values ascend.
 *
 * Source: Grafana 12.3, grafana-data/src/dataframe/utils.ts.
 */
bool frame_is_time_series(const Frame *frame);
