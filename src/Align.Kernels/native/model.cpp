#include "model.h"

#include <limits>

namespace align {

Model::Model(const align_shape& given_shape, const align_weights& given_weights, const align_layer_weights* given, int64_t threads)
    : shape(given_shape), weights(given_weights), layers(static_cast<size_t>(given_shape.layers)), head(given_shape.vocabulary, given_shape.hidden) {
  for (auto& layer : layers) {
    layer.query_key_value = Matrix((shape.heads + 2 * shape.key_heads) * shape.head_dim, shape.hidden);
    layer.output = Matrix(shape.hidden, shape.heads * shape.head_dim);
    layer.gate_up = Matrix(2 * round_up(shape.feed_forward, kLanes), shape.hidden);
    layer.down = Matrix(shape.hidden, shape.feed_forward);
    for (const Matrix* matrix : {&layer.query_key_value, &layer.output, &layer.gate_up, &layer.down}) matrix_bytes += matrix->bytes();
  }
  head.set_padding(-std::numeric_limits<float>::infinity());
#pragma omp parallel num_threads(static_cast<int>(threads))
  pack(given, Team::all());
}

void Model::pack(const align_layer_weights* given, const Team& team) {
  const int64_t queries = shape.heads * shape.head_dim, keys = shape.key_heads * shape.head_dim;
  for (size_t i = 0; i < layers.size(); i++) {
    const align_layer_weights& from = given[i];
    Layer& layer = layers[i];
    if (team.member == 0) layer.weights = from;
    layer.query_key_value.pack(from.query, from.query_bias, 0, queries, team);
    layer.query_key_value.pack(from.key, from.key_bias, queries, keys, team);
    layer.query_key_value.pack(from.value, from.value_bias, queries + keys, keys, team);
    layer.output.pack(from.output, from.output_bias, 0, shape.hidden, team);
    layer.gate_up.pack_gated(from.gate, from.up, shape.feed_forward, team);
    layer.down.pack(from.down, nullptr, 0, shape.hidden, team);
  }
  head.pack(weights.head, nullptr, 0, shape.vocabulary, team);
}

}  // namespace align
