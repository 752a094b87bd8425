#include "renderer/data/apply.h"

#include <math.h>

#include "renderer/error.h"
#include "renderer/model/interpolate.h"
#include "tests/decode.h"

/* Time, a number and a text; labels and config as a data source sends them. */
#define FRAME(name, config)                                                                        \
	"{'schema': {'name': '" name "', 'fields': [{'name': 'Time', 'type': 'time'},"             \
	" {'name': 'Value', 'type': 'number', 'labels': {'job': '" name "'}, 'config': " config    \
	"}, {'name': 'state', 'type': 'string'}]}, 'data': {'values': [[1000, 2000, 3000],"        \
	" [10, 30, 20], ['a', 'b', 'c']]}}"

static Frames *apply(Arena *arena, const char *frames, const char *config)
{
	Frames *decoded = decode_frames(arena, frames);
	g_autoptr(GError) error = NULL;

	g_assert_true(field_config_apply(arena, decoded, parse_json(arena, config), NULL, &error));
	g_assert_no_error(error);
	return decoded;
}

static Field *field(Frames *frames, size_t frame, size_t index)
{
	return &frames->items[frame]->fields[index];
}

/* data.md 2.1, "applies as default to" */
static void test_defaults_apply_by_type(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frames *frames = apply(
		arena, "[" FRAME("f", "{}") "]",
		"{'defaults': {'unit': 'ms', 'min': 0, 'max': '100', 'decimals': 1,"
		" 'fieldMinMax': true, 'displayName': 'n', 'noValue': '-', 'links': [{}],"
		" 'color': {'mode': 'fixed', 'fixedColor': 'red'}, 'mappings': [{'type': 'value',"
		" 'options': {'1': {}}}], 'thresholds': {'steps': [{'value': 3, 'color': 'blue'}]},"
		" 'nullValueMode': 'null', 'custom': {'lineWidth': 2}}}");
	const FieldConfig *time = &field(frames, 0, 0)->config;
	const FieldConfig *number = &field(frames, 0, 1)->config;
	const FieldConfig *text = &field(frames, 0, 2)->config;

	g_assert_cmpstr(time->unit, ==, "ms");
	g_assert_cmpstr(time->display_name, ==, "n");
	g_assert_cmpstr(time->no_value, ==, "-");
	g_assert_cmpstr(time->color_mode, ==, "fixed");
	g_assert_nonnull(time->links);
	g_assert_true(time->thresholds.is_set);
	g_assert_cmpuint(time->n_mappings, ==, 0);
	g_assert_true(isnan(time->min) && isnan(time->decimals) && isnan(text->max));
	g_assert_false(text->has_field_min_max);
	g_assert_cmpuint(text->n_mappings, ==, 1);
	g_assert_cmpfloat(number->min, ==, 0);
	g_assert_cmpfloat(number->max, ==, 100);
	g_assert_cmpfloat(number->decimals, ==, 1);
	g_assert_true(number->field_min_max);
	g_assert_cmpfloat(number->thresholds.steps[0].value, ==, -INFINITY);
	g_assert_null(number->null_value_mode);
	g_assert_cmpfloat(custom_number(number, "lineWidth", 1), ==, 2);
	g_assert_cmpfloat(custom_number(time, "lineWidth", 1), ==, 2);
}

/* data.md 2.1, the common custom properties; an override sets any of them on any field. */
static void test_custom_defaults_apply_by_type(void)
{
	static const struct {
		const char *id;
		bool time, number, text;
	} rows[] = {
		{ "axisLabel", false, true, false },	  { "scaleDistribution", false, true, false },
		{ "lineStyle", false, true, false },	  { "stacking", false, true, false },
		{ "spanNulls", false, true, true },	  { "insertNulls", false, true, true },
		{ "axisPlacement", true, true, true },	  { "thresholdsStyle", true, true, true },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Arena) arena = arena_new(1 << 20);
		g_autofree char *defaults = g_strdup_printf("{'defaults': {'custom': {'%s': 'x'}}}",
							    rows[i].id);
		g_autofree char *override = g_strdup_printf(
			"{'overrides': [{'matcher': {'id': 'byType', 'options': 'time'},"
			" 'properties': [{'id': 'custom.%s', 'value': 'x'}]}]}",
			rows[i].id);
		Frames *frames = apply(arena, "[" FRAME("f", "{}") "]", defaults);

		g_test_message("%s", rows[i].id);
		g_assert_true(rows[i].time ==
			      !!custom_text(&field(frames, 0, 0)->config, rows[i].id, NULL));
		g_assert_true(rows[i].number ==
			      !!custom_text(&field(frames, 0, 1)->config, rows[i].id, NULL));
		g_assert_true(rows[i].text ==
			      !!custom_text(&field(frames, 0, 2)->config, rows[i].id, NULL));
		frames = apply(arena, "[" FRAME("f", "{}") "]", override);
		g_assert_nonnull(custom_text(&field(frames, 0, 0)->config, rows[i].id, NULL));
	}
}

