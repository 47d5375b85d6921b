// SPDX-License-Identifier: EUPL-1.2
//
// The domains that an organisation keeps in its register, measured when someone asks or by itself, and what that says:
// a result for each, its history, and evidence on the measures that it is about.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "features/auth/table.h"
#include "features/evidence/evidence.h"
#include "features/job/job.h"
#include "features/record/record.h"
#include "features/scan/names/domain_name.h"
#include "features/scan/rule_set.h"
#include "features/scan/watch/watch_views.h"
#include "features/trail/trail.h"
#include "platform/clock/clock.h"
#include "platform/db/db.h"

namespace waarborg::scan {

/// A measure that counts on measurements: it has an automated item with source "scan".
struct CountingMeasure {
  std::string measure, plan_item;
  std::vector<std::string> controls;  ///< Of NEN 7510-2 that it answers: "8.24".
  std::vector<evidence::PlaceRef> places;
};

/// Measures these targets. on_facts is called as soon as one is done, by the thread that called; its fault, or that of
/// go_on, ends it.
using MeasureAll =
    std::function<Result<void>(const std::vector<ScanTarget>& targets,
                               const std::function<Result<void>(std::size_t, const DomainFacts&)>& on_facts,
                               const std::function<Result<void>()>& go_on)>;

class Watch {
 public:
  /// Of one measurement.
  static constexpr std::size_t kMostDomains = 500;

  Watch(db::Database& database, trail::Trail& trail, const Clock& clock, const record::Records& records,
        evidence::Evidence& evidence);

  /// All three before the first request, by app.
  void set_rules(RuleSet rules) { rules_ = std::move(rules); }
  void set_measure_all(MeasureAll measure_all, SingleLabel single);
  void set_measures(std::function<std::vector<CountingMeasure>(db::Transaction&, const OrganisationId&)> measures) {
    measures_ = std::move(measures);
  }

  // --- right scan.read
  /// Of the register, by name.
  Result<WatchedDomainList> domains(const auth::Actor& who);
  /// @param measurement  "" for the last. kNotFound scan.watch.unknown_domain, scan.watch.unknown_measurement
  Result<WatchedDomainDetail> domain(const auth::Actor& who, const std::string& id, const std::string& measurement);
  Result<ScanSchedule> schedule(const auth::Actor& who);

  // --- right scan.run
  Result<ScanSchedule> set_schedule(const auth::Actor& who, ScanEvery every);
  /// Measures these domains of the register, or all of them, keeps what was found as soon as it is known, and hands it
  /// in as evidence in the end. kInvalid scan.watch.none, scan.watch.too_many.
  /// @return  JSON list of what `waarborg scan --json` prints.
  Result<std::string> measure(const auth::Actor& who, const std::vector<std::string>& ids, job::Running& running);

  /// Measures when it is time to, in the name of the organisation itself. For the recurring work.
  void measure_when_due(const OrganisationId& organisation, job::Running& running);

  /// What became worse of the domains where protection is applied, by domain; without right check, for Vandaag.
  std::vector<std::pair<WatchedDomain, std::vector<Worsened>>> worsened(db::Transaction& tx,
                                                                        const OrganisationId& organisation,
                                                                        Language language) const;

  /// Before a domain is kept: kInvalid scan.name.*, scan.watch.reason_missing, scan.selector.* naming the field.
  Result<void> check(const record::Record& domain) const;

  std::map<std::string, trail::StateReader> state_readers() const;

 private:
  /// A domain of the register with its last measurement and where it belongs.
  struct Kept;
  std::vector<Kept> kept(db::Transaction& tx, const OrganisationId& organisation) const;
  Result<void> keep(const auth::Actor& who, const WatchedDomain& domain, const DomainFacts& facts);
  /// @param all    of the register: what was not measured this time stands in the report as not known
  /// @param facts  by domain
  Result<void> hand_in(const OrganisationId& organisation, const std::vector<Kept>& all,
                       const std::map<std::string, DomainFacts>& facts);
  DomainVerdict judged(const DomainFacts& facts, DomainUse use) const;
  VerdictView verdict_of(const DomainFacts& facts, DomainUse use, Language language) const;

  db::Database& database_;
  trail::Trail& trail_;
  const Clock& clock_;
  const record::Records& records_;
  evidence::Evidence& evidence_;
  RuleSet rules_;
  MeasureAll measure_all_;
  SingleLabel single_ = SingleLabel::kRefused;
  std::function<std::vector<CountingMeasure>(db::Transaction&, const OrganisationId&)> measures_;
};

void add_routes(auth::Api& api, Watch& watch, job::Jobs& jobs, const auth::WriteWorkbook& workbook = {});
void add_jobs(job::Jobs& jobs, Watch& watch);

}  // namespace waarborg::scan
