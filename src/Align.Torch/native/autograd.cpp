// Gradients: flags of a tensor, backward passes, thread-local modes.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/variable.h>

#include "errors.h"

using torch::autograd::variable_list;

namespace {

// Seeds of a backward pass: a missing list means ones for scalar outputs, as libtorch understands an empty list.
variable_list seeds(const align_tensor* grads, int32_t count) {
  return grads == nullptr ? variable_list() : align::borrow_all(grads, count);
}

}  // namespace

int32_t align_tensor_requires_grad(align_tensor tensor) {
  return align::guarded<int32_t>(-1, [&] { return static_cast<int32_t>(align::borrow(tensor).requires_grad()); });
}

int32_t align_tensor_set_requires_grad(align_tensor tensor, int32_t value) {
  return align::guarded<int32_t>(-1, [&] {
    auto t = align::borrow(tensor);
    TORCH_CHECK(t.is_leaf() || value, "you can only change requires_grad flags of leaf variables");
    t.requires_grad_(value != 0);
    return 0;
  });
}

int32_t align_tensor_is_leaf(align_tensor tensor) {
  return align::guarded<int32_t>(-1, [&] { return static_cast<int32_t>(align::borrow(tensor).is_leaf()); });
}

int32_t align_tensor_is_inference(align_tensor tensor) {
  return align::guarded<int32_t>(-1, [&] { return static_cast<int32_t>(align::borrow(tensor).is_inference()); });
}

int32_t align_tensor_retain_grad(align_tensor tensor) {
  return align::guarded<int32_t>(-1, [&] {
    align::borrow(tensor).retain_grad();
    return 0;
  });
}

int32_t align_tensor_grad(align_tensor tensor, align_tensor* grad) {
  return align::guarded<int32_t>(-1, [&] {
    *grad = align::give(align::borrow(tensor).grad());
    return 0;
  });
}

int32_t align_tensor_set_grad(align_tensor tensor, align_tensor grad) {
  return align::guarded<int32_t>(-1, [&] {
    align::borrow(tensor).mutable_grad() = align::borrow(grad);
    return 0;
  });
}

int32_t align_backward(const align_tensor* outputs, const align_tensor* output_grads, int32_t output_count,
                       const align_tensor* inputs, int32_t input_count, int32_t retain_graph, int32_t create_graph) {
  return align::guarded<int32_t>(-1, [&] {
    torch::autograd::backward(align::borrow_all(outputs, output_count), seeds(output_grads, output_count),
                              retain_graph != 0, create_graph != 0, align::borrow_all(inputs, input_count));
    return 0;
  });
}

int32_t align_grad(const align_tensor* outputs, const align_tensor* output_grads, int32_t output_count,
                   const align_tensor* inputs, int32_t input_count, int32_t retain_graph, int32_t create_graph,
                   int32_t allow_unused, align_tensor* grads) {
  return align::guarded<int32_t>(-1, [&] {
    auto found = torch::autograd::grad(align::borrow_all(outputs, output_count), align::borrow_all(inputs, input_count),
                                       seeds(output_grads, output_count), retain_graph != 0, create_graph != 0,
                                       allow_unused != 0);
    for (size_t i = 0; i < found.size(); ++i) grads[i] = align::give(found[i]);
    return static_cast<int32_t>(found.size());
  });
}

int32_t align_grad_mode(int32_t value) {
  bool before = at::GradMode::is_enabled();
  if (value >= 0) at::GradMode::set_enabled(value != 0);
  return before;
}

void* align_inference_mode_enter(int32_t value) {
  return align::guarded<void*>(nullptr, [&] { return new c10::InferenceMode(value != 0); });
}

void align_inference_mode_leave(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }

int32_t align_inference_mode() { return c10::InferenceMode::is_enabled(); }

int32_t align_anomaly_mode(int32_t value, int32_t check_nan) {
  bool before = torch::autograd::AnomalyMode::is_enabled();
  if (value >= 0) torch::autograd::AnomalyMode::set_enabled(value != 0, check_nan != 0);
  return before;
}
