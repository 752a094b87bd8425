#include "renderer/chart/scale.h"

#include "renderer/chart/increment.h"

#include <math.h>

#include <glib.h>

static double or_else(double value, double fallback)
{
	return isnan(value) ? fallback : value;
}

ScaleConfig scale_config(ScaleKind kind)
{
	return (ScaleConfig){
		.kind = kind,
		.log_base = 2,
		.linear_threshold = 1,
		.hard_min = NAN,
		.hard_max = NAN,
		.soft_min = NAN,
		.soft_max = NAN,
		.padding = 0.1,
		.decimals = NAN,
	};
}

void scale_config_merge(ScaleConfig *config, const ScaleConfig *other)
{
	config->hard_min = fmin(config->hard_min, other->hard_min);
	config->hard_max = fmax(config->hard_max, other->hard_max);
}

static double log_of(double base, double value)
{
	return base == 10 ? log10(value) : log2(value);
}

static int sign_of(double value)
{
	return (value > 0) - (value < 0);
}

/* base^floor or base^ceil of the logarithm, whichever grows the range at this end */
static double whole_power(double value, double base, bool is_max)
{
	int sign = sign_of(value);
	bool is_up = is_max ? sign == 1 : sign != 1;
	double exponent = log_of(base, fabs(value));
	double whole_exponent = is_up ? ceil(exponent) : floor(exponent);
	double power = pow(base, whole_exponent);

	if (base == 10 && whole_exponent < 0)
		power = round_decimals(power, (int)-whole_exponent);
	return power * sign;
}

static Range range_log(double min, double max, double base)
{
	if (min == max) {
		bool is_negative = min < 0;

		min = is_negative ? min * base : min / base;
		max = is_negative ? max / base : max * base;
	}
	return (Range){ whole_power(min, base, false), whole_power(max, base, true) };
}

/* Zero ends have no logarithm and stay. */
static Range range_symlog(double min, double max, double base)
{
	Range range = range_log(min, max, base);

	return (Range){ min == 0 ? 0 : range.min, max == 0 ? 0 : range.max };
}

/* How far data reach beyond themselves: the flat cases get room to be seen. */
typedef struct {
	double delta;	// 0 when flat
	double nonzero; // what padding is a part of
	double unit;	// the ends are multiples of it
} Spread;

static Spread spread_of(double min, double max)
{
	double delta = max - min;
	double largest = fmax(fabs(min), fabs(max));

	if (delta < 1e-24 || fabs(log10(largest) - log10(delta)) > 10)
		delta = min == 0 || max == 0 ? 1e-24 : 0;
	double nonzero = delta != 0 ? delta : largest != 0 ? largest : 1e3;

	return (Spread){ delta, nonzero, pow(10, floor(log10(nonzero))) / 10 };
}

static double padding_at(const Spread *spread, double end, double padding)
{
	if (spread->delta != 0)
		return spread->nonzero * padding;
	return spread->nonzero * (end == 0 ? 0.1 : 1);
}

static double soft_min_limit(const ScaleConfig *config, double soft, double data, double padded)
{
	bool is_given = !isnan(config->soft_min);
	bool applies = data >= soft && (is_given || padded <= soft);
	double limit = applies ? soft : INFINITY;

	return padded < limit && data >= limit ? limit : fmin(limit, padded);
}

static double soft_max_limit(const ScaleConfig *config, double soft, double data, double padded)
{
	bool is_given = !isnan(config->soft_max);
	bool applies = data <= soft && (is_given || padded >= soft);
	double limit = applies ? soft : -INFINITY;

	return padded > limit && data <= limit ? limit : fmax(limit, padded);
}

static Range range_linear(const ScaleConfig *config, double min, double max)
{
	Spread spread = spread_of(min, max);
	double low = round_decimals(
		round_down_to(min - padding_at(&spread, min, config->padding), spread.unit), 24);
	double high = round_decimals(
		round_up_to(max + padding_at(&spread, max, config->padding), spread.unit), 24);
	Range range = {
		fmax(or_else(config->hard_min, -INFINITY),
		     soft_min_limit(config, or_else(config->soft_min, 0), min, low)),
		fmin(or_else(config->hard_max, INFINITY),
		     soft_max_limit(config, or_else(config->soft_max, 0), max, high)),
	};

	if (range.min == range.max && range.min == 0)
		range.max = 100;
	return range;
}

