#!/usr/bin/env bash
# The cost of calling an operator on tiny tensors from C# beside the same call from Python, in alternating rounds.
# Usage: bench/call-overhead.sh [calls a round] [rounds]
# Python is $PYTHON, else /usr/bin/python3, and needs torch; without it only C# is measured.
set -euo pipefail
here=$(cd "$(dirname "$0")/call-overhead" && pwd)
calls=${1:-200000}
rounds=${2:-5}
python=${PYTHON:-/usr/bin/python3}

"$here/../../eng/build-native.sh"
dotnet build "$here/CallOverhead.csproj" -c Release -v q -nodeReuse:false > /dev/null
program="$here/bin/Release/net10.0/CallOverhead.dll"
results=$(mktemp)
trap 'rm -f "$results"' EXIT

with_python=1
if ! "$python" -c 'import torch' 2> /dev/null; then
  with_python=0
  echo "SKIPPED the comparison: $python has no torch (Debian: apt install python3-torch; or set PYTHON)" >&2
fi
for ((round = 0; round < rounds; round++)); do
  dotnet "$program" "$calls" | sed 's/^/csharp /' >> "$results"
  if ((with_python)); then "$python" "$here/call_overhead.py" "$calls" | sed 's/^/python /' >> "$results"; fi
done

# Medians of the rounds; ratio below 1: C# is cheaper.
sort -k1,2 -k3,3n "$results" | awk '
  { key = $1 " " $2; values[key, ++count[key]] = $3; names[$2] = 1 }
  END {
    printf "%-8s %12s %12s %8s\n", "call", "C# ns", "Python ns", "ratio"
    for (name in names) {
      c = median("csharp " name); p = median("python " name)
      if (p > 0) printf "%-8s %12.0f %12.0f %8.2f\n", name, c, p, c / p
      else printf "%-8s %12.0f %12s %8s\n", name, c, "-", "-"
    }
  }
  function median(key, n) { n = count[key]; return n ? values[key, int((n + 1) / 2)] : 0 }'
