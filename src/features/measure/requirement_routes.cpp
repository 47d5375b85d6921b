// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/routes.h"

#include <map>

#include "base/text.h"
#include "features/auth/export.h"
#include "features/measure/load.h"
#include "features/measure/requirement_views.h"

namespace waarborg::measure {
namespace {

struct CompleteInput {
  std::string reason;
  std::optional<bool> withdraw;  ///< They no longer are; absent: they are.
};
BOOST_DESCRIBE_STRUCT(CompleteInput, (), (reason, withdraw))

std::int64_t measures_of(const Assessed& assessed, std::uint32_t requirement) {
  return static_cast<std::int64_t>(assessed.proof.requirements[requirement].links.size());
}

std::optional<bool> applies(const Assessed& assessed, const std::string& urn) {
  const auto found = assessed.decisions.find(urn);
  return found == assessed.decisions.end() ? std::nullopt : std::optional(found->second.applies);
}

RequirementList list_of(const Assessed& assessed, const catalog::FrameworkRecord& framework, Language language) {
  RequirementList out;
  std::map<std::string, Tally> tallies;
  for (std::uint32_t i = 0; i < assessed.requirements.size(); ++i) {
    const auto& record = assessed.requirements[i];
    if (record.framework_id != framework.id || record.removed) continue;
    if (!record.assessable) {
      if (record.depth == 1) out.chapters.push_back({record.ref, record.title(language), {}});
      if (record.depth == 1) continue;
    }
    if (record.assessable) tallies[record.chapter].add(assessed.result.requirements[i].aspects);
    out.items.push_back({record.urn, shown_ref(record.ref), record.chapter, record.parent_urn, record.depth,
                         record.assessable, record.title(language), applies(assessed, record.urn), record.health,
                         measures_of(assessed, i), assessed.requirement_trio(i),
                         in_percent(assessed.result.requirements[i].rests_on)});
  }
  for (ChapterView& chapter : out.chapters) chapter.aspects = counts_of(tallies[chapter.ref]);
  return out;
}

/// What the screen of requirements filters by.
bool fits(const RequirementRow& row, const auth::Call& call) {
  if (!row.assessable) return false;
  const std::string chapter = call.query("chapter"), verdict = call.query("verdict"), aspect = call.query("aspect");
  if (!chapter.empty() && row.chapter != chapter) return false;
  const auto is = [&](const char* name, const std::string& value) {
    return (aspect.empty() || aspect == name) && value == verdict;
  };
  if (!verdict.empty() && !is("design", row.verdict.design) && !is("existence", row.verdict.existence) &&
      !is("operation", row.verdict.operation)) {
    return false;
  }
  const std::string applies = call.query("applies");
  if (!applies.empty() && applies != (row.applies ? (*row.applies ? "yes" : "no") : "open")) return false;
  const RestsOnView& on = row.rests_on;
  const std::map<std::string, double> shares{{"nothing", on.nothing},
                                             {"documents_only", on.documents_only},
                                             {"existence", on.existence},
                                             {"operation", on.operation}};
  const auto rests = shares.find(call.query("rests"));
  if (rests != shares.end() && !(rests->second > 0)) return false;
  return lower(row.ref + " " + row.title).find(lower(call.query("q"))) != std::string::npos;
}

auth::ListFile<RequirementRow> list_file() {
  using Row = RequirementRow;
  const auto verdict = [](json::Word<Verdict> Trio::* aspect, bool Overridden::* by_hand) {
    return [=](const Row& r, Language l) { return verdict_words(l, r.verdict.*aspect, r.verdict.overridden.*by_hand); };
  };
  return {"measure.requirement_list.title",
          {{"measure.column.ref", 10, [](const Row& r, Language) { return r.ref; }},
           {"measure.column.chapter", 12, [](const Row& r, Language) { return r.chapter; }},
           {"measure.column.requirement", 50, [](const Row& r, Language) { return r.title; }},
           {"measure.column.applies", 18,
            [](const Row& r, Language l) {
              return say(l, !r.applies   ? "measure.applies.open"
                            : *r.applies ? "measure.applies.yes"
                                         : "measure.applies.no");
            }},
           {"measure.column.design", 18, verdict(&Trio::design, &Overridden::design)},
           {"measure.column.existence", 18, verdict(&Trio::existence, &Overridden::existence)},
           {"measure.column.operation", 18, verdict(&Trio::operation, &Overridden::operation)},
           {"measure.column.measures", 12, [](const Row& r, Language) { return static_cast<double>(r.measures); }}}};
}

/// The requirements by way of which a measure answers this one; empty when it answers this one itself.
std::vector<AnswerWay> ways_of(const Assessed& assessed, std::uint32_t requirement, std::uint32_t measure) {
  std::vector<AnswerWay> out;
  const auto text = [&](Ref ref) { return ref < assessed.proof.texts.size() ? assessed.proof.texts[ref] : ""; };
  for (const MappedLink& link : assessed.proof.requirements[requirement].mapped) {
    if (link.measure != measure) continue;
    const std::string urn = text(link.from);
    const auto from = assessed.requirement_at.find(urn);
    const std::string ref = from == assessed.requirement_at.end() ? urn.substr(urn.rfind(':') + 1)
                                                                  : assessed.requirements[from->second].ref;
    out.push_back({urn, shown_ref(ref), text(link.mapping), link.covers});
  }
  return out;
}

RequirementDetail detail_of(const Assessed& assessed, std::uint32_t at, const catalog::FullRequirement& full,
                            const std::vector<catalog::MappedRequirement>& mappings,
                            const std::vector<Completion>& completions, Language language) {
  const auto& record = assessed.requirements[at];
  RequirementDetail out;
  out.id = record.urn;
  out.ref = shown_ref(record.ref);
  out.chapter = record.chapter;
  out.title = record.title(language);
  out.framework = record.framework_id;
  out.framework_name = language == Language::kEn ? full.framework_name_en : full.framework_name_nl;
  out.applies = applies(assessed, record.urn);
  out.assessable = record.assessable;
  out.health = record.health;
  for (const auto& [field, text] : {std::pair{"asks", &out.asks},
                                    {"why", &out.why},
                                    {"example", &out.example},
                                    {"design", &out.design},
                                    {"existence", &out.existence},
                                    {"operation", &out.operation}}) {
    *text = full.text(field, language);
  }
  out.cadence = record.cadence;
  out.instrument = record.instrument;
  out.control_type = record.control_type;
  out.cia = record.cia;
  out.own_text = full.own_text;
  out.own_text_version = full.own_text_version;
  if (const auto found = assessed.decisions.find(record.urn); found != assessed.decisions.end()) {
    out.reason = found->second.reason;
    out.applicability_version = found->second.version;
  }
  out.verdict = assessed.requirement_trio(at);
  out.aspects = assessed.requirement_total(at, language);
  out.measures = measures_of(assessed, at);
  for (const MeasureLink& link : assessed.proof.requirements[at].links) {
    const StoredMeasure& measure = assessed.measures[link.measure];
    out.measure_list.push_back({measure.id.text, measure.body.title, link.full ? "full" : "partly",
                                assessed.owner_name(measure), assessed.measure_trio(link.measure),
                                ways_of(assessed, at, link.measure)});
  }
  for (const auto& mapping : mappings) {
    const bool en = language == Language::kEn;
    out.mappings.push_back({mapping.id, mapping.urn, en ? mapping.framework_en : mapping.framework_nl,
                            shown_ref(mapping.ref), en ? mapping.title_en : mapping.title_nl, mapping.relation,
                            mapping.strength, en ? mapping.rationale_en : mapping.rationale_nl, mapping.state,
                            mapping.reviewer, mapping.review_reason, mapping.in_use, mapping.version});
  }
  for (const Completion& completion : completions) {
    if (completion.requirement != record.urn) continue;
    const RequirementProof& proof = assessed.proof.requirements[at];
    out.complete_together = CompletionView{completion.person, completion.at, completion.reason,
                                           !is_complete(proof, assessed.proof), completion.version};
  }
  const auto neighbour = [&](int step) -> std::string {
    for (auto i = static_cast<std::int64_t>(at) + step; i >= 0 && i < std::ssize(assessed.requirements); i += step) {
      const auto& other = assessed.requirements[static_cast<std::size_t>(i)];
      if (other.framework_id != record.framework_id) break;
      if (other.assessable && !other.removed) return other.urn;
    }
    return "";
  };
  out.previous = neighbour(-1);
  out.next = neighbour(1);
  return out;
}

}  // namespace

void add_requirement_routes(auth::Api& api, Measures& measures, Assessments& assessments, catalog::Catalog& catalog,
                            const auth::WriteWorkbook& workbook) {
  const std::vector<auth::Parameter> period = period_parameters();
  api.get<RequirementList>({"/api/v1/frameworks/{id}/requirements", "requirement_list",
                            "Requirements with their verdicts", "catalog.read", false, 1U << 20, period},
                           [&](auth::Call& call) -> Result<RequirementList> {
                             const auto question = asked(call, measures.clock());
                             if (!question) return std::unexpected(question.error());
                             const auto assessed =
                                 assessments.get(call.actor.organisation, question->period, question->known_at);
                             const std::string id = call.param("id");
                             const auto* framework = framework_of(*assessed, id == "default" ? "" : id);
                             if (framework == nullptr) return fail(FaultKind::kNotFound, "measure.framework_unknown");
                             return list_of(*assessed, *framework, call.actor.language);
                           });
  std::vector<auth::Parameter> filters = period;
  filters.insert(filters.end(), {{"q", "part of number or title"},
                                 {"chapter", "number of a chapter"},
                                 auth::one_of<Verdict>("verdict", "in the aspect, or in any"),
                                 auth::one_of("aspect", "of the verdict", {"design", "existence", "operation"}),
                                 auth::one_of("applies", "what was decided", {"yes", "no", "open"}),
                                 auth::one_of("rests", "on which a part of it rests",
                                              {"nothing", "documents_only", "existence", "operation"})});
  auth::add_exports<RequirementRow>(
      api, {"/api/v1/frameworks/{id}/requirements", "requirement_list", "", "catalog.read", false, 1U << 20, filters},
      [&](auth::Call& call) -> Result<auth::Page<RequirementRow>> {
        const auto question = asked(call, measures.clock());
        if (!question) return std::unexpected(question.error());
        const auto assessed = assessments.get(call.actor.organisation, question->period, question->known_at);
        const std::string id = call.param("id");
        const auto* framework = framework_of(*assessed, id == "default" ? "" : id);
        if (framework == nullptr) return fail(FaultKind::kNotFound, "measure.framework_unknown");
        auth::Page<RequirementRow> page{list_of(*assessed, *framework, call.actor.language).items, 0, {}};
        std::erase_if(page.items, [&](const RequirementRow& row) { return !fits(row, call); });
        page.total = std::ssize(page.items);
        return page;
      },
      list_file(), workbook);
  api.get<RequirementDetail>(
      {"/api/v1/requirements/{urn}", "requirement_get", "One requirement with all about it", "catalog.read", false,
       1U << 20, period},
      [&](auth::Call& call) -> Result<RequirementDetail> {
        const auto question = asked(call, measures.clock());
        if (!question) return std::unexpected(question.error());
        const auto assessed = assessments.get(call.actor.organisation, question->period, question->known_at);
        const auto at = assessed->requirement_at.find(call.param("urn"));
        if (at == assessed->requirement_at.end()) return fail(FaultKind::kNotFound, "measure.requirement_unknown");
        db::Transaction tx = measures.database().read();
        const auto full = catalog.find_requirement(tx, call.actor.organisation, at->first);
        if (!full) return fail(FaultKind::kNotFound, "measure.requirement_unknown");
        auto detail =
            detail_of(*assessed, at->second, *full, catalog.mappings_of(tx, call.actor.organisation, at->first),
                      measures.overrides.completions(tx, call.actor.organisation, assessed->result.question.known_at),
                      call.actor.language);
        detail.complete_together_version =
            measures.overrides.completion_version(tx, call.actor.organisation, at->first);
        return detail;
      });
  api.put<CompleteInput, CompletionView>(
      auth::Route{"/api/v1/requirements/{urn}/complete-together", "requirement_complete",
                  "Declares partly answering measures complete together, or withdraws that; both with a reason",
                  "applicability.decide"}
          .on_version(),
      [&](auth::Call& call, CompleteInput input) -> Result<CompletionView> {
        const std::string urn = call.param("urn");
        const OrganisationId& organisation = call.actor.organisation;
        if (!assessments.get(organisation)->requirement_at.contains(urn)) {
          return fail(FaultKind::kNotFound, "measure.requirement_unknown");
        }
        Overrides::Partly partly;
        if (!input.withdraw.value_or(false)) {
          partly = [&](db::Transaction& tx) {
            return partly_answering(measures.all(tx, organisation),
                                    catalog.applied_mappings(tx, organisation, measures.clock().now()), urn);
          };
        }
        const auto done =
            measures.overrides.complete_together(call.actor, urn, std::move(input.reason), partly, call.if_match());
        if (!done) return std::unexpected(done.error());
        return CompletionView{done->person, done->at, done->reason, false, done->version};
      });
}

}  // namespace waarborg::measure
