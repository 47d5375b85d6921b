// SPDX-License-Identifier: EUPL-1.2
#include "features/catalog/importing.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "features/catalog/diff.h"
#include "features/catalog/library.h"
#include "features/catalog/queries.h"
#include "features/catalog/store.h"
#include "platform/crypto/crypto.h"

namespace waarborg::catalog {
namespace {

struct UrnRow {
  std::string urn;
};
BOOST_DESCRIBE_STRUCT(UrnRow, (), (urn))

bool holds_nul(const Texts& texts) {
  for (const auto& [language, fields] : texts) {
    for (const auto& [field, text] : fields) {
      if (text.find('\0') != std::string::npos) return true;
    }
  }
  return false;
}

/// An escape such as "\0" in YAML makes a character that no database keeps as text.
Result<void> check_characters(const Library& library) {
  const auto check = [](const Texts& texts, std::initializer_list<const std::string*> words) -> Result<void> {
    const bool bad = std::ranges::any_of(words, [](const auto* one) { return one->find('\0') != std::string::npos; });
    if (bad || holds_nul(texts)) return invalid("catalog.import.nul");
    return {};
  };
  auto ok = check(library.texts, {&library.urn, &library.ref, &library.locale, &library.provider});
  for (const Framework& framework : library.frameworks) {
    if (ok) ok = check(framework.texts, {&framework.urn, &framework.ref});
    for (const Requirement& one : framework.requirements) {
      if (ok) ok = check(one.texts, {&one.urn, &one.ref, &one.cadence, &one.instrument, &one.control_type, &one.cia});
    }
  }
  for (const MappingSet& set : library.mapping_sets) {
    for (const Mapping& one : set.mappings) {
      if (ok) ok = check(one.texts, {&one.source_urn, &one.target_urn});
    }
  }
  return ok;
}

/// Everything that is known before anything is saved.
struct Situation {
  Library library;
  std::optional<LibraryRow> installed;
  std::vector<FrameworkRecord> frameworks;
  std::vector<RequirementRecord> requirements;
  std::unordered_map<std::string, const FrameworkRecord*> framework_by_urn, framework_by_id;
  std::unordered_map<std::string, const RequirementRecord*> requirement_by_urn;

