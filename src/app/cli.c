/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options become values; nothing here has an effect. */
#include "cli.h"

#include "i18n.h"
#include "status.h"
#include "typography.h"
#include "utf8.h"

#include <getopt.h>
#include <string.h>

enum {
	OPTION_HELP = 'h',
	OPTION_VERSION = 'V',
	OPTION_PLAIN = 't',
	OPTION_CARNET = 'c',
	OPTION_PROJECTION = 'p',
	OPTION_NO_COLOURS = 'b',
	OPTION_FOLLOW = 'l',
	OPTION_JOIN = 'J',
	OPTION_STRICT = 's',
	OPTION_SINCE = 'd',
	OPTION_JSON = 'j',
	OPTION_TOWARDS = 'v',
	OPTION_FORMAT = 'f',
	OPTION_COUNT = 'N',
	OPTION_SEED = 'g',
};

static const struct option long_options[] = {
	{"aide", no_argument, NULL, OPTION_HELP},
	{"help", no_argument, NULL, OPTION_HELP},
	{"version", no_argument, NULL, OPTION_VERSION},
	{"texte", no_argument, NULL, OPTION_PLAIN},
	{"projection", no_argument, NULL, OPTION_PROJECTION},
	{"sans-couleur", no_argument, NULL, OPTION_NO_COLOURS},
	{"carnet", required_argument, NULL, OPTION_CARNET},
	{"suivre", no_argument, NULL, OPTION_FOLLOW},
	{"joindre", no_argument, NULL, OPTION_JOIN},
	{"strict", no_argument, NULL, OPTION_STRICT},
	{"depuis", required_argument, NULL, OPTION_SINCE},
	{"json", no_argument, NULL, OPTION_JSON},
	{"vers", required_argument, NULL, OPTION_TOWARDS},
	{"format", required_argument, NULL, OPTION_FORMAT},
	{"nombre", required_argument, NULL, OPTION_COUNT},
	{"graine", required_argument, NULL, OPTION_SEED},
	{NULL, 0, NULL, 0},
};

static bool take_option(struct cli *cli, int letter)
{
	switch (letter) {
	case OPTION_HELP:
		cli->command = COMMAND_HELP;
		return true;
	case OPTION_VERSION:
		cli->command = COMMAND_VERSION;
		return true;
	case OPTION_PLAIN:
		cli->plain = true;
		return true;
	case OPTION_PROJECTION:
		cli->projects = true;
		return true;
	case OPTION_NO_COLOURS:
		cli->no_colours = true;
		return true;
	case OPTION_CARNET:
		cli->carnet = optarg;
		return true;
	case OPTION_FOLLOW:
		cli->follows = true;
		return true;
	case OPTION_JOIN:
		cli->joins = true;
		return true;
	case OPTION_STRICT:
		cli->strict = true;
		return true;
	case OPTION_SINCE:
		cli->since = optarg;
		return true;
	case OPTION_JSON:
		cli->json = true;
		return true;
	case OPTION_TOWARDS:
		cli->towards = optarg;
		return true;
	case OPTION_FORMAT:
		cli->format = optarg;
		return true;
	case 'n':
	case OPTION_COUNT:
		cli->count = optarg;
		return true;
	case OPTION_SEED:
		cli->seed = optarg;
		return true;
	default:
		return false;
	}
}

enum {
	ANY = 1 << 20, /* words; a command line has no more */
};

/* The commands for authors: how many words follow. */
static const struct {
	const char *word, *accented;
	enum command command;
	int least, most; /* most ANY: any number */
	const char *wants;
} authoring[] = {
	{"verifier", "vérifier", COMMAND_VERIFY, 1, ANY,
         N_("« verifier » demande au moins un fichier.")},
	{"graphe", "graphe", COMMAND_GRAPH, 1, 1, N_("« graphe » demande un parcours.")},
	{"stats", "stats", COMMAND_STATS, 1, 1, N_("« stats » demande un parcours.")},
	{"essais", "essais", COMMAND_TRIALS, 1, 1, N_("« essais » demande un parcours.")},
	{"rejouer", "rejouer", COMMAND_RETRACE, 2, ANY,
         N_("« rejouer » demande un parcours, puis des marches enregistrées.")},
	{"nouveau", "nouveau", COMMAND_NEW, 1, 1, N_("« nouveau » demande le nom d'un dossier.")},
	{"adapter", "adapter", COMMAND_ADAPT, 1, 1, N_("« adapter » demande le nom d'un dossier.")},
	{"ecrire", "écrire", COMMAND_TUTORIAL, 0, 0,
         N_("« ecrire » n'attend rien d'autre : il montre le guide.")},
};

enum take {
	TAKE_NOT_THAT,
	TAKE_TAKEN,
	TAKE_REFUSED,
};

