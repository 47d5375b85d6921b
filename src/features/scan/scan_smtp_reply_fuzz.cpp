// SPDX-License-Identifier: EUPL-1.2
#include <cstdlib>

#include "features/scan/smtp_reply.h"

/// However the bytes are cut, the reply is the same.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using waarborg::scan::SmtpReply;
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  SmtpReply whole, pieces;
  whole.feed(bytes);
  const std::size_t step = data[0] % 16 + 1U;
  for (std::size_t at = 0; at < bytes.size(); at += step) pieces.feed(bytes.substr(at, step));
  if (whole.state() != pieces.state() || whole.code() != pieces.code() || whole.lines() != pieces.lines()) std::abort();
  return 0;
}
