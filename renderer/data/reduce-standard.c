#include "renderer/data/reduce-routine.h"

#include <float.h>
#include <math.h>

/* Where the minima and maxima begin; one that stays there is none. */
static Totals totals_new(void)
{
	return (Totals){
		.min = DBL_MAX,
		.max = -DBL_MAX,
		.least_positive = DBL_MAX,
		.step = DBL_MAX,
		.is_all_zero = true,
		.is_all_null = true,
	};
}

/* The step after a counter's reset is not an increase. */
static inline void add_change(Totals *totals, double number)
{
	double change = number - totals->last;

	if (totals->step > change)
		totals->step = change;
	if (totals->last > number) {
		totals->is_reset = true;
		return;
	}
	if (!totals->is_reset)
		totals->delta += change;
	totals->is_reset = false;
}

static inline void add_number(Totals *totals, double number)
{
	totals->sum += isnan(number) ? 0 : number;
	totals->n++;
	totals->is_all_null = false;
	if (totals->has_first)
		add_change(totals, number);
	if (number > totals->max)
		totals->max = number;
	if (number < totals->min)
		totals->min = number;
	if (number > 0 && number < totals->least_positive)
		totals->least_positive = number;
}

/* A cell that is not missing and not NaN; texts come as the number they read as. */
static inline void add_cell(Totals *totals, double number, bool is_number, bool is_counted)
{
	if (is_counted)
		add_number(totals, number);
	if (!totals->has_first) {
		totals->first = number;
		totals->is_first_number = is_number;
		totals->has_first = true;
	}
	if (!is_number || number != 0)
		totals->is_all_zero = false;
	totals->last = number;
	totals->is_last_number = is_number;
}

/* A copy of the totals can stay in registers: half the instructions a number. */
static void add_numbers(const Column *column, Totals *totals, bool is_counted)
{
	bool is_number = column->field->type != FIELD_BOOLEAN;
	const double *numbers = column->field->numbers;
	size_t n = column->frame->n_rows;
	Totals sum = *totals;

	for (size_t row = 0; row < n; row++) {
		double number = numbers[row];

		if (isnan(number)) {
			bool is_missing = value_is_missing(number);

			sum.count += !is_missing || column->nulls != NULLS_IGNORED;
			if (!is_missing || column->nulls != NULLS_AS_ZERO)
				continue;
			add_cell(&sum, 0, true, is_counted);
			continue;
		}
		sum.count++;
		add_cell(&sum, number, is_number, is_counted);
	}
	*totals = sum;
}

static void add_values(const Column *column, Totals *totals, bool is_counted)
{
	for (size_t row = 0; row < column->frame->n_rows; row++) {
		Value value = column->field->values[row];

		if (value.kind == VALUE_NULL || value.kind == VALUE_ABSENT) {
			totals->count += column->nulls != NULLS_IGNORED;
			if (column->nulls != NULLS_AS_ZERO)
				continue;
			value = value_of_number(0);
		} else {
			totals->count++;
		}
		if (value.kind == VALUE_NUMBER && isnan(value.number))
			continue;
		add_cell(totals, value_to_number(value), value.kind == VALUE_NUMBER, is_counted);
	}
}

Totals totals_of(const Column *column)
{
	Totals totals = totals_new();
	FieldType type = column->field->type;
	bool is_counted = type == FIELD_NUMBER || type == FIELD_TIME;

	if (column->field->numbers)
		add_numbers(column, &totals, is_counted);
	else
		add_values(column, &totals, is_counted);
	totals.is_all_zero = totals.is_all_zero && !totals.is_all_null;
	return totals;
}

static Value number_unless(bool is_none, double number)
{
	return is_none ? (Value){ .kind = VALUE_NULL } : value_of_number(number);
}

Value reduce_min(const Totals *totals)
{
	return number_unless(totals->min == DBL_MAX, totals->min);
}

Value reduce_max(const Totals *totals)
{
	return number_unless(totals->max == -DBL_MAX, totals->max);
}

Value reduce_mean(const Totals *totals)
{
	return number_unless(totals->n == 0, totals->sum / (double)totals->n);
}

Value reduce_sum(const Totals *totals)
{
	return value_of_number(totals->sum);
}

Value reduce_count(const Totals *totals)
{
	return value_of_number((double)totals->count);
}

Value reduce_range(const Totals *totals)
{
	return number_unless(totals->min == DBL_MAX || totals->max == -DBL_MAX,
			     totals->max - totals->min);
}

Value reduce_delta(const Totals *totals)
{
	return value_of_number(totals->delta);
}

Value reduce_step(const Totals *totals)
{
	return number_unless(totals->step == DBL_MAX, totals->step);
}

static bool has_diff(const Totals *totals)
{
	return totals->is_first_number && totals->is_last_number;
}

Value reduce_diff(const Totals *totals)
{
	return number_unless(!has_diff(totals), totals->last - totals->first);
}

Value reduce_diff_percent(const Totals *totals)
{
	double diff = totals->last - totals->first;

	return value_of_number(has_diff(totals) ? diff / totals->first * 100 : 0);
}

Value reduce_log_min(const Totals *totals)
{
	return value_of_number(totals->least_positive);
}

Value reduce_all_is_zero(const Totals *totals)
{
	return value_of_boolean(totals->is_all_zero);
}

Value reduce_all_is_null(const Totals *totals)
{
	return value_of_boolean(totals->is_all_null);
}
