#include "api/grafana/datasource/source-type.h"

#include "renderer/json.h"

#include <string.h>

/* `-- Grafana --`: Source: Grafana 12.3, plugins/datasource/grafana/datasource.ts. */

static void add_snapshot(QueryBatch *batch, json_object *target)
{
	json_object *frames = json_get_array(target, "snapshot");
	g_autoptr(GError) error = NULL;

	for (size_t i = 0; frames && i < json_object_array_length(frames); i++) {
		Frame *frame = frame_decode(batch->context->arena,
					    json_object_array_get_idx(frames, i),
					    &batch->context->limits, &error);

		if (frame)
			query_batch_add(batch, frame);
		else
			batch->error = arena_strdup(batch->context->arena, error->message);
		g_clear_error(&error);
	}
}

static void prepare(QueryBatch *batch, json_object *target)
{
	const char *type = json_get_text(target, "queryType", "");

	if (strcmp(type, "snapshot") == 0) {
		add_snapshot(batch, target);
		return;
	}
	if (strcmp(type, "measurements") == 0) {
		batch->error = "live measurements come over a stream only";
		return;
	}
	json_object *sent = target_copy(target);

	if (!*type)
		target_set(sent, "queryType", "randomWalk");
	query_batch_send(batch, sent);
}

static bool ask_nothing(struct VariableCall *call)
{
	return false;
}

const SourceType source_grafana = {
	.id = "datasource",
	.old_id = "grafana",
	.ds_query = FEATURE_DS_QUERY,
	.prepare = prepare,
	.ask_options = ask_nothing,
};
