#!/bin/sh
# Installs what paneld needs to build, test and run on Debian 12 or newer.
#
#   setup-debian.sh           install what lacks; quick and offline when nothing does
#   setup-debian.sh --check   only say what lacks; exit status 1 when anything does
#
# Run as root, or as a user with sudo. Asks nothing.
#
# Every package comes from the suites this machine's apt already uses, but one: text measures as
# in Grafana only with Inter 4.0 or newer, and Debian 12 has a beta of it. fonts-inter is then
# taken from the next suite of the same mirror, through apt state of its own that is thrown away
# afterwards, so that nothing else can ever come from there.
set -eu

BUILD_PACKAGES="gcc libc6-dev meson ninja-build pkg-config libcairo2-dev libcmark-dev
libcurl4-openssl-dev libfontconfig-dev libfreetype-dev libglib2.0-dev libjson-c-dev libmicrohttpd-dev
libpango1.0-dev libpng-dev librsvg2-dev"
TEST_PACKAGES="ca-certificates curl openssl poppler-utils python3 valgrind"
# Roboto Mono is in no Debian font package; Liberation Mono has the same advance widths.
FONT_PACKAGES="fontconfig fonts-dejavu-core fonts-liberation fonts-noto-cjk
fonts-noto-color-emoji fonts-noto-core"

INTER_LEAST=4.0
INTER_SUITE=trixie
KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg

say() { echo "setup: $*"; }
fail() { echo "setup: $*" >&2; exit 1; }

as_root() {
	if [ "$(id -u)" = 0 ]; then
		DEBIAN_FRONTEND=noninteractive "$@"
	else
		sudo env DEBIAN_FRONTEND=noninteractive "$@"
	fi
}

apt() {
	as_root apt-get -q -y -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 "$@"
}

installed_version() {
	dpkg-query -W -f '${db:Status-Status} ${Version}\n' "$1" 2>/dev/null |
		sed -n 's/^installed //p'
}

lacking_packages() {
	for package in $BUILD_PACKAGES $TEST_PACKAGES $FONT_PACKAGES; do
		[ -n "$(installed_version "$package")" ] || echo "$package"
	done
}

has_inter() {
	version=$(installed_version fonts-inter)
	[ -n "$version" ] && dpkg --compare-versions "$version" ge "$INTER_LEAST"
}

candidate_inter() {
	LC_ALL=C apt-cache policy fonts-inter | sed -n 's/^ *Candidate: //p'
}

# The address that apt takes this Debian release from: whatever form its sources have, apt says it.
mirror_uri() {
	codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
	apt-get indextargets --format '$(REPO_URI) $(ORIGIN) $(CODENAME)' \
		'Created-By: Packages' 'Component: main' |
		sed -n "s/ Debian $codename\$//p" | head -n 1
}

# Puts fonts-inter of INTER_SUITE into the folder $1, with lists, cache and sources of its own.
download_inter() {
	mirror=$(mirror_uri)
	[ -n "$mirror" ] || fail "apt's sources name no mirror of this Debian release"
	say "fonts-inter >= $INTER_LEAST is not in this release: taking that one package" \
		"from $INTER_SUITE of ${mirror}"

	mkdir -p "$1/lists/partial" "$1/cache/archives/partial"
	echo "deb [target=Packages signed-by=$KEYRING] $mirror $INTER_SUITE main" >"$1/sources.list"
	chmod -R a+rX "$1"
	set -- "$1" -o "Dir::Etc::SourceList=$1/sources.list" -o Dir::Etc::SourceParts=/dev/null \
		-o Dir::Etc::PreferencesParts=/dev/null -o Dir::Etc::Preferences=/dev/null \
		-o "Dir::State::Lists=$1/lists" -o "Dir::Cache=$1/cache" \
		-o APT::Sandbox::User=root -o Acquire::Languages=none
	work=$1
	shift
	apt "$@" update
	(cd "$work" && apt "$@" download fonts-inter)
}

install_inter() {
	if dpkg --compare-versions "$(candidate_inter)" ge "$INTER_LEAST"; then
		apt install --no-install-recommends fonts-inter
		return
	fi
	folder=$(mktemp -d)
	trap 'as_root rm -rf "$folder"' EXIT
	download_inter "$folder"
	as_root dpkg --install "$folder"/fonts-inter_*.deb
	has_inter || fail "$INTER_SUITE has no fonts-inter >= $INTER_LEAST"
}

check() {
	status=0
	lacking=$(lacking_packages)
	if [ -n "$lacking" ]; then
		say "lacking:" $lacking
		status=1
	fi
	if ! has_inter; then
		version=$(installed_version fonts-inter)
		say "lacking: fonts-inter >= $INTER_LEAST (installed: ${version:-none})"
		status=1
	fi
	[ $status != 0 ] || say "everything is installed"
	return $status
}

case "${1:-}" in
--check) check; exit ;;
"") ;;
*) fail "usage: $0 [--check]" ;;
esac

[ -e /etc/debian_version ] || fail "this is not Debian"
if check; then
	exit 0
fi

apt update
lacking=$(lacking_packages)
if [ -n "$lacking" ]; then
	say "installing:" $lacking
	apt install --no-install-recommends $lacking
fi
if ! has_inter; then
	install_inter
fi
as_root fc-cache
check
