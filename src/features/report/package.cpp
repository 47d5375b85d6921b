// SPDX-License-Identifier: EUPL-1.2
#include "features/report/package.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <stdexcept>

#include "features/auth/people.h"
#include "features/report/package_check.h"
#include "features/report/report.h"
#include "features/report/temp_folder.h"
#include "features/trail/tiles.h"
#include "platform/archive/zip.h"
#include "platform/crypto/crypto.h"

namespace waarborg::report {
namespace {

constexpr int kTries = 5;  ///< To read everything while nobody changes anything.
constexpr std::int64_t kBatch = 1000;

std::uint64_t size_of_log(const std::string& checkpoint) {
  const auto note = trail::parse_note(checkpoint);
  const auto state = note ? trail::parse_checkpoint(note->text) : std::unexpected(note.error());
  return state ? state->size : 0;
}

template <class T>
void keep(std::map<std::string, std::vector<T>>& all, const std::string& measure, Result<auth::Items<T>> found) {
  if (found && !found->items.empty()) all[measure] = std::move(found->items);
}

std::vector<PackageAccount> accounts_of(db::Transaction& tx, const OrganisationId& organisation) {
  std::vector<PackageAccount> out;
  for (auto& [id, name] : auth::names_of_accounts(tx, organisation)) out.push_back({id, name, false});
  for (auto& [id, former] : auth::former_accounts(tx, organisation)) out.push_back({id, former.name, true});
  return out;
}

/// Reads one organisation at one size of its log.
class Reading {
 public:
  Reading(const auth::Actor& who, db::Database& database, const Clock& clock, measure::Measures& measures,
          measure::Assessments& assessments, catalog::Catalog& catalog, task::Tasks& tasks, trail::Trail& trail,
          const AllReaders& readers, const Verifier& verifier)
      : who_(who),
        database_(database),
        clock_(clock),
        measures_(measures),
        assessments_(assessments),
        catalog_(catalog),
        tasks_(tasks),
        trail_(trail),
        readers_(readers),
        verifier_(verifier) {}

  Result<Snapshot> read() {
    for (int i = 0; i < kTries; ++i) {
      auto snapshot = once();
      if (!snapshot) return std::unexpected(snapshot.error());
      if (*snapshot) return std::move(**snapshot);
    }
    return fail(FaultKind::kUnavailable, "report.package.busy");
  }

 private:
  std::string checkpoint() {
    db::Transaction tx = database_.read();
    return trail_.checkpoint(tx, who_.organisation);
  }

  /// Confirmed, between frameworks that the organisation works by, and strong enough to carry an answer.
  Result<std::vector<catalog::MappingItem>> mappings_that_count() {
    catalog::MappingQuery query;
    query.state = "confirmed";
    query.limit = std::numeric_limits<std::int64_t>::max();
    auto page = catalog_.mappings(who_, query);
    if (!page) return std::unexpected(page.error());
    std::erase_if(page->items, [](const catalog::MappingItem& one) {
      return one.carries == "nothing" || !one.source.in_use || !one.target.in_use;
    });
    return std::move(page->items);
  }

