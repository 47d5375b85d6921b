// SPDX-License-Identifier: EUPL-1.2
#include "features/report/statement.h"

#include <algorithm>

namespace waarborg::report {
namespace {

/// Excluded by a version that was approved: when it was submitted that was not so yet.
bool is_left_out(const StatementTerms& terms, const std::string& urn) {
  const auto found = terms.decisions.find(urn);
  return terms.version != nullptr && terms.version->state == "approved" && found != terms.decisions.end() &&
         !found->second.applies;
}

measure::PerAspect aspects_of(const StatementTerms& terms, std::uint32_t index) {
  measure::PerAspect aspects = terms.assessed.result.requirements[index].aspects;
  if (!is_left_out(terms, terms.assessed.requirements[index].urn)) return aspects;
  measure::RolledUp none;
  none.value = measure::Verdict::kNotApplicable;
  aspects.fill(none);
  return aspects;
}

StatementLine line_of(const StatementTerms& terms, std::uint32_t index) {
  const measure::Assessed& assessed = terms.assessed;
  const auto& record = assessed.requirements[index];
  StatementLine line;
  line.requirement = record.urn;
  line.ref = measure::shown_ref(record.ref);
  line.title = record.title(terms.language);
  line.care_specific = record.health;
  line.verdict = is_left_out(terms, record.urn) ? measure::Trio{"not_applicable", "not_applicable", "not_applicable"}
                                                : assessed.requirement_trio(index);
  line.overridden = line.verdict.overridden;
  if (const auto found = terms.decisions.find(record.urn); found != terms.decisions.end()) {
    line.applies = found->second.applies;
    line.reason = found->second.reason;
    line.decided_by = found->second.decided_by;
    line.decided_at = found->second.decided_at;
  }
  for (const measure::MeasureLink& link : assessed.proof.requirements[index].links) {
    const auto& stored = assessed.measures[link.measure];
    line.measures.push_back(
        {stored.id.text, stored.body.title, link.full ? "full" : "partly", assessed.owner_name(stored)});
  }
  return line;
}

bool counts(const catalog::RequirementRecord& record, const catalog::FrameworkRecord& framework) {
  return record.framework_id == framework.id && record.assessable && !record.removed;
}

}  // namespace

Result<Decisions> decisions_of(const measure::StatementRow& version) {
  const auto list = json::decode<std::vector<measure::Decision>>(version.body);
  if (!list) return invalid("report.version_damaged", std::to_string(version.number));
  Decisions out;
  for (const auto& decision : *list) out.emplace(decision.requirement, decision);
  return out;
}

const measure::StatementRow* matching_version(const std::vector<measure::StatementRow>& versions,
                                              const measure::Assessed& assessed,
                                              const catalog::FrameworkRecord& framework, const Decisions& decisions) {
  for (const measure::StatementRow& version : versions) {
    if (version.framework != framework.id || version.state == "rejected") continue;
    const auto then = decisions_of(version);
    if (!then) continue;
    const bool same = std::ranges::all_of(assessed.requirements, [&](const auto& record) {
      if (!counts(record, framework)) return true;
      const auto a = then->find(record.urn);
      const auto b = decisions.find(record.urn);
      if (a == then->end() || b == decisions.end()) return a == then->end() && b == decisions.end();
      return a->second.applies == b->second.applies && a->second.reason == b->second.reason;
    });
    if (same) return &version;
  }
  return nullptr;
}

StatementDocument statement_of(const StatementTerms& terms) {
  StatementDocument out;
  out.format = "waarborg-statement-of-applicability";
  out.mark = say(terms.language, "report.confidential");
  out.language = code_of(terms.language);
  out.organisation_id = terms.organisation.id.text;
  out.organisation = terms.organisation.name;
  out.framework = {terms.framework.id, terms.framework.urn, terms.framework.ref_id,
                   terms.framework.name(terms.language), terms.framework.version};
  out.state = "concept";
  if (terms.version != nullptr) {
    out.version = terms.version->number;
    out.state = terms.version->state;
    out.note = terms.version->note;
    out.author = terms.version->author;
    out.submitted_at = terms.version->created_at;
    out.approver = terms.version->approver;
    out.decided_at = terms.version->decided_at;
  }
  for (const auto& version : terms.versions) {
    if (version.framework == terms.framework.id && version.state == "approved") {
      out.approved_version = std::max(out.approved_version, version.number);
    }
  }
  const auto& question = terms.assessed.result.question;
  out.period = {waarborg::to_text(question.period.from), waarborg::to_text(question.period.to)};
  out.known_at = waarborg::to_text(question.known_at);
  out.generated_at = waarborg::to_text(terms.now);
  std::map<std::string, std::string> titles;
  for (const auto& record : terms.assessed.requirements) {
    if (record.framework_id == terms.framework.id && !record.assessable && record.ref == record.chapter) {
      titles[record.ref] = record.title(terms.language);
    }
  }
  measure::Tally tally;
  for (std::uint32_t i = 0; i < terms.assessed.requirements.size(); ++i) {
    const auto& record = terms.assessed.requirements[i];
    if (!counts(record, terms.framework)) continue;
    const std::string chapter = measure::shown_ref(record.chapter);
    if (out.chapters.empty() || out.chapters.back().ref != chapter) {
      out.chapters.push_back({chapter, titles[record.chapter], {}, {}});
      tally = {};
    }
    tally.add(aspects_of(terms, i));
    out.chapters.back().aspects = measure::counts_of(tally);
    StatementLine line = line_of(terms, i);
    ++(!line.applies ? out.undecided : *line.applies ? out.applies : out.excluded);
    out.chapters.back().lines.push_back(std::move(line));
  }
  return out;
}

std::string approval_words(const StatementDocument& statement, Language language) {
  Message message{"report.state." + statement.state,
                  {{"who", statement.approver}, {"day", written_day(language, statement.decided_at)}}};
  return say(language, message);
}

}  // namespace waarborg::report
