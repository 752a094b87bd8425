#pragma once

#include <stdint.h>

#include <glib.h>

/**
 * Ends connections whose client takes too long over its request, or over reading the answer, though
 * it sends or reads a byte now and then: libmicrohttpd counts only the time since the last byte, so
 * a few patient clients could keep all connections busy.
 */
typedef struct Patience Patience;

/** One connection. */
typedef struct PatienceClient PatienceClient;

/**
 * request_us  for a whole request, from the connection's begin or the end of the last answer
 * answer_us   for reading an answer
 *
 * Errors: RENDER_ERROR_INTERNAL when the system has no descriptor or thread left.
 */
Patience *patience_new(int64_t request_us, int64_t answer_us, GError **error);

/** After the last patience_part(). */
void patience_free(Patience *patience);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Patience, patience_free)

/** A connection has begun; waits for its request. fd  open until patience_part() */
PatienceClient *patience_meet(Patience *patience, int fd);

/** What the client is waited for from now on; nothing while an answer is made. */
void patience_await_request(PatienceClient *client);
void patience_await_reader(PatienceClient *client);
void patience_rest(PatienceClient *client);

/** The connection ends: its socket is closed afterwards. */
void patience_part(PatienceClient *client);