/* Limits that a logarithm can't take are dropped, the others go out to whole powers. */
static double log_limit(double limit, double base, bool is_max)
{
	if (isnan(limit) || limit <= 0)
		return NAN;
	double exponent = log_of(base, limit);

	return pow(base, is_max ? ceil(exponent) : floor(exponent));
}

static Range snap_to_whole_powers(Range range, double base)
{
	range.min = range.min <= 1 ? 1 : pow(base, floor(log_of(base, range.min)));
	range.max = pow(base, ceil(log_of(base, range.max)));
	if (range.min == range.max)
		range.max *= base;
	return range;
}

static Range range_of_log(const ScaleConfig *config, Range data)
{
	double base = config->log_base;
	double min = or_else(log_limit(config->hard_min, base, false), data.min);
	double max = or_else(log_limit(config->hard_max, base, true), data.max);
	Range range = range_log(min, max, base);

	return config->decimals == 0 ? snap_to_whole_powers(range, base) : range;
}

static Range range_of_linear(const ScaleConfig *given, Range data)
{
	ScaleConfig config = *given;

	if (config.is_percent_stacked && isnan(config.hard_min))
		config.soft_min = or_else(config.soft_min, 0);
	if (config.is_percent_stacked && isnan(config.hard_max))
		config.soft_max = or_else(config.soft_max, 1);
	bool hard_min_only = isnan(config.soft_min) && !isnan(config.hard_min);
	bool hard_max_only = isnan(config.soft_max) && !isnan(config.hard_max);

	if (config.is_centered_zero) {
		double largest = fmax(fabs(data.min), fabs(data.max));

		largest = largest == 0 ? 80 : largest;
		data = (Range){ -largest, largest };
	}
	Range range = config.kind == SCALE_SYMLOG
			      ? range_symlog(data.min, data.max, config.log_base)
			      : range_linear(&config, hard_min_only ? config.hard_min : data.min,
					     hard_max_only ? config.hard_max : data.max);

	if (config.decimals == 0)
		range = (Range){ round_down_to(range.min, 1), round_up_to(range.max, 1) };
	if (hard_min_only && config.kind != SCALE_ORDINAL)
		range.min = config.hard_min;
	if (hard_max_only && config.kind != SCALE_ORDINAL)
		range.max = config.hard_max;
	return range;
}

static bool has_fixed_range(const ScaleConfig *config)
{
	return !isnan(config->hard_min) && !isnan(config->hard_max) && isnan(config->soft_min) &&
	       isnan(config->soft_max);
}

Scale scale_make(const ScaleConfig *config, Range data)
{
	Scale scale = {
		.kind = config->kind,
		.log_base = config->log_base,
		.linear_threshold = config->linear_threshold,
	};

	if ((isnan(data.min) || isnan(data.max)) && !has_fixed_range(config)) {
		scale.is_empty = true;
		return scale;
	}
	if (isnan(data.min) || isnan(data.max))
		data = (Range){ config->hard_min, config->hard_max };
	bool is_log = config->kind == SCALE_LOG;
	Range range = is_log ? range_of_log(config, data) : range_of_linear(config, data);

	if (!(range.min < range.max))
		range = (Range){ is_log ? 1 : 0, 100 };
	scale.min = range.min;
	scale.max = range.max;
	return scale;
}

Scale scale_fixed(ScaleKind kind, double min, double max)
{
	return (Scale){ .kind = kind, .log_base = 10, .linear_threshold = 1, .min = min, .max = max };
}

double scale_part(const Scale *scale, double value)
{
	double min = scale->min, max = scale->max;

	if (scale->kind == SCALE_LOG) {
		value = log10(value > 0 ? value : min / 10);
		min = log10(min);
		max = log10(max);
	} else if (scale->kind == SCALE_SYMLOG) {
		value = asinh(value / scale->linear_threshold);
		min = asinh(min / scale->linear_threshold);
		max = asinh(max / scale->linear_threshold);
	}
	double part = (value - min) / (max - min);

	return scale->is_reversed ? 1 - part : part;
}

double scale_x(const Scale *scale, double value, double offset, double length)
{
	return offset + length * scale_part(scale, value);
}

double scale_y(const Scale *scale, double value, double offset, double length)
{
	return offset + length * (1 - scale_part(scale, value));
}
