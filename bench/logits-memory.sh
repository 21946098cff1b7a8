#!/usr/bin/env bash
# Peak memory of log-probabilities and entropies, forwards and backwards: whole logits beside logits in chunks, each in a process of its own.
# Usage: bench/logits-memory.sh [tokens] [vocabulary] [chunk]
set -euo pipefail
here=$(cd "$(dirname "$0")/logits-memory" && pwd)
tokens=${1:-4096}
vocabulary=${2:-32000}
chunk=${3:-512}

"$here/../../eng/build-native.sh"
dotnet build "$here/LogitsMemory.csproj" -c Release -v q -nodeReuse:false > /dev/null
program="$here/bin/Release/net10.0/LogitsMemory.dll"
echo "$tokens tokens, vocabulary $vocabulary, float32"
dotnet "$program" "$tokens" "$vocabulary" 0
dotnet "$program" "$tokens" "$vocabulary" "$chunk"
