#pragma once

#include "renderer/model/variable.h"

/** What one variable is needed for. */
struct VariableUse {
	bool is_used;	     // as Variables.is_used
	bool is_label_shown; // in a title, or asked for by the format `text`
	bool is_repeated;    // a panel or row is repeated over it
	const bool *names;   // one a variable: whether this one's definition names it
};

/**
 * Finds out about all variables at once: reads every text one time.
 *
 * panel  the only one to be drawn: a variable is used that the panel, its row, an annotation or
 *        a used variable's definition names. NULL: the whole dashboard, all are used.
 *
 * Returns variables->n of them.
 */
VariableUse *variable_uses(Arena *arena, const Variables *variables, const Dashboard *dashboard,
			   const Panel *panel);
