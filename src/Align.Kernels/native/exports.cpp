// The C ABI: no exception crosses it.
#include "align_kernels.h"

#include <new>

#include "decoder.h"

struct align_model : align::Model {
  using Model::Model;
};

struct align_decoder : align::Decoder {
  using Decoder::Decoder;
};

align_model* align_model_new(const align_shape* shape, const align_weights* weights, const align_layer_weights* layers, int64_t threads) {
  try {
    return new align_model(*shape, *weights, layers, threads);
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}

void align_model_free(align_model* model) { delete model; }

align_decoder* align_decoder_new(const align_model* model, const align_rotary* rotary, int64_t max_rows, int64_t max_logits_rows, int64_t threads) {
  try {
    return new align_decoder(*model, *rotary, max_rows, max_logits_rows, threads);
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}

void align_decoder_free(align_decoder* decoder) { delete decoder; }

int32_t align_decoder_reserve(align_decoder* decoder, int64_t count) {
  try {
    decoder->cache().reserve(count);
    return 0;
  } catch (const std::bad_alloc&) {
    return -1;
  }
}

void align_decoder_copy_page(align_decoder* decoder, int64_t from, int64_t to) { decoder->cache().copy(from, to); }

void align_decoder_step(align_decoder* decoder, const align_step* step) { decoder->step(*step); }

int32_t align_vector_floats() { return align::kLanes; }
