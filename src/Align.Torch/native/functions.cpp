// Autograd functions whose forward and backward are the caller's: a graph node that calls back.
#include <ATen/ATen.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/accumulate_grad.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/csrc/autograd/saved_variable.h>
#include <torch/csrc/autograd/variable.h>

#include "errors.h"

using torch::autograd::SavedVariable;
using torch::autograd::variable_list;

namespace {

thread_local std::string callback_error;

struct CallbackNode final : torch::autograd::Node {
  std::string label;
  align_backward_callback backward = nullptr;
  align_release_callback release = nullptr;
  void* context = nullptr;
  std::vector<SavedVariable> saved;

  ~CallbackNode() override {
    if (release != nullptr) release(context);
  }

  std::string name() const override { return label; }

  void release_variables() override {
    for (auto& variable : saved) variable.reset_data();
  }

  variable_list apply(variable_list&& grads) override {
    std::vector<align_tensor> given;
    for (const auto& grad : grads) given.push_back(grad.defined() ? grad.unsafeGetTensorImpl() : nullptr);
    std::vector<align_tensor> found(num_outputs(), nullptr);
    auto status = backward(context, this, given.data(), given.size(), found.data(), found.size());
    variable_list result;
    for (auto* handle : found) {
      result.push_back(align::borrow(handle));
      align_tensor_free(handle);
    }
    TORCH_CHECK(status == 0, "backward of ", label, ": ", callback_error);
    return result;
  }
};

using Owner = std::shared_ptr<CallbackNode>;

void record(const Owner& node, at::Tensor& output, bool in_place) {
  if (in_place) torch::autograd::impl::rebase_history(output, {node, node->add_input_metadata(output)});
  else torch::autograd::set_history(output, node);
}

}  // namespace

void align_callback_error(const char* message) { callback_error = message; }

int32_t align_node_requires_grad(const align_tensor* inputs, int32_t input_count) {
  return align::guarded<int32_t>(-1, [&] {
    if (!at::GradMode::is_enabled()) return 0;
    for (int32_t i = 0; i < input_count; ++i) {
      if (align::borrow(inputs[i]).requires_grad()) return 1;
    }
    return 0;
  });
}

align_node align_node_new(const char* name, const align_tensor* inputs, int32_t input_count,
                          align_backward_callback backward, align_release_callback release, void* context) {
  return align::guarded<align_node>(nullptr, [&]() -> align_node {
    auto tensors = align::borrow_all(inputs, input_count);
    auto node = Owner(new CallbackNode(), torch::autograd::deleteNode);
    node->label = name;
    node->backward = backward;
    node->set_next_edges(torch::autograd::collect_next_edges(tensors));
    node->context = context;
    node->release = release;
    return new Owner(std::move(node));
  });
}

align_tensor align_node_add_output(align_node handle, align_tensor output, int32_t is_input, int32_t is_dirty,
                                   int32_t is_differentiable) {
  return align::guarded<align_tensor>(nullptr, [&]() -> align_tensor {
    auto& node = *static_cast<Owner*>(handle);
    auto tensor = align::borrow(output);
    bool floating = at::isFloatingType(tensor.scalar_type()) || at::isComplexType(tensor.scalar_type());
    if (!is_differentiable || !floating) {
      node->add_input_metadata(torch::autograd::Node::undefined_input());
      return align::give(is_input ? tensor.detach() : tensor);
    }
    if (is_dirty) {
      TORCH_CHECK(!tensor.is_leaf() || !tensor.requires_grad(),
                  "a leaf Variable that requires grad has been used in an in-place operation");
      record(node, tensor, /*in_place=*/true);
      return align::give(tensor);
    }
    if (is_input || tensor.requires_grad()) tensor = tensor.detach();
    record(node, tensor, /*in_place=*/false);
    return align::give(tensor);
  });
}

int32_t align_node_save(align_node handle, const align_tensor* tensors, const int32_t* is_output, int32_t count) {
  return align::guarded<int32_t>(-1, [&] {
    auto& node = *static_cast<Owner*>(handle);
    for (int32_t i = 0; i < count; ++i) node->saved.emplace_back(align::borrow(tensors[i]), is_output[i] != 0);
    return 0;
  });
}

int32_t align_node_saved(align_node handle, align_tensor* tensors, int32_t capacity) {
  return align::guarded<int32_t>(-1, [&]() -> int32_t {
    auto node = static_cast<CallbackNode*>(handle);
    auto count = static_cast<int32_t>(node->saved.size());
    if (tensors == nullptr) return count;
    for (int32_t i = 0; i < count && i < capacity; ++i) {
      tensors[i] = align::give(node->saved[i].unpack(node->shared_from_this()));
    }
    return count;
  });
}

void align_node_free(align_node handle) { delete static_cast<Owner*>(handle); }
