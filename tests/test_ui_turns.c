/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keys come to: events, wishes, what is typed; and what the frame then says. */
#include "tap.h"

#include "keys.h"
#include "layout.h"
#include "sheet.h"
#include "stage.h"
#include "start.h"

#define TO_QUI "1<enter><enter>"
#define TO_SAC TO_QUI "22<enter><enter>1<enter>3"
#define TO_FICHE TO_SAC "1<end><enter>1<enter>15<enter><enter>"
#define TO_MEMO TO_FICHE "Soleil<enter>120<enter>12/3/2027<enter>142Oui<tab><enter>"

static struct journey *journey;
static struct stage stage;
static struct frame frame;
static struct buf seen;

static void begin(const char *keys)
{
	stage_close(&stage);
	stage_open(&stage, journey);
	stage_resize(&stage, 40, 80);
	stage_keys(&stage, str_from(keys));
	buf_clear(&stage.events);
}

static void press(const char *keys)
{
	stage_keys(&stage, str_from(keys));
}

static bool shows(const char *words)
{
	buf_clear(&seen);
	ui_draw(stage.ui, &frame);
	for (uint32_t row = 0; row < frame.rows; row++) {
		frame_add_row(&frame, row, &seen);
		buf_addc(&seen, '\n');
	}
	/* No-break spaces are as good as others here. */
	for (size_t at = 0; (at = str_find(buf_str(&seen), STR("\u00A0"), at)) != SIZE_MAX;) {
		memmove(seen.ptr + at, seen.ptr + at + 1, seen.len - at);
		seen.ptr[at] = ' ';
		seen.len--;
	}
	return str_find(buf_str(&seen), str_from(words), 0) != SIZE_MAX;
}

static bool gave(const char *event)
{
	return str_find(buf_str(&stage.events), str_from(event), 0) != SIZE_MAX;
}

/* The role of the cell that the cursor is on. */
static enum role role_here(void)
{
	ui_draw(stage.ui, &frame);
	return frame_at(&frame, frame.cursor_row, frame.cursor_col)->role;
}

/* The role of the row that begins so; ROLE_COUNT where none does. */
static enum role role_of(const char *words)
{
	struct buf row = {0};
	enum role role = ROLE_COUNT;
	ui_draw(stage.ui, &frame);
	for (uint32_t i = 0; i < frame.rows && role == ROLE_COUNT; i++) {
		buf_clear(&row);
		frame_add_row(&frame, i, &row);
		size_t at = str_find(buf_str(&row), str_from(words), 0);
		if (at < SIZE_MAX && str_trim(str_slice(buf_str(&row), 0, at)).len == 0) {
			role = frame_at(&frame, i, (uint32_t)at)->role;
		}
	}
	buf_finish(&row);
	return role;
}

static size_t times_shown(const char *words)
{
	size_t n = 0;
	(void)shows(words);
	for (size_t at = 0; (at = str_find(buf_str(&seen), str_from(words), at)) != SIZE_MAX;
	     at++) {
		n++;
	}
	return n;
}

/* --- Keys ------------------------------------------------------------------------- */

static enum action find(enum context context, uint32_t rune, bool has_numbers, uint32_t *number)
{
	*number = 0;
	return keys_find(context, &(struct key){.kind = KEY_RUNE, .rune = rune}, has_numbers,
	                 number);
}

static void test_table(void)
{
	static const uint32_t top_row[] = {'&', 0xE9, '"', '\'', '(', '-', 0xE8, '_', 0xE7};
	uint32_t number;
	bool all = true;
	for (uint32_t i = 0; i < 9; i++) {
		all = all && find(CONTEXT_KEYS, top_row[i], true, &number) == ACTION_NUMBER &&
		      number == i + 1;
		all = all && find(CONTEXT_KEYS, '1' + i, true, &number) == ACTION_NUMBER &&
		      number == i + 1;
	}
	ok(all, "the unshifted top row of AZERTY is 1 to 9, and so are digits");
	ok(find(CONTEXT_KEYS, ':', true, &number) == ACTION_NONE, "a colon is no tenth digit");
	ok(find(CONTEXT_TYPING, '1', true, &number) == ACTION_NONE, "in a field they are text");
	ok(find(CONTEXT_KEYS, '1', false, &number) == ACTION_NONE, "without numbers, nothing");
	ok(find(CONTEXT_KEYS, 'q', false, &number) == ACTION_QUIT &&
	           find(CONTEXT_KEYS, 'Q', false, &number) == ACTION_QUIT,
	   "letters work whatever their case");
	ok(find(CONTEXT_TYPING, 'q', false, &number) == ACTION_NONE,
	   "in a field they are text too");
}

static void test_table_tells_once(void)
{
	size_t n;
	const struct key_row *rows = keys_table(&n);
	bool once = true, whole = true;
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < i; k++) {
			once = once &&
			       !(rows[i].kind == rows[k].kind && rows[i].rune == rows[k].rune &&
			         (rows[i].contexts & rows[k].contexts) != 0);
		}
		whole = whole &&
		        (rows[i].label == NULL || rows[i].name == NULL || rows[i].help != NULL);
	}
	ok(once, "a key does one thing in a context");
	ok(whole, "what the footer tells, the help explains");
}

