// Turns C++ exceptions into the calling thread's last error.
#pragma once
#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>
#include <exception>
#include <string>

#include "align_torch.h"

namespace align {

void set_error(const std::string& message);

// Borrows a handle as an at::Tensor; null becomes an undefined tensor.
inline at::Tensor borrow(align_tensor handle) {
  if (handle == nullptr) return at::Tensor();
  return at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim_copy(
      static_cast<c10::TensorImpl*>(handle)));
}

// Gives the caller a reference of its own; an undefined tensor becomes null.
inline align_tensor give(at::Tensor tensor) {
  if (!tensor.defined()) return nullptr;
  return tensor.unsafeReleaseTensorImpl();
}

inline std::vector<at::Tensor> borrow_all(const align_tensor* handles, int32_t count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (int32_t i = 0; i < count; ++i) tensors.push_back(borrow(handles[i]));
  return tensors;
}

template <typename Result, typename Body>
Result guarded(Result on_failure, Body&& body) {
  try {
    return body();
  } catch (const c10::Error& e) {
    set_error(e.what_without_backtrace());
  } catch (const std::exception& e) {
    set_error(e.what());
  } catch (...) {
    set_error("unknown native error");
  }
  return on_failure;
}

}  // namespace align
