// Draws tokens by the inverse of the distribution function, in double precision and in the order of the ids.
#pragma once
#include <vector>

#include "align_kernels.h"
#include "buffer.h"

namespace align {

// One thread's space for drawing. A token depends on its logits and its uniform number, and on nothing else.
class Sampler {
 public:
  explicit Sampler(int64_t vocabulary)
      : vocabulary_(vocabulary), weights_(round_up(vocabulary, kLanes)), order_(static_cast<size_t>(vocabulary)) {}

  // logits are whole vectors, minus infinity behind the vocabulary.
  align_drawn draw(const float* logits, const align_sampling& sampling, double uniform);

 private:
  struct Softmax {
    double total, entropy;
  };

  Softmax weigh(const float* logits, double largest, double temperature);
  void truncate(const float* logits, const align_sampling& sampling, double total);
  void truncate_tail(const float* logits, const align_sampling& sampling, double total);
  int32_t pick(double uniform, double* kept) const;

  int64_t vocabulary_;
  Buffer<double> weights_;
  std::vector<int32_t> order_;
};

}  // namespace align
