/*
 * Compares text widths with those that a browser recorded.
 *
 *     text-widths CORPUS [PX]
 *
 * Reads every text.json below the folder CORPUS: an array of texts, of which those of the kind
 * "dom" have a box (w, h), a size, a weight and a family. Prints the share within PX (0.5) px, by
 * what explains a width, by size and weight, and the texts that nothing explains.
 *
 * The recording keeps no letter spacing, trims texts and does not say which are drawn in capitals,
 * so a text that is off with the body's letter spacing is tried in the other ways of Grafana's
 * theme.
 */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>
#include <json-c/json.h>

#include "renderer/text.h"

enum { MAX_WORST = 25, MAX_GROUPS = 24 };

typedef enum {
	AS_BODY,
	AS_BUTTON,
	AS_HEADING,
	AS_CAPITALS,
	WITH_SPACE,
	UNEXPLAINED,
	N_REASONS
} Reason;

static const char *const reasons[N_REASONS] = {
	"with the body's letter spacing",
	"with a button's letter spacing",
	"with a heading's letter spacing",
	"in capitals",
	"with one or two spaces that the recording trimmed",
	"not explained",
};

typedef struct {
	char *text, *place;
	TextStyle style;
	double width_px, ours_px;
} Sample;

typedef struct {
	TextContext *context;
	double close_px;
	size_t counts[N_REASONS];
	size_t n_left_out;  // texts of several lines
	GHashTable *groups; // size and weight -> GroupCount
	GPtrArray *worst;   // Sample
} Survey;

typedef struct {
	char *name;
	size_t n, n_close;
} GroupCount;

static void sample_free(void *data)
{
	Sample *sample = data;

	g_free(sample->text);
	g_free(sample->place);
	g_free(sample);
}

static void group_free(void *data)
{
	GroupCount *group = data;

	g_free(group->name);
	g_free(group);
}

/* Letter spacing of h1 to h4 at their sizes, in px: packages/grafana-data's createTypography.ts */
static double heading_spacing(double size_px)
{
	return size_px == 28 ? -0.25 : size_px == 18 ? 0.25 : 0;
}

static bool is_close(Survey *survey, const Sample *sample, double spacing_px, const char *text,
		     double more_px)
{
	TextStyle style = sample->style;

	style.letter_spacing_px = spacing_px;
	double width = text_width(survey->context, &style, text) + more_px;

	return fabs(width - sample->width_px) <= survey->close_px;
}

static bool is_close_in_capitals(Survey *survey, const Sample *sample)
{
	g_autofree char *capitals = g_utf8_strup(sample->text, -1);

	return is_close(survey, sample, BODY_LETTER_SPACING, capitals, 0);
}

static Reason explain(Survey *survey, const Sample *sample)
{
	double size = sample->style.size_px;
	double space = text_width(survey->context, &sample->style, " ");

	if (is_close(survey, sample, BODY_LETTER_SPACING, sample->text, 0))
		return AS_BODY;
	if (is_close(survey, sample, BUTTON_LETTER_SPACING_EM * size, sample->text, 0))
		return AS_BUTTON;
	if ((size == 18 || size == 22 || size == 24 || size == 28) &&
	    is_close(survey, sample, heading_spacing(size), sample->text, 0))
		return AS_HEADING;
	if (is_close(survey, sample, BODY_LETTER_SPACING, sample->text, space) ||
	    is_close(survey, sample, BODY_LETTER_SPACING, sample->text, 2 * space))
		return WITH_SPACE;
	return is_close_in_capitals(survey, sample) ? AS_CAPITALS : UNEXPLAINED;
}

static void count_in_group(Survey *survey, const Sample *sample, bool is_explained)
{
	char *name =
		g_strdup_printf("%s %g px %d", sample->style.family == FONT_MONO ? "mono" : "sans",
				sample->style.size_px, sample->style.weight);
	GroupCount *group = g_hash_table_lookup(survey->groups, name);

	if (group) {
		g_free(name);
	} else {
		group = g_new0(GroupCount, 1);
		group->name = name;
		g_hash_table_insert(survey->groups, name, group);
	}
	group->n++;
	group->n_close += is_explained;
}

static void take_sample(Survey *survey, Sample *sample)
{
	Reason reason = explain(survey, sample);

	survey->counts[reason]++;
	count_in_group(survey, sample, reason != UNEXPLAINED);
	if (reason == UNEXPLAINED)
		g_ptr_array_add(survey->worst, sample);
	else
		sample_free(sample);
}

static const char *get_string(json_object *text, const char *name)
{
	const char *value = json_object_get_string(json_object_object_get(text, name));

	return value ? value : "";
}

static double get_number(json_object *text, const char *name)
{
	return json_object_get_double(json_object_object_get(text, name));
}

