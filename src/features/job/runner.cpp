// SPDX-License-Identifier: EUPL-1.2
//
// The threads, and one job from claim to end. What other servers left and what recurs: takeover.cpp.
#include "features/job/runner.h"

#include "features/auth/standing.h"
#include "features/job/held.h"
#include "platform/crypto/crypto.h"
#include "platform/log/log.h"

namespace waarborg::job {
namespace {

using namespace std::chrono_literals;

std::set<std::string, std::less<>> split(std::string_view text) {
  std::set<std::string, std::less<>> out;
  while (!text.empty()) {
    const std::string_view one = text.substr(0, text.find(' '));
    out.emplace(one);
    text.remove_prefix(std::min(one.size() + 1, text.size()));
  }
  return out;
}

/// The message of an exception can hold data of people; the log gets its kind of place only.
void note(const char* what, const JobRow& row, std::string_view cause) {
  log::error(what, {{"job", row.id}, {"kind", row.kind}, {"what", std::string(cause.substr(0, cause.find(':')))}});
}

}  // namespace

Runner::Runner(Jobs& jobs, RunnerSettings settings)
    : jobs_(jobs), settings_(std::move(settings)), id_(settings_.node + "/" + crypto::random_token(9)) {
  jobs_.listen({[this] { news(); },
                [this](const std::string& id) {
                  const std::lock_guard lock(guard_);
                  if (const auto found = held_.find(id); found != held_.end()) {
                    found->second->running.stop(Stop::kCancelled);
                  }
                }});
}

Runner::~Runner() {
  stop();
  jobs_.listen({});
}

void Runner::start() {
  take_over();
  for (unsigned i = 0; i < settings_.workers; ++i) {
    threads_.emplace_back([this](const std::stop_token& stop) { work(Lane::kPeople, stop); });
  }
  threads_.emplace_back([this](const std::stop_token& stop) { work(Lane::kRecurring, stop); });
  threads_.emplace_back([this](const std::stop_token& stop) { watch(stop); });
}

void Runner::stop() {
  {
    const std::lock_guard lock(guard_);
    closing_ = true;
  }
  for (std::jthread& thread : threads_) thread.request_stop();
  for (const auto& held : all_held()) held->running.stop(Stop::kClosing);
  threads_.clear();  // joins
}

std::uint64_t Runner::news() {
  const std::lock_guard lock(guard_);
  ++news_;
  wake_.notify_all();
  return news_;
}

void Runner::wait(const std::stop_token& stop, std::chrono::milliseconds most, std::uint64_t seen) {
  std::unique_lock lock(guard_);
  wake_.wait_for(lock, stop, most, [&] { return news_ != seen; });
}

void Runner::work(Lane lane, const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::uint64_t seen = 0;
    {
      const std::lock_guard lock(guard_);
      seen = news_;
    }
    bool found = false;
    try {
      found = run_one(lane);
    } catch (const std::exception& error) {  // the database is away: the next look tries again
      note("job could not be taken", JobRow{}, error.what());
    }
    if (!found) wait(stop, settings_.look, seen);
  }
}

void Runner::watch(const std::stop_token& stop) {
  auto looked = settings_.monotonic() - settings_.look;
  while (!stop.stop_requested()) {
    try {
      beat();
      if (settings_.monotonic() - looked >= settings_.look) {
        looked = settings_.monotonic();
        look();
      }
    } catch (const std::exception& error) {
      note("jobs could not be watched", JobRow{}, error.what());
    }
    std::mutex own;
    std::unique_lock lock(own);
    std::condition_variable_any never;
    never.wait_for(lock, stop, settings_.beat, [] { return false; });
  }
}

bool Runner::run_one(Lane lane) {
  const std::int64_t recurring = lane == Lane::kRecurring ? 1 : 0;
  if (count_waiting(jobs_.database_, recurring) == 0) return false;
  std::optional<JobRow> row;
  {
    db::Transaction tx = jobs_.database_.write();
    row = claim(tx, lane, id_, jobs_.clock_.now());
    tx.commit();
  }
  if (!row) return false;
  const auto held = std::make_shared<Held>(*row, deadline_of(*row), settings_.monotonic);
  {
    const std::lock_guard lock(guard_);
    held_[row->id] = held;
    if (closing_) held->running.stop(Stop::kClosing);
  }
  carry_out(held);
  const std::lock_guard lock(guard_);
  held_.erase(row->id);
  return true;
}

std::chrono::milliseconds Runner::deadline_of(const JobRow& row) const {
  if (const Kind* kind = jobs_.kind_of(row.kind)) return kind->deadline;
  const auto found = std::ranges::find(jobs_.recurring_, row.kind, &Recurring::name);
  return found == jobs_.recurring_.end() ? std::chrono::milliseconds(1min) : found->deadline;
}

