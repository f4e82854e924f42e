#!/usr/bin/env bash
# Unpacks the C library of Debian 13 beside the conformance runner, for machines whose own is older than it needs.
# Nothing is installed; the runner alone is started with it.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
target=$here/node_modules/.cache/glibc
[ -e "$target/usr/lib" ] && exit 0
own=$(getconf GNU_LIBC_VERSION 2>/dev/null | cut -d' ' -f2)
[ "$(printf '%s\n' 2.38 "${own:-0}" | sort -V | head -n1)" = 2.38 ] && exit 0
command -v apt-get >/dev/null || { echo "fetch-glibc: this needs apt-get; run the suite on a system with glibc 2.38 instead" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
echo 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian trixie main' > "$work/sources.list"
options=(-qq -o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache")
apt-get "${options[@]}" update
(cd "$work" && apt-get "${options[@]}" download libc6 libstdc++6 libgcc-s1 2>/dev/null)
mkdir -p "$target"
for package in "$work"/*.deb; do dpkg -x "$package" "$target"; done
