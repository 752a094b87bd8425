#pragma once

#include <stddef.h>

/*
 * Numbers as JavaScript reads and writes them: what a browser shows depends on its rules for
 * rounding and for the shortest text. All writers return the length written, always terminate,
 * never allocate and need no locale. NUMBER_TEXT_SIZE bytes hold any number_to_text().
 */

enum { NUMBER_TEXT_SIZE = 32 };

/**
 * String(number): the shortest digits that read back the same, plain for 1e-6 <= |value| < 1e21,
 * else `1.5e+21`. "NaN", "Infinity"; both zeros are "0".
 *
 * Source: ECMA-262, Number::toString.
 */
size_t number_to_text(double value, char *out, size_t size);

/**
 * Grafana's toFixed().
 *
 * decimals  digits after the point, cut to 0..100; NAN: automatic_decimals()
 *
 * Values that round to less than 1e-6, or from 1e21 up, keep their exponent form. Infinities
 * give the infinity sign.
 * Source: Grafana 12.3, grafana-data/src/valueFormats/valueFormats.ts.
 */
size_t number_to_fixed(double value, double decimals, char *out, size_t size);

/** Decimals toFixed() chooses by itself: three significant digits, none for whole numbers. */
int automatic_decimals(double value);

/** toExponential(): `1.50e+3`; decimals as for number_to_fixed(), NAN: as many as needed. */
size_t number_to_exponential(double value, double decimals, char *out, size_t size);

/** toString(16) in upper case: `-32.8`. */
size_t number_to_hex(double value, char *out, size_t size);

/**
 * toLocaleString() of en-US: `1,234,567.891`.
 *
 * min_fraction, max_fraction  bounds of the number of digits after the point, 0..100
 */
size_t number_to_grouped(double value, int min_fraction, int max_fraction, char *out, size_t size);

/** parseFloat(): the longest numeric prefix after white space; NAN if there is none. */
double js_parse_float(const char *text);

/**
 * Number(text): the whole text must be a number, white space around it aside; "" is 0; `0x`,
 * `0o` and `0b` are understood. NAN otherwise, and for NULL.
 */
double js_number(const char *text);
