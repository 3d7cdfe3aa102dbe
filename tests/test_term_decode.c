/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes to keys: a table; then whatever the bytes and however they come. */
#include "decode.h"

#include "tap.h"
#include "utf8.h"

/* Keys in one notation: <Up>, <F5>, <C-q>, <Click 3,7>, <Paste …>, letters as they are. */
static void add_key(struct buf *out, const struct key *key)
{
	static const char *const names[] = {
		[KEY_NOTHING] = "<>",
		[KEY_ENTER] = "<Enter>",
		[KEY_ESCAPE] = "<Esc>",
		[KEY_TAB] = "<Tab>",
		[KEY_BACKTAB] = "<BackTab>",
		[KEY_BACKSPACE] = "<BS>",
		[KEY_DELETE] = "<Del>",
		[KEY_INSERT] = "<Ins>",
		[KEY_UP] = "<Up>",
		[KEY_DOWN] = "<Down>",
		[KEY_LEFT] = "<Left>",
		[KEY_RIGHT] = "<Right>",
		[KEY_WORD_LEFT] = "<WLeft>",
		[KEY_WORD_RIGHT] = "<WRight>",
		[KEY_HOME] = "<Home>",
		[KEY_END] = "<End>",
		[KEY_PAGE_UP] = "<PgUp>",
		[KEY_PAGE_DOWN] = "<PgDn>",
		[KEY_WHEEL_UP] = "<WheelUp>",
		[KEY_WHEEL_DOWN] = "<WheelDown>",
		[KEY_RESIZE] = "<Resize>",
		[KEY_TICK] = "<Tick>",
	};

	switch (key->kind) {
	case KEY_RUNE:
		buf_add_rune(out, key->rune);
		return;
	case KEY_CTRL:
		buf_addf(out, "<C-%c>", (char)key->rune);
		return;
	case KEY_ALT:
		buf_add(out, STR("<A-"));
		if (key->rune > 0) {
			buf_add_rune(out, key->rune);
		}
		buf_addc(out, '>');
		return;
	case KEY_FUNCTION:
		buf_addf(out, "<F%u>", key->rune);
		return;
	case KEY_CLICK:
		buf_addf(out, "<Click %u,%u>", key->row, key->col);
		return;
	case KEY_PASTE:
		buf_addf(out, "<Paste %.*s>", STR_ARG(key->text));
		return;
	case KEY_NOTHING:
	case KEY_ENTER:
	case KEY_ESCAPE:
	case KEY_TAB:
	case KEY_BACKTAB:
	case KEY_BACKSPACE:
	case KEY_DELETE:
	case KEY_INSERT:
	case KEY_UP:
	case KEY_DOWN:
	case KEY_LEFT:
	case KEY_RIGHT:
	case KEY_WORD_LEFT:
	case KEY_WORD_RIGHT:
	case KEY_HOME:
	case KEY_END:
	case KEY_PAGE_UP:
	case KEY_PAGE_DOWN:
	case KEY_WHEEL_UP:
	case KEY_WHEEL_DOWN:
	case KEY_RESIZE:
	case KEY_TICK:
		break;
	}
	buf_add(out, str_from(names[key->kind]));
}

static void take_all(struct decoder *d, bool waited, struct buf *out)
{
	struct key key;
	while (decoder_next(d, waited, &key)) {
		add_key(out, &key);
	}
}

struct row {
	const char *bytes, *keys;
};