  bool is_new() const { return !installed || library.version > installed->version; }
};

Situation look(db::Transaction& tx, const OrganisationId& organisation, Library library) {
  Situation now;
  now.library = std::move(library);
  now.installed = tx.row<LibraryRow>(sql::kLibraryLatest, organisation, now.library.urn);
  now.frameworks = tx.rows<FrameworkRecord>(sql::kFrameworkEvery, organisation);
  now.requirements = tx.rows<RequirementRecord>(sql::kRequirementEvery, organisation);
  for (const FrameworkRecord& one : now.frameworks) {
    now.framework_by_urn.emplace(one.urn, &one);
    now.framework_by_id.emplace(one.id, &one);
  }
  for (const RequirementRecord& one : now.requirements) now.requirement_by_urn.emplace(one.urn, &one);
  return now;
}

/// A library may only touch what came from itself: otherwise a file could rewrite the norm of another publisher.
Result<void> check_ownership(const Situation& now, bool builtin) {
  const Library& library = now.library;
  if (library.frameworks.empty() && library.mapping_sets.empty()) return invalid("catalog.import.nothing");
  if (now.installed && now.installed->builtin && !builtin) return invalid("catalog.import.builtin", library.urn);
  for (const Framework& framework : library.frameworks) {
    const auto taken = now.framework_by_urn.find(framework.urn);
    if (taken != now.framework_by_urn.end() && taken->second->library_urn != library.urn) {
      return invalid("catalog.import.framework_taken", framework.urn, {{"library", taken->second->library_urn}});
    }
    for (const Requirement& one : framework.requirements) {
      const auto known = now.requirement_by_urn.find(one.urn);
      if (known == now.requirement_by_urn.end()) continue;
      const FrameworkRecord& owner = *now.framework_by_id.at(known->second->framework_id);
      if (owner.library_urn != library.urn) {
        return invalid("catalog.import.urn_taken", one.urn, {{"library", owner.library_urn}});
      }
    }
  }
  return {};
}

/// What is installed, as the reader of today reads its kept source. A source that it no longer accepts must not stop
/// an update: then the rows tell what they can.
Library installed_library(const Situation& now) {
  if (auto library = read_source(now.installed->source)) return std::move(*library);
  Library library;
  library.urn = now.installed->urn;
  library.version = static_cast<int>(now.installed->version);
  library.source_sha256 = now.installed->sha256;
  Framework& all = library.frameworks.emplace_back();
  for (const RequirementRecord& one : now.requirements) {
    if (one.removed || now.framework_by_id.at(one.framework_id)->library_urn != library.urn) continue;
    Requirement& requirement = all.requirements.emplace_back();
    requirement.urn = one.urn;
    requirement.ref = one.ref;
    requirement.parent_urn = one.parent_urn;
    requirement.assessable = one.assessable;
  }
  return library;
}

void add_changes(const LibraryDiff& changes, const Library& before, const Library& after, FrameworkReport& report) {
  std::unordered_map<std::string, std::string> refs;
  for (const Library* library : {&after, &before}) {  // the new ref wins
    for (const Framework& framework : library->frameworks) {
      for (const Requirement& one : framework.requirements) refs.emplace(one.urn, ref_or_tail(one.ref, one.urn));
    }
  }
  for (const std::string& urn : changes.added) report.added.push_back(refs[urn]);
  for (const std::string& urn : changes.removed) report.removed.push_back(refs[urn]);
  for (const std::string& urn : changes.moved) report.moved.push_back(refs[urn]);
  for (const RequirementChange& one : changes.changed) report.changed.push_back({refs[one.urn], one.fields});
}

std::vector<Message> warnings_of(db::Transaction& tx, const OrganisationId& organisation, const Situation& now) {
  std::vector<Message> warnings = now.library.warnings;
  std::set<std::string> libraries{now.library.urn};
  for (UrnRow& row : tx.rows<UrnRow>(sql::kLibraryUrns, organisation)) libraries.insert(std::move(row.urn));
  for (const std::string& urn : now.library.dependencies) {
    if (!libraries.contains(urn)) warnings.push_back({"catalog.import.dependency", {{"urn", urn}}});
  }
  std::unordered_set<std::string_view> coming;
  for (const Framework& framework : now.library.frameworks) {
    for (const Requirement& one : framework.requirements) coming.insert(one.urn);
  }
  std::size_t loose = 0;
  const auto known = [&](const std::string& urn) {
    return coming.contains(urn) || now.requirement_by_urn.contains(urn);
  };
  for (const MappingSet& set : now.library.mapping_sets) {
    for (const Mapping& one : set.mappings) loose += known(one.source_urn) && known(one.target_urn) ? 0 : 1;
  }
  if (loose > 0) warnings.push_back({"catalog.import.loose_mappings", {{"count", std::to_string(loose)}}});
  return warnings;
}

Result<FrameworkReport> report_of(db::Transaction& tx, const auth::Actor& who, const Situation& now, bool dry_run) {
  const Library& library = now.library;
  FrameworkReport report;
  report.dry_run = dry_run;
  report.name = text_in(library.texts, "title", code_of(who.language), library.locale);
  report.urn = library.urn;
  report.version = library.version;
  for (const Framework& framework : library.frameworks) {
    for (const Requirement& one : framework.requirements) report.requirements += one.assessable ? 1 : 0;
  }
  for (const MappingSet& set : library.mapping_sets) report.mappings += static_cast<std::int64_t>(set.mappings.size());
  for (const Message& one : warnings_of(tx, who.organisation, now)) report.warnings.push_back(say(who.language, one));
  if (!now.installed) return report;
  report.installed_version = now.installed->version;
  const Library before = installed_library(now);
  auto changes = diff(before, library);
  if (!changes) {  // the file is wrong here; nobody was quicker
    changes.error().kind = FaultKind::kInvalid;
    return std::unexpected(changes.error());
  }
  add_changes(*changes, before, library, report);
  return report;
}

class Saving {
 public:
  Saving(db::Transaction& tx, const auth::Actor& who, const Situation& now, const ImportOrder& order, Moment moment)
      : tx_(tx), organisation_(who.organisation), now_(now), library_(now.library), order_(order), moment_(moment) {}

  void save() {
    tx_.execute(sql::kLibraryInsert, organisation_, library_.urn, library_.version, order_.builtin,
                library_.source_sha256, order_.source, moment_);
    for (const Framework& framework : library_.frameworks) save_framework(framework);
    mark_removed();
    save_mappings();
  }

 private:
  void save_framework(const Framework& framework) {
    const auto known = now_.framework_by_urn.find(framework.urn);
    const std::string id = known == now_.framework_by_urn.end() ? crypto::new_id(moment_) : known->second->id;
    const auto name = [&](const char* language) {
      const std::string title = title_of(framework.texts, language, library_.locale);
      return title.empty() ? ref_or_tail(framework.ref, framework.urn) : title;
    };
    std::string copyright(text_in(framework.texts, "copyright", library_.locale));
    if (copyright.empty()) copyright = text_in(library_.texts, "copyright", library_.locale);
    tx_.execute(sql::kFrameworkInsert, organisation_, id, library_.urn, framework.urn, framework.ref, name("nl"),
                name("en"), library_.version, library_.locale, copyright, library_.provider, order_.builtin,
                library_.source_sha256, moment_);
    std::unordered_map<std::string, std::string> chapters;  // a parent stands before its children
    for (const Requirement& one : framework.requirements) {
      const auto parent = chapters.find(one.parent_urn);
      const std::string chapter = parent == chapters.end() ? ref_or_tail(one.ref, one.urn) : parent->second;
      chapters.emplace(one.urn, chapter);
      kept_.insert(one.urn);
      tx_.execute(sql::kRequirementPut, organisation_, id, one.urn, one.ref, one.parent_urn, chapter, one.depth,
                  one.order, one.assessable, title_of(one.texts, "nl", library_.locale),
                  title_of(one.texts, "en", library_.locale), texts_to_json(one.texts, library_.locale), one.cadence,
                  one.instrument, one.health == "yes", one.control_type, one.cia);
    }
  }

