#pragma once

#include "renderer/panel/panel.h"

/** One firing, pending or quiet case of a rule. */
typedef struct {
	json_object *labels; // or NULL
	const char *state;   // without its reason: "Alerting", "firing", "Normal", ...
	double active_ms;    // since when; NAN: not told
	const char *value;
} AlertInstance;

/** An alert rule that passes the panel's filters, with those of its instances that do. */
typedef struct {
	const char *name;
	const char *state;	    // "firing", "pending", "recovering", "inactive", ...
	double active_ms;	    // of the first instance that is not normal; NAN: none
	AlertInstance *instances;
	size_t n_instances;
	size_t n_shown, n_hidden;   // as counted beside the rule: by Grafana where it counts
	size_t order;
} AlertRule;

typedef struct {
	AlertRule *items;
	size_t n;
} AlertRules;

/**
 * The rules of all answers named "rules" as the options of an alert list filter and sort them:
 * stateFilter, alertName, alertInstanceLabelFilter, folder, dashboardAlerts, showInactiveAlerts,
 * sortOrder. Bounded in rules and instances.
 *
 * Source: Grafana 12.3, plugins/panel/alertlist/UnifiedAlertList.tsx and util.ts.
 */
AlertRules alert_rules(const PanelContext *context);

/**
 * How long ago in words: "1d 2h 3m 4s"; "" for a time to come. Months and years are counted on the
 * calendar of `zone`.
 */
const char *alert_duration(Arena *arena, double from_ms, int64_t now_ms, GTimeZone *zone);

/**
 * Matchers of labels such as `{severity="critical", team=~"shop-.*"}`; what can't be read is left
 * out. Without any, all labels match.
 */
typedef struct AlertMatchers AlertMatchers;
AlertMatchers *alert_matchers_parse(Arena *arena, const char *text);
bool alert_labels_match(AlertMatchers *matchers, json_object *labels);
