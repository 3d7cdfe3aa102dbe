/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is wrong with a file before it is YAML at all. Every message says what to do: a
 * command that converts, or the line as it should be.
 */
#include "trap_encoding.h"

#include "i18n.h"
#include "trap_write.h"
#include "utf8.h"

#include <string.h>

/* --- A handful --------------------------------------------------------------------------- */

bool handful_take(struct handful *h, struct span span)
{
	h->n++;
	if (h->n == HANDFUL + 1) {
		h->next = span;
	}
	return h->n <= HANDFUL;
}

size_t handful_rest(const struct handful *h)
{
	return h->n > HANDFUL ? h->n - HANDFUL : 0;
}

/* --- Kinds of files ---------------------------------------------------------------------- */

static struct span whole_file(uint32_t file)
{
	return (struct span){file, 0, 0, 1};
}

static const struct {
	const char *head;
	const char *message;
} other_kinds[] = {
	{"PK\x03\x04", N_("ce fichier vient d'un traitement de texte (ou c'est une archive) : "
                          "enregistrez-le comme « texte brut », en UTF-8")},
	{"\xD0\xCF\x11\xE0", N_("ce fichier vient d'un traitement de texte : enregistrez-le comme "
                                "« texte brut », en UTF-8")},
	{"{\\rtf", N_("ce fichier est du texte mis en forme (RTF) : enregistrez-le comme « texte "
                      "brut », en UTF-8")},
	{"%PDF", N_("ce fichier est un PDF, pas un parcours")},
	{"\x1F\x8B", N_("ce fichier est une archive : décompressez-la d'abord")},
	{"<!DOCTYPE", N_("ce fichier est une page web : téléchargez le fichier YAML lui-même")},
	{"<!doctype", N_("ce fichier est une page web : téléchargez le fichier YAML lui-même")},
	{"<html", N_("ce fichier est une page web : téléchargez le fichier YAML lui-même")},
};

static bool tell_other_kind(struct diags *d, struct str bytes, uint32_t file)
{
	for (size_t i = 0; i < sizeof other_kinds / sizeof other_kinds[0]; i++) {
		if (str_starts(bytes, str_from(other_kinds[i].head))) {
			diags_add(d, DIAG_PAR01, whole_file(file), "%s", _(other_kinds[i].message));
			return true;
		}
	}
	return false;
}

/* A file name as a shell takes it. */
static void add_shell_word(struct buf *out, struct str name)
{
	bool is_plain = name.len > 0 && name.ptr[0] != '-';
	for (size_t i = 0; i < name.len; i++) {
		unsigned char c = (unsigned char)name.ptr[i];
		is_plain = is_plain &&
		           (c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
		            (c >= 'A' && c <= 'Z') || strchr("._/-", c) != NULL);
	}
	if (is_plain) {
		buf_add(out, name);
		return;
	}
	buf_addc(out, '\'');
	for (size_t i = 0; i < name.len; i++) {
		buf_add(out, name.ptr[i] == '\'' ? STR("'\\''") : str_slice(name, i, 1));
	}
	buf_addc(out, '\'');
}

static void tell_charset(struct diags *d, const struct sources *sources, struct span span,
                         const char *charset)
{
	struct buf name = {0};
	add_shell_word(&name, sources->list[span.file].name);
	diags_add(d, DIAG_PAR02, span,
	          _("ce fichier est codé en %s, il le faut en UTF-8 : dans l'éditeur, « "
	            "Enregistrer sous… » avec le codage UTF-8 ; ou dans un terminal, « iconv -f %s "
	            "-t UTF-8 %.*s > nouveau.yaml »"),
	          charset, charset, STR_ARG(buf_str(&name)));
	buf_finish(&name);
}

enum {
	GUESS_BYTES = 512, /* of the head are looked at for the NULs of UTF-16 */
};

/* UTF-16 without a mark: about each other byte of a Western text is NUL. NULL: it isn't. */
static const char *guess_utf16(struct str bytes)
{
	size_t n = bytes.len < GUESS_BYTES ? bytes.len : GUESS_BYTES;
	size_t n_nuls[2] = {0, 0};
	for (size_t i = 0; i < n; i++) {
		n_nuls[i % 2] += bytes.ptr[i] == '\0';
	}
	bool many = n_nuls[0] + n_nuls[1] >= 2 && n_nuls[0] + n_nuls[1] >= n / 4;
	if (!many || (n_nuls[0] > 0 && n_nuls[1] > 0)) {
		return NULL;
	}
	return n_nuls[1] > 0 ? "UTF-16LE" : "UTF-16BE";
}

static const struct {
	const char *bytes;
	size_t len;
	const char *charset;
} byte_order_marks[] = {
	{"\xFF\xFE\0\0", 4, "UTF-32"},
	{"\0\0\xFE\xFF", 4, "UTF-32"},
	{"\xFF\xFE", 2, "UTF-16"},
	{"\xFE\xFF", 2, "UTF-16"},
};

