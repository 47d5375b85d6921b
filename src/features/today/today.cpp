// SPDX-License-Identifier: EUPL-1.2
#include "features/today/today.h"

#include <algorithm>
#include <set>
#include <span>

#include "base/text.h"
#include "features/auth/people.h"
#include "features/measure/remembered.h"
#include "features/org/org.h"
#include "features/task/heading.h"

namespace waarborg::today {
namespace {

/// The road leads to a certificate for this norm. Who does not work by it sees how far the first of his own norms is.
constexpr const char* kCertified = "urn:waarborg:framework:nen7510-2024";
/// NEN 7510-1:2024, the clauses that a step is about: assessing and treating risks, internal audit, management review.
constexpr std::string_view kRiskClauses[] = {"c6.1.1", "c6.1.2", "c6.1.3", "c8.2", "c8.3"};
constexpr std::string_view kAuditClauses[] = {"c9.2.1", "c9.2.2"};
constexpr std::string_view kReviewClauses[] = {"c9.3.1", "c9.3.2", "c9.3.3"};

bool at_least_partly(const std::string& verdict) { return verdict == "shown" || verdict == "partly_shown"; }

/// The first reason of the first place that has the measure's verdict: "Bedachtveen: Q2 ontbreekt."
std::string why(const measure::Assessed& assessed, std::uint32_t at, const std::string& word, Language language) {
  const auto aspect = measure::parse_aspect(word).value_or(measure::Aspect::kOperation);
  const auto& places = assessed.measures[at].body.places;
  const auto total = measure::to_text(assessed.result.measure_totals[at][static_cast<std::size_t>(aspect)].value);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto verdict = assessed.place_verdict(at, i, aspect, language);
    if (verdict.verdict != total || verdict.reasons.empty()) continue;
    const std::string& text = verdict.reasons.front().text;
    return places.size() == 1 ? text : assessed.place(places[i], language).name + ": " + text;
  }
  return "";
}

}  // namespace

std::vector<Standing> standings(const measure::Assessed& assessed, Language language) {
  std::vector<Standing> out;
  for (std::size_t i = 1; i < assessed.frameworks.size(); ++i) {
    const auto status = measure::status_of(assessed, assessed.frameworks[i].id, language);
    if (!status) continue;
    Standing standing{status->framework, status->framework_name, status->requirements, 0, 0, 0, 0};
    standing.design = status->aspects.design.percentage;
    standing.existence = status->aspects.existence.percentage;
    standing.operation = status->aspects.operation.percentage;
    for (const auto& record : assessed.requirements) {
      const bool counts = record.framework_id == status->framework && record.assessable && !record.removed;
      standing.undecided += counts && !assessed.decisions.contains(record.urn);
    }
    out.push_back(std::move(standing));
  }
  return out;
}

TodayView::TodayView(db::Database& database, const Clock& clock, measure::Measures& measures,
                     measure::Assessments& assessments, evidence::Evidence& evidence, task::Tasks& tasks,
                     record::Records& records, scan::Watch& watch)
    : database_(database),
      clock_(clock),
      measures_(measures),
      assessments_(assessments),
      evidence_(evidence),
      tasks_(tasks),
      records_(records),
      watch_(watch) {}

RoadFacts TodayView::facts(db::Transaction& tx, const OrganisationId& organisation, const measure::Assessed& assessed) {
  RoadFacts out;
  if (const auto found = org::find(tx, organisation)) {
    out.set_up = found->set_up;
    out.roles_named =
        !found->board_member.empty() + !found->security_officer.empty() + !found->health_information.empty();
  }
  out.systems = records_.count(tx, organisation, *record::find_register("system"));
  out.suppliers = records_.count(tx, organisation, *record::find_register("supplier"));
  const auto* framework = measure::framework_of(assessed, kCertified);
  if (framework == nullptr) framework = measure::framework_of(assessed, "");
  if (framework == nullptr) return out;
  const auto statements = measures_.statements.versions(tx, organisation, framework->id);
  out.statement_approved = std::ranges::any_of(statements, [](const auto& s) { return s.state == "approved"; });
  for (std::uint32_t i = 0; i < assessed.requirements.size(); ++i) {
    const auto& record = assessed.requirements[i];
    if (record.framework_id != framework->id || !record.assessable || record.removed) continue;
    ++out.requirements;
    out.decided += assessed.decisions.contains(record.urn) ? 1 : 0;
    const measure::Trio trio = assessed.requirement_trio(i);
    if (trio.design == "not_applicable") continue;
    ++out.applicable;
    out.with_measure += assessed.proof.requirements[i].links.empty() ? 0 : 1;
    out.operation_shown += trio.operation == "shown";
    out.all_shown += trio.design == "shown" && trio.existence == "shown" && trio.operation == "shown";
    const auto clause = [&](std::span<const std::string_view> refs, std::int64_t& of, std::int64_t& done) {
      if (std::ranges::find(refs, record.ref) == refs.end()) return;
      ++of;
      done += at_least_partly(trio.operation);
    };
    clause(kRiskClauses, out.risk_of, out.risk_done);
    clause(kAuditClauses, out.audit_of, out.audit_done);
    clause(kReviewClauses, out.review_of, out.review_done);
  }
  return out;
}

