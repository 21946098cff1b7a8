// The threads of one parallel region. What is shared out has results that do not depend on who does it.
#pragma once
#include <omp.h>

#include <cstdint>

namespace align {

// From begin up to, and without, end.
struct Range {
  int64_t begin, end;

  int64_t size() const { return end - begin; }
};

struct Team {
  int64_t member, size;
  int64_t thread;  // of the parallel region; whose scratch space is used

  static Team all() { return {omp_get_thread_num(), omp_get_num_threads(), omp_get_thread_num()}; }

  // This thread as a team of its own.
  Team alone() const { return {0, 1, thread}; }

  // This member's part of a range.
  Range part(Range whole) const { return {whole.begin + whole.size() * member / size, whole.begin + whole.size() * (member + 1) / size}; }

  // Waits until all members have come here.
  void meet() const {
    if (size == 1) return;
#pragma omp barrier
  }
};

}  // namespace align
