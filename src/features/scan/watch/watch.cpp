// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/watch/watch.h"

#include <algorithm>

#include "base/json_decode.h"
#include "base/json_encode.h"
#include "base/text.h"
#include "features/scan/names/selectors.h"
#include "features/scan/queries.h"
#include "features/scan/watch/proof.h"
#include "features/scan/watch/store.h"
#include "platform/crypto/crypto.h"

namespace waarborg::scan {
namespace {

constexpr std::int64_t kMostHistory = 100;

const record::Register& domain_register() { return *record::find_register("domain"); }

bool is_judged(DomainUse use, Subject subject) {
  return use == DomainUse::kBoth || (use == DomainUse::kWeb) == (subject == Subject::kWeb);
}

std::int64_t count_of(const DomainVerdict& verdict, Outcome outcome) {
  return std::ranges::count_if(verdict.results,
                               [&](const CheckResult& result) { return result.judged.own.outcome == outcome; });
}

std::optional<std::int64_t> number_of(const Score& score) {
  return score.total ? std::optional<std::int64_t>(*score.total) : std::nullopt;
}

struct OneText {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(OneText, (), (text))

struct StoredWithFacts : StoredMeasurement {
  std::string facts;
};
BOOST_DESCRIBE_STRUCT(StoredWithFacts, (),
                      (id, domain, name, measured_at, asked_by, rules, web, mail, fails, warns, unknown, standing,
                       facts))

}  // namespace

struct Watch::Kept {
  WatchedDomain domain;
  std::optional<StoredMeasurement> last;
  std::string site, system;
  std::vector<std::string> dkim_selectors;
};

Watch::Watch(db::Database& database, trail::Trail& trail, const Clock& clock, const record::Records& records,
             evidence::Evidence& evidence)
    : database_(database), trail_(trail), clock_(clock), records_(records), evidence_(evidence) {}

void Watch::set_measure_all(MeasureAll measure_all, SingleLabel single) {
  measure_all_ = std::move(measure_all);
  single_ = single;
}

Result<void> Watch::check(const record::Record& domain) const {
  if (const auto target = read_target(domain.text("name"), single_); !target) {
    return fail(target.error().kind, target.error().what.key, "name", target.error().what.args);
  }
  if (const auto selectors = read_selectors(domain.text("dkim_selectors")); !selectors) {
    return fail(selectors.error().kind, selectors.error().what.key, "dkim_selectors", selectors.error().what.args);
  }
  if (domain.text("protection") == "explain" && is_blank(domain.text("reason"))) {
    return invalid("scan.watch.reason_missing", "reason");
  }
  return {};
}

DomainVerdict Watch::judged(const DomainFacts& facts, DomainUse use) const {
  DomainVerdict verdict = judge(facts, rules_);
  std::erase_if(verdict.results, [&](const CheckResult& result) { return !is_judged(use, result.subject); });
  if (!is_judged(use, Subject::kWeb)) verdict.web = {};
  if (!is_judged(use, Subject::kMail)) verdict.mail = {};
  return verdict;
}

VerdictView Watch::verdict_of(const DomainFacts& facts, DomainUse use, Language language) const {
  return view(facts, judged(facts, use), rules_, language);
}

std::vector<Watch::Kept> Watch::kept(db::Transaction& tx, const OrganisationId& organisation) const {
  std::map<std::string, StoredMeasurement> latest;
  for (auto& row : tx.rows<StoredMeasurement>(sql::kMeasurementLatest, organisation)) {
    std::string domain = row.domain;
    latest.emplace(std::move(domain), std::move(row));
  }
  const auto records = records_.all(tx, organisation, domain_register());
  std::vector<std::string> owners;
  owners.reserve(records.size());
  for (const record::Record& record : records) owners.push_back(record.text("owner"));
  auto names = records_.names(tx, organisation, *record::find_register("person"), owners);
  std::vector<Kept> out;
  for (const record::Record& record : records) {
    Kept one{{record.id,
              record.text("name"),
              json::from_word<DomainUse>(record.text("use")).value_or(DomainUse::kBoth),
              json::from_word<Protection>(record.text("protection")).value_or(Protection::kApply),
              record.text("reason"),
              record.text("owner"),
              names[record.text("owner")],
              {},
              0,
              DomainState::kNotMeasured},
             {},
             record.text("site"),
             record.text("system"),
             read_selectors(record.text("dkim_selectors")).value_or(std::vector<std::string>{})};
    if (const auto found = latest.find(record.id); found != latest.end()) {
      one.last = std::move(found->second);
      one.domain.last = shown(*one.last);
      one.domain.worsened = std::ssize(worsened_of(*one.last, Language::kNl));
    }
    one.domain.state = state_of(one.domain);
    out.push_back(std::move(one));
  }
  std::ranges::sort(out, {}, [](const Kept& one) { return std::pair(one.domain.name, one.domain.id); });
  return out;
}

Result<WatchedDomainList> Watch::domains(const auth::Actor& who) {
  if (auto ok = auth::require(who, "scan.read"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.read();
  WatchedDomainList answer;
  for (Kept& one : kept(tx, who.organisation)) answer.items.push_back(std::move(one.domain));
  answer.counts = counts_of(answer.items);
  return answer;
}

Result<WatchedDomainDetail> Watch::domain(const auth::Actor& who, const std::string& id,
                                          const std::string& measurement) {
  if (auto ok = auth::require(who, "scan.read"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.read();
  const auto all = kept(tx, who.organisation);
  const auto found = std::ranges::find(all, id, [](const Kept& one) { return one.domain.id; });
  if (found == all.end()) return fail(FaultKind::kNotFound, "scan.watch.unknown_domain");
  WatchedDomainDetail detail{found->domain, {}, {}, {}, {}};
  const auto history = tx.rows<StoredMeasurement>(sql::kMeasurementHistory, who.organisation, id, kMostHistory);
  for (const StoredMeasurement& row : history) detail.history.push_back(shown(row));
  if (history.empty() && measurement.empty()) return detail;
  const auto wanted = measurement.empty()
                          ? std::optional(history.front())
                          : tx.row<StoredMeasurement>(sql::kMeasurementGet, who.organisation, measurement);
  if (!wanted || wanted->domain != id) return fail(FaultKind::kNotFound, "scan.watch.unknown_measurement");
  detail.shown = shown(*wanted);
  detail.worsened = worsened_of(*wanted, who.language);
  const auto text = tx.row<OneText>(sql::kMeasurementFacts, who.organisation, wanted->id);
  const auto facts = text ? json::decode<DomainFacts>(text->text) : Result<DomainFacts>(DomainFacts{});
  if (!facts) throw db::DatabaseError("scan: measurement " + wanted->id + " is damaged");
  detail.verdict = verdict_of(*facts, found->domain.use, who.language);
  return detail;
}

Result<ScanSchedule> Watch::schedule(const auth::Actor& who) {
  if (auto ok = auth::require(who, "scan.read"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.read();
  return kept_schedule(tx, who.organisation).value_or(ScanSchedule{});
}

Result<ScanSchedule> Watch::set_schedule(const auth::Actor& who, ScanEvery every) {
  if (auto ok = auth::require(who, "scan.run"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.write();
  const auto known = kept_schedule(tx, who.organisation);
  const ScanSchedule before = known.value_or(ScanSchedule{});
  if (before.every == every) return before;
  const std::string word = json::word_of(every);
  tx.execute(sql::kScheduleSet, who.organisation, word);
  trail_.add(tx, who.author(),
             {"scan.schedule",
              "scan_schedule",
              who.organisation.text,
              word,
              {{"every", json::word_of(before.every), word}},
              word,
              known ? json::word_of(known->every) : ""},
             clock_.now());
  ScanSchedule after = kept_schedule(tx, who.organisation).value_or(ScanSchedule{});
  tx.commit();
  return after;
}

std::vector<std::pair<WatchedDomain, std::vector<Worsened>>> Watch::worsened(db::Transaction& tx,
                                                                             const OrganisationId& organisation,
                                                                             Language language) const {
  std::vector<std::pair<WatchedDomain, std::vector<Worsened>>> out;
  for (Kept& one : kept(tx, organisation)) {
    if (!asks_for_repair(one.domain)) continue;
    auto worse = worsened_of(*one.last, language);
    out.emplace_back(std::move(one.domain), std::move(worse));
  }
  return out;
}

// --- measuring

Result<void> Watch::keep(const auth::Actor& who, const WatchedDomain& domain, const DomainFacts& facts) {
  const DomainVerdict verdict = judged(facts, domain.use);
  const std::string text = json::print(json::encode(facts));
  const Moment now = clock_.now();
  db::Transaction tx = database_.write();
  const auto before = tx.row<StoredMeasurement>(sql::kMeasurementHistory, who.organisation, domain.id, std::int64_t{1});
  const auto standing = standing_after(before ? standing_of(*before) : std::vector<CheckStanding>{}, verdict, facts.at);
  const StoredMeasurement made{crypto::new_id(now),
                               domain.id,
                               facts.name,
                               facts.at,
                               who.name,
                               rules_.name,
                               number_of(verdict.web),
                               number_of(verdict.mail),
                               count_of(verdict, Outcome::kFail),
                               count_of(verdict, Outcome::kWarn),
                               count_of(verdict, Outcome::kInconclusive),
                               json::print(json::encode(standing))};
  tx.execute(sql::kMeasurementInsert, who.organisation, made.id, made.domain, made.name, made.measured_at,
             made.asked_by, made.rules, made.web, made.mail, made.fails, made.warns, made.unknown, made.standing, text);
  const auto score = [](const std::optional<std::int64_t>& of) { return of ? std::to_string(*of) : std::string(); };
  trail_.add(tx, who.author(),
             {"scan.measure",
              "scan_measurement",
              made.id,
              domain.name,
              {{"web", before ? score(before->web) : "", score(made.web)},
               {"mail", before ? score(before->mail) : "", score(made.mail)}},
              state_of(made, crypto::sha256_hex(text)),
              ""},
             now);
  tx.commit();
  return {};
}

Result<std::string> Watch::measure(const auth::Actor& who, const std::vector<std::string>& ids, job::Running& running) {
  if (auto ok = auth::require(who, "scan.run"); !ok) return std::unexpected(ok.error());
  std::vector<Kept> all;
  {
    db::Transaction tx = database_.read();
    all = kept(tx, who.organisation);
  }
  std::vector<const WatchedDomain*> wanted;
  std::vector<ScanTarget> targets;
  for (const Kept& one : all) {
    if (!ids.empty() && std::ranges::find(ids, one.domain.id) == ids.end()) continue;
    auto target = read_target(one.domain.name, single_);
    if (!target) continue;  // kept before the setting changed
    target->dkim_selectors = one.dkim_selectors;
    wanted.push_back(&one.domain);
    targets.push_back(std::move(*target));
  }
  if (wanted.empty()) return invalid("scan.watch.none");
  if (wanted.size() > kMostDomains) {
    return invalid("scan.watch.too_many", "domains", {{"most", std::to_string(kMostDomains)}});
  }
  std::map<std::string, DomainFacts> found;  // by domain
  const auto measured = measure_all_(
      targets,
      [&](std::size_t at, const DomainFacts& facts) -> Result<void> {
        if (auto ok = keep(who, *wanted[at], facts); !ok) return ok;
        found.emplace(wanted[at]->id, facts);
        return {};
      },
      [&] { return running.progress(std::ssize(found), std::ssize(wanted), "scan.watch.step"); });
  // What was measured of a run that was broken off is proof as well.
  if (auto handed = hand_in(who.organisation, all, found); !handed) return std::unexpected(handed.error());
  if (!measured) return std::unexpected(measured.error());
  json::Array views;
  for (const WatchedDomain* one : wanted) {
    const auto facts = found.find(one->id);
    if (facts != found.end()) views.push_back(json::encode(verdict_of(facts->second, one->use, who.language)));
  }
  return json::print(views);
}

void Watch::measure_when_due(const OrganisationId& organisation, job::Running& running) {
  const Moment now = clock_.now();
  {
    db::Transaction tx = database_.write();
    if (const auto kept = kept_schedule(tx, organisation); !kept || !is_due(*kept, now)) return;
    tx.execute(sql::kScheduleBegin, now, organisation);
    tx.commit();
  }
  const auto done = measure(auth::system_actor(organisation), {}, running);
  if (!done && done.error().what.key != "scan.watch.none") throw std::runtime_error("scan: " + done.error().what.key);
}

// --- evidence

Result<void> Watch::hand_in(const OrganisationId& organisation, const std::vector<Kept>& all,
                            const std::map<std::string, DomainFacts>& facts) {
  if (!measures_ || facts.empty()) return {};
  std::vector<CountingMeasure> measures;
  {
    db::Transaction tx = database_.read();
    measures = measures_(tx, organisation);
  }
  // The instrument brings it, whoever pressed the button: so everyone who is independent of the measure may judge it.
  const auth::Actor system = auth::system_actor(organisation);
  const Moment now = clock_.now();
  std::map<std::string, VerdictView> verdicts;
  for (const Kept& one : all) {
    const auto found = facts.find(one.domain.id);
    if (found != facts.end()) {
      verdicts.emplace(one.domain.id, verdict_of(found->second, one.domain.use, system.language));
    }
  }
  for (const CountingMeasure& measure : measures) {
    struct Report {
      json::Array domains;
      bool has_news = false;
    };
    std::map<evidence::PlaceRef, Report> by_place;
    for (const Kept& one : all) {
      Report& report = by_place[place_of(measure, one.domain.id, one.system, one.site)];
      const auto found = verdicts.find(one.domain.id);
      report.has_news |= found != verdicts.end();
      // Who measures the good ones only must not speak for the others.
      report.domains.push_back(found != verdicts.end() ? proof_of(found->second, one.domain, measure.controls)
                                                       : not_measured(one.domain, now, rules_.name, system.language));
    }
    for (const auto& [place, report] : by_place) {
      if (!report.has_news) continue;
      evidence::ImportRequest request;
      request.kind = "scan";
      request.measure = measure.measure;
      request.plan_item = measure.plan_item;
      if (!place.kind.empty()) request.places = {place};
      request.file_name = "waarborg-scan-" + to_text(clock_.today()) + ".json";
      const auto handed = evidence_.import(system, request, json::print(report.domains));
      // A domain of which every check is about something that it has not got says nothing.
      if (!handed && handed.error().what.key != "evidence.import.nothing_inside") {
        return std::unexpected(handed.error());
      }
    }
  }
  return {};
}

std::map<std::string, trail::StateReader> Watch::state_readers() const {
  std::map<std::string, trail::StateReader> readers;
  readers["scan_measurement"] = [](db::Transaction& tx, const OrganisationId& organisation) {
    std::map<std::string, std::string> states;
    for (const auto& row : tx.rows<StoredWithFacts>(sql::kMeasurementAll, organisation)) {
      states[row.id] = state_of(row, crypto::sha256_hex(row.facts));
    }
    return states;
  };
  readers["scan_schedule"] = [](db::Transaction& tx, const OrganisationId& organisation) {
    std::map<std::string, std::string> states;
    if (const auto kept = kept_schedule(tx, organisation)) states[organisation.text] = json::word_of(kept->every);
    return states;
  };
  return readers;
}

}  // namespace waarborg::scan
