#pragma once

#include "renderer/transform/transform.h"

/**
 * Times as texts, other cells as JSON or plain texts.
 *
 * format     of times, NULL for ISO 8601
 * zone_name  of times; NULL takes the context's zone
 * separator  between the elements of lists, NULL or "" for JSON
 *
 * Source: Grafana 12.3, transformers/convertFieldType.ts, fieldToStringField().
 */
Field field_to_text(const TransformContext *context, const Frame *frame, const Field *field,
		    const char *format, const char *zone_name, const char *separator);
