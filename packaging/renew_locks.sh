#!/bin/sh
# Renews locks/ from pyproject.toml for Linux, Windows and macOS. Needs uv; users of Leadbench do not.
# No package index is written into the files, and none but the usual one is asked.
set -eu

uv=${UV:-uv}
command -v "$uv" >/dev/null 2>&1 || {
    echo "Renewing the locks needs uv (pipx install uv); UV=... names it where it is not on the path." >&2
    exit 1
}

renew() {
    file=locks/$1.txt
    shift
    # The old file stays in place while uv reads it: versions only move where --upgrade or a bound says so.
    "$uv" --no-config pip compile pyproject.toml --group build "$@" --output-file "$file" \
        --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
        --no-emit-index-url --no-header --no-annotate --quiet
    { echo "# Written by \`make lock\`; pip reads it: pip install --require-hashes -r $file"; cat "$file"; } >"$file.new"
    mv "$file.new" "$file"
}

mkdir -p locks
renew run ${UPGRADE:+--upgrade}
renew test --group test --extra parquet --constraints locks/run.txt ${UPGRADE:+--upgrade}
renew bench --group test --group bench --extra parquet --constraints locks/test.txt ${UPGRADE:+--upgrade}
