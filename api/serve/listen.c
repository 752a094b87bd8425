#include "api/serve/listen.h"

#include "renderer/error.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 128 };

/* Divides "host:port"; `host` is empty for all addresses. */
static bool address_split(const char *address, char **host, char **port, GError **error)
{
	const char *colon = strrchr(address, ':');
	bool is_bracketed = *address == '[';
	size_t length = colon ? (size_t)(colon - address) : 0;
	guint64 number;

	if (!colon || !g_ascii_string_to_unsigned(colon + 1, 10, 0, 65535, &number, NULL) ||
	    (is_bracketed ? address[length - 1] != ']' : memchr(address, ':', length) != NULL)) {
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_BAD_REQUEST,
			    "server.addr must be HOST:PORT, [IPV6]:PORT or :PORT");
		return false;
	}
	*host = is_bracketed ? g_strndup(address + 1, length - 2) : g_strndup(address, length);
	*port = g_strdup(colon + 1);
	return true;
}

static int listen_on(const struct addrinfo *info)
{
	int fd = socket(info->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	int on = 1, off = 0;

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (info->ai_family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off));
	if (bind(fd, info->ai_addr, info->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
		return fd;
	int reason = errno;

	close(fd);
	errno = reason;
	return -1;
}

/* All addresses are asked for by family: an IPv6 socket takes both, where the system has IPv6. */
static int listen_resolved(const char *host, const char *port, int family, const char **reason)
{
	struct addrinfo hints = { .ai_family = family, .ai_socktype = SOCK_STREAM };
	struct addrinfo *found = NULL;
	hints.ai_flags = AI_PASSIVE;
	int result = getaddrinfo(*host ? host : NULL, port, &hints, &found);
	int fd = -1;

	if (result != 0) {
		*reason = gai_strerror(result);
		return -1;
	}
	for (struct addrinfo *info = found; info && fd < 0; info = info->ai_next) {
		fd = listen_on(info);
		*reason = fd < 0 ? g_strerror(errno) : NULL;
	}
	freeaddrinfo(found);
	return fd;
}

int listen_open(const char *address, GError **error)
{
	g_autofree char *host = NULL;
	g_autofree char *port = NULL;
	const char *reason = NULL;

	if (!address_split(address, &host, &port, error))
		return -1;
	int fd = listen_resolved(host, port, *host ? AF_UNSPEC : AF_INET6, &reason);

	if (fd < 0 && !*host)
		fd = listen_resolved(host, port, AF_INET, &reason);
	if (fd < 0)
		g_set_error(error, RENDER_ERROR, RENDER_ERROR_BAD_REQUEST, "can't listen on %s: %s",
			    address, reason);
	return fd;
}

int listen_port(int fd)
{
	struct sockaddr_storage address = { 0 };
	socklen_t length = sizeof(address);

	if (getsockname(fd, (struct sockaddr *)&address, &length) != 0)
		return 0;
	if (address.ss_family == AF_INET6)
		return ntohs(((struct sockaddr_in6 *)&address)->sin6_port);
	return ntohs(((struct sockaddr_in *)&address)->sin_port);
}