std::vector<VerdictChange> TodayView::changes(db::Transaction& tx, const auth::Actor& who,
                                              const measure::Assessed& assessed, Moment since) {
  std::vector<VerdictChange> out;
  const std::string person = auth::person_of(tx, who.organisation, who.account);
  std::set<std::pair<std::string, std::string>> told;  // measure and aspect; the newest change comes first
  for (const auto& change : measure::changes_since(tx, who.organisation, since)) {
    const auto found = assessed.measure_at.find(change.measure);
    if (found == assessed.measure_at.end()) continue;
    const measure::Trio trio = assessed.measure_trio(found->second);
    const auto& now = change.aspect == "design"      ? trio.design
                      : change.aspect == "existence" ? trio.existence
                                                     : trio.operation;
    // The reasons of today explain no verdict that was followed by another, also when it came back since.
    const bool stands = told.emplace(change.measure, change.aspect).second && now == change.after;
    out.push_back({assessed.measures[found->second].body.title,
                   stands ? why(assessed, found->second, change.aspect, who.language) : std::string(), change.aspect,
                   change.before, change.after, measure::direction_of(change.before, change.after), change.at,
                   "/measures/" + change.measure, trio,
                   is_mine(assessed, assessed.measures[found->second], who, person)});
    if (out.size() >= 12) break;
  }
  return out;
}

Result<Today> TodayView::get(const auth::Actor& who) {
  if (auto ok = auth::require(who, "measure.read"); !ok) return std::unexpected(ok.error());
  const auto assessed = assessments_.get(who.organisation);
  auto status = measure::status_of(*assessed, "", who.language);
  if (!status) return std::unexpected(status.error());
  db::Transaction tx = database_.read();
  const RoadFacts known = facts(tx, who.organisation, *assessed);
  const Moment since = clock_.now() - std::chrono::days(30);
  return Today{items(tx, who, *assessed, known),
               changes(tx, who, *assessed, since),
               to_text(since),
               road(known, who.language),
               std::move(*status),
               standings(*assessed, who.language)};
}

Result<std::vector<SearchHit>> TodayView::search(const auth::Actor& who, const std::string& given) {
  if (auto ok = auth::require(who, "measure.read"); !ok) return std::unexpected(ok.error());
  const std::string text = lower(given);
  std::vector<SearchHit> out;
  if (text.size() < 2 && (text.empty() || text[0] < '0' || text[0] > '9')) return out;
  const auto assessed = assessments_.get(who.organisation);
  const auto has = [&](const std::string& field) { return lower(field).find(text) != std::string::npos; };
  for (const auto& record : assessed->requirements) {
    if (!record.assessable || record.removed) continue;
    const std::string ref = measure::shown_ref(record.ref);
    const bool by_number = ref.starts_with(text) || (ref.starts_with("§") && ref.substr(2).starts_with(text));
    if (by_number || has(record.title(who.language))) {
      out.push_back({"requirement", ref + " " + record.title(who.language), "", "/requirements/" + record.urn});
    }
    if (out.size() >= 12) break;
  }
  std::size_t measures = 0;
  for (const auto& measure : assessed->measures) {
    if (!has(measure.body.title)) continue;
    out.push_back({"measure", measure.body.title, assessed->owner_name(measure), "/measures/" + measure.id.text});
    if (++measures >= 12) break;
  }
  evidence::ListQuery query;
  query.search = given;
  query.by_title = true;
  query.limit = 8;
  if (const auto found = evidence_.list(who, query)) {
    for (const auto& row : found->items)
      out.push_back({"evidence", row.title, row.measure_title, "/evidence/" + row.id});
  }
  task::ListQuery task;
  task.search = given;
  task.by_title = true;
  task.limit = 5;
  if (const auto found = tasks_.deviations(who, task)) {
    for (const auto& deviation : found->items)
      out.push_back({"deviation", deviation.what, deviation.measure_title, "/deviations?open=" + deviation.id});
  }
  task.state = "open";  // what was done stands with its evidence
  if (const auto found = tasks_.occurrences(who, task)) {
    for (const auto& occurrence : found->items) {
      task::Heading heading = task::heading_of(occurrence);
      out.push_back(
          {"occurrence", std::move(heading.title), std::move(heading.detail), "/occurrences/" + occurrence.id});
    }
  }
  for (const record::Register* reg : record::all_registers()) {
    record::ListQuery named;
    named.filters["name"] = given;
    named.limit = 5;
    const auto rows = records_.list(who, *reg, named);
    if (!rows) continue;
    for (const auto& row : rows->items) {
      out.push_back({std::string(reg->name), std::string(row.at("name").as_string()), "",
                     "/registers/" + std::string(reg->name) + "/" + std::string(row.at("id").as_string())});
    }
  }
  return out;
}

void add_routes(auth::Api& api, TodayView& today) {
  api.get<Today>(
      {"/api/v1/today", "today_get", "What asks something of me, what changed, where we stand", "measure.read"},
      [&](auth::Call& call) { return today.get(call.actor); });
  api.get<auth::Items<SearchHit>>({"/api/v1/search",
                                   "search_get",
                                   "Finds anything that has a name",
                                   "measure.read",
                                   false,
                                   1U << 20,
                                   {{"q", "text"}}},
                                  [&](auth::Call& call) -> Result<auth::Items<SearchHit>> {
                                    auto hits = today.search(call.actor, call.query("q"));
                                    if (!hits) return std::unexpected(hits.error());
                                    return auth::Items<SearchHit>{std::move(*hits)};
                                  });
}

}  // namespace waarborg::today
