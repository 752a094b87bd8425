#include "tests/bench/stages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gstdio.h>
#include <valgrind/callgrind.h>

typedef struct {
	const char *name; // "4 series"
	const char *stage;
	GArray *ms; // of double
	double instructions;
} Row;

struct Stages {
	GArray *rows; // of Row
	const char *name, *stage;
	bool counts;
	int64_t start_us;
};

Stages *stages_new(void)
{
	Stages *stages = g_new0(Stages, 1);

	stages->rows = g_array_new(FALSE, TRUE, sizeof(Row));
	stages->counts = true;
	return stages;
}

void stages_free(Stages *stages)
{
	for (guint i = 0; i < stages->rows->len; i++)
		g_array_unref(g_array_index(stages->rows, Row, i).ms);
	g_array_unref(stages->rows);
	g_free(stages);
}

void stages_name(Stages *stages, const char *name)
{
	stages->name = name;
}

void stages_count(Stages *stages, bool counts)
{
	stages->counts = counts;
}

bool stages_is_counting_instructions(void)
{
	return RUNNING_ON_VALGRIND;
}

static Row *row_of(Stages *stages, const char *name, const char *stage)
{
	for (guint i = 0; i < stages->rows->len; i++) {
		Row *row = &g_array_index(stages->rows, Row, i);

		if (strcmp(row->name, name) == 0 && strcmp(row->stage, stage) == 0)
			return row;
	}
	Row row = { name, stage, g_array_new(FALSE, FALSE, sizeof(double)), 0 };

	g_array_append_val(stages->rows, row);
	return &g_array_index(stages->rows, Row, stages->rows->len - 1);
}

void stage_begin(Stages *stages, const char *stage)
{
	stages->stage = stage;
	stages->start_us = g_get_monotonic_time();
	CALLGRIND_ZERO_STATS;
}

void stage_end(Stages *stages)
{
	double ms = (double)(g_get_monotonic_time() - stages->start_us) / 1000;

	if (!stages->counts)
		return;
	if (stages_is_counting_instructions()) {
		g_autofree char *mark = g_strdup_printf("%s|%s", stages->name, stages->stage);

		CALLGRIND_DUMP_STATS_AT(mark);
	}
	g_array_append_val(row_of(stages, stages->name, stages->stage)->ms, ms);
}

/* --- Counts of callgrind --- */

/* One dump: "desc: Trigger: Client Request: NAME|STAGE" and "summary: COUNT" or "totals: COUNT". */
static void read_dump(Stages *stages, const char *path)
{
	static const char mark_start[] = "desc: Trigger: Client Request: ";
	g_autofree char *text = NULL;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return;
	char *mark = strstr(text, mark_start);
	const char *summary = strstr(text, "\nsummary: ");

	if (!mark || !summary)
		return;
	mark += strlen(mark_start);
	mark[strcspn(mark, "\n")] = '\0';
	g_auto(GStrv) parts = g_strsplit(mark, "|", 2);

	for (guint i = 0; parts[0] && parts[1] && i < stages->rows->len; i++) {
		Row *row = &g_array_index(stages->rows, Row, i);

		if (strcmp(row->name, parts[0]) == 0 && strcmp(row->stage, parts[1]) == 0)
			row->instructions = g_ascii_strtod(summary + strlen("\nsummary: "), NULL);
	}
}

static void read_dumps(Stages *stages, const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(folder, name, NULL);

		read_dump(stages, path);
		g_unlink(path);
	}
}

void stages_add_instructions(Stages *stages, const char *program)
{
	g_autofree char *folder = g_dir_make_tmp("paneld-bench-XXXXXX", NULL);
	g_autofree char *option = g_strdup_printf("--callgrind-out-file=%s/%%p", folder);
	const char *arguments[] = { "valgrind", "-q", "--tool=callgrind", option, program, NULL };

	if (!folder)
		return;
	if (g_spawn_sync(NULL, (char **)arguments, NULL,
			 G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL |
				 G_SPAWN_STDERR_TO_DEV_NULL,
			 NULL, NULL, NULL, NULL, NULL, NULL))
		read_dumps(stages, folder);
	g_rmdir(folder);
}

/* --- The report --- */

static int compare_numbers(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

static double median(const GArray *values)
{
	g_autofree double *sorted = g_memdup2(values->data, values->len * sizeof(double));

	qsort(sorted, values->len, sizeof(double), compare_numbers);
	return sorted[values->len / 2];
}

void stages_print(const Stages *stages)
{
	const char *name = "";

	for (guint i = 0; i < stages->rows->len; i++) {
		const Row *row = &g_array_index(stages->rows, Row, i);

		if (strcmp(row->name, name) != 0)
			printf("%s\n", row->name);
		name = row->name;
		printf("  %-20s %9.2f ms", row->stage, median(row->ms));
		if (row->instructions > 0)
			printf(" %10.2f million instructions", row->instructions / 1e6);
		putchar('\n');
	}
}
