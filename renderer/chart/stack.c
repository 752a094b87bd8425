#include "renderer/chart/stack.h"

#include <math.h>
#include <string.h>

static bool is_hidden(const Field *field)
{
	return custom_boolean(&field->config, "hideFrom.viz", false);
}

static const char *stack_mode(const Field *field)
{
	return custom_text(&field->config, "stacking.mode", "none");
}

static bool is_stacked(const Field *field)
{
	return strcmp(stack_mode(field), "none") != 0 && !is_hidden(field);
}

static bool is_negated(const Field *field)
{
	return strcmp(custom_text(&field->config, "transform", ""), "negative-Y") == 0;
}

/* Whether more of about a hundred samples are below zero than above. */
static bool is_mostly_negative(const double *values, size_t n)
{
	enum { SAMPLES = 100 };
	size_t first = 0, end = n;
	long balance = 0;

	while (first < end && isnan(values[first]))
		first++;
	while (end > first && isnan(values[end - 1]))
		end--;
	size_t stride = MAX(1, (end - first) / SAMPLES);

	for (size_t i = first; i < end; i += stride) {
		if (values[i] < 0 || (values[i] == 0 && signbit(values[i])))
			balance--;
		else if (values[i] > 0)
			balance++;
	}
	return balance < 0;
}

static const char *draw_style(const Field *field)
{
	return custom_text(&field->config, "drawStyle", "line");
}

/* What must be equal for two fields to be stacked on each other. */
static char *group_key(Arena *arena, const Field *field, const char *scale_key, bool is_downward)
{
	const char *style = draw_style(field);
	bool is_bars = strcmp(style, "bars") == 0;

	return arena_printf(
		arena, "%d|%s|%s|%s|%s|%s%d", is_downward, stack_mode(field),
		custom_text(&field->config, "stacking.group", ""), scale_key, style,
		strcmp(style, "line") == 0 ? custom_text(&field->config, "lineInterpolation", "")
					   : "",
		is_bars ? (int)custom_number(&field->config, "barAlignment", 0) : 0);
}

static void find_groups(Arena *arena, const Frame *frame, const char *const *scale_keys,
			Stack *stack)
{
	char **keys = arena_new_array(arena, char *, frame->n_fields);

	stack->groups = arena_new_array(arena, StackGroup, frame->n_fields);
	for (size_t i = 1; i < frame->n_fields; i++) {
		const Field *field = &frame->fields[i];

		stack->group[i] = -1;
		if (!field->numbers || !is_stacked(field))
			continue;
		bool is_downward = is_mostly_negative(field->numbers, frame->n_rows) !=
				   is_negated(field);
		char *key = group_key(arena, field, scale_keys[i], is_downward);
		size_t found = 0;

		while (found < stack->n_groups && strcmp(keys[found], key) != 0)
			found++;
		StackGroup *group = &stack->groups[found];

		if (found == stack->n_groups) {
			keys[stack->n_groups++] = key;
			group->series = arena_new_array(arena, size_t, frame->n_fields);
			group->is_downward = is_downward;
		}
		stack->lower[i] = group->n ? (int)group->series[group->n - 1] : -1;
		stack->group[i] = (int)found;
		group->series[group->n++] = i;
	}
}

static double *transformed(Arena *arena, const Field *field, size_t n)
{
	const char *transform = custom_text(&field->config, "transform", "");
	double *values = arena_new_array(arena, double, n + 1);
	bool is_constant = strcmp(transform, "constant") == 0, has_value = false;
	double sign = is_negated(field) ? -1 : 1;

	for (size_t i = 0; i < n; i++) {
		double value = field->numbers ? field->numbers[i] : value_absent();

		if (is_constant && (has_value || isnan(value))) {
			values[i] = value_absent();
			continue;
		}
		has_value = has_value || !isnan(value);
		values[i] = isnan(value) ? value : sign * value;
	}
	return values;
}

/* Where some series of a group has a value, the others carry the total on. */
static void stack_group(Arena *arena, const Frame *frame, Stack *stack, StackGroup *group)
{
	double *total = arena_new_array(arena, double, frame->n_rows + 1);
	bool *has_value = arena_new_array(arena, bool, frame->n_rows + 1);

	group->totals = total;
	for (size_t s = 0; s < group->n; s++)
		for (size_t row = 0; row < frame->n_rows; row++)
			if (!value_is_missing(frame->fields[group->series[s]].numbers[row]))
				has_value[row] = true;
	for (size_t s = 0; s < group->n; s++) {
		double *values = stack->values[group->series[s]];

		for (size_t row = 0; row < frame->n_rows; row++) {
			if (!isnan(values[row]))
				values[row] = total[row] += values[row];
			else if (has_value[row])
				values[row] = total[row];
		}
	}
	for (size_t s = 0; s < group->n; s++) {
		double *values = stack->values[group->series[s]];

		if (strcmp(stack_mode(&frame->fields[group->series[s]]), "percent") != 0)
			continue;
		for (size_t row = 0; row < frame->n_rows; row++)
			if (!isnan(values[row]))
				values[row] = total[row] == 0 ? 0
							      : (group->is_downward ? -1 : 1) *
									(values[row] / total[row]);
	}
}

Stack stack_values(Arena *arena, const Frame *frame, const char *const *scale_keys)
{
	Stack stack = {
		.values = arena_new_array(arena, double *, frame->n_fields + 1),
		.lower = arena_new_array(arena, int, frame->n_fields + 1),
		.group = arena_new_array(arena, int, frame->n_fields + 1),
	};

	for (size_t i = 0; i < frame->n_fields; i++) {
		stack.values[i] = transformed(arena, &frame->fields[i], frame->n_rows);
		stack.lower[i] = -1;
	}
	find_groups(arena, frame, scale_keys, &stack);
	for (size_t i = 0; i < stack.n_groups; i++)
		stack_group(arena, frame, &stack, &stack.groups[i]);
	return stack;
}
