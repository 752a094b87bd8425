/* The input is a text with references, in UTF-8 or not. */
#include "renderer/model/interpolate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(Arena) arena = arena_new(1024 * 1024);
	const char *values[] = { "1715854830400", "a b" };
	VariableValue variables[] = {
		{ .name = "a", .values = values, .texts = values, .n_values = 2, .is_multi = true },
		{ .name = "b", .values = values, .texts = values, .n_values = 1 },
		{ .name = "c", .values = values, .n_values = 2, .is_all = true, .all_value = "$a$c" },
	};
	TimeRange range = { 0, 1, "now-1h", "now" };
	DatumScope datum = { .row = -1, .calc = "mean" };
	Interpolator interpolator = { .variables = variables, .n_variables = 3, .range = &range,
				      .datum = &datum, .url_path = "/d/a", .url_search = "?a=b" };

	const char *text = size > 0 ? arena_strndup(arena, (const char *)data, size) : "";

	interpolate(arena, &interpolator, text, NULL);
	return 0;
}
