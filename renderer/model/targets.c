#include "renderer/model/targets.h"

#include <string.h>

#include <glib.h>

#include "renderer/json.h"
#include "renderer/model/json-edit.h"

enum {
	MAX_TARGETS = 500,    // that get a letter; a panel asks fewer
	MAX_STATISTICS = 100, // of one query
};

/* --- Letters --- */

/* A to Z, AA to AZ, BA and on. */
static void write_letters(char letters[8], size_t number)
{
	size_t n = 0;

	for (size_t rest = number + 1; rest > 0; rest = (rest - 1) / 26)
		letters[n++] = (char)('A' + (rest - 1) % 26);
	letters[n] = '\0';
	g_strreverse(letters);
}

static bool has_ref_id(json_object *targets, const char *ref_id)
{
	for (size_t i = 0; i < json_length(targets); i++)
		if (strcmp(json_get_text(json_at(targets, i), "refId", ""), ref_id) == 0)
			return true;
	return false;
}

/* The first letters from number `*next` on that no query has; the next to try stays in `*next`. */
static void set_free_ref_id(json_object *target, json_object *targets, size_t *next)
{
	char letters[8];

	do
		write_letters(letters, (*next)++);
	while (has_ref_id(targets, letters));
	json_set(target, "refId", json_make("%s", letters));
}

void targets_complete(json_object *panel)
{
	json_object *targets = json_get_array(panel, "targets");
	size_t next = 0;

	if (!json_object_object_get_ex(panel, "targets", NULL))
		json_set(panel, "targets", json_make("[{'refId':'A'}]"));
	for (size_t i = 0; i < MIN(json_length(targets), MAX_TARGETS); i++)
		if (json_object_is_type(json_at(targets, i), json_type_object) &&
		    !*json_get_text(json_at(targets, i), "refId", ""))
			set_free_ref_id(json_at(targets, i), targets, &next);
}

/* --- 8: InfluxDB --- */

static json_object *parts_of_field(json_object *field)
{
	json_object *parts = json_make("[{'type':'field','params':[%v]},{'type':%v,'params':[]}]",
				       json_get(field, "name"), json_get(field, "func"));
	json_object *math = json_get(field, "mathExpr"), *alias = json_get(field, "asExpr");

	if (json_is_truthy(math))
		json_object_array_add(parts, json_make("{'type':'math','params':[%v]}", math));
	if (json_is_truthy(alias))
		json_object_array_add(parts, json_make("{'type':'alias','params':[%v]}", alias));
	return parts;
}

/* `{type: type, key: x}` becomes `{type: type, params: [x]}`. */
static void key_to_params(json_object *part, const char *type, const char *key)
{
	if (strcmp(json_get_text(part, "type", ""), type) != 0 ||
	    !json_is_truthy(json_get(part, key)))
		return;
	json_set(part, "params", json_make("[%v]", json_get(part, key)));
	json_object_object_del(part, key);
}

static void migrate_influxdb(json_object *target)
{
	json_object *fields = json_get_array(target, "fields");
	json_object *groups = json_get_array(target, "groupBy");
	json_object *fill = json_get(target, "fill");

	if (!fields || !groups || !json_get(target, "tags"))
		return;
	if (!json_is_truthy(json_get(target, "rawQuery"))) {
		json_object *select = json_object_new_array();

		for (size_t i = 0; i < json_length(fields); i++)
			json_object_array_add(select, parts_of_field(json_at(fields, i)));
		json_set(target, "select", select);
		for (size_t i = 0; i < json_length(groups); i++) {
			key_to_params(json_at(groups, i), "time", "interval");
			key_to_params(json_at(groups, i), "tag", "key");
		}
		if (json_is_truthy(fill))
			json_object_array_add(groups,
					      json_make("{'type':'fill','params':[%v]}", fill));
	}
	json_object_object_del(target, "fields");
	json_object_object_del(target, "fill");
}

void targets_migrate_influxdb(json_object *panel)
{
	json_object *targets = json_get_array(panel, "targets");

	for (size_t i = 0; i < json_length(targets); i++)
		migrate_influxdb(json_at(targets, i));
}

/* --- 34: CloudWatch --- */

static bool is_cloudwatch(json_object *target)
{
	static const char *const keys[] = { "dimensions", "namespace", "region", "metricName" };

	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		if (!json_object_is_type(target, json_type_object) ||
		    !json_object_object_get_ex(target, keys[i], NULL))
			return false;
	return true;
}

static void set_mode(json_object *target)
{
	bool is_code = json_is_truthy(json_get(target, "expression")) ||
		       json_get_number(target, "metricQueryType", 0) == 1;

	if (!json_object_object_get_ex(target, "metricQueryType", NULL))
		json_set(target, "metricQueryType", json_make("0"));
	if (!json_object_object_get_ex(target, "metricEditorMode", NULL))
		json_set(target, "metricEditorMode", json_make("%d", is_code ? 1 : 0));
}

static void add_statistic(json_object *targets, json_object *target, json_object *statistic,
			  size_t *next)
{
	json_object *copy = json_object_new_object();

	json_assign(copy, target);
	json_set(copy, "statistic", json_object_get(statistic));
	set_free_ref_id(copy, targets, next);
	json_object_array_add(targets, copy);
}

static void migrate_cloudwatch(json_object *targets, json_object *target, size_t *next)
{
	json_object *statistics = json_object_get(json_get(target, "statistics"));

	set_mode(target);
	json_object_object_del(target, "statistics");
	if (json_length(statistics) > 0)
		json_set(target, "statistic", json_object_get(json_at(statistics, 0)));
	for (size_t i = 1; i < MIN(json_length(statistics), MAX_STATISTICS); i++)
		add_statistic(targets, target, json_at(statistics, i), next);
	json_object_put(statistics);
}

void targets_migrate_cloudwatch(json_object *panel)
{
	json_object *targets = json_get_array(panel, "targets");
	size_t n = MIN(json_length(targets), MAX_TARGETS), next = 0;

	for (size_t i = 0; i < n; i++)
		if (is_cloudwatch(json_at(targets, i)))
			migrate_cloudwatch(targets, json_at(targets, i), &next);
}
