#include "renderer/panel/flamegraph.h"

#include <math.h>
#include <string.h>

/* Source: Grafana 12.3, FlameGraph/colors.ts; MurmurHash3 by Austin Appleby. */

static const char *const package_colors[] = {
	"hsl(24, 69%, 60%)",  "hsl(34, 65%, 65%)",  "hsl(194, 52%, 61%)", "hsl(163, 45%, 55%)",
	"hsl(211, 48%, 60%)", "hsl(246, 40%, 65%)", "hsl(305, 63%, 79%)", "hsl(47, 100%, 73%)",
	"#b7dbab",	      "#f4d598",	    "#4e92f9",		  "#f9ba8f",
	"#f29191",	      "#82b5d8",	    "#e5a8e2",		  "#aea2e0",
	"#9ac48a",	      "#f2c96d",	    "#65c5db",		  "#f9934e",
	"#ea6460",	      "#5195ce",	    "#d683ce",		  "#806eb7",
};

static uint32_t rotate(uint32_t value, int bits)
{
	return value << bits | value >> (32 - bits);
}

static uint32_t scramble(uint32_t block)
{
	return rotate(block * 0xcc9e2d51u, 15) * 0x1b873593u;
}

/* MurmurHash3, 32 bits, seed 0, over the low bytes of the UTF-16 text. */
static uint32_t hash_of(const char *text, size_t n_bytes)
{
	glong n = 0;
	g_autofree gunichar2 *units = g_utf8_to_utf16(text, (glong)n_bytes, NULL, &n, NULL);
	uint32_t hash = 0, block = 0;

	if (!units)
		return 0;
	for (glong i = 0; i < n; i++) {
		block |= (uint32_t)(units[i] & 0xff) << (i % 4 * 8);
		if (i % 4 != 3)
			continue;
		hash = rotate(hash ^ scramble(block), 13) * 5 + 0xe6546b64u;
		block = 0;
	}
	if (n % 4)
		hash ^= scramble(block);
	hash ^= (uint32_t)n;
	hash = (hash ^ hash >> 16) * 0x85ebca6bu;
	hash = (hash ^ hash >> 13) * 0xc2b2ae35u;
	return hash ^ hash >> 16;
}

/* Folders before a file with this ending; SIZE_MAX when the name has no such file. */
static size_t folders_before(const char *name, const char *ending)
{
	const char *file = NULL;

	for (const char *at = strstr(name, ending); at; at = strstr(at + 1, ending))
		file = at;
	if (!file)
		return SIZE_MAX;
	while (file > name && file[-1] != '/')
		file--;
	return (size_t)(file - name);
}

/* "package/file.js:function:line": up to the first slash. */
static size_t before_script(const char *name, const char **package)
{
	static const char modules[] = "./node_modules/";
	const char *last = strrchr(name, ':');
	const char *before = last ? g_strrstr_len(name, last - name, ":") : NULL;

	if (!before)
		return SIZE_MAX;
	if (g_str_has_prefix(name, modules))
		*package = name + strlen(modules);
	const char *slash = strchr(*package, '/'), *end = slash && slash < before ? slash : before;

	return end > *package ? (size_t)(end - *package) : 0;
}

/* "host/path/package.Function": up to the first point behind the first slash. */
static size_t before_function(const char *name)
{
	const char *slash = strchr(name, '/');
	const char *point = slash ? strchr(slash, '.') : NULL;

	if (!point)
		point = strchr(name, '.');
	return point ? (size_t)(point - name) + 1 : strlen(name);
}

/* The part of a name that calls of one package share; languages are tried one after the other. */
static size_t package_of(const char *name, const char **package)
{
	static const char *const endings[] = { ".php", ".py", ".rb" };
	size_t n = SIZE_MAX;

	*package = name;
	for (size_t i = 0; i < G_N_ELEMENTS(endings) && n == SIZE_MAX; i++)
		n = folders_before(name, endings[i]);
	if (n == SIZE_MAX)
		n = before_script(name, package);
	return n == SIZE_MAX ? before_function(name) : n;
}

Color flame_package_color(const Theme *theme, const char *label)
{
	const char *package;
	size_t n = package_of(label, &package);
	uint32_t index = hash_of(package, n) % G_N_ELEMENTS(package_colors);
	Color color = theme_color(theme, package_colors[index]);

	return theme->is_dark ? color : color_brighten(color, 15);
}

const Color flame_diff_colors[3] = { { 0, 170, 0, 1 }, { 148, 142, 142, 1 }, { 200, 0, 0, 1 } };

/* Parts above 1 go beyond `b` as far as there are colours. */
static Color mix(Color a, Color b, double part)
{
	return (Color){ CLAMP(a.red + part * (b.red - a.red), 0, 255),
			CLAMP(a.green + part * (b.green - a.green), 0, 255),
			CLAMP(a.blue + part * (b.blue - a.blue), 0, 255), 1 };
}

Color flame_diff_color(const FlameTree *tree, const FlameItem *item)
{
	const Color less = flame_diff_colors[0], same = flame_diff_colors[1];
	const FlameItem *root = &tree->items[0];
	double total_left = root->value - root->right;

	if (root->right == 0 || total_left == 0)
		return same;
	double left = js_round(10000 * (item->value - item->right) / total_left) / 100;
	double right = js_round(10000 * item->right / root->right) / 100;
	double change = left != 0 ? (right - left) / left : right > 0 ? INFINITY : 0;

	return change < 0 ? mix(same, less, fmin(-change, 1))
			  : mix(same, flame_diff_colors[2], fmin(change, 1e3));
}
