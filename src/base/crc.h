/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_CRC_H
#define BASE_CRC_H

#include "str.h"

#include <stdint.h>

/*
 * CRC-32C (Castagnoli polynomial 0x1EDC6F41, reflected, initial value and final xor all
 * ones: as iSCSI, RFC 3720 §12.1). "123456789" gives 0xE3069283.
 */
uint32_t crc32c(struct str bytes);

#endif
