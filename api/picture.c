#include "api/picture.h"

#include "renderer/json.h"
#include "renderer/page/page.h"
#include "renderer/render.h"

#include <math.h>

enum {
	PAGE_LEAST_PX = 900, // the window that a full page is shown in
	PAGE_MAX_PANELS = 500,
};

static const Theme *request_theme(const RenderRequest *request)
{
	return request->is_light ? theme_light() : theme_dark();
}

static RenderInput panel_input(const PictureJob *job, const FetchedDashboard *dashboard,
			       const FetchedPanel *panel, int64_t now_ms)
{
	return (RenderInput){
		.arena = job->arena,
		.text = job->text,
		.theme = request_theme(job->request),
		.panel = panel->panel,
		.frames = panel->frames,
		.annotations = panel->annotations,
		.assets = panel->assets,
		.answers = panel->answers,
		.range = panel->range,
		.zone = dashboard->zone,
		.now_ms = now_ms,
		.interpolator = &panel->interpolator,
		.time_info = panel->time_info,
		.error_text = panel->error_text,
		.is_plugin_missing = !settings_has_plugin(dashboard->settings, panel->panel),
		.width_px = panel->width_px,
		.height_px = job->request->height_px,
		.scale = job->request->scale,
		.legend_overflow = job->request->legend_overflow,
		.disables_sanitize_html =
			json_get_bool(dashboard->settings->json, "disableSanitizeHtml", false),
		.has_new_gauge = settings_toggle(dashboard->settings, "newGauge"),
	};
}

/* --- One panel --- */

static Scene *draw_panel(const PictureJob *job, const Fetched *fetched, int64_t now_ms,
			 GError **error)
{
	const RenderRequest *request = job->request;
	RenderInput input = panel_input(job, &fetched->dashboard, &fetched->panel, now_ms);

	input.shows_all_rows = request->shows_all_rows;
	input.max_height_px = request->max_height_px;
	return render_panel(&input, error);
}

static Scene *panel_scene(const PictureJob *job, const FetchInput *input, const char **title,
			  GError **error)
{
	const RenderRequest *request = job->request;
	Fetched fetched;

	if (!grafana_fetch(job->session, job->arena, input, job->cancel, &fetched, error) ||
	    !cancel_check(job->cancel, error))
		return NULL;
	const Panel *panel = fetched.panel.panel;

	*title = panel ? panel->title : fetched.dashboard.dashboard->title;
	if (panel)
		return draw_panel(job, &fetched, input->now_ms, error);
	return render_missing_panel(request_theme(request), request->width_px, request->height_px,
				    request->scale);
}

/* --- A dashboard --- */

/* The panels of a page that are drawn: `panels[i]` stands where `items[i]` does. */
typedef struct {
	FetchedPanel *panels;
	const PageItem **items;
	size_t n;
} Shown;

static PageContext page_context(const PictureJob *job, const FetchedDashboard *fetched,
				int64_t now_ms)
{
	const Interpolator *interpolator = &fetched->interpolator;

	return (PageContext){
		.arena = job->arena,
		.text = job->text,
		.theme = request_theme(job->request),
		.dashboard = fetched->dashboard,
		.variables = fetched->variables,
		.interpolator = interpolator,
		.range = &fetched->range,
		.zone = fetched->zone,
		.now_ms = now_ms,
		.width_px = job->request->width_px,
		.hides_time = job->request->hides_time,
		.hides_variables = job->request->hides_variables,
		.hides_links = job->request->hides_links,
	};
}

static double page_height(const RenderRequest *request, const PageLayout *layout)
{
	double least = MAX(request->height_px, PAGE_LEAST_PX);

	if (!request->is_full_height)
		return request->height_px;
	return MIN(MAX(ceil(layout->height_px), least), request->max_height_px);
}

