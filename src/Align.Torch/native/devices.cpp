// Threads, devices and versions.
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <torch/version.h>

#include "errors.h"

namespace {

c10::DeviceType type_of(int32_t value) { return static_cast<c10::DeviceType>(value); }

// Newer libtorch can wait for every stream of a device; older ones only for a stream: the current one.
template <typename Guard>
auto synchronize(const Guard& guard, c10::Device device, int) -> decltype(guard.synchronizeDevice(device.index())) {
  guard.synchronizeDevice(device.index());
}

template <typename Guard>
void synchronize(const Guard& guard, c10::Device device, long) {
  guard.synchronizeStream(guard.getStream(device));
}

}  // namespace

const char* align_torch_version() { return TORCH_VERSION; }

int32_t align_num_threads(int32_t value) {
  return align::guarded<int32_t>(-1, [&] {
    if (value >= 1) at::set_num_threads(value);
    return at::get_num_threads();
  });
}

int32_t align_num_interop_threads(int32_t value) {
  return align::guarded<int32_t>(-1, [&] {
    if (value >= 1) at::set_num_interop_threads(value);
    return static_cast<int32_t>(at::get_num_interop_threads());
  });
}

int32_t align_device_count(int32_t device_type) {
  return align::guarded<int32_t>(-1, [&]() -> int32_t {
    if (type_of(device_type) == c10::DeviceType::CPU) return 1;
    if (!c10::impl::hasDeviceGuardImpl(type_of(device_type))) return 0;
    return c10::impl::getDeviceGuardImpl(type_of(device_type))->deviceCount();
  });
}

int32_t align_device_synchronize(int32_t device_type, int32_t device_index) {
  return align::guarded<int32_t>(-1, [&] {
    if (type_of(device_type) == c10::DeviceType::CPU) return 0;
    const auto* guard = c10::impl::getDeviceGuardImpl(type_of(device_type));
    auto device = device_index >= 0 ? c10::Device(type_of(device_type), device_index) : guard->getDevice();
    synchronize(*guard, device, 0);
    return 0;
  });
}
