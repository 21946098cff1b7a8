"""1 for the right sum; a tenth for a whole number that is wrong."""
import json
import sys

for line in sys.stdin:
    request = json.loads(line)
    completion = request["completion"]
    reward = 1.0 if completion == request["answer"] else 0.1 if completion.isdigit() else 0.0
    print(json.dumps({"id": request["id"], "reward": reward}), flush=True)
