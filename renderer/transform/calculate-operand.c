/* Source: Grafana 12.3, transformers/calculateField.ts, utils/binaryOperators.ts, unaryOperators.ts */
#include "renderer/transform/calculate-operand.h"

#include "renderer/data/number.h"
#include "renderer/json.h"
#include "renderer/transform/rows.h"

#include <math.h>
#include <string.h>

/* What stands on one side of an operator: the name of a field or a constant. */
typedef struct {
	const char *name;  // or NULL
	const char *fixed; // or NULL
	const char *type;  // of the fields meant, or NULL
} Operand;

static Operand operand_of(json_object *binary, const char *side)
{
	json_object *value = json_get(binary, side);
	Operand operand = { 0 };

	if (json_object_is_type(value, json_type_string)) {
		operand.name = operand.fixed = json_object_get_string(value);
		return operand;
	}
	const char *id = json_get_text(value, "matcher.id", "");
	const char *options = json_get_text(value, "matcher.options", "");

	operand.fixed = json_get_text(value, "fixed", options);
	if (strcmp(id, "byName") == 0)
		operand.name = options;
	else if (strcmp(id, "byType") == 0)
		operand.type = options;
	return operand;
}

static const char *text_of(Operand operand)
{
	if (operand.name)
		return operand.name;
	return operand.type ? operand.type : operand.fixed;
}

bool calculate_is_constant(json_object *binary)
{
	json_object *right = json_get(binary, "right");
	const char *text = json_object_is_type(right, json_type_string)
				   ? json_object_get_string(right)
				   : json_get_text(right, "fixed", NULL);

	return !isnan(js_number(text));
}

/* Null counts as 0. */
static const double *numbers_of(Arena *arena, const Frame *frame, const Field *field)
{
	double *numbers = arena_new_array(arena, double, frame->n_rows);

	for (size_t i = 0; i < frame->n_rows; i++) {
		numbers[i] = value_to_number(field_value(frame, field, i));
		if (value_is_missing(numbers[i]))
			numbers[i] = NAN;
	}
	return numbers;
}

static const double *values_of(Arena *arena, Frame *frame, Frames *frames, Operand operand)
{
	Field *field = operand.name ? field_named(arena, frame, frames, operand.name) : NULL;
	double fixed = js_parse_float(operand.fixed);

	if (field)
		return numbers_of(arena, frame, field);
	if (isnan(fixed))
		return NULL;
	double *numbers = arena_new_array(arena, double, frame->n_rows);

	for (size_t i = 0; i < frame->n_rows; i++)
		numbers[i] = fixed;
	return numbers;
}

static const double *apply(Arena *arena, const double *left, const char *operator,
			   const double *right, size_t n)
{
	if (!left || !right || !strchr("+-*/", operator[0]) || strlen(operator) != 1)
		return NULL;
	double *results = arena_new_array(arena, double, n);

	for (size_t i = 0; i < n; i++) {
		double l = left[i], r = right[i];

		results[i] = operator[0] == '+'	  ? l + r
			     : operator[0] == '-' ? l - r
			     : operator[0] == '*' ? l * r
						  : l / r;
	}
	return results;
}

const double *calculate_binary(Arena *arena, Frame *frame, Frames *frames, json_object *options,
			       const char **name)
{
	Operand left = operand_of(options, "left"), right = operand_of(options, "right");
	const char *operator= json_get_text(options, "operator", "+");

	*name = arena_printf(arena, "%s %s %s", text_of(left), operator, text_of(right));
	return apply(arena, values_of(arena, frame, frames, left), operator,
		     values_of(arena, frame, frames, right), frame->n_rows);
}

Frame *calculate_by_type(Arena *arena, Frame *frame, Frames *frames, json_object *options,
			 bool is_replacing, bool is_time_series)
{
	Operand left = operand_of(options, "left"), right = operand_of(options, "right");
	const char *operator= json_get_text(options, "operator", "+");
	const double *on_right = values_of(arena, frame, frames, right);
	Field *time = is_time_series ? frame_first_of_type(frame, FIELD_TIME) : NULL;
	Frame *out = frame_copy(arena, frame);
	size_t n = 0, n_new = 0;

	if (!left.type)
		return NULL;
	out->fields = arena_new_array(arena, Field, 2 * frame->n_fields + 1);
	if (time)
		out->fields[n++] = *time;
	for (size_t i = 0; i < frame->n_fields; i++) {
		Field *field = &frame->fields[i];
		const double *results = NULL;

		if (!is_replacing && field != time)
			out->fields[n++] = *field;
		if (strcmp(field_type_text(field->type), left.type) == 0)
			results = apply(arena, numbers_of(arena, frame, field), operator, on_right,
					frame->n_rows);
		if (!results)
			continue;
		Field made = *field;

		made.name = arena_printf(arena, "%s %s %s", field->name ? field->name : "",
					 operator, text_of(right));
		made.numbers = results;
		made.values = NULL;
		memset(&made.state, 0, sizeof(made.state));
		out->fields[n++] = made;
		n_new++;
	}
	out->n_fields = n;
	return is_replacing && n_new == 0 ? NULL : out;
}

/* --- One side --- */

/* JavaScript rounds halves up. */
static double round_half_up(double value)
{
	return floor(value + 0.5);
}

static const struct {
	const char *id;
	double (*function)(double);
} unary_operators[] = {
	{ "abs", fabs },	     { "exp", exp },	 { "ln", log },
	{ "round", round_half_up }, { "floor", floor }, { "ceil", ceil },
};

static void divide_by_sum(double *numbers, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		if (isfinite(numbers[i]))
			sum += numbers[i];
	for (size_t i = 0; i < n; i++)
		numbers[i] /= sum;
}

const double *calculate_unary(Arena *arena, Frame *frame, Frames *frames, json_object *options,
			      const char **name)
{
	const char *operator= json_get_text(options, "operator", "abs");
	const char *field_name = json_get_text(options, "fieldName", "");
	Field *field = field_named(arena, frame, frames, field_name);
	double (*function)(double) = NULL;

	*name = arena_printf(arena, "%s(%s)", operator, field_name);
	for (size_t i = 0; i < G_N_ELEMENTS(unary_operators); i++)
		if (strcmp(unary_operators[i].id, operator) == 0)
			function = unary_operators[i].function;
	bool is_percent = strcmp(operator, "percent") == 0;

	if (!field || field->type != FIELD_NUMBER || (!function && !is_percent))
		return NULL;
	double *results = arena_new_array(arena, double, frame->n_rows);

	if (frame->n_rows)
		memcpy(results, numbers_of(arena, frame, field), frame->n_rows * sizeof(double));
	if (is_percent)
		divide_by_sum(results, frame->n_rows);
	for (size_t i = 0; function && i < frame->n_rows; i++)
		results[i] = function(results[i]);
	return results;
}
