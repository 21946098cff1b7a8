#include "decoder.h"

#include <algorithm>

#include "norm.h"

namespace align {
namespace {

// Matrices up to this size stay in the processor's caches, so that every thread may read all of them.
constexpr int64_t kNearBytes = int64_t{16} << 20;

// This member's slice. The rows of one sequence stay together, because the later ones look at the earlier.
Slice slice_of(const align_step& step, const Team& team) {
  const auto boundary = [&step](int64_t row) {
    while (row > 0 && row < step.row_count && step.rows[row].sequence == step.rows[row - 1].sequence) row++;
    return row;
  };
  const Range even = team.part({0, step.row_count});
  Slice slice{{boundary(even.begin), boundary(even.end)}, {0, 0}};
  const auto asks = [](const align_row& row) { return row.logits_row >= 0; };
  slice.logits.begin = std::count_if(step.rows, step.rows + slice.rows.begin, asks);
  slice.logits.end = slice.logits.begin + std::count_if(step.rows + slice.rows.begin, step.rows + slice.rows.end, asks);
  return slice;
}

}  // namespace

Decoder::Decoder(const align_shape& shape, const align_weights& weights, const align_layer_weights* layers, int64_t max_rows, int64_t max_logits_rows, int64_t threads)
    : shape_(shape),
      weights_(weights),
      layers_(static_cast<size_t>(shape.layers)),
      head_(shape.vocabulary, shape.hidden),
      cache_(shape),
      hidden_(max_rows, shape.hidden),
      normed_(max_rows, shape.hidden),
      projected_(max_rows, (shape.heads + 2 * shape.key_heads) * shape.head_dim),
      attended_(max_rows, shape.heads * shape.head_dim),
      gated_(max_rows, shape.feed_forward),
      chosen_(max_logits_rows, shape.hidden),
      logits_(max_logits_rows, shape.vocabulary) {
  for (auto& layer : layers_) {
    layer.query_key_value = Matrix((shape.heads + 2 * shape.key_heads) * shape.head_dim, shape.hidden);
    layer.output = Matrix(shape.hidden, shape.heads * shape.head_dim);
    layer.gate_up = Matrix(2 * round_up(shape.feed_forward, kLanes), shape.hidden);
    layer.down = Matrix(shape.hidden, shape.feed_forward);
    for (const Matrix* matrix : {&layer.query_key_value, &layer.output, &layer.gate_up, &layer.down}) matrix_bytes_ += matrix->bytes();
  }
  for (int64_t member = 0; member < threads; member++) {
    scores_.emplace_back(attention_scratch(shape, shape.positions));
    samplers_.emplace_back(shape.vocabulary);
  }
  head_.set_padding(-std::numeric_limits<float>::infinity());
#pragma omp parallel num_threads(static_cast<int>(threads))
  pack(layers, Team::all());
}

void Decoder::pack(const align_layer_weights* layers, const Team& team) {
  const int64_t queries = shape_.heads * shape_.head_dim, keys = shape_.key_heads * shape_.head_dim;
  for (size_t i = 0; i < layers_.size(); i++) {
    const align_layer_weights& from = layers[i];
    Layer& layer = layers_[i];
    if (team.member == 0) layer.weights = from;
    layer.query_key_value.pack(from.query, from.query_bias, 0, queries, team);
    layer.query_key_value.pack(from.key, from.key_bias, queries, keys, team);
    layer.query_key_value.pack(from.value, from.value_bias, queries + keys, keys, team);
    layer.output.pack(from.output, from.output_bias, 0, shape_.hidden, team);
    layer.gate_up.pack_gated(from.gate, from.up, shape_.feed_forward, team);
    layer.down.pack(from.down, nullptr, 0, shape_.hidden, team);
  }
  head_.pack(weights_.head, nullptr, 0, shape_.vocabulary, team);
}

void Decoder::step(const align_step& step) {
#pragma omp parallel num_threads(static_cast<int>(std::min(step.threads, static_cast<int64_t>(samplers_.size()))))
  {
    const Team all = Team::all();
    const bool alone = goes_alone(step, all);
    const Team team = alone ? all.alone() : all;
    const Slice slice = alone ? slice_of(step, all) : slice_of(step, all.alone());
    run(step, slice, team);
    team.meet();
    draw(step, slice, team);
  }
}

// Threads that share no row need not wait for each other; it pays where each has whole tiles and the matrices are near.
bool Decoder::goes_alone(const align_step& step, const Team& team) const {
  return matrix_bytes_ <= kNearBytes && step.row_count >= team.size * kTileRows;
}

void Decoder::run(const align_step& step, const Slice& slice, const Team& team) {
  const Range mine = team.part(slice.rows);
  for (int64_t row = mine.begin; row < mine.end; row++) std::copy_n(weights_.embedding + step.rows[row].token * shape_.hidden, shape_.hidden, hidden_[row]);
  for (int64_t layer = 0; layer < shape_.layers; layer++) run_layer(step, layer, slice.rows, team);
  score(step, slice, team);
}

// Each stage shares out its work anew, so the members meet between any two.
void Decoder::run_layer(const align_step& step, int64_t index, Range rows, const Team& team) {
  const Layer& layer = layers_[static_cast<size_t>(index)];
  const AttentionInput attention{shape_, weights_, step, projected_};
  norm(layer.weights.attention_norm, rows, team);
  multiply(layer.query_key_value, normed_, projected_, rows, Finish::store, team);
  team.meet();
  place(attention, cache_, index, layer.weights, rows, team);
  team.meet();
  attend(attention, cache_, index, attended_, rows, scores_[static_cast<size_t>(team.thread)], team);
  team.meet();
  multiply(layer.output, attended_, hidden_, rows, Finish::add, team);
  team.meet();
  norm(layer.weights.feed_forward_norm, rows, team);
  multiply(layer.gate_up, normed_, gated_, rows, Finish::gate, team);
  team.meet();
  multiply(layer.down, gated_, hidden_, rows, Finish::add, team);
  team.meet();
}

void Decoder::norm(const float* gain, Range rows, const Team& team) {
  const Range mine = team.part(rows);
  for (int64_t row = mine.begin; row < mine.end; row++) rms_norm(hidden_[row], gain, shape_.hidden, static_cast<float>(shape_.norm_epsilon), normed_[row]);
  team.meet();
}

void Decoder::score(const align_step& step, const Slice& slice, const Team& team) {
  const Range mine = team.part(slice.rows);
  for (int64_t row = mine.begin; row < mine.end; row++) {
    const int64_t to = step.rows[row].logits_row;
    if (to >= 0) rms_norm(hidden_[row], weights_.final_norm, shape_.hidden, static_cast<float>(shape_.norm_epsilon), chosen_[to]);
  }
  team.meet();
  multiply(head_, chosen_, logits_, slice.logits, Finish::store, team);
}

void Decoder::draw(const align_step& step, const Slice& slice, const Team& team) {
  Sampler& sampler = samplers_[static_cast<size_t>(team.thread)];
  const auto first_at = [&step](int64_t logits_row) {
    const auto before = [](const align_draw& draw, int64_t row) { return draw.logits_row < row; };
    return std::lower_bound(step.draws, step.draws + step.draw_count, logits_row, before) - step.draws;
  };
  const Range mine = team.part({first_at(slice.logits.begin), first_at(slice.logits.end)});
  for (int64_t i = mine.begin; i < mine.end; i++) {
    step.drawn[i] = sampler.draw(logits_[step.draws[i].logits_row], step.sampling, step.draws[i].uniform);
  }
}

}  // namespace align