  /// Nothing when someone changed something meanwhile: every change is an entry of the log.
  Result<std::optional<Snapshot>> once() {
    const std::string before = checkpoint();
    Snapshot out;
    out.assessed = assessments_.get(who_.organisation);
    const Period whole{parse_day("1900-01-01").value_or(Day{}), clock_.today()};
    for (const auto& stored : out.assessed->measures) {
      keep(out.occurrences, stored.id.text, tasks_.occurrences_of(who_, stored.id.text, whole.from, whole.to));
      keep(out.deviations, stored.id.text, tasks_.deviations_of(who_, stored.id.text));
    }
    auto mappings = mappings_that_count();
    if (!mappings) return std::unexpected(mappings.error());
    out.mappings = std::move(*mappings);
    db::Transaction tx = database_.read();
    auto organisation = org::find(tx, who_.organisation);
    if (!organisation) return fail(FaultKind::kNotFound, "report.organisation_unknown");
    out.organisation = std::move(*organisation);
    out.versions = measures_.statements.versions(tx, who_.organisation, "");
    out.overrides = measures_.overrides.of(tx, who_.organisation, "");
    out.accounts = accounts_of(tx, who_.organisation);
    const trail::Readers readers = readers_();
    for (const auto& [kind, reader] : readers.states) {
      // What someone signs in with is in the log of the installation.
      if (kind != "sign_in") out.records[kind] = reader(tx, who_.organisation);
    }
    for (const auto& [kind, reader] : readers.histories) out.histories[kind] = reader(tx, who_.organisation);
    for (const auto& framework : out.assessed->frameworks) {
      if (auto status = measure::status_of(*out.assessed, framework.id, who_.language); status) {
        out.statuses.push_back(std::move(*status));
      }
      const auto* same = matching_version(out.versions, *out.assessed, framework, out.assessed->decisions);
      out.statements.push_back(statement_of({*out.assessed, framework, out.organisation, out.assessed->decisions, same,
                                             out.versions, clock_.now(), who_.language}));
    }
    if (trail_.checkpoint(tx, who_.organisation) != before) return std::optional<Snapshot>();
    out.log_size = size_of_log(before);
    out.verification = verifier_(tx, who_.organisation);
    return std::optional(std::move(out));
  }

  const auth::Actor& who_;
  db::Database& database_;
  const Clock& clock_;
  measure::Measures& measures_;
  measure::Assessments& assessments_;
  catalog::Catalog& catalog_;
  task::Tasks& tasks_;
  trail::Trail& trail_;
  const AllReaders& readers_;
  const Verifier& verifier_;
};

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
}

ManifestFile listed(const std::string& path, std::string_view bytes) {
  return {path, crypto::sha256_hex(bytes), static_cast<std::int64_t>(bytes.size())};
}

std::string sums_of(const std::vector<ManifestFile>& files) {
  std::string out;
  for (const ManifestFile& file : files) out += file.sha256 + "  " + file.path + "\n";
  return out;
}

/// How far a package is: each file is looked at once and written once; reading, documents and texts count as one each.
class Pace {
 public:
  explicit Pace(const Step& step) : step_(step) {}
  void expect(std::size_t files) { total_ = kRest + 2 * static_cast<std::int64_t>(files); }
  Result<void> on(const char* phrase) {
    ++done_;
    if (!step_) return {};
    return step_(std::min(done_, total_), total_, phrase);
  }

