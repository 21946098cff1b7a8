// Random generators and the global seed.
#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>

#include <mutex>

#include "errors.h"

namespace {

at::Generator& generator_of(align_generator handle) { return *static_cast<at::Generator*>(handle); }

c10::Device device_of(int32_t type, int32_t index) {
  return c10::Device(static_cast<c10::DeviceType>(type), static_cast<c10::DeviceIndex>(index));
}

at::Generator new_generator(c10::Device device, uint64_t seed) {
  if (device.type() == c10::DeviceType::CPU) return at::make_generator<at::CPUGeneratorImpl>(seed);
  at::Generator generator = at::globalContext().defaultGenerator(device).clone();
  generator.set_current_seed(seed);
  return generator;
}

}  // namespace

align_generator align_generator_new(int32_t device_type, int32_t device_index, uint64_t seed) {
  return align::guarded<align_generator>(nullptr, [&]() -> align_generator {
    return new at::Generator(new_generator(device_of(device_type, device_index), seed));
  });
}

align_generator align_generator_default(int32_t device_type, int32_t device_index) {
  return align::guarded<align_generator>(nullptr, [&]() -> align_generator {
    return new at::Generator(at::globalContext().defaultGenerator(device_of(device_type, device_index)));
  });
}

void align_generator_free(align_generator generator) { delete static_cast<at::Generator*>(generator); }

int32_t align_generator_set_seed(align_generator handle, uint64_t seed) {
  return align::guarded<int32_t>(-1, [&] {
    auto& generator = generator_of(handle);
    std::lock_guard<std::mutex> lock(generator.mutex());
    generator.set_current_seed(seed);
    return 0;
  });
}

uint64_t align_generator_initial_seed(align_generator handle) {
  auto& generator = generator_of(handle);
  std::lock_guard<std::mutex> lock(generator.mutex());
  return generator.current_seed();
}

uint64_t align_generator_seed(align_generator handle) {
  auto& generator = generator_of(handle);
  std::lock_guard<std::mutex> lock(generator.mutex());
  return generator.seed();
}

align_tensor align_generator_get_state(align_generator handle) {
  return align::guarded<align_tensor>(nullptr, [&]() -> align_tensor {
    auto& generator = generator_of(handle);
    std::lock_guard<std::mutex> lock(generator.mutex());
    return align::give(generator.get_state());
  });
}

int32_t align_generator_set_state(align_generator handle, align_tensor state) {
  return align::guarded<int32_t>(-1, [&] {
    auto& generator = generator_of(handle);
    std::lock_guard<std::mutex> lock(generator.mutex());
    generator.set_state(align::borrow(state));
    return 0;
  });
}

int32_t align_manual_seed(uint64_t seed) {
  return align::guarded<int32_t>(-1, [&] {
    at::manual_seed(seed);
    return 0;
  });
}
