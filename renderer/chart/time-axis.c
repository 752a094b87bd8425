#include "renderer/chart/time-axis.h"

static void label_time(const void *data, double value, double decimals, char *out, size_t size)
{
	DisplayValue display = display_axis_value(data, value, decimals);

	g_strlcpy(out, display_plain_text(&display), size);
}

void time_axis_take_format(const PanelContext *context, const Frame *frame, const Field *field,
			   AxisConfig *axis)
{
	const char *unit = field->config.unit;

	if (!unit || !g_str_has_prefix(unit, "time:"))
		return;
	DisplayProcessor *processor = arena_new_one(context->arena, DisplayProcessor);

	*processor = display_processor(frame, field, &context->display);
	axis->label = label_time;
	axis->label_data = processor;
}
