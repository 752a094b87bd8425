#pragma once

#include <stddef.h>

#include <json-c/json.h>

/**
 * What Grafana said to a question that a panel type has besides its queries: which dashboards
 * there are, which alert rules.
 */
typedef struct {
	const char *name;    // by which the panel type knows it: "starred"
	const char *subject; // what it is about where there are several of a name, or NULL
	json_object *json;   // NULL: nothing came
	const char *failure; // why, as a sentence, or NULL
} Answer;

typedef struct Answers {
	Answer *items;
	size_t n;
} Answers;

/** The first answer of this name as JSON, or NULL; `answers` may be NULL. */
json_object *answers_find(const Answers *answers, const char *name);

/** Why the first of those that failed did, or NULL. */
const char *answers_failure(const Answers *answers);
