# SPDX-License-Identifier: GPL-3.0-or-later
# What tools/run and tools/test share: speaking to the person, finding what the
# computer lacks, installing it, and building. POSIX sh, sourced with $root set
# to the source folder. Nothing here changes the current directory: the program
# must start where the person stands. All that is said goes to standard error,
# so that the program's own output stays clean.
#
# The installation was tried on Debian 12 (apt). The commands for dnf, pacman,
# apk and brew are written from their package lists and have not been tried;
# the message says so before it asks.
#
# In the sentences, "~" stands for a no-break space, which nobody can see in an
# editor; say() puts the real one. SC1112 takes their apostrophes for quotes.
# shellcheck shell=sh disable=SC1112

: "${root:?}"
nbsp=$(printf '\302\240')
again="«$nbsp$0$nbsp»"
missing=''
on_terminal=false
if [ -t 0 ] && [ -t 2 ]; then on_terminal=true; fi

# The charset of a terminal that is not UTF-8, else empty. C and POSIX say
# nothing about the terminal, and nearly every terminal is UTF-8 today.
charset=''
case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
C | POSIX | *[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) ;;
*) charset=$(locale charmap 2>/dev/null) || charset='' ;;
esac
case $charset in UTF-8 | ANSI_X3.4-1968 | US-ASCII) charset='' ;; esac

put() {
	if [ -n "$charset" ] && command -v iconv >/dev/null; then
		printf '%s' "$1" | iconv -c -f UTF-8 -t "$charset//TRANSLIT" >&2
	else
		printf '%s' "$1" >&2
	fi
}

# One line for the person. A file name or a command goes in the arguments after
# the sentence, where "~" is left alone; each takes the place of a "%s".
say() {
	say_text=$(printf '%s' "$1" | sed "s/~/$nbsp/g")
	shift
	# shellcheck disable=SC2059
	say_text=$(printf "$say_text." "$@")
	put "${say_text%.}
"
}

die() {
	say "$@"
	exit 1
}

# Yes by Enter, as package managers do; no at the end of input.
agrees() {
	put "$1${nbsp}? [O/n] "
	read -r agrees_answer || return 1
	case $agrees_answer in
	'' | [OoYy] | [Oo][Uu][Ii] | [Yy][Ee][Ss]) return 0 ;;
	*) return 1 ;;
	esac
}

interrupted() {
	say '\nInterrompu. Relancez %s~: il reprendra où il en était.' "$again"
	exit 130
}
trap interrupted INT

# --- What is missing ---------------------------------------------------------

compiler() {
	for compiler_name in ${CC:-cc gcc clang}; do
		if command -v "$compiler_name" >/dev/null; then
			printf '%s' "$compiler_name"
			return
		fi
	done
	return 1
}

# Fedora and Alpine know ninja by other names.
ninja_name() {
	for ninja_candidate in ninja ninja-build samu; do
		if command -v "$ninja_candidate" >/dev/null; then
			printf '%s' "$ninja_candidate"
			return
		fi
	done
	return 1
}

has_header() {
	has_header_cc=$(compiler) || return 1
	printf '#include <%s>\n' "$1" | "$has_header_cc" -x c -fsyntax-only - 2>/dev/null
}

lacks() {
	missing="$missing${missing:+ }$1"
}

lacks_library() {
	if ! pkg-config --exists "$1" 2>/dev/null; then lacks "$1"; fi
}

lacks_if_packaged() {
	if [ -n "$(package "$(package_manager)" "$1")" ]; then lacks "$1"; fi
}

# What is needed is looked for by itself, never by a package's name: whatever
# way it came on the computer, it is not asked for again.
find_missing_to_build() {
	missing=''
	compiler >/dev/null || lacks cc
	has_header stdio.h || lacks libc
	command -v meson >/dev/null || lacks meson
	ninja_name >/dev/null || lacks ninja
	command -v pkg-config >/dev/null || lacks pkg-config
	lacks_library yaml-0.1
	has_header unistr.h || lacks unistring
	lacks_library md4c
	lacks_library libqrencode
	lacks_library jansson
	has_header curses.h || lacks ncursesw
}