/* --- Answers ---------------------------------------------------------------------- */

static void test_answers(void)
{
	begin(TO_QUI);
	press(".");
	ok(!gave("qui>"), "a key that means nothing does nothing");
	press("\xC3\xA9");
	ok(gave("qui>clé") && gave("\"coll\""), "é takes the second choice");
	ok(shows("Enregistré"), "which is said to be saved");
	press("<down>");
	ok(!shows("Enregistré"), "until the next key");
	press("<left>");
	ok(gave("qui 0") || gave("6 "), "← goes back");
	ok(role_here() == ROLE_FOCUS, "the cursor is on the choice made before");
	begin(TO_QUI);
	ui_draw(stage.ui, &frame);
	stage_press(&stage, &(struct key){.kind = KEY_CLICK,
	                                  .row = frame.cursor_row + 1,
	                                  .col = frame.cursor_col});
	ok(gave("\"coll\""), "a click takes what it is on");
	begin(TO_QUI);
	stage_press(&stage, &(struct key){.kind = KEY_CLICK, .row = 0, .col = 0});
	ok(stage.events.len == 0, "and nothing elsewhere");
}

static void test_several(void)
{
	begin(TO_SAC "12");
	ok(shows("1. [x]") && shows("2. [x]") && shows("2 cochés, 2 au plus"),
	   "choices are ticked");
	press("3");
	ok(shows("Choisissez-en au plus 2.") && shows("3. [ ]"), "as many as may be");
	press("4");
	ok(shows("1. [ ]") && shows("4. [x]"), "what goes alone takes the others away");
	press("<home> ");
	ok(shows("1. [x]") && shows("4. [ ]"), "and gives way to another; Space ticks too");
	press(" ");
	ok(shows("0 coché"), "or unticks");
}

static void test_way_on_from_ticks(void)
{
	begin(TO_SAC);
	stage_resize(&stage, 12, 40);
	press("1");
	ok(!shows("[ Valider ]") && shows("Tab valider"),
	   "where ticks hide the way on, Tab is said");
	press("<tab>");
	ok(shows("► [ Valider ]") && !shows("Tab "), "and leads there");
	press("<enter>");
	ok(gave("sac"), "from where one goes on");
}

static void test_due(void)
{
	struct known_carnet carnets[] = {
		{.name = STR("ana"), .due = STR("Est-ce fait ?")},
		{.name = STR("léo"), .due = STR("Est-ce fait ?")},
	};
	struct arena arena = {0};
	struct start_of of = {.journey = journey, .carnets = carnets, .n_carnets = 1};
	size_t n;
	is_str(start_rows(&arena, &of, &n)[0].label, STR("Est-ce fait ?"),
	       "a date that is over asks on the start screen");
	of.n_carnets = 2;
	is_str(start_rows(&arena, &of, &n)[1].label, STR("Est-ce fait ? (carnet « léo »)"),
	       "of which carnet, where there are several");
	arena_finish(&arena);
}

static void test_hub(void)
{
	begin(TO_QUI "22<enter><enter>1<enter>2<end><enter>");
	ok(shows("1. [x] Les pommes") && !shows("fait"), "what was seen of a hub is ticked");
	ok(shows("2. [x] Le pain") && shows("laissé ouvert"), "what was passed is said to be open");
	press("p<pgdn>");
	ok(shows("fait") && shows("laissé ouvert"), "in front of a room both are said");
	press("<pgdn>");
	ok(shows("► 3. "), "and the second button lights what was not seen yet");
	press("<pgup><pgup>");
	ok(shows("► 1. Les pommes"), "the list goes round all the same");
}

static void test_numbers_in_a_column(void)
{
	static const uint32_t numbers[] = {1, 9, 10, 99, 100};
	struct arena arena = {0};
	struct memo *memo = memo_create();
	struct sheet s = {.arena = &arena,
	                  .memo = memo,
	                  .cols = 72,
	                  .rows = 20,
	                  .width = stage_width,
	                  .item = ITEM_NONE,
	                  .highest = 100};
	bool all = true;
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		sheet_choice(&s, &(struct sheet_choice){.number = numbers[i], .label = STR("Un")});
		all = all && s.items[i].cursor_col == s.items[0].cursor_col;
	}
	ok(all, "however many figures its number has, a line of a list begins in its column");
	memo_destroy(memo);
	arena_finish(&arena);
}

static void test_list_in_a_small_window(void)
{
	begin(TO_SAC);
	stage_resize(&stage, 9, 40);
	press("<pgup><pgup><pgup>");
	ok(shows("plus bas") || shows("▼"), "a list that is too long says that it goes on");
	for (int i = 0; i < 12 && role_here() != ROLE_FOCUS; i++) {
		press("<down>");
	}
	for (int i = 0; i < 3; i++) {
		press("<down>");
		ok(role_here() == ROLE_FOCUS, "each ↓ goes to the next choice, in view");
	}
	ok(shows("► 4."), "down to the last");
}

