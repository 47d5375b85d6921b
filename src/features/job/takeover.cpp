// SPDX-License-Identifier: EUPL-1.2
//
// What a dead server left, and what recurs.
#include <algorithm>

#include "features/job/held.h"
#include "features/job/queries.h"
#include "features/job/rules.h"
#include "platform/crypto/crypto.h"
#include "platform/log/log.h"

namespace waarborg::job {

void Runner::take_over() {
  std::vector<JobRow> left;
  {
    db::Transaction tx = jobs_.database_.read();
    left = tx.rows<JobRow>(sql::kJobRunning);
  }
  for (const JobRow& row : left) {
    if (row.runner.starts_with(settings_.node + "/") && row.runner != id_) resolve(row);
  }
}

void Runner::look() {
  take_over_dead();
  start_recurring();
}

void Runner::take_over_dead() {
  std::vector<JobRow> running;
  {
    db::Transaction tx = jobs_.database_.read();
    running = tx.rows<JobRow>(sql::kJobRunning);
  }
  const auto now = settings_.monotonic();
  std::map<std::string, Sign> seen;
  for (const JobRow& row : running) {
    {
      const std::lock_guard lock(guard_);
      if (held_.contains(row.id)) continue;
    }
    const auto before = signs_.find(row.id);
    const bool same = before != signs_.end() && before->second.runner == row.runner &&
                      before->second.attempt == row.attempt && before->second.beat == row.beat;
    const Sign sign = same ? before->second : Sign{row.runner, row.attempt, row.beat, now};
    if (now - sign.since >= settings_.dead_after) {
      resolve(row);
    } else {
      seen[row.id] = sign;
    }
  }
  signs_ = std::move(seen);
}

void Runner::resolve(const JobRow& left) {
  const Kind* kind = jobs_.kind_of(left.kind);
  const bool repeatable = !left.organisation || (kind != nullptr && kind->repeatable);
  const Leftover what = judge_leftover(left.cancel_asked, repeatable, left.attempt);
  const Moment now = jobs_.clock_.now();
  db::Transaction tx = jobs_.database_.write();
  if (!requeue(tx, left)) return;  // it lives after all, or another server was first
  if (what != Leftover::kRunAgain && tx.execute(sql::kJobBegin, id_, now, left.id) == 1) {
    JobRow mine = left;
    mine.runner = id_;
    ++mine.attempt;
    const auto kept = left.organisation ? Jobs::kKept : Jobs::kTurnKept;
    End how{"cancelled", {left.done, left.total, left.step}, {}, "", "", "", 0, now, now + kept};
    if (what == Leftover::kInterrupted) {
      how.state = "failed";
      how.error = Message{"job.interrupted", {}};
      ++ended_;
      ++failed_;
    }
    end(tx, mine, how);
  }
  tx.commit();
  log::info("job of a stopped server taken over", {{"job", left.id}, {"kind", left.kind}});
  news();
}

void Runner::start_recurring() {
  const Moment now = jobs_.clock_.now();
  bool any = false;
  for (const Recurring& recurring : jobs_.recurring_) {
    const std::string slot = to_text(period_of(now, recurring.every));
    {
      db::Transaction tx = jobs_.database_.read();
      if (tx.row<JobRow>(sql::kJobInSlot, std::string(), recurring.name, slot)) continue;
      // One that takes longer than its period is not overtaken by itself.
      if (tx.number(sql::kJobOpenOfKind, recurring.name) > 0) continue;
    }
    JobRow row;
    row.id = crypto::new_id(now);
    row.kind = recurring.name;
    row.account = {"system"};
    row.locale = "nl";
    row.title = pack(Message{});
    row.request = "{}";
    row.created_at = now;
    db::Transaction tx = jobs_.database_.write();
    any = insert(tx, row, slot) || any;
    tx.commit();
  }
  if (any) news();
}

}  // namespace waarborg::job
