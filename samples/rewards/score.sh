#!/bin/sh
# 1 for the right sum, else 0. The fields come in this order, each at most once: id, prompt, answer, completion.
while IFS= read -r line; do
  id=$(printf '%s' "$line" | sed 's/^{"id":"\([^"]*\)".*/\1/')
  reward=$(printf '%s' "$line" | sed -n 's/.*"answer":"\([^"]*\)","completion":"\1".*/1/p')
  printf '{"id":"%s","reward":%s}\n' "$id" "${reward:-0}"
done