static void test_opening_small(void)
{
	for (int i = 0; i < 2; i++) {
		stage_close(&stage);
		stage_open(&stage, journey);
		stage_resize(&stage, i == 0 ? 12 : 6, i == 0 ? 40 : 20);
		ok(shows("Le préau et sa clé") && shows("► 1. Entrer par"),
		   "however small, the start shows its title and its first line");
	}
	begin("1<enter>");
	stage_resize(&stage, 6, 20);
	ok(shows("Le portail"), "zoomed before anything is pressed, a step begins at its title");
	press("<down><down>");
	stage_resize(&stage, 12, 40);
	ok(!shows("Le portail"), "afterwards it stays where one was");
}

static void test_told(void)
{
	begin(TO_QUI "2");
	stage_resize(&stage, 12, 40);
	press("2");
	ok(shows("Votre pari : ") && !shows("demandeurs"),
	   "what is told after an answer comes first");
	press("<up><up>");
	ok(shows("double"), "what was read before lies above");
}

static void test_wheel(void)
{
	begin("1<enter>");
	stage_resize(&stage, 10, 40);
	press("<pgup><pgup>");
	ok(shows("Il est dix-huit"), "a small window begins at the top");
	press("<wheeldown>");
	ok(!shows("Le portail"), "the wheel scrolls");
	press("<wheelup>");
	ok(shows("Le portail"), "and back");
	press("<esc><wheeldown><wheeldown>");
	ok(shows("►") && !shows("► Carte"), "what it brings into view can be taken");
	press("<esc><enter>");
	ok(stage.events.len == 0, "Enter shows what is below first");
	press("<enter><enter><enter><enter><enter>");
	ok(gave("portail>qui"), "and then goes on");
}

/* --- Typing ----------------------------------------------------------------------- */

static void test_field(void)
{
	begin(TO_FICHE);
	ok(ui_is_typing(stage.ui), "a field is typed in at once");
	press("q1n");
	ok(shows("q1n"), "letters and digits belong to it");
	press("<left>x<bs><home>A<end>");
	ok(shows("Aq1n"), "so do arrows, Backspace, Home and End");
	press("<a-q><a-n>");
	ok(shows("Aq1n") && ui_is_typing(stage.ui), "Alt with a letter is no command");
	press("<c-u>L\xC3\xA9<c-z>");
	ok(shows("Aq1n") || !shows("L\xC3\xA9"), "Ctrl-Z undoes");
	press("<c-u><c-k>Un nom beaucoup trop long<enter>");
	ok(shows("12 caractères au plus") && stage.events.len == 0, "a text too long is refused");
	ok(shows("Un nom beaucoup trop long"), "and stays to be mended");
	press("<c-u><c-k>Soleil<enter>");
	ok(gave("\"nom\":\"Soleil\""), "one that fits is kept");
	press("1 200");
	ok(shows("C’est trop : 300 au plus"), "a number is checked as it is typed");
	press("<c-u>12");
	ok(shows("C’est noté ainsi : 12"), "and shown as it will be kept");
	press("<esc>");
	ok(!ui_is_typing(stage.ui), "Esc leaves the field");
	press("<enter>");
	ok(gave("\"places\":12"), "for the button, which takes it");
	press("12 mars 2027");
	ok(shows("C’est noté ainsi : 12/03/2027"), "a date may be in words");
}

/* What the carnet holds of a field that is being filled in. */
static struct str typed_in(const char *step, const char *what)
{
	return walk_note(stage.carnets[0].mirror, str_from(step), str_from(what));
}

static void test_field_left(void)
{
	begin(TO_FICHE "Sol");
	ok(ui_tick_ms(stage.ui) > 0, "what is typed in a field waits to be kept");
	press("<tick>");
	is_str(typed_in("fiche", "saisie.nom"), STR("Sol"), "and is, after two seconds");
	is_int(ui_tick_ms(stage.ui), -1, "once");
	is_int(stage.events.len, 0, "by drafts alone");
	press("e<c-c>");
	ok(shows("Tout est enregistré"), "who is about to leave is told that all is saved");
	is_str(typed_in("fiche", "saisie.nom"), STR("Sole"), "and it is");
	press("2il<esc><left>");
	is_str(typed_in("fiche", "saisie.nom"), STR("Soleil"), "all of it is, when one goes back");
	begin(TO_FICHE "Une très longue phrase, sans repos");
	ok(typed_in("fiche", "saisie.nom").len >= 24, "one who doesn't stop is kept all the same");
	begin(TO_FICHE "Sol<esc><left><esc>u");
	ok(shows("Sol") && ui_is_typing(stage.ui), "it is in the field again when one comes back");
	ok(shows("Déjà commencé, pas encore validé."), "which says what it is");
	press("eil<enter>");
	ok(gave("\"nom\":\"Soleil\""), "given, it is an answer");
	is_str(typed_in("fiche", "saisie.nom"), STR(""), "and waits no more");
	press("<up><enter>");
	ok(shows("Soleil") && !shows("Déjà commencé"), "gone back to, it is what was given");
	press("<c-u>Lune<esc><left><esc>u<up><up><enter>");
	ok(shows("Lune") && shows("Déjà commencé"), "another one begun over it waits in its turn");
	begin(TO_FICHE "Soleil<tick><enter>");
	is_str(typed_in("fiche", "saisie.nom"), STR("Soleil"),
	       "what is given as it was kept needs no event to wait no more");
	press("<up><enter>");
	ok(shows("Soleil") && !shows("Déjà commencé"), "and is no longer begun");
	press("<c-u>Lune<enter><up><enter>");
	ok(shows("Lune") && !shows("Déjà commencé"), "whatever is given in its place");
	is_str(typed_in("fiche", "saisie.nom"), STR(""), "which lets it go");
	begin(TO_FICHE "Soleil<enter>120<enter>12/3<tick>");
	press("<esc><tab><enter>");
	ok(gave("\"jour\":null"), "a field may be left open");
	is_str(typed_in("fiche", "saisie.jour"), STR(""), "and what was begun in it is let go");
}

