#!/usr/bin/env bash
# Makes this checkout ready to run: system packages, native libraries, the align command in Release.
# Idempotent; well under a second when there is nothing to do. Sourced by nothing: ./align, ./test and .ci/run call it.
#   eng/bootstrap.sh          everything that ./align needs
#   eng/bootstrap.sh native   system packages and the native libraries only (./test builds the rest itself)
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
what=${1:-all}
stamp=artifacts/bootstrap.stamp

say() { printf '[set-up] %s\n' "$*" >&2; }
fail() { printf '[set-up] %s\n' "$@" >&2; exit 1; }

need_tool() { # tool, Debian package, where else
  command -v "$1" >/dev/null 2>&1 || missing_tools+=("$1 — Debian: apt-get install $2; elsewhere: $3")
}

check_tools() {
  missing_tools=()
  need_tool dotnet dotnet-sdk-10.0 "https://dotnet.microsoft.com/download/dotnet/10.0"
  need_tool g++ g++ "any C++17 compiler with the name g++"
  need_tool cmake cmake "https://cmake.org/download (3.18 or newer)"
  [ ${#missing_tools[@]} -eq 0 ] || fail "These programs are missing; install them and start again:" "${missing_tools[@]/#/  }"
}

has_system_packages() {
  [ -n "${ALIGN_LIBTORCH:-}" ] && return 0
  { [ -e /usr/include/torch/csrc/api/include/torch/version.h ] || ls /usr/include/torch/version.h >/dev/null 2>&1; } \
    && ls /usr/lib/*/openblas-openmp/libblas.so.3 >/dev/null 2>&1
}

has_python_torch() { python3 -c 'import torch' >/dev/null 2>&1; }

install_packages() {
  has_system_packages && return 0
  has_python_torch && return 0
  local sudo=""
  if ! command -v apt-get >/dev/null 2>&1; then
    fail "libtorch was not found, and this system has no apt-get to install it with." \
         "  Install libtorch (https://pytorch.org, the C++ package or 'pip install torch') and set" \
         "  ALIGN_LIBTORCH=/path/to/libtorch   (the folder that holds include/ and lib/)"
  fi
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null || fail \
      "libtorch is missing and may not be installed without root. Run once:" \
      "  sudo apt-get install libtorch-dev libopenblas0-openmp" \
      "or set ALIGN_LIBTORCH=/path/to/libtorch"
    sudo=sudo
  fi
  say "installing libtorch-dev and libopenblas0-openmp (about 250 MB, a minute or two)"
  $sudo apt-get update -qq >&2 || fail "apt-get update failed; see the lines above."
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends libtorch-dev libopenblas0-openmp >artifacts/apt.log 2>&1 \
    || { tail -n 20 artifacts/apt.log >&2; fail "apt-get install failed; the whole log is artifacts/apt.log"; }
}

# The native libraries depend on libtorch and on the processor.
built_for() { printf '%s %s' "${ALIGN_LIBTORCH:-system}" "$(grep -m1 -E '^(flags|Features)' /proc/cpuinfo 2>/dev/null | cksum)"; }

up_to_date() {
  [ -e "$stamp" ] && [ -e artifacts/native/libalign_torch.so ] || return 1
  [ "$(cat "$stamp")" = "$(built_for)" ] || return 1
  [ -x "src/Align.Cli/bin/Release/net10.0/align" ] || return 1
  local newer
  newer=$(find src envs rewards eng Directory.Build.props Directory.Build.targets Directory.Packages.props global.json \
    \( -name bin -o -name obj \) -prune -o -type f -newer "$stamp" -print -quit)
  [ -z "$newer" ]
}

build_cli() {
  say "building the align command"
  dotnet build src/Align.Cli/Align.Cli.csproj -c Release -v quiet -nologo -nodeReuse:false >artifacts/build.log 2>&1 \
    || { grep -E 'error|warn' artifacts/build.log | sort -u | head -n 20 >&2; fail "the build failed; the whole log is artifacts/build.log"; }
}

main() {
  mkdir -p artifacts
  if [ "$what" = all ] && up_to_date; then return 0; fi
  check_tools
  install_packages
  eng/build-native.sh || fail "the native library could not be built; see the lines above"
  [ "$what" = native ] && return 0
  # The stamp is older than the build: a source saved meanwhile counts as newer.
  built_for >"$stamp.new"
  build_cli
  mv "$stamp.new" "$stamp"
}
main
