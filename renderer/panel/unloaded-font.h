#pragma once

/**
 * The size at which a text fills a box, as the browser finds it before the font of big values has
 * come: it asks for a font that nothing on the page uses yet, and measures with its own serif one
 * instead. Nothing measures again once the font is there. Parameters as text_fit_size().
 *
 * Source: sizes of values in pictures of panels without a title; widths of Times.
 */
double unloaded_font_fit_size(const char *text, double width_px, double height_px,
			      double line_height);
