// SPDX-License-Identifier: EUPL-1.2
#include "features/report/package_check.h"

#include <algorithm>
#include <map>
#include <set>

#include "features/report/package.h"
#include "features/report/package_histories.h"
#include "features/report/package_log.h"
#include "features/report/package_records.h"
#include "platform/archive/zip.h"
#include "platform/crypto/crypto.h"

namespace waarborg::report {
namespace {

constexpr std::uint64_t kMostListing = 64U << 20U;  ///< Manifest and versions of the statement.
constexpr std::size_t kMostLine = 16U << 20U;

class Check {
 public:
  Check(const archive::ZipReader& zip, PackageVerdict& verdict)
      : zip_(zip), verdict_(verdict), problems_(verdict.problems) {}

  Result<void> begin(std::string_view key, std::string_view kept) {
    kept_note_ = kept;
    if (!key.empty()) {
      while (!key.empty() && (key.back() == '\n' || key.back() == '\r' || key.back() == ' ')) key.remove_suffix(1);
      given_ = trail::parse_verifier_key(key);
      if (!given_) return invalid("report.check.bad_key", "key");
    }
    const auto listing = zip_.read("manifest.json", kMostListing);
    if (!listing) return invalid("report.check.not_package");
    auto manifest = json::decode<Manifest>(*listing);
    if (!manifest || manifest->format != kPackageFormat) return invalid("report.check.not_package");
    if (manifest->format_version > kPackageVersion) return invalid("report.check.version");
    manifest_ = std::move(*manifest);
    manifest_sha256_ = crypto::sha256_hex(*listing);
    verdict_.facts.organisation = manifest_.organisation;
    verdict_.facts.generated_at = manifest_.generated_at;
    verdict_.facts.generated_by = manifest_.generated_by;
    verdict_.facts.product = manifest_.product;
    verdict_.facts.key_given = given_.has_value();
    return {};
  }

  void run() {
    files();
    verified();
    if (auto said = read_package_log(zip_, manifest_, {given_, kept_note_}, verdict_.facts, problems_)) {
      log_ = std::move(*said);
      recorded();
      records();
      histories();
      statements();
    }
    for (const MissingFile& file : manifest_.missing) {
      verdict_.remarks.push_back({"report.check.was_missing", {{"what", file.sha256}}});
    }
    if (!given_) verdict_.remarks.push_back({"report.check.only_consistent", {{"key", verdict_.facts.key}}});
    problems_.close();
    verdict_.ok = verdict_.problems.empty();
  }

 private:
  void problem(const char* key, const std::string& what) { problems_.add(key, what); }

  /// Every file as listed, and no other.
  void files() {
    std::set<std::string> known;
    for (const ManifestFile& file : manifest_.files) {
      if (!known.insert(file.path).second) {
        problem("listed_twice", file.path);
        continue;
      }
      if (zip_.find(file.path) == nullptr) {
        problem("file_missing", file.path);
        continue;
      }
      crypto::Sha256 sum;
      std::int64_t size = 0;
      const auto read = zip_.read(file.path, [&](std::string_view part) {
        sum.add(part);
        size += std::ssize(part);
      });
      const bool same = read && size == file.size && crypto::hex_encode(crypto::ByteView(sum.finish())) == file.sha256;
      if (!same) problem("file_differs", file.path);
      if (file.path.starts_with("files/") && file.path != "files/" + file.sha256) problem("file_name", file.path);
      ++verdict_.facts.files;
      verdict_.facts.bytes += size;
    }
    for (const archive::ZipEntry& entry : zip_.entries()) {
      if (known.contains(entry.path) || entry.path == "manifest.json" || entry.path.starts_with("trail/")) continue;
      problem("file_extra", entry.path);
    }
    listed_ = std::move(known);
  }

  /// The making of this package is an entry of the log, with the hash of its manifest.
  void recorded() {
    if (!log_.manifests.contains(manifest_sha256_)) problem("not_recorded", "manifest.json");
    if (manifest_.log_size > verdict_.facts.log_size) problem("log_cut", std::to_string(manifest_.log_size));
  }

