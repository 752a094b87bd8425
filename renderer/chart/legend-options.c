#include "renderer/chart/legend.h"

#include "renderer/data/reduce.h"
#include "renderer/json.h"

#include <math.h>
#include <string.h>

static LegendMode parse_mode(json_object *legend)
{
	const char *mode = json_get_text(legend, "displayMode", "list");

	if (!json_get_bool(legend, "showLegend", true))
		return LEGEND_HIDDEN;
	if (strcmp(mode, "hidden") == 0)
		return LEGEND_EMPTY;
	return strcmp(mode, "table") == 0 ? LEGEND_TABLE : LEGEND_LIST;
}

LegendOptions legend_options_parse(Arena *arena, json_object *options)
{
	json_object *legend = json_get_object(options, "legend");
	json_object *calcs = json_get_array(legend, "calcs");
	size_t n = calcs ? json_object_array_length(calcs) : 0;
	LegendOptions parsed = {
		.mode = parse_mode(legend),
		.is_right = strcmp(json_get_text(legend, "placement", "bottom"), "right") == 0,
		.width = json_get_number(legend, "width", NAN),
		.calcs = arena_new_array(arena, const char *, n + 1),
		.sort_by = json_get_text(legend, "sortBy", NULL),
		.sorts_down = json_get_bool(legend, "sortDesc", false),
	};

	for (size_t i = 0; i < n; i++) {
		json_object *calc = json_object_array_get_idx(calcs, i);

		if (json_object_is_type(calc, json_type_string) &&
		    reducer_find(json_object_get_string(calc)))
			parsed.calcs[parsed.n_calcs++] = json_object_get_string(calc);
	}
	if (!(parsed.width > 0))
		parsed.width = NAN;
	return parsed;
}
