// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "features/catalog/catalog.h"
#include "features/catalog/importing.h"
#include "features/catalog/library.h"
#include "features/catalog/offer.h"
#include "features/catalog/own_format.h"
#include "features/catalog/queries.h"
#include "features/catalog/store.h"
#include "platform/crypto/crypto.h"

namespace waarborg::catalog {
namespace {

/// "/frameworks/nen7510-2024/framework.toml" → files by name, per folder under `root`.
std::map<std::string, std::map<std::string, std::string_view, std::less<>>> folders(std::span<const ContentFile> files,
                                                                                    std::string_view root) {
  std::map<std::string, std::map<std::string, std::string_view, std::less<>>> found;
  for (const ContentFile& file : files) {
    if (!file.path.starts_with(root)) continue;
    const std::string_view rest = file.path.substr(root.size());
    const std::size_t slash = rest.find('/');
    if (slash == std::string_view::npos) continue;
    found[std::string(rest.substr(0, slash))][std::string(rest.substr(slash + 1))] = file.bytes;
  }
  return found;
}

std::string_view file_in(const std::map<std::string, std::string_view, std::less<>>& folder, std::string_view name) {
  const auto file = folder.find(name);
  return file == folder.end() ? std::string_view() : file->second;
}

}  // namespace

Catalog::Catalog(db::Database& database, trail::Trail& trail, const Clock& clock)
    : database_(database), trail_(trail), clock_(clock) {}

Result<std::vector<FrameworkRecord>> Catalog::list(const auth::Actor& who) {
  if (auto ok = auth::require(who, "catalog.read"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.read();
  return frameworks(tx, who.organisation);
}

Result<FrameworkReport> Catalog::import_library(const auth::Actor& who, std::string_view file, bool dry_run) {
  if (auto ok = auth::require(who, "catalog.edit"); !ok) return std::unexpected(ok.error());
  std::string source(file);
  if (is_own_package(file)) {
    const auto files = read_own_package(file);
    if (!files) return std::unexpected(files.error());
    source = bundle(files->framework_toml, files->requirements_csv, files->mappings_csv);
  }
  db::Transaction tx = dry_run ? database_.read() : database_.write();
  auto report = import_source(tx, trail_, who, {source, false, dry_run}, clock_.now());
  if (report && !dry_run) tx.commit();
  return report;
}

Result<void> Catalog::install_builtin(db::Transaction& tx, const auth::Actor& who, std::span<const ContentFile> files,
                                      Moment now) {
  for (const auto& [name, folder] : folders(files, "/frameworks/")) {
    const std::string source =
        bundle(file_in(folder, "framework.toml"), file_in(folder, "requirements.csv"), file_in(folder, "mappings.csv"));
    if (tx.number(sql::kLibraryKnown, who.organisation, crypto::sha256_hex(source)) > 0) continue;
    const auto report = import_source(tx, trail_, who, {source, true, false}, now);
    if (!report) return std::unexpected(report.error());
    const auto terms = read_offer(file_in(folder, "framework.toml"));
    if (!terms) return std::unexpected(terms.error());
    if (terms->optional) offer(tx, who, terms->urn, now);
  }
  return {};
}

std::map<std::string, trail::StateReader> Catalog::state_readers() const {
  std::map<std::string, trail::StateReader> readers;
  readers["library"] = [](db::Transaction& tx, const OrganisationId& organisation) {
    return library_states(tx, organisation, "");
  };
  readers["framework_use"] = [](db::Transaction& tx, const OrganisationId& organisation) {
    std::map<std::string, std::string> states;
    for (const UseRow& row : tx.rows<UseRow>(sql::kFrameworkUseAll, organisation)) states[row.urn] = use_state(row);
    return states;
  };
  readers["requirement_own_text"] = [](db::Transaction& tx, const OrganisationId& organisation) {
    std::map<std::string, std::string> states;
    for (const OwnTextRow& row : tx.rows<OwnTextRow>(sql::kOwnTextAll, organisation)) {
      states[row.urn] = own_text_state(row);
    }
    return states;
  };
  return readers;
}

Result<std::vector<PlanCard>> plan_cards(std::span<const ContentFile> files) {
  std::vector<PlanCard> cards;
  for (const auto& [name, folder] : folders(files, "/plans/")) {
    auto card =
        read_plan_card({file_in(folder, "card.toml"), file_in(folder, "nl.md"), file_in(folder, "en.md")}, name);
    if (!card) {
      card.error().where = name + "/" + card.error().where;
      return std::unexpected(card.error());
    }
    cards.push_back(std::move(*card));
  }
  return cards;
}

}  // namespace waarborg::catalog
