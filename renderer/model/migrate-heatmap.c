#include "renderer/model/migrate-panel.h"

#include <math.h>
#include <string.h>

#include <glib.h>

#include "renderer/json.h"
#include "renderer/model/json-edit.h"

/*
 * The heatmap of Grafana before 9 has no options, but settings on the panel itself.
 * Source: Grafana 12.3, plugins/panel/heatmap/migrations.ts.
 */

/* A number or a text that is one; NULL for anything else and for "". A new reference. */
static json_object *as_number(json_object *json)
{
	bool is_empty = json_object_is_type(json, json_type_string) && !json_is_truthy(json);
	double number = is_empty ? NAN : json_to_number(json);

	return isnan(number) ? NULL : json_make("%g", number);
}

/* Buckets of a size, or so many of them; NULL where neither is set. */
static json_object *buckets(json_object *size, json_object *number)
{
	if (json_is_truthy(size))
		return json_make("{'mode':'size','value':%s}", json_object_get_string(size));
	if (json_is_truthy(number))
		return json_make("{'mode':'count','value':%s}", json_object_get_string(number));
	return NULL;
}

/* Powers of the base, each split into so many buckets. */
static json_object *log_buckets(json_object *axis, double log_base)
{
	json_object *split = json_get(axis, "splitFactor");
	bool is_split = json_to_number(split) > 0;

	return json_make("{'mode':'count','value'?:%s,'scale':{'type':'log','log':%g}}",
			 is_split ? json_object_get_string(split) : NULL, log_base);
}

static json_object *calculation(json_object *panel)
{
	json_object *result = json_object_new_object();
	double log_base = json_get_number(panel, "yAxis.logBase", 1);
	json_object *x_number = json_get(panel, "xBucketNumber");
	/* Grafana looks at the number of the other axis, too. */
	json_object *y_number = json_is_truthy(x_number) ? json_get(panel, "yBucketNumber") : NULL;
	json_object *x = buckets(json_get(panel, "xBucketSize"), x_number);
	json_object *y = log_base > 1 ? log_buckets(json_get(panel, "yAxis"), log_base)
				      : buckets(json_get(panel, "yBucketSize"), y_number);

	if (x)
		json_set(result, "xBuckets", x);
	if (y)
		json_set(result, "yBuckets", y);
	return result;
}

/* "interpolateSpectral": the scheme whose name is in it. */
static const char *scheme_name(const char *old)
{
	static const char *const names[] = {
		"BrBG",	  "PiYG",   "PRGn",	"PuOr",	   "RdBu",    "RdGy",	 "RdYlBu",  "RdYlGn",
		"Spectral", "Blues",  "Greens",	"Greys",   "Oranges", "Purples", "Reds",    "Turbo",
		"Cividis",  "Viridis", "Magma", "Inferno", "Plasma",  "Warm",	 "Cool",
		"Cubehelix", "BuGn",  "BuPu",	"GnBu",	   "OrRd",    "PuBuGn",	 "PuBu",    "PuRd",
		"RdPu",	  "YlGnBu", "YlGn",	"YlOrBr",  "YlOrRd",  "Rainbow", "Sinebow",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (strcmp(old, names[i]) == 0)
			return names[i];
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (strstr(old, names[i]))
			return names[i];
	return "Oranges";
}

/* A range that is the wrong way round turns the colours round. */
static void set_color_range(json_object *color, json_object *old)
{
	json_object *min = json_get(old, "min"), *max = json_get(old, "max");
	bool is_reversed = json_is_number(min) && json_is_number(max) &&
			   json_object_get_double(min) > json_object_get_double(max);

	if (min)
		json_set(color, is_reversed ? "max" : "min", json_object_get(min));
	if (max)
		json_set(color, is_reversed ? "min" : "max", json_object_get(max));
	if (is_reversed)
		json_set(color, "reverse", json_make("true"));
}

static json_object *color_options(json_object *panel)
{
	json_object *old = json_get_object(panel, "color");
	const char *mode = json_get_text(old, "mode", "");
	bool is_opacity = strcmp(mode, "opacity") == 0;
	json_object *color = json_make("{'mode':%s,'steps':128,'fill'?:%v}",
				       is_opacity ? "opacity" : "scheme",
				       json_get(old, "cardColor"));

	if (strcmp(mode, "spectrum") == 0)
		json_set(color, "scheme",
			 json_make("%s", scheme_name(json_get_text(old, "colorScheme", ""))));
	if (is_opacity && json_get(old, "scale"))
		json_set(color, "scale", json_object_get(json_get(old, "scale")));
	set_color_range(color, old);
	return color;
}

static json_object *axis_options(json_object *panel)
{
	json_object *axis = json_get_object(panel, "yAxis");
	json_object *width = as_number(json_get(axis, "width"));
	json_object *options = json_make(
		"{'axisPlacement':%s,'reverse':%b,'axisWidth'?:%v,'min'?:%v,'max'?:%v,'unit'?:%v,"
		"'decimals'?:%v}",
		json_get_bool(axis, "show", true) ? "left" : "hidden",
		json_is_truthy(json_get(panel, "reverseYBuckets")), width, json_get(axis, "min"),
		json_get(axis, "max"), json_get(axis, "format"), json_get(axis, "decimals"));

	json_object_put(width);
	return options;
}

static const char *cell_layout(const char *bound)
{
	if (strcmp(bound, "upper") == 0)
		return "ge";
	if (strcmp(bound, "lower") == 0)
		return "le";
	return strcmp(bound, "middle") == 0 ? "unknown" : "auto";
}

/* The space between cells: two pixels unless set, and at least one. */
static double cell_gap(json_object *panel)
{
	double gap = json_to_number(json_get(panel, "cards.cardPadding"));

	if (isnan(gap))
		return 2;
	return gap == 0 ? 1 : gap;
}

static json_object *heatmap_options(json_object *panel)
{
	bool is_calculated = strcmp(json_get_text(panel, "dataFormat", ""), "tsbuckets") != 0;
	json_object *calculated = is_calculated ? calculation(panel) : json_object_new_object();
	json_object *color = color_options(panel), *axis = axis_options(panel);
	json_object *radius = as_number(json_get(panel, "cards.cardRound"));
	json_object *decimals = as_number(json_get(panel, "tooltipDecimals"));
	json_object *options = json_make(
		"{'calculate':%b,'calculation':%v,'color':%v,'cellGap':%g,'cellRadius'?:%v,"
		"'yAxis':%v,'cellValues':{'decimals'?:%v},'rowsFrame':{'layout':%s},"
		"'legend':{'show':%b},'showValue':'never'}",
		is_calculated, calculated, color, cell_gap(panel), radius, axis, decimals,
		cell_layout(json_get_text(panel, "yBucketBound", "")),
		json_is_truthy(json_get(panel, "legend.show")));

	json_object_put(calculated);
	json_object_put(color);
	json_object_put(axis);
	json_object_put(radius);
	json_object_put(decimals);
	return options;
}

void migrate_heatmap(json_object *panel, double version)
{
	json_object *options = json_get_object(panel, "options");

	if (options && json_object_object_length(options) > 0)
		return;
	options = heatmap_options(panel);
	if (json_is_truthy(json_get(panel, "hideZeroBuckets")))
		json_set(options, "filterValues", json_make("{'le':1e-9}"));
	json_set(panel, "options", options);
	json_set(panel, "fieldConfig", json_make("{'defaults':{},'overrides':[]}"));
}