/* Going from one field to another is no reason to lose what the first one held. */
static void test_from_field_to_field(void)
{
	begin(TO_FICHE "Soleil<enter>120<enter>12/3/2027<enter><home><enter>");
	ok(shows("Soleil") && ui_is_typing(stage.ui), "back in the first field");
	press("<c-u>Lune<esc><down><enter>");
	is_str(typed_in("fiche", "saisie.nom"), STR("Lune"),
	       "what was begun in a field is kept as soon as one goes to another");
	begin(TO_MEMO "<esc>v<end><up><up><up><up><up><up><enter>");
	ok(shows("Vous changez une réponse") && shows("120"), "a field of an old answer is edited");
	press("<up><enter>");
	ok(shows("Vous changez une réponse") && shows("Soleil") && ui_is_typing(stage.ui),
	   "from there one goes to another field of it, to be edited too");
	ok(stage.events.len == 0, "nothing else moves");
	press("<c-u>Lune<enter>");
	ok(gave("\"nom\":\"Lune\"") && shows("► Un nom pour le préau : Lune"),
	   "which, given, leads back to its own line of the carnet");
}

static void test_tab_from_field_to_field(void)
{
	begin(TO_FICHE "Soleil<tab>");
	ok(ui_is_typing(stage.ui) && shows("préau : Soleil"),
	   "Tab gives a field and goes to the next");
	press("<tab>");
	ok(!ui_is_typing(stage.ui) && shows("► [ Suivant ]"), "not where something is wanted");
	press("<backtab>douze<tab>");
	ok(ui_is_typing(stage.ui) && shows("Il faut un nombre"), "nor where it is refused");
	press("<tab>");
	ok(!ui_is_typing(stage.ui) && shows("► [ Suivant ]"), "once more leaves it as it is");
	press("<backtab><c-u>120<tab><tab>");
	ok(shows("Quel jour ? laissé ouvert"), "what is optional is left open");
}

static void test_back_to_the_first_field(void)
{
	begin(TO_FICHE "Soleil<enter>");
	stage_resize(&stage, 8, 40);
	press("<pgdn><pgdn><left>");
	ok(ui_is_typing(stage.ui) && shows("Soleil"),
	   "in a small window too, back to the first field is back to where it stands");
}

static void test_guess_and_line_left(void)
{
	begin(TO_SAC "1<end><enter>1<enter>4<tick>");
	is_str(typed_in("combien", "saisie"), STR("4"), "a guess is kept as it is typed");
	press("2<enter>");
	is_str(typed_in("combien", "saisie"), STR(""), "until it is made");
	begin(TO_MEMO "<tab><enter>Un ban<tick>");
	is_str(typed_in("idées", "saisie"), STR("Un ban"), "so is the line of a harvest");
	press("<esc><left><esc>u");
	ok(shows("Un ban"), "which is there again");
	press("c<enter>");
	ok(shows("• Un banc"), "until it is said");
	is_str(typed_in("idées", "saisie"), STR(""), "with the others");
	begin(TO_FICHE "Soleil<esc>/Soleil");
	ok(shows("Rien"), "what is begun is no note that one could search for");
}

static void test_note(void)
{
	begin(TO_MEMO);
	is_int(ui_tick_ms(stage.ui), -1, "nothing typed: no clock");
	press("Bonjour");
	ok(ui_tick_ms(stage.ui) > 0, "what is typed waits to be saved");
	ok(walk_note(stage.carnets[0].mirror, STR("mémo"), STR("note")).len == 0, "a little");
	press("<tick>");
	is_str(walk_note(stage.carnets[0].mirror, STR("mémo"), STR("note")), STR("Bonjour"),
	       "and is, after two seconds");
	is_int(ui_tick_ms(stage.ui), -1, "once");
	press("é<tick><bs>ũ<tick>");
	is_str(walk_note(stage.carnets[0].mirror, STR("mémo"), STR("note")), STR("Bonjourũ"),
	       "letters that share bytes are whole letters");
	press(", et bien d'autres choses encore");
	ok(walk_note(stage.carnets[0].mirror, STR("mémo"), STR("note")).len > 24,
	   "one who doesn't stop is saved all the same");
	press("<c-w><c-w><wleft>x <enter>");
	press("<p:collé\x1b[31m\ndeux>");
	ok(shows("collé[31m") && shows("deux"), "what is pasted is text, with its lines");
	press("<c-c>2");
	ok(shows("deux"), "a question over it takes nothing away");
	stage_settle(&stage, ui_end(stage.ui));
	ok(stage.has_left, "when the program must end");
	ok(str_find(walk_note(stage.carnets[0].mirror, STR("mémo"), STR("note")), STR("\ndeux"),
	            0) != SIZE_MAX,
	   "what was typed is kept");
}