/* What stands below the picture's edge is not asked for. */
static Shown find_shown(Arena *arena, const PagePlan *plan, double height_px)
{
	Shown shown = {
		.panels = arena_new_array(arena, FetchedPanel, PAGE_MAX_PANELS),
		.items = arena_new_array(arena, const PageItem *, PAGE_MAX_PANELS),
	};

	for (size_t i = 0; i < plan->n && shown.n < PAGE_MAX_PANELS; i++) {
		const PageItem *item = &plan->items[i];

		if (!item->panel || item->box.y >= height_px)
			continue;
		item->panel->page_width_px = item->box.width;
		shown.items[shown.n] = item;
		shown.panels[shown.n++] = (FetchedPanel){ .panel = item->panel,
							  .scoped = item->scoped,
							  .n_scoped = item->n_scoped,
							  .width_px = item->box.width };
	}
	return shown;
}

/* A panel that cannot be drawn says so in its place. */
static Scene *draw_shown(const PictureJob *job, const FetchedDashboard *dashboard,
			 const FetchedPanel *panel, Rect box, int64_t now_ms)
{
	const RenderRequest *request = job->request;
	RenderInput input = panel_input(job, dashboard, panel, now_ms);
	g_autoptr(GError) error = NULL;
	Scene *scene = NULL;

	input.width_px = box.width;
	input.height_px = box.height;
	input.page_width_px = request->width_px;
	if (input.legend_overflow == LEGEND_GROW)
		input.legend_overflow = LEGEND_FIT; // a panel of a page cannot grow
	if (!arena_is_full(job->arena))
		scene = render_panel(&input, &error);
	if (scene)
		return scene;
	return render_message(job->text, input.theme, box.width, box.height, request->scale,
			      error ? error->message
				    : "Not drawn: the dashboard has more data than fit.");
}

static bool draw_panels(const PictureJob *job, const FetchedDashboard *dashboard,
			const Shown *shown, int64_t now_ms, Scene *scene, GError **error)
{
	for (size_t i = 0; i < shown->n; i++) {
		Rect box = scene_snapped(scene, shown->items[i]->box);

		if (!cancel_check(job->cancel, error))
			return false;
		scene_take_part(scene,
				draw_shown(job, dashboard, &shown->panels[i], box, now_ms), box);
	}
	return true;
}

/* Says what a dashboard has more of than is drawn, over the page's lower end. */
static void draw_rest(const PictureJob *job, Scene *scene)
{
	enum { NOTE_PX = 48 };
	double width = scene_width(scene), height = scene_height(scene);
	Scene *note = render_message(job->text, request_theme(job->request), width, NOTE_PX,
				     job->request->scale,
				     "Not all is drawn: the dashboard is larger than the limits allow.");

	scene_take_part(scene, note, (Rect){ 0, MAX(height - NOTE_PX, 0), width, NOTE_PX });
}

static Scene *page_scene(const PictureJob *job, const FetchInput *input, const char **title,
			 GError **error)
{
	FetchedDashboard dashboard;
	const Answers *links;

	fetch_begin(job->session, input, job->cancel);
	if (!fetch_dashboard(job->session, job->arena, input, &dashboard, error) ||
	    !fetch_libraries(job->session, &dashboard, error) ||
	    !fetch_links(job->session, &dashboard, &links, error))
		return NULL;
	PageContext page = page_context(job, &dashboard, input->now_ms);

	page.links = links;
	PageLayout layout = page_layout(&page);
	double height = page_height(job->request, &layout);
	Shown shown = find_shown(job->arena, &layout.plan, height);

	*title = dashboard.dashboard->title;
	if (!fetch_panels(job->session, &dashboard, shown.panels, shown.n, error))
		return NULL;
	g_autoptr(Scene) scene = scene_new(page.width_px, height, job->request->scale);

	page_draw(scene, &page, &layout);
	if (!draw_panels(job, &dashboard, &shown, input->now_ms, scene, error))
		return NULL;
	if (scene_is_full(scene) || layout.plan.is_truncated || shown.n == PAGE_MAX_PANELS ||
	    (job->request->is_full_height && layout.height_px > height))
		draw_rest(job, scene);
	return g_steal_pointer(&scene);
}

Scene *picture_scene(const PictureJob *job, const char **title, GError **error)
{
	FetchInput input = {
		.request = job->request,
		.now_ms = g_get_real_time() / 1000,
		.width_px = job->request->width_px,
	};

	return job->request->panel_id ? panel_scene(job, &input, title, error)
				      : page_scene(job, &input, title, error);
}
