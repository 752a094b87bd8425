#include "api/render.h"

#include "api/grafana/answer-cache.h"
#include "api/grafana/call-counts.h"
#include "api/picture.h"
#include "api/prometheus.h"
#include "api/version.h"

#include "renderer/encode/encode.h"
#include "renderer/error.h"

enum {
	MAX_ARENA_BYTES = 512 * 1024 * 1024,
	CACHE_ENTRIES = 256,
	CACHE_BYTES = 16 * 1024 * 1024,
	CACHE_SECONDS = 5,
	DEFAULT_MAX_VALUES = 8 * 1000 * 1000,
};

/** What all workers share. */
typedef struct Shared {
	Trust *trust;
	AnswerCache *cache;
	CallCounts *counts;
	bool skips_verify;
	SessionOptions options;
} Shared;

/** What one worker keeps between renders: warm connections and fonts. */
typedef struct Worker {
	Session *session;
	TextContext *text;
} Worker;

static void *worker_new(const void *context)
{
	const Shared *shared = context;
	Worker *worker = g_new0(Worker, 1);

	worker->session = session_new(&shared->options);
	worker->text = text_context_new();
	return worker;
}

static void worker_free(void *state)
{
	Worker *worker = state;

	session_free(worker->session);
	text_context_free(worker->text);
	g_free(worker);
}

static bool encode(const RenderRequest *request, const Scene *scene, TextContext *text,
		   const char *title, Picture *picture, GError **error)
{
	Color background = (request->is_light ? theme_light() : theme_dark())->background_canvas;
	bool is_pdf = request->encoding == RENDER_ENCODING_PDF;
	GBytes *bytes = is_pdf ? scene_to_pdf(scene, text, background, title, error)
			       : scene_to_png(scene, text, background, error);

	if (!bytes)
		return false;
	picture->bytes = bytes;
	picture->content_type = is_pdf ? "application/pdf" : "image/png";
	return true;
}

static bool draw(const RenderRequest *request, Cancel *cancel, Worker *worker, Arena *arena,
		 Picture *picture, GError **error)
{
	PictureJob job = { request, worker->session, worker->text, arena, cancel };
	const char *title = "";

	text_context_set_scale(worker->text, request->scale);
	g_autoptr(Scene) scene = picture_scene(&job, &title, error);

	return scene && cancel_check(cancel, error) &&
	       encode(request, scene, worker->text, title, picture, error);
}

static bool render(const RenderRequest *request, Cancel *cancel, void *worker_state,
		   Picture *picture, GError **error)
{
	Worker *worker = worker_state;
	g_autoptr(Arena) arena = arena_new(MAX_ARENA_BYTES);
	bool is_drawn = draw(request, cancel, worker, arena, picture, error);

	session_end(worker->session);
	return is_drawn;
}

static void metrics_print(const void *context, GString *text)
{
	const Shared *shared = context;

	call_counts_print(shared->counts, text);
	prometheus_one(text, "paneld_upstream_tls_unverified", "gauge",
		       "1 while Grafana's certificate is not checked.", shared->skips_verify);
}

static void shared_free(void *data)
{
	Shared *shared = data;

	trust_free(shared->trust);
	answer_cache_free(shared->cache);
	call_counts_free(shared->counts);
	g_free(shared);
}

bool render_backend_init(RenderBackend *backend, const Config *config, GError **error)
{
	g_autoptr(Trust) trust = trust_new(config->grafana_ca, error);

	if (!trust)
		return false;
	if (config->insecure_skip_verify)
		trust_skip_verify(trust);
	Shared *shared = g_new0(Shared, 1);

	shared->skips_verify = config->insecure_skip_verify;

	shared->trust = g_steal_pointer(&trust);
	shared->cache = answer_cache_new(CACHE_SECONDS * G_USEC_PER_SEC, CACHE_ENTRIES, CACHE_BYTES);
	shared->counts = call_counts_new();
	shared->options = (SessionOptions){
		.trust = shared->trust,
		.token = config->grafana_token,
		.user_agent = "paneld/" PANELD_VERSION,
		.max_bytes = (size_t)config->max_upstream_bytes,
		.max_values = DEFAULT_MAX_VALUES,
		.cache = shared->cache,
		.observe = call_counts_add,
		.observer = shared->counts,
	};
	*backend = (RenderBackend){
		.render = render,
		.worker_new = worker_new,
		.worker_free = worker_free,
		.context = shared,
		.metrics_print = metrics_print,
	};
	return true;
}

void render_backend_clear(RenderBackend *backend)
{
	if (backend->context)
		shared_free((void *)backend->context);
	backend->context = NULL;
}
