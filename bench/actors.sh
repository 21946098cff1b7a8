#!/bin/sh
# The cost of a tell from actor to actor beside a message through a bare channel, interleaved in one run.
# Usage: bench/actors.sh [messages a round] [rounds]
exec dotnet run --project "$(dirname "$0")/actors/ActorBench.csproj" -c Release -v q -- "$@"
