// The C ABI of libalign_kernels.so: a decoder-only transformer that reads tokens into a paged cache and draws the next ones.
//
// Everything is float32 in host memory, given by raw pointers; no tensor library is known here. The caller decides which
// sequence owns which page and what is read when. A row's result depends on its own tokens alone, to the last bit: not on the
// other rows of the step, their number or order, and not on the number of threads.
//
// A model is only read, by any number of threads; a decoder is used by one thread at a time. Weight matrices are [out, in], row by row, as published checkpoints have them.
#pragma once
#include <cstdint>

#define ALIGN_API extern "C" __attribute__((visibility("default")))

enum { ALIGN_PAGE_TOKENS = 16 };  // positions of one page of the cache

struct align_shape {
  int64_t layers;
  int64_t hidden;
  int64_t feed_forward;
  int64_t heads;
  int64_t key_heads;  // divides heads
  int64_t head_dim;   // even
  int64_t vocabulary;
  double norm_epsilon;
};

// Null where the architecture has no such weight.
struct align_layer_weights {
  const float *attention_norm, *query, *key, *value, *query_bias, *key_bias, *value_bias, *query_norm, *key_norm;
  const float *output, *output_bias, *feed_forward_norm, *gate, *up, *down;
};

struct align_weights {
  const float* embedding;   // [vocabulary, hidden]; read in place at every step, so it outlives the model
  const float* final_norm;  // [hidden]
  const float* head;        // [vocabulary, hidden]; the embedding where the two are tied
};

// Of the rotary angles; outlives the decoder.
struct align_rotary {
  int64_t positions;
  const float* cosines;  // [positions, head_dim / 2]
  const float* sines;    // [positions, head_dim / 2]
};

// One token to read.
struct align_row {
  int32_t token;
  int32_t position;    // in its sequence, from 0
  int32_t sequence;    // row of the page tables
  int32_t logits_row;  // where its logits go: 0, 1, 2, ... among the rows that ask for them; -1: nobody asks
};

// One token to draw, from logits of the same step.
struct align_draw {
  int32_t logits_row;
  int32_t reserved;
  double uniform;  // in [0, 1)
};

struct align_drawn {
  int32_t token;              // -1: a logit was NaN or +inf, or none was finite
  float log_prob;             // nats, of the softmax of logits / temperature
  float processed_log_prob;   // nats, of the distribution drawn from
  float entropy;              // nats, of the softmax of logits / temperature
};

struct align_sampling {
  double temperature;  // 0: the likeliest token
  double top_p;        // 1: all
  double min_p;        // 0: all
  int64_t top_k;       // 0: all
};

struct align_step {
  const int32_t* page_tables;  // [sequences, table_width]
  int64_t table_width;
  const align_row* rows;  // those of one sequence stand together, in the order of their positions
  int64_t row_count;
  const align_draw* draws;  // in the order of their rows of logits
  int64_t draw_count;
  align_drawn* drawn;  // one a draw
  align_sampling sampling;
  int64_t threads;
};

struct align_model;
struct align_decoder;

// Copies the matrices into the order in which they are read; norms and the embedding are read in place. Null where memory runs out.
ALIGN_API align_model* align_model_new(const align_shape* shape, const align_weights* weights, const align_layer_weights* layers, int64_t threads);
ALIGN_API void align_model_free(align_model* model);

// A cache, and room for the steps over it. Any number of decoders share a model, which outlives them. Null where memory runs out.
ALIGN_API align_decoder* align_decoder_new(const align_model* model, const align_rotary* rotary, int64_t max_rows, int64_t max_logits_rows, int64_t threads);
ALIGN_API void align_decoder_free(align_decoder* decoder);

// Makes room for pages 0 to count - 1 and keeps what is in them. Nonzero where memory runs out.
ALIGN_API int32_t align_decoder_reserve(align_decoder* decoder, int64_t count);
ALIGN_API void align_decoder_copy_page(align_decoder* decoder, int64_t from, int64_t to);

// Reads the rows into the cache, then draws. At most max_rows rows and max_logits_rows rows of logits. Allocates nothing.
ALIGN_API void align_decoder_step(align_decoder* decoder, const align_step* step);

// Floats in one vector of the instructions that this library was compiled for.
ALIGN_API int32_t align_vector_floats();
