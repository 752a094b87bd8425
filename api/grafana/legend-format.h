#pragma once

#include "renderer/data/frame.h"

/**
 * Fills labels into Prometheus' way to name series: "{{instance}} of {{job}}".
 *
 * keeps_unknown  a label that is not there leaves its name; else nothing
 */
const char *legend_format(Arena *arena, const char *format, const Labels *labels,
			  bool keeps_unknown);
