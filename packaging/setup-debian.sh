#!/bin/sh
# Installs what building, running and testing paneld needs on Debian 12; safe to run again.
# One package comes from the next suite of the mirror already in use: fonts-inter 4.1, because
# Debian 12's Inter is a pre-release whose letters are wider than those Grafana ships.
set -eu

packages="build-essential meson ninja-build pkg-config ca-certificates curl openssl python3
    libcurl4-openssl-dev libmicrohttpd-dev libjson-c-dev libglib2.0-dev
    libcairo2-dev libpango1.0-dev libpng-dev libcmark-dev
    fontconfig fonts-dejavu-core fonts-noto-cjk fonts-noto-core
    fonts-noto-color-emoji poppler-utils valgrind"

run() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

is_installed() {
    dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'
}

lacking=""
for package in $packages; do
    is_installed "$package" || lacking="$lacking $package"
done

has_inter() {
    version=$(dpkg-query -W -f '${Version}' fonts-inter 2>/dev/null) || return 1
    dpkg --compare-versions "$version" ge 4.0
}

if [ "${1:-}" = --check ]; then
    has_inter || lacking="$lacking fonts-inter(>=4.0)"
    [ -z "$lacking" ] && exit 0
    echo "lacking:$lacking"
    exit 1
fi

export DEBIAN_FRONTEND=noninteractive
if [ -n "$lacking" ]; then
    echo "installing:$lacking"
    run apt-get update -qq
    # shellcheck disable=SC2086
    run apt-get install -y -qq --no-install-recommends $lacking >/dev/null
fi

# The mirror's address as the system has it, in either form of sources.
mirror() {
    cat /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list.d/*.sources \
        /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null |
        sed -n -e 's/^URIs: *\([^ ]*\).*/\1/p' -e 's/^deb *\(\[[^]]*\] *\)\{0,1\}\([^ ]*\) .*/\2/p' |
        grep -m 1 '/debian/\{0,1\}$'
}

if ! has_inter; then
    echo "installing: fonts-inter from the trixie suite (that one package only)"
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(mirror) trixie main" \
        >"$work/sources.list"
    chmod -R a+rX "$work"
    options="-o Dir::Etc::sourcelist=$work/sources.list -o Dir::Etc::sourceparts=-
        -o Dir::State::lists=$work/lists -o Dir::Cache=$work/cache -o APT::Sandbox::User=root
        -o Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false
        -o Acquire::Languages=none"
    # shellcheck disable=SC2086
    run apt-get $options update -qq
    # shellcheck disable=SC2086
    (cd "$work" && run apt-get $options download -qq fonts-inter)
    run dpkg -i "$work"/fonts-inter_*.deb >/dev/null
    run fc-cache -f
fi
echo "set-up complete"
