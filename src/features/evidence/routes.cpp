// SPDX-License-Identifier: EUPL-1.2
#include "features/evidence/routes.h"

#include "base/enclosed.h"
#include "features/auth/export.h"
#include "features/evidence/column_mappings.h"
#include "features/evidence/evidence.h"
#include "features/evidence/media.h"
#include "features/evidence/rules.h"
#include "features/evidence/tables.h"
#include "platform/http/target.h"

namespace waarborg::evidence {
namespace {

using auth::Call;
constexpr std::size_t kSmallBody = 1U << 20U;
constexpr std::size_t kFileBody = fs::FileStore::kDefaultLimit;
constexpr std::string_view kKeyHint = "Your own key of this request: a repeat within a day gives the first answer.";
constexpr std::string_view kEnclosedType = "application/vnd.waarborg.fields-and-file";

/// The screen sends encodeURIComponent(name), since a header carries no accents.
std::string file_name_of(const Call& call) {
  const std::string_view raw = call.request.header("x-file-name");
  return http::percent_decode(raw, false).value_or(std::string(raw));
}

/// `place=system/0190…`, as often as needed.
std::vector<PlaceRef> places_of(const Call& call) {
  std::vector<PlaceRef> places;
  for (const auto& [name, value] : call.request.query) {
    const std::size_t slash = std::min(value.find('/'), value.size());
    if (name == "place") places.push_back({value.substr(0, slash), value.substr(std::min(slash + 1, value.size()))});
  }
  return places;
}

/// A saved mapping by id or name (`mapping=`), and settings of this one call over it (`map.result=Uitkomst`).
Result<Settings> mapping_of(const Call& call, ColumnMappings& saved) {
  Settings mapping;
  if (const std::string name = call.query("mapping"); !name.empty()) {
    auto known = saved.settings(call.actor, name);
    if (!known) return known;
    mapping = std::move(*known);
  }
  for (const auto& [name, value] : call.request.query) {
    if (name.starts_with("map.")) mapping[name.substr(4)] = value;
  }
  return mapping;
}

Result<EvidenceImport> import_call(Call& call, Evidence& evidence, ColumnMappings& saved) {
  const std::string aspect = call.query("aspect", "operation");
  const auto known = json::from_word<EvidenceAspect>(aspect);
  if (!known) return invalid("base.json.not_choice", "aspect");
  auto mapping = mapping_of(call, saved);
  if (!mapping) return std::unexpected(mapping.error());
  return evidence.import(call.actor,
                         {call.query("kind"), call.query("measure"), call.query("plan_item"), *known, places_of(call),
                          call.query_flag("dry_run"), std::move(*mapping), file_name_of(call)},
                         call.request.body);
}

/// The line of fields and the file behind it (base/enclosed.h).
Result<EvidenceDetail> add_with_file_call(Call& call, Evidence& evidence) {
  const auto body = split_enclosed(call.request.body);
  if (!body) return std::unexpected(body.error());
  auto given = json::decode<EvidenceWithFile>(body->fields);
  if (!given) {
    // The screen puts a remark at its field, whichever way the fields came.
    std::string& where = given.error().where;
    if (where.starts_with("evidence.")) where.erase(0, std::string_view("evidence.").size());
    return std::unexpected(given.error());
  }
  return evidence.add(call.actor, given->evidence, std::string(call.request.header("idempotency-key")),
                      HandedFile{body->file, given->media_type.value_or(""), given->file_name});
}

http::Response file_response(StoredFile file) {
  const bool in_place = shown_in_place(file.media_type);
  http::Response response;
  response.set("content-type", in_place ? file.media_type : "application/octet-stream");
  response.set("content-disposition", content_disposition(file.name, in_place));
  response.set("x-content-type-options", "nosniff");
  // A PDF viewer refuses to work inside a sandbox; the closed policy alone keeps it from loading or running anything.
  response.set("content-security-policy", file.media_type == "application/pdf"
                                              ? "default-src 'none'; frame-ancestors 'none'"
                                              : "default-src 'none'; frame-ancestors 'none'; sandbox");
  response.body = std::move(file.bytes);
  return response;
}

std::string word(Language language, const std::string& code) { return auth::word_of(language, "trail.value.", code); }

auth::ListFile<EvidenceRow> list_file() {
  using Row = EvidenceRow;
  return {"evidence.list.title",
          {{"auth.column.title", 40, [](const Row& e, Language) { return e.title; }},
           {"auth.column.kind", 20, [](const Row& e, Language l) { return word(l, e.kind); }},
           {"auth.column.aspect", 12, [](const Row& e, Language l) { return word(l, e.aspect); }},
           {"auth.column.measure", 32, [](const Row& e, Language) { return e.measure_title; }},
           {"evidence.column.from", 12, [](const Row& e, Language) { return e.covers_from; }},
           {"evidence.column.to", 12, [](const Row& e, Language) { return e.covers_to; }},
           {"auth.column.result", 14, [](const Row& e, Language l) { return word(l, e.result); }},
           {"evidence.column.review", 20, [](const Row& e, Language l) { return word(l, e.review); }},
           {"evidence.column.valid_until", 12, [](const Row& e, Language) { return auth::cell_of(e.valid_until); }},
           {"evidence.column.received_at", 22, [](const Row& e, Language) { return e.received_at; }},
           {"evidence.column.collector", 24, [](const Row& e, Language) { return e.collector; }},
           {"evidence.column.file", 24, [](const Row& e, Language) { return e.file_name; }},
           {"evidence.column.sha256", 24, [](const Row& e, Language) { return e.sha256; }}}};
}

void add_reading(auth::Api& api, Evidence& evidence, const auth::WriteWorkbook& workbook) {
  auth::add_list<EvidenceRow>(
      api,
      {"/api/v1/evidence",
       "evidence_list",
       "Evidence, newest first",
       "evidence.read",
       false,
       kSmallBody,
       {{"measure", "measure id"},
        auth::one_of<EvidenceAspect>("aspect", "aspect that it shows"),
        auth::one_of<ReviewState>("review", "state of the review"),
        auth::one_of<EvidenceKind>("kind", "kind of evidence"),
        auth::flag("expiring", "what expires within 30 days, or did not long ago"),
        {"place", "kind/id: what is about that place, or about no place in particular"},
        {"q", "part of the title, or of the name of its measure"},
        auth::sort_by(list_orders()),
        {"after", "cursor"},
        {"limit", "1 to 500"}}},
      [&](Call& call) {
        return evidence.list(call.actor,
                             {call.query("measure"), call.query("aspect"), call.query("review"), call.query("kind"),
                              call.query("q"), call.query_flag("expiring"), call.query("sort"), call.query("after"),
                              call.query_number("limit", 50, 1, 500), false, call.query("place")});
      },
      list_file(), workbook);
  api.get<EvidenceDetail>({"/api/v1/evidence/{id}", "evidence_get", "One piece of evidence", "evidence.read"},
                          [&](Call& call) { return evidence.get(call.actor, call.param("id")); });
  api.raw(http::Method::kGet, {"/api/v1/evidence/{id}/file", "evidence_file", "The file", "evidence.read"},
          "application/octet-stream", [&](Call& call) -> Result<http::Response> {
            auto file = evidence.file(call.actor, call.param("id"));
            if (!file) return std::unexpected(file.error());
            return file_response(std::move(*file));
          });
}

void add_writing(auth::Api& api, Evidence& evidence, ColumnMappings& mappings) {
  api.post<EvidenceInput, EvidenceDetail>(
      auth::Route{"/api/v1/evidence", "evidence_add", "Hands in evidence", "evidence.add"}.with_header(
          {"idempotency-key", std::string(kKeyHint)}),
      [&](Call& call, const EvidenceInput& input) {
        return evidence.add(call.actor, input, std::string(call.request.header("idempotency-key")));
      });
  api.upload<EvidenceDetail>(
      http::Method::kPost,
      auth::Route{"/api/v1/evidence/with-file", "evidence_add_with_file",
                  "Hands in evidence with its file: one line of JSON (evidence, file_name, media_type), then the bytes",
                  "evidence.add", false, kFileBody + kMaxEnclosedFields + 1}
          .taking({std::string(kEnclosedType)})
          .with_header({"idempotency-key", std::string(kKeyHint)}),
      [&](Call& call) { return add_with_file_call(call, evidence); });
  api.upload<EvidenceDetail>(
      http::Method::kPut,
      auth::Route{"/api/v1/evidence/{id}/file", "evidence_put_file", "Gives the file", "evidence.add", false, kFileBody}
          .on_version()
          .taking({"application/octet-stream"})
          .with_header({"x-file-name", "Name of the file, percent-encoded."}),
      [&](Call& call) {
        return evidence.put_file(call.actor, call.param("id"), call.request.body, call.request.header("content-type"),
                                 file_name_of(call), call.if_match());
      });
  api.upload<EvidenceImport>(http::Method::kPost,
                             auth::Route{"/api/v1/evidence/import",
                                         "evidence_import",
                                         "Reads the report of a tool",
                                         "evidence.add",
                                         false,
                                         kFileBody,
                                         {{"kind", "importer; found out when absent"},
                                          {"measure", "measure id"},
                                          {"plan_item", "plan item id"},
                                          auth::one_of<EvidenceAspect>("aspect", "operation when absent"),
                                          auth::several("place", "kind/id"),
                                          {"dry_run", "true: report only"},
                                          {"mapping", "saved column mapping, id or name"},
                                          {"map.<setting>", "setting of the importer"}}}
                                 .with_header({"x-file-name", "Name of the file, percent-encoded."}),
                             [&](Call& call) { return import_call(call, evidence, mappings); });
  api.upload<TablePreview>(http::Method::kPost,
                           {"/api/v1/evidence/table", "evidence_table",
                            "Columns and first rows of a table; keeps nothing", "evidence.add", false, kFileBody},
                           [](Call& call) { return preview_table(call.request.body, call.actor.language); });
  api.post<BulkReviewInput, BulkReview>(
      {"/api/v1/evidence/review", "evidence_review_all", "Judges several pieces of evidence", "evidence.review"},
      [&](Call& call, const BulkReviewInput& input) { return evidence.review_all(call.actor, input); });
  api.post<ReviewInput, EvidenceDetail>(
      auth::Route{"/api/v1/evidence/{id}/review", "evidence_review", "Accepts or rejects evidence", "evidence.review"}
          .on_version(),
      [&](Call& call, const ReviewInput& input) {
        return evidence.review(call.actor, call.param("id"), input, call.if_match());
      });
  // The right depends on the state: by its collector while it waits, by a reviewer afterwards.
  api.post<WithdrawInput, EvidenceDetail>(auth::Route{"/api/v1/evidence/{id}/withdraw", "evidence_withdraw",
                                                      "Withdraws evidence, with a reason", "evidence.read"}
                                              .for_people(),
                                          [&](Call& call, const WithdrawInput& input) {
                                            return evidence.withdraw(call.actor, call.param("id"), input.reason);
                                          });
}

}  // namespace

void add_routes(auth::Api& api, Evidence& evidence, Populations& populations, ColumnMappings& mappings,
                const auth::WriteWorkbook& workbook) {
  add_reading(api, evidence, workbook);
  add_writing(api, evidence, mappings);
  add_routes(api, mappings);
  add_population_routes(api, populations);
}

}  // namespace waarborg::evidence
