// Vectors of floats as wide as the machine's registers, by the compiler's vector extensions, and their exponentials.
#pragma once
#include <cstdint>
#include <cstring>
#include <limits>

namespace align {

#if defined(__AVX512F__)
constexpr int kLanes = 16;
constexpr int kTileRows = 14;  // rows of a register tile: 14 x 2 sums, 2 weights, 1 activation of 32 registers
#elif defined(__AVX__)
constexpr int kLanes = 8;
constexpr int kTileRows = 6;
#elif defined(__aarch64__)
constexpr int kLanes = 4;
constexpr int kTileRows = 12;
#else
constexpr int kLanes = 4;
constexpr int kTileRows = 6;
#endif
constexpr int kDoubleLanes = kLanes / 2;

typedef float Floats __attribute__((vector_size(kLanes * 4)));
typedef int32_t Ints __attribute__((vector_size(kLanes * 4)));
typedef double Doubles __attribute__((vector_size(kLanes * 4)));
typedef int64_t Longs __attribute__((vector_size(kLanes * 4)));

constexpr int64_t round_up(int64_t count, int64_t unit) { return (count + unit - 1) / unit * unit; }

template <typename Vector, typename Value>
inline Vector load(const Value* from) {
  Vector value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

template <typename Vector, typename Value>
inline void store(Value* to, Vector value) { std::memcpy(to, &value, sizeof value); }

template <typename To, typename From>
inline To bits(From value) {
  To other;
  static_assert(sizeof(To) == sizeof(From), "");
  std::memcpy(&other, &value, sizeof other);
  return other;
}

// The lanes' sum, in one fixed order.
inline float sum(Floats value) {
  float total = 0;
  for (int lane = 0; lane < kLanes; lane++) total += value[lane];
  return total;
}

inline float largest(Floats value) {
  float most = value[0];
  for (int lane = 1; lane < kLanes; lane++) most = value[lane] > most ? value[lane] : most;
  return most;
}

// e^x to about one unit in the last place; below -87.3 the smallest normal number, above 88 as at 88; NaN stays NaN.
// x = n ln 2 + r with |r| <= ln 2 / 2; n comes from adding a number so large that no fraction is left.
inline Floats exp(Floats x) {
  x = x < -87.3f ? Floats{} - 87.3f : x;
  x = x > 88.0f ? Floats{} + 88.0f : x;
  const Floats shifted = x * 1.44269504f + 12582912.0f;
  const Floats n = shifted - 12582912.0f;
  const Floats r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
  Floats p = r * 1.9875691500e-4f + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  const Floats y = p * (r * r) + r + 1.0f;
  return bits<Floats>(bits<Ints>(y) + (bits<Ints>(shifted) << 23));
}

// e^x for x <= 0 to about one unit in the last place; 0 below -708.
inline Doubles exp(Doubles x) {
  const Doubles clamped = x < -708.0 ? Doubles{} - 708.0 : x;
  const Doubles shifted = clamped * 1.4426950408889634 + 6755399441055744.0;
  const Doubles n = shifted - 6755399441055744.0;
  const Doubles r = (clamped - n * 0.693147180369123816490) - n * 1.90821492927058770002e-10;
  Doubles p = r * (1 / 6227020800.0) + 1 / 479001600.0;
  p = p * r + 1 / 39916800.0;
  p = p * r + 1 / 3628800.0;
  p = p * r + 1 / 362880.0;
  p = p * r + 1 / 40320.0;
  p = p * r + 1 / 5040.0;
  p = p * r + 1 / 720.0;
  p = p * r + 1 / 120.0;
  p = p * r + 1 / 24.0;
  p = p * r + 1 / 6.0;
  p = p * r + 0.5;
  p = p * r + 1.0;
  p = p * r + 1.0;
  const Doubles y = bits<Doubles>(bits<Longs>(p) + (bits<Longs>(shifted) << 52));
  return x < -708.0 ? Doubles{} : y;
}

}  // namespace align