static const char *wide_charset(struct str bytes)
{
	for (size_t i = 0; i < sizeof byte_order_marks / sizeof byte_order_marks[0]; i++) {
		struct str mark = {byte_order_marks[i].bytes, byte_order_marks[i].len};
		if (str_starts(bytes, mark)) {
			return byte_order_marks[i].charset;
		}
	}
	return guess_utf16(bytes);
}

bool encoding_trap_kind(struct diags *d, const struct sources *sources, uint32_t file)
{
	struct str bytes = sources->list[file].bytes;
	if (bytes.len == 0) {
		diags_add(d, DIAG_PAR01, whole_file(file), _("ce fichier est vide"));
		return true;
	}
	if (tell_other_kind(d, bytes, file)) {
		return true;
	}
	const char *charset = wide_charset(bytes);
	if (charset != NULL) {
		tell_charset(d, sources, whole_file(file), charset);
		return true;
	}
	return false;
}

/* --- Characters -------------------------------------------------------------------------- */

/* What cp1252 has at 0x80–0x9F, where Latin-1 and Unicode have control characters. */
static const uint16_t cp1252[32] = {
	0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
	0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
	0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

/* What an author meant by it: the character, 0 where nothing. */
static uint32_t meant_by(uint32_t code)
{
	if (code >= 0x80 && code < 0xA0) {
		return cp1252[code - 0x80];
	}
	return code == 0x2028 || code == 0x2029 ? ' ' : code >= 0xA0 && code <= 0xFF ? code : 0;
}

static bool is_line_mark(uint32_t rune)
{
	return rune == 0x2028 || rune == 0x2029;
}

/* YAML refuses it, or takes it for a line's end although no editor shows one. */
static bool is_refused(uint32_t rune)
{
	return (rune < 0x20 && rune != '\t' && rune != '\n' && rune != '\r') ||
	       (rune >= 0x7F && rune < 0xA0) || is_line_mark(rune) || rune == 0xFEFF ||
	       rune == 0xFFFE || rune == 0xFFFF;
}

static bool is_malformed(uint32_t rune, size_t len)
{
	return rune == RUNE_REPLACEMENT && len == 1;
}

/* The line with every such character made what was meant, or left out. */
static void add_repaired(struct buf *out, struct str line)
{
	uint32_t rune;
	for (size_t at = 0; at < line.len;) {
		size_t len = utf8_decode(line, at, &rune);
		uint32_t code = is_malformed(rune, len) ? (unsigned char)line.ptr[at] : rune;
		if (code != rune || is_refused(rune)) {
			code = meant_by(code);
		}
		if (code != 0) {
			buf_add_rune(out, code);
		}
		at += len;
	}
}

static void add_rune_name(struct buf *out, uint32_t rune)
{
	buf_addf(out, "« ");
	buf_add_rune(out, rune);
	buf_addf(out, " »");
}

static struct diag *tell_refused(struct diags *d, struct span span, uint32_t rune)
{
	if (rune == 0) {
		return diags_add(d, DIAG_PAR02, span,
		                 _("un caractère nul : le fichier est abîmé à cet endroit"));
	}
	if (is_line_mark(rune)) {
		return diags_add(d, DIAG_PAR02, span,
		                 _("un saut de ligne invisible (U+%04X), sans doute venu d'un "
		                   "copier-coller : mettez-y une espace"),
		                 rune);
	}
	uint32_t meant = meant_by(rune);
	if (meant != 0) {
		struct buf name = {0};
		add_rune_name(&name, meant);
		struct diag *told = diags_add(d, DIAG_PAR02, span,
		                              _("un caractère invisible (U+%04X), sans doute un "
		                                "%.*s mal converti : retapez-le"),
		                              rune, STR_ARG(buf_str(&name)));
		buf_finish(&name);
		return told;
	}
	return diags_add(d, DIAG_PAR02, span,
	                 _("un caractère invisible (U+%04X), sans doute venu d'un copier-coller : "
	                   "effacez-le"),
	                 rune);
}

static struct diag *tell_malformed(struct diags *d, struct span span, unsigned char byte)
{
	uint32_t meant = meant_by(byte);
	struct buf name = {0};
	add_rune_name(&name, meant != 0 ? meant : RUNE_REPLACEMENT);
	struct diag *told = diags_add(d, DIAG_PAR02, span,
	                              _("un caractère n'est pas en UTF-8, sans doute %.*s venu "
	                                "d'un ancien fichier : retapez-le"),
	                              STR_ARG(buf_str(&name)));
	buf_finish(&name);
	return told;
}

void encoding_tell_character(struct diags *d, const struct sources *sources, uint32_t file,
                             size_t offset)
{
	const struct source *src = &sources->list[file];
	struct span span = source_span(sources, file, offset);
	uint32_t rune;
	size_t len = utf8_decode(src->bytes, offset, &rune);
	struct diag *told = is_malformed(rune, len)
	                            ? tell_malformed(d, span, (unsigned char)src->bytes.ptr[offset])
	                            : tell_refused(d, span, rune);
	struct str line = source_line(src, span.line);
	if (line.len <= WRITE_MAX_BYTES) {
		struct buf repaired = {0};
		add_repaired(&repaired, line);
		write_fix(d, told, (struct edit){line, 0, line.len, buf_str(&repaired)});
		buf_finish(&repaired);
	}
}

/* --- The file as a whole ----------------------------------------------------------------- */

/* é, the letter that tells French charsets apart: each has it elsewhere. */
static const struct {
	unsigned char e_acute;
	const char *charset;
} charsets[] = {{0xE9, "WINDOWS-1252"}, {0x8E, "MACINTOSH"}, {0x82, "CP850"}};

enum {
	N_CHARSETS = sizeof charsets / sizeof charsets[0],
};

struct tally {
	size_t n_bad, n_bad_tail; /* malformed bytes; those of a character cut by the end */
	size_t n_well;            /* characters of several bytes that are well formed */
	size_t n_e_acute[N_CHARSETS];
};

static struct tally count_bytes(struct str bytes)
{
	struct tally t = {0};
	uint32_t rune;
	for (size_t at = 0; at < bytes.len;) {
		size_t len = utf8_decode(bytes, at, &rune);
		unsigned char byte = (unsigned char)bytes.ptr[at];
		if (is_malformed(rune, len)) {
			t.n_bad++;
			t.n_bad_tail += bytes.len - at < UTF8_MAX_BYTES;
			for (size_t i = 0; i < N_CHARSETS; i++) {
				t.n_e_acute[i] += byte == charsets[i].e_acute;
			}
		} else {
			t.n_well += len > 1;
		}
		at += len;
	}
	return t;
}

static const char *likely_charset(const struct tally *t)
{
	size_t best = 0;
	for (size_t i = 1; i < N_CHARSETS; i++) {
		best = t->n_e_acute[i] > t->n_e_acute[best] ? i : best;
	}
	return charsets[best].charset;
}

/* Malformed at `offset`: the whole file in another charset, cut short, or a few strays. */
static bool tell_whole(struct diags *d, const struct sources *sources, uint32_t file, size_t offset)
{
	struct tally t = count_bytes(sources->list[file].bytes);
	struct span span = source_span(sources, file, offset);
	if (t.n_well < t.n_bad) {
		tell_charset(d, sources, span, likely_charset(&t));
		return true;
	}
	if (t.n_bad == t.n_bad_tail) {
		diags_add(d, DIAG_PAR02, span,
		          _("le fichier s'arrête au milieu d'un caractère : il a été coupé"));
		return true;
	}
	return false;
}

/* The first character in [at, to) that is malformed or refused; SIZE_MAX: none. */
static size_t next_odd(struct str bytes, size_t at, size_t to)
{
	uint32_t rune;
	while (at < to) {
		unsigned char byte = (unsigned char)bytes.ptr[at];
		if (byte >= 0x20 && byte < 0x7F) {
			at++;
			continue;
		}
		size_t len = utf8_decode(bytes, at, &rune);
		if (is_malformed(rune, len) || is_refused(rune)) {
			return at;
		}
		at += len;
	}
	return SIZE_MAX;
}

bool encoding_trap_characters(struct diags *d, const struct sources *sources, uint32_t file,
                              size_t n_bytes)
{
	const struct source *src = &sources->list[file];
	struct str bytes = src->bytes;
	struct handful lines = {0};
	bool seen_malformed = false;
	size_t limit = n_bytes < bytes.len ? n_bytes : bytes.len;
	size_t at = next_odd(bytes, 0, limit);
	if (at == SIZE_MAX) {
		return false;
	}
	while (at != SIZE_MAX) {
		uint32_t rune;
		size_t len = utf8_decode(bytes, at, &rune);
		if (is_malformed(rune, len) && !seen_malformed) {
			seen_malformed = true;
			if (tell_whole(d, sources, file, at)) {
				return true;
			}
		}
		struct span span = source_span(sources, file, at);
		if (handful_take(&lines, span)) {
			encoding_tell_character(d, sources, file, at);
		}
		bool is_last = span.line == src->n_lines;
		at = is_last ? SIZE_MAX
		             : next_odd(bytes, source_line_at(src, span.line + 1), bytes.len);
	}
	size_t n_more = handful_rest(&lines);
	if (n_more > 0) {
		diags_add(d, DIAG_PAR02, lines.next,
		          COUNTED(n_more, "et %zu autre ligne avec un tel caractère",
		                  "et %zu autres lignes avec de tels caractères"),
		          n_more);
	}
	return true;
}