 private:
  static constexpr std::int64_t kRest = 3;
  const Step& step_;
  std::int64_t done_ = 0;
  std::int64_t total_ = 0;  ///< Unknown until the files are counted.
};

ManifestVerified verified(const trail::Verification& found) {
  ManifestVerified out{static_cast<std::int64_t>(found.size), std::ssize(found.problems), {}};
  for (const Message& one : found.problems) {
    if (out.problems.size() == kMostProblems) break;
    out.problems.push_back({one.key, one.args.empty() ? "" : one.args.front().second});
  }
  return out;
}

std::vector<std::string> kinds_of(const Snapshot& snapshot) {
  std::vector<std::string> out;
  for (const auto& [kind, records] : snapshot.records) out.push_back(kind);
  return out;
}

Manifest manifest_of(const auth::Actor& who, const Snapshot& snapshot, std::string log, Moment now) {
  return {kPackageFormat,
          kPackageVersion,
          std::string("Waarborg ") + WAARBORG_VERSION,
          crypto::new_id(now),
          say(who.language, "report.confidential"),
          who.organisation.text,
          snapshot.organisation.name,
          to_text(now),
          who.name,
          std::move(log),
          static_cast<std::int64_t>(snapshot.log_size),
          {},
          {},
          kinds_of(snapshot),
          verified(snapshot.verification)};
}

/// Looks at each file now and lets it be read again when it is written.
Result<void> add_files(archive::ZipWriter& zip, Manifest& manifest, const Snapshot& snapshot,
                       const fs::FileStore& files, Pace& pace) {
  const auto all = needed_files(snapshot);
  pace.expect(all.size());
  for (const NeededFile& needed : all) {
    if (auto go_on = pace.on("report.step.files"); !go_on) return go_on;
    const auto bytes = files.get(needed.sha256);
    if (!bytes) {
      manifest.missing.push_back({needed.sha256, needed.record});
      continue;
    }
    manifest.files.push_back({"files/" + needed.sha256, needed.sha256, static_cast<std::int64_t>(bytes->size())});
    zip.add_later("files/" + needed.sha256, [&files, &pace, sha256 = needed.sha256]() -> Result<std::string> {
      if (auto go_on = pace.on("report.step.writing"); !go_on) return std::unexpected(go_on.error());
      return files.get(sha256);
    });
  }
  return {};
}

/// Adds the texts and the manifest of everything; answers the manifest.
std::string add_texts(archive::ZipWriter& zip, Manifest& manifest, std::map<std::string, std::string> texts) {
  for (const auto& [path, bytes] : texts) manifest.files.push_back(listed(path, bytes));
  texts["sha256sums.txt"] = sums_of(manifest.files);
  manifest.files.push_back(listed("sha256sums.txt", texts["sha256sums.txt"]));
  for (auto& [path, bytes] : texts) zip.add(path, std::move(bytes));
  std::string listing = json::print(json::encode(manifest));
  zip.add("manifest.json", listing);
  return listing;
}

/// The statement of each framework in use as a file to read: statement.pdf, and those after the first with the end of
/// the URN of their framework in the name.
std::map<std::string, const StatementDocument*> statement_files(const Snapshot& snapshot) {
  std::map<std::string, const StatementDocument*> out;
  for (const StatementDocument& statement : snapshot.statements) {
    std::string name = out.empty() ? "statement" : "statement-";
    if (!out.empty()) {
      const std::string& urn = statement.framework.urn;
      for (const char c : urn.substr(urn.rfind(':') + 1)) name += is_plain(c) ? c : '-';
    }
    while (out.contains(name + ".pdf")) name += "-2";
    out.emplace(name + ".pdf", &statement);
  }
  return out;
}

/// The log names a package before it is whole, for the package holds that entry: one that never came about is said so.
void say_failed(db::Database& database, trail::Trail& trail, const auth::Actor& who, const std::string& package,
                const Clock& clock) {
  try {
    db::Transaction tx = database.write();
    trail.add(tx, who.author(), {kPackageFailedAction, "package", package, to_text(clock.today()), {}, "", ""},
              clock.now());
    tx.commit();
  } catch (const db::DatabaseError&) {  // the same disk may be full; who asked hears of the first fault
  }
}

/// Adds the log up to now. Bundles are read again when they are written, so that only hashes stay in memory.
void add_log(archive::ZipWriter& zip, db::Database& database, const trail::Trail& trail,
             const OrganisationId& organisation) {
  std::string checkpoint;
  auto tree = std::make_shared<trail::StoredTree>();
  {
    db::Transaction tx = database.read();
    checkpoint = trail.checkpoint(tx, organisation);
    for (std::int64_t from = 0;; from += kBatch) {
      const auto entries = trail.range(tx, organisation, from, kBatch);
      for (const trail::Entry& entry : entries) tree->append(trail::leaf_hash(entry.body));
      if (std::ssize(entries) < kBatch) break;
    }
  }
  zip.add("trail/checkpoint", checkpoint);
  zip.add("trail/vkey", trail::to_text(trail.verifier(organisation)) + "\n");
  for (const trail::TileName& name : trail::files_between(0, tree->size())) {
    zip.add_later("trail/" + trail::tile_path(name), [name, tree, &database, &trail, organisation]() {
      if (!name.entries) return Result<std::string>(trail::tile_bytes(name, tree->hash_at()));
      db::Transaction tx = database.read();
      std::vector<std::string> bodies;
      const auto first = static_cast<std::int64_t>(name.index * trail::kTileWidth);
      for (auto& entry : trail.range(tx, organisation, first, name.width)) bodies.push_back(std::move(entry.body));
      return trail::encode_bundle(bodies);
    });
  }
}

}  // namespace

