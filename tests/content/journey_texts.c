/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every text of a journey, one JSON object a line: where it stands (fichier, ligne, étape,
 * clé) and what it says. A `${…}` is written ◆; the words that it may put in follow, each a
 * text of its own with the key of its text. A step begins with its id and with the minutes
 * that it takes in a room. `journey_texts FILE`
 */
#include "expr.h"
#include "from_disk.h"
#include "quote.h"
#include "utf8.h"

struct place {
	const struct load_sources *sources;
	struct str step;
	const char *kind;
	struct span span;
};

static void add_pair(struct buf *out, const char *key, struct str value)
{
	buf_add(out, STR(","));
	quote_add(out, str_from(key));
	buf_addc(out, ':');
	quote_add(out, value);
}

static void say(const struct place *at, const char *key, struct str words)
{
	struct buf out = {0};
	if (words.len == 0) {
		return;
	}
	buf_addf(&out, "{\"ligne\":%u", (unsigned)at->span.line);
	add_pair(&out, "fichier", at->sources->sources.list[at->span.file].name);
	add_pair(&out, "étape", at->step);
	add_pair(&out, "genre", str_from(at->kind));
	add_pair(&out, "clé", str_from(key));
	add_pair(&out, "texte", words);
	buf_add(&out, STR("}\n"));
	fwrite(out.ptr, 1, out.len, stdout);
	buf_finish(&out);
}

/* The words written in the expression itself; those of a calcul are told at the calcul. */
static void say_words(const struct place *at, const char *key, const struct expr *e)
{
	if (e->op == EXPR_TEXT) {
		say(at, key, e->text);
	}
	for (uint32_t i = 0; i < e->n_args; i++) {
		say_words(at, key, e->args[i]);
	}
}

static void say_text(const struct place *at, const char *key, const struct text *text)
{
	struct buf words = {0};
	size_t i = 0;
	while (i < text->source.len) {
		uint32_t rune;
		size_t len = utf8_decode(text->source, i, &rune);
		if (rune >= RUNE_MARK && rune <= RUNE_MARK_LAST) {
			buf_add(&words, STR("◆"));
		} else {
			buf_add(&words, str_slice(text->source, i, len));
		}
		i += len;
	}
	say(at, key, buf_str(&words));
	buf_finish(&words);
	for (uint32_t k = 0; k < text_n_inserts(text); k++) {
		say_words(at, key, text->inserts->list[k]);
	}
}

static void say_options(struct place at, const struct option *options, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		at.span = options[i].span;
		say_text(&at, "libellé", &options[i].label);
		say_text(&at, "dit", &options[i].says);
		say_text(&at, "explication", &options[i].explanation);
		say_text(&at, "pourquoi", &options[i].why);
	}
}

static void say_fields(struct place at, const struct step *s)
{
	for (uint32_t i = 0; i < s->n_fields; i++) {
		const struct field *f = &s->fields[i];
		at.span = f->span;
		bool is_typed =
			f->type != FIELD_LIST && f->type != FIELD_SCALE && f->type != FIELD_YES_NO;
		say_text(&at,
		         !is_typed     ? "champ"
		         : f->optional ? "saisie"
		                       : "saisie forcée",
		         &f->label);
		say_text(&at, "aide", &f->help);
		say_text(&at, "message", &f->message);
		say_text(&at, "rappel", &f->reminder);
		say_options(at, f->options, f->n_options);
	}
}

static void say_sighting(const struct place *at, const struct sighting *s)
{
	say_text(at, "lieu", &s->place);
	say_text(at, "scène", &s->scene);
	say_text(at, "fait", &s->story);
	say_text(at, "leçon", &s->lesson);
	say_text(at, "source", &s->source);
	say(at, "année", s->year);
}

static void say_minutes(const struct place *at, const struct step *s)
{
	struct buf minutes = {0};
	buf_addf(&minutes, "%u", (unsigned)(s->room_minutes > 0 ? s->room_minutes : s->minutes));
	say(at, s->optional ? "minutes facultatives" : "minutes", buf_str(&minutes));
	buf_finish(&minutes);
}

static void say_step(struct place at, const struct step *s)
{
	at.step = s->id;
	at.kind = step_kind_name(s->kind);
	at.span = s->span;
	say(&at, "étape", s->id);
	say_minutes(&at, s);
	say_text(&at, "titre", &s->title);
	say_text(&at, "texte", &s->body);
	say_text(&at, "question", &s->question);
	say_text(&at, "projection", &s->room);
	say_text(&at, "animateur", &s->notes);
	say_text(&at, "explication", &s->explanation);
	say_text(&at, "récit", &s->composition);
	if (s->estimate != NULL) {
		struct buf right = {0};
		number_add_french(&right, s->estimate->right);
		say(&at, "juste", buf_str(&right));
		buf_finish(&right);
		say_text(&at, "source", &s->estimate->source);
	}
	if (s->sighting != NULL) {
		say_sighting(&at, s->sighting);
	}
	say_options(at, s->options, s->n_options);
	say_fields(at, s);
}

static void say_journey(const struct load_sources *sources, const struct journey *j)
{
	struct place at = {.sources = sources, .kind = "parcours"};
	say_text(&at, "titre", &j->title);
	say_text(&at, "résumé", &j->summary);
	say_text(&at, "crédits", &j->credits);
	say_text(&at, "accueil", &j->home);
	for (uint32_t i = 0; i < j->n_doors; i++) {
		at.span = j->doors[i].span;
		say_text(&at, "porte", &j->doors[i].label);
		say_text(&at, "résumé", &j->doors[i].summary);
	}
	for (uint32_t i = 0; i < j->n_sections; i++) {
		at.span = j->sections[i].span;
		say_text(&at, "section", &j->sections[i].title);
	}
	at.span = (struct span){0};
	for (uint32_t i = 0; i < j->n_words; i++) {
		say_text(&at, "mot", &j->words[i].meaning);
	}
	for (uint32_t i = 0; i < j->n_computed; i++) {
		at.span = j->computed[i].span;
		at.step = j->computed[i].id;
		say_words(&at, "calcul", j->computed[i].expr);
	}
	for (step_id s = 0; s < j->n_steps; s++) {
		say_step(at, &j->steps[s]);
	}
	at.kind = "ressource";
	for (uint32_t i = 0; i < j->n_resources; i++) {
		at.span = j->resources[i].span;
		at.step = j->resources[i].id;
		say_text(&at, "titre", &j->resources[i].title);
		say_text(&at, "résumé", &j->resources[i].summary);
		say(&at, "lien", j->resources[i].address);
	}
}

int main(int argc, char **argv)
{
	struct load_sources sources = {0};
	struct diags diags = {0};
	if (argc != 2) {
		fprintf(stderr, "usage: journey_texts FILE\n");
		return EXIT_FAILURE;
	}
	struct journey *j = load_journey(str_from(argv[1]), (struct load_files){disk_fetch, NULL},
	                                 &sources, &diags);
	for (size_t i = 0; i < diags.n && j == NULL; i++) {
		fprintf(stderr, "%u: %.*s\n", (unsigned)diags.list[i].span.line,
		        STR_ARG(diags.list[i].message));
	}
	if (j != NULL) {
		say_journey(&sources, j);
	}
	bool well = j != NULL && fflush(stdout) == 0;
	journey_destroy(j);
	diags_finish(&diags);
	load_sources_finish(&sources);
	return well ? EXIT_SUCCESS : EXIT_FAILURE;
}