find_missing_to_test() {
	find_missing_to_build
	command -v python3 >/dev/null || lacks python3
	command -v mandoc >/dev/null || lacks mandoc
	# The Safari's French is read by both; where a system packages neither, the test
	# that asks them is skipped.
	command -v hunspell >/dev/null || lacks_if_packaged hunspell
	hunspell -D </dev/null 2>&1 | grep -q '/fr' || lacks_if_packaged hunspell-fr
	command -v grammalecte-cli >/dev/null || lacks_if_packaged grammalecte-cli
	lacks_library vterm
	# A locale that is not UTF-8 is made for a test, where the system makes locales.
	if command -v localedef >/dev/null && ! [ -e /usr/share/i18n/locales/fr_FR ]; then
		lacks locales
	fi
}

can_sanitize() {
	can_sanitize_cc=$(compiler) || return 1
	can_sanitize_dir=$(mktemp -d) || return 1
	printf 'int main(void) { return 0; }\n' >"$can_sanitize_dir/a.c"
	"$can_sanitize_cc" -fsanitize=address,undefined -o "$can_sanitize_dir/a" \
		"$can_sanitize_dir/a.c" 2>/dev/null
	can_sanitize_status=$?
	rm -rf "$can_sanitize_dir"
	return "$can_sanitize_status"
}

find_missing_to_sanitize() {
	find_missing_to_test
	can_sanitize || lacks sanitizers
}

# --- Installing --------------------------------------------------------------

package_manager() {
	for manager_name in apt-get dnf pacman apk brew; do
		if command -v "$manager_name" >/dev/null; then
			printf '%s' "$manager_name"
			return
		fi
	done
	return 1
}

# The package that brings need $2 on manager $1. Empty: it comes with another.
package() {
	case $1:$2 in
	apt-get:cc) echo gcc ;;
	apt-get:libc) echo libc6-dev ;;
	apt-get:ninja) echo ninja-build ;;
	apt-get:yaml-0.1) echo libyaml-dev ;;
	apt-get:unistring) echo libunistring-dev ;;
	apt-get:md4c) echo libmd4c-dev ;;
	apt-get:jansson) echo libjansson-dev ;;
	apt-get:libqrencode) echo libqrencode-dev ;;
	apt-get:ncursesw) echo libncurses-dev ;;
	apt-get:vterm) echo libvterm-dev ;;
	apt-get:sanitizers) echo gcc ;;
	apt-get:clang) echo clang libclang-rt-dev ;;

	dnf:cc) echo gcc ;;
	dnf:libc) echo glibc-devel ;;
	dnf:ninja) echo ninja-build ;;
	dnf:pkg-config) echo pkgconf-pkg-config ;;
	dnf:yaml-0.1) echo libyaml-devel ;;
	dnf:unistring) echo libunistring-devel ;;
	dnf:md4c) echo md4c-devel ;;
	dnf:jansson) echo jansson-devel ;;
	dnf:libqrencode) echo qrencode-devel ;;
	dnf:ncursesw) echo ncurses-devel ;;
	dnf:locales) echo glibc-locale-source ;;
	dnf:vterm) echo libvterm-devel ;;
	dnf:sanitizers) echo libasan libubsan ;;

	pacman:cc | pacman:sanitizers) echo gcc ;;
	pacman:libc) echo glibc ;;
	pacman:pkg-config) echo pkgconf ;;
	pacman:yaml-0.1) echo libyaml ;;
	pacman:libqrencode) echo qrencode ;;
	pacman:unistring) echo libunistring ;;
	pacman:ncursesw) echo ncurses ;;
	pacman:locales) echo glibc ;;
	pacman:vterm) echo libvterm ;;
	pacman:python3) echo python ;;

	apk:cc) echo gcc ;;
	apk:libc) echo musl-dev ;;
	apk:ninja) echo samurai ;;
	apk:pkg-config) echo pkgconf ;;
	apk:yaml-0.1) echo yaml-dev ;;
	apk:unistring) echo libunistring-dev ;;
	apk:md4c) echo md4c-dev ;;
	apk:jansson) echo jansson-dev ;;
	apk:libqrencode) echo libqrencode-dev ;;
	apk:ncursesw) echo ncurses-dev ;;
	apk:vterm) echo libvterm-dev ;;
	apk:sanitizers) ;;

	brew:cc | brew:libc | brew:sanitizers) ;;
	brew:pkg-config) echo pkgconf ;;
	brew:yaml-0.1) echo libyaml ;;
	brew:libqrencode) echo qrencode ;;
	brew:unistring) echo libunistring ;;
	brew:hunspell-fr) ;;

	dnf:grammalecte-cli | pacman:grammalecte-cli | apk:grammalecte-cli | brew:grammalecte-cli) ;;
	brew:ncursesw) echo ncurses ;;
	brew:vterm) echo libvterm ;;

	*) echo "$2" ;;
	esac
}