static void test_the_data_sources_config_wins(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frames *frames = apply(
		arena,
		"[" FRAME("f", "{'unit': 's', 'decimals': 0, 'displayName': 'own', 'color':"
			       " {'mode': 'fixed', 'fixedColor': 'blue'}, 'mappings': [],"
			       " 'links': [{'title': 'a'}], 'custom': {'lineWidth': 5, 'fill': null}}") "]",
		"{'defaults': {'unit': 'ms', 'decimals': 3, 'displayName': 'panel', 'color':"
		" {'mode': 'thresholds'}, 'mappings': [{'type': 'value', 'options': {'1': {}}}],"
		" 'links': [{'title': 'b'}], 'custom': {'lineWidth': 1, 'fill': 2, 'axis': 'x'}}}");
	const FieldConfig *config = &field(frames, 0, 1)->config;

	g_assert_cmpstr(config->unit, ==, "s");
	g_assert_cmpfloat(config->decimals, ==, 0);
	g_assert_cmpstr(config->display_name, ==, "own");
	g_assert_cmpstr(config->color_fixed, ==, "blue");
	g_assert_cmpuint(config->n_mappings, ==, 0); // an empty list is one
	g_assert_cmpstr(json_object_to_json_string_ext(config->links, JSON_C_TO_STRING_PLAIN), ==,
			"[{\"title\":\"a\"},{\"title\":\"b\"}]");
	g_assert_cmpfloat(custom_number(config, "lineWidth", 0), ==, 5);
	g_assert_cmpfloat(custom_number(config, "fill", 0), ==, 2);
	g_assert_cmpstr(custom_text(config, "axis", ""), ==, "x");
}

/* data.md 2.2, steps 2 and 3 */
static void test_base_step_of_the_panel(void)
{
	const char *panel = "{'defaults': {'thresholds': {'mode': 'absolute', 'steps':"
			    " [{'color': 'green'}, {'value': 9, 'color': 'red'}]}}}";
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frames *frames =
		apply(arena,
		      "[" FRAME("a", "{'thresholds': {'mode': 'absolute', 'steps': [{'value': 5,"
				     " 'color': 'blue'}]}}") "," FRAME(
			      "b", "{'thresholds': {'mode': 'percentage', 'steps': [{'value': 5}]}}") "]",
		      panel);
	const Thresholds *absolute = &field(frames, 0, 1)->config.thresholds;

	g_assert_cmpuint(absolute->n_steps, ==, 2);
	g_assert_cmpfloat(absolute->steps[0].value, ==, -INFINITY);
	g_assert_cmpstr(absolute->steps[0].color, ==, "green");
	g_assert_cmpstr(absolute->steps[1].color, ==, "blue");
	g_assert_cmpuint(field(frames, 1, 1)->config.thresholds.n_steps, ==, 1);
}