void Runner::carry_out(const std::shared_ptr<Held>& held) {
  Result<Outcome> outcome;
  try {
    outcome = held->row.organisation ? attempt(*held) : attempt_recurring(*held);
  } catch (const std::exception& error) {
    note("job failed", held->row, error.what());
    outcome = fail(FaultKind::kUnavailable, "job.failed");
  }
  try {
    finish(*held, outcome);
  } catch (
      const std::exception& error) {  // it stays "running" without beats, and is taken over when the database is back
    note("job could not be ended", held->row, error.what());
  }
}

Result<Outcome> Runner::attempt(Held& held) {
  const JobRow& row = held.row;
  const Kind* kind = jobs_.kind_of(row.kind);
  if (kind == nullptr) return fail(FaultKind::kNotFound, "job.kind_gone");
  std::optional<auth::Actor> who;
  {
    db::Transaction tx = jobs_.database_.read();
    who = auth::actor_now(tx, row.organisation, row.account, split(row.rights), jobs_.clock_.today());
  }
  if (!who) return fail(FaultKind::kForbidden, "job.no_account");
  for (const std::string& right : kind->rights) {
    if (auto ok = auth::require(*who, right); !ok) return std::unexpected(ok.error());
  }
  who->language = language_of(row.locale);
  const auto request = json::parse(row.request);
  if (!request || !request->is_object()) throw std::logic_error("request of a job");
  return kind->work(*who, request->as_object(), held.running);
}

Result<Outcome> Runner::attempt_recurring(Held& held) {
  const auto found = std::ranges::find(jobs_.recurring_, held.row.kind, &Recurring::name);
  if (found == jobs_.recurring_.end()) return fail(FaultKind::kNotFound, "job.kind_gone");
  found->work(held.running);
  // Work that was told to stop returned half way.
  if (held.running.stopped() != Stop::kNo) return fail(FaultKind::kUnavailable, "job.stopped");
  last_turn_ = std::chrono::duration_cast<std::chrono::seconds>(jobs_.clock_.now().time_since_epoch()).count();
  return Outcome{};
}

void Runner::finish(Held& held, const Result<Outcome>& outcome) {
  const Moment now = jobs_.clock_.now();
  End how{"done", held.running.shown(), {}, "", "", "", 0, now, now + Jobs::kKept};
  if (!held.row.organisation) how.expires_at = now + Jobs::kTurnKept;
  if (outcome) {
    const std::lock_guard lock(jobs_.results_guard_);
    if (held.row.organisation) {
      auto kept = jobs_.results_.put(outcome->bytes);
      if (kept) {
        how.progress.done = how.progress.total;
        how.sha256 = *kept;
        how.name = outcome->file_name;
        how.type = outcome->media_type;
        how.size = static_cast<std::int64_t>(outcome->bytes.size());
      } else {
        how.state = "failed";
        how.error = kept.error().what;
      }
    }
    return close(held, std::move(how));
  }
  const Stop why = outcome.error().what.key == "job.stopped" ? held.running.stopped() : Stop::kNo;
  how.state = why == Stop::kCancelled ? "cancelled" : "failed";
  if (why == Stop::kNo) how.error = outcome.error().what;
  if (why == Stop::kLate) how.error = Message{"job.late", {}};
  if (why == Stop::kClosing) {
    const Kind* kind = jobs_.kind_of(held.row.kind);
    if (kind == nullptr || kind->repeatable) {
      db::Transaction tx = jobs_.database_.write();
      give_back(tx, held.row);
      return tx.commit();
    }
    how.error = Message{"job.interrupted", {}};
  }
  if (why != Stop::kLost) close(held, std::move(how));
}

void Runner::close(Held& held, End how) {
  db::Transaction tx = jobs_.database_.write();
  const bool ours = end(tx, held.row, how);
  tx.commit();
  if (!ours) return;
  ++ended_;
  if (how.state == "failed") ++failed_;
}

void Runner::beat() {
  const auto mine = all_held();
  if (mine.empty()) return;
  std::vector<std::shared_ptr<Held>> late;
  {
    db::Transaction tx = jobs_.database_.write();
    for (const auto& held : mine) {
      if (held->running.late()) {
        late.push_back(held);
      } else if (!job::beat(tx, held->row, held->running.shown())) {
        held->running.stop(Stop::kLost);
      } else if (cancel_asked(tx, held->row)) {
        held->running.stop(Stop::kCancelled);
      }
    }
    tx.commit();
  }
  for (const auto& held : late) {
    // Ended here and now: the work may not look up for a long time, and whoever waits should know.
    held->running.stop(Stop::kLate);
    const Moment now = jobs_.clock_.now();
    const auto kept = held->row.organisation ? Jobs::kKept : Jobs::kTurnKept;
    close(*held, {"failed", held->running.shown(), Message{"job.late", {}}, "", "", "", 0, now, now + kept});
  }
}

std::vector<std::shared_ptr<Runner::Held>> Runner::all_held() {
  const std::lock_guard lock(guard_);
  std::vector<std::shared_ptr<Held>> out;
  for (const auto& [id, held] : held_) out.push_back(held);
  return out;
}

}  // namespace waarborg::job
