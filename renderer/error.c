#include "renderer/error.h"

G_DEFINE_QUARK(render-error, render_error)
