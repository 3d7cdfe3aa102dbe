/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A carnet's lines are handed over as they are: a line of JSON is no text to be typeset. */
#include "rescue.h"

#include "charset.h"
#include "i18n.h"
#include "mem.h"
#include "output.h"
#include "reasons.h"

void rescue_take(struct rescue *r, struct carnet *take_carnet, struct str name, struct str problem)
{
	r->list = mem_resize(r->list, r->n + 1, sizeof *r->list);
	struct rescued *one = &r->list[r->n++];
	*one = (struct rescued){.carnet = take_carnet};
	buf_add(&one->name, name);
	buf_add(&one->problem, problem);
}

static void rescued_finish(struct rescued *one)
{
	carnet_close(one->carnet);
	buf_finish(&one->name);
	buf_finish(&one->problem);
}

static bool is_saved(struct rescued *one)
{
	struct carnet_problem p = {0};
	bool saved = carnet_retry(one->carnet, &p) == CARNET_OK;
	if (!saved) {
		buf_clear(&one->problem);
		buf_addf(&one->problem, "%s (%.*s)", reason_of_error(p.error),
		         STR_ARG(buf_str(&p.path)));
	}
	carnet_problem_finish(&p);
	return saved;
}

void rescue_retry(struct rescue *r)
{
	size_t n_left = 0;
	for (size_t i = 0; i < r->n; i++) {
		if (is_saved(&r->list[i])) {
			rescued_finish(&r->list[i]);
		} else {
			r->list[n_left++] = r->list[i];
		}
	}
	r->n = n_left;
}

bool rescue_let_go(struct rescue *r, struct str folder, struct str name, struct buf *reason)
{
	struct buf path = {0};
	bool is_free = true;
	rescue_retry(r);
	buf_addf(&path, "%.*s/%.*s.carnet", STR_ARG(folder), STR_ARG(name));
	for (size_t i = 0; i < r->n && is_free; i++) {
		is_free = !str_eq(carnet_path(r->list[i].carnet), buf_str(&path));
		if (!is_free) {
			buf_addf(reason,
			         _("Ce carnet attend d'être enregistré : %.*s. Dès que ce sera "
			           "possible, il s'ouvrira de nouveau."),
			         STR_ARG(buf_str(&r->list[i].problem)));
		}
	}
	buf_finish(&path);
	return is_free;
}

void rescue_add_remarks(const struct rescue *r, struct buf *out)
{
	for (size_t i = 0; i < r->n; i++) {
		buf_addf(out,
		         _("%sLe carnet « %.*s » n'est pas encore enregistré en entier : %.*s. "
		           "safari garde ce qui manque, et réessaiera."),
		         out->len > 0 ? " " : "", STR_ARG(buf_str(&r->list[i].name)),
		         STR_ARG(buf_str(&r->list[i].problem)));
	}
}

/* --- Handed over ------------------------------------------------------------------- */

/* In the terminal's charset, for the lines behind it are printed as they are. */
static void add_sentence(struct buf *out, struct buf *take_sentence)
{
	struct buf typeset = {0};
	output_add_sentence(&typeset, buf_str(take_sentence));
	charset_add(out, buf_str(&typeset));
	buf_finish(&typeset);
	buf_finish(take_sentence);
}

void rescue_add_lines(struct buf *lost, struct str problem, struct str lines)
{
	struct buf b = {0};
	buf_addf(&b,
	         _("NON ENREGISTRÉ : %.*s. Voici tout ce que vous avez fait ; gardez ces lignes "
	           "dans un fichier, et « safari carnets importer » le reprendra :"),
	         STR_ARG(problem));
	add_sentence(lost, &b);
	buf_add(lost, lines);
}

static void add_missing(struct buf *lost, const struct rescued *one)
{
	struct buf b = {0};
	buf_addf(&b,
	         _("NON ENREGISTRÉ : %.*s. Voici ce qui manque au carnet « %.*s » ; ces lignes "
	           "peuvent être ajoutées à la fin de son fichier :"),
	         STR_ARG(buf_str(&one->problem)), STR_ARG(buf_str(&one->name)));
	add_sentence(lost, &b);
	buf_add(lost, carnet_waiting(one->carnet));
}

bool rescue_finish(struct rescue *r, struct buf *lost)
{
	rescue_retry(r);
	bool has_lost = r->n > 0;
	for (size_t i = 0; i < r->n; i++) {
		struct rescued *one = &r->list[i];
		if (carnet_is_gone(one->carnet)) {
			rescue_add_lines(lost, buf_str(&one->problem), carnet_waiting(one->carnet));
		} else {
			add_missing(lost, one);
		}
		rescued_finish(one);
	}
	mem_free(r->list);
	*r = (struct rescue){0};
	return has_lost;
}
