"""The same generation in PyTorch eager, written for speed within its means: weights of one input joined, a cache allocated once, no autograd.

Usage: eager.py V d layers heads key_heads ff batch prompt new repetitions threads. Prints tokens a second, the median of some repetitions.
"""
import sys
import time

import torch
import torch.nn.functional as F

V, d, layers, heads, key_heads, ff, batch, prompt, new, repetitions, threads = map(int, sys.argv[1:])
torch.set_num_threads(threads)
torch.manual_seed(1)
D, group = d // heads, heads // key_heads


def weight(*shape):
    return torch.randn(shape) * 0.02


embedding = weight(V, d)
final_norm = torch.ones(d)
blocks = [
    dict(n1=torch.ones(d), qkv=weight((heads + 2 * key_heads) * D, d), bias=torch.zeros((heads + 2 * key_heads) * D), o=weight(d, heads * D),
         n2=torch.ones(d), gate_up=weight(2 * ff, d), down=weight(d, ff))
    for _ in range(layers)
]
angles = torch.outer(torch.arange(prompt + new).float(), 10000.0 ** (-torch.arange(0, D, 2).float() / D))
cos, sin = torch.cat([angles.cos()] * 2, -1), torch.cat([-angles.sin(), angles.sin()], -1)


def norm(x, gain):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6) * gain


def turn(x, start):
    end = start + x.shape[1]
    return x * cos[None, start:end, None] + torch.cat([x[..., D // 2:], x[..., :D // 2]], -1) * sin[None, start:end, None]


def forward(ids, start, cache):
    """Reads ids [N, T] at positions from start; gives the logits of the last position."""
    N, T = ids.shape
    x = embedding[ids]
    blocked = None
    if T > 1:
        blocked = torch.ones(T, start + T, dtype=torch.bool).triu(start + 1).repeat(group, 1)
    for block, (keys, values) in zip(blocks, cache):
        q, k, v = F.linear(norm(x, block["n1"]), block["qkv"], block["bias"]).view(N, T, heads + 2 * key_heads, D).split([heads, key_heads, key_heads], 2)
        keys[:, :, start:start + T] = turn(k, start).transpose(1, 2)
        values[:, :, start:start + T] = v.transpose(1, 2)
        q = turn(q, start).view(N, T, key_heads, group, D).permute(0, 2, 3, 1, 4).reshape(N, key_heads, group * T, D)
        scores = (q * D ** -0.5) @ keys[:, :, :start + T].transpose(2, 3)
        if blocked is not None:
            scores = scores.masked_fill(blocked, float("-inf"))
        mixed = scores.softmax(-1) @ values[:, :, :start + T]
        x = x + F.linear(mixed.view(N, key_heads, group, T, D).permute(0, 3, 1, 2, 4).reshape(N, T, heads * D), block["o"])
        gate, up = F.linear(norm(x, block["n2"]), block["gate_up"]).chunk(2, -1)
        x = x + F.linear(F.silu(gate) * up, block["down"])
    return F.linear(norm(x[:, -1], final_norm), embedding)


@torch.inference_mode()
def generate():
    cache = [(torch.empty(batch, key_heads, prompt + new, D), torch.empty(batch, key_heads, prompt + new, D)) for _ in range(layers)]
    ids = (torch.arange(batch)[:, None] * 31 + torch.arange(prompt)[None] * 7) % V
    begun = time.perf_counter()
    tokens, log_probs = [], []
    logits = forward(ids, 0, cache)
    for step in range(new):
        all_log_probs = logits.log_softmax(-1)
        token = torch.multinomial(all_log_probs.exp(), 1)
        tokens.append(token)
        log_probs.append(all_log_probs.gather(1, token))
        if step + 1 < new:
            logits = forward(token, prompt + step, cache)
    torch.cat(tokens, 1), torch.cat(log_probs, 1)
    return batch * new / (time.perf_counter() - begun)


generate()
print(f"{sorted(generate() for _ in range(repetitions))[repetitions // 2]:.0f}")
