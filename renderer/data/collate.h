#pragma once

#include <stdbool.h>

/**
 * Compares texts as English readers sort them, without regard to case and accents: signs before
 * digits before letters.
 *
 * is_numeric  runs of digits compare as numbers
 *
 * Returns less than, equal to or greater than 0.
 */
int collate_texts(const char *left, const char *right, bool is_numeric);

/**
 * A text's key: strcmp() orders keys as collate_texts() orders the texts. For sorting many; free
 * with g_free().
 */
char *collate_key(const char *text, bool is_numeric);
