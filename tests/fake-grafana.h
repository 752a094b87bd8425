#pragma once

#include <glib.h>
#include <json-c/json.h>

/**
 * A Grafana of a few recorded answers on a port of this machine, which can fail on demand.
 * What it is asked is kept for the test to look at.
 */
typedef struct FakeGrafana FakeGrafana;

typedef enum {
	FAKE_WELL,
	FAKE_STATUS_401,
	FAKE_STATUS_403,
	FAKE_STATUS_404,
	FAKE_STATUS_500,
	FAKE_LATE,          // no answer until the fake ends
	FAKE_SLOW,          // a byte now and then, for longer than anyone waits
	FAKE_CUT_SHORT,     // half of the promised bytes
	FAKE_NOT_JSON,      // a page
	FAKE_TOO_LARGE,     // 1 MiB of blanks
	FAKE_TOO_MANY,      // 200,000 zeros
	FAKE_LOGIN,         // redirects to /login
	FAKE_ELSEWHERE,     // redirects off the origin
	FAKE_ENDLESS,       // redirects to itself
	N_FAKE_FAILURES,
} FakeFailure;

/** What one call looked like. */
typedef struct {
	char *method, *path, *query; // query "" for none, without '?'
	char *cookie, *authorization, *org_id, *accept_language, *panel_id;
	json_object *body; // or NULL
} FakeCall;

/** pem  certificate and key for TLS, or NULL */
FakeGrafana *fake_grafana_new(const char *pem);
void fake_grafana_free(FakeGrafana *fake);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FakeGrafana, fake_grafana_free)

/** "http://127.0.0.1:40001/" */
const char *fake_grafana_base(const FakeGrafana *fake);

/** Answers of a path ("/api/frontend/settings"), from now on; a query is not looked at. */
void fake_grafana_answer(FakeGrafana *fake, const char *path, int status, const char *body);

/** All answers of a file {"/api/…": answer, …}. */
void fake_grafana_load(FakeGrafana *fake, const char *file);

/** How calls of a path end, from now on; NULL: calls of any path. */
void fake_grafana_fail(FakeGrafana *fake, const char *path, FakeFailure failure);

/** The calls of a path so far, in their order. */
guint fake_grafana_n_calls(FakeGrafana *fake, const char *path);
const FakeCall *fake_grafana_call(FakeGrafana *fake, const char *path, guint index);
