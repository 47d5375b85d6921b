// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "features/job/queries.h"
#include "features/job/store.h"
#include "platform/crypto/crypto.h"
#include "platform/fs/sweep.h"

namespace waarborg::job {
namespace {

struct ResultRow {
  std::string sha256;
};
BOOST_DESCRIBE_STRUCT(ResultRow, (), (sha256))

std::string join(const std::set<std::string, std::less<>>& rights) {
  std::string out;
  for (const std::string& right : rights) out += (out.empty() ? "" : " ") + right;
  return out;
}

Result<void> require_all(const auth::Actor& who, const Kind& kind) {
  for (const std::string& right : kind.rights) {
    if (auto ok = auth::require(who, right); !ok) return ok;
  }
  return {};
}

bool is_open(const JobRow& row) { return row.state == "queued" || row.state == "running"; }

/// The same request of the same account has one slot while it is open. A digest keeps the key short.
std::string slot_of(const auth::Actor& who, const std::string& request) {
  return "open " + who.account.text + " " + crypto::sha256_hex(std::string(code_of(who.language)) + request);
}

}  // namespace

Jobs::Jobs(db::Database& database, const Clock& clock, std::filesystem::path results)
    : database_(database), clock_(clock), results_folder_(std::move(results)), results_(results_folder_, kLargest) {}

void Jobs::add(Kind kind) {
  const std::string name = kind.name;
  if (!kinds_.emplace(name, std::move(kind)).second) throw std::logic_error("two kinds of job named " + name);
}

void Jobs::add_recurring(Recurring recurring) { recurring_.push_back(std::move(recurring)); }

void Jobs::listen(Listener listener) {
  const std::lock_guard lock(listener_guard_);
  listener_ = std::move(listener);
}

const Kind* Jobs::kind_of(const std::string& name) const {
  const auto found = kinds_.find(name);
  return found == kinds_.end() ? nullptr : &found->second;
}

Job Jobs::view(const JobRow& row, Language language) const {
  Job out;
  out.id = row.id;
  out.kind = row.kind;
  out.title = say(language, unpack(row.title));
  out.state = row.state;
  out.done = row.done;
  out.total = row.total;
  if (!row.step.empty()) out.step = say(language, row.step);
  out.cancel_asked = row.cancel_asked;
  out.created_at = row.created_at;
  out.started_at = row.started_at;
  out.finished_at = row.finished_at;
  out.expires_at = row.expires_at;
  if (!row.error.empty()) out.error = say(language, unpack(row.error));
  if (!row.result_sha256.empty()) out.result = JobResult{row.result_name, row.result_type, row.result_size};
  return out;
}

Result<Job> Jobs::enqueue(const auth::Actor& who, const NewJob& wanted) {
  const Kind* kind = kind_of(wanted.kind);
  if (kind == nullptr) throw std::logic_error("no such kind of job: " + wanted.kind);
  if (!who.organisation) return fail(FaultKind::kForbidden, "auth.forbidden");  // that lane is of the installation
  if (auto ok = require_all(who, *kind); !ok) return std::unexpected(ok.error());
  JobRow row;
  row.organisation = who.organisation;
  row.id = crypto::new_id(clock_.now());
  row.kind = wanted.kind;
  row.account = who.account;
  row.asked_by = who.name;
  row.rights = join(who.rights);
  row.locale = std::string(code_of(who.language));
  row.title = pack(wanted.title);
  row.request = json::canonical(wanted.request);
  row.created_at = clock_.now();
  const std::string slot = slot_of(who, row.request);
  db::Transaction tx = database_.write();
  if (const auto same = tx.row<JobRow>(sql::kJobInSlot, who.organisation, wanted.kind, slot)) {
    return view(*same, who.language);
  }
  if (tx.number(sql::kJobOpenCount, who.organisation, who.account) >= kMostOpen) {
    return fail(FaultKind::kConflict, "job.too_many", "", {{"most", std::to_string(kMostOpen)}});
  }
  insert(tx, row, slot);
  // On PostgreSQL another request can have taken the slot meanwhile: then that one is the answer.
  const auto made = tx.row<JobRow>(sql::kJobInSlot, who.organisation, wanted.kind, slot);
  tx.commit();
  const std::lock_guard lock(listener_guard_);
  if (listener_.on_new) listener_.on_new();
  return view(made.value_or(row), who.language);
}

std::vector<Job> Jobs::list(const auth::Actor& who) {
  std::vector<Job> out;
  db::Transaction tx = database_.read();
  for (const JobRow& row : tx.rows<JobRow>(sql::kJobList, who.organisation, who.account)) {
    if (is_open(row) || !row.expires_at || *row.expires_at > clock_.now()) out.push_back(view(row, who.language));
  }
  return out;
}

Result<JobRow> Jobs::load(db::Transaction& tx, const auth::Actor& who, const std::string& id) {
  auto row = tx.row<JobRow>(sql::kJobGet, who.organisation, who.account, id);
  const bool past = row && !is_open(*row) && row->expires_at && *row->expires_at <= clock_.now();
  if (!row || past) return fail(FaultKind::kNotFound, "job.unknown");
  return std::move(*row);
}

Result<Job> Jobs::get(const auth::Actor& who, const std::string& id) {
  db::Transaction tx = database_.read();
  const auto row = load(tx, who, id);
  if (!row) return std::unexpected(row.error());
  return view(*row, who.language);
}

Result<Job> Jobs::cancel(const auth::Actor& who, const std::string& id) {
  std::optional<JobRow> after;
  {
    db::Transaction tx = database_.write();
    if (const auto row = load(tx, who, id); !row) return std::unexpected(row.error());
    const Moment now = clock_.now();
    if (tx.execute(sql::kJobCancelQueued, now, now + kKept, who.organisation, who.account, id) == 0) {
      tx.execute(sql::kJobCancelRunning, who.organisation, who.account, id);
    }
    after = tx.row<JobRow>(sql::kJobGet, who.organisation, who.account, id);
    tx.commit();
  }
  if (!after) return fail(FaultKind::kNotFound, "job.unknown");
  if (after->state == "running") {
    const std::lock_guard lock(listener_guard_);
    if (listener_.on_cancel) listener_.on_cancel(id);
  }
  return view(*after, who.language);
}

Result<auth::Nothing> Jobs::remove(const auth::Actor& who, const std::string& id) {
  db::Transaction tx = database_.write();
  if (const auto row = load(tx, who, id); !row) return std::unexpected(row.error());
  if (tx.execute(sql::kJobRemove, who.organisation, who.account, id) == 0) {
    return fail(FaultKind::kConflict, "job.open");
  }
  tx.commit();
  return auth::Nothing{};
}

Result<Outcome> Jobs::result(const auth::Actor& who, const std::string& id) {
  JobRow row;
  {
    db::Transaction tx = database_.read();
    auto found = load(tx, who, id);
    if (!found) return std::unexpected(found.error());
    row = std::move(*found);
  }
  const Kind* kind = kind_of(row.kind);
  if (kind == nullptr) return fail(FaultKind::kNotFound, "job.result_gone");
  if (auto ok = require_all(who, *kind); !ok) return std::unexpected(ok.error());
  if (row.state != "done" || row.result_sha256.empty()) return fail(FaultKind::kConflict, "job.no_result");
  auto bytes = results_.get(row.result_sha256);
  if (!bytes && bytes.error().kind == FaultKind::kNotFound) return fail(FaultKind::kNotFound, "job.result_gone");
  if (!bytes) return std::unexpected(bytes.error());
  return Outcome{std::move(*bytes), row.result_type, row.result_name};
}

void Jobs::expire() {
  {
    db::Transaction tx = database_.write();
    tx.execute(sql::kJobExpire, clock_.now());
    tx.commit();
  }
  const std::lock_guard lock(results_guard_);
  std::set<std::string> keep;
  {
    db::Transaction tx = database_.read();
    for (auto& row : tx.rows<ResultRow>(sql::kJobResults)) keep.insert(std::move(row.sha256));
  }
  fs::sweep(results_folder_, keep, std::chrono::hours(1));
}

Result<Job> accepted(auth::Call& call, Result<Job> made) {
  if (!made) return made;
  call.status = 202;
  call.answer_headers.push_back({"location", "/api/v1/jobs/" + made->id});
  return made;
}

}  // namespace waarborg::job
