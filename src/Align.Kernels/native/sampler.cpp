#include "sampler.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace align {
namespace {

constexpr align_drawn kNotFinite = {-1, 0, 0, 0};

// The likeliest id, the lowest among equals; -1 where a logit is NaN or +inf, or none is finite.
int64_t likeliest(const float* logits, int64_t count) {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  int64_t best = 0;
  bool sound = true;
  for (int64_t id = 0; id < count; id++) {
    sound &= logits[id] < infinity;  // false for NaN too
    if (logits[id] > logits[best]) best = id;
  }
  return sound && logits[best] > -infinity ? best : -1;
}

}  // namespace

align_drawn Sampler::draw(const float* logits, const align_sampling& sampling, double uniform) {
  const int64_t best = likeliest(logits, vocabulary_);
  if (best < 0) return kNotFinite;
  const bool greedy = sampling.temperature == 0;
  const double temperature = greedy ? 1 : sampling.temperature, largest = logits[best];
  const Softmax softmax = weigh(logits, largest, temperature);
  const float entropy = static_cast<float>(softmax.entropy);
  if (greedy) return {static_cast<int32_t>(best), static_cast<float>(-std::log(softmax.total)), 0, entropy};
  truncate(logits, sampling, softmax.total);
  double kept;
  const int32_t id = pick(uniform, &kept);
  const double log_prob = (logits[id] - largest) / temperature - std::log(softmax.total);
  return {id, static_cast<float>(log_prob), static_cast<float>(std::log(weights_[id] / kept)), entropy};
}

// weights = e^((logit − largest) / temperature): the likeliest token weighs 1. H = log Z − Σ w x / Z.
Sampler::Softmax Sampler::weigh(const float* logits, double largest, double temperature) {
  Doubles mean{};
  for (int64_t id = 0; id < vocabulary_; id += kDoubleLanes) {
    Doubles x;
    for (int lane = 0; lane < kDoubleLanes; lane++) x[lane] = logits[id + lane];
    x = (x - largest) / temperature;
    const Doubles weight = exp(x);
    store(weights_ + id, weight);
    // What is excluded weighs 0 at minus infinity: it is selected, because 0 times infinity is no number.
    mean += weight > 0.0 ? weight * x : Doubles{};
  }
  double total = 0, weighted = 0;
  for (int64_t id = 0; id < vocabulary_; id++) total += weights_[id];
  for (int lane = 0; lane < kDoubleLanes; lane++) weighted += mean[lane];
  return {total, std::log(total) - weighted / total};
}

void Sampler::truncate(const float* logits, const align_sampling& sampling, double total) {
  if (sampling.top_k > 0 || sampling.top_p < 1) truncate_tail(logits, sampling, total);
  if (sampling.min_p <= 0) return;
  for (int64_t id = 0; id < vocabulary_; id++) {
    if (weights_[id] < sampling.min_p) weights_[id] = 0;
  }
}

// Top-k, then the nucleus of what is left, renormalised; the likeliest token always stays. Sorts no further than it must.
void Sampler::truncate_tail(const float* logits, const align_sampling& sampling, double total) {
  std::iota(order_.begin(), order_.end(), 0);
  const auto before = [logits](int32_t a, int32_t b) { return logits[a] > logits[b] || (logits[a] == logits[b] && a < b); };
  int64_t kept = sampling.top_k > 0 ? std::min(sampling.top_k, vocabulary_) : vocabulary_;
  if (kept < vocabulary_) std::nth_element(order_.begin(), order_.begin() + kept, order_.end(), before);
  if (sampling.top_p < 1) {
    int64_t sorted = 0, size = 1;
    const auto sort_to = [&](int64_t end) {
      std::partial_sort(order_.begin() + sorted, order_.begin() + end, order_.begin() + kept, before);
      sorted = end;
    };
    if (kept < vocabulary_) {
      sort_to(kept);
      total = 0;
      for (int64_t i = 0; i < kept; i++) total += weights_[order_[static_cast<size_t>(i)]];
    }
    for (double mass = 0; size < kept; size++) {
      if (size > sorted) sort_to(std::min(kept, std::max<int64_t>(64, 4 * sorted)));
      mass += weights_[order_[static_cast<size_t>(size - 1)]];
      if (mass >= sampling.top_p * total) break;
    }
    kept = size;
  }
  for (int64_t i = kept; i < vocabulary_; i++) weights_[order_[static_cast<size_t>(i)]] = 0;
}

int32_t Sampler::pick(double uniform, double* kept) const {
  double total = 0, sum = 0;
  for (int64_t id = 0; id < vocabulary_; id++) total += weights_[id];
  int64_t last = 0;
  for (int64_t id = 0; id < vocabulary_; id++) {
    if (weights_[id] <= 0) continue;
    last = id;
    sum += weights_[id];
    if (sum > uniform * total) break;
  }
  *kept = total;
  return static_cast<int32_t>(last);
}

}  // namespace align
