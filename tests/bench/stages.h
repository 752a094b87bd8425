#pragma once

#include <stdbool.h>

#include <glib.h>

/**
 * What the stages of a piece of work cost: the median of their milliseconds, and how many
 * instructions they take, which unlike times is the same on a busy machine.
 *
 * Instructions are counted by running the same program once more under callgrind; there the
 * stages mark where a count begins and ends.
 */
typedef struct Stages Stages;

Stages *stages_new(void);
void stages_free(Stages *stages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Stages, stages_free)

/** What the stages from now on belong to; a heading of the report. Static text. */
void stages_name(Stages *stages, const char *name);

/** Whether the stages from now on count: not those that only warm up. */
void stages_count(Stages *stages, bool counts);

/** One stage at a time. `stage` is static text. */
void stage_begin(Stages *stages, const char *stage);
void stage_end(Stages *stages);

/** Whether this is the run under callgrind. */
bool stages_is_counting_instructions(void);

/** Runs `program` under callgrind and takes its counts; without valgrind they stay unknown. */
void stages_add_instructions(Stages *stages, const char *program);

void stages_print(const Stages *stages);
