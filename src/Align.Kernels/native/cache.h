// Keys and values in pages of kPageTokens positions (Kwon et al. 2023, arXiv:2309.06180). A sequence is a list of pages, so
// that sequences with one beginning share its pages.
#pragma once
#include <algorithm>
#include <vector>

#include "align_kernels.h"
#include "buffer.h"

namespace align {

constexpr int kPageTokens = ALIGN_PAGE_TOKENS;

// In a page, for each layer and key head: keys as [head_dim][kPageTokens], then values as [kPageTokens][value_width].
class Cache {
 public:
  explicit Cache(const align_shape& shape)
      : key_heads_(shape.key_heads),
        keys_(shape.head_dim * kPageTokens),
        block_(keys_ + round_up(shape.head_dim, kLanes) * kPageTokens),
        page_(shape.layers * shape.key_heads * block_) {}

  void reserve(int64_t count) {
    while (static_cast<int64_t>(chunks_.size()) * kChunkPages < count) chunks_.emplace_back(kChunkPages * page_);
  }

  void copy(int64_t from, int64_t to) { std::copy_n(page(from), page_, page(to)); }

  float* keys(int64_t page_index, int64_t layer, int64_t head) const { return page(page_index) + (layer * key_heads_ + head) * block_; }
  float* values(int64_t page_index, int64_t layer, int64_t head) const { return keys(page_index, layer, head) + keys_; }

 private:
  static constexpr int64_t kChunkPages = 64;

  float* page(int64_t index) const { return chunks_[static_cast<size_t>(index / kChunkPages)] + index % kChunkPages * page_; }

  int64_t key_heads_, keys_, block_, page_;
  std::vector<Buffer<float>> chunks_;
};

}  // namespace align
