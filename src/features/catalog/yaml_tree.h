// SPDX-License-Identifier: EUPL-1.2
//
// The part of YAML that data files need, read with limits: mappings with text keys, sequences, scalars, comments.
// Anchors, aliases and tags are refused, because they let a small file grow without end or name types.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace waarborg::catalog {

struct YamlLimits {
  std::size_t max_bytes = 16U << 20U;        ///< Of the file; the largest published library is under 2 MB.
  std::size_t max_nodes = 250'000;           ///< Values; keys are not counted.
  std::size_t max_depth = 32;                ///< Nested mappings and sequences.
  std::size_t max_scalar_bytes = 1U << 20U;  ///< One text.
};

struct YamlNode {
  enum class Kind { kNull, kScalar, kSequence, kMap };

  Kind kind = Kind::kNull;
  bool quoted = false;            ///< A scalar in quotes or a block: text, never a number or null.
  std::size_t line = 1;           ///< In the file, from 1.
  std::string text;               ///< Of a scalar.
  std::vector<std::string> keys;  ///< Of a map, in order of the file and unique; keys[i] names items[i].
  std::vector<YamlNode> items;    ///< Of a sequence, or the values of a map.

  /// The member of this name; null when this is no map, or has none, or it is a YAML null.
  const YamlNode* find(std::string_view key) const;
  /// The text of a scalar member; empty when absent or of another kind.
  std::string text_of(std::string_view key) const;
  /// A plain whole number (YAML 1.2 core schema, decimal); nothing when this is none or does not fit.
  std::optional<int> number() const;
  /// A plain true or false, also True and TRUE.
  std::optional<bool> boolean() const;
};

/// Reads exactly one document. Faults are kInvalid with `where` "line N": catalog.yaml.too_large, .too_many_nodes,
/// .too_deep, .scalar_too_long, .anchor, .alias, .tag, .key, .double_key, .documents, .empty, .not_utf8; and for what
/// is no YAML, with {column} from 1: .tab, .unclosed, .bracket, .indent, .colon, .character, .escape, .syntax for the
/// rest.
Result<YamlNode> read_yaml(std::string_view bytes, const YamlLimits& limits = {});

}  // namespace waarborg::catalog
