#!/bin/sh
# Make .venv and install one lock into it: sh scripts/install.sh runtime|dev
# Safe to run again: nothing happens when the lock was already installed.
set -eu
cd "$(dirname "$0")/.."

wanted=$1
case "$wanted" in
    runtime) lock=requirements.lock ;;
    dev) lock=requirements-dev.lock ;;
    *) echo "usage: scripts/install.sh runtime|dev" >&2; exit 2 ;;
esac
stamp=".venv/.installed-$wanted"
python=.venv/bin/python

fail() { printf '\n' >&2; printf '%s\n' "$@" >&2; exit 1; }

recent_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if recent_enough "$candidate"; then echo "$candidate"; return; fi
    done
}

make_venv() {
    base=$(find_python)
    [ -n "$base" ] || fail \
        "Navette demande Python 3.11 ou plus récent ; cette machine propose : $(python3 --version 2>/dev/null || echo 'aucun Python')." \
        "Installez-le, ou indiquez-le : PYTHON=/chemin/vers/python3.12 make install"
    echo "Création de l’environnement .venv avec $("$base" --version)…"
    rm -rf .venv
    "$base" -m venv .venv || { rm -rf .venv; fail \
        "Python n’a pas su créer l’environnement .venv : son module venv est absent ou incomplet." \
        "Sous Debian ou Ubuntu : apt install python3-venv"; }
}

install_lock() {
    export UV_LINK_MODE=copy PIP_DISABLE_PIP_VERSION_CHECK=1
    if $python -m pip install -qq --require-hashes --only-binary :all: -r requirements-installer.lock &&
        $python -m uv pip install --quiet --python $python --require-hashes -r "$lock"; then
        return
    fi
    echo "uv n’a pas pu installer : nouvel essai avec pip, plus lent…"
    $python -m pip install -qq --require-hashes -r "$lock"
}

recent_enough $python || make_venv

fingerprint=$(cat "$lock" requirements-installer.lock | cksum)
[ "$(cat "$stamp" 2>/dev/null)" = "$fingerprint" ] && exit 0

echo "Installation des dépendances ($lock)…"
install_lock || fail "L’installation des dépendances a échoué : lisez le message ci-dessus, puis relancez la même commande."
echo "$fingerprint" > "$stamp"
