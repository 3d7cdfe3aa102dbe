/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libqrencode's work, copied out of its memory at once. */
#include "qr.h"

#include <limits.h>
#include <qrencode.h>

struct qr qr_make(struct arena *arena, struct str text)
{
	if (text.len == 0 || text.len > INT_MAX) {
		return (struct qr){0};
	}
	QRcode *code =
		QRcode_encodeData((int)text.len, (const unsigned char *)text.ptr, 0, QR_ECLEVEL_L);
	if (code == NULL) {
		return (struct qr){0};
	}
	uint32_t size = (uint32_t)code->width;
	bool *dark = arena_array(arena, (size_t)size * size, sizeof *dark);
	for (size_t i = 0; i < (size_t)size * size; i++) {
		dark[i] = (code->data[i] & 1) != 0;
	}
	QRcode_free(code);
	return (struct qr){dark, size};
}