static enum take take_authoring(struct cli *cli, int n, char **words, struct buf *reason)
{
	for (size_t i = 0; i < sizeof authoring / sizeof authoring[0]; i++) {
		bool is_it = strcmp(words[0], authoring[i].word) == 0 ||
		             strcmp(words[0], authoring[i].accented) == 0;
		if (!is_it) {
			continue;
		}
		cli->command = authoring[i].command;
		cli->files = words + 1;
		cli->n_files = n - 1;
		bool fits = n - 1 >= authoring[i].least && n - 1 <= authoring[i].most;
		if (!fits) {
			buf_add(reason, str_from(_(authoring[i].wants)));
		}
		return fits ? TAKE_TAKEN : TAKE_REFUSED;
	}
	return TAKE_NOT_THAT;
}

enum {
	MAX_JOINED_WORDS = 3, /* etat --joindre FICHIER PARCOURS */
};

static bool is_state(const char *word)
{
	return strcmp(word, "etat") == 0 || strcmp(word, "état") == 0;
}

/* Of several words the first is a command, or was meant as one. */
static void tell_too_many(struct buf *reason, char **words)
{
	struct str meant = {0};
	size_t nearest = 3; // two slips of the fingers
	for (size_t i = 0; i < sizeof authoring / sizeof authoring[0]; i++) {
		struct str word = str_from(authoring[i].word);
		size_t distance = utf8_distance(str_from(words[0]), word);
		if (distance < nearest) {
			nearest = distance;
			meant = word;
		}
	}
	if (is_state(words[0])) {
		buf_add(reason, str_from(_("« etat » seul n'attend pas de fichier ; "
		                           "« etat --joindre FICHIER », si.")));
	} else if (meant.len > 0) {
		buf_addf(reason, _("« %s » n'est pas une commande ; vouliez-vous « %.*s » ?"),
		         words[0], STR_ARG(meant));
	} else {
		buf_addf(reason, _("« %s » est de trop : un seul parcours à la fois."), words[1]);
	}
}

static bool take_words(struct cli *cli, int n, char **words, struct buf *reason)
{
	if (n == 0 || cli->command != COMMAND_WALK) {
		return true;
	}
	enum take taken = take_authoring(cli, n, words, reason);
	if (taken != TAKE_NOT_THAT) {
		return taken == TAKE_TAKEN;
	}
	if (strcmp(words[0], "carnets") == 0) {
		cli->command = COMMAND_CARNETS;
		cli->files = words + 1;
		cli->n_files = n - 1;
		return true;
	}
	if (is_state(words[0]) && n <= (cli->joins ? MAX_JOINED_WORDS : 1)) {
		cli->command = COMMAND_STATE;
		cli->files = words + 1;
		cli->n_files = n - 1;
		return true;
	}
	if (n > 1) {
		tell_too_many(reason, words);
		return false;
	}
	if (strcmp(words[0], "aide") == 0) {
		cli->command = COMMAND_HELP;
	} else if (strcmp(words[0], "parcours") == 0) {
		cli->command = COMMAND_JOURNEYS;
	} else {
		cli->journey = words[0];
	}
	return true;
}

/* Options that belong to some commands. How a walk looks may be asked of all of them, as from an
 * alias of the shell. */
static bool options_fit(const struct cli *cli, struct buf *reason)
{
	enum command c = cli->command;

	const struct {
		bool given, fits;
		const char *said;
	} options[] = {
		{cli->joins, c == COMMAND_STATE, N_("« --joindre » va avec « etat ».")},
		{cli->carnet != NULL, c == COMMAND_WALK || (c == COMMAND_STATE && cli->joins),
	         N_("« --carnet » va avec un parcours à marcher, ou avec « etat --joindre ».")},
		{cli->strict, c == COMMAND_VERIFY, N_("« --strict » va avec « verifier ».")},
		{cli->since != NULL, c == COMMAND_VERIFY, N_("« --depuis » va avec « verifier ».")},
		{cli->towards != NULL, c == COMMAND_VERIFY, N_("« --vers » va avec « verifier ».")},
		{cli->json, c == COMMAND_VERIFY || c == COMMAND_STATS,
	         N_("« --json » va avec « verifier » ou « stats ».")},
		{cli->format != NULL, c == COMMAND_GRAPH, N_("« --format » va avec « graphe ».")},
		{cli->count != NULL, c == COMMAND_TRIALS,
	         N_("« -n », ou « --nombre », va avec « essais ».")},
		{cli->seed != NULL, c == COMMAND_TRIALS, N_("« --graine » va avec « essais ».")},
	};

	if (c == COMMAND_HELP || c == COMMAND_VERSION) {
		return true;
	}
	for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
		if (options[i].given && !options[i].fits) {
			buf_add(reason, str_from(_(options[i].said)));
			return false;
		}
	}
	return true;
}

/* Of a journey that is walked, by a trial that no carnet keeps. */
static bool can_follow(const struct cli *cli, struct buf *reason)
{
	if (cli->command == COMMAND_HELP || cli->command == COMMAND_VERSION) {
		return true;
	}
	if (cli->command != COMMAND_WALK || cli->journey == NULL) {
		buf_add(reason, str_from(_("« --suivre » demande le parcours que l'on écrit.")));
		return false;
	}
	if (cli->carnet != NULL) {
		buf_add(reason,
		        str_from(_("Avec « --suivre » rien n'est gardé : « --carnet » est de "
		                   "trop.")));
	}
	return cli->carnet == NULL;
}

