#pragma once

#include <curl/curl.h>

enum { MAX_SOCKETS = 32 };

/**
 * The open connections of a session, so that answers are acknowledged at once.
 *
 * Some servers and proxies send head and body of an answer one after the other and wait for the
 * head's acknowledgement before they send the body (Nagle's algorithm); a kernel that delays
 * acknowledgements then costs 40 ms a call on a warm connection.
 */
typedef struct Sockets {
	curl_socket_t open[MAX_SOCKETS];
	int n;
} Sockets;

/** Makes a transfer's connections known; `sockets` must outlive them. */
void sockets_watch(Sockets *sockets, CURL *easy);

/** Asks for acknowledgements without delay until the next data were read. */
void sockets_acknowledge_quickly(const Sockets *sockets);
