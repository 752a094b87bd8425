#include "renderer/chart/line-stroke.h"

#include <string.h>

#include <glib.h>

static int read_dash(json_object *list, double *dash)
{
	size_t n = MIN(json_object_array_length(list), LINE_MAX_DASH);
	double total = 0;

	for (size_t i = 0; i < n; i++) {
		double length = json_object_get_double(json_object_array_get_idx(list, i));

		dash[i] = length > 0 ? length : 0;
		total += dash[i];
	}
	return total > 0 ? (int)n : 0;
}

StrokeStyle line_stroke(const FieldConfig *config, double width_dp, double *dash)
{
	const char *fill = custom_text(config, "lineStyle.fill", "");
	json_object *list = custom_json(config, "lineStyle.dash");
	StrokeStyle style = { .width_px = width_dp, .join = JOIN_ROUND };

	if (!json_object_is_type(custom_json(config, "lineStyle"), json_type_object) ||
	    strcmp(fill, "solid") == 0)
		return style;
	style.cap = strcmp(fill, "dot") == 0 ? CAP_ROUND : CAP_BUTT;
	style.dash_px = dash;
	if (json_object_is_type(list, json_type_array)) {
		style.n_dash = read_dash(list, dash);
		return style;
	}
	dash[0] = dash[1] = 10;
	style.n_dash = 2;
	return style;
}
