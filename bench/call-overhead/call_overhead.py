"""The same calls as Program.cs, from Python: one line a measurement: name, nanoseconds a call."""
import sys
import time

import torch

calls = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
torch.set_num_threads(1)
torch.set_grad_enabled(False)
a, b, m = torch.ones(4), torch.ones(4), torch.ones(4, 4)


def timed(call, times):
    start = time.perf_counter_ns()
    for _ in range(times):
        call()
    return time.perf_counter_ns() - start


for name, call in {"add": lambda: a + b, "add_": lambda: a.add_(b), "mm": lambda: m.mm(m), "sum": lambda: m.sum(1)}.items():
    timed(call, calls // 10)
    print(f"{name} {timed(call, calls) / calls:.1f}")
