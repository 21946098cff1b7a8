// A decoder-only transformer: RMS norms before each block, rotary positions, grouped-query attention, SwiGLU.
#pragma once
#include <vector>

#include "align_kernels.h"
#include "matrix.h"

namespace align {

struct Layer {
  align_layer_weights weights;  // the vectors are read in place
  Matrix query_key_value, output, gate_up, down;
};

// Its weights: the matrices copied into the order in which they are read, the rest where the caller has it.
struct Model {
  Model(const align_shape& shape, const align_weights& weights, const align_layer_weights* given, int64_t threads);

  align_shape shape;
  align_weights weights;
  std::vector<Layer> layers;
  Matrix head;
  int64_t matrix_bytes = 0;  // of the layers

 private:
  void pack(const align_layer_weights* given, const Team& team);
};

}  // namespace align
