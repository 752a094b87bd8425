#include "renderer/panel/alert-box.h"
#include "renderer/panel/types.h"

/*
 * A feed from somewhere on the internet. Only Grafana is ever asked, so the feed does not come,
 * and Grafana's own words for that are drawn.
 *
 * Source: Grafana 12.3, plugins/panel/news/NewsPanel.tsx.
 */

static bool news_layout(const PanelContext *context, Rect area, Scene *scene, GError **error)
{
	scene_push_clip_rect(scene, area);
	alert_box_draw(context, scene, area,
		       &(AlertBox){ .title = "Error loading RSS feed",
				    .sentence = "Make sure that the feed URL is correct and that "
						"CORS is configured correctly on the server. See",
				    .link = "News panel documentation." });
	scene_pop_clip(scene);
	return true;
}

const PanelType panel_news = {
	.id = "news",
	.layout = news_layout,
};
