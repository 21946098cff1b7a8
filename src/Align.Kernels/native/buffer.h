// Memory of a fixed size that begins at a cache line, or at a large page where it is large. Not cleared.
#pragma once
#include <sys/mman.h>

#include <cstdlib>
#include <memory>
#include <new>

#include "simd.h"

namespace align {

template <typename Value>
class Buffer {
 public:
  Buffer() = default;
  explicit Buffer(int64_t count) {
    const size_t bytes = static_cast<size_t>(round_up(count > 0 ? count * static_cast<int64_t>(sizeof(Value)) : 1, 64));
    const bool large = bytes >= kLargePage;
    void* memory = nullptr;
    if (posix_memalign(&memory, large ? kLargePage : 64, bytes) != 0) throw std::bad_alloc();
    if (large) madvise(memory, bytes, MADV_HUGEPAGE);
    memory_.reset(static_cast<Value*>(memory));
  }

  Value* get() const { return memory_.get(); }
  operator Value*() const { return memory_.get(); }

 private:
  static constexpr size_t kLargePage = size_t{1} << 21;
  struct Free {
    void operator()(Value* memory) const { std::free(memory); }
  };
  std::unique_ptr<Value, Free> memory_;
};

}  // namespace align
