#!/usr/bin/env bash
# Compiles the solution against the TorchSharp and Akka.NET packages of Directory.Packages.props; says so and ends well
# where the package feed does not serve them. A folder with these packages is added by
#   RestoreAdditionalProjectSources=FOLDER eng/build-nuget-stack.sh
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
log=$(mktemp)
trap 'rm -f "$log"' EXIT

if ! dotnet restore Align.sln -p:AlignStack=nuget -v quiet -nologo >"$log" 2>&1; then
  missing=$(grep -oE 'error NU110[12].*Unable to find package (TorchSharp|Akka)(\. | with )' "$log" | grep -oE 'package (TorchSharp|Akka)' | sort -u)
  if [ -z "$missing" ]; then
    grep -E 'error' "$log" | sort -u
    exit 1
  fi
  for name in $(sed 's/package //' <<<"$missing"); do
    version=$(sed -nE "s/.*Include=\"$name\" Version=\"([^\"]*)\".*/\1/p" Directory.Packages.props)
    echo "skipped: the package feed does not serve $name $version"
  done
  exit 0
fi
dotnet build Align.sln -c Release -p:AlignStack=nuget --no-restore -v quiet -nologo -nodeReuse:false