static const struct row rows[] = {
	{"a", "a"},
	{"Z", "Z"},
	{" ", " "},
	{"é", "é"},
	{"œ€日", "œ€日"},
	{"\360\237\246\201", "\360\237\246\201"},
	/* The top row of AZERTY, unshifted: characters like others. */
	{"&é\"'(-è_çà)=", "&é\"'(-è_çà)="},
	{"\r", "<Enter>"},
	{"\n", "<Enter>"},
	{"\t", "<Tab>"},
	{"\b", "<BS>"},
	{"\177", "<BS>"},
	{"\001", "<C-a>"},
	{"\003", "<C-c>"},
	{"\021\023", "<C-q><C-s>"},
	{"\032", "<C-z>"},
	{"\034\035\036\037", "<><><><>"},
	{"\033", "<Esc>"},
	{"\033\033", "<Esc><Esc>"},
	{"\033\033\033\033", "<Esc><Esc><Esc><Esc>"},
	/* Alt: what comes at once behind Escape is told with it, unless it is a command. */
	{"\033q", "<A-q>"},
	{"a\033\303\251b", "a<A-é>b"},
	{"\033\r\033\t\033\177", "<A-><A-><A->"},
	{"\033\003", "<Esc><C-c>"},
	{"\033[113;3u\033[13;3u\033[27;3;9~", "<A-q><A-><A->"},
	{"\033\303", "<Esc><>"},
	/* Arrows: both encodings, with Shift, Alt, Ctrl, by xterm, rxvt and others. */
	{"\033[A\033[B\033[C\033[D", "<Up><Down><Right><Left>"},
	{"\033OA\033OB\033OC\033OD", "<Up><Down><Right><Left>"},
	{"\033[1;2A\033[1;2D", "<Up><Left>"},
	{"\033[1;3C\033[1;3D", "<WRight><WLeft>"},
	{"\033[1;5C\033[1;5D", "<WRight><WLeft>"},
	{"\033[1;7D", "<WLeft>"},
	{"\033[1;5A\033[1;5B", "<Up><Down>"},
	{"\033O5C\033O5D", "<WRight><WLeft>"},
	{"\033Oc\033Od\033Oa\033Ob", "<WRight><WLeft><Up><Down>"},
	{"\033[c\033[d\033[a\033[b", "<Right><Left><Up><Down>"},
	{"\033\033[D\033\033[C", "<WLeft><WRight>"},
	{"\033\033OD", "<WLeft>"},
	{"\033b\033f", "<WLeft><WRight>"},
	{"\033\033[A", "<Up>"},
	/* Home, End, pages. */
	{"\033[H\033[F", "<Home><End>"},
	{"\033OH\033OF", "<Home><End>"},
	{"\033[1~\033[4~", "<Home><End>"},
	{"\033[7~\033[8~", "<Home><End>"},
	{"\033[1;5H\033[1;2F", "<Home><End>"},
	{"\0337", "<A-7>"},
	{"\033[5~\033[6~", "<PgUp><PgDn>"},
	{"\033[5;5~\033[6;2~", "<PgUp><PgDn>"},
	{"\033[5^\033[6$\033[7@", "<PgUp><PgDn><Home>"},
	{"\033[2~\033[3~", "<Ins><Del>"},
	{"\033[3;5~", "<Del>"},
	{"\033[Z", "<BackTab>"},
	{"\033[1;2Z", "<BackTab>"},
	/* Functions: xterm, VT220, rxvt, the Linux console. */
	{"\033OP\033OQ\033OR\033OS", "<F1><F2><F3><F4>"},
	{"\033[P\033[Q\033[R\033[S", "<F1><F2><F3><F4>"},
	{"\033[1;2P\033[1;5R", "<F1><F3>"},
	{"\033[11~\033[12~\033[13~\033[14~\033[15~", "<F1><F2><F3><F4><F5>"},
	{"\033[[A\033[[B\033[[C\033[[D\033[[E", "<F1><F2><F3><F4><F5>"},
	{"\033[17~\033[18~\033[19~\033[20~\033[21~", "<F6><F7><F8><F9><F10>"},
	{"\033[23~\033[24~", "<F11><F12>"},
	{"\033[15;2~", "<F5>"},
	/* The keypad. */
	{"\033OM", "<Enter>"},
	{"\033Op\033Oq\033Oy", "019"},
	{"\033Oj\033Ok\033Ol\033Om\033On\033Oo\033OX", "*+,-./="},
	/* Keys told by their number. */
	{"\033[97u\033[97;5u", "a<C-a>"},
	{"\033[13u\033[27u\033[9;2u\033[127u", "<Enter><Esc><BackTab><BS>"},
	{"\033[27;5;99~", "<C-c>"},
	{"\033[233u", "é"},
	{"\033[57399u", "<>"},
	/* The mouse: new way and first way. */
	{"\033[<0;8;4M", "<Click 3,7>"},
	{"\033[<0;8;4m", "<>"},
	{"\033[<2;8;4M", "<>"},
	{"\033[<16;1;1M", "<Click 0,0>"},
	{"\033[<64;8;4M\033[<65;8;4M", "<WheelUp><WheelDown>"},
	{"\033[<32;8;4M", "<>"},
	{"\033[<0;0;4M", "<>"},
	{"\033[<0;500;300M", "<Click 299,499>"},
	{"\033[M (#", "<Click 2,7>"},
	{"\033[M#(#", "<>"},
	{"\033[M`!!\033[Ma!!", "<WheelUp><WheelDown>"},
	/* Pastes: one key, literal; what ends a line is LF. */
	{"\033[200~bonjour\033[201~", "<Paste bonjour>"},
	{"\033[200~a\rb\r\nc\nd\033[201~x", "<Paste a\nb\nc\nd>x"},
	{"\033[200~\033[A\003q\033[201~", "<Paste \033[A\003q>"},
	{"\033[200~\033[201~", "<>"},
	{"\033[200~été\377\033[201~", "<Paste été\357\277\275>"},
	{"\033[200~sans fin", "<Paste sans fin>"},
	{"\033[200~presque\033[20", "<Paste presque\033[20>"},
	{"\033[201~", "<>"},
	/* What nobody's key sends is passed over whole. */
	{"\033[999~", "<>"},
	{"\033[?1;2c", "<>"},
	{"\033[12;40R", "<>"},
	{"\033[I\033[O", "<><>"},
	{"\033[1;2;3;4;5;6;7;8A", "<Up>"},
	{"\033[99999999999999999999~", "<>"},
	{"\033[ q", "<>"},
	{"\033]11;rgb:0000/0000/0000\033\\x", "<>x"},
	{"\033]0;titre\ax", "<>x"},
	{"\033P1$r0m\033\\x", "<>x"},
	{"\033_Gi=1;OK\033\\x", "<>x"},
	/* Broken off in the middle. */
	{"\033[", "<A-[>"},
	{"\033[1;", "<Esc>[1;"},
	{"\033O", "<A-O>"},
	{"\033[1\033[A", "<><Up>"},
	{"\033[1\rx", "<><Enter>x"},
	{"\033[M !", "<Esc>[M !"},
	{"\033]0;sans fin", "<Esc>]0;sans fin"},
	/* Malformed. */
	{"\377", "<>"},
	{"\303", "<>"},
	{"\303(", "<>("},
	{"\355\240\200x", "<><><>x"},
	{"\302\233A", "<>A"},
	{"\360\237x", "<><>x"},
};

