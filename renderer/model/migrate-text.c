#include "renderer/model/migrate-panel.h"

#include <string.h>

#include "renderer/json.h"
#include "renderer/model/json-edit.h"

/*
 * Text panels of Grafana before 7.1 have their content on the panel itself; the mode `text` is
 * gone, it is Markdown now.
 * Source: Grafana 12.3, plugins/panel/text/textPanelMigrationHandler.ts.
 */
void migrate_text(json_object *panel, double version)
{
	json_object *content = json_get(panel, "content"), *mode = json_get(panel, "mode");
	const char *kept;

	if (content && mode && version < 7.1)
		json_set(panel, "options", json_make("{'content':%v,'mode':%v}", content, mode));
	kept = json_get_text(panel, "options.mode", "");
	if (strcmp(kept, "code") != 0 && strcmp(kept, "html") != 0 && strcmp(kept, "markdown") != 0)
		json_set(json_need_object(panel, "options"), "mode", json_make("'markdown'"));
}
