#include "api/cancel.h"
#include "api/grafana/session.h"

#include "api/grafana/answer-cache.h"
#include "renderer/error.h"
#include "renderer/json.h"
#include "tests/fake-grafana.h"

#include <glib/gstdio.h>
#include <string.h>

enum { SECOND_US = 1000000 };

static const char path[] = "/api/frontend/settings";

/* The counts of what an observer was told. */
typedef struct {
	int n[N_FAILURES];
} Counts;

static void count(void *data, Failure failure, int64_t time_us)
{
	((Counts *)data)->n[failure]++;
}

static SessionTarget target_of(const char *base)
{
	return (SessionTarget){
		.base = base,
		.render_key = "0123456789abcdef",
		.domain = "127.0.0.1",
		.accept_language = "ko-KR",
		.org_id = 3,
		.deadline_us = g_get_monotonic_time() + 20 * SECOND_US,
	};
}

/* Asks for the path and returns the finished call. */
static Exchange *ask(Session *session, const SessionTarget *target)
{
	g_autoptr(GError) error = NULL;

	session_begin(session, target, NULL);
	Exchange *exchange = session_start(
		session, &(ExchangeSpec){ .what = "the settings", .path = path + 1 });

	session_wait_one(session, exchange, &error);
	return exchange;
}

static void test_answers_are_parsed(void)
{
	g_autoptr(FakeGrafana) fake = fake_grafana_new(NULL);
	g_autoptr(Session) session = session_new(&(SessionOptions){ .user_agent = "paneld/1" });
	SessionTarget target = target_of(fake_grafana_base(fake));

	fake_grafana_answer(fake, path, 200, "{\"buildInfo\": {\"version\": \"12.3.0\"}}");
	Exchange *exchange = ask(session, &target);

	g_assert_cmpint(exchange_failure(exchange), ==, FAILURE_NONE);
	g_assert_cmpstr(json_get_text(exchange_json(exchange), "buildInfo.version", NULL), ==,
			"12.3.0");
	const FakeCall *call = fake_grafana_call(fake, path, 0);

	g_assert_cmpstr(call->cookie, ==, "renderKey=0123456789abcdef");
	g_assert_cmpstr(call->org_id, ==, "3");
	g_assert_cmpstr(call->accept_language, ==, "ko-KR");
	g_assert_null(call->authorization);
}

static void test_shared_calls_are_asked_once(void)
{
	g_autoptr(FakeGrafana) fake = fake_grafana_new(NULL);
	g_autoptr(Session) session = session_new(&(SessionOptions){ .user_agent = "paneld/1" });
	SessionTarget target = target_of(fake_grafana_base(fake));
	const ExchangeSpec spec = { .what = "data", .path = path + 1, .body = "{}" };
	const ExchangeSpec other = { .what = "data", .path = path + 1, .body = "{\"a\": 1}" };
	g_autoptr(GError) error = NULL;

	fake_grafana_answer(fake, path, 200, "1");
	session_begin(session, &target, NULL);
	Exchange *first = session_start(session, &spec), *second = session_start(session, &spec);
	Exchange *exchanges[] = { first, second, session_share(session, &other) };

	g_assert_true(first != second);
	g_assert_true(session_share(session, &spec) == first);
	g_assert_true(exchanges[2] != first);
	g_assert_true(session_wait(session, exchanges, G_N_ELEMENTS(exchanges), &error));
	g_assert_cmpuint(fake_grafana_n_calls(fake, path), ==, 3);
	session_begin(session, &target, NULL);
	session_wait_one(session, session_share(session, &spec), &error);
	g_assert_cmpuint(fake_grafana_n_calls(fake, path), ==, 4); // another render
}

static void test_several_run_at_once(void)
{
	g_autoptr(FakeGrafana) fake = fake_grafana_new(NULL);
	g_autoptr(Session) session = session_new(&(SessionOptions){ .user_agent = "paneld/1" });
	SessionTarget target = target_of(fake_grafana_base(fake));
	g_autoptr(GError) error = NULL;
	Exchange *exchanges[3];

	fake_grafana_answer(fake, "/a", 200, "1");
	fake_grafana_answer(fake, "/b", 200, "{\"b\": 2}");
	session_begin(session, &target, NULL);
	exchanges[0] = session_start(session, &(ExchangeSpec){ .what = "a", .path = "a" });
	exchanges[1] = session_start(session, &(ExchangeSpec){ .what = "b", .path = "b",
							       .query = "x=1",
							       .body = "{\"q\": 1}" });
	exchanges[2] = session_start(session, &(ExchangeSpec){ .what = "c", .path = "c" });
	g_assert_true(session_wait(session, exchanges, 3, &error));
	g_assert_cmpint(json_object_get_int(exchange_json(exchanges[0])), ==, 1);
	g_assert_cmpint((int)json_get_number(exchange_json(exchanges[1]), "b", 0), ==, 2);
	g_assert_cmpint(exchange_failure(exchanges[2]), ==, FAILURE_NOT_FOUND);
	const FakeCall *call = fake_grafana_call(fake, "/b", 0);

	g_assert_cmpstr(call->method, ==, "POST");
	g_assert_cmpstr(call->query, ==, "x=1");
	g_assert_cmpint((int)json_get_number(call->body, "q", 0), ==, 1);
}