static void test_margin(void)
{
	begin(TO_QUI "n");
	press("À voir<esc><esc>");
	is_str(walk_note(stage.carnets[0].mirror, STR("qui"), STR("marge")), STR("À voir"),
	       "a note in the margin is kept as it closes");
	ok(shows("C’est noté.") && shows("Vous êtes"), "over the step where it was opened");
	stage_resize(&stage, 6, 20);
	press("n<p:un\ndeux\ntrois\nquatre\ncinq\nsix><esc><esc>n!");
	ok(shows("six!"), "however long it is, one goes on where it ends");
	press("<pgup><pgup>");
	ok(!shows("six!") && ui_is_typing(stage.ui), "pages up in it are screenfuls");
	press("<pgdn><pgdn>");
	ok(shows("six!"), "and back");
	press("<pgdn>");
	ok(shows("► [ Terminé ]"), "then on, to what is under it");
}

/* --- Out -------------------------------------------------------------------------- */

static void test_edit(void)
{
	begin(TO_SAC "1<end><enter>v<down>");
	ok(shows("► Le sac"), "the carnet has a line for each answer");
	press("<enter>");
	ok(shows("Vous changez une réponse") && shows("Que prenez-vous ?"), "which can be changed");
	press("2<end><enter>");
	ok(gave("\"thermos\",\"chaise\"") && shows("► Le sac : un thermos et une chaise"),
	   "changed, one is back on its line of the carnet");
	ok(shows("C’est changé."), "and is told");
	press("<enter><left>");
	ok(shows("► Le sac") && !shows("C’est changé."), "left as it was too");
	press("<esc>");
	ok(shows("Qui décide de l’heure ?"), "under it lies the step where one was");
	press("v<home><enter><up><enter>");
	ok(shows("C’est changé.") && shows("► Le chapeau : D’une association"),
	   "an answer that the way doesn't hang on comes back there as well");
}

/* On a journey of its own: (folder)/fourche.yaml. */
static void test_edit_that_leads_elsewhere(const char *folder)
{
	struct buf path = {0};
	struct journey *before = journey;
	buf_addf(&path, "%s/fourche.yaml", folder);
	journey = stage_load(path.ptr);
	begin("1<enter>12<home>");
	ok(shows("► 1. Le lieu : Au bourg"), "a review has a line for each answer");
	press("2");
	ok(shows("Vous changez une réponse"), "which can be changed");
	press("1");
	ok(shows("C’est changé.") && shows("► 2. L’heure : Tôt"), "and leads back to it");
	press("1<left>");
	ok(shows("► 1. Le lieu : Au bourg"), "so does one left as it was");
	press("12");
	ok(shows("Le chemin creux") && shows("C’est changé, et la suite n’est plus la même"),
	   "an answer that leads elsewhere does, and it is said");
	press("<enter>v<down><enter>");
	ok(!shows("C’est changé"), "once");
	begin("1<enter>12v<home><enter>2");
	ok(shows("Le chemin creux"), "from the carnet too");
	begin("1<enter>12pv<down><enter>");
	press("2");
	ok(shows("► L’heure : Tard"), "in front of a room one is back in the carnet as well");
	stage_close(&stage);
	journey_destroy(journey);
	journey = before;
	buf_finish(&path);
}

/* On a journey of its own: (folder)/haltes.yaml. */
static void test_stops_and_ends(const char *folder)
{
	struct buf path = {0};
	struct journey *before = journey;
	buf_addf(&path, "%s/haltes.yaml", folder);
	journey = stage_load(path.ptr);
	begin("1<enter><enter>demain<enter>");
	ok(times_shown("Il faut une date") == 1, "what a field wants is said once, where it is");
	ok(role_of("Il faut une date") == ROLE_ERROR, "as what is wrong");
	press("<backspace>");
	ok(role_of("Il faut une date") == ROLE_MUTED, "until one types again");
	stage_resize(&stage, 8, 40);
	press("<enter>");
	ok(role_of("Il faut une date") == ROLE_ERROR,
	   "in a small window it is a notice, which never scrolls away");
	begin("1<enter><enter><enter>2");
	ok(shows("Le banc") && shows("3. Reprendre le chemin"), "from a stop one may go on");
	stage_settle(&stage, stage_home(&stage));
	ok(shows("1. Reprendre : Le banc"), "the start screen says so");
	press("1");
	ok(shows("Jusqu’ici") && shows("La suite : On s’arrête là") && !shows("Le lieu"),
	   "what was left open is not told as an answer");
	press("<enter>3");
	ok(shows("On continue ?"), "and it leads back to where one chose to stop");
	press("1");
	press("<enter>");
	ok(shows("L’arrivée") && !shows("Reprendre le chemin"), "from an end there is no way on");
	stage_settle(&stage, stage_home(&stage));
	press("1");
	ok(shows("Relire la dernière page") && shows("Recommencer") && !shows("Reprendre"),
	   "who comes back after the end may read it or begin again");
	press("<down><enter>");
	ok(shows("Où est-ce ?") && shows("Vous voici au début"), "which begins again");
	begin("1<enter>Préau<enter>12/3/2027<enter>1v");
	ok(shows("12/03/2027\n\n      La suite : "),
	   "in the carnet what isn't a field stands apart");
	begin("1<enter><enter><enter>1p");
	ok(times_shown("Le bourg") == 1 && shows("La place est vide"),
	   "before a room a place that is the title is said once");
	stage_close(&stage);
	journey_destroy(journey);
	journey = before;
	buf_finish(&path);
}

