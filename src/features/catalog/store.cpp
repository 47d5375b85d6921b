// SPDX-License-Identifier: EUPL-1.2
#include "features/catalog/store.h"

#include "base/encoding.h"
#include "base/json_decode.h"
#include "base/json_encode.h"
#include "features/catalog/ciso_assistant.h"
#include "features/catalog/own_format.h"
#include "features/catalog/queries.h"
#include "features/trail/stage_hold.h"
#include "platform/crypto/crypto.h"

namespace waarborg::catalog {
namespace {

/// Longest title that is made from a description; a list shows one line.
constexpr std::size_t kTitleBytes = 160;

struct Bundle {
  std::string framework_toml;
  std::string requirements_csv;
  std::string mappings_csv;
};
BOOST_DESCRIBE_STRUCT(Bundle, (), (framework_toml, requirements_csv, mappings_csv))

struct StateRow {
  std::string library_urn, framework_id, urn, ref, parent_urn, chapter;
  std::int64_t depth = 0, sort_order = 0;
  bool assessable = false;
  std::string title_nl, title_en, texts, cadence, instrument;
  bool health = false;
  std::string control_type, cia;
  bool removed = false;
};
BOOST_DESCRIBE_STRUCT(StateRow, (),
                      (library_urn, framework_id, urn, ref, parent_urn, chapter, depth, sort_order, assessable,
                       title_nl, title_en, texts, cadence, instrument, health, control_type, cia, removed))

struct TextsRow {
  std::string texts, own_text;
  std::int64_t own_text_version = 0;
  std::string name_nl, name_en, locale;
};
BOOST_DESCRIBE_STRUCT(TextsRow, (), (texts, own_text, own_text_version, name_nl, name_en, locale))

struct MappedRow {
  std::string id;
  std::int64_t version = 0;
  std::string source_urn, target_urn, relation;
  std::optional<std::int64_t> strength;
  std::string rationale_nl, rationale_en, state, reviewer, review_reason, ref, title_nl, title_en;
  std::string framework_nl, framework_en;
  bool in_use = false;
};
BOOST_DESCRIBE_STRUCT(MappedRow, (),
                      (id, version, source_urn, target_urn, relation, strength, rationale_nl, rationale_en, state,
                       reviewer, review_reason, ref, title_nl, title_en, framework_nl, framework_en, in_use))

struct KnownRow {
  std::string urn;
};
BOOST_DESCRIBE_STRUCT(KnownRow, (), (urn))

/// At most `bytes`, cut between words (or at least between characters) with an ellipsis.
std::string shortened(std::string_view text, std::size_t bytes) {
  text = text.substr(0, text.find('\n'));
  if (text.size() <= bytes) return std::string(text);
  const std::size_t space = text.rfind(' ', bytes);
  const bool whole_words = space != std::string_view::npos && space > 0;
  return std::string(whole_words ? text.substr(0, space) : beginning_of(text, bytes)) + "…";
}

std::string inverse(const std::string& relation) {
  if (relation == "subset") return "superset";
  return relation == "superset" ? "subset" : relation;
}

}  // namespace

/// Members stand sorted, so every bundle begins with this; no YAML library does.
constexpr std::string_view kBundleBegin = R"({"framework_toml":)";

std::string bundle(std::string_view framework_toml, std::string_view requirements_csv, std::string_view mappings_csv) {
  return json::canonical(
      json::encode(Bundle{std::string(framework_toml), std::string(requirements_csv), std::string(mappings_csv)}));
}

Result<Library> read_source(std::string_view source) {
  Result<Library> library = invalid("catalog.import.nothing");
  if (source.starts_with(kBundleBegin)) {
    const auto files = json::decode<Bundle>(source);
    if (!files) return std::unexpected(files.error());
    library = read_own_format({files->framework_toml, files->requirements_csv, files->mappings_csv});
  } else {
    library = read_ciso_assistant(source);
  }
  if (library) library->source_sha256 = crypto::sha256_hex(source);
  return library;
}

std::string texts_to_json(const Texts& texts, const std::string& locale) {
  json::Object all;
  for (const auto& [language, fields] : texts) {
    if (language != "nl" && language != "en" && language != locale) continue;
    json::Object one;
    for (const auto& [field, text] : fields) one[field] = text;
    all[language] = std::move(one);
  }
  return json::canonical(all);
}

Texts texts_from_json(const std::string& text) {
  Texts texts;
  const auto value = json::parse(text);
  if (!value || !value->is_object()) return texts;
  for (const auto& [language, fields] : value->as_object()) {
    if (!fields.is_object()) continue;
    for (const auto& [field, words] : fields.as_object()) {
      if (words.is_string()) texts[std::string(language)][std::string(field)] = words.as_string();
    }
  }
  return texts;
}

std::string title_of(const Texts& texts, std::string_view language, const std::string& locale) {
  const std::string_view title = text_in(texts, "title", language, locale);
  if (!title.empty()) return shortened(title, 500);
  return shortened(text_in(texts, "asks", language, locale), kTitleBytes);
}

std::string ref_or_tail(const std::string& ref, const std::string& urn) {
  return ref.empty() ? urn.substr(urn.rfind(':') + 1) : ref;
}

std::map<std::string, std::string> library_states(db::Transaction& tx, const OrganisationId& organisation,
                                                  const std::string& library) {
  std::map<std::string, crypto::Sha256> sums;
  std::map<std::string, json::Array> sources;
  const auto add = [&sums](const std::string& urn, const auto& row) {
    sums[urn].add(json::canonical(json::encode(row)) + "\n");
  };
  for (const LibraryRow& row : tx.rows<LibraryRow>(sql::kLibraryAll, organisation, library)) {
    sources[row.urn].push_back(json::Object{{"version", row.version},
                                            {"builtin", row.builtin},
                                            {"sha256", row.sha256},
                                            {"source", crypto::sha256_hex(row.source)},
                                            {"imported_at", waarborg::to_text(row.imported_at)}});
    sums.try_emplace(row.urn);
  }
  for (const FrameworkRecord& row : tx.rows<FrameworkRecord>(sql::kFrameworkEvery, organisation)) {
    if (library.empty() || row.library_urn == library) add(row.library_urn, row);
  }
  for (const StateRow& row : tx.rows<StateRow>(sql::kRequirementState, organisation, library)) {
    add(row.library_urn, row);
  }
  for (const MappingRow& row : tx.rows<MappingRow>(sql::kMappingList, organisation, library)) {
    add(row.library_urn, row);
  }
  for (const ReviewRow& row : tx.rows<ReviewRow>(sql::kMappingReviewList, organisation, library)) {
    add(row.library_urn, row);
  }
  std::map<std::string, std::string> states;
  for (auto& [urn, sum] : sums) {
    const crypto::Digest digest = sum.finish();
    states[urn] =
        json::canonical(json::Object{{"urn", urn}, {"sources", sources[urn]}, {"content", crypto::hex_encode(digest)}});
  }
  return states;
}

std::string library_state(db::Transaction& tx, const OrganisationId& organisation, const std::string& library) {
  return library_states(tx, organisation, library)[library];
}

std::int64_t hold_library(db::Transaction& tx, const OrganisationId& organisation, const std::string& library) {
  return tx.number(sql::kLibraryHold, organisation, library);
}

void check_added(db::Transaction& tx, const OrganisationId& organisation, const std::string& library, std::int64_t held,
                 std::int64_t added) {
  if (hold_library(tx, organisation, library) <= held + added) return;
  trail::refuse_record(organisation, "library", library, "more was added than was asked");
}

void add_review(db::Transaction& tx, const OrganisationId& organisation, const MappingRow& mapping,
                const std::string& state, const std::string& reason, const std::string& reviewer, Moment now) {
  tx.execute(sql::kMappingReviewAdd, organisation, mapping.id, mapping.version, mapping.library_urn, mapping.source_urn,
             mapping.target_urn, mapping.relation, mapping.strength, state, reason, reviewer, now);
}

std::string use_state(const UseRow& row) { return json::canonical(json::encode(row)); }

std::string own_text_state(const OwnTextRow& row) { return json::canonical(json::encode(row)); }

std::string FullRequirement::text(std::string_view field, Language language) const {
  return std::string(text_in(texts, field, code_of(language), locale));
}

std::vector<FrameworkRecord> Catalog::frameworks(db::Transaction& tx, const OrganisationId& organisation) const {
  return tx.rows<FrameworkRecord>(sql::kFrameworkList, organisation);
}

std::vector<RequirementRecord> Catalog::requirements(db::Transaction& tx, const OrganisationId& organisation,
                                                     const std::string& framework_id) const {
  return tx.rows<RequirementRecord>(sql::kRequirementList, organisation, framework_id);
}

std::vector<RequirementRecord> Catalog::all_requirements(db::Transaction& tx,
                                                         const OrganisationId& organisation) const {
  return tx.rows<RequirementRecord>(sql::kRequirementAll, organisation);
}

std::optional<FullRequirement> Catalog::find_requirement(db::Transaction& tx, const OrganisationId& organisation,
                                                         const std::string& urn) const {
  const std::string key = urn_key(urn);
  auto record = tx.row<RequirementRecord>(sql::kRequirementGet, organisation, key);
  const auto texts = record ? tx.row<TextsRow>(sql::kRequirementTexts, organisation, key) : std::nullopt;
  if (!texts) return std::nullopt;
  return FullRequirement{
      std::move(*record), texts_from_json(texts->texts), texts->name_nl, texts->name_en, texts->locale,
      texts->own_text,    texts->own_text_version};
}

std::set<std::string> Catalog::known(db::Transaction& tx, const OrganisationId& organisation,
                                     const std::vector<std::string>& urns) {
  std::set<std::string> out;
  if (urns.empty()) return out;
  for (KnownRow& row : tx.rows<KnownRow>(sql::kRequirementKnown, organisation, json::print(json::encode(urns)))) {
    out.insert(std::move(row.urn));
  }
  return out;
}

std::vector<MappedRequirement> Catalog::mappings_of(db::Transaction& tx, const OrganisationId& organisation,
                                                    const std::string& urn) const {
  const std::string key = urn_key(urn);
  std::vector<MappedRequirement> found;
  std::map<std::string, std::size_t> place;  // the other URN → index in found
  for (const MappedRow& row : tx.rows<MappedRow>(sql::kMappingOfRequirement, organisation, key)) {
    const bool outgoing = row.source_urn == key;
    const std::string& other = outgoing ? row.target_urn : row.source_urn;
    MappedRequirement one{row.id,
                          row.version,
                          other,
                          ref_or_tail(row.ref, other),
                          row.title_nl,
                          row.title_en,
                          row.framework_nl,
                          row.framework_en,
                          outgoing ? row.relation : inverse(row.relation),
                          row.strength,
                          row.rationale_nl,
                          row.rationale_en,
                          row.reviewer,
                          row.state,
                          row.review_reason,
                          row.in_use};
    // Files often hold both directions; the reader sees one line, as the author wrote it from here.
    const auto [at, is_new] = place.try_emplace(other, found.size());
    if (is_new) {
      found.push_back(std::move(one));
    } else if (outgoing) {
      found[at->second] = std::move(one);
    }
  }
  return found;
}

}  // namespace waarborg::catalog
