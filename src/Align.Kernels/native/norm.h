// RMS norm (Zhang and Sennrich 2019, arXiv:1910.07467).
#pragma once
#include <cmath>

#include "simd.h"

namespace align {

// y = x / sqrt(mean(x^2) + epsilon) * gain over `count` values; y may be x.
inline void rms_norm(const float* x, const float* gain, int64_t count, float epsilon, float* y) {
  Floats squares{};
  int64_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    const Floats value = load<Floats>(x + i);
    squares += value * value;
  }
  float total = sum(squares);
  for (; i < count; i++) total += x[i] * x[i];
  const float scale = 1.0f / std::sqrt(total / static_cast<float>(count) + epsilon);
  for (i = 0; i < count; i++) y[i] = x[i] * scale * gain[i];
}

}  // namespace align
