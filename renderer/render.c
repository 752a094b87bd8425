#include "renderer/render.h"

#include "renderer/data/apply.h"
#include "renderer/data/defaults.h"
#include "renderer/json.h"
#include "renderer/panel/chrome.h"
#include "renderer/panel/message.h"
#include "renderer/panel/types.h"
#include "renderer/transform/transform.h"

#include <math.h>
#include <string.h>

static bool is_blank(const char *text)
{
	return !text || strspn(text, " \t\n") == strlen(text);
}

/* Notices of the frames, each severity once. */
static void collect_notices(const Frames *frames, PanelChrome *chrome)
{
	static const char *const names[] = { "info", "warning", "error" };
	bool is_seen[G_N_ELEMENTS(names)] = { false };

	for (size_t i = 0; i < frames->n; i++) {
		json_object *notices = json_get_array(frames->items[i]->meta, "notices");

		for (size_t n = 0; notices && n < json_object_array_length(notices); n++) {
			const char *severity = json_get_text(json_object_array_get_idx(notices, n),
							     "severity", "info");

			for (size_t s = 0; s < G_N_ELEMENTS(names); s++) {
				if (strcmp(names[s], severity) != 0 || is_seen[s])
					continue;
				is_seen[s] = true;
				chrome->notices[chrome->n_notices++] = (NoticeSeverity)s;
			}
		}
	}
}

static bool is_set(const char *text)
{
	return text && text[0];
}

/* Also where an absolute time range leaves the override nothing to say. */
static bool has_time_override(const Panel *panel)
{
	return (is_set(panel->time_from) || is_set(panel->time_shift) ||
		is_set(panel->time_compare)) &&
	       !panel->hide_time_override;
}

/* Where there is not much room for the page, panels know. */
static double page_width(const RenderInput *input)
{
	return input->page_width_px > 0 ? input->page_width_px : input->width_px;
}

static Rect layout_chrome(const RenderInput *input, const PanelType *type, bool has_error,
			  Scene *scene)
{
	const Panel *panel = input->panel;
	PanelChrome chrome = {
		.title = interpolate(input->arena, input->interpolator, panel->title, "text"),
		.has_description = !is_blank(panel->description),
		.n_links = panel->links ? (int)json_object_array_length(panel->links) : 0,
		.time_info = input->time_info,
		.has_error = has_error,
		.is_transparent = panel->is_transparent,
		.has_padding = !type->has_no_padding,
		.has_hover_header = !panel->title[0] && !has_time_override(panel),
		.page_width_px = page_width(input),
	};

	collect_notices(input->frames, &chrome);
	return chrome_layout(scene, input->text, input->theme, &chrome, input->width_px,
			     input->height_px);
}

static PanelContext make_context(const RenderInput *input, const PanelType *type)
{
	return (PanelContext){
		.arena = input->arena,
		.text = input->text,
		.theme = input->theme,
		.panel = input->panel,
		.options = input->panel->options,
		.field_config = field_config_with_defaults(input->arena, input->panel->field_config,
							   type->field_defaults),
		.frames = input->frames,
		.annotations = input->annotations,
		.assets = input->assets,
		.answers = input->answers,
		.range = input->range,
		.zone = input->zone,
		.now_ms = input->now_ms,
		.interpolator = input->interpolator,
		.display = { input->theme, input->zone, input->now_ms },
		.page_width_px = page_width(input),
		.is_alone = input->page_width_px <= 0,
		.disables_sanitize_html = input->disables_sanitize_html,
		.shows_all_rows = input->shows_all_rows && type->full_height,
	};
}

static bool has_rows(const Frames *frames)
{
	for (size_t i = 0; i < frames->n; i++)
		if (frames->items[i]->n_rows > 0)
			return true;
	return false;
}

/* What is drawn: the data as the panel's transformations leave them; `notice`: what went wrong. */
static RenderInput transform(const RenderInput *input, const char **notice)
{
	enum { MAX_CELLS = 4 * 1000 * 1000 };
	const TransformContext context = {
		.arena = input->arena,
		.interpolator = input->interpolator,
		.zone = input->zone,
		.now_ms = input->now_ms,
		.max_cells = MAX_CELLS,
		.assets = input->assets,
	};
	RenderInput transformed = *input;

	transformed.frames = transforms_run(&context, input->panel->transformations, input->frames,
					    &transformed.annotations, notice);
	return transformed;
}

/*
 * The height of a picture that holds all rows; never less than what was asked for. `notice` says
 * where they do not fit, unless it says something else.
 */
static double full_height(const RenderInput *input, const PanelType *type,
			  const PanelContext *context, const char **notice)
{
	g_autoptr(Scene) unused = scene_new(input->width_px, input->height_px, input->scale);
	Rect area = layout_chrome(input, type, false, unused);

	if (*notice)
		area = notice_layout(unused, input->text, input->theme, area, *notice);
	double around = input->height_px - area.height;
	double most = fmax(0, input->max_height_px - around);

	double wanted = type->full_height(context, area.width, most + 1);

	if (wanted > most && !*notice)
		*notice = "Not all rows fit: the picture is as high as the limits allow.";
	return fmax(input->height_px, around + fmin(wanted, most));
}

