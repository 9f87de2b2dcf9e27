# shellcheck shell=bash
# Installs what building, testing and the demonstration need, if it is missing: sourced by
# cron/demo and Tests/run. It asks apt only where something is missing, and says what it does.
#
#   . cron/setup.sh
#   ssl_ledger_setup [PACKAGE ...]     further packages, beside those that everything needs

# Libraries with their headers, what the tests and the demonstration look at results with.
ssl_ledger_packages="libcurl4-openssl-dev libxml2-dev libpsl-dev libsqlite3-dev pkg-config openssl sqlite3 \
libxml2-utils curl strace git python3 ca-certificates"

# How the programs are built for use. With the Swift libraries linked in, a program that finds
# nothing to do ends in half the time: it is called every quarter of an hour, and by hand.
# shellcheck disable=SC2034
ssl_ledger_release=(-c release --static-swift-stdlib -Xlinker -s)

# Whether Debian's package is there.
ssl_ledger_has() {
    dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed
}

ssl_ledger_setup() {
    if ! command -v swift >/dev/null 2>&1; then
        echo "setup: there is no swift on the PATH: install the Swift toolchain 6.3 or newer" \
            "(https://www.swift.org/install/linux/) and run this again" >&2
        return 69
    fi
    if ! command -v dpkg-query >/dev/null 2>&1; then
        echo "setup: this is not Debian or Ubuntu: see that these are there:" \
            "$ssl_ledger_packages $*" >&2
        return 0
    fi
    ssl_ledger_missing=""
    for ssl_ledger_package in $ssl_ledger_packages "$@"; do
        ssl_ledger_has "$ssl_ledger_package" ||
            ssl_ledger_missing="$ssl_ledger_missing $ssl_ledger_package"
    done
    [ -n "$ssl_ledger_missing" ] || return 0
    ssl_ledger_install "$ssl_ledger_missing"
}

# Installs the named packages, separated by blanks, as root or through sudo.
ssl_ledger_install() {
    ssl_ledger_root=""
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null 2>&1; then
            echo "setup: missing:$1; as root: apt-get update && apt-get install$1" >&2
            return 77
        fi
        ssl_ledger_root="sudo"
    fi
    echo "setup: installing$1"
    $ssl_ledger_root apt-get update -qq &&
        # The names are separate words.
        # shellcheck disable=SC2086
        $ssl_ledger_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y \
            --no-install-recommends $1 >&2
}