static void test_kept_in_no_file(void)
{
	begin("r<down><enter><enter>m");
	ok(shows("Gardée dans votre carnet, ce fichier"), "what is kept is kept in a file");
	begin("r<down><enter><enter>");
	buf_add(&stage.problem, STR("le disque est plein."));
	ui_saved(stage.ui, buf_str(&stage.problem));
	press("m");
	ok(shows("NON ENREGISTRÉ") && shows("Gardée.") && !shows("ce fichier"),
	   "where none can be had, no file is named");
}

static void test_help(void)
{
	begin("?");
	ok(shows("Ici"), "the help tells what works here");
	size_t here = str_find(buf_str(&seen), STR("Entrée   ce qui est sous le curseur"), 0);
	ok(here < str_find(buf_str(&seen), STR("En écrivant"), 0),
	   "Enter does, on the start screen");
	press("q");
	ok(shows("Quitter ?") && !shows("? aide"), "over it, the same help is not offered again");
}

static void test_lost_in_a_room(void)
{
	begin("1<enter>p<pgdn><pgup>");
	ok(!shows("pour quitter la projection"), "a room sees its page alone");
	press("<esc>");
	ok(shows("p pour quitter la projection"), "who presses another key is told the way out");
	press("p");
	ok(shows("Échap menu"), "which is one");
	begin(TO_QUI "p");
	stage_resize(&stage, 24, 4);
	for (int i = 0; i < 99 && ui_top(stage.ui)->lit == 0; i++) {
		press("<pgdn>");
	}
	ui_draw(stage.ui, &frame);
	ok(ui_top(stage.ui)->lit > 0 && frame.cursor_col < frame.cols,
	   "however narrow, the cursor is on the page");
}

static void test_left_open_in_a_room(void)
{
	begin(TO_SAC "1<end><enter>1<enter><esc>p");
	ok(shows("Page suivante : laisser ouvert"),
	   "what is asked says that one may leave it open");
	press("<pgdn>");
	ok(shows("████") && !shows("ouvert"), "what is told then doesn't say it again");
	ok(shows("Source : Enquête des préaux, 2020"), "a figure has its source under it");
	press("<pgup>p15<enter>p<pgup>");
	ok(shows("combien") && !shows("ouvert"), "nor does what was answered");
}

/* On a journey of its own: (folder)/../journeys/bilan.yaml. */
static void test_told_in_a_room(const char *folder)
{
	struct buf path = {0};
	struct journey *before = journey;
	buf_addf(&path, "%s/../journeys/bilan.yaml", folder);
	journey = stage_load(path.ptr);
	begin("p<pgdn><pgdn>");
	press("1");
	ok(shows("gardées sur cet ordinateur") && !shows("/home"),
	   "a room isn't told in which file its answers are kept");
	press("<pgdn>1");
	ok(shows("Places") && !shows("•"), "a form's only field is no list");
	press("<pgdn><pgdn>");
	ok(shows("• Qui porte : L’école"), "two answers are one");
	begin("1");
	ok(shows("/home/ana"), "on one's own the file is named");
	stage_close(&stage);
	journey_destroy(journey);
	journey = before;
	buf_finish(&path);
}

static void test_arrival(void)
{
	begin("1<left>");
	ok(shows("Entrer par"), "back from what is said before the first step is the start screen");
	is_int(stage.last_wish, WISH_HOME, "where no carnet is open");
	begin("1<esc>");
	ok(shows("Le portail"), "what closes it goes on");
	begin("1p");
	ok(ui_projects(stage.ui) && shows("gardées sur cet ordinateur") && !shows("/home"),
	   "p shows it as a room sees it");
	press("p");
	ok(!ui_projects(stage.ui) && shows("/home/ana") && shows("Commencer"),
	   "and again as one sees it alone");
}

