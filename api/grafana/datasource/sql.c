#include "api/grafana/datasource/source-type.h"
#include "api/grafana/variable-query.h"

#include "renderer/json.h"

/* MySQL, PostgreSQL and SQL Server share one frontend: grafana-sql/src/datasource/SqlDatasource.ts. */

static void append_quoted(GString *sql, const char *text, bool has_quotes)
{
	if (has_quotes)
		g_string_append_c(sql, '\'');
	for (; *text; text++) {
		if (*text == '\'')
			g_string_append_c(sql, '\'');
		g_string_append_c(sql, *text);
	}
	if (has_quotes)
		g_string_append_c(sql, '\'');
}

/* A choice among several is a list of literals; a single text stands as it is, its quotes doubled. */
static char *sql_text(Arena *arena, const VariableValue *variable)
{
	GString *sql = g_string_new(NULL);
	bool is_list = variable->is_multi || variable->include_all || variable->n_values > 1;

	for (size_t i = 0; i < variable->n_values; i++) {
		if (i)
			g_string_append_c(sql, ',');
		append_quoted(sql, variable->values[i], is_list);
	}
	return arena_take_string(arena, sql);
}

static bool has_sql(json_object *target)
{
	return *json_get_text(target, "rawSql", "") != '\0';
}

/* Only these members reach the server. */
static void prepare(QueryBatch *batch, json_object *target)
{
	const char *sql = json_get_text(target, "rawSql", "");
	json_object *sent = json_object_new_object();

	target_set(sent, "refId", json_get_text(target, "refId", "A"));
	target_set(sent, "rawSql",
		   interpolate_with(batch->context->arena, &batch->interpolator, sql, sql_text));
	target_set(sent, "format", json_get_text(target, "format", NULL));
	query_batch_send(batch, sent);
}

/* The query is asked as a table; __text and __value name its columns. */
static bool ask_options(VariableCall *call)
{
	const QueryContext *context = call->context;
	json_object *sent = json_object_new_object();
	const char *text = variable_query_text(call);

	target_set(sent, "refId", call->name);
	target_set(sent, "rawSql",
		   interpolate_with(context->arena, context->interpolator, text, sql_text));
	target_set(sent, "format", "table");
	variable_call_ds_query(call, sent);
	return true;
}

#define SQL_TYPE(name, id_text, old_text)                \
	const SourceType name = {                        \
		.id = id_text,                           \
		.old_id = old_text,                      \
		.interval = "1m",                        \
		.reads_interval = true,                  \
		.ds_query = FEATURE_SQL_DS_QUERY,        \
		.formatter = sql_text,                   \
		.is_asked = has_sql,                     \
		.prepare = prepare,                      \
		.ask_options = ask_options,              \
	}

SQL_TYPE(source_mssql, "mssql", NULL);
SQL_TYPE(source_mysql, "mysql", NULL);
SQL_TYPE(source_postgres, "grafana-postgresql-datasource", "postgres");