/* `word` is where getopt stands; of letters together, optopt is the one it stopped at. */
static void tell_unknown(struct buf *reason, const char *word)
{
	bool is_long = strncmp(word, "--", 2) == 0;
	if (is_long && optopt != 0) {
		buf_addf(reason, _("L'option « %.*s » n'attend pas de valeur."),
		         (int)strcspn(word, "="), word);
	} else if (optopt > ' ' && optopt < 0x7F) {
		buf_addf(reason, _("L'option « -%c » n'existe pas."), optopt);
	} else {
		buf_addf(reason, _("L'option « %s » n'existe pas."), word);
	}
}

bool cli_parse(struct cli *ret_cli, int argc, char **argv, struct buf *reason)
{
	*ret_cli = (struct cli){0};
	opterr = 0;
	optind = 1;
	int letter;
	while ((letter = getopt_long(argc, argv, ":hVtn:", long_options, NULL)) != -1) {
		if (letter == ':') {
			buf_addf(reason, _("L'option « %s » attend une valeur."), argv[optind - 1]);
			return false;
		}
		if (!take_option(ret_cli, letter)) {
			tell_unknown(reason, argv[optind - 1]);
			return false;
		}
	}
	if (!take_words(ret_cli, argc - optind, argv + optind, reason)) {
		return false;
	}
	if (ret_cli->follows && !can_follow(ret_cli, reason)) {
		return false;
	}
	return options_fit(ret_cli, reason);
}

static const char *const help_lines[] = {
	N_("safari : un parcours guidé, pas à pas, dans un terminal."),
	"",
	N_("  safari                      le Safari en Territoires de co-construction"),
	N_("  safari PARCOURS             un autre parcours : un nom, un fichier ou un dossier"),
	N_("  safari parcours             les parcours que l'on trouve sur cet ordinateur"),
	N_("  safari carnets              les carnets de cet ordinateur : où chacun en est"),
	N_("  safari carnets effacer, renommer, copier, exporter, importer    voir le manuel"),
	N_("  safari etat                 ce qu'il faut dire à qui vous aide, rien de personnel"),
	N_("  safari etat --joindre FICHIER    y met aussi votre dernière marche, sans vos mots"),
	N_("  safari verifier FICHIER…    relit un parcours et dit ce qu'il faut y corriger"),
	N_("  safari graphe, stats, essais PARCOURS     le dessine, le compte, le marche au "
           "hasard"),
	N_("  safari rejouer PARCOURS FICHIER…    y refait des marches enregistrées"),
	N_("  safari nouveau DOSSIER      commence un petit parcours, prêt à jouer"),
	N_("  safari adapter DOSSIER      y met le Safari, pour en faire celui de votre "
           "territoire"),
	N_("  safari ecrire               le guide pour écrire le sien"),
	"",
	N_("  -t, --texte                 en lignes de texte (lecteur d'écran, script)"),
	N_("      --projection            pour une salle : page blanche, grands caractères, peu de "
           "mots"),
	N_("      --sans-couleur          en gras, souligné et inversé seulement"),
	N_("      --carnet NOM            ouvre ce carnet, ou le commence"),
	N_("      --suivre                le relit chaque fois que son auteur l'enregistre"),
	N_("      --depuis ANCIEN         avec verifier : y rejoue les carnets de l'ancienne "
           "version"),
	N_("      --strict                avec verifier : un avertissement compte comme une "
           "erreur"),
	N_("      --json                  avec verifier : pour un éditeur, une ligne par parcours"),
	N_("      --vers ÉTAPE            avec verifier : le plus court chemin, ou pourquoi aucun"),
	N_("      --format dot|texte      avec graphe : pour Graphviz, ou en lignes"),
	N_("  -n, --nombre N              avec essais : combien de marches"),
	N_("      --graine S              avec essais : la même graine refait les mêmes marches"),
	N_("  -h, --aide, aide            cette page"),
	N_("  -V, --version               la version"),
	"",
	N_("Rien ne quitte cet ordinateur. Le manuel : man safari"),
	"",
	N_("Codes de fin :"),
};

static const struct {
	int number;
	const char *text;
} statuses[] = {

#define STATUS_ROW(name, number, text) {number, text},
	STATUS_LIST(STATUS_ROW)
#undef STATUS_ROW
};

void cli_add_help(struct buf *out)
{
	for (size_t i = 0; i < sizeof help_lines / sizeof help_lines[0]; i++) {
		const char *line = help_lines[i];
		typography_french(out, str_from(line[0] != '\0' ? _(line) : ""));
		buf_addc(out, '\n');
	}
	for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
		buf_addf(out, "  %3d  ", statuses[i].number);
		typography_french(out, str_from(_(statuses[i].text)));
		buf_addc(out, '\n');
	}
	buf_addf(out, "  %s  %s\n", _("128 + n"), _("Arrêté par le signal n."));
}
