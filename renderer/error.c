#include "renderer/error.h"

G_DEFINE_QUARK(render-error, render_error)

bool error_bad_request(GError **error, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	if (error)
		*error = g_error_new_valist(RENDER_ERROR, RENDER_ERROR_BAD_REQUEST, format, args);
	va_end(args);
	return false;
}
