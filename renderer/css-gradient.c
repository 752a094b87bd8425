#include "renderer/css-gradient.h"

Gradient css_linear_gradient(Rect box, double angle_deg, Color from, Color to)
{
	double angle = angle_deg * G_PI / 180;
	double length = fabs(box.width * sin(angle)) + fabs(box.height * cos(angle));
	Point middle = { box.x + box.width / 2, box.y + box.height / 2 };
	Point half = { sin(angle) * length / 2, -cos(angle) * length / 2 };

	return (Gradient){
		.from = { middle.x - half.x, middle.y - half.y },
		.to = { middle.x + half.x, middle.y + half.y },
		.n_stops = 2,
		.stops = { { 0, from }, { 1, to } },
	};
}
