#pragma once

#include <string.h>

#include "renderer/data/frame.h"
#include "renderer/data/number.h"

/*
 * Columns of numbers as short texts for tests: "1 null undef NaN 2.5".
 */

static inline const double *column_of_text(Arena *arena, const char *text, size_t *n)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	double *numbers = arena_new_array(arena, double, g_strv_length(words));

	*n = 0;
	for (char **word = words; *word; word++) {
		if (strcmp(*word, "null") == 0)
			numbers[(*n)++] = value_null();
		else if (strcmp(*word, "undef") == 0)
			numbers[(*n)++] = value_absent();
		else if (**word)
			numbers[(*n)++] = js_number(*word);
	}
	return numbers;
}

static inline const char *column_text(Arena *arena, const double *numbers, size_t n)
{
	GString *text = g_string_new(NULL);

	for (size_t i = 0; i < n; i++) {
		char number[NUMBER_TEXT_SIZE];

		number_to_text(numbers[i], number, sizeof(number));
		g_string_append_printf(text, "%s%s", i ? " " : "",
				       value_is_null(numbers[i])     ? "null"
				       : value_is_absent(numbers[i]) ? "undef"
								     : number);
	}
	return arena_take_string(arena, text);
}

/* A frame of a column of times and further ones of numbers; the last argument is NULL. */
static inline Frame *frame_of_columns(Arena *arena, const char *name, const char *const *columns)
{
	size_t n_fields = g_strv_length((char **)columns);
	Frame *frame = frame_new(arena, n_fields, 0);

	frame->name = name;
	for (size_t i = 0; i < n_fields; i++) {
		frame->fields[i].name = i ? "Value" : "Time";
		frame->fields[i].type = i ? FIELD_NUMBER : FIELD_TIME;
		frame->fields[i].numbers = column_of_text(arena, columns[i], &frame->n_rows);
	}
	return frame;
}

#define FRAME(arena, name, ...) \
	frame_of_columns((arena), (name), (const char *const[]){ __VA_ARGS__, NULL })
