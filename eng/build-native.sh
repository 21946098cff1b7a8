#!/usr/bin/env bash
# Builds artifacts/native/libalign_torch.so against the libtorch it finds, and libalign_kernels.so (eng/build-kernels.sh); does
# nothing when both are up to date.
#
# libtorch is looked for in $ALIGN_LIBTORCH (a folder with include/ and lib/), then in the PyTorch of `python3`,
# then among the system's libraries (Debian's libtorch-dev).
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'build-native: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

multiarch=$(cc -print-multiarch 2>/dev/null || uname -m | sed 's/$/-linux-gnu/')
source_dir=src/Align.Torch/native
build_dir=artifacts/native-build
output=artifacts/native/libalign_torch.so
stamp=artifacts/native/stamp

# Sets root, include, lib, from a folder laid out as include/ and lib/.
use_folder() {
  root=$1
  include="$root/include;$root/include/torch/csrc/api/include"
  lib=$root/lib
}

find_python_torch() {
  local found cache=artifacts/native/python-torch interpreter
  interpreter=$(command -v python3) || return 1
  # Asking Python costs a start of the interpreter: remember the answer for this interpreter.
  if [[ -f $cache ]] && read -r known found < "$cache" && [[ $known == "$interpreter" ]] \
      && [[ $found == none || -d $found/include ]] && [[ $cache -nt $interpreter ]]; then
    :
  else
    found=$(python3 -c 'import importlib.util as u; s = u.find_spec("torch"); print(s.submodule_search_locations[0] if s else "none")' 2>/dev/null || echo none)
    mkdir -p artifacts/native
    printf '%s %s\n' "$interpreter" "$found" > "$cache"
  fi
  [[ $found != none && -d $found/include/ATen && -e $found/lib/libtorch.so ]] && use_folder "$found"
}

find_libtorch() {
  if [[ -n ${ALIGN_LIBTORCH:-} ]]; then
    [[ -d $ALIGN_LIBTORCH/include/ATen && -e $ALIGN_LIBTORCH/lib/libtorch.so ]] \
      || fail "ALIGN_LIBTORCH=$ALIGN_LIBTORCH has no include/ATen and lib/libtorch.so; set it to libtorch's folder (for PyTorch: \$(python3 -c 'import torch, os; print(os.path.dirname(torch.__file__))'))"
    use_folder "$ALIGN_LIBTORCH"
  elif find_python_torch; then
    :
  elif [[ -e /usr/lib/$multiarch/libtorch.so && -d /usr/include/ATen ]]; then
    root=/usr
    include="/usr/include;/usr/include/torch/csrc/api/include"
    lib=/usr/lib/$multiarch
  else
    fail "no libtorch found: install libtorch-dev (Debian 12), or install PyTorch for python3, or set ALIGN_LIBTORCH to a folder with libtorch's include/ and lib/"
  fi
}

eng/build-kernels.sh
find_libtorch

# Debian's libtorch takes its BLAS from the system; the OpenMP build shares one thread pool with libtorch.
blas_dir=
if [[ $lib == "/usr/lib/$multiarch" && -e /usr/lib/$multiarch/openblas-openmp/libopenblas.so.0 ]]; then
  blas_dir=/usr/lib/$multiarch/openblas-openmp
fi

fingerprint=$(cat "$source_dir"/* "$0" | sha256sum | cut -d' ' -f1)
wanted="$fingerprint $lib $(stat -L -c '%Y:%s' "$lib/libtorch.so") blas=$blas_dir"
[[ -e $output && -f $stamp && $(< "$stamp") == "$wanted" ]] && exit 0

command -v cmake > /dev/null || fail "cmake is missing: install cmake and g++"
# The headers of newer releases need C++20; the old C++ ABI shows in the library's own symbols.
standard=17
version_part() {
  cat "$root"/include/torch/csrc/api/include/torch/version.h "$root"/include/torch/headeronly/version.h 2> /dev/null \
    | sed -n "s/^#define TORCH_VERSION_$1 \\([0-9]*\\).*/\\1/p" | head -1 || true
}
major=$(version_part MAJOR)
minor=$(version_part MINOR)
if (( ${major:-1} > 2 || (${major:-1} == 2 && ${minor:-0} >= 10) )); then standard=20; fi
abi=1
if nm -D --defined-only "$lib/libc10.so" 2>/dev/null | grep -q 'c105ErrorC[12]ENS_14SourceLocationESs'; then abi=0; fi

say "building against libtorch ${major:-?}.${minor:-?} in $lib${blas_dir:+, BLAS from $blas_dir}"
generator=()
command -v ninja > /dev/null && generator=(-G Ninja)
rm -rf "$build_dir"
mkdir -p "$build_dir" "$(dirname "$output")"
log=$build_dir/log
if ! { cmake -S "$source_dir" -B "$build_dir" "${generator[@]}" -DCMAKE_BUILD_TYPE=Release \
         "-DLIBTORCH_INCLUDE=$include" "-DLIBTORCH_LIB=$lib" "-DLIBTORCH_CXX11_ABI=$abi" \
         "-DLIBTORCH_CXX_STANDARD=$standard" "-DALIGN_BLAS_DIR=$blas_dir" \
       && cmake --build "$build_dir" --parallel "$(nproc)"; } > "$log" 2>&1; then
  cat "$log" >&2
  fail "the native library did not build (log above)"
fi
cp "$build_dir/libalign_torch.so" "$output.new"
mv "$output.new" "$output"
printf '%s\n' "$wanted" > "$stamp"
say "built $output"
