// SPDX-License-Identifier: EUPL-1.2
//
// The domains of an organisation and what was measured of them, as the API speaks of them.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/time.h"
#include "features/scan/judge.h"
#include "features/scan/watch/standing.h"

namespace waarborg::scan {

/// What a domain is there for: the other half is neither judged nor counted.
enum class DomainUse { kBoth, kWeb, kMail };
BOOST_DESCRIBE_ENUM(DomainUse, kBoth, kWeb, kMail)

/// Whether the standards are applied, or departed from with a reason.
enum class Protection { kApply, kExplain };
BOOST_DESCRIBE_ENUM(Protection, kApply, kExplain)

/// One measurement, without what was found.
struct Measurement {
  std::string id;
  Moment measured_at{};
  std::string asked_by;                   ///< Name; of the system when it went by itself.
  std::string rules;                      ///< By which it was scored then.
  std::optional<std::int64_t> web, mail;  ///< internet.nl's score, 0 to 100.
  std::int64_t fails = 0, warns = 0, unknown = 0;
};
BOOST_DESCRIBE_STRUCT(Measurement, (), (id, measured_at, asked_by, rules, web, mail, fails, warns, unknown))

/// A check that is worse than it was.
struct Worsened {
  std::string check;
  Subject subject = Subject::kWeb;
  std::string title;
  Outcome before = Outcome::kPass;
  Outcome now = Outcome::kFail;
  Moment since{};
};
BOOST_DESCRIBE_STRUCT(Worsened, (), (check, subject, title, before, now, since))

/// How a domain stands by its last measurement, in one word.
enum class DomainState {
  kWrong,        ///< Something is wrong.
  kAttention,    ///< Nothing is wrong, something could be better.
  kExplained,    ///< Either of them, where it is explained why the standards are not applied.
  kUnknown,      ///< Nothing of the kind was found, but not all is known.
  kGood,         ///< All was measured and is right.
  kNotMeasured,  ///< Never measured.
};
BOOST_DESCRIBE_ENUM(DomainState, kWrong, kAttention, kExplained, kUnknown, kGood, kNotMeasured)

struct WatchedDomain {
  std::string id;  ///< In the register of domains.
  std::string name;
  DomainUse use = DomainUse::kBoth;
  Protection protection = Protection::kApply;
  std::string reason;  ///< Of kExplain.
  std::string owner, owner_name;
  std::optional<Measurement> last;  ///< Nothing: never measured.
  std::int64_t worsened = 0;        ///< Checks that are worse than they were.
  DomainState state = DomainState::kNotMeasured;
};
BOOST_DESCRIBE_STRUCT(WatchedDomain, (), (id, name, use, protection, reason, owner, owner_name, last, worsened, state))

/// Whether it is explained why the standards are not applied: a departure without a reason explains nothing.
bool is_explained(const WatchedDomain& domain);

/// The state that a domain has by all else that is known of it.
DomainState state_of(const WatchedDomain& domain);

/// Whether something became worse where the standards are applied: elsewhere it was explained.
bool asks_for_repair(const WatchedDomain& domain);

/// How many domains are in each state; together all of them.
struct DomainCounts {
  std::int64_t wrong = 0, attention = 0, explained = 0, unknown = 0, good = 0, not_measured = 0;

  bool operator==(const DomainCounts&) const = default;
};
BOOST_DESCRIBE_STRUCT(DomainCounts, (), (wrong, attention, explained, unknown, good, not_measured))

/// Of the states that the domains have.
DomainCounts counts_of(std::span<const WatchedDomain> domains);

struct WatchedDomainList {
  std::vector<WatchedDomain> items;  ///< By name.
  DomainCounts counts;
};
BOOST_DESCRIBE_STRUCT(WatchedDomainList, (), (items, counts))

struct WatchedDomainDetail {
  WatchedDomain domain;
  std::optional<Measurement> shown;    ///< The measurement that `verdict` is of.
  std::optional<VerdictView> verdict;  ///< By the rules of now.
  std::vector<Worsened> worsened;
  std::vector<Measurement> history;  ///< Newest first, at most 100.
};
BOOST_DESCRIBE_STRUCT(WatchedDomainDetail, (), (domain, shown, verdict, worsened, history))

enum class ScanEvery { kNever, kDay, kWeek, kMonth };
BOOST_DESCRIBE_ENUM(ScanEvery, kNever, kDay, kWeek, kMonth)
struct ScanSchedule {
  ScanEvery every = ScanEvery::kNever;
  std::optional<Moment> last_begun;
};
BOOST_DESCRIBE_STRUCT(ScanSchedule, (), (every, last_begun))
struct ScanScheduleInput {
  ScanEvery every = ScanEvery::kNever;
};
BOOST_DESCRIBE_STRUCT(ScanScheduleInput, (), (every))

struct ScanOrder {
  std::vector<std::string> domains;  ///< Ids; empty: all.
};
BOOST_DESCRIBE_STRUCT(ScanOrder, (), (domains))

}  // namespace waarborg::scan
