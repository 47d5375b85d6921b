// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/routes.h"

#include <algorithm>

#include "base/text.h"
#include "features/auth/export.h"
#include "features/auth/person.h"
#include "features/measure/load.h"
#include "features/measure/measure_views.h"

namespace waarborg::measure {
namespace {

std::string ref_of(const Assessed& assessed, const std::string& urn) {
  const auto found = assessed.requirement_at.find(urn);
  return found == assessed.requirement_at.end() ? urn.substr(urn.rfind(':') + 1)
                                                : shown_ref(assessed.requirements[found->second].ref);
}

MeasureRow row_of(const Assessed& assessed, std::uint32_t at) {
  const StoredMeasure& measure = assessed.measures[at];
  MeasureRow row{measure.id.text,
                 measure.body.title,
                 measure.body.owner,
                 assessed.owner_name(measure),
                 {},
                 static_cast<std::int64_t>(measure.body.places.size()),
                 assessed.measure_trio(at),
                 assessed.next_due(measure.id.text),
                 measure.version};
  for (const Answer& answer : measure.body.requirements)
    row.requirements.push_back(ref_of(assessed, answer.requirement));
  return row;
}

/// Whether the measure answers it, itself or by way of a mapping: what the requirement counts.
bool answers(const Assessed& assessed, std::uint32_t measure, const std::string& requirement) {
  const auto at = assessed.requirement_at.find(requirement);
  if (at == assessed.requirement_at.end()) return false;
  const auto& links = assessed.proof.requirements[at->second].links;
  return std::ranges::find(links, measure, &MeasureLink::measure) != links.end();
}

bool matches(const Assessed& assessed, const MeasureRow& row, std::uint32_t at, const auth::Call& call) {
  const std::string q = lower(call.query("q"));
  if (!q.empty() && lower(row.title + " " + row.owner_name).find(q) == std::string::npos) return false;
  if (const std::string owner = call.query("owner"); !owner.empty() && row.owner != owner) return false;
  const std::string requirement = call.query("requirement");
  if (!requirement.empty() && !answers(assessed, at, requirement)) return false;
  const std::string verdict = call.query("verdict");
  return verdict.empty() || row.verdict.design == verdict || row.verdict.existence == verdict ||
         row.verdict.operation == verdict;
}

int badness(const Trio& trio) {
  const auto one = [](const std::string& verdict) {
    if (verdict == "refuted") return 100;
    if (verdict == "not_shown") return 10;
    return verdict == "partly_shown" ? 1 : 0;
  };
  return one(trio.design) + one(trio.existence) + one(trio.operation);
}

/// The measures come by title. Equal ones stay so, also from high to low.
Result<void> sort_rows(std::vector<MeasureRow>& rows, std::string_view sort) {
  const bool down = sort.starts_with('-');
  if (down) sort.remove_prefix(1);
  const auto by = [&](const auto& key) {
    std::ranges::stable_sort(
        rows, [&](const MeasureRow& a, const MeasureRow& b) { return down ? key(b) < key(a) : key(a) < key(b); });
    return Result<void>{};
  };
  if (sort.empty() || sort == "title") return by([](const MeasureRow& r) { return lower(r.title); });
  if (sort == "owner_name") return by([](const MeasureRow& r) { return lower(r.owner_name); });
  if (sort == "next_due") return by([](const MeasureRow& r) { return r.next_due.value_or("9999"); });
  if (sort == "verdict") return by([](const MeasureRow& r) { return -badness(r.verdict); });
  return invalid("db.sort_unknown", "sort");
}

Result<auth::Page<MeasureRow>> page_of(const Measures& measures, Assessments& assessments, const auth::Call& call) {
  const auto question = asked(call, measures.clock());
  if (!question) return std::unexpected(question.error());
  const auto assessed = assessments.get(call.actor.organisation, question->period, question->known_at);
  std::vector<MeasureRow> rows;
  for (std::uint32_t at = 0; at < assessed->measures.size(); ++at) {
    MeasureRow row = row_of(*assessed, at);
    if (matches(*assessed, row, at, call)) rows.push_back(std::move(row));
  }
  if (auto ok = sort_rows(rows, call.query("sort")); !ok) return std::unexpected(ok.error());
  auth::Page<MeasureRow> page;
  page.total = static_cast<std::int64_t>(rows.size());
  const auto begin = std::min(call.query_number("after", 0, 0, 1'000'000), page.total);
  const auto end = std::min(begin + call.query_number("limit", 100, 1, 500), page.total);
  page.items.assign(rows.begin() + begin, rows.begin() + end);
  if (end < page.total) page.next = std::to_string(end);
  return page;
}

auth::ListFile<MeasureRow> list_file() {
  using Row = MeasureRow;
  const auto verdict = [](json::Word<Verdict> Trio::* aspect, bool Overridden::* by_hand) {
    return [=](const Row& m, Language l) { return verdict_words(l, m.verdict.*aspect, m.verdict.overridden.*by_hand); };
  };
  return {"measure.list.title",
          {{"auth.column.measure", 40, [](const Row& m, Language) { return m.title; }},
           {"auth.column.owner", 24, [](const Row& m, Language) { return m.owner_name; }},
           {"measure.column.design", 18, verdict(&Trio::design, &Overridden::design)},
           {"measure.column.existence", 18, verdict(&Trio::existence, &Overridden::existence)},
           {"measure.column.operation", 18, verdict(&Trio::operation, &Overridden::operation)},
           {"measure.column.requirements", 40,
            [](const Row& m, Language) {
              std::string out;
              for (const std::string& ref : m.requirements) out += (out.empty() ? "" : ", ") + ref;
              return out;
            }},
           {"measure.column.places", 10, [](const Row& m, Language) { return static_cast<double>(m.places); }},
           {"measure.column.next_due", 14,
            [](const Row& m, Language) { return auth::dated_cell(m.next_due.value_or("")); }}}};
}

/// As the service decides it (taken_out.h).
bool may_edit(const Assessed& assessed, const StoredMeasure& measure, const auth::Actor& who) {
  if (who.may("applicability.decide") || measure.body.owner.empty()) return true;
  const auto tied = assessed.terms->person_of_account.find(who.account.text);
  const std::string person = tied == assessed.terms->person_of_account.end() ? "" : tied->second;
  const auto name = assessed.people.find(person);
  return auth::same_person({who.account.text, who.name, person, name == assessed.people.end() ? "" : name->second},
                           {"", "", measure.body.owner, assessed.owner_name(measure),
                            assessed.terms->signing_in.contains(measure.body.owner)});
}

}  // namespace

MeasureView view_of(const Assessed& assessed, std::uint32_t at, const auth::Actor& who) {
  const StoredMeasure& measure = assessed.measures[at];
  const MeasureInput& body = measure.body;
  MeasureView view{measure.id.text,
                   measure.version,
                   body.title,
                   body.description,
                   body.card,
                   body.owner,
                   assessed.owner_name(measure),
                   body.rollup,
                   body.rollup_reason,
                   {},
                   {},
                   body.plan,
                   assessed.measure_total(at, who.language),
                   {}};
  for (const Answer& answer : body.requirements) {
    const auto found = assessed.requirement_at.find(answer.requirement);
    view.requirements.push_back(
        {answer.requirement, ref_of(assessed, answer.requirement),
         found == assessed.requirement_at.end() ? "" : assessed.requirements[found->second].title(who.language),
         answer.coverage});
  }
  for (const PlaceRef& place : body.places) view.places.push_back(assessed.place(place, who.language));
  for (const char* right :
       {"measure.edit", "evidence.add", "evidence.review", "task.perform", "override.propose", "override.confirm"}) {
    if (who.may(right)) view.rights.emplace_back(right);
  }
  if (!may_edit(assessed, measure, who)) std::erase(view.rights, "measure.edit");
  return view;
}

/// What a measure becomes, and why it will answer or hold in less. The reason stands with what was taken out, not with
/// the measure.
struct ChangedMeasure : MeasureInput {
  std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(ChangedMeasure, (),
                      (title, description, card, owner, rollup, rollup_reason, requirements, places, plan, reason))

void add_routes(auth::Api& api, Measures& measures, Assessments& assessments, catalog::Catalog& catalog,
                const auth::WriteWorkbook& workbook) {
  const std::string one = "/api/v1/measures/{id}";
  const auto shown = [&assessments](const auth::Call& call, const MeasureId& id) -> Result<MeasureView> {
    const auto assessed = assessments.get(call.actor.organisation);
    const auto found = assessed->measure_at.find(id.text);
    if (found == assessed->measure_at.end()) return fail(FaultKind::kNotFound, "measure.not_found");
    return view_of(*assessed, found->second, call.actor);
  };
  auth::add_list<MeasureRow>(
      api,
      {"/api/v1/measures",
       "measure_list",
       "Measures with their verdicts",
       "measure.read",
       false,
       1U << 20,
       {{"q", "text"},
        {"owner", "person id"},
        {"requirement", "URN; itself or by way of a mapping"},
        {"from", "first day"},
        {"to", "last day"},
        {"known_at", "as known on this day"},
        auth::one_of<Verdict>("verdict", "in any aspect"),
        auth::sort_by({"title", "owner_name", "next_due", "verdict"}),
        auth::counted_after(),
        {"limit", "1 to 500"}}},
      [&](auth::Call& call) { return page_of(measures, assessments, call); }, list_file(), workbook);
  api.post<MeasureInput, MeasureView>({"/api/v1/measures", "measure_create", "Adds a measure", "measure.edit"},
                                      [&measures, shown](auth::Call& call, MeasureInput input) -> Result<MeasureView> {
                                        const auto made = measures.create(call.actor, std::move(input));
                                        if (!made) return std::unexpected(made.error());
                                        return shown(call, made->id);
                                      });
  api.get<MeasureView>({one, "measure_get", "One measure with its verdicts", "measure.read"},
                       [shown](auth::Call& call) { return shown(call, MeasureId{call.param("id")}); });
  api.put<ChangedMeasure, MeasureView>(
      auth::Route{one, "measure_change",
                  "Changes a measure; with a reason when it will answer or hold in less while it is not in order",
                  "measure.edit"}
          .on_version(),
      [&measures, shown](auth::Call& call, ChangedMeasure input) -> Result<MeasureView> {
        const std::string reason = input.reason.value_or("");
        const auto saved =
            measures.change(call.actor, MeasureId{call.param("id")}, std::move(input), call.if_match(), reason);
        if (!saved) return std::unexpected(saved.error());
        return shown(call, saved->id);
      });
  api.post<ReasonInput, auth::Nothing>(
      auth::Route{one + "/remove", "measure_remove",
                  "Removes a measure, with a reason while it is not in order; its history stays", "measure.edit"}
          .on_version(),
      [&measures](auth::Call& call, const ReasonInput& input) {
        return measures.remove(call.actor, MeasureId{call.param("id")}, call.if_match(), input.reason.value_or(""));
      });
  add_requirement_routes(api, measures, assessments, catalog, workbook);
  add_applicability_routes(api, measures, assessments);
  add_verdict_routes(api, measures, assessments);
  add_override_routes(api, measures, assessments);
  add_day_routes(api, measures, assessments);
  add_place_routes(api, measures, assessments);
}

}  // namespace waarborg::measure
