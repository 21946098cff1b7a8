// The C ABI of libalign_torch.so: every operator of libtorch through one call, plus what is no operator.
//
// Ownership: a tensor handle is a pointer to a c10::TensorImpl that owns one reference. Handles passed in are
// borrowed; handles returned belong to the caller, who gives them back with align_tensor_free.
// Failure: functions that can fail return a negative number (or null) and leave a message in the calling
// thread's align_last_error().
#pragma once
#include <cstdint>

#define ALIGN_API extern "C" __attribute__((visibility("default")))

typedef void* align_tensor;
typedef void* align_generator;
typedef void* align_operator;
typedef void* align_node;

enum align_tag : int32_t {
  ALIGN_DEFAULT = 0,  // take the schema's default
  ALIGN_NONE = 1,
  ALIGN_TENSOR = 2,         // payload: handle
  ALIGN_TENSOR_LIST = 3,    // payload: handle*, count
  ALIGN_INT = 4,            // also ScalarType, Layout, MemoryFormat, integral Scalar
  ALIGN_DOUBLE = 5,         // payload: the bits of a double; also floating Scalar
  ALIGN_BOOL = 6,
  ALIGN_STRING = 7,         // payload: UTF-8, count bytes
  ALIGN_INT_LIST = 8,       // payload: int64_t*, count
  ALIGN_DOUBLE_LIST = 9,    // payload: double*, count
  ALIGN_BOOL_LIST = 10,     // payload: uint8_t*, count
  ALIGN_DEVICE = 11,        // payload: device index, count: device type
  ALIGN_GENERATOR = 12,     // payload: generator
  ALIGN_OPTIONAL_TENSOR_LIST = 13,  // payload: handle*, null where absent, count
};

struct align_value {
  int32_t tag;
  int32_t count;
  int64_t payload;
};

// errors.cpp
ALIGN_API const char* align_last_error();

// operators.cpp
ALIGN_API align_operator align_operator_find(const char* name, const char* overload);
ALIGN_API int32_t align_operator_call(align_operator op, const align_value* arguments, int32_t argument_count,
                                      align_value* results, int32_t result_capacity);
ALIGN_API void align_array_free(void* array);

// tensors.cpp
ALIGN_API void align_tensor_free(align_tensor tensor);
ALIGN_API align_tensor align_tensor_alias(align_tensor tensor);
ALIGN_API int64_t align_tensor_dim(align_tensor tensor);
ALIGN_API int64_t align_tensor_numel(align_tensor tensor);
ALIGN_API int32_t align_tensor_sizes(align_tensor tensor, int64_t* sizes);
ALIGN_API int32_t align_tensor_strides(align_tensor tensor, int64_t* strides);
ALIGN_API int64_t align_tensor_storage_offset(align_tensor tensor);
ALIGN_API int32_t align_tensor_dtype(align_tensor tensor);
ALIGN_API int32_t align_tensor_device(align_tensor tensor, int32_t* type, int32_t* index);
ALIGN_API int32_t align_tensor_is_contiguous(align_tensor tensor);
ALIGN_API void* align_tensor_data(align_tensor tensor);

// autograd.cpp
ALIGN_API int32_t align_tensor_requires_grad(align_tensor tensor);
ALIGN_API int32_t align_tensor_set_requires_grad(align_tensor tensor, int32_t value);
ALIGN_API int32_t align_tensor_is_leaf(align_tensor tensor);
ALIGN_API int32_t align_tensor_is_inference(align_tensor tensor);
ALIGN_API int32_t align_tensor_retain_grad(align_tensor tensor);
ALIGN_API int32_t align_tensor_grad(align_tensor tensor, align_tensor* grad);
ALIGN_API int32_t align_tensor_set_grad(align_tensor tensor, align_tensor grad);
ALIGN_API int32_t align_backward(const align_tensor* outputs, const align_tensor* output_grads, int32_t output_count,
                                 const align_tensor* inputs, int32_t input_count, int32_t retain_graph, int32_t create_graph);
ALIGN_API int32_t align_grad(const align_tensor* outputs, const align_tensor* output_grads, int32_t output_count,
                             const align_tensor* inputs, int32_t input_count, int32_t retain_graph, int32_t create_graph,
                             int32_t allow_unused, align_tensor* grads);
ALIGN_API int32_t align_grad_mode(int32_t value);  // value < 0 only asks; returns the mode before
ALIGN_API void* align_inference_mode_enter(int32_t value);
ALIGN_API void align_inference_mode_leave(void* guard);
ALIGN_API int32_t align_inference_mode();
ALIGN_API int32_t align_anomaly_mode(int32_t value, int32_t check_nan);  // value < 0 only asks

// functions.cpp: autograd functions whose backward lives outside
typedef int32_t (*align_backward_callback)(void* context, void* running_node, const align_tensor* grads, int32_t grad_count,
                                           align_tensor* input_grads, int32_t input_count);
typedef void (*align_release_callback)(void* context);
ALIGN_API align_node align_node_new(const char* name, const align_tensor* inputs, int32_t input_count,
                                    align_backward_callback backward, align_release_callback release, void* context);
ALIGN_API int32_t align_node_requires_grad(const align_tensor* inputs, int32_t input_count);
ALIGN_API align_tensor align_node_add_output(align_node node, align_tensor output, int32_t is_input, int32_t is_dirty,
                                             int32_t is_differentiable);
ALIGN_API int32_t align_node_save(align_node node, const align_tensor* tensors, const int32_t* is_output, int32_t count);
ALIGN_API int32_t align_node_saved(void* running_node, align_tensor* tensors, int32_t capacity);
ALIGN_API void align_node_free(align_node node);
ALIGN_API void align_callback_error(const char* message);

// generators.cpp
ALIGN_API align_generator align_generator_new(int32_t device_type, int32_t device_index, uint64_t seed);
ALIGN_API align_generator align_generator_default(int32_t device_type, int32_t device_index);
ALIGN_API void align_generator_free(align_generator generator);
ALIGN_API int32_t align_generator_set_seed(align_generator generator, uint64_t seed);
ALIGN_API uint64_t align_generator_initial_seed(align_generator generator);
ALIGN_API uint64_t align_generator_seed(align_generator generator);
ALIGN_API align_tensor align_generator_get_state(align_generator generator);
ALIGN_API int32_t align_generator_set_state(align_generator generator, align_tensor state);

// devices.cpp
ALIGN_API const char* align_torch_version();
ALIGN_API int32_t align_num_threads(int32_t value);  // value < 1 only asks; returns the number in force
ALIGN_API int32_t align_num_interop_threads(int32_t value);
ALIGN_API int32_t align_device_count(int32_t device_type);
ALIGN_API int32_t align_device_synchronize(int32_t device_type, int32_t device_index);
ALIGN_API int32_t align_manual_seed(uint64_t seed);