static void read_text(Survey *survey, json_object *text, const char *place)
{
	double size_px = g_ascii_strtod(get_string(text, "size"), NULL);

	if (strcmp(get_string(text, "kind"), "dom") != 0)
		return;
	if (get_number(text, "h") > 1.5 * size_px) {
		survey->n_left_out++;
		return;
	}
	Sample *sample = g_new0(Sample, 1);

	sample->text = text_collapse(get_string(text, "text"));
	sample->place = g_strdup(place);
	sample->width_px = get_number(text, "w");
	sample->style = (TextStyle){
		.family = strstr(get_string(text, "family"), "Mono") ? FONT_MONO : FONT_SANS,
		.size_px = size_px,
		.weight = atoi(get_string(text, "weight")),
		.letter_spacing_px = BODY_LETTER_SPACING,
	};
	sample->ours_px = text_width(survey->context, &sample->style, sample->text);
	take_sample(survey, sample);
}

static void read_file(Survey *survey, const char *path)
{
	json_object *texts = json_object_from_file(path);
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *place = g_path_get_basename(folder);

	for (size_t i = 0; texts && i < json_object_array_length(texts); i++)
		read_text(survey, json_object_array_get_idx(texts, i), place);
	json_object_put(texts);
}

static void walk(Survey *survey, const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(folder, name, NULL);

		if (g_file_test(path, G_FILE_TEST_IS_SYMLINK))
			continue;
		if (g_file_test(path, G_FILE_TEST_IS_DIR))
			walk(survey, path);
		else if (strcmp(name, "text.json") == 0)
			read_file(survey, path);
	}
}

/* --- Printing --- */

static int by_most_missed(const void *a, const void *b)
{
	const GroupCount *one = a, *other = b;
	size_t missed = one->n - one->n_close, other_missed = other->n - other->n_close;

	if (missed != other_missed)
		return missed > other_missed ? -1 : 1;
	return one->n > other->n ? -1 : one->n < other->n;
}

static int by_error(const void *a, const void *b)
{
	const Sample *one = *(Sample *const *)a, *other = *(Sample *const *)b;
	double error = fabs(one->ours_px - one->width_px);
	double other_error = fabs(other->ours_px - other->width_px);

	return error > other_error ? -1 : error < other_error;
}

static void print_counts(const Survey *survey)
{
	size_t n = 0;

	for (int i = 0; i < N_REASONS; i++)
		n += survey->counts[i];
	printf("%zu texts of one line (%zu of several left out), within %g px:\n", n,
	       survey->n_left_out, survey->close_px);
	for (int i = 0; i < N_REASONS; i++)
		printf("%8zu  %5.1f %%  %s\n", survey->counts[i],
		       100.0 * (double)survey->counts[i] / (double)MAX(n, 1), reasons[i]);
	printf("%8zu  %5.1f %%  explained\n", n - survey->counts[UNEXPLAINED],
	       100.0 * (double)(n - survey->counts[UNEXPLAINED]) / (double)MAX(n, 1));
}

static void print_groups(const Survey *survey)
{
	GList *groups = g_list_sort(g_hash_table_get_values(survey->groups), by_most_missed);
	int n = 0;

	printf("\nby size and weight, most missed first:\n");
	for (GList *at = groups; at && n < MAX_GROUPS; at = at->next, n++) {
		const GroupCount *group = at->data;

		printf("%8zu of %5zu  %s\n", group->n_close, group->n, group->name);
	}
	g_list_free(groups);
}

static void print_worst(const Survey *survey)
{
	g_ptr_array_sort(survey->worst, by_error);
	printf("\nnot explained, worst first:\n");
	for (guint i = 0; i < survey->worst->len && i < MAX_WORST; i++) {
		const Sample *sample = g_ptr_array_index(survey->worst, i);

		printf("%8.2f recorded %8.2f measured  %g px %d  %.60s  (%s)\n", sample->width_px,
		       sample->ours_px, sample->style.size_px, sample->style.weight, sample->text,
		       sample->place);
	}
}

int main(int argc, char **argv)
{
	if (argc < 2 || argc > 3) {
		fprintf(stderr, "usage: %s CORPUS [PX]\n", argv[0]);
		return 2;
	}
	Survey survey = {
		.context = text_context_new(),
		.close_px = argc > 2 ? g_ascii_strtod(argv[2], NULL) : 0.5,
		.groups = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, group_free),
		.worst = g_ptr_array_new_with_free_func(sample_free),
	};

	walk(&survey, argv[1]);
	print_counts(&survey);
	print_groups(&survey);
	print_worst(&survey);
	g_ptr_array_unref(survey.worst);
	g_hash_table_unref(survey.groups);
	text_context_free(survey.context);
	return 0;
}