packages() {
	for packages_need in $missing; do
		package "$1" "$packages_need"
	done | tr ' ' '\n' | awk 'NF && !seen[$0]++' | tr '\n' ' ' | sed 's/ $//'
}

# The commands that install packages $2 with manager $1, one a line.
install_commands() {
	case $1 in
	apt-get)
		echo "apt-get update"
		echo "apt-get install --yes --no-install-recommends $2"
		;;
	dnf) echo "dnf install -y $2" ;;
	pacman) echo "pacman -S --needed --noconfirm $2" ;;
	apk) echo "apk add $2" ;;
	brew) echo "brew install $2" ;;
	esac
}

# How to become root: sudo, doas or su; "none" where it takes somebody else.
way_to_root() {
	if [ "$1" = brew ] || [ "$(id -u)" -eq 0 ]; then
		echo already
	elif command -v sudo >/dev/null; then
		echo sudo
	elif command -v doas >/dev/null; then
		echo doas
	elif [ "$on_terminal" = true ] && command -v su >/dev/null; then
		echo su
	else
		echo none
	fi
}

# The commands as the person would type them.
show_commands() {
	case $1 in
	sudo | doas) printf '%s\n' "$2" | sed "s/^/    $1 /" ;;
	su)
		printf "    su - -c '%s'\n" \
			"$(printf '%s\n' "$2" | sed '$!s/$/ ;/' | tr '\n' ' ' | sed 's/ $//')"
		;;
	*) printf '%s\n' "$2" | sed 's/^/    /' ;;
	esac
}

as_root() {
	case $1 in
	already) sh -c "$2" ;;
	sudo) if [ "$on_terminal" = true ]; then sudo sh -c "$2"; else sudo -n sh -c "$2"; fi ;;
	doas) if [ "$on_terminal" = true ]; then doas sh -c "$2"; else doas -n sh -c "$2"; fi ;;
	su) su - -s /bin/sh root -c "$2" ;;
	esac
}

# The commands shown, made quiet and patient. A root shell opened by a bare `su`
# has no sbin in its PATH, without which dpkg refuses to work; a desktop may be
# installing updates by itself and hold apt's lock; no question is asked (a
# package's, or needrestart's). A failed update is no reason to give up: one
# broken source must not stop an installation that the others allow. Where
# nobody is there to try again, three tries are made.
install_script() {
	if [ "$on_terminal" = true ]; then pauses='0'; else pauses='5 20 0'; fi
	patient=$(printf '%s\n' "$1" |
		sed 's/^apt-get /&-o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 /')
	cat <<-END
		exec </dev/null >>'$2' 2>&1
		PATH=\$PATH:/usr/local/sbin:/usr/sbin:/sbin
		DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1
		export PATH DEBIAN_FRONTEND NEEDRESTART_SUSPEND
		for pause in $pauses; do
			if
				$patient
			then
				exit 0
			fi
			sleep \$pause
		done
		exit 1
	END
}

