/* The command: finds which one is meant, and prints help. */
#include "api/command.h"
#include "api/config.h"

#include <stdlib.h>
#include <string.h>

int command_complain(int status, const char *message)
{
	fprintf(stderr, "paneld: %s\n", message);
	return status;
}

static int run_version(char *const *arguments)
{
	printf("paneld " PANELD_VERSION "\n");
	return EXIT_SUCCESS;
}

static int run_help(char *const *arguments);

typedef struct Command {
	const char *name;
	int (*run)(char *const *arguments);
	const char *usage;
	const char *summary;
	bool has_config;
	void (*help)(GString *text); // appends options of its own; or NULL
} Command;

static const Command commands[] = {
	{ "serve", command_serve, "paneld serve [OPTION...]", "Serve Grafana's render requests.", true },
	{ "render", command_render, "paneld render URL -o FILE [OPTION...]",
	        "Draw one panel or dashboard to a file; URL is a share link or a page's address.", true,
	  command_render_help },
	{ "demo", command_demo, "paneld demo [OPTION...]",
	  "Draw the panels of a sample Grafana, then serve until Ctrl-C.", false,
	  command_demo_help },
	{ "version", run_version, "paneld version", "Print the version.", false },
	{ "help", run_help, "paneld help [COMMAND]", "Print this, or a command's options.", false },
};

static const Command *command_find(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	}
	return NULL;
}

static void print_commands(FILE *file)
{
	fputs("paneld draws Grafana's panels without a browser.\n\n", file);
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
		fprintf(file, "  %s\n        %s\n", commands[i].usage, commands[i].summary);
	fputs("\nA command's options: paneld COMMAND --help\n", file);
}

static int print_command(const Command *command)
{
	g_autoptr(Config) config = config_new();
	OptionSet set = config_option_set(config);
	g_autoptr(GString) text = g_string_new(NULL);

	g_string_append_printf(text, "%s\n\n%s\n", command->usage, command->summary);
	if (command->has_config)
		g_string_append(
			text, "\nAn option is set by its flag, by the environment variable in "
			      "brackets, or in the\nfile that --config names; a flag stands above "
			      "the environment, that above the file.\n");
	if (command->has_config || command->help)
		g_string_append_c(text, '\n');
	if (command->help)
		command->help(text);
	if (command->has_config)
		option_sets_help(&set, 1, text);
	fputs(text->str, stdout);
	return EXIT_SUCCESS;
}

static int run_help(char *const *arguments)
{
	const Command *command = *arguments ? command_find(*arguments) : NULL;

	if (*arguments && !command)
		return command_complain(COMMAND_EXIT_USAGE,
					"there is no such command; paneld help lists them");
	if (command)
		return print_command(command);
	print_commands(stdout);
	return EXIT_SUCCESS;
}

static bool asks_for_help(char *const *arguments)
{
	for (; *arguments && !g_str_equal(*arguments, "--"); arguments++) {
		if (g_str_equal(*arguments, "--help") || g_str_equal(*arguments, "-h"))
			return true;
	}
	return false;
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		print_commands(stderr);
		return COMMAND_EXIT_USAGE;
	}
	if (g_str_equal(argv[1], "--help") || g_str_equal(argv[1], "-h"))
		return run_help(argv + 2);
	if (g_str_equal(argv[1], "--version"))
		return run_version(argv + 2);
	const Command *command = command_find(argv[1]);

	if (!command)
		return command_complain(COMMAND_EXIT_USAGE,
					"there is no such command; paneld help lists them");
	return asks_for_help(argv + 2) ? print_command(command) : command->run(argv + 2);
}
