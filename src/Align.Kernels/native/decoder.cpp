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

Decoder::Decoder(const Model& model, const align_rotary& rotary, int64_t max_rows, int64_t max_logits_rows, int64_t threads)
    : model_(model),
      rotary_(rotary),
      cache_(model.shape),
      hidden_(max_rows, model.shape.hidden),
      normed_(max_rows, model.shape.hidden),
      projected_(max_rows, (model.shape.heads + 2 * model.shape.key_heads) * model.shape.head_dim),
      attended_(max_rows, model.shape.heads * model.shape.head_dim),
      gated_(max_rows, model.shape.feed_forward),
      chosen_(max_logits_rows, model.shape.hidden),
      logits_(max_logits_rows, model.shape.vocabulary) {
  for (int64_t member = 0; member < threads; member++) {
    scores_.emplace_back(attention_scratch(model.shape, rotary.positions));
    samplers_.emplace_back(model.shape.vocabulary);
  }
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
  return model_.matrix_bytes <= kNearBytes && step.row_count >= team.size * kTileRows;
}

void Decoder::run(const align_step& step, const Slice& slice, const Team& team) {
  const Range mine = team.part(slice.rows);
  for (int64_t row = mine.begin; row < mine.end; row++) std::copy_n(model_.weights.embedding + step.rows[row].token * model_.shape.hidden, model_.shape.hidden, hidden_[row]);
  for (int64_t layer = 0; layer < model_.shape.layers; layer++) run_layer(step, layer, slice.rows, team);
  score(step, slice, team);
}

// Each stage shares out its work anew, so the members meet between any two.
void Decoder::run_layer(const align_step& step, int64_t index, Range rows, const Team& team) {
  const Layer& layer = model_.layers[static_cast<size_t>(index)];
  const AttentionInput attention{model_.shape, rotary_, step, projected_};
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
  for (int64_t row = mine.begin; row < mine.end; row++) rms_norm(hidden_[row], gain, model_.shape.hidden, static_cast<float>(model_.shape.norm_epsilon), normed_[row]);
  team.meet();
}

void Decoder::score(const align_step& step, const Slice& slice, const Team& team) {
  const Range mine = team.part(slice.rows);
  for (int64_t row = mine.begin; row < mine.end; row++) {
    const int64_t to = step.rows[row].logits_row;
    if (to >= 0) rms_norm(hidden_[row], model_.weights.final_norm, model_.shape.hidden, static_cast<float>(model_.shape.norm_epsilon), chosen_[to]);
  }
  team.meet();
  multiply(model_.head, chosen_, logits_, slice.logits, Finish::store, team);
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
