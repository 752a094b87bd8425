#pragma once

#include "renderer/asset.h"
#include "renderer/data/frame.h"
#include "renderer/model/interpolate.h"

/** What a transformation may use beside frames and options. */
typedef struct TransformContext {
	Arena *arena;
	const Interpolator *interpolator; // for variables in options; NULL: texts stay as written
	GTimeZone *zone;		  // the dashboard's
	int64_t now_ms;
	size_t max_cells; // of one transformation's output
	const Assets *assets; // lists of places that the panel names, or NULL
} TransformContext;

/**
 * One kind of transformation.
 *
 * run  returns the new list (possibly `frames` itself). Frames, fields and columns that came in
 *      are never changed: copy a frame, then change the copy's fields. NULL sets `error`.
 */
typedef struct Transform {
	const char *id; // "id" in the dashboard
	Frames *(*run)(const TransformContext *context, Frames *frames, json_object *options,
		       GError **error);
} Transform;

/** NULL for an unknown id. */
const Transform *transform_find(const char *id);

/**
 * Runs a panel's list in order. Each entry works on the series or on the annotations, by its
 * topic; disabled ones are skipped, frames its filter leaves out bypass it. Afterwards frames
 * whose meta names annotations are annotations, wherever they came from.
 *
 * transformations  the panel's list, or NULL
 * annotations      may hold NULL; receives the transformed ones
 * notice           receives one sentence about what went wrong first, else stays as it is
 *
 * Returns the transformed series. Never fails: an unknown transformation is left out, after one
 * that fails all data are shown as they were before the first.
 * Source: Grafana 12.3, transformDataFrame.ts; scenes 6.42, SceneDataTransformer.
 */
Frames *transforms_run(const TransformContext *context, json_object *transformations,
		       Frames *frames, Frames **annotations, const char **notice);