static void test_a_token_stands_in_for_the_key(void)
{
	g_autoptr(FakeGrafana) fake = fake_grafana_new(NULL);
	g_autoptr(Session) session = session_new(
		&(SessionOptions){ .user_agent = "paneld/1", .token = "glsa_secret" });
	SessionTarget target = target_of(fake_grafana_base(fake));

	target.render_key = NULL;
	ask(session, &target);
	g_assert_cmpstr(fake_grafana_call(fake, path, 0)->authorization, ==, "Bearer glsa_secret");
	g_assert_null(fake_grafana_call(fake, path, 0)->cookie);
}

static void test_the_key_stays_with_its_domain(void)
{
	g_autoptr(FakeGrafana) fake = fake_grafana_new(NULL);
	g_autoptr(Session) session = session_new(&(SessionOptions){ .user_agent = "paneld/1" });
	SessionTarget target = target_of(fake_grafana_base(fake));

	target.domain = "grafana.example";
	fake_grafana_fail(fake, path, FAKE_STATUS_401);
	Exchange *exchange = ask(session, &target);

	g_assert_null(fake_grafana_call(fake, path, 0)->cookie);
	g_assert_nonnull(strstr(exchange_message(exchange), "for the host \"grafana.example\""));
}

/* Each failure, what it counts as, the error's code, and words its sentence has. */
static const struct {
	FakeFailure fake;
	Failure failure;
	RenderError code;
	const char *words;
} failures[] = {
	{ FAKE_STATUS_401, FAILURE_UNAUTHORIZED, RENDER_ERROR_UPSTREAM,
	  "401 (Invalid Render Key): the render key was not accepted" },
	{ FAKE_STATUS_403, FAILURE_FORBIDDEN, RENDER_ERROR_UPSTREAM, "status 403: Access denied" },
	{ FAKE_STATUS_404, FAILURE_NOT_FOUND, RENDER_ERROR_NOT_FOUND,
	  "status 404: Dashboard not found" },
	{ FAKE_STATUS_500, FAILURE_SERVER, RENDER_ERROR_UPSTREAM, "status 500: Internal error" },
	{ FAKE_LATE, FAILURE_LATE, RENDER_ERROR_TIMEOUT, "in the request's time" },
	{ FAKE_SLOW, FAILURE_LATE, RENDER_ERROR_TIMEOUT, "in the request's time" },
	{ FAKE_CUT_SHORT, FAILURE_CUT_SHORT, RENDER_ERROR_UPSTREAM, "was cut short" },
	{ FAKE_NOT_JSON, FAILURE_NOT_JSON, RENDER_ERROR_UPSTREAM, "an HTML page instead of JSON" },
	{ FAKE_TOO_LARGE, FAILURE_TOO_LARGE, RENDER_ERROR_TOO_LARGE, "more than the 500000 bytes" },
	{ FAKE_TOO_MANY, FAILURE_TOO_LARGE, RENDER_ERROR_TOO_LARGE, "more values" },
	{ FAKE_LOGIN, FAILURE_LOGIN, RENDER_ERROR_UPSTREAM,
	  "Grafana answered with its login page: the render key was not accepted" },
	{ FAKE_ELSEWHERE, FAILURE_REDIRECT, RENDER_ERROR_UPSTREAM,
	  "http://elsewhere.invalid/grafana, which is not followed" },
	{ FAKE_ENDLESS, FAILURE_REDIRECT, RENDER_ERROR_UPSTREAM, "which is not followed" },
};

