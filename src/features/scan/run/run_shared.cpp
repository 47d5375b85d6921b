// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/run/run_shared.h"

#include <thread>
#include <type_traits>
#include <utility>

#include "base/json_decode.h"
#include "base/json_encode.h"
#include "features/scan/queries.h"
#include "platform/crypto/hash.h"
#include "platform/crypto/random.h"
#include "platform/db/unavailable.h"

namespace waarborg::scan {
namespace {

constexpr std::int64_t kPage = 200;
/// A database that starts again is waited for, so long and so often.
constexpr int kMostTries = 60;
constexpr auto kBetweenTries = std::chrono::seconds(1);

struct RunRow {
  std::string name;
  std::string list_sha256;
  std::string opt_out;
};
BOOST_DESCRIBE_STRUCT(RunRow, (), (name, list_sha256, opt_out))

struct CountsRow {
  std::int64_t total = 0, done = 0;
};
BOOST_DESCRIBE_STRUCT(CountsRow, (), (total, done))

struct FreeRow {
  std::int64_t number = 0;
  std::string name;
  std::int64_t port = 0;
};
BOOST_DESCRIBE_STRUCT(FreeRow, (), (number, name, port))

struct FactsRow {
  std::int64_t number = 0;
  std::string facts;
};
BOOST_DESCRIBE_STRUCT(FactsRow, (), (number, facts))

struct ListRow {
  std::string name;
  std::int64_t port = 0;
  std::string organisation;
  std::string sub_sector;
};
BOOST_DESCRIBE_STRUCT(ListRow, (), (name, port, organisation, sub_sector))

/// All that is done here may be done twice.
template <class Work>
std::invoke_result_t<Work> patiently(Work work) {
  for (int i = 1;; ++i) {
    try {
      return work();
    } catch (const db::Unavailable&) {
      if (i == kMostTries) throw;
    }
    std::this_thread::sleep_for(kBetweenTries);
  }
}

}  // namespace

RunShared::RunShared(db::Database& database, const Clock& clock, std::string name, std::chrono::seconds lease,
                     OptOut opt_out)
    : database_(&database),
      clock_(&clock),
      name_(std::move(name)),
      lease_(lease),
      held_(clock.now()),
      opt_out_(std::move(opt_out)),
      worker_(crypto::random_token(12)) {}

Result<void> RunShared::make(db::Database& database, const Clock& clock, const std::string& name, std::string_view list,
                             const std::vector<ListedDomain>& domains, const OptOut& opt_out) {
  const std::string print = crypto::sha256_hex(list);
  try {
    db::Transaction tx = database.write();
    if (const auto known = tx.row<RunRow>(sql::kRunGet, name)) {
      if (known->list_sha256 != print) return fail(FaultKind::kConflict, "scan.run.other_list", name);
      return {};
    }
    tx.execute(sql::kRunInsert, name, print, opt_out.text(), clock.now());
    for (std::size_t i = 0; i < domains.size(); ++i) {
      const ScanTarget& target = domains[i].target;
      const auto place = static_cast<std::int64_t>(hash_of(target) >> 1U);
      tx.execute(sql::kRunDomainInsert, name, static_cast<std::int64_t>(i), target.name,
                 static_cast<std::int64_t>(target.port), domains[i].organisation, domains[i].sub_sector, place,
                 opt_out.covers(target.name) ? "opted_out" : "open");
    }
    tx.commit();
  } catch (const db::UniqueViolation&) {  // another machine made it at this moment
    return make(database, clock, name, list, domains, opt_out);
  }
  return {};
}

Result<RunShared> RunShared::open(db::Database& database, const Clock& clock, const std::string& name,
                                  std::chrono::seconds lease) {
  const auto known = database.read().row<RunRow>(sql::kRunGet, name);
  if (!known) return fail(FaultKind::kNotFound, "scan.run.unknown", name);
  auto opt_out = OptOut::read(known->opt_out);
  if (!opt_out) return std::unexpected(opt_out.error());
  return RunShared(database, clock, name, lease, std::move(*opt_out));
}

Result<RunStore::Counts> RunShared::counts() {
  return patiently([&]() -> Result<Counts> {
    const auto row = database_->read().row<CountsRow>(sql::kRunCounts, name_).value_or(CountsRow{});
    return Counts{static_cast<std::size_t>(row.total), static_cast<std::size_t>(row.done)};
  });
}

Result<std::vector<Task>> RunShared::take(std::size_t most) {
  return patiently([&]() -> Result<std::vector<Task>> {
    db::Transaction tx = database_->write();
    std::vector<Task> out;
    for (const char* state : {"open", "silent"}) {
      for (FreeRow& row :
           tx.rows<FreeRow>(sql::kRunFree, name_, state, clock_->now(), static_cast<std::int64_t>(most))) {
        tx.execute(sql::kRunTake, worker_, until(), name_, row.number);
        out.push_back({row.number, {std::move(row.name), {}, static_cast<int>(row.port)}});
      }
      if (!out.empty()) break;
    }
    tx.commit();
    return out;
  });
}

Result<std::size_t> RunShared::put(std::span<const Measured> measured) {
  return patiently([&]() -> Result<std::size_t> {
    db::Transaction tx = database_->write();
    std::int64_t done = 0;
    for (const Measured& one : measured) {
      const std::string facts = json::print(json::encode(one.facts));
      if (is_silent(one.facts)) {
        if (tx.execute(sql::kRunPut, "silent", facts, name_, one.number, "open") == 1) continue;
        done += tx.execute(sql::kRunPutAgain, facts, name_, one.number, worker_);
      } else {
        for (const char* from : {"open", "silent"})
          done += tx.execute(sql::kRunPut, "done", facts, name_, one.number, from);
      }
    }
    tx.commit();
    return static_cast<std::size_t>(done);
  });
}

Result<void> RunShared::hold() {
  if (clock_->now() - held_ < lease_ / 3) return {};
  held_ = clock_->now();
  return patiently([&]() -> Result<void> {
    db::Transaction tx = database_->write();
    tx.execute(sql::kRunHold, until(), name_, worker_);
    tx.commit();
    return {};
  });
}

Result<void> RunShared::give_back(std::span<const Task> ours) {
  if (ours.empty()) return {};
  return patiently([&]() -> Result<void> {
    db::Transaction tx = database_->write();
    for (const Task& one : ours) tx.execute(sql::kRunGiveBack, name_, one.number, worker_);
    tx.commit();
    return {};
  });
}

Result<void> RunShared::read(const std::function<void(DomainFacts)>& visit) {
  for (std::int64_t after = -1;;) {
    const auto page = database_->read().rows<FactsRow>(sql::kRunFacts, name_, after, kPage);
    if (page.empty()) return {};
    for (const FactsRow& row : page) {
      if (auto facts = json::decode<DomainFacts>(row.facts)) visit(std::move(*facts));
    }
    after = page.back().number;
  }
}

std::vector<ListedDomain> RunShared::domains() {
  std::vector<ListedDomain> out;
  for (ListRow& row : database_->read().rows<ListRow>(sql::kRunList, name_)) {
    ListedDomain& one = out.emplace_back();
    one.target = {std::move(row.name), {}, static_cast<int>(row.port)};
    one.organisation = std::move(row.organisation);
    one.sub_sector = std::move(row.sub_sector);
  }
  return out;
}

}  // namespace waarborg::scan
