#include "renderer/geo/geohash.h"

#include <string.h>

enum { BITS_PER_LETTER = 5, MAX_LETTERS = 40 };

static void halve(Range *range, bool is_upper)
{
	double middle = (range->min + range->max) / 2;

	if (is_upper)
		range->min = middle;
	else
		range->max = middle;
}

bool geohash_decode(const char *text, Point *degrees)
{
	static const char letters[] = "0123456789bcdefghjkmnpqrstuvwxyz";
	Range longitude = { -180, 180 }, latitude = { -90, 90 };
	bool is_longitude = true;

	if (!text[0])
		return false;
	for (int i = 0; text[i] && i < MAX_LETTERS; i++) {
		const char *letter = strchr(letters, text[i]);
		int bits = letter ? (int)(letter - letters) : (1 << BITS_PER_LETTER) - 1;

		for (int bit = BITS_PER_LETTER - 1; bit >= 0; bit--) {
			halve(is_longitude ? &longitude : &latitude, bits >> bit & 1);
			is_longitude = !is_longitude;
		}
	}
	*degrees = (Point){ (longitude.min + longitude.max) / 2, (latitude.min + latitude.max) / 2 };
	return true;
}
