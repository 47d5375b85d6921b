// SPDX-License-Identifier: EUPL-1.2
//
// A failure that the caller can act on is a value: Result<T> holds a T or a Fault.
// An exception means that the program or the machine is wrong.
#pragma once

#include <expected>
#include <string>
#include <utility>
#include <vector>

namespace waarborg {

/// A sentence for people, by key: the words stand per language in `text/{nl,en}.txt`.
/// Values in `args` replace `{name}` in the words; they are never secrets or patient data.
struct Message {
  std::string key;
  std::vector<std::pair<std::string, std::string>> args;

  bool operator==(const Message&) const = default;
};

/// What the caller should do, not where it broke.
enum class FaultKind {
  kInvalid,      ///< The input breaks a rule; show `what` to the user. HTTP 422.
  kNotFound,     ///< No such thing, or not yours to see. HTTP 404.
  kForbidden,    ///< Known, but the role lacks the right. HTTP 403.
  kConflict,     ///< Someone else changed it first; reload and retry. HTTP 409.
  kUnavailable,  ///< A peer or disk failed; the same call may work later. HTTP 503.
};

struct Fault {
  FaultKind kind;
  Message what;
  std::string where;  ///< Field, line ("line 12"), host or file name; empty when there is none.

  bool operator==(const Fault&) const = default;
};

template <class T>
using Result = std::expected<T, Fault>;

/// `return fail(FaultKind::kInvalid, "csv.unclosed_quote", "line 3");`
inline std::unexpected<Fault> fail(FaultKind kind, std::string key, std::string where = {},
                                   std::vector<std::pair<std::string, std::string>> args = {}) {
  return std::unexpected(Fault{kind, Message{std::move(key), std::move(args)}, std::move(where)});
}

inline std::unexpected<Fault> invalid(std::string key, std::string where = {},
                                      std::vector<std::pair<std::string, std::string>> args = {}) {
  return fail(FaultKind::kInvalid, std::move(key), std::move(where), std::move(args));
}

}  // namespace waarborg