  void mark_removed() {
    for (const RequirementRecord& one : now_.requirements) {
      const bool ours = now_.framework_by_id.at(one.framework_id)->library_urn == library_.urn;
      if (ours && !one.removed && !kept_.contains(one.urn)) {
        tx_.execute(sql::kRequirementMarkRemoved, organisation_, one.urn);
      }
    }
  }

  /// A confirmation stays with a mapping that says the same; a mapping that says something else waits for a new one.
  void save_mappings() {
    std::map<std::pair<std::string, std::string>, MappingRow> old;
    for (MappingRow& row : tx_.rows<MappingRow>(sql::kMappingList, organisation_, library_.urn)) {
      auto ends = std::pair{row.source_urn, row.target_urn};
      old.emplace(std::move(ends), std::move(row));
    }
    std::set<std::pair<std::string, std::string>> seen;
    for (const MappingSet& set : library_.mapping_sets) {
      for (const Mapping& one : set.mappings) {
        const std::pair ends{one.source_urn, one.target_urn};
        if (!seen.insert(ends).second) continue;  // two sets of one file may name the same pair; the first counts
        const auto before = old.find(ends);
        save_mapping(one, before == old.end() ? nullptr : &before->second);
      }
    }
    for (const auto& [ends, row] : old) {
      if (seen.contains(ends)) continue;
      take_back(row);
      tx_.execute(sql::kMappingRemove, organisation_, row.id);
    }
  }

  /// Whoever reviewed it reviewed something else than what stands there from now on.
  void take_back(MappingRow row) {
    if (row.reviewer.empty() && !row.reviewed_at) return;
    ++row.version;
    add_review(tx_, organisation_, row, "proposed", "", "", moment_);
  }

  void save_mapping(const Mapping& one, const MappingRow* before) {
    const std::string relation(to_text(one.relation));
    const std::optional<std::int64_t> strength = one.strength;
    const std::string why_nl(text_in(one.texts, "rationale", "nl", library_.locale));
    const std::string why_en(text_in(one.texts, "rationale", "en", library_.locale));
    if (before != nullptr && before->relation == relation && before->strength == strength &&
        before->rationale_nl == why_nl && before->rationale_en == why_en) {
      return;
    }
    if (before != nullptr) take_back(*before);
    tx_.execute(sql::kMappingPut, organisation_, before == nullptr ? crypto::new_id(moment_) : before->id,
                before == nullptr ? 1 : before->version + 1, library_.urn, one.source_urn, one.target_urn, relation,
                strength, why_nl, why_en, "", std::nullopt);
  }

  db::Transaction& tx_;
  const OrganisationId& organisation_;
  const Situation& now_;
  const Library& library_;
  const ImportOrder& order_;
  Moment moment_;
  std::unordered_set<std::string> kept_;
};

trail::NewEntry entry_of(const FrameworkReport& report, std::string before, std::string state) {
  std::vector<trail::Change> changes{{"version",
                                      report.installed_version == 0 ? "" : std::to_string(report.installed_version),
                                      std::to_string(report.version)}};
  const auto count = [&](const char* field, std::size_t number) {
    if (number > 0) changes.push_back({field, "", std::to_string(number)});
  };
  count("requirements", static_cast<std::size_t>(report.requirements));
  count("mappings", static_cast<std::size_t>(report.mappings));
  count("added", report.added.size());
  count("removed", report.removed.size());
  count("changed", report.changed.size());
  count("moved", report.moved.size());
  return {"catalog.import",   "library",        report.urn,       report.name,
          std::move(changes), std::move(state), std::move(before)};
}

}  // namespace

Result<FrameworkReport> import_source(db::Transaction& tx, trail::Trail& trail, const auth::Actor& who,
                                      const ImportOrder& order, Moment now) {
  auto library = read_source(order.source);
  if (!library) return std::unexpected(library.error());
  if (auto ok = check_characters(*library); !ok) return std::unexpected(ok.error());
  const Situation situation = look(tx, who.organisation, std::move(*library));
  if (auto ok = check_ownership(situation, order.builtin); !ok) return std::unexpected(ok.error());
  auto report = report_of(tx, who, situation, order.dry_run);
  if (!report || order.dry_run || !situation.is_new()) return report;
  hold_library(tx, who.organisation, situation.library.urn);
  std::string before = library_state(tx, who.organisation, situation.library.urn);
  Saving(tx, who, situation, order, now).save();
  std::string after = library_state(tx, who.organisation, situation.library.urn);
  trail.add(tx, who.author(), entry_of(*report, std::move(before), std::move(after)), now);
  return report;
}

}  // namespace waarborg::catalog
