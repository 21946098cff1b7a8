// One entry for every operator: arguments are pushed on the dispatcher's stack in the schema's order.
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/ivalue.h>
#include <ATen/core/jit_type.h>
#include <ATen/core/Generator.h>
#include <torch/version.h>

#include <cstdlib>
#include <cstring>

#include "errors.h"

namespace {

#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
using OptionalTensor = std::optional<at::Tensor>;
#else
using OptionalTensor = c10::optional<at::Tensor>;
#endif

// What the schema says of an argument, as far as tagged values need help with it.
enum class Kind : uint8_t { Other, Float, Bool };

struct Operator {
  c10::OperatorHandle handle;
  std::vector<Kind> kinds;
};

Kind kind_of(c10::TypePtr type) {
  if (auto optional = type->cast<c10::OptionalType>()) type = optional->getElementType();
  if (type->kind() == c10::TypeKind::FloatType) return Kind::Float;
  if (type->kind() == c10::TypeKind::BoolType) return Kind::Bool;
  return Kind::Other;
}

double double_of(int64_t bits) {
  double value;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

int64_t bits_of(double value) {
  int64_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

template <typename Element, typename Stored>
c10::IValue list_of(const align_value& value) {
  auto* data = reinterpret_cast<const Stored*>(value.payload);
  c10::List<Element> list;
  list.reserve(value.count);
  for (int32_t i = 0; i < value.count; ++i) list.push_back(static_cast<Element>(data[i]));
  return list;
}

c10::IValue tensor_list(const align_value& value) {
  auto* handles = reinterpret_cast<const align_tensor*>(value.payload);
  c10::List<at::Tensor> list;
  list.reserve(value.count);
  for (int32_t i = 0; i < value.count; ++i) list.push_back(align::borrow(handles[i]));
  return list;
}

c10::IValue optional_tensor_list(const align_value& value) {
  auto* handles = reinterpret_cast<const align_tensor*>(value.payload);
  c10::List<OptionalTensor> list;
  list.reserve(value.count);
  for (int32_t i = 0; i < value.count; ++i) {
    if (handles[i] == nullptr) list.push_back(OptionalTensor());
    else list.push_back(OptionalTensor(align::borrow(handles[i])));
  }
  return list;
}

c10::IValue number(const align_value& value, Kind kind) {
  if (kind == Kind::Float) return static_cast<double>(value.payload);
  if (kind == Kind::Bool) return value.payload != 0;
  return value.payload;
}

c10::IValue to_ivalue(const align_value& value, Kind kind) {
  switch (value.tag) {
    case ALIGN_NONE: return c10::IValue();
    case ALIGN_TENSOR: return align::borrow(reinterpret_cast<align_tensor>(value.payload));
    case ALIGN_TENSOR_LIST: return tensor_list(value);
    case ALIGN_INT: return number(value, kind);
    case ALIGN_DOUBLE: return double_of(value.payload);
    case ALIGN_BOOL: return value.payload != 0;
    case ALIGN_STRING: return std::string(reinterpret_cast<const char*>(value.payload), value.count);
    case ALIGN_INT_LIST: return list_of<int64_t, int64_t>(value);
    case ALIGN_DOUBLE_LIST: return list_of<double, double>(value);
    case ALIGN_BOOL_LIST: return list_of<bool, uint8_t>(value);
    case ALIGN_DEVICE:
      return c10::Device(static_cast<c10::DeviceType>(value.count), static_cast<c10::DeviceIndex>(value.payload));
    case ALIGN_GENERATOR: return *reinterpret_cast<at::Generator*>(value.payload);
    case ALIGN_OPTIONAL_TENSOR_LIST: return optional_tensor_list(value);
    default: TORCH_CHECK(false, "unknown argument tag ", value.tag);
  }
}

void push_arguments(torch::jit::Stack& stack, const Operator& op, const align_value* values, int32_t count) {
  const auto& schema = op.handle.schema().arguments();
  TORCH_CHECK(count <= static_cast<int32_t>(schema.size()), "takes ", schema.size(), " arguments, given ", count);
  for (size_t i = 0; i < schema.size(); ++i) {
    bool given = static_cast<int32_t>(i) < count && values[i].tag != ALIGN_DEFAULT;
    if (given) {
      stack.push_back(to_ivalue(values[i], op.kinds[i]));
    } else {
      TORCH_CHECK(schema[i].default_value().has_value(), "misses its argument ", schema[i].name());
      stack.push_back(*schema[i].default_value());
    }
  }
}

align_value give_list(const c10::IValue& value) {
  auto list = value.toTensorVector();
  auto* handles = static_cast<align_tensor*>(std::malloc(sizeof(align_tensor) * (list.empty() ? 1 : list.size())));
  for (size_t i = 0; i < list.size(); ++i) handles[i] = align::give(list[i]);
  return {ALIGN_TENSOR_LIST, static_cast<int32_t>(list.size()), reinterpret_cast<int64_t>(handles)};
}

align_value to_result(c10::IValue&& value) {
  if (value.isTensor()) return {ALIGN_TENSOR, 0, reinterpret_cast<int64_t>(align::give(std::move(value).toTensor()))};
  if (value.isTensorList()) return give_list(value);
  if (value.isInt()) return {ALIGN_INT, 0, value.toInt()};
  if (value.isDouble()) return {ALIGN_DOUBLE, 0, bits_of(value.toDouble())};
  if (value.isBool()) return {ALIGN_BOOL, 0, value.toBool()};
  if (value.isNone()) return {ALIGN_NONE, 0, 0};
  TORCH_CHECK(false, "returns a value of kind ", value.tagKind(), ", which has no tag");
}

}  // namespace

align_operator align_operator_find(const char* name, const char* overload) {
  return align::guarded<align_operator>(nullptr, [&]() -> align_operator {
    auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
    TORCH_CHECK(handle.has_value(), "this libtorch has no operator ", name, *overload ? "." : "", overload);
    auto* op = new Operator{*handle, {}};
    for (const auto& argument : handle->schema().arguments()) op->kinds.push_back(kind_of(argument.type()));
    return op;
  });
}

int32_t align_operator_call(align_operator handle, const align_value* arguments, int32_t argument_count,
                            align_value* results, int32_t result_capacity) {
  return align::guarded<int32_t>(-1, [&]() -> int32_t {
    const auto& op = *static_cast<Operator*>(handle);
    torch::jit::Stack stack;
    stack.reserve(op.kinds.size());
    push_arguments(stack, op, arguments, argument_count);
    op.handle.callBoxed(&stack);
    auto count = static_cast<int32_t>(stack.size());
    TORCH_CHECK(count <= result_capacity, "returns ", count, " values, room for ", result_capacity);
    for (int32_t i = 0; i < count; ++i) results[i] = to_result(std::move(stack[i]));
    return count;
  });
}

void align_array_free(void* array) { std::free(array); }
