#pragma once

#include "renderer/data/frame.h"

/** The range of all numbers of a panel, found once, for the fields without one of their own. */
typedef struct {
	Range range;
	bool is_known;
} SharedRange;

/**
 * Sets the range in a field's state: its configured min and max, missing ends from its own values
 * (fieldMinMax) or from those of all number fields of `frames`. Fields that are no numbers get one
 * only from a configured min and max.
 *
 * shared  starts zeroed, then passes from field to field in their order: the first range that is
 *         found or configured serves all that follow
 *
 * An end may be value_null() or value_absent(), as in the browser.
 * Source: Grafana 12.3, grafana-data/src/field/fieldOverrides.ts, calculateRange().
 */
void field_range_set(Field *field, const Frame *frame, const Frames *frames, SharedRange *shared);
