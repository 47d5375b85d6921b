// SPDX-License-Identifier: EUPL-1.2
//
// One installation of Waarborg with everything that lives long, in order of construction. The server and the command
// line both stand on it. This is where features meet: listeners and questions across features are connected here.
#pragma once

#include <memory>

#include "app/options.h"
#include "app/scan_files.h"
#include "features/auth/auth.h"
#include "features/catalog/catalog.h"
#include "features/evidence/column_mappings.h"
#include "features/evidence/evidence.h"
#include "features/evidence/populations.h"
#include "features/job/job.h"
#include "features/measure/assessment.h"
#include "features/measure/measure.h"
#include "features/notice/notice.h"
#include "features/record/record.h"
#include "features/report/report.h"
#include "features/scan/watch/watch.h"
#include "features/setup/setup.h"
#include "features/task/task.h"
#include "features/today/today.h"
#include "features/trail/verify.h"
#include "platform/clock/clock.h"
#include "platform/fs/file_store.h"

namespace waarborg::scan {
class RoutingTable;
}

namespace waarborg::app {

/// The folder was made by `init`: keys, settings, database.
bool exists(const Options& options);

/// Makes the folder with its keys and an empty database. kConflict when there already is one.
Result<void> init(const Options& options);

class Installation {
 public:
  /// Opens the folder, takes it for this process, and brings the database forward (after an automatic back-up).
  /// kNotFound without a folder, kConflict when another process has it, kInvalid for a database of another version.
  /// @param shared  for commands that may run beside a server: the folder is taken only for as long as the database is
  ///                brought forward, and that is refused (kConflict) while a server has it.
  static Result<std::unique_ptr<Installation>> open(const Options& options, const Clock& clock, bool shared);
  /// For a check: opens it without changing a byte in the folder or the database, and takes nothing from a server that
  /// runs. kInvalid db.older_database for one that open() would bring forward.
  static Result<std::unique_ptr<Installation>> open_to_read(const Options& options, const Clock& clock);
  ~Installation();

  const Options& options() const { return options_; }
  const Clock& clock() const { return clock_; }

  /// How the records of every kind that the log speaks of are read.
  trail::Readers readers() const;
  /// Every log that there is or should be, first that of the installation: of the organisations in the database, of
  /// those that the log of the installation says were made, and those that have an anchor.
  std::vector<OrganisationId> logs();
  /// The log of one organisation: entries, root, signature, and the records that the log speaks of.
  trail::Verification verify(const OrganisationId& organisation, const std::optional<trail::Checkpoint>& kept = {});
  trail::Verification verify(db::Transaction& tx, const OrganisationId& organisation);
  /// Files of the evidence against their hashes, and what the database finds wrong with itself.
  /// @param checked  number of files that were compared
  std::vector<Message> verify_files(std::int64_t* checked = nullptr);

  /// Makes expected occurrences exist and remembers changed verdicts. Idempotent.
  void bring_up_to_date(const OrganisationId& organisation);
  /// Names this data folder on this machine; see job::RunnerSettings.
  std::string node() const;

  /// Queues the reminders of this moment; recurring work.
  void remind(job::Running& running);
  /// Answers forgotten passwords and brings letters to the mail server; every few seconds, by one thread.
  void carry_mail(mail::Sender& sender, std::stop_token stop);

  void add_routes(auth::Api& api);
  /// How a list becomes a workbook in the name of the organisation.
  auth::WriteWorkbook workbook();

 private:
  Installation(Options options, const Clock& clock, crypto::SigningKey key, std::string seal_key, std::string name,
               bool read_only = false);
  /// Takes the folder for this process; kConflict with that phrase when another has it.
  Result<void> hold(const char* refusal);
  void let_go();
  void connect();
  void prepare_scanner(ScanFiles given);
  /// All that happens by itself: a line here for each.
  void add_recurring();
  /// Brings the norms of existing organisations to the version inside the program.
  void update_norms();
  /// Makes the occurrences exist that a measure expects. kInvalid naming plan.operation when they are too many to keep.
  Result<void> expect(db::Transaction& tx, const auth::Actor& who, const MeasureId& measure,
                      const measure::History& history);
  /// Before someone gets another name in the register: kConflict when that would make an account somebody else, or no
  /// longer who it was by its name. Who an account is in the register, only an administrator says.
  Result<void> keep_known(db::Transaction& tx, const auth::Actor& who, const record::Record& after);
  /// Of these people in the register, who bear the name of an account and ever owned a measure. Ids.
  std::vector<std::string> owned_by_name(db::Transaction& tx, const OrganisationId& organisation,
                                         const std::vector<std::string>& ids);

  Options options_;
  const Clock& clock_;
  int lock_ = -1;

 public:
  db::Database database;
  fs::FileStore files;
  trail::Trail trail;
  auth::Accounts accounts;
  job::Jobs jobs;
  record::Records records;
  catalog::Catalog catalog;
  task::Tasks tasks;
  evidence::Evidence evidence;
  evidence::Populations populations;
  evidence::ColumnMappings column_mappings;
  measure::Measures measures;
  measure::Assessments assessments;
  setup::Setup setup;
  report::Reports reports;
  scan::Watch watch;
  today::TodayView today;
  notice::Notices notices;
};

/// A year in the life of a fictitious GP out-of-hours organisation with three sites; returns its id.
Result<OrganisationId> make_demo(Installation& installation, const AccountId& account, const std::string& name);

std::vector<catalog::ContentFile> content();

}  // namespace waarborg::app
