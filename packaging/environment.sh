#!/bin/sh
# Makes .venv, or brings it up to date, from locks/NAME.txt: versions and hashes, nothing else is fetched.
# Argument: run, test or bench. Called by the Makefile, from the root of the repository.
set -eu

lock=locks/$1.txt
venv=.venv
python=${PYTHON:-}

suitable() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2])' >/dev/null 2>&1
}

if [ -z "$python" ]; then
    for name in python3 python3.13 python3.12 python3.11; do
        if suitable "$name"; then python=$name; break; fi
    done
fi
if [ -z "$python" ] || ! suitable "$python"; then
    echo "Leadbench needs Python 3.11 or newer; ${python:-python3} is older or not there (PYTHON=... names another)." >&2
    exit 1
fi

# On Debian python3-venv is a package of its own, and without it `python -m venv` cannot bring pip.
can_make_environments() {
    "$python" -c 'import ensurepip, venv' >/dev/null 2>&1
}
wanted=
can_make_environments || wanted=python3-venv
# shellcheck disable=SC2086
sh packaging/system_packages.sh $wanted
if ! can_make_environments; then
    echo "$python cannot make virtual environments (the modules venv and ensurepip are missing): install them," \
        "or name another Python by PYTHON=..." >&2
    exit 1
fi

# An environment whose Python was moved, replaced or half made is made again.
if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    echo "Making $venv with $("$python" --version)"
    rm -rf "$venv"
    "$python" -m venv "$venv"
fi

echo "Installing the packages of $lock"
"$venv/bin/python" -m pip install --quiet --require-hashes --only-binary :all: -r "$lock"
"$venv/bin/python" -m pip install --quiet --no-deps --no-build-isolation --editable .

# The larger locks hold everything of the smaller ones.
touch "$venv/$1.stamp"
if [ "$1" != run ]; then touch "$venv/run.stamp"; fi
