// Steps of a model over a paged cache.
#pragma once
#include <vector>

#include "attention.h"
#include "model.h"
#include "sampler.h"

namespace align {

// The rows that a team works through together, and where their logits go.
struct Slice {
  Range rows, logits;
};

class Decoder {
 public:
  // The model outlives it.
  Decoder(const Model& model, const align_rotary& rotary, int64_t max_rows, int64_t max_logits_rows, int64_t threads);

  void step(const align_step& step);

  Cache& cache() { return cache_; }

 private:
  bool goes_alone(const align_step& step, const Team& team) const;
  void run(const align_step& step, const Slice& slice, const Team& team);
  void run_layer(const align_step& step, int64_t index, Range rows, const Team& team);
  void norm(const float* gain, Range rows, const Team& team);
  void score(const align_step& step, const Slice& slice, const Team& team);
  void draw(const align_step& step, const Slice& slice, const Team& team);

  const Model& model_;
  align_rotary rotary_;
  Cache cache_;
  Rows hidden_, normed_, projected_, attended_, gated_, chosen_, logits_;
  std::vector<Buffer<float>> scores_;  // one a thread
  std::vector<Sampler> samplers_;      // one a thread
};

}  // namespace align
