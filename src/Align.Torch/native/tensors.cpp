// Lifetime and metadata of tensors.
#include <ATen/ATen.h>

#include "errors.h"

void align_tensor_free(align_tensor tensor) {
  if (tensor == nullptr) return;
  auto owner = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(static_cast<c10::TensorImpl*>(tensor));
}

align_tensor align_tensor_alias(align_tensor tensor) { return align::give(align::borrow(tensor)); }

int64_t align_tensor_dim(align_tensor tensor) {
  return align::guarded<int64_t>(-1, [&] { return align::borrow(tensor).dim(); });
}

int64_t align_tensor_numel(align_tensor tensor) {
  return align::guarded<int64_t>(-1, [&] { return align::borrow(tensor).numel(); });
}

int32_t align_tensor_sizes(align_tensor tensor, int64_t* sizes) {
  return align::guarded<int32_t>(-1, [&] {
    auto t = align::borrow(tensor);
    std::copy(t.sizes().begin(), t.sizes().end(), sizes);
    return 0;
  });
}

int32_t align_tensor_strides(align_tensor tensor, int64_t* strides) {
  return align::guarded<int32_t>(-1, [&] {
    auto t = align::borrow(tensor);
    std::copy(t.strides().begin(), t.strides().end(), strides);
    return 0;
  });
}

int64_t align_tensor_storage_offset(align_tensor tensor) {
  return align::guarded<int64_t>(-1, [&] { return align::borrow(tensor).storage_offset(); });
}

int32_t align_tensor_dtype(align_tensor tensor) {
  return static_cast<int32_t>(align::borrow(tensor).scalar_type());
}

int32_t align_tensor_device(align_tensor tensor, int32_t* type, int32_t* index) {
  return align::guarded<int32_t>(-1, [&] {
    auto device = align::borrow(tensor).device();
    *type = static_cast<int32_t>(device.type());
    *index = device.index();
    return 0;
  });
}

int32_t align_tensor_is_contiguous(align_tensor tensor) {
  return align::guarded<int32_t>(-1, [&] { return static_cast<int32_t>(align::borrow(tensor).is_contiguous()); });
}

void* align_tensor_data(align_tensor tensor) {
  return align::guarded<void*>(nullptr, [&] { return align::borrow(tensor).data_ptr(); });
}