  /// The log fitted the records when the package was made. Before version 2 nobody looked.
  void verified() {
    if (manifest_.format_version < 2) {
      verdict_.remarks.push_back({"report.check.first_version", {}});
      return;
    }
    if (!manifest_.verified) {
      problem("not_verified", "manifest.json");
      return;
    }
    const ManifestVerified& then = *manifest_.verified;
    if (then.found > 0 || !then.problems.empty()) {
      problem("did_not_verify", std::to_string(std::max(then.found, static_cast<std::int64_t>(then.problems.size()))));
    }
    for (const ManifestProblem& one : then.problems) {
      const bool ours = one.key.starts_with("trail.verify.") || one.key.starts_with("task.verify.");
      if (ours && has_words(Language::kNl, one.key)) problems_.add_counted({one.key, {{"what", one.what}}});
    }
  }

  void records() {
    std::set<std::string> kinds(std::begin(kAlwaysKinds), std::end(kAlwaysKinds));
    kinds.insert(manifest_.kinds.begin(), manifest_.kinds.end());
    for (const std::string& kind : kinds) records_of_kind(kind);
  }

  void records_of_kind(const std::string& kind) {
    const std::string path = records_path(kind);
    if (!listed_.contains(path)) {
      problem("file_missing", path);
      return;
    }
    std::set<std::string> seen;
    std::string line;
    bool sound = true;
    const auto read = zip_.read(path, [&](std::string_view part) {
      while (!part.empty() && sound) {
        const std::size_t end = part.find('\n');
        line += part.substr(0, end);
        sound = line.size() <= kMostLine;
        if (end == std::string_view::npos) return;
        part.remove_prefix(end + 1);
        record(kind, line, seen);
        line.clear();
      }
    });
    if (!read || !sound || !line.empty()) problem("file_differs", path);
    for (const std::string& id : log_.states.missing(kind, [&](const std::string& id) { return seen.contains(id); })) {
      problem("record_missing", kind + " " + id);
    }
  }

  /// Every stage of a record is what its entry said. Packages from before they were written have none of these files.
  void histories() {
    const auto is_listed = [&](const char* kind) { return listed_.contains(history_path(kind)); };
    if (std::ranges::none_of(kHistories, is_listed)) return;
    for (const char* kind : kHistories) {
      if (!is_listed(kind)) {
        problem("file_missing", history_path(kind));
        continue;
      }
      const auto stages = read_history(zip_, kind);
      if (!stages) {
        problem("file_differs", history_path(kind));
        continue;
      }
      for (const auto& [discord, id] : trail::discords_of(log_.stages[kind], *stages)) {
        problem(trail::phrase_of(discord), std::string(kind) + " " + id);
      }
    }
  }

  void record(const std::string& kind, const std::string& line, std::set<std::string>& seen) {
    const auto value = json::parse(line);
    if (!value || !value->is_object()) {
      problem("record_unreadable", kind);
      return;
    }
    const RecordLine read = read_record(kind, value->as_object());
    const std::string name = kind + " " + read.id;
    ++verdict_.facts.records;
    if (!seen.insert(read.id).second) problem("record_twice", name);
    const auto discord = read.hashes.empty() ? log_.states.discord_of(kind, read.id, read.state)
                                             : log_.states.discord_of_hashes(kind, read.id, read.hashes);
    if (discord) problem(trail::phrase_of(*discord), name);
    if (kind == "evidence") evidence(read.id, read.state);
  }

  /// The file of a piece of evidence is here, and its hash stood in the log when it came in.
  void evidence(const std::string& id, const std::string& state) {
    const auto value = json::parse(state);
    const std::string sha256 = value && value->is_object() ? text_of(value->as_object(), "sha256") : "";
    if (sha256.empty()) return;
    const auto named = log_.uploads.find(id);
    const bool in_log = named != log_.uploads.end() && named->second.contains(sha256);
    if (!in_log && !log_.condensed.contains(id)) problem("evidence_not_in_log", id);
    const bool lost = std::ranges::find(manifest_.missing, sha256, &MissingFile::sha256) != manifest_.missing.end();
    if (!lost && !listed_.contains("files/" + sha256)) problem("evidence_file", id);
  }