static void show_name(char *name, size_t size, const char *bytes)
{
	size_t n = 0;
	for (const char *c = bytes; *c != '\0' && n + 5 < size; c++) {
		if (*c < 0x20 || *c == 0x7F) {
			n += (size_t)snprintf(name + n, size - n, "\\%03o", (unsigned char)*c);
		} else {
			name[n++] = *c == '#' ? '=' : *c;
		}
	}
	name[n] = '\0';
}

static void test_table(void)
{
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct decoder d = {0};
		struct buf got = {0};
		char name[200];
		decoder_feed(&d, str_from(rows[i].bytes));
		take_all(&d, false, &got);
		take_all(&d, true, &got);
		show_name(name, sizeof name, rows[i].bytes);
		is_str(buf_str(&got), str_from(rows[i].keys), name);
		is_int(decoder_wait_ms(&d), -1, "and nothing is left");
		buf_finish(&got);
		decoder_finish(&d);
	}
}

/* However the bytes are cut, the keys are the same: a network does cut them. */
static void test_cuts(void)
{
	size_t n_wrong = 0;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct str s = str_from(rows[i].bytes);
		for (size_t cut = 0; cut <= s.len; cut++) {
			struct decoder d = {0};
			struct buf got = {0};
			decoder_feed(&d, str_slice(s, 0, cut));
			take_all(&d, false, &got);
			decoder_feed(&d, str_slice(s, cut, s.len));
			take_all(&d, false, &got);
			take_all(&d, true, &got);
			if (!str_eq(buf_str(&got), str_from(rows[i].keys))) {
				char name[200];
				show_name(name, sizeof name, rows[i].bytes);
				tap_note("%s cut at %zu", name, cut);
				tap_show("got", buf_str(&got));
				n_wrong++;
			}
			buf_finish(&got);
			decoder_finish(&d);
		}
	}
	is_int(n_wrong, 0, "each row cut in two at each byte gives the same keys");
}

static void test_waiting(void)
{
	struct decoder d = {0};
	struct key key;
	is_int(decoder_wait_ms(&d), -1, "with nothing read there is nothing to wait for");
	decoder_feed(&d, STR("\033"));
	ok(!decoder_next(&d, false, &key), "Escape alone may begin something");
	ok(decoder_wait_ms(&d) > 0 && decoder_wait_ms(&d) <= 25,
	   "which is waited for 25 ms at most");
	ok(decoder_next(&d, true, &key) && key.kind == KEY_ESCAPE, "then it is Escape");
	decoder_feed(&d, STR("\033[200~ab"));
	take_all(&d, false, &(struct buf){0});
	ok(decoder_wait_ms(&d) >= 1000, "a paste may take its time");
	decoder_feed(&d, STR("\033[201~"));
	ok(decoder_next(&d, false, &key) && str_eq(key.text, STR("ab")), "and comes whole");
	decoder_finish(&d);
}

