// SPDX-License-Identifier: EUPL-1.2
//
// A run in the database, on which several machines work at a time. Whoever takes domains has them for a while (a lease)
// and says now and then that he is still at it; when he falls silent, others take them.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "features/scan/names/domain_list.h"
#include "features/scan/opt_out.h"
#include "features/scan/run/run_store.h"
#include "platform/clock/clock.h"
#include "platform/db/db.h"

namespace waarborg::scan {

class RunShared final : public RunStore {
 public:
  /// Domains that are not heard of for so long are anyone's. Clocks of machines must not differ by as much.
  static constexpr std::chrono::seconds kLease{120};

  /// Makes the run of this list when there is none of this name; all of it or nothing. Who opted out stands in it and
  /// is never taken. kConflict scan.run.other_list when the name is that of another list.
  /// @param list  as it was given; only its SHA-256 is kept
  static Result<void> make(db::Database& database, const Clock& clock, const std::string& name, std::string_view list,
                           const std::vector<ListedDomain>& domains, const OptOut& opt_out);
  /// kNotFound scan.run.unknown.
  static Result<RunShared> open(db::Database& database, const Clock& clock, const std::string& name,
                                std::chrono::seconds lease = kLease);

  Result<Counts> counts() override;
  Result<std::vector<Task>> take(std::size_t most) override;
  Result<std::size_t> put(std::span<const Measured> measured) override;
  /// Every third of the lease it is said.
  Result<void> hold() override;
  Result<void> give_back(std::span<const Task> ours) override;
  Result<void> sync() override { return {}; }  ///< Each put() commits.
  Result<void> read(const std::function<void(DomainFacts)>& visit) override;
  /// Who asked whoever made the run not to be measured: for every machine that works on it.
  const OptOut& opt_out() const { return opt_out_; }
  /// The list, measured or not.
  std::vector<ListedDomain> domains();

 private:
  RunShared(db::Database& database, const Clock& clock, std::string name, std::chrono::seconds lease, OptOut opt_out);
  Moment until() const { return clock_->now() + lease_; }

  db::Database* database_;
  const Clock* clock_;
  std::string name_;
  std::chrono::seconds lease_;
  Moment held_;
  OptOut opt_out_;
  std::string worker_;  ///< Of this object alone: a process that starts again is
                        ///< another one.
};

}  // namespace waarborg::scan
