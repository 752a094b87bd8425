#include "renderer/json.h"
#include "renderer/panel/alert-box.h"
#include "renderer/panel/line.h"
#include "renderer/panel/message.h"
#include "renderer/panel/types.h"

/*
 * Messages of a channel of Grafana Live. A picture does not wait for messages, so it shows what the
 * browser does before the first one, and says so.
 *
 * Source: Grafana 12.3, plugins/panel/live/LivePanel.tsx; an alpha that is off unless asked for.
 */

static void draw_waiting(const PanelContext *context, Scene *scene, Rect area)
{
	const double gap_em = 0.45;
	const LineLook heading = line_heading(context, 4, 0);
	const LineLook text = { .size_px = 14,
				.line_px = 22,
				.weight = 400,
				.color = context->theme->text_primary,
				.most_px = area.width };
	json_object *channel = json_get_object(context->options, "channel");

	line_draw(context, scene, &heading, "Waiting for data:", area.x, area.y);
	line_draw(context, scene, &text,
		  arena_printf(context->arena, "%s/%s/%s", json_get_text(channel, "scope", ""),
			       json_get_text(channel, "namespace", ""),
			       json_get_text(channel, "path", "")),
		  area.x, area.y + heading.line_px + gap_em * heading.size_px);
}

static bool has_channel(const PanelContext *context)
{
	json_object *channel = json_get_object(context->options, "channel");

	return json_get_text(channel, "scope", "")[0] &&
	       json_get_text(channel, "namespace", "")[0] && json_get_text(channel, "path", "")[0];
}

static bool live_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	scene_push_clip_rect(scene, area);
	if (has_channel(context)) {
		area = notice_layout(scene, context->text, context->theme, area,
				     "What the channel sends is not in this picture: messages are "
				     "not waited for.");
		draw_waiting(context, scene, area);
	} else {
		alert_box_draw(context, scene, area,
			       &(AlertBox){ .severity = ALERT_BOX_INFO,
					    .title = "Grafana Live",
					    .sentence = "Use the panel editor to pick a channel" });
	}
	scene_pop_clip(scene);
	return true;
}

const PanelType panel_live = {
	.id = "live",
	.layout = live_layout,
};
