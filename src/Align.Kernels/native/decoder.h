// A decoder-only transformer: RMS norms before each block, rotary positions, grouped-query attention, SwiGLU.
#pragma once
#include <vector>

#include "attention.h"
#include "matrix.h"
#include "sampler.h"

namespace align {

struct Layer {
  align_layer_weights weights;  // the vectors are read in place
  Matrix query_key_value, output, gate_up, down;
};

// The rows that a team works through together, and where their logits go.
struct Slice {
  Range rows, logits;
};

class Decoder {
 public:
  Decoder(const align_shape& shape, const align_weights& weights, const align_layer_weights* layers, int64_t max_rows, int64_t max_logits_rows, int64_t threads);

  void step(const align_step& step);

  Cache& cache() { return cache_; }

 private:
  void pack(const align_layer_weights* layers, const Team& team);
  bool goes_alone(const align_step& step, const Team& team) const;
  void run(const align_step& step, const Slice& slice, const Team& team);
  void run_layer(const align_step& step, int64_t index, Range rows, const Team& team);
  void norm(const float* gain, Range rows, const Team& team);
  void score(const align_step& step, const Slice& slice, const Team& team);
  void draw(const align_step& step, const Slice& slice, const Team& team);

  align_shape shape_;
  align_weights weights_;
  std::vector<Layer> layers_;
  Matrix head_;
  int64_t matrix_bytes_ = 0;
  Cache cache_;
  Rows hidden_, normed_, projected_, attended_, gated_, chosen_, logits_;
  std::vector<Buffer<float>> scores_;  // one a thread
  std::vector<Sampler> samplers_;      // one a thread
};

}  // namespace align