/* Where a file lies is its owner's affair. */
static void test_no_path_in_a_room(void)
{
	begin("p");
	stage_resize(&stage, 18, 60);
	stage_settle(&stage, ui_refuse(stage.ui, STR("Rien : le disque est plein "
	                                             "(/home/a (b)/c.carnet). Voilà.")));
	ok(shows("Rien : le disque est plein. Voilà."), "a room isn't told of which file");
	stage_settle(&stage, ui_refuse(stage.ui, STR("Copié : /media/ma clé/c.carnet. Voilà.")));
	ok(shows("Copié. Voilà."), "nor where one was put");
	begin(TO_QUI "p");
	buf_add(&stage.problem, STR("le disque est plein (/home/ana/c.carnet)"));
	press("<pgdn>1");
	ok(shows("NON ENREGISTRÉ : le disque est plein") && !shows("/home"),
	   "nor of what isn't saved");
	press("q");
	ok(shows("NON ENREGISTRÉ : le disque est plein") && !shows("/home"),
	   "also on what isn't for a room");
	press("<esc>p");
	ok(shows("(/home/ana/c.carnet)"), "on one's own the file is named");
	buf_clear(&stage.problem);
}

static void test_long_refusal(void)
{
	begin(TO_QUI);
	stage_resize(&stage, 6, 20);
	stage_settle(&stage, ui_refuse(stage.ui, STR("Ce carnet attend d'être enregistré : le "
	                                             "disque est plein. Dès que ce sera possible, "
	                                             "il s'ouvrira de nouveau, tel quel.")));
	ok(shows("Ce carnet attend") && shows("▼"), "a long refusal has a small window to itself");
	for (int i = 0; i < 12 && !shows("tel quel."); i++) {
		press("<down>");
	}
	ok(shows("tel quel."), "and is read to its end");
	press("<esc>");
	ok(!shows("tel quel.") && stage.ui->n == 1, "then one is where one was");
	stage_settle(&stage, ui_refuse(stage.ui, STR("Ce nom est pris.")));
	ok(shows("Ce nom est pris.") && stage.ui->n == 1, "a short one stands beside the text");
}

static size_t n_widths; /* asked for */

static int count_width(uint32_t rune)
{
	n_widths++;
	return stage_width(rune);
}

/* Beyond ASCII a width is asked for where a text is laid out. */
static size_t n_widths_of_enter(bool foresees)
{
	begin(TO_QUI "22");
	stage.ui->setup.width = count_width;
	if (foresees) {
		ui_foresee(stage.ui);
	}
	n_widths = 0;
	press("<enter>");
	return n_widths;
}

static void test_foresight(void)
{
	struct buf unforeseen = {0};
	size_t n = n_widths_of_enter(false);
	(void)shows("");
	buf_add(&unforeseen, buf_str(&seen));
	size_t n_foreseen = n_widths_of_enter(true);
	ok(n_foreseen < n, "the texts of the next step were laid out while one read");
	(void)shows("");
	is_str(buf_str(&seen), buf_str(&unforeseen), "and it is the same step");
	begin(TO_QUI "22");
	stage.ui->setup.width = count_width;
	ui_foresee(stage.ui);
	n_widths = 0;
	ui_foresee(stage.ui);
	is_int((long)n_widths, 0, "once is enough");
	begin(TO_QUI);
	stage.ui->setup.width = count_width;
	n_widths = 0;
	ui_foresee(stage.ui);
	is_int((long)n_widths, 0, "nothing is guessed where one has to choose");
	buf_finish(&unforeseen);
}

static void test_quit(void)
{
	begin(TO_QUI "q");
	ok(shows("Quitter ?") && !stage.has_left, "one is asked before leaving");
	press("<esc>");
	ok(shows("Vous êtes"), "Esc stays");
	press("<c-c>2");
	ok(shows("Vous êtes") && !stage.has_left, "so does the second line");
	press("<c-c><c-c>");
	ok(stage.has_left, "the same key again is a yes");
	begin(TO_QUI "T");
	ok(stage.last_wish == WISH_OTHER_FACE, "T wishes for plain text");
	press("<c-z>");
	ok(stage.last_wish == WISH_SUSPEND, "Ctrl-Z suspends");
}

static void test_saving(void)
{
	begin(TO_QUI);
	buf_add(&stage.problem, STR("le disque est plein."));
	press("1");
	ok(shows("NON ENREGISTRÉ : le disque est plein."), "what isn't saved is said");
	press("<down>");
	ok(shows("NON ENREGISTRÉ"), "as long as it isn't");
	press("q");
	ok(shows("Quitter quand même"), "and when one leaves");
	buf_clear(&stage.problem);
	press("<esc>");
	ok(!shows("NON ENREGISTRÉ") && shows("Enregistré"), "then that it is again");
	ui_saved(stage.ui, STR("le disque est plein"));
	ui_leave_walk(stage.ui);
	ui_saved(stage.ui, STR(""));
	ok(!shows("Enregistré"), "but not of a carnet that was left while it was not");
}