static void test_each_failure_has_its_sentence(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(failures); i++) {
		g_autoptr(FakeGrafana) fake = fake_grafana_new(NULL);
		Counts counts = { 0 };
		SessionOptions options = { .user_agent = "paneld/1", .max_bytes = 500000,
					   .max_values = 100000, .observe = count,
					   .observer = &counts };
		g_autoptr(Session) session = session_new(&options);
		g_autoptr(GError) error = NULL;
		SessionTarget target = target_of(fake_grafana_base(fake));

		if (failures[i].failure == FAILURE_LATE)
			target.deadline_us = g_get_monotonic_time() + SECOND_US / 5;
		fake_grafana_fail(fake, path, failures[i].fake);
		Exchange *exchange = ask(session, &target);

		g_assert_cmpint(exchange_failure(exchange), ==, failures[i].failure);
		g_assert_false(exchange_check(exchange, &error));
		g_assert_error(error, RENDER_ERROR, (int)failures[i].code);
		if (!strstr(error->message, failures[i].words))
			g_error("\"%s\" does not say \"%s\"", error->message, failures[i].words);
		g_assert_true(g_str_has_prefix(error->message, "the settings: "));
		g_assert_null(strstr(error->message, "0123456789abcdef"));
		g_assert_null(strstr(error->message, "secret"));
		g_assert_cmpint(counts.n[failures[i].failure], ==, 1);
	}
}

static void test_nobody_listens(void)
{
	g_autoptr(Session) session = session_new(&(SessionOptions){ .user_agent = "paneld/1" });
	g_autofree char *base = NULL;

	{
		g_autoptr(FakeGrafana) fake = fake_grafana_new(NULL);

		base = g_strdup(fake_grafana_base(fake));
	}
	SessionTarget target = target_of(base);
	Exchange *exchange = ask(session, &target);

	g_assert_cmpint(exchange_failure(exchange), ==, FAILURE_REFUSED);
	g_assert_nonnull(strstr(exchange_message(exchange), "callback_url"));
}

static void test_no_such_host(void)
{
	g_autoptr(Session) session = session_new(&(SessionOptions){ .user_agent = "paneld/1" });
	SessionTarget target = target_of("http://no-such-host.invalid/");
	Exchange *exchange = ask(session, &target);

	g_assert_cmpint(exchange_failure(exchange), ==, FAILURE_DNS);
	g_assert_nonnull(strstr(exchange_message(exchange), "\"no-such-host.invalid\""));
}

/* --- Cancelling --- */

static gpointer cancel_soon(gpointer data)
{
	g_usleep(SECOND_US / 20);
	cancel_set(data);
	return NULL;
}

static void test_cancel_wakes_the_wait(void)
{
	g_autoptr(FakeGrafana) fake = fake_grafana_new(NULL);
	g_autoptr(Session) session = session_new(&(SessionOptions){ .user_agent = "paneld/1" });
	g_autoptr(Cancel) cancel = cancel_new();
	g_autoptr(GError) error = NULL;
	SessionTarget target = target_of(fake_grafana_base(fake));
	int64_t start_us = g_get_monotonic_time();

	fake_grafana_fail(fake, path, FAKE_LATE);
	session_begin(session, &target, cancel);
	Exchange *exchange =
		session_start(session, &(ExchangeSpec){ .what = "x", .path = path + 1 });
	GThread *thread = g_thread_new("cancel", cancel_soon, cancel);

	g_assert_false(session_wait_one(session, exchange, &error));
	g_assert_error(error, RENDER_ERROR, RENDER_ERROR_CANCELLED);
	g_assert_cmpint(g_get_monotonic_time() - start_us, <, SECOND_US / 2);
	g_thread_join(thread);
}

static void test_a_dropped_call_ends(void)
{
	g_autoptr(FakeGrafana) fake = fake_grafana_new(NULL);
	g_autoptr(Session) session = session_new(&(SessionOptions){ .user_agent = "paneld/1" });
	SessionTarget target = target_of(fake_grafana_base(fake));

	fake_grafana_fail(fake, path, FAKE_LATE);
	fake_grafana_answer(fake, "/b", 200, "{}");
	session_begin(session, &target, NULL);
	Exchange *late = session_start(session, &(ExchangeSpec){ .what = "x", .path = path + 1 });
	Exchange *good = session_start(session, &(ExchangeSpec){ .what = "b", .path = "b" });

	g_assert_true(session_wait_one(session, good, NULL));
	session_drop(session, late);
	session_end(session);
}

/* --- TLS --- */

