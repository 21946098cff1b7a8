// A weight matrix in the order in which products read it, and the product of rows with it.
#pragma once
#include "buffer.h"
#include "team.h"

namespace align {

constexpr int kPanel = 2 * kLanes;  // outputs of one panel

// W of y = W x + b, as panels of kPanel outputs: [panel][in][kPanel], the last panel padded with zeros.
class Matrix {
 public:
  Matrix() = default;
  Matrix(int64_t outputs, int64_t inputs);

  // Copies rows of W to outputs `first` and on; the members of a team each do a part.
  void pack(const float* weights, const float* bias, int64_t first, int64_t count, const Team& team);

  // Copies gate and up [outputs / 2, in] so that each panel has kLanes of the one beside the same kLanes of the other.
  void pack_gated(const float* gate, const float* up, int64_t count, const Team& team);

  // The bias of the outputs that only fill the last panel; 0 unless set.
  void set_padding(float bias);

  int64_t inputs() const { return inputs_; }
  int64_t bytes() const { return panels() * kPanel * inputs_ * static_cast<int64_t>(sizeof(float)); }
  int64_t panels() const { return round_up(outputs_, kPanel) / kPanel; }

  const float* panel(int64_t index) const { return weights_ + index * inputs_ * kPanel; }
  const float* bias(int64_t panel) const { return bias_ + panel * kPanel; }

 private:
  void pack_row(const float* row, int64_t output);

  int64_t outputs_ = 0, inputs_ = 0;
  Buffer<float> weights_, bias_;
};

enum class Finish {
  store,  // y = W x + b
  add,    // y += W x + b
  gate    // y = silu(gate x) * (up x), half as many outputs
};

// Vectors one after another. A row is a little longer than its values, so that equal columns of neighbouring rows do not
// compete for one set of the processor's cache.
struct Rows {
  Rows() = default;
  Rows(int64_t rows, int64_t columns) : stride(round_up(columns, kPanel) + kLanes), values(rows * stride) {}

  float* operator[](int64_t row) const { return values + row * stride; }

  int64_t stride = 0;
  Buffer<float> values;
};

// y[r] = finish(W x[r]) for the rows of a range. Each sum runs over the inputs in their order, in stretches of a fixed length,
// whatever the range and the team: that is what makes a row's bits its own.
void multiply(const Matrix& weights, const Rows& x, const Rows& y, Range rows, Finish finish, const Team& team);

}  // namespace align
