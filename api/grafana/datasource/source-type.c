#include "api/grafana/datasource/source-type.h"

#include <string.h>

/* Plugins of others: their frontends mostly expand variables and no more. */
static const SourceType source_other = {
	.id = "",
	.reads_interval = true,
	.ds_query = FEATURE_DS_QUERY,
};

static const SourceType *const source_types[] = {
	&source_elasticsearch,
	&source_grafana,
	&source_graphite,
	&source_influxdb,
	&source_loki,
	&source_mssql,
	&source_mysql,
	&source_postgres,
	&source_prometheus,
	&source_testdata,
};

const SourceType *source_type_find(const char *id)
{
	for (size_t i = 0; id && i < G_N_ELEMENTS(source_types); i++) {
		const SourceType *type = source_types[i];

		if (strcmp(type->id, id) == 0 || (type->old_id && strcmp(type->old_id, id) == 0))
			return type;
	}
	return &source_other;
}