/* A certificate for "grafana.test" alone; NULL where there is no openssl command. */
static char *make_certificate(const char *folder, const char *names)
{
	g_autofree char *key = g_build_filename(folder, "key.pem", NULL);
	g_autofree char *certificate = g_build_filename(folder, "certificate.pem", NULL);
	const char *command[] = { "openssl", "req",  "-x509", "-newkey", "rsa:2048", "-nodes",
				  "-days",   "2",    "-subj", "/CN=grafana.test",
				  "-addext", names,  "-keyout", key, "-out", certificate, NULL };
	int status = 0;

	if (!g_spawn_sync(NULL, (char **)command, NULL,
			  G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL |
				  G_SPAWN_STDERR_TO_DEV_NULL,
			  NULL, NULL, NULL, NULL, &status, NULL) ||
	    status != 0)
		return NULL;
	g_autofree char *key_text = NULL, *certificate_text = NULL;

	g_assert_true(g_file_get_contents(key, &key_text, NULL, NULL));
	g_assert_true(g_file_get_contents(certificate, &certificate_text, NULL, NULL));
	g_remove(key);
	return g_strconcat(certificate_text, key_text, NULL);
}

typedef struct {
	char *folder, *file, *pem;
} Certificate;

static bool certificate_init(Certificate *certificate, const char *names)
{
	certificate->folder = g_dir_make_tmp("paneld-XXXXXX", NULL);
	certificate->file = g_build_filename(certificate->folder, "certificate.pem", NULL);
	certificate->pem = make_certificate(certificate->folder, names);
	if (!certificate->pem)
		g_test_skip("no openssl command");
	return certificate->pem != NULL;
}

static void certificate_clear(Certificate *certificate)
{
	g_remove(certificate->file);
	g_rmdir(certificate->folder);
	g_free(certificate->folder);
	g_free(certificate->file);
	g_free(certificate->pem);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Certificate, certificate_clear)

static void test_an_unknown_certificate_is_refused(void)
{
	g_auto(Certificate) certificate = { 0 };

	if (!certificate_init(&certificate, "subjectAltName=IP:127.0.0.1"))
		return;
	g_autoptr(FakeGrafana) fake = fake_grafana_new(certificate.pem);
	g_autoptr(Session) session = session_new(&(SessionOptions){ .user_agent = "paneld/1" });
	SessionTarget target = target_of(fake_grafana_base(fake));
	Exchange *exchange = ask(session, &target);

	g_assert_cmpint(exchange_failure(exchange), ==, FAILURE_TLS);
	g_assert_nonnull(strstr(exchange_message(exchange), "--grafana-ca"));
	g_assert_cmpuint(fake_grafana_n_calls(fake, path), ==, 0);
}

static void test_an_added_certificate_is_believed(void)
{
	g_auto(Certificate) certificate = { 0 };

	if (!certificate_init(&certificate, "subjectAltName=IP:127.0.0.1"))
		return;
	g_autoptr(GError) error = NULL;
	g_autoptr(Trust) trust = trust_new(certificate.file, &error);

	g_assert_no_error(error);
	g_autoptr(FakeGrafana) fake = fake_grafana_new(certificate.pem);
	SessionOptions options = { .user_agent = "paneld/1", .trust = trust };
	g_autoptr(Session) session = session_new(&options);
	SessionTarget target = target_of(fake_grafana_base(fake));

	fake_grafana_answer(fake, path, 200, "{}");
	g_assert_cmpint(exchange_failure(ask(session, &target)), ==, FAILURE_NONE);
}

static void test_a_wrong_name_is_explained(void)
{
	g_auto(Certificate) certificate = { 0 };

	if (!certificate_init(&certificate, "subjectAltName=DNS:grafana.test,DNS:grafana.example"))
		return;
	g_autoptr(Trust) trust = trust_new(certificate.file, NULL);
	g_autoptr(FakeGrafana) fake = fake_grafana_new(certificate.pem);
	SessionOptions options = { .user_agent = "paneld/1", .trust = trust };
	g_autoptr(Session) session = session_new(&options);
	SessionTarget target = target_of(fake_grafana_base(fake));
	Exchange *exchange = ask(session, &target);

	g_assert_cmpint(exchange_failure(exchange), ==, FAILURE_TLS_NAME);
	g_assert_nonnull(strstr(exchange_message(exchange),
				"is for grafana.test, grafana.example, but Grafana's URL says "
				"\"127.0.0.1\"; set [rendering] callback_url"));
	g_assert_cmpuint(fake_grafana_n_calls(fake, path), ==, 0);
}

