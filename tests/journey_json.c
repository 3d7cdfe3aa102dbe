/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `journey_json FILE` prints what the reference fold has to know of it. */
#include "describe.h"
#include "from_disk.h"

int main(int argc, char **argv)
{
	struct buf out = {0};
	if (argc != 2) {
		fprintf(stderr, "usage: journey_json FILE\n");
		return EXIT_FAILURE;
	}
	struct journey *j = load_from_disk(argv[1]);
	if (j == NULL) {
		return EXIT_FAILURE;
	}
	describe_journey(&out, j);
	fwrite(out.ptr, 1, out.len, stdout);
	buf_finish(&out);
	journey_destroy(j);
	return EXIT_SUCCESS;
}