Result<Document> Reports::package_at_once(const auth::Actor& who) {
  const std::unique_lock mine(at_once_, std::try_to_lock);
  if (!mine) return fail(FaultKind::kUnavailable, "report.package.busy");
  return package(who);
}

Result<void> Reports::write_package(const auth::Actor& who, const std::filesystem::path& file, const Step& step) {
  for (const char* right : {"report.read", "evidence.read", "trail.read", "task.read", "catalog.read"}) {
    if (auto ok = auth::require(who, right); !ok) return std::unexpected(ok.error());
  }
  if (!verifier_ || !readers_) throw std::logic_error("reports: no verifier or readers");
  const std::unique_lock lock(packing_, std::chrono::seconds(20));
  if (!lock) return fail(FaultKind::kUnavailable, "report.package.busy");
  Pace pace(step);
  if (auto go_on = pace.on("report.step.reading"); !go_on) return go_on;
  const auto snapshot =
      Reading(who, database_, clock_, measures_, assessments_, catalog_, tasks_, trail_, readers_, verifier_).read();
  if (!snapshot) return std::unexpected(snapshot.error());
  const Moment now = clock_.now();

  auto zip = archive::ZipWriter::create(file, now);
  if (!zip) return std::unexpected(zip.error());
  Manifest manifest = manifest_of(who, *snapshot, trail_.verifier(who.organisation).name, now);
  if (auto ok = add_files(*zip, manifest, *snapshot, files_, pace); !ok) return ok;
  auto texts = package_texts(*snapshot, who.language);
  texts["index.html"] = package_page(*snapshot, manifest.missing, now, who.language);
  if (auto go_on = pace.on("report.step.document"); !go_on) return go_on;
  for (const auto& [path, statement] : statement_files(*snapshot)) {
    // Without WeasyPrint the package is still whole: the statement is in it as data and as a page.
    auto pdf = pdf_.print(to_html(*statement, Medium::kPdf, who.language));
    if (pdf) texts[path] = std::move(*pdf);
  }
  if (auto go_on = pace.on("report.step.writing"); !go_on) return go_on;
  const std::string listing = add_texts(*zip, manifest, std::move(texts));
  {
    db::Transaction tx = database_.write();
    trail_.add(tx, who.author(),
               {kPackageAction,
                "package",
                manifest.id,
                to_text(clock_.today()),
                {{"manifest_sha256", "", crypto::sha256_hex(listing)},
                 {"files", "", std::to_string(manifest.files.size())},
                 {"verify_problems", "", std::to_string(manifest.verified ? manifest.verified->found : 0)}},
                "",
                ""},
               now);
    tx.commit();
  }
  add_log(*zip, database_, trail_, who.organisation);
  if (auto ok = zip->finish(); !ok) {
    say_failed(database_, trail_, who, manifest.id, clock_);
    return ok;
  }
  std::error_code ignored;
  std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, ignored);
  return {};
}

Result<Document> Reports::package(const auth::Actor& who, const Step& step) {
  const auto folder = TempFolder::make();
  if (!folder) return std::unexpected(folder.error());
  const auto file = folder->file("package.zip");
  if (auto ok = write_package(who, file, step); !ok) return std::unexpected(ok.error());
  std::error_code error;
  if (std::filesystem::file_size(file, error) > kMostInMemory) {
    return fail(FaultKind::kUnavailable, "report.package.too_large");
  }
  auto bytes = read_file(file);
  if (!bytes) return std::unexpected(bytes.error());
  return Document{std::move(*bytes), "application/zip",
                  say(who.language, "report.package.file_name") + "-" + to_text(clock_.today()) + ".zip"};
}

}  // namespace waarborg::report
