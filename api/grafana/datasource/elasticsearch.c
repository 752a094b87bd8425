#include "api/grafana/datasource/source-type.h"

#include "renderer/json.h"

/* Source: Grafana 12.3, plugins/datasource/elasticsearch/datasource.ts. */

static void expand_text(const QueryBatch *batch, json_object *target, const char *key)
{
	const char *text = json_get_text(target, key, NULL);

	if (text)
		target_set(target, key,
			   interpolate(batch->context->arena, &batch->interpolator, text,
				       "lucene"));
}

/* Queries inside a bucket of filters are Lucene too. */
static void expand_buckets(const QueryBatch *batch, json_object *target)
{
	json_object *buckets = json_get_array(target, "bucketAggs");

	for (size_t i = 0; buckets && i < json_object_array_length(buckets); i++) {
		json_object *filters = json_get_array(json_object_array_get_idx(buckets, i),
						      "settings.filters");

		for (size_t j = 0; filters && j < json_object_array_length(filters); j++)
			expand_text(batch, json_object_array_get_idx(filters, j), "query");
	}
}

static void prepare(QueryBatch *batch, json_object *target)
{
	Arena *arena = batch->context->arena;
	json_object *copy = NULL;

	if (!version_has(batch->context->settings->version, FEATURE_ELASTIC_DS_QUERY)) {
		batch->error = "Elasticsearch is asked by the browser in this version of Grafana";
		return;
	}
	if (json_object_deep_copy(target, &copy, NULL) != 0)
		return;
	arena_take_json(arena, copy);
	expand_text(batch, copy, "query");
	expand_buckets(batch, copy);
	query_batch_send(batch,
			 target_copy(interpolate_json(arena, &batch->interpolator, copy, NULL,
						      NULL)));
}

const SourceType source_elasticsearch = {
	.id = "elasticsearch",
	.reads_interval = true,
	.ds_query = FEATURE_DS_QUERY,
	.format = "lucene",
	.prepare = prepare,
};