/* The journey was read again: other screens, on the same terminal. */
static void test_read_again(void)
{
	begin(TO_FICHE);
	stage_resize(&stage, 8, 40);
	struct ui *older = stage.ui;
	stage.ui = ui_create(&(struct ui_setup){.journey = journey, .width = stage_width});
	stage_settle(&stage, ui_enter(stage.ui, &(struct walk_entry){.walk = stage.carnets[0].walk,
	                                                             .name = STR("essai"),
	                                                             .jump = STEP_NONE,
	                                                             .is_reread = true}));
	stage_settle(&stage, ui_take_after(stage.ui, older, false, STR("Relu.")));
	ui_destroy(older);
	ok(shows("La fiche") && shows("Relu."), "a step that was read again begins at its top");
	press("<down>");
	ok(shows("À vous") && !ui_is_typing(stage.ui),
	   "and is read line by line, down to its field");
}

static void test_read_only(void)
{
	begin("");
	stage.read_only = true;
	press("1<enter><enter>");
	ok(stage.events.len == 0 && shows("Rien n’a changé"), "a carnet to be read doesn't move");
	press("n");
	ok(!ui_is_typing(stage.ui), "nor is it written in");
}

static void test_restart(void)
{
	begin(TO_SAC "<esc><end><up><up><up><enter>");
	ok(shows("Repartir du début ?"), "the menu can start again, and asks");
	press("<enter>");
	ok(shows("Que prenez-vous ?") && stage.events.len == 0, "Enter alone stays");
	press("<esc><end><up><up><up><enter>2");
	ok(shows("Le portail") && shows("Vous voici au début"), "a yes goes back to the start");
	press("<enter>");
	ok(shows("Votre réponse : D’une mairie"), "where what was answered is offered again");
}

static void test_carnets(void)
{
	begin("1<enter><enter><esc><end><up><up><enter>");
	is_int(stage.last_wish, WISH_HOME, "the list of carnets lets the open one go");
	ok(shows("Mes carnets") && shows("► 1. carnet-1 : Le chapeau"), "and tells where each is");
	press("1");
	ok(shows("Le carnet « carnet-1 »") && shows("5. L’effacer"), "one has its own page");
	press("2");
	ok(shows("│ carnet-1"), "its name is there to be changed");
	press("<c-u><enter>");
	ok(shows("Rien n’est écrit encore."), "into something");
	press("carnet-1<enter>");
	ok(shows("Ce nom est pris.") && shows("│ carnet-1"), "what can't be leaves one there");
	press("<c-u>Ana<enter>");
	ok(shows("C’est fait : Ana.") && shows("► 1. Ana"), "what is done is said over the list");
	press("13<c-u> Zoé <enter>");
	ok(gave("Ana > Zoé"), "a copy has a name");
	press("14/media/clé<enter>");
	ok(gave("Ana > /media/clé"), "a key is a folder");
	press("<end><enter>/media/clé/Bob.carnet<tab><enter>");
	ok(gave(" > /media/clé/Bob.carnet"), "what is brought in is a file");
	buf_clear(&stage.events);
	press("15<enter>");
	ok(shows("Le carnet « Ana »") && stage.events.len == 0, "Enter alone erases nothing");
	press("52");
	ok(gave("Ana > \n"), "a yes does");
	press("11");
	ok(shows("Jusqu’ici") || shows("Le chapeau"), "it opens from here");
}

static void test_home(void)
{
	begin(TO_QUI "2");
	stage_settle(&stage, stage_home(&stage));
	ok(shows("1. Reprendre : La clé (mardi)"), "the last carnet comes first, with its day");
	press("4");
	ok(gave("clé>essai"), "a door is a jump in it");
	stage_settle(&stage, stage_home(&stage));
	press("5Ana<enter>");
	is_str(buf_str(&stage.carnets[0].name), STR("Ana"), "a new carnet has the name given");
	stage_settle(&stage, stage_home(&stage));
	ok(shows("Carnet « carnet-1 » : L’essai"), "the others have theirs");
	press("5Ana<enter>");
	stage_settle(&stage, ui_refuse(stage.ui, STR("Ce nom est pris.")));
	ok(shows("Ce nom est pris."), "what can't be is said");
}

int main(int argc, char **argv)
{
	journey = argc > 1 ? stage_load_all(argv[1]) : NULL;
	if (!ok(journey != NULL, "the journey of every kind loads")) {
		return tap_done();
	}
	test_table();
	test_table_tells_once();
	test_answers();
	test_several();
	test_way_on_from_ticks();
	test_due();
	test_hub();
	test_numbers_in_a_column();
	test_list_in_a_small_window();
	test_opening_small();
	test_told();
	test_wheel();
	test_field();
	test_field_left();
	test_from_field_to_field();
	test_tab_from_field_to_field();
	test_back_to_the_first_field();
	test_guess_and_line_left();
	test_note();
	test_margin();
	test_edit();
	test_edit_that_leads_elsewhere(argv[1]);
	test_stops_and_ends(argv[1]);
	test_kept_in_no_file();
	test_help();
	test_lost_in_a_room();
	test_left_open_in_a_room();
	test_told_in_a_room(argv[1]);
	test_arrival();
	test_no_path_in_a_room();
	test_long_refusal();
	test_foresight();
	test_quit();
	test_saving();
	test_read_again();
	test_read_only();
	test_restart();
	test_carnets();
	test_home();
	stage_close(&stage);
	frame_finish(&frame);
	buf_finish(&seen);
	journey_destroy(journey);
	return tap_done();
}
