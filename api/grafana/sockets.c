#include "api/grafana/sockets.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

static curl_socket_t open_socket(void *data, curlsocktype purpose, struct curl_sockaddr *address)
{
	Sockets *sockets = data;
	curl_socket_t fd = socket(address->family, address->socktype | SOCK_CLOEXEC,
				  address->protocol);

	(void)purpose;
	if (fd >= 0 && sockets->n < MAX_SOCKETS)
		sockets->open[sockets->n++] = fd;
	return fd < 0 ? CURL_SOCKET_BAD : fd;
}

static int close_socket(void *data, curl_socket_t fd)
{
	Sockets *sockets = data;

	for (int i = 0; i < sockets->n; i++)
		if (sockets->open[i] == fd)
			sockets->open[i] = sockets->open[--sockets->n];
	return close(fd);
}

void sockets_watch(Sockets *sockets, CURL *easy)
{
	curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, sockets);
	curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, close_socket);
	curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, sockets);
}

void sockets_acknowledge_quickly(const Sockets *sockets)
{
	const int on = 1;

	for (int i = 0; i < sockets->n; i++)
		setsockopt(sockets->open[i], IPPROTO_TCP, TCP_QUICKACK, &on, sizeof(on));
}
