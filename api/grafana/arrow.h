#pragma once

#include "renderer/data/frame.h"

/**
 * Decodes a frame as Grafana 7 sent them: the base64 text of an Arrow file with one record batch.
 * The schema's metadata are the frame's name, refId and meta; a field's are its name, labels and
 * config, as JSON.
 *
 * Errors: RENDER_ERROR_UPSTREAM when it is none, RENDER_ERROR_TOO_LARGE past the limits.
 * Source: Apache Arrow columnar format 1.0, Schema.fbs, Message.fbs, File.fbs; Grafana 7.5,
 * grafana-data/src/dataframe/ArrowDataFrame.ts.
 */
Frame *arrow_decode(Arena *arena, const char *base64, const FrameLimits *limits, GError **error);