/* Why the picture is not what was asked for: the first of what went wrong, or NULL. */
static const char *first_problem(const RenderInput *input, const PanelContext *context,
				 const char *notice)
{
	g_autoptr(GError) error = NULL;

	if (input->is_plugin_missing && !input->panel->library_uid)
		return arena_printf(input->arena, "Plugin %s not found", input->panel->type);
	if (!field_config_apply(input->arena, input->frames, context->field_config,
				input->interpolator, &error))
		return arena_strdup(input->arena, error->message);
	return input->error_text ? input->error_text : notice;
}

/*
 * The browser hides the reason in a tooltip; a picture must say it. Beside data it takes room of
 * its own; where there are none, "No data" stands in the middle as in the browser.
 */
static Rect layout_problem(const RenderInput *input, Scene *scene, Rect area, const char *problem)
{
	Rect rest = notice_layout(scene, input->text, input->theme, area, problem);

	bool has_content = has_rows(input->frames) || (input->answers && input->answers->n > 0);

	return has_content ? rest : area;
}

static Scene *lay_out(const RenderInput *input, const PanelType *type, const PanelContext *context,
		      const char *problem, bool has_error, GError **error)
{
	g_autoptr(Scene) scene = scene_new(input->width_px, input->height_px, input->scale);
	Rect area = layout_chrome(input, type, has_error, scene);

	if (!problem)
		problem = answers_failure(input->answers);
	if (problem)
		area = layout_problem(input, scene, area, problem);
	if (area.width > 0 && area.height > 0 && !type->layout(context, area, scene, error))
		return NULL;
	return g_steal_pointer(&scene);
}

/*
 * Makes the picture higher by what the legend lacks, as far as the limits allow; `problem` says
 * where entries still do not fit, unless it says something else.
 */
static void make_room(RenderInput *input, LegendRoom *room, const char **problem)
{
	double missing = ceil(room->missing_px);

	if (room->overflow == LEGEND_GROW) {
		room->grown_px = fmin(missing, fmax(0, input->max_height_px - input->height_px));
		input->height_px += room->grown_px;
	}
	if (*problem || room->grown_px >= missing)
		return;
	*problem = room->overflow == LEGEND_GROW
			   ? "Not all entries of the legend fit: the picture is as high as the"
			     " limits allow."
			   : "Not all entries of the legend fit, even in the smallest type.";
}

/* Of a library panel whose model did not come, nothing is known. */
static const PanelType *find_type(const RenderInput *input)
{
	if (input->is_plugin_missing || input->panel->library_uid)
		return &panel_missing_plugin;
	bool is_new_gauge = input->has_new_gauge && strcmp(input->panel->type, "gauge") == 0;

	return panel_type_find(is_new_gauge ? "radialbar" : input->panel->type);
}

Scene *render_panel(const RenderInput *untransformed, GError **error)
{
	const char *notice = NULL;
	RenderInput transformed = transform(untransformed, &notice);
	const RenderInput *input = &transformed;
	const PanelType *type = find_type(input);
	LegendRoom room = { .overflow = input->legend_overflow };
	PanelContext context = make_context(input, type);
	const char *problem = first_problem(input, &context, notice);
	bool has_error = problem != NULL;

	context.legend_room = &room;
	if (context.shows_all_rows)
		transformed.height_px = full_height(input, type, &context, &problem);
	g_autoptr(Scene) scene = lay_out(input, type, &context, problem, has_error, error);

	if (!scene || room.overflow == LEGEND_CUT || room.missing_px < 1)
		return g_steal_pointer(&scene);
	make_room(&transformed, &room, &problem);
	return lay_out(input, type, &context, problem, has_error, error);
}

Scene *render_message(TextContext *text, const Theme *theme, double width_px, double height_px,
		      double scale, const char *message)
{
	Scene *scene = scene_new(width_px, height_px, scale);

	message_layout(scene, text, theme, (Rect){ 0, 0, width_px, height_px }, message);
	return scene;
}

Scene *render_missing_panel(const Theme *theme, double width_px, double height_px, double scale)
{
	enum { FONT_PX = 14, TEXT_TOP = 19 };
	Scene *scene = scene_new(width_px, height_px, scale);

	chrome_layout_missing(scene, theme, width_px);
	scene_text(scene, &(SceneText){ .text = "Panel not found",
					.x = width_px / 2,
					.baseline_y = TEXT_TOP + text_ascent_px(FONT_PX),
					.align = ALIGN_CENTER,
					.style = { FONT_SANS, FONT_PX, 400, false,
						   BODY_LETTER_SPACING },
					.color = theme->text_primary });
	return scene;
}
