/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The environment is read here, and handed on as values. */
#include "adapt.h"
#include "attach.h"
#include "authoring.h"
#include "carnets.h"
#include "charset.h"
#include "cli.h"
#include "config.h"
#include "i18n.h"
#include "journeys.h"
#include "mem.h"
#include "output.h"
#include "prose.h"
#include "sanitise.h"
#include "starter.h"
#include "state.h"
#include "status.h"
#include "terminal.h"
#include "utf8.h"
#include "verify.h"
#include "walk.h"
#include "walking.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void out_of_memory(void)
{
	terminal_emergency();
	(void)output_write(STDERR_FILENO,
	                   STR("safari\u00a0: il n'y a plus de mémoire. Ce qui était "
	                       "enregistré l'est toujours.\n"));
}

/* The source tree's journeys are used only by the program that lies in its build folder. */
static struct str source_tree(const char *program)
{
	static const char build[] = CONFIG_BUILD_PROGRAM;
	char *path = realpath(program, NULL);
	bool from_build = path != NULL && strcmp(path, build) == 0;
	mem_free(path);
	return from_build ? STR(CONFIG_SOURCE_JOURNEYS) : STR("");
}

enum {
	NAME_COLS = 16, /* of a journey in the list */
};

struct listing {
	const struct journey_places *places;
	struct buf out;
};

static void list_journey(void *ctx, struct str name, struct str path)
{
	struct listing *listing = ctx;
	struct loaded l;
	journey_open(&l, listing->places, path);
	struct buf shown = {0};
	sanitise_line(&shown, name);
	buf_add(&listing->out, buf_str(&shown));
	size_t cols = utf8_cols(buf_str(&shown), charset_width());
	buf_addf(&listing->out, "%*s  ", cols < NAME_COLS ? (int)(NAME_COLS - cols) : 0, "");
	buf_finish(&shown);
	if (l.journey != NULL) {
		prose_add_line(&listing->out, l.journey->title.source, (struct prose_values){0});
	} else {
		buf_add(&listing->out, str_from(_("(a des erreurs : safari verifier les dit)")));
	}
	buf_addc(&listing->out, '\n');
	loaded_finish(&l);
}

static enum status list_journeys(const struct journey_places *places)
{
	struct listing listing = {.places = places};
	places_list_journeys(&places->environment, places->installed, places->source_tree,
	                     list_journey, &listing);
	bool well = output_print(buf_str(&listing.out));
	buf_finish(&listing.out);
	return well ? STATUS_OK : STATUS_FAILURE;
}

static bool is_set(const char *variable)
{
	const char *value = getenv(variable);
	return value != NULL && value[0] != '\0';
}

static bool wants_plain(const struct cli *cli)
{
	return cli->plain || is_set("ACCESSIBLE") || isatty(STDIN_FILENO) == 0 ||
	       isatty(STDOUT_FILENO) == 0;
}

static enum status walk(const struct cli *cli, const struct journey_places *places, struct str data,
                        bool utf8)
{
	struct buf config = {0};
	(void)places_config_folder(&config, &places->environment);
	carnets_warn_if_exposed(data);
	const char *display = getenv(is_set("WAYLAND_DISPLAY") ? "WAYLAND_DISPLAY" : "DISPLAY");
	enum status status = walking_run(&(struct walking_setup){
		.levels =
			{
				.places = places,
				.journey = str_from(cli->journey != NULL ? cli->journey : "safari"),
				.carnet = str_from(cli->carnet),
				.data_folder = data,
				.program = STR("safari " CONFIG_VERSION),
				.is_trial = cli->follows,
			},
		.comfort = {.folder = buf_str(&config)},
		.screens =
			{
				.terminal = getenv("TERM"),
				.trace = getenv("SAFARI_TRACE"),
				.opener = {.path = getenv("PATH"), .display = display},
				.utf8 = utf8,
				.no_colours = places->no_colours,
				.projects = cli->projects,
			},
		.plain = wants_plain(cli),
	});
	buf_finish(&config);
	return status;
}

static enum status run_at(const struct cli *cli, const struct journey_places *places,
                          struct str data, bool utf8)
{
	struct buf out = {0};
	switch (cli->command) {
	case COMMAND_WALK:
		return walk(cli, places, data, utf8);
	case COMMAND_VERIFY:
		return verify(cli, places, data);
	case COMMAND_JOURNEYS:
		return list_journeys(places);
	case COMMAND_CARNETS:
		return carnets_run(places, data, cli->files, cli->n_files);
	case COMMAND_STATE:
		return cli->joins ? attach_run(cli, places, data) : state_run(places, data);
	case COMMAND_GRAPH:
		return authoring_graph(cli, places);
	case COMMAND_STATS:
		return authoring_stats(cli, places);
	case COMMAND_TRIALS:
		return authoring_trials(cli, places);
	case COMMAND_RETRACE:
		return authoring_retrace(cli, places);
	case COMMAND_NEW:
		return starter_run(cli, places);
	case COMMAND_ADAPT:
		return adapt(cli, places);
	case COMMAND_TUTORIAL:
		return authoring_tutorial(places);
	case COMMAND_HELP:
		cli_add_help(&out);
		break;
	case COMMAND_VERSION:
		buf_addf(&out, "safari %s\n%s\n", CONFIG_VERSION,
		         _("Licence GPL 3 ou ultérieure ; textes du parcours : CC BY-SA 4.0. Sans "
		           "garantie."));
		break;
	}
	bool well = output_print(buf_str(&out));
	buf_finish(&out);
	return well ? STATUS_OK : STATUS_FAILURE;
}

static enum status run(const struct cli *cli, const char *program, bool utf8)
{
	struct journey_places places = {
		.environment = {getenv("HOME"), getenv("XDG_DATA_HOME"), getenv("XDG_DATA_DIRS"),
	                        getenv("XDG_CONFIG_HOME")},
		.installed = STR(CONFIG_INSTALLED_JOURNEYS),
		.source_tree = source_tree(program),
		.no_colours = cli->no_colours || is_set("NO_COLOR"),
	};
	struct buf data = {0};
	(void)places_data_folder(&data, &places.environment);
	enum status status = run_at(cli, &places, buf_str(&data), utf8);
	buf_finish(&data);
	return status;
}

int main(int argc, char **argv)
{
	mem_on_failure(out_of_memory);
	answers_use_our_memory();
	/* A carnet at the size that is allowed is a failure like a full disk, not an end. */
	(void)signal(SIGXFSZ, SIG_IGN);
	/* Who started us may ignore this one, and it is inherited: a reader that has read enough
	 * would then be complained of. A walk takes it for itself. */
	(void)signal(SIGPIPE, SIG_DFL);
	bool utf8 = charset_begin();
	i18n_begin(CONFIG_CATALOGUES);
	struct cli cli;
	struct buf reason = {0};
	if (!cli_parse(&cli, argc, argv, &reason)) {
		output_complain(buf_str(&reason));
		output_complain(str_from(_("« safari --aide » dit ce qui est possible.")));
		buf_finish(&reason);
		return STATUS_USAGE;
	}
	buf_finish(&reason);
	struct buf carnet = {0};
	charset_add_typed(&carnet, str_from(cli.carnet));
	cli.carnet = carnet.len > 0 ? carnet.ptr : cli.carnet;
	enum status status = run(&cli, argv[0], utf8);
	buf_finish(&carnet);
	return (int)status;
}