# Install what $missing names, or end with what to do. $1: true when the person
# has agreed beforehand (-y). $2: the function that fills $missing again.
install_missing() {
	manager=$(package_manager) || die 'Il manque à cet ordinateur~: %s.
Installez-les avec les outils de votre système, puis relancez %s.' \
		"$(printf '%s' "$missing" | sed 's/ /, /g')" "$again"
	wanted=$(packages "$manager")
	if [ -z "$wanted" ] && [ "$manager" = brew ]; then
		die 'Il manque un compilateur C. Sur un Mac, cette commande l’installe~:

    xcode-select --install

Relancez ensuite %s.' "$again"
	elif [ -z "$wanted" ]; then
		die 'Il manque à cet ordinateur~: %s.
Aucun paquet connu d’ici ne l’apporte.' "$missing"
	fi
	commands=$(install_commands "$manager" "$wanted")
	way=$(way_to_root "$manager")

	say 'Pour se construire sur cet ordinateur, safari a besoin de quelques logiciels libres.'
	if [ "$way" = none ]; then
		die 'Votre compte ne peut pas en installer. Demandez à la personne qui administre cet
ordinateur de lancer~:

%s

Puis relancez %s.' "$(show_commands none "$commands")" "$again"
	fi
	say 'Voici la commande qui les installe~:

%s
' "$(show_commands "$way" "$commands")"
	if [ "$manager" != apt-get ]; then
		say 'Attention~: avec %s, elle n’a pas encore été essayée. Si elle échoue,
dites-le-nous.' "$manager"
	fi
	if [ "$1" != true ] && { [ "$way" != already ] || [ "$manager" = brew ]; }; then
		if [ "$on_terminal" != true ]; then
			die 'Lancez-la, puis relancez %s~; ou laissez «~%s -y~» s’en charger.' \
				"$again" "$0"
		fi
		if ! agrees 'Puis-je la lancer'; then
			die 'Rien n’a été installé. Quand cette commande aura été lancée,
relancez %s.' "$again"
		fi
	fi

	# A folder, since the kernel keeps even root from writing to a file of another
	# user in /tmp itself.
	install_dir=$(mktemp -d) ||
		die 'Impossible d’écrire dans %s~: le disque est-il plein~?' "${TMPDIR:-/tmp}"
	install_log=$install_dir/journal
	case $way in
	sudo | doas)
		say 'Votre mot de passe peut vous être demandé~; rien ne s’affiche pendant qu’on
le tape.'
		;;
	su)
		say 'Le mot de passe demandé est celui de l’administrateur (root)~; rien ne
s’affiche pendant qu’on le tape.'
		;;
	esac
	say 'Installation~: une à deux minutes, selon le réseau…'
	as_root "$way" "$(install_script "$commands" "$install_log")"
	install_status=$?
	# sudo may keep Ctrl-C for itself; its status then tells.
	if [ "$install_status" -eq 130 ]; then interrupted; fi
	"$2"
	if [ -n "$missing" ]; then
		show_end_of "$install_log"
		if [ "$install_status" -eq 0 ]; then
			say 'L’installation s’est terminée, mais il manque encore~: %s.' "$missing"
		else
			say 'L’installation n’a pas abouti. Le réseau répond-il~? Votre compte en a-t-il
le droit~? Sinon, demandez à la personne qui administre cet ordinateur de lancer
la commande ci-dessus.'
		fi
		if [ -s "$install_log" ]; then
			die 'Le journal entier~: %s' "$install_log"
		fi
		rm -rf "$install_dir"
		exit 1
	fi
	rm -rf "$install_dir"
	say 'Installation terminée.'
}

# Homebrew's folder is not among those where the compiler looks.
look_into_homebrew() {
	if [ "$(uname -s)" != Darwin ] || ! command -v brew >/dev/null; then return; fi
	brew_prefix=$(brew --prefix)
	CPATH=$brew_prefix/include${CPATH:+:$CPATH}
	LIBRARY_PATH=$brew_prefix/lib${LIBRARY_PATH:+:$LIBRARY_PATH}
	export CPATH LIBRARY_PATH
}

