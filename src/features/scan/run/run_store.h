// SPDX-License-Identifier: EUPL-1.2
//
// What a run is kept in: which domains are still to be measured, and the facts of those that were. A file of this
// machine (run_file.h), or a database that several machines work from (run_shared.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "features/scan/facts.h"
#include "features/scan/names/domain_name.h"

namespace waarborg::scan {

/// A domain to be measured, with its place on the list.
struct Task {
  std::int64_t number = 0;
  ScanTarget target;
};

struct Measured {
  std::int64_t number = 0;
  DomainFacts facts;
};

/// Whether something of it stayed silent or was limited, so that it deserves a second look later: the DNS of the name,
/// its site, its mail servers or its name servers.
bool is_silent(const DomainFacts& facts);

/// Everything that was silent is measured once more when the rest is done, and what was heard then counts. For one
/// thread.
class RunStore {
 public:
  virtual ~RunStore() = default;

  struct Counts {
    std::size_t total = 0;
    std::size_t done = 0;  ///< Without those that are to be measured once more.
  };
  virtual Result<Counts> counts() = 0;
  /// Domains that nobody measures now, in an order that keeps neighbours on a list apart; from now on they are ours.
  virtual Result<std::vector<Task>> take(std::size_t most) = 0;
  /// Kept whatever happens to this process. What another one was first with stays as it is. Answers how many are done
  /// by it.
  virtual Result<std::size_t> put(std::span<const Measured> measured) = 0;
  /// What was taken and not put is still ours. Called several times a second: whoever falls silent is thought dead.
  virtual Result<void> hold() = 0;
  /// Not measured after all; anyone may take them.
  virtual Result<void> give_back(std::span<const Task> ours) = 0;
  /// At the end: what was put is on the disk.
  virtual Result<void> sync() = 0;
  /// Every domain of the run that was measured.
  virtual Result<void> read(const std::function<void(DomainFacts)>& visit) = 0;
};

/// Spreads names of one letter's difference over the whole range: names that stand together on a list are often with
/// one host, and are not asked together.
std::uint64_t hash_of(const ScanTarget& target);

}  // namespace waarborg::scan