static void test_verification_can_be_given_up(void)
{
	g_auto(Certificate) certificate = { 0 };

	if (!certificate_init(&certificate, "subjectAltName=DNS:grafana.test"))
		return;
	g_autoptr(Trust) trust = trust_new(NULL, NULL);
	g_autoptr(FakeGrafana) fake = fake_grafana_new(certificate.pem);
	SessionOptions options = { .user_agent = "paneld/1", .trust = trust };
	g_autoptr(Session) session = session_new(&options);
	SessionTarget target = target_of(fake_grafana_base(fake));

	fake_grafana_answer(fake, path, 200, "{}");
	trust_skip_verify(trust);
	g_assert_cmpint(exchange_failure(ask(session, &target)), ==, FAILURE_NONE);
}

static void test_a_file_without_certificates(void)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(trust_new("/dev/null", &error));
	g_assert_error(error, RENDER_ERROR, RENDER_ERROR_BAD_REQUEST);
}

/* --- Cache --- */

static void test_cache_keeps_users_apart(void)
{
	g_autoptr(AnswerCache) cache = answer_cache_new(SECOND_US * 60, 2, 100);
	g_autofree char *mine = answer_key("settings", "http://a/", 1, "secret-key");
	g_autofree char *yours = answer_key("settings", "http://a/", 1, "other-key");
	g_autoptr(GBytes) bytes = g_bytes_new("{}", 2);

	g_assert_null(strstr(mine, "secret-key"));
	answer_cache_put(cache, mine, bytes);
	g_autoptr(GBytes) found = answer_cache_get(cache, mine);

	g_assert_true(found == bytes);
	g_assert_null(answer_cache_get(cache, yours));
}

static void test_cache_is_bounded(void)
{
	g_autoptr(AnswerCache) cache = answer_cache_new(SECOND_US * 60, 2, 100);
	g_autoptr(GBytes) bytes = g_bytes_new("{}", 2);
	g_autoptr(GBytes) large = g_bytes_new_take(g_malloc0(101), 101);

	answer_cache_put(cache, "a", bytes);
	answer_cache_put(cache, "b", bytes);
	answer_cache_put(cache, "c", bytes);
	answer_cache_put(cache, "d", large);
	g_assert_null(answer_cache_get(cache, "a"));
	g_assert_null(answer_cache_get(cache, "d"));
	g_autoptr(GBytes) found = answer_cache_get(cache, "c");

	g_assert_true(found == bytes);
}

static void test_cache_forgets(void)
{
	g_autoptr(AnswerCache) cache = answer_cache_new(0, 2, 100);
	g_autoptr(GBytes) bytes = g_bytes_new("{}", 2);

	answer_cache_put(cache, "a", bytes);
	g_assert_null(answer_cache_get(cache, "a"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	curl_global_init(CURL_GLOBAL_DEFAULT);
	g_test_add_func("/session/answers-are-parsed", test_answers_are_parsed);
	g_test_add_func("/session/shared-calls-are-asked-once", test_shared_calls_are_asked_once);
	g_test_add_func("/session/several-run-at-once", test_several_run_at_once);
	g_test_add_func("/session/a-token-stands-in-for-the-key",
			test_a_token_stands_in_for_the_key);
	g_test_add_func("/session/the-key-stays-with-its-domain",
			test_the_key_stays_with_its_domain);
	g_test_add_func("/session/each-failure-has-its-sentence",
			test_each_failure_has_its_sentence);
	g_test_add_func("/session/nobody-listens", test_nobody_listens);
	g_test_add_func("/session/no-such-host", test_no_such_host);
	g_test_add_func("/session/cancel-wakes-the-wait", test_cancel_wakes_the_wait);
	g_test_add_func("/session/a-dropped-call-ends", test_a_dropped_call_ends);
	g_test_add_func("/session/an-unknown-certificate-is-refused",
			test_an_unknown_certificate_is_refused);
	g_test_add_func("/session/an-added-certificate-is-believed",
			test_an_added_certificate_is_believed);
	g_test_add_func("/session/a-wrong-name-is-explained", test_a_wrong_name_is_explained);
	g_test_add_func("/session/verification-can-be-given-up",
			test_verification_can_be_given_up);
	g_test_add_func("/session/a-file-without-certificates", test_a_file_without_certificates);
	g_test_add_func("/session/cache-keeps-users-apart", test_cache_keeps_users_apart);
	g_test_add_func("/session/cache-is-bounded", test_cache_is_bounded);
	g_test_add_func("/session/cache-forgets", test_cache_forgets);
	int result = g_test_run();

	curl_global_cleanup();
	return result;
}