static void test_sanity(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frames *frames = apply(arena, "[" FRAME("f", "{}") "]",
			       "{'defaults': {'min': 10, 'max': 5, 'color': {'fixedColor': 'red'},"
			       " 'thresholds': {'steps': []}},"
			       " 'overrides': [{'matcher': {'id': 'byName', 'options': 'state'},"
			       " 'properties': [{'id': 'min', 'value': 9}, {'id': 'max', 'value': 1}]}]}");
	const FieldConfig *number = &field(frames, 0, 1)->config;

	g_assert_cmpfloat(number->min, ==, 5);
	g_assert_cmpfloat(number->max, ==, 10);
	g_assert_null(number->color_mode);
	g_assert_null(number->color_fixed);
	g_assert_cmpfloat(field(frames, 0, 2)->config.min, ==, 9); // not sane again after overrides
	frames = apply(arena, "[" FRAME("f", "{}") "]", "{'defaults': {'thresholds': {'steps': []}}}");
	g_assert_cmpstr(field(frames, 0, 1)->config.color_mode, ==, "thresholds");
	frames = apply(arena, "[" FRAME("f", "{}") "]", "{}");
	g_assert_null(field(frames, 0, 1)->config.color_mode);
}

/* data.md 2.2, step 4 */
static void test_overrides_run_in_order(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frames *frames = apply(
		arena, "[" FRAME("f", "{}") "]",
		"{'defaults': {'unit': 'ms', 'custom': {'lineWidth': 1,"
		" 'thresholdsStyle': {'mode': 'none'}}},"
		" 'overrides': ["
		"{'matcher': {'id': 'byType', 'options': 'number'}, 'properties':"
		" [{'id': 'unit', 'value': 's'}, {'id': 'unit', 'value': 'h'},"
		"  {'id': 'displayName', 'value': 'renamed'}, {'id': 'custom.lineWidth', 'value': 4},"
		"  {'id': 'custom.thresholdsStyle.mode', 'value': 'normal'},"
		"  {'id': 'decimals', 'value': null}]},"
		"{'matcher': {'id': 'byName', 'options': 'renamed'}, 'properties':"
		" [{'id': 'noValue', 'value': 'x'}, {'id': 'custom.lineWidth', 'value': null}]},"
		"{'matcher': {'id': 'byRegexp', 'options': '/^ren/'}, 'properties':"
		" [{'id': 'min', 'value': '1'}]},"
		"{'matcher': {'id': 'byName', 'options': 'Value'}, 'properties':"
		" [{'id': 'max', 'value': 2}, {'id': 'nullValueMode', 'value': 'null'}, 5]}]}");
	const FieldConfig *config = &field(frames, 0, 1)->config;

	g_assert_cmpstr(config->unit, ==, "h");
	g_assert_cmpstr(config->display_name, ==, "renamed");
	g_assert_cmpstr(config->no_value, ==, "x");
	g_assert_cmpfloat(config->min, ==, 1);
	g_assert_cmpfloat(config->max, ==, 2);
	g_assert_null(config->null_value_mode);
	g_assert_cmpfloat(custom_number(config, "lineWidth", 7), ==, 7);
	g_assert_cmpstr(custom_text(config, "thresholdsStyle.mode", ""), ==, "normal");
	g_assert_cmpstr(custom_text(&field(frames, 0, 2)->config, "thresholdsStyle.mode", ""), ==, "none");
	g_assert_cmpstr(field(frames, 0, 2)->config.unit, ==, "ms");
}

/* Fields that share their custom object share the changed one, too. */
static void test_one_custom_object_for_equal_changes(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frames *frames = apply(arena, "[" FRAME("f", "{}") "," FRAME("g", "{}") "]",
			       "{'defaults': {'custom': {'a': 1}}, 'overrides': [{'matcher':"
			       " {'id': 'byType', 'options': 'number'}, 'properties':"
			       " [{'id': 'custom.a', 'value': 2}, {'id': 'custom.b', 'value': 3}]}]}");

	g_assert_true(field(frames, 0, 1)->config.custom == field(frames, 1, 1)->config.custom);
	g_assert_cmpfloat(custom_number(&field(frames, 1, 1)->config, "a", 0), ==, 2);
	g_assert_cmpfloat(custom_number(&field(frames, 1, 1)->config, "b", 0), ==, 3);
	g_assert_cmpfloat(custom_number(&field(frames, 0, 2)->config, "a", 0), ==, 1);
}

static void test_an_unknown_matcher_is_an_error(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frames *frames = decode_frames(arena, "[" FRAME("f", "{}") "]");
	g_autoptr(GError) error = NULL;

	g_assert_false(field_config_apply(
		arena, frames,
		parse_json(arena, "{'overrides': [{'matcher': {'id': 'byMagic'}, 'properties': []}]}"),
		NULL, &error));
	g_assert_error(error, RENDER_ERROR, RENDER_ERROR_DATA);
	g_assert_true(g_str_has_prefix(error->message, "override 1: "));
}

