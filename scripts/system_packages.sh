#!/bin/sh
# Install the Debian packages that the tests need and that this machine lacks; say what was done.
set -eu

missing=""
need() { [ "$2" -eq 0 ] || missing="$missing $1"; }
found() { command -v "$1" >/dev/null 2>&1 && echo 0 || echo 1; }
postgres_found() { ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && echo 0 || echo 1; }

need chromium "$(found chromium)"
need postgresql "$(postgres_found)"
need libreoffice-calc-nogui "$(found soffice)"
need openssl "$(found openssl)"
need poppler-utils "$(found pdftoppm)"

[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "Les tests demandent ces programmes, absents de cette machine :$missing" >&2
    echo "Elle n’a pas apt-get : installez-les à la main, puis relancez make test." >&2
    exit 1
fi

if [ "$(id -u)" -eq 0 ]; then
    as_root="env"
elif command -v sudo >/dev/null 2>&1; then
    as_root="sudo"
else
    echo "Les tests demandent ces paquets Debian :$missing" >&2
    echo "Installez-les en tant que root : apt-get install$missing" >&2
    exit 1
fi

echo "Installation des paquets Debian :$missing…"
log=$(mktemp)
# $missing holds several names on purpose.
# shellcheck disable=SC2086
if ! { $as_root apt-get update -qq &&
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    echo "L’installation des paquets a échoué : lisez le message ci-dessus." >&2
    exit 1
fi
rm -f "$log"
echo "Installé :$missing."
