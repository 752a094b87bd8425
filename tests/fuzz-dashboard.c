/* The input is a dashboard's JSON, or what is left of it. */
#include "renderer/model/dashboard.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(Arena) arena = arena_new(1024 * 1024);
	struct json_tokener *tokener = json_tokener_new();
	json_object *json = json_tokener_parse_ex(tokener, (const char *)data, (int)size);
	Dashboard *dashboard = json ? dashboard_parse(arena, json, NULL) : NULL;

	if (dashboard)
		dashboard_find_panel(arena, dashboard, dashboard->title);
	json_tokener_free(tokener);
	return 0;
}