  /// Each version of the statement was submitted with these decisions, and decided on by this person at that time.
  void statements() {
    const auto text = zip_.read("statement-versions.json", kMostListing);
    const auto value = text ? json::parse(*text) : std::unexpected(text.error());
    const json::Value* items = value && value->is_object() ? value->as_object().if_contains("items") : nullptr;
    if (items == nullptr || !items->is_array()) {
      problem("file_differs", "statement-versions.json");
      return;
    }
    for (const json::Value& item : items->as_array()) {
      if (!item.is_object()) continue;
      const json::Object& row = item.as_object();
      const json::Value* number_value = row.if_contains("number");
      const std::string number =
          number_value != nullptr && number_value->is_int64() ? std::to_string(number_value->as_int64()) : "?";
      const std::string state = text_of(row, "state");
      const auto submitted = log_.submitted.find(number);
      if (submitted == log_.submitted.end() || submitted->second != crypto::sha256_hex(text_of(row, "body"))) {
        problem("statement_differs", number);
      }
      const auto decided = log_.decided.find(number);
      const std::string claimed = state + " " + text_of(row, "approver") + " " + text_of(row, "decided_at");
      if (state == "submitted" ? decided_before(number) : decided == log_.decided.end() || decided->second != claimed) {
        problem("statement_state", number);
      }
    }
    current_statement();
  }

  bool decided_before(const std::string& number) const {
    // A decision after the records were read does not make the package wrong; one cannot tell them apart by number
    // alone, so the moment decides.
    const auto decided = log_.decided.find(number);
    return decided != log_.decided.end() &&
           decided->second.substr(decided->second.rfind(' ') + 1) < manifest_.generated_at;
  }

  /// The statement that the package shows as approved was approved.
  void current_statement() {
    const auto text = zip_.read("statement.json", kMostListing);
    const auto value = text ? json::parse(*text) : std::unexpected(text.error());
    const json::Value* items = value && value->is_object() ? value->as_object().if_contains("frameworks") : nullptr;
    if (items == nullptr || !items->is_array()) {
      problem("file_differs", "statement.json");
      return;
    }
    for (const json::Value& item : items->as_array()) {
      if (!item.is_object() || text_of(item.as_object(), "state") != "approved") continue;
      const json::Value* version = item.as_object().if_contains("version");
      const std::string number = version != nullptr && version->is_int64() ? std::to_string(version->as_int64()) : "?";
      const auto decided = log_.decided.find(number);
      const std::string claimed =
          "approved " + text_of(item.as_object(), "approver") + " " + text_of(item.as_object(), "decided_at");
      if (decided == log_.decided.end() || decided->second != claimed) problem("statement_state", number);
    }
  }

  const archive::ZipReader& zip_;
  PackageVerdict& verdict_;
  PackageProblems problems_;
  std::optional<trail::VerifierKey> given_;
  std::string_view kept_note_;
  Manifest manifest_;
  std::string manifest_sha256_;
  std::set<std::string> listed_;
  LogFacts log_;
};

}  // namespace

Result<PackageVerdict> verify_package(const std::filesystem::path& file, std::string_view key, std::string_view kept) {
  const auto zip = archive::ZipReader::open(file);
  if (!zip) return std::unexpected(zip.error());
  return verify_package(*zip, key, kept);
}

Result<PackageVerdict> verify_package(const archive::ZipReader& zip, std::string_view key, std::string_view kept) {
  PackageVerdict verdict;
  Check check(zip, verdict);
  if (auto ok = check.begin(key, kept); !ok) return std::unexpected(ok.error());
  check.run();
  return verdict;
}

}  // namespace waarborg::report
