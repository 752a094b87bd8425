/* The input is a unit's id, which is also read as a date format and as a number. */
#include "renderer/data/format.h"

#include <math.h>

#include "renderer/data/moment.h"
#include "renderer/data/number.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const double numbers[] = { 0, -1234.5, 1e15, 1720418706007, 1e300, 5e-324, INFINITY, NAN };
static const double decimals[] = { NAN, 0, 3, NAN, 100, 1.5, -1, INFINITY };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = size > 0 ? g_strndup((const char *)data, size) : g_strdup("");
	ValueFormat format = value_format(text);

	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
		FormatOptions options = { .decimals = decimals[i] };
		FormattedValue out;
		char date[40];

		value_format_apply(&format, numbers[i], &options, &out);
		moment_format(numbers[i], NULL, text, date, sizeof(date));
	}
	js_number(text);
	js_parse_float(text);
	return 0;
}
