#include "renderer/panel/nodegraph.h"

#include <math.h>

/* Edges of one-letter nodes ("ab bc"); a node alone stands alone. */
static NodeGraph graph_of(Arena *arena, const char *edges)
{
	enum { MAX_NODES = 32, MAX_EDGES = 64 };
	NodeGraph graph = { .nodes = arena_new_array(arena, GraphNode, MAX_NODES),
			    .edges = arena_new_array(arena, GraphEdge, MAX_EDGES) };
	size_t index[256] = { 0 };

	graph.nodes_frame = frame_new(arena, 0, 0);
	for (const char *at = edges; *at; at++) {
		if (*at == ' ' || index[(unsigned char)*at])
			continue;
		graph.nodes[graph.n_nodes++] = (GraphNode){ .id = arena_strndup(arena, at, 1) };
		index[(unsigned char)*at] = graph.n_nodes;
	}
	for (const char *at = edges; *at; at++)
		if (at[0] != ' ' && at[1] && at[1] != ' ') {
			graph.edges[graph.n_edges++] =
				(GraphEdge){ index[(unsigned char)at[0]] - 1,
					     index[(unsigned char)at[1]] - 1, 0 };
			at++;
		}
	return graph;
}

static char *places_of(const char *edges)
{
	g_autoptr(Arena) arena = arena_new(8 << 20);
	NodeGraph graph = graph_of(arena, edges);
	GString *text = g_string_new(NULL);

	nodegraph_place(arena, &graph, "layered", 1000);
	for (size_t i = 0; i < graph.n_nodes; i++)
		g_string_append_printf(text, "%s%s:%g,%g", i ? " " : "", graph.nodes[i].id,
				       graph.nodes[i].at.x + 0.0, graph.nodes[i].at.y + 0.0);
	return g_string_free(text, FALSE);
}

/* Places are those that MSAGL gave with Grafana's settings. */
static void test_small_graphs_stand_as_in_the_browser(void)
{
	static const struct {
		const char *edges, *places;
	} rows[] = {
		{ "ab bc cd", "a:-240,0 b:-80,0 c:80,0 d:240,0" },
		{ "ra rb ac", "r:-160,-70.5 a:0,70.5 b:0,-70.5 c:160,70.5" },
		{ "ra rb rc bd be", "r:-160,0 a:0,141 b:0,0 c:0,-141 d:160,0 e:160,-141" },
		{ "ab ac bd cd", "a:-160,-70.5 b:0,70.5 c:0,-70.5 d:160,-70.5" },
		{ "wc ws cp ck sk kd pd",
		  "w:-240,-70.5 c:-80,70.5 s:-80,-70.5 p:80,70.5 k:80,-70.5 d:240,-70.5" },
		{ "ab bc ac", "a:-160,-45.5 b:0,45.5 c:160,-45.5" },
		{ "ab bc xc", "a:-160,70.5 b:0,70.5 c:160,-70.5 x:0,-70.5" },
		{ "ab bc ca", "a:-160,-45.5 b:0,45.5 c:160,-45.5" },
		{ "ab xy yz", "a:-160,-100 b:0,-100 x:-160,100 y:0,100 z:160,100" },
		{ "ra rb rc rd", "r:-80,-70.5 a:80,211.5 b:80,70.5 c:80,-70.5 d:80,-211.5" },
		{ "ra rb ac ad be bf",
		  "r:-160,-70.5 a:0,70.5 b:0,-70.5 c:160,211.5 d:160,70.5 e:160,-70.5 f:160,-211.5" },
		{ "ax bx cx", "a:-80,141 x:80,0 b:-80,0 c:-80,-141" },
		{ "ay bx", "a:-80,-100 y:80,-100 b:-80,100 x:80,100" },
		{ "ab bc db be", "a:-160,70.5 b:0,-70.5 c:160,70.5 d:-160,-70.5 e:160,-70.5" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *places = places_of(rows[i].edges);

		g_assert_cmpstr(places, ==, rows[i].places);
	}
}

/* Whatever the edges are, nodes of a layer keep their distance and edges lead to the right. */
static void test_large_graphs_stand_apart(void)
{
	static const char *const edges[] = {
		"ab ac ad bc cd da ae ef fa gh hg ii j k l",
		"ab bc cd de ef fg gh ag ah bh ch dh ac ad ae af",
		"ae af ag ah be bf bg bh ce cf cg ch de df dg dh",
	};

	for (size_t e = 0; e < G_N_ELEMENTS(edges); e++) {
		g_autoptr(Arena) arena = arena_new(8 << 20);
		NodeGraph graph = graph_of(arena, edges[e]);

		nodegraph_place(arena, &graph, "layered", 1000);
		for (size_t i = 0; i < graph.n_nodes; i++)
			for (size_t j = 0; j < i; j++)
				g_assert_cmpfloat(hypot(graph.nodes[i].at.x - graph.nodes[j].at.x,
							graph.nodes[i].at.y - graph.nodes[j].at.y),
						  >=, 100);
	}
}

static void test_many_edges_are_placed(void)
{
	g_autoptr(Arena) arena = arena_new(64 << 20);
	NodeGraph graph = { .nodes_frame = frame_new(arena, 0, 0),
			    .nodes = arena_new_array(arena, GraphNode, NODE_MAX),
			    .edges = arena_new_array(arena, GraphEdge, EDGE_MAX),
			    .n_nodes = NODE_MAX,
			    .n_edges = EDGE_MAX };

	for (size_t i = 0; i < EDGE_MAX; i++)
		graph.edges[i] = (GraphEdge){ i * i % NODE_MAX, i * 7919 % NODE_MAX, i };
	nodegraph_place(arena, &graph, "layered", 1000);
	for (size_t i = 0; i < NODE_MAX; i++)
		g_assert_true(isfinite(graph.nodes[i].at.x) && isfinite(graph.nodes[i].at.y));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/nodegraph-layers/small-graphs-stand-as-in-the-browser",
			test_small_graphs_stand_as_in_the_browser);
	g_test_add_func("/nodegraph-layers/large-graphs-stand-apart",
			test_large_graphs_stand_apart);
	g_test_add_func("/nodegraph-layers/many-edges-are-placed", test_many_edges_are_placed);
	return g_test_run();
}
