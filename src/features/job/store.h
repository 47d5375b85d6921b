// SPDX-License-Identifier: EUPL-1.2
//
// Rows of the job table, and the moves that several threads and several servers make on them at the same time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/job/runner.h"

namespace waarborg::job {

struct JobRow {
  OrganisationId organisation;  ///< Empty: recurring work.
  std::string id, kind;
  AccountId account;
  std::string asked_by, rights, locale, title, request, state;
  std::int64_t done = 0;
  std::int64_t total = 0;
  std::string step;
  Moment created_at{};
  std::optional<Moment> started_at, finished_at, expires_at;
  std::string runner;
  std::int64_t attempt = 0;
  std::int64_t beat = 0;
  bool cancel_asked = false;
  std::string error, result_sha256, result_name, result_type;
  std::int64_t result_size = 0;
};
BOOST_DESCRIBE_STRUCT(JobRow, (),
                      (organisation, id, kind, account, asked_by, rights, locale, title, request, state, done, total,
                       step, created_at, started_at, finished_at, expires_at, runner, attempt, beat, cancel_asked,
                       error, result_sha256, result_name, result_type, result_size))

/// How a job ended.
struct End {
  std::string state;  ///< done failed cancelled
  Progress progress;
  std::optional<Message> error;
  std::string sha256, name, type;
  std::int64_t size = 0;
  Moment at{};
  Moment expires_at{};
};

std::string pack(const Message& message);
Message unpack(const std::string& text);

/// False when there is one in its slot already.
bool insert(db::Transaction& tx, const JobRow& job, const std::string& slot);
/// The oldest waiting job, which is now of this runner; each job goes to one claimer only.
std::optional<JobRow> claim(db::Transaction& tx, Lane lane, const std::string& runner, Moment now);
/// Jobs that wait in a lane; costs no lock.
std::int64_t count_waiting(db::Database& database, std::int64_t recurring);
bool cancel_asked(db::Transaction& tx, const JobRow& mine);
/// False when the job is no longer of this runner.
bool beat(db::Transaction& tx, const JobRow& mine, const Progress& progress);
bool end(db::Transaction& tx, const JobRow& mine, const End& how);
bool give_back(db::Transaction& tx, const JobRow& mine);
/// Only when nobody gave a sign of life since `seen` was read.
bool requeue(db::Transaction& tx, const JobRow& seen);

}  // namespace waarborg::job
