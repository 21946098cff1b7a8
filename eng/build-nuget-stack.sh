#!/usr/bin/env bash
# Compiles the solution against the real TorchSharp and Akka.NET, where the package feed serves them; says so where it does not.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
probe=$(mktemp -d)
trap 'rm -rf "$probe"' EXIT
cat >"$probe/probe.csproj" <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="TorchSharp" Version="0.107.*" />
    <PackageReference Include="Akka" Version="1.5.*" />
  </ItemGroup>
</Project>
X
if ! dotnet restore "$probe/probe.csproj" -v quiet -nologo >"$probe/log" 2>&1; then
  echo "skipped: the package feed does not serve TorchSharp 0.107 and Akka 1.5"
  exit 0
fi
dotnet build Align.sln -c Release -p:AlignStack=nuget -v quiet -nologo -nodeReuse:false
