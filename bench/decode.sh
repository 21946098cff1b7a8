#!/usr/bin/env bash
# Tokens a second of generation: the native decode engine, the plain path and PyTorch eager, in alternating rounds of one run.
# Usage: bench/decode.sh [rounds] [V d layers heads key_heads ff batch prompt new]
# The default is a model of 0.8 million parameters. Python is $PYTHON, else /usr/bin/python3, and needs torch; without it the comparison is
# left out. Threads are $THREADS, else the number of processors. Python gets the OpenMP build of OpenBLAS where Debian has it: with the
# other build its thread pools fight.
set -euo pipefail
here=$(cd "$(dirname "$0")/decode" && pwd)
rounds=${1:-5}
[ $# -gt 0 ] && shift
shape=("$@")
[ ${#shape[@]} -eq 9 ] || shape=(64 128 4 4 2 384 128 24 40)
threads=${THREADS:-$(nproc)}
python=${PYTHON:-/usr/bin/python3}
repetitions=5

"$here/../../eng/build-native.sh"
dotnet build "$here/DecodeBench.csproj" -c Release -v q -nodeReuse:false > /dev/null
program="$here/bin/Release/net10.0/DecodeBench.dll"
results=$(mktemp)
trap 'rm -f "$results"' EXIT
blas=$(dirname "$(ls /usr/lib/*/openblas-openmp/libblas.so.3 2> /dev/null | head -1)" 2> /dev/null || true)

with_python=1
if ! "$python" -c 'import torch' 2> /dev/null; then
  with_python=0
  echo "SKIPPED the comparison: $python has no torch (Debian: apt install python3-torch; or set PYTHON)" >&2
fi
for ((round = 0; round < rounds; round++)); do
  echo "engine $(dotnet "$program" auto "${shape[@]}" "$repetitions" "$threads")" >> "$results"
  if ((with_python)); then echo "eager $(LD_LIBRARY_PATH=$blas "$python" "$here/eager.py" "${shape[@]}" "$repetitions" "$threads")" >> "$results"; fi
  echo "plain $(dotnet "$program" plain "${shape[@]}" "$repetitions" "$threads")" >> "$results"
done

# Ratios are taken round by round: the machine's speed drifts.
echo "V ${shape[0]}, d ${shape[1]}, ${shape[2]} layers, ${shape[3]}/${shape[4]} heads, ff ${shape[5]}, batch ${shape[6]}, ${shape[7]} + ${shape[8]} tokens, $threads threads, $rounds rounds"
awk '
  { value[$1, ++count[$1]] = $2 }
  END {
    printf "%-8s %26s %26s\n", "", "tokens/s: median (range)", "engine is faster by"
    show("engine"); show("plain"); show("eager")
  }
  function show(name, i, n, rates, ratios) {
    n = count[name]
    if (!n) return
    for (i = 1; i <= n; i++) { rates[i] = value[name, i]; ratios[i] = value["engine", i] / value[name, i] }
    sort(rates, n); sort(ratios, n)
    printf "%-8s %12.0f (%.0f-%.0f) %14.2f (%.2f-%.2f)\n", name, rates[int((n + 1) / 2)], rates[1], rates[n], ratios[int((n + 1) / 2)], ratios[1], ratios[n]
  }
  function sort(list, n, i, j, t) {
    for (i = 2; i <= n; i++) { t = list[i]; for (j = i - 1; j > 0 && list[j] > t; j--) list[j + 1] = list[j]; list[j + 1] = t }
  }' "$results"
