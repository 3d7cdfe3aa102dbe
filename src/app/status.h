/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_STATUS_H
#define APP_STATUS_H

/*
 * How safari ends: the one table of exit statuses, from which the help and the manual are
 * made. The numbers over 64 are those of BSD's sysexits; 128 + n is a signal's, by the shell's
 * own custom.
 */
#define STATUS_LIST(X)                                                                   \
	X(STATUS_OK, 0, N_("Tout s'est bien passé."))                                    \
	X(STATUS_FAILURE, 1, N_("Échec : la raison est dite sur la sortie d'erreur."))   \
	X(STATUS_USAGE, 2, N_("La ligne de commande n'est pas comprise."))               \
	X(STATUS_BAD_JOURNEY, 65, N_("Le parcours a des erreurs."))                      \
	X(STATUS_CANT_CREATE, 73, N_("Un carnet ou un parcours n'a pas pu être créé.")) \
	X(STATUS_NOT_SAVED, 74, N_("Une partie du carnet n'a pas pu être enregistrée.")) \
	X(STATUS_BUSY, 75, N_("Le carnet est tenu par un autre safari."))

enum status {

#define STATUS_ENUM(name, number, text) name = (number),
	STATUS_LIST(STATUS_ENUM)
#undef STATUS_ENUM
};

#endif
