// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "base/encoding.h"
#include "features/evidence/judging.h"
#include "features/evidence/media.h"
#include "features/evidence/queries.h"
#include "features/evidence/rules.h"
#include "features/evidence/store.h"

namespace waarborg::evidence {
namespace {

/// The file keeps every observation; the database keeps what people look at, the worst first.
constexpr std::size_t kKeptObservations = 2000;
constexpr std::size_t kHead = 4096;
constexpr std::size_t kMaxTitle = 200;

struct Same {
  std::string id;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Same, (), (id, version))

Result<const Importer*> importer_for(const std::string& kind, std::string_view bytes) {
  for (const Importer* importer : all_importers()) {
    if (kind.empty() ? importer->recognises(bytes.substr(0, kHead)) : importer->kind == kind) return importer;
  }
  return invalid(kind.empty() ? "evidence.import.not_recognised" : "evidence.import.unknown_kind", "kind");
}

std::vector<NamedFact> facts_of(const ImportedReport& report) {
  std::vector<NamedFact> facts;
  for (const auto& [name, value] : report.facts) facts.push_back({name, value});
  return facts;
}

EvidenceImport answer_of(const ImportedReport& report, const Importer& importer, const ImportRequest& request,
                         Language language) {
  EvidenceImport answer;
  answer.dry_run = request.dry_run;
  answer.kind = importer.kind;
  answer.tool = report.tool;
  answer.subject = report.subject;
  answer.produced_at = report.produced_at;
  answer.covers_from = report.covers.from;
  answer.covers_to = report.covers.to;
  answer.supports = static_cast<std::int64_t>(report.supports);
  answer.refutes = static_cast<std::int64_t>(report.refutes);
  answer.partly = static_cast<std::int64_t>(report.partly);
  answer.unknown = static_cast<std::int64_t>(report.unknown);
  answer.overall = to_text(report.overall);
  answer.facts = facts_of(report);
  for (const Message& warning : report.warnings) answer.warnings.push_back(say(language, warning));
  return answer;
}

/// Body of evidence_report: the facts and the observations that weigh most, in order of time within equal weight.
std::string body_of(const ImportedReport& report) {
  const auto weight = [](const Observation* seen) {
    switch (seen->result) {
      case ObservationResult::kRefutes:
        return 0;
      case ObservationResult::kPartly:
        return 1;
      case ObservationResult::kUnknown:
        return 2;
      case ObservationResult::kSupports:
        return 3;
    }
    return 4;
  };
  std::vector<const Observation*> kept;
  for (const Observation& seen : report.observations) kept.push_back(&seen);
  // They stand in one array, so their addresses are their order of time.
  std::ranges::sort(kept, {}, [&](const Observation* seen) { return std::pair(weight(seen), seen); });
  kept.resize(std::min(kept.size(), kKeptObservations));
  json::Array observations;
  for (const Observation* seen : kept) {
    observations.push_back(
        json::encode(ObservationRow{seen->key, seen->title, seen->subject, waarborg::to_text(seen->at),
                                    std::string(to_text(seen->result)), seen->detail, seen->severity}));
  }
  return json::print(json::Object{{"observations", observations}, {"facts", json::encode(facts_of(report))}});
}

std::string title_of(const ImportedReport& report, Day to, Language language) {
  const std::string title =
      say(language, {report.subject.empty() ? "evidence.import.title" : "evidence.import.title_of",
                     {{"tool", report.tool}, {"subject", report.subject}, {"to", waarborg::to_text(to)}}});
  return std::string(beginning_of(title, kMaxTitle));
}

std::string mapping_text(const std::map<std::string, std::string>& mapping) {
  json::Object object;
  for (const auto& [name, value] : mapping) object[name] = value;
  return mapping.empty() ? std::string() : json::canonical(object);
}

}  // namespace

Result<EvidenceImport> Evidence::import(const auth::Actor& who, const ImportRequest& request, std::string_view bytes) {
  if (auto ok = auth::require(who, "evidence.add"); !ok) return std::unexpected(ok.error());
  if (request.aspect == EvidenceAspect::kDesign) return invalid("evidence.import.design", "aspect");
  if (bytes.empty()) return invalid("evidence.file.empty");
  const auto importer = importer_for(request.kind, bytes);
  if (!importer) return std::unexpected(importer.error());
  const auto report = (*importer)->read(bytes, {clock_.now(), request.mapping});
  if (!report) return std::unexpected(report.error());
  EvidenceImport answer = answer_of(*report, **importer, request, who.language);
  const Day today = clock_.today();
  if (report->covers.to > today) answer.warnings.push_back(say(who.language, "evidence.import.clock_ahead"));
  answer.covers_to = std::min(answer.covers_to, today);
  answer.covers_from = std::min(answer.covers_from, answer.covers_to);
  if (report->overall == ObservationResult::kUnknown) {
    answer.warnings.push_back(say(who.language, "evidence.import.says_nothing"));
  }
  if (report->observations.size() > kKeptObservations) {
    answer.warnings.push_back(say(who.language, {"evidence.import.shown_part",
                                                 {{"kept", std::to_string(kKeptObservations)},
                                                  {"count", std::to_string(report->observations.size())}}}));
  }
  {
    db::Transaction tx = database_.read();
    const auto card = card_in(cards_of(tx, measure_facts_, who.organisation, {request.measure}), request.measure);
    if (lacks_place(card, request.aspect, result_of(report->overall), request.places)) {
      answer.warnings.push_back(say(who.language, "evidence.warning.no_place"));
    }
  }
  if (request.dry_run) return answer;
  return keep(who, request, *report, bytes, std::move(answer));
}

Result<EvidenceImport> Evidence::keep(const auth::Actor& who, const ImportRequest& request,
                                      const ImportedReport& report, std::string_view bytes, EvidenceImport answer) {
  EvidenceInput input;
  input.title = title_of(report, answer.covers_to, who.language);
  input.kind = EvidenceKind::kAutomatedResult;
  input.aspect = request.aspect;
  input.measure = request.measure;
  input.plan_item = request.plan_item;
  input.places = request.places;
  input.covers_from = answer.covers_from;
  input.covers_to = answer.covers_to;
  input.result = result_of(report.overall);
  input.source = report.tool + (report.tool_version.empty() ? "" : " " + report.tool_version);
  input.query = mapping_text(request.mapping);
  const Day today = clock_.today();
  if (auto ok = check(input, today); !ok) return std::unexpected(ok.error());
  {
    // Look before the disk is filled; the same again under the write lock.
    db::Transaction tx = database_.read();
    if (auto possible = make(tx, who, input, clock_.now()); !possible) return std::unexpected(possible.error());
  }
  const auto media_type = admitted_media_type("", bytes);
  const auto sha256 = files_.put(bytes);
  if (!sha256) return std::unexpected(sha256.error());

  const Moment now = clock_.now();
  db::Transaction tx = database_.write();
  auto stored = make(tx, who, input, now);
  if (!stored) return std::unexpected(stored.error());
  // A collector that runs every hour sends the same report again until there is a new one.
  if (const auto same = tx.row<Same>(sql::kEvidenceSame, who.organisation, *sha256, stored->measure, stored->plan_item,
                                     stored->aspect, stored->places, stored->query)) {
    answer.evidence = same->id;
    answer.warnings.push_back(say(who.language, "evidence.import.known"));
    return answer;
  }
  const std::string body = body_of(report);
  stored->tool = answer.kind;
  stored->file_name = clean_file_name(
      request.file_name.empty() ? answer.kind + "-" + waarborg::to_text(answer.covers_to) : request.file_name);
  stored->sha256 = *sha256;
  stored->size = static_cast<std::int64_t>(bytes.size());
  stored->media_type = media_type.value_or("application/octet-stream");
  stored->days = pack_days(observed_days(report, today));
  stored->report_sha256 = crypto::sha256_hex(body);
  insert(tx, who.organisation, *stored);
  insert_report(tx, who.organisation, stored->id, body);
  record(tx, who, "evidence.import", nullptr, *stored, now);
  tx.commit();
  answer.evidence = stored->id;
  return answer;
}

}  // namespace waarborg::evidence
