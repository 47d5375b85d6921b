// SPDX-License-Identifier: EUPL-1.2
//
// A question to a resolver and its answer, as bytes (RFC 1035 section 4, RFC 6891).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/dns/rdata.h"

namespace waarborg::dns {

/// What a question of ours says that it takes in one datagram; larger ones are cut and asked for over TCP.
/// Source: DNS flag day 2020. Unit: bytes.
inline constexpr std::size_t kMaxDatagram = 1232;

enum class Checking {
  kWanted,    ///< AD: say whether it was validated (RFC 6840 section 5.7).
  kDisabled,  ///< CD: give it even though it does not validate (RFC 4035 section 3.2.2).
};

enum class Recursion {
  kWanted,     ///< RD: of a resolver.
  kNotWanted,  ///< Of a name server: what it knows itself.
};

/// Nothing when it can be no name: a label that is empty or too long, an escape.
/// @param name  without a dot at the end
std::optional<std::string> question_bytes(std::uint16_t id, std::string_view name, Type type, Checking checking,
                                          Recursion recursion = Recursion::kWanted);

struct Record {
  std::string owner;  ///< As rdata.h writes names.
  Type type{};
  std::uint32_t ttl = 0;
  std::string rdata;  ///< Names in it are not compressed.
};

struct Message {
  std::uint16_t id = 0;
  bool is_answer = false, is_truncated = false;
  bool is_authentic = false;  ///< AD: validated, by the word of who answers.
  unsigned rcode = 0;         ///< With the bits of EDNS.
  std::string name;           ///< Of the question; empty without one.
  Type type{};
  std::vector<Record> answers;
  std::string error;  ///< Extended error in words (RFC 8914), "6" or "6: signature expired"; empty without one.
};

/// Nothing when it is not whole, or is no message with one question; an error (rcode) may come without it, as from a
/// server that could not read the question.
std::optional<Message> read_message(std::string_view bytes);

}  // namespace waarborg::dns