static void test_large_paste(void)
{
	struct decoder d = {0};
	struct buf pasted = {0}, wanted = {0};
	struct key key;
	size_t n_keys = 0, n_other = 0;
	decoder_feed(&d, STR("\033[200~"));
	for (int i = 0; i < 40000; i++) {
		char line[32];
		int n = snprintf(line, sizeof line, "été %d\r\n", i);
		decoder_feed(&d, (struct str){line, (size_t)n});
		buf_addf(&wanted, "été %d\n", i);
		while (decoder_next(&d, false, &key)) {
			buf_add(&pasted, key.text);
			n_keys++;
			n_other += key.kind != KEY_PASTE ? 1 : 0;
		}
		if (d.bytes.len > 1024 * 1024) {
			break;
		}
	}
	decoder_feed(&d, STR("\033[201~"));
	while (decoder_next(&d, false, &key)) {
		buf_add(&pasted, key.text);
		n_keys++;
	}
	ok(n_keys > 1 && n_other == 0, "a large paste comes in pieces, and as nothing else");
	ok(str_eq(buf_str(&pasted), buf_str(&wanted)), "which make the whole");
	buf_finish(&pasted);
	buf_finish(&wanted);
	decoder_finish(&d);
}

static struct str sent(void *ctx, const char *name)
{
	(void)ctx;

	static const struct {
		const char *name, *bytes;
	} keys[] = {
		{"kcuu1", "\033A"},  {"kcub1", "\b"},      {"khome", "\033h"},
		{"kf1", "\033[11^"}, {"kf2", "\033[11^9"},
	};

	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		if (strcmp(keys[i].name, name) == 0) {
			return str_from(keys[i].bytes);
		}
	}
	return (struct str){0};
}

static void test_known(void)
{
	struct decoder d = {0};
	struct buf got = {0};
	decoder_learn(&d, sent, NULL);
	decoder_feed(&d, STR("\033A\b\033h\033[11^x\033[11^9"));
	take_all(&d, false, &got);
	take_all(&d, true, &got);
	is_str(buf_str(&got), STR("<Up><BS><Home><F1>x<F2>"),
	       "what terminfo says of a terminal comes first; a control stays one");
	buf_finish(&got);
	decoder_finish(&d);
}

static uint32_t latin1(unsigned char byte)
{
	return byte;
}

static void test_charset(void)
{
	struct decoder d = {.rune_of_byte = latin1};
	struct buf got = {0};
	decoder_feed(&d, STR("\351t\351\033[200~\340\033[201~"));
	take_all(&d, false, &got);
	is_str(buf_str(&got), STR("été<Paste à>"),
	       "where bytes are Latin-1, they are read as such");
	buf_finish(&got);
	decoder_finish(&d);
}

/* Whatever comes, each byte is of some key, and what was read doesn't stay. */
static void test_random(void)
{
	static const char likely[] =
		"\033\033\033[[[[OO;;0123~~<MmuABCD$^ \b\r\t\a\\]PX_?\303\251\377";
	uint64_t seed = 20261124;
	struct decoder d = {0};
	size_t n_keys = 0, n_stuck = 0;
	for (int i = 0; i < 200000; i++) {
		char bytes[8];
		size_t n = 1 + (size_t)(seed >> 60) % sizeof bytes;
		for (size_t k = 0; k < n; k++) {
			seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
			size_t pick = (size_t)(seed >> 33);
			bytes[k] = pick % 4 != 0 ? likely[pick / 4 % (sizeof likely - 1)]
			                         : (char)(pick / 4 & 0xFF);
		}
		decoder_feed(&d, (struct str){bytes, n});
		struct key key;
		bool waited = seed >> 61 == 0;
		while (decoder_next(&d, waited, &key)) {
			n_keys++;
		}
		if (waited && decoder_wait_ms(&d) >= 0 && !d.pasting) {
			n_stuck++;
		}
	}
	is_int(n_stuck, 0, "after a wait nothing is left, whatever came");
	ok(n_keys > 100000 && d.bytes.len < 200000, "random bytes become keys and are let go");
	decoder_finish(&d);
}

int main(void)
{
	test_table();
	test_cuts();
	test_waiting();
	test_large_paste();
	test_known();
	test_charset();
	test_random();
	return tap_done();
}
