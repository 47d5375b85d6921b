// SPDX-License-Identifier: EUPL-1.2
#include "app/installation.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <fstream>

#include "app/backup_folder.h"
#include "app/database_copy.h"
#include "app/embedded.h"
#include "app/migrations.h"
#include "app/scan_files.h"
#include "app/scan_rules.h"
#include "features/evidence/routes.h"
#include "features/measure/history.h"
#include "features/scan/watch/measuring.h"
#include "features/trail/counts.h"
#include "features/trail/database_code.h"
#include "platform/crypto/crypto.h"
#include "platform/crypto/private_file.h"
#include "platform/log/log.h"

namespace waarborg::app {
namespace {

namespace stdfs = std::filesystem;
using namespace std::chrono_literals;

/// Connections besides those of the workers of the server: command or start, the threads of the job runner, the one
/// that carries letters, and the one that keeps anchors.
constexpr std::size_t kOtherSessions = 10;

/// Domains measured at a time: an organisation has a few, and there is no hurry.
constexpr std::size_t kScannedTogether = 20;

stdfs::path signing_key_file(const Options& options) { return options.data / "keys" / "signing.pem"; }
stdfs::path seal_key_file(const Options& options) { return options.data / "keys" / "seal.key"; }
stdfs::path name_file(const Options& options) { return options.data / "keys" / "name"; }

constexpr std::string_view kNameBegin = "waarborg/";

/// Every checkpoint is signed under it: with another name no log fits.
Result<std::string> name_of(const Options& options) {
  std::ifstream in(name_file(options));
  std::string name;
  std::getline(in, name);
  if (!name.starts_with(kNameBegin) || name.size() == kNameBegin.size()) {
    return fail(FaultKind::kNotFound, "app.name_missing", name_file(options).string());
  }
  return name;
}

/// That of an init that was interrupted stays.
Result<void> make_name(const Options& options) {
  const std::string line = std::string(kNameBegin) + crypto::random_token(9) + "\n";
  const auto made = crypto::write_private_file(name_file(options), line);
  if (!made && made.error().kind != FaultKind::kConflict) return made;
  const auto name = name_of(options);
  return name ? Result<void>() : std::unexpected(name.error());
}

std::string without_slash(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url;
}

auth::Settings auth_settings(const Options& options, std::string seal_key) {
  auth::Settings settings;
  settings.cost = options.password_cost;
  settings.seal_key = std::move(seal_key);
  settings.secure_cookie = options.behind_proxy;
  settings.breached_list = options.breached_list;
  settings.max_upload_mb = options.max_upload_mb;
  if (!options.public_url.empty()) {
    settings.origins.push_back(without_slash(options.public_url));
    std::string host =
        options.public_url.substr(std::min(options.public_url.find("://") + 3, options.public_url.size()));
    settings.rp_id = host.substr(0, host.find_first_of(":/"));
  }
  return settings;
}

scan::ScanSettings scan_settings(const Options& options, const scan::RuleSet& rules) {
  scan::ScanSettings settings;
  settings.deep_mail = true;
  settings.allow_loopback = options.scan.allow_loopback;
  settings.contact = options.scan.contact;
  settings.mail_control = options.scan.mail_control;
  settings.trusted_roots = options.scan.roots;
  settings.dns.root_hints = options.scan.root_hints;
  settings.dns.trust_anchors = options.scan.trust_anchors;
  if (!options.scan.resolver.empty()) settings.dns.forward_to = {options.scan.resolver};
  settings.dns.trust_forwarder = options.scan.resolver_validates;
  settings.suites = rules.suites;
  return settings;
}

/// Asked before anything is written, for a new version brings the rows of an older one forward.
Result<void> check_code(db::Database& database) {
  db::Transaction tx = database.read();
  const auto found = trail::database_code(tx);
  if (found.empty()) return {};
  // By its parts, for its sentence is in the language of who reads it: "trigger x, table y".
  std::string what;
  for (const Message& code : found) {
    if (!what.empty()) what += "; ";
    for (std::size_t i = 0; i < code.args.size(); ++i) what += (i > 0 ? ", " : "") + code.args[i].second;
  }
  return fail(FaultKind::kConflict, "app.database_code", "", {{"what", what}});
}

notice::Settings notice_settings(const Options& options, std::string seal_key) {
  return {std::move(seal_key), without_slash(options.public_url),
          options.mail.host.empty() ? std::string() : options.mail.from};
}

}  // namespace

std::vector<catalog::ContentFile> content() {
  std::vector<catalog::ContentFile> files;
  for (const http::Asset& file : content_files()) files.push_back({file.path, file.identity});
  return files;
}

bool exists(const Options& options) { return stdfs::exists(signing_key_file(options)); }

Result<void> init(const Options& options) {
  if (exists(options)) return fail(FaultKind::kConflict, "app.target_not_empty", options.data.string());
  std::error_code error;
  stdfs::create_directories(options.data / "keys", error);
  if (error) return fail(FaultKind::kUnavailable, "app.data_not_writable", options.data.string());
  stdfs::permissions(options.data, stdfs::perms::owner_all, error);
  stdfs::permissions(options.data / "keys", stdfs::perms::owner_all, error);
  if (auto key = crypto::load_or_create_key(seal_key_file(options)); !key) return std::unexpected(key.error());
  if (auto ok = make_name(options); !ok) return ok;
  // The signing key comes last: with it the folder exists.
  if (auto key = crypto::SigningKey::load_or_create(signing_key_file(options)); !key)
    return std::unexpected(key.error());
  db::Database database(database_address(options));
  auto migrated = database.migrate(all_migrations(), {});
  if (!migrated) return std::unexpected(migrated.error());
  return {};
}

Result<std::unique_ptr<Installation>> Installation::open(const Options& options, const Clock& clock, bool shared) {
  if (!exists(options)) return fail(FaultKind::kNotFound, "app.data_missing", options.data.string());
  auto key = crypto::SigningKey::load(signing_key_file(options));
  if (!key) return std::unexpected(key.error());
  auto name = name_of(options);
  if (!name) return std::unexpected(name.error());
  auto seal_key = crypto::load_or_create_key(seal_key_file(options));
  if (!seal_key) return std::unexpected(seal_key.error());
  std::unique_ptr<Installation> made(
      new Installation(options, clock, std::move(*key), std::move(*seal_key), std::move(*name)));
  if (!shared) {
    if (auto ok = made->hold("app.data_in_use"); !ok) return std::unexpected(ok.error());
    remove_left_backups(options.data);
    auto files = read_scan_files(options.scan.vrps, options.scan.routes, options.scan.opt_out);
    if (!files) return std::unexpected(files.error());
    made->prepare_scanner(std::move(*files));
  }
  if (auto ok = check_code(made->database); !ok) return std::unexpected(ok.error());
  const auto keep_copy = [&]() -> Result<void> {
    // A server that is older than this command would go on with tables that it does not know.
    if (shared) {
      if (auto ok = made->hold("app.upgrade_beside_server"); !ok) return ok;
    }
    const std::string copy = "before-upgrade-" + to_text(clock.today()) + "-" + crypto::random_token(4);
    const auto kind = stdfs::path(copy_name(made->database)).extension();
    return copy_database(made->database, options, options.data / (copy + kind.string()));
  };
  auto migrated = made->database.migrate(all_migrations(), keep_copy);
  if (!migrated) return std::unexpected(migrated.error());
  made->accounts.begin_sign_ins();
  made->setup.begin_list();
  if (shared) {
    made->let_go();
  } else {
    auto refused = made->trail.anchors().keep(made->database, made->logs());
    // Nobody could sign in. That of one organisation was said in an alarm; the others go on.
    if (const auto own = refused.find(trail::kInstallation); own != refused.end()) {
      own->second.where = options.data.string();
      return std::unexpected(std::move(own->second));
    }
    made->update_norms();
  }
  return made;
}

Result<std::unique_ptr<Installation>> Installation::open_to_read(const Options& options, const Clock& clock) {
  if (!exists(options)) return fail(FaultKind::kNotFound, "app.data_missing", options.data.string());
  auto key = crypto::SigningKey::load(signing_key_file(options));
  if (!key) return std::unexpected(key.error());
  auto name = name_of(options);
  if (!name) return std::unexpected(name.error());
  // Without it the folder is not whole; a check does not make one.
  if (!stdfs::exists(seal_key_file(options))) {
    return fail(FaultKind::kNotFound, "app.data_missing", seal_key_file(options).string());
  }
  auto seal_key = crypto::load_or_create_key(seal_key_file(options));
  if (!seal_key) return std::unexpected(seal_key.error());
  std::unique_ptr<Installation> made(
      new Installation(options, clock, std::move(*key), std::move(*seal_key), std::move(*name), true));
  if (auto ok = made->database.check_schema(all_migrations()); !ok) return std::unexpected(ok.error());
  return made;
}

Result<void> Installation::hold(const char* refusal) {
  lock_ = ::open((options_.data / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock_ < 0) return fail(FaultKind::kUnavailable, "app.data_not_writable", options_.data.string());
  if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) return fail(FaultKind::kConflict, refusal, options_.data.string());
  return {};
}

void Installation::let_go() {
  if (lock_ >= 0) ::close(lock_);
  lock_ = -1;
}

void Installation::update_norms() {
  std::vector<org::Organisation> organisations;
  {
    db::Transaction tx = database.read();
    organisations = org::all(tx);
  }
  for (const auto& organisation : organisations) {
    try {
      db::Transaction tx = database.write();
      if (trail::recount(tx, organisation.id)) {
        log::info("log counted anew", {{"organisation", organisation.id.text}});
      }
      const auto done = catalog.install_builtin(tx, auth::system_actor(organisation.id), setup.content(), clock_.now());
      if (done) {
        tx.commit();
      } else {  // the organisation keeps the version that it has
        log::error("norm not updated", {{"organisation", organisation.id.text}, {"cause", done.error().what.key}});
      }
    } catch (const trail::LogDoesNotFit&) {
      continue;  // said in an alarm; the others go on
    } catch (const std::exception& error) {
      // The message of an exception can hold data of people; the log gets its kind or place only.
      const std::string what = error.what();
      log::error("norm not updated",
                 {{"organisation", organisation.id.text}, {"cause", what.substr(0, what.find(':'))}});
    }
  }
}

Installation::Installation(Options options, const Clock& clock, crypto::SigningKey key, std::string seal_key,
                           std::string name, bool read_only)
    : options_(std::move(options)),
      clock_(clock),
      database(database_address(options_), static_cast<std::size_t>(options_.workers) + kOtherSessions,
               options_.patience, read_only),
      files(options_.data / "files", static_cast<std::size_t>(options_.max_upload_mb) << 20U),
      trail(std::move(key), std::move(name), options_.data / "anchors"),
      accounts(database, trail, clock_, auth_settings(options_, seal_key)),
      jobs(database, clock_, options_.data / "results"),
      records(database, trail, clock_),
      catalog(database, trail, clock_),
      tasks(database, trail, clock_),
      evidence(database, trail, clock_, files),
      populations(database, trail, clock_, files, evidence.measure_facts()),
      column_mappings(database, trail, clock_),
      measures(database, trail, clock_, records),
      assessments(measures, catalog, records, trail),
      setup(database, trail, clock_, accounts, catalog, records, measures, content()),
      reports(database, clock_, measures, assessments, catalog, evidence, tasks, trail, files),
      watch(database, trail, clock_, records, evidence),
      today(database, clock_, measures, assessments, evidence, tasks, records, watch),
      notices(database, trail, clock_, today, tasks, notice_settings(options_, std::move(seal_key))) {
  connect();
  prepare_scanner({});
  report::add_jobs(jobs, reports);
  scan::add_jobs(jobs, watch);
  add_recurring();
}

void Installation::prepare_scanner(ScanFiles given) {
  auto rules = current_scan_rules();
  if (!rules) throw std::logic_error("rules of the scanner: " + rules.error().what.key);
  const auto single = options_.scan.allow_loopback ? scan::SingleLabel::kAllowed : scan::SingleLabel::kRefused;
  auto settings = scan_settings(options_, *rules);
  settings.routing = std::move(given.routing);
  settings.opt_out = std::move(given.opt_out);
  watch.set_measure_all(scan::measure_with(clock_, std::move(settings), kScannedTogether), single);
  watch.set_rules(std::move(*rules));
}

std::string Installation::node() const {
  std::array<char, 256> host{};
  ::gethostname(host.data(), host.size() - 1);
  std::error_code ignored;
  const std::string folder = stdfs::weakly_canonical(options_.data, ignored).string();
  return crypto::sha256_hex(std::string(host.data()) + "\n" + folder).substr(0, 16);
}

Installation::~Installation() {
  try {
    if (!database.is_read_only()) trail.anchors().keep(database);
  } catch (const std::exception&) {
    log::error("anchor not kept", {{"cause", "database"}});
  }
  let_go();
}

void Installation::add_routes(auth::Api& api) {
  const auth::WriteWorkbook book = workbook();
  api.section("auth");
  auth::add_routes(api, accounts);
  api.section("record");
  record::add_routes(api, records, database, clock_);
  api.section("catalog");
  catalog::add_routes(api, catalog);
  api.section("task");
  task::add_routes(api, tasks, book);
  api.section("evidence");
  evidence::add_routes(api, evidence, populations, column_mappings, book);
  api.section("measure");
  measure::add_routes(api, measures, assessments, catalog, book);
  api.section("setup");
  setup::add_routes(api, setup, accounts, [this](const AccountId& account, const std::string& name) {
    return make_demo(*this, account, name);
  });
  api.section("scan");
  scan::add_routes(api, watch, jobs, book);
  api.section("today");
  today::add_routes(api, today);
  api.section("notice");
  notice::add_routes(api, notices);
  api.section("report");
  report::add_routes(api, reports, book);
  report::add_job_routes(api, jobs, clock_);
  api.section("job");
  job::add_routes(api, jobs);
}

}  // namespace waarborg::app
