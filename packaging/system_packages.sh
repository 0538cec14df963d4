#!/bin/sh
# Installs the system packages that Leadbench needs and that are missing, where the user may; else names them
# in one line to copy. Arguments: further packages that the caller found missing.
set -eu

here=$(dirname "$0")
[ "${SYSTEM_PACKAGES:-}" = skip ] && exit 0
# Elsewhere than on Debian and its kin the libraries have other names, and desktops bring them.
command -v dpkg-query >/dev/null 2>&1 || exit 0

# The status comes once for each architecture that has the package.
installed() {
    case "$(dpkg-query -W -f '${db:Status-Status} ' "$1" 2>/dev/null)" in *"installed "*) ;; *) return 1 ;; esac
}

missing="$*"
for names in $(grep -v '^#' "$here/system_packages.txt"); do
    found=
    for name in $(echo "$names" | tr '|' ' '); do
        if installed "$name"; then found=yes; fi
    done
    [ -n "$found" ] || missing="$missing ${names%%|*}"
done
missing=$(echo $missing)
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" != 0 ]; then as_root="sudo -n"; fi
if [ -z "$as_root" ] || { command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; }; then
    echo "Installing system packages: $missing"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086
    if $as_root apt-get update -qq </dev/null &&
        $as_root apt-get install -y -qq --no-install-recommends $missing </dev/null >/dev/null; then
        exit 0
    fi
    echo "apt-get could not install them." >&2
fi
echo "Leadbench needs system packages that are missing here. Please run this line, then try again:" >&2
echo "  sudo apt-get install -y --no-install-recommends $missing" >&2
echo "(If the libraries come from elsewhere: make SYSTEM_PACKAGES=skip ...)" >&2
exit 1
