#include "attention.h"

#include <algorithm>
#include <cmath>

#include "norm.h"

namespace align {
namespace {

constexpr int kMaxGroup = 8;  // query heads that pass over the keys together

// Turns pairs (i, i + half) by the position's angles (Su et al. 2021, arXiv:2104.09864).
void turn(float* head, const float* cosines, const float* sines, int64_t half, float scale) {
  for (int64_t i = 0; i < half; i++) {
    const float first = head[i], second = head[i + half];
    head[i] = (first * cosines[i] - second * sines[i]) * scale;
    head[i + half] = (second * cosines[i] + first * sines[i]) * scale;
  }
}

void place_row(const AttentionInput& input, const align_row& row, float* projected, const Cache& cache, int64_t layer, const align_layer_weights& gains) {
  const align_shape& shape = input.shape;
  const int64_t dim = shape.head_dim, half = dim / 2;
  const float* cosines = input.rotary.cosines + row.position * half;
  const float* sines = input.rotary.sines + row.position * half;
  const float epsilon = static_cast<float>(shape.norm_epsilon), scale = static_cast<float>(1 / std::sqrt(static_cast<double>(dim)));
  for (int64_t head = 0; head < shape.heads; head++, projected += dim) {
    if (gains.query_norm != nullptr) rms_norm(projected, gains.query_norm, dim, epsilon, projected);
    turn(projected, cosines, sines, half, scale);
  }
  const int64_t page = input.step.page_tables[row.sequence * input.step.table_width + row.position / kPageTokens];
  const int64_t at = row.position % kPageTokens;
  for (int64_t head = 0; head < shape.key_heads; head++, projected += dim) {
    if (gains.key_norm != nullptr) rms_norm(projected, gains.key_norm, dim, epsilon, projected);
    turn(projected, cosines, sines, half, 1.0f);
    float* keys = cache.keys(page, layer, head) + at;
    for (int64_t i = 0; i < dim; i++) keys[i * kPageTokens] = projected[i];
  }
  for (int64_t head = 0; head < shape.key_heads; head++, projected += dim) {
    std::copy_n(projected, dim, cache.values(page, layer, head) + at * round_up(dim, kLanes));
  }
}

// scores[g][position] = query g · key.
template <int G>
void score(const float* queries, int64_t dim, const float* keys, float* scores, int64_t stride) {
  for (int lane = 0; lane < kPageTokens; lane += kLanes) {
    Floats sums[G] = {};
    for (int64_t i = 0; i < dim; i++) {
      const Floats key = load<Floats>(keys + i * kPageTokens + lane);
      for (int g = 0; g < G; g++) sums[g] += queries[g * dim + i] * key;
    }
    for (int g = 0; g < G; g++) store(scores + g * stride + lane, sums[g]);
  }
}

// out[g] += Σ scores[g][position] value[position] over the page's first `count` positions.
template <int G>
void mix(const float* scores, int64_t stride, const float* values, int64_t width, int64_t count, float* out) {
  for (int64_t i = 0; i < width; i += kLanes) {
    Floats sums[G] = {};
    for (int64_t position = 0; position < count; position++) {
      const Floats value = load<Floats>(values + position * width + i);
      for (int g = 0; g < G; g++) sums[g] += scores[g * stride + position] * value;
    }
    for (int g = 0; g < G; g++) store(out + g * width + i, load<Floats>(out + g * width + i) + sums[g]);
  }
}

// Scores become e^(score − largest), and 0 behind the last position; gives their sum.
float soften(float* scores, int64_t positions) {
  const int64_t end = round_up(positions, kPageTokens);
  std::fill(scores + positions, scores + end, -std::numeric_limits<float>::infinity());
  Floats most = load<Floats>(scores), total{};
  for (int64_t i = kLanes; i < end; i += kLanes) {
    const Floats value = load<Floats>(scores + i);
    most = value > most ? value : most;
  }
  const float shift = largest(most);
  for (int64_t i = 0; i < end; i += kLanes) {
    const Floats value = load<Floats>(scores + i);
    const Floats weight = value == -std::numeric_limits<float>::infinity() ? Floats{} : exp(value - shift);
    store(scores + i, weight);
    total += weight;
  }
  return sum(total);
}

template <int G>
void attend_group(const AttentionInput& input, const Cache& cache, int64_t layer, const align_row& row, int64_t head, const float* queries, float* out, float* scratch) {
  const int64_t dim = input.shape.head_dim, width = round_up(dim, kLanes);
  const int64_t positions = row.position + 1, stride = round_up(positions, kPageTokens);
  const int32_t* pages = input.step.page_tables + row.sequence * input.step.table_width;
  float* mixed = scratch;
  float* scores = scratch + kMaxGroup * width;
  for (int64_t at = 0; at < positions; at += kPageTokens) score<G>(queries, dim, cache.keys(pages[at / kPageTokens], layer, head), scores + at, stride);
  float totals[G];
  for (int g = 0; g < G; g++) totals[g] = soften(scores + g * stride, positions);
  std::fill_n(mixed, G * width, 0.0f);
  for (int64_t at = 0; at < positions; at += kPageTokens) {
    mix<G>(scores + at, stride, cache.values(pages[at / kPageTokens], layer, head), width, std::min<int64_t>(kPageTokens, positions - at), mixed);
  }
  for (int g = 0; g < G; g++) {
    const float scale = 1.0f / totals[g];
    for (int64_t i = 0; i < dim; i++) out[g * dim + i] = mixed[g * width + i] * scale;
  }
}

using GroupFunction = void (*)(const AttentionInput&, const Cache&, int64_t, const align_row&, int64_t, const float*, float*, float*);
constexpr GroupFunction kGroups[kMaxGroup + 1] = {nullptr,         attend_group<1>, attend_group<2>, attend_group<3>, attend_group<4>,
                                                  attend_group<5>, attend_group<6>, attend_group<7>, attend_group<8>};

}  // namespace

void place(const AttentionInput& input, const Cache& cache, int64_t layer, const align_layer_weights& gains, Range rows, const Team& team) {
  const Range mine = team.part(rows);
  for (int64_t row = mine.begin; row < mine.end; row++) place_row(input, input.step.rows[row], input.projected[row], cache, layer, gains);
}

void attend(const AttentionInput& input, const Cache& cache, int64_t layer, const Rows& out, Range rows, float* scores, const Team& team) {
  const int64_t heads = input.shape.key_heads, group = input.shape.heads / heads, dim = input.shape.head_dim;
  const Range mine = team.part({rows.begin * heads, rows.end * heads});
  for (int64_t task = mine.begin; task < mine.end; task++) {
    const int64_t row = task / heads, head = task % heads;
    for (int64_t first = 0; first < group; first += kMaxGroup) {
      const int64_t query = (head * group + first) * dim;
      const GroupFunction run = kGroups[std::min<int64_t>(kMaxGroup, group - first)];
      run(input, cache, layer, input.step.rows[row], head, input.projected[row] + query, out[row] + query, scores);
    }
  }
}

int64_t attention_scratch(const align_shape& shape, int64_t positions) {
  return kMaxGroup * (round_up(shape.head_dim, kLanes) + round_up(positions, kPageTokens));
}

}  // namespace align
