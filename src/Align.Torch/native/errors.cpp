#include "errors.h"

namespace {
thread_local std::string last_error;
}

namespace align {
void set_error(const std::string& message) { last_error = message; }
}  // namespace align

const char* align_last_error() { return last_error.c_str(); }
