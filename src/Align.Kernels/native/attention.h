// Grouped-query attention of single positions over the paged cache, with rotary positions.
#pragma once
#include "cache.h"
#include "matrix.h"

namespace align {

// What one layer's attention reads.
struct AttentionInput {
  const align_shape& shape;
  const align_rotary& rotary;
  const align_step& step;
  const Rows& projected;  // queries, keys and values of each row, head after head
};

// Norms (where gains are given), turns and scales the queries in place; norms and turns the keys; puts keys and values into the cache.
void place(const AttentionInput& input, const Cache& cache, int64_t layer, const align_layer_weights& gains, Range rows, const Team& team);

// out[row] = attention of the row's queries over its sequence up to its own position, once all of that has been placed.
// `scores` is the thread's own space of attention_scratch floats.
void attend(const AttentionInput& input, const Cache& cache, int64_t layer, const Rows& out, Range rows, float* scores, const Team& team);

// Floats that attend needs a thread, for sequences of at most `positions`.
int64_t attention_scratch(const align_shape& shape, int64_t positions);

}  // namespace align
