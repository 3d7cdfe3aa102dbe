/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place where errno becomes French. */
#include "reasons.h"

#include "i18n.h"

#include <errno.h>

const char *reason_of_reading(int error)
{
	switch (error) {
	case ENOENT:
		return _("ce fichier n'existe pas");
	case EISDIR:
		return _("c'est un dossier");
	case EINVAL:
		return _("ce n'est pas un fichier ordinaire (un tube, un périphérique…)");
	case EFBIG:
		return _("ce fichier est trop grand");
	case EACCES:
	case EPERM:
		return _("vous n'avez pas le droit de le lire");
	case ELOOP:
		return _("c'est un lien, et safari ne lit pas un carnet à travers un lien");
	case EBADMSG:
		return _("rien ne s'y lit");
	default:
		return reason_of_error(error);
	}
}

const char *reason_of_error(int error)
{
	switch (error) {
	case ENOSPC:
		return _("le disque est plein");
	case EDQUOT:
		return _("votre part du disque est pleine");
	case EROFS:
		return _("le disque est en lecture seule");
	case EACCES:
	case EPERM:
		return _("vous n'avez pas le droit d'écrire à cet endroit");
	case EFBIG:
		return _("le fichier atteint la taille permise");
	case EEXIST:
		return _("un autre carnet a pris ce nom");
	case ENOENT:
		return _("le dossier a disparu");
	case ENOTDIR:
		return _("un fichier est à la place du dossier");
	case ELOOP:
		return _("c'est un lien, et safari n'écrit pas à travers un lien");
	case ENAMETOOLONG:
		return _("ce nom est trop long");
	case EMFILE:
	case ENFILE:
		return _("trop de fichiers sont ouverts");
	case EIO:
		return _("le disque ne répond pas bien");
	default:
		return _("le système l'a refusé");
	}
}