/* data.md 2.2, step 7: time does not count, anything else does, over all frames. */
static void test_series_indexes_and_names(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frames *frames =
		apply(arena, "[" FRAME("a", "{}") "," FRAME("b", "{}") "]",
		      "{'overrides': [{'matcher': {'id': 'byFrameRefID', 'options': 'Z'},"
		      " 'properties': []}]}");

	g_assert_cmpint(field(frames, 0, 1)->state.series_index, ==, 0);
	g_assert_cmpint(field(frames, 0, 2)->state.series_index, ==, 1);
	g_assert_cmpint(field(frames, 1, 1)->state.series_index, ==, 2);
	g_assert_cmpint(field(frames, 1, 2)->state.series_index, ==, 3);
	g_assert_cmpstr(field(frames, 1, 1)->state.display_name, ==, "b b");
}

static void test_names_are_expanded_in_the_fields_scope(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frames *frames = decode_frames(arena, "[" FRAME("f", "{}") "]");
	const char *prod = "prod";
	VariableValue variable = { .name = "env", .values = &prod, .texts = &prod, .n_values = 1 };
	Interpolator interpolator = { .variables = &variable, .n_variables = 1 };

	g_assert_true(field_config_apply(
		arena, frames,
		parse_json(arena, "{'defaults': {'displayName': '${__field.labels.job} on $env'},"
				  " 'overrides': [{'matcher': {'id': 'byType', 'options': 'string'},"
				  " 'properties': [{'id': 'displayName',"
				  " 'value': '<${__field.displayName}>'}]}]}"),
		&interpolator, NULL));
	g_assert_cmpstr(field(frames, 0, 1)->config.display_name, ==, "f on prod");
	g_assert_cmpstr(field(frames, 0, 2)->config.display_name, ==, "< on prod>");
}

/* The browser's rule for frames in cells: each cell's frame is a panel of its own. */
static void test_frames_in_cells(void)
{
	g_autoptr(Arena) arena = arena_new(1 << 20);
	Frames *inner = decode_frames(arena, "[" FRAME("f", "{}") "]");
	Value cells[] = { { .kind = VALUE_FRAME, .frame = inner->items[0] }, { .kind = VALUE_NULL } };
	Frame *outer = frame_new(arena, 1, 2);
	Frames *frames = frames_new(arena);

	outer->fields[0] = (Field){ .name = "Trend", .type = FIELD_FRAME, .values = cells,
				    .config = field_config_empty() };
	frames_append(arena, frames, outer);
	g_assert_true(field_config_apply(arena, frames,
					 parse_json(arena, "{'defaults': {'unit': 'ms'}}"), NULL,
					 NULL));
	g_assert_cmpstr(field(inner, 0, 1)->config.unit, ==, "ms");
	g_assert_cmpfloat(field(inner, 0, 1)->state.range.max, ==, 30);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/apply/defaults-apply-by-type", test_defaults_apply_by_type);
	g_test_add_func("/apply/custom-defaults-apply-by-type",
			test_custom_defaults_apply_by_type);
	g_test_add_func("/apply/the-data-sources-config-wins", test_the_data_sources_config_wins);
	g_test_add_func("/apply/base-step-of-the-panel", test_base_step_of_the_panel);
	g_test_add_func("/apply/sanity", test_sanity);
	g_test_add_func("/apply/overrides-run-in-order", test_overrides_run_in_order);
	g_test_add_func("/apply/one-custom-object-for-equal-changes",
			test_one_custom_object_for_equal_changes);
	g_test_add_func("/apply/an-unknown-matcher-is-an-error", test_an_unknown_matcher_is_an_error);
	g_test_add_func("/apply/series-indexes-and-names", test_series_indexes_and_names);
	g_test_add_func("/apply/names-are-expanded-in-the-fields-scope",
			test_names_are_expanded_in_the_fields_scope);
	g_test_add_func("/apply/frames-in-cells", test_frames_in_cells);
	return g_test_run();
}
