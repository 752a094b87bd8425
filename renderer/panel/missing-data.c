#include "renderer/panel/missing-data.h"

#include "renderer/json.h"

static bool has_rows(const Frames *frames)
{
	for (size_t i = 0; i < frames->n; i++)
		if (frames->items[i]->n_rows > 0 && frames->items[i]->n_fields > 0)
			return true;
	return false;
}

static bool has_type(const Frames *frames, FieldType type)
{
	for (size_t i = 0; i < frames->n; i++)
		if (frame_first_of_type(frames->items[i], type))
			return true;
	return false;
}

static const char *no_data_text(const PanelContext *context)
{
	const char *text = json_get_text(context->field_config, "defaults.noValue", NULL);

	return text && text[0] ? text : "No data";
}

const char *missing_data_text(const PanelContext *context, DataNeeds needs)
{
	const Frames *frames = context->frames;

	if (!has_rows(frames))
		return no_data_text(context);
	if (needs.string && !has_type(frames, FIELD_STRING))
		return "Data is missing a string field";
	if (needs.number && !has_type(frames, FIELD_NUMBER))
		return "Data is missing a number field";
	if (needs.time && !has_type(frames, FIELD_TIME))
		return "Data is missing a time field";
	return "Cannot visualize data";
}
