// SPDX-License-Identifier: EUPL-1.2
//
// Documents and exports: the statement of applicability (VvT), the board overview and the audit package, each in the
// language of who asks and marked "Vertrouwelijk". It reads; the only thing it writes is that a package was made.
#pragma once

#include <filesystem>
#include <functional>
#include <mutex>
#include <string>

#include "features/auth/api.h"
#include "features/auth/table.h"
#include "features/catalog/catalog.h"
#include "features/evidence/evidence.h"
#include "features/measure/assessment.h"
#include "features/report/board.h"
#include "features/report/pdf.h"
#include "features/report/statement.h"
#include "features/task/task.h"
#include "features/trail/verify.h"
#include "platform/clock/clock.h"
#include "platform/fs/file_store.h"

namespace waarborg::job {
class Jobs;
}

namespace waarborg::report {

struct Document {
  std::string bytes;
  std::string media_type;
  std::string file_name;  ///< ASCII.
};

/// pdf xlsx json html; kInvalid report.format_unknown.
Result<void> check_format(const std::string& format);
/// @param name  without what its format adds
Document document_of(std::string bytes, const std::string& format, const std::string& name);

/// Reads the whole log of an organisation against the database; app knows all its records.
using Verifier = std::function<trail::Verification(db::Transaction&, const OrganisationId&)>;
/// How it reads them; a package takes all of them along.
using AllReaders = std::function<trail::Readers()>;

/// Told how far a long document is; a fault means: stop and return it. May be empty.
using Step = std::function<Result<void>(std::int64_t done, std::int64_t total, const char* phrase)>;

/// Called while other documents go first; a fault ends the work. Empty: report.pdf.busy.
using Turn = std::function<Result<void>()>;

class Reports {
 public:
  Reports(db::Database& database, const Clock& clock, measure::Measures& measures, measure::Assessments& assessments,
          catalog::Catalog& catalog, evidence::Evidence& evidence, task::Tasks& tasks, trail::Trail& trail,
          fs::FileStore& files, PdfSettings pdf = {});

  void set_verifier(Verifier verifier) { verifier_ = std::move(verifier); }
  void set_readers(AllReaders readers) { readers_ = std::move(readers); }

  /// @param format     pdf xlsx json html
  /// @param framework  id or URN; empty: the first
  /// @param version    number of a submitted version, with the verdicts as known when it was submitted; empty: the
  ///                   decisions of now, which carry a version's number when they are exactly that version
  /// kForbidden; kNotFound measure.framework_unknown, report.version_unknown; kInvalid report.format_unknown;
  /// kUnavailable of PdfPrinter::print. Right report.read.
  Result<Document> vvt(const auth::Actor& who, const std::string& format, const std::string& framework = {},
                       const std::string& version = {}, const Turn& turn = {});
  /// @param days  of the verdicts, and the moment of knowledge: holes, deviations, decisions and changes as known then.
  /// Also kInvalid of measure::asked.
  Result<Document> board(const auth::Actor& who, const std::string& format, const std::string& framework = {},
                         const measure::AskedDays& days = {}, const Turn& turn = {});
  Result<Board> board_view(const auth::Actor& who, const std::string& framework = {},
                           const measure::AskedDays& days = {});

  /// Verifies the log and writes the audit package, with the outcome, to a file that does not exist yet; notes in the
  /// log that it was made and what was found. std::logic_error before set_verifier and set_readers.
  /// Rights report.read, evidence.read, trail.read, task.read, catalog.read. kUnavailable report.package.busy,
  /// report.disk.
  Result<void> write_package(const auth::Actor& who, const std::filesystem::path& file, const Step& step = {});
  /// As write_package, in memory; kUnavailable report.package.too_large above kMostInMemory: use the command line.
  Result<Document> package(const auth::Actor& who, const Step& step = {});
  /// The same for who waits in front of a screen: seconds of work, so one at a time; as a job it waits for its turn.
  Result<Document> package_at_once(const auth::Actor& who);
  static constexpr std::uintmax_t kMostInMemory = 512U << 20U;

  /// Right trail.read. std::logic_error before set_verifier: what compares no record finds every log sound.
  Result<trail::Verification> verify(const auth::Actor& who);

  db::Database& database() { return database_; }
  const trail::Trail& trail() const { return trail_; }

 private:
  Result<StatementDocument> statement(const auth::Actor& who, const std::string& framework, const std::string& version);
  Result<StatementDocument> statement_of_version(const auth::Actor& who, const std::string& framework,
                                                 const std::string& version);
  Result<org::Organisation> organisation_of(db::Transaction& tx, const auth::Actor& who) const;
  /// The printer's answer; with a turn the page is kept and offered again.
  Result<std::string> print(const std::string& page, const Turn& turn);
  db::Database& database_;
  const Clock& clock_;
  measure::Measures& measures_;
  measure::Assessments& assessments_;
  catalog::Catalog& catalog_;
  evidence::Evidence& evidence_;
  task::Tasks& tasks_;
  trail::Trail& trail_;
  fs::FileStore& files_;
  PdfPrinter pdf_;
  Verifier verifier_;
  AllReaders readers_;
  std::timed_mutex packing_;
  std::mutex at_once_;
};

/// @param workbook  makes the file of the log.
void add_routes(auth::Api& api, Reports& reports, const auth::WriteWorkbook& workbook = {});
/// The same documents made in the background, and `verify`: kinds package, statement, board, verify (jobs.cpp).
void add_jobs(job::Jobs& jobs, Reports& reports);
void add_job_routes(auth::Api& api, job::Jobs& jobs, const Clock& clock);
/// The result of a job that checks the log, in a language.
json::Value told(const trail::Verification& found, const trail::VerifierKey& key, Language language);
void add_trail_routes(auth::Api& api, Reports& reports,
                      const auth::WriteWorkbook& workbook);  ///< Called by add_routes.

}  // namespace waarborg::report
