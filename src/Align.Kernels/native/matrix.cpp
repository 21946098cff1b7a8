#include "matrix.h"

#include <algorithm>

namespace align {
namespace {

constexpr int64_t kStretch = 256;

struct Pair {
  Floats left, right;
};

// One register tile: R rows by one panel over `count` inputs, added to sums.
template <int R>
inline void accumulate(const float* x, int64_t stride, const float* panel, int64_t count, Pair* sums) {
  Pair tile[R] = {};
  for (int64_t k = 0; k < count; k++, panel += kPanel) {
    const Floats left = load<Floats>(panel), right = load<Floats>(panel + kLanes);
#pragma GCC unroll 16
    for (int r = 0; r < R; r++) {
      const float value = x[r * stride + k];
      tile[r].left += value * left;
      tile[r].right += value * right;
    }
  }
#pragma GCC unroll 16
  for (int r = 0; r < R; r++) {
    sums[r].left += tile[r].left;
    sums[r].right += tile[r].right;
  }
}

template <int R>
void tile(const float* x, int64_t stride, const float* panel, int64_t inputs, Pair* sums) {
  for (int64_t k = 0; k < inputs; k += kStretch) accumulate<R>(x + k, stride, panel + k * kPanel, std::min(kStretch, inputs - k), sums);
}

using TileFunction = void (*)(const float*, int64_t, const float*, int64_t, Pair*);
constexpr TileFunction kTiles[] = {nullptr, tile<1>, tile<2>, tile<3>, tile<4>, tile<5>, tile<6>,
#if defined(__AVX512F__) || defined(__aarch64__)
                                   tile<7>, tile<8>, tile<9>, tile<10>, tile<11>, tile<12>,
#endif
#if defined(__AVX512F__)
                                   tile<13>, tile<14>,
#endif
};
static_assert(sizeof(kTiles) / sizeof(kTiles[0]) == kTileRows + 1, "a tile function for every height");

inline Floats silu(Floats x) { return x / (1.0f + exp(-x)); }

void write(const Pair& sum, const float* bias, float* y, Finish finish) {
  if (finish == Finish::gate) {
    store(y, silu(sum.left) * sum.right);
    return;
  }
  Floats left = sum.left + load<Floats>(bias), right = sum.right + load<Floats>(bias + kLanes);
  if (finish == Finish::add) {
    left += load<Floats>(y);
    right += load<Floats>(y + kLanes);
  }
  store(y, left);
  store(y + kLanes, right);
}

}  // namespace

Matrix::Matrix(int64_t outputs, int64_t inputs)
    : outputs_(outputs), inputs_(inputs), weights_(round_up(outputs, kPanel) * inputs), bias_(round_up(outputs, kPanel)) {
  std::fill_n(bias_.get(), round_up(outputs, kPanel), 0.0f);
  const int64_t last = panels() - 1;
  std::fill_n(weights_.get() + last * inputs * kPanel, inputs * kPanel, 0.0f);
}

void Matrix::set_padding(float bias) { std::fill(bias_ + outputs_, bias_ + round_up(outputs_, kPanel), bias); }

void Matrix::pack_row(const float* row, int64_t output) {
  float* to = weights_ + output / kPanel * inputs_ * kPanel + output % kPanel;
  for (int64_t k = 0; k < inputs_; k++) to[k * kPanel] = row[k];
}

void Matrix::pack(const float* weights, const float* bias, int64_t first, int64_t count, const Team& team) {
  const Range mine = team.part({0, count});
  for (int64_t i = mine.begin; i < mine.end; i++) {
    pack_row(weights + i * inputs_, first + i);
    if (bias != nullptr) bias_[first + i] = bias[i];
  }
}

void Matrix::pack_gated(const float* gate, const float* up, int64_t count, const Team& team) {
  const Range mine = team.part({0, count});
  for (int64_t i = mine.begin; i < mine.end; i++) {
    const int64_t output = i / kLanes * kPanel + i % kLanes;
    pack_row(gate + i * inputs_, output);
    pack_row(up + i * inputs_, output + kLanes);
  }
}

void multiply(const Matrix& weights, const Rows& x, const Rows& y, Range rows, Finish finish, const Team& team) {
  const int64_t count = rows.size(), tiles = (count + kTileRows - 1) / kTileRows;
  const int64_t width = finish == Finish::gate ? kLanes : kPanel;
  // Panel by panel, so that one stays near while the rows pass.
  const Range mine = team.part({0, weights.panels() * tiles});
  for (int64_t task = mine.begin; task < mine.end; task++) {
    const int64_t panel = task / tiles, index = task % tiles;
    const int64_t first = count * index / tiles, height = count * (index + 1) / tiles - first;
    Pair sums[kTileRows] = {};
    kTiles[height](x[rows.begin + first], x.stride, weights.panel(panel), weights.inputs(), sums);
    for (int64_t r = 0; r < height; r++) write(sums[r], weights.bias(panel), y[rows.begin + first + r] + panel * width, finish);
  }
}

}  // namespace align