# Nothing is asked when nothing lacks. The arguments are install_missing's.
ensure() {
	look_into_homebrew
	"$2"
	if [ -n "$missing" ]; then install_missing "$1" "$2"; fi
	ensure_version=$(meson --version 2>/dev/null) || ensure_version=0
	if ! [ "${ensure_version%%.*}" -ge 1 ] 2>/dev/null; then
		die 'La version de meson installée ici (%s) est trop ancienne~: il faut au
moins la 1.0, que l’on trouve à partir de Debian 12, Ubuntu 23.04 et Fedora 38.
Sans changer de système~:

    pipx install meson' "$ensure_version"
	fi
}

# --- Building ----------------------------------------------------------------

cache=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}
cache=${cache:+$cache/safari}

show_end_of() {
	if ! [ -s "$1" ]; then return; fi
	put "
$(tail -n 25 "$1" 2>/dev/null | sed 's/^/    /')

"
}

is_full() {
	is_full_kb=$(df -Pk "$1" 2>/dev/null | awk 'END { print $4 }')
	[ "${is_full_kb:-9999}" -lt 1024 ] 2>/dev/null
}

# A folder that root built once cannot be written by an ordinary user, even
# where the sources can.
can_build_in() {
	mkdir -p "$1" 2>/dev/null || return 1
	for can_build_file in .ninja_log .ninja_deps build.ninja; do
		if [ -e "$1/$can_build_file" ] && ! [ -w "$1/$can_build_file" ]; then return 1; fi
	done
	(: >>"$1/tools.log") 2>/dev/null
}

# Set $build to the folder named $1: beside the sources, or in the person's
# cache where those are protected.
choose_build() {
	build=$root/$1
	if can_build_in "$build"; then return; fi
	if [ -n "$cache" ] && can_build_in "$cache/$1"; then
		build=$cache/$1
		return
	fi
	for choose_place in "$root" "$cache" "${HOME:-/}"; do
		if [ -d "$choose_place" ] && [ -w "$choose_place" ] && is_full "$choose_place"; then
			disk_is_full
		fi
	done
	die 'Impossible d’écrire dans %s%s~: ces dossiers sont-ils protégés en écriture~?' \
		"$root" "${cache:+ ni dans $cache}"
}

# A build folder remembers its sources by an absolute path: it is of no use once
# they have moved. One that a developer has set up by hand bears no mark and is
# left as it is.
is_ours() {
	if ! [ -f "$1/.source" ]; then
		[ "$1" = "$root/${1##*/}" ]
		return
	fi
	IFS= read -r is_ours_source <"$1/.source" && [ "$is_ours_source" = "$root" ]
}

disk_is_full() {
	die 'Le disque est plein~: faites de la place (une centaine de mégaoctets), puis
relancez %s.' "$again"
}

build_failed() {
	if is_full "$build" ||
		grep -qi 'no space left\|quota exceeded' "$build/tools.log" 2>/dev/null; then
		disk_is_full
	fi
	show_end_of "$build/tools.log"
	die 'La construction a échoué. Ci-dessus, la fin du journal, que voici en entier~:
%s' "$build/tools.log"
}

# Bring $build up to date; the arguments are meson's, used the first time only.
# The messages of the tools are kept in one language and in UTF-8, for the log.
# Two windows may start at once (a console and its projector): where flock
# exists, the second waits for the first.
make_build() {
	if ! is_ours "$build"; then
		rm -rf "$build"
		mkdir -p "$build"
	fi
	if command -v flock >/dev/null && (: >"$build/.lock") 2>/dev/null; then
		exec 9>"$build/.lock"
		if ! flock -n 9; then
			say 'Une autre fenêtre construit déjà safari~: un instant…'
			flock 9
		fi
	fi
	if ! [ -f "$build/build.ninja" ]; then
		LC_ALL=C.UTF-8 meson setup "$build" "$root" -Db_colorout=auto "$@" \
			</dev/null >"$build/tools.log" 2>&1 9>&- || build_failed
		printf '%s\n' "$root" >"$build/.source"
	fi
	make_ninja=$(ninja_name)
	LC_ALL=C.UTF-8 "$make_ninja" -C "$build" </dev/null >"$build/tools.log" 2>&1 9>&- ||
		build_failed
	exec 9>&-
}
