#include "tests/http-client.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int http_begin(int port, const char *text)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	size_t length = strlen(text);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	g_assert_cmpint(connect(fd, (struct sockaddr *)&address, sizeof(address)), ==, 0);
	while (length > 0) {
		ssize_t sent = send(fd, text, length, MSG_NOSIGNAL);

		if (sent <= 0)
			break; // the server may have heard enough
		text += sent;
		length -= sent;
	}
	return fd;
}

GString *http_finish(int fd)
{
	GString *answer = g_string_new(NULL);
	char buffer[4096];
	ssize_t got;

	while ((got = recv(fd, buffer, sizeof(buffer), 0)) > 0)
		g_string_append_len(answer, buffer, got);
	close(fd);
	return answer;
}

GString *http_talk(int port, const char *text)
{
	return http_finish(http_begin(port, text));
}

int http_status(const GString *answer)
{
	return g_str_has_prefix(answer->str, "HTTP/1.1 ") ? atoi(answer->str + 9) : 0;
}

const char *http_body(const GString *answer)
{
	const char *end = strstr(answer->str, "\r\n\r\n");

	return end ? end + 4 : "";
}
