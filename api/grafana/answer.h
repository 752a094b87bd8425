#pragma once

#include "renderer/data/frame.h"

/** What a query gave: frames, and the first thing that went wrong. */
typedef struct QueryResult {
	Arena *arena;
	Frames *frames;      // in the order of the targets, each with its refId
	FrameLimits left;    // what may still be decoded
	const char *error;   // the first error's text, or NULL; frames that came stay
} QueryResult;

QueryResult *query_result_new(Arena *arena, const FrameLimits *limits);

/** Keeps the first error; later ones are forgotten. */
void query_result_fail(QueryResult *result, const char *text);

/** Adds a frame made elsewhere; one beyond the limits is left out, which is an error. */
void query_result_add(QueryResult *result, Frame *frame);

/** Decodes {schema, data} or an older shape and adds it; `ref_id` when it has none of its own. */
void query_result_decode(QueryResult *result, json_object *json, const char *ref_id);

/**
 * Reads an answer of /api/ds/query or /api/tsdb/query: `results` by refId with frames, or series,
 * tables and Arrow data of before Grafana 8.
 *
 * targets     array of what was asked: gives the order; refIds that none has are ignored
 * was_cached  each frame gets a notice that says so
 *
 * Without results, the answer's own message becomes the error.
 * Source: Grafana 12.3, grafana-runtime/src/utils/queryResponse.ts.
 */
void answer_read(QueryResult *result, json_object *answer, json_object *targets, bool was_cached);
