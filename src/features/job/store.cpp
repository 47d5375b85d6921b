// SPDX-License-Identifier: EUPL-1.2
#include "features/job/store.h"

#include "features/job/queries.h"

namespace waarborg::job {
namespace {

struct JobIdRow {
  std::string id;
};
BOOST_DESCRIBE_STRUCT(JobIdRow, (), (id))

}  // namespace

std::string pack(const Message& message) {
  json::Array args;
  for (const auto& [name, value] : message.args) args.push_back(json::Array{json::Value(name), json::Value(value)});
  return json::print(json::Object{{"key", message.key}, {"args", std::move(args)}});
}

Message unpack(const std::string& text) {
  const auto value = json::parse(text);
  if (!value || !value->is_object()) return {};
  Message out{std::string(value->at("key").as_string()), {}};
  for (const json::Value& pair : value->at("args").as_array()) {
    out.args.emplace_back(pair.at(0).as_string(), pair.at(1).as_string());
  }
  return out;
}

bool insert(db::Transaction& tx, const JobRow& job, const std::string& slot) {
  return tx.execute(sql::kJobInsert, job.organisation, job.id, job.kind, slot, job.account, job.asked_by, job.rights,
                    job.locale, job.title, job.request, job.created_at) == 1;
}

std::optional<JobRow> claim(db::Transaction& tx, Lane lane, const std::string& runner, Moment now) {
  const std::int64_t recurring = lane == Lane::kRecurring ? 1 : 0;
  const auto next = tx.row<JobIdRow>(sql::kJobNext, recurring);
  if (!next || tx.execute(sql::kJobBegin, runner, now, next->id) != 1) return std::nullopt;
  return tx.row<JobRow>(sql::kJobById, next->id);
}

std::int64_t count_waiting(db::Database& database, std::int64_t recurring) {
  db::Transaction tx = database.read();
  return tx.number(sql::kJobWaiting, recurring);
}

bool cancel_asked(db::Transaction& tx, const JobRow& mine) {
  const auto row = tx.row<JobRow>(sql::kJobById, mine.id);
  return row && row->cancel_asked;
}

bool beat(db::Transaction& tx, const JobRow& mine, const Progress& progress) {
  return tx.execute(sql::kJobBeat, progress.done, progress.total, progress.step, mine.id, mine.runner, mine.attempt) ==
         1;
}

bool end(db::Transaction& tx, const JobRow& mine, const End& how) {
  return tx.execute(sql::kJobEnd, how.state, how.progress.done, how.progress.total, how.progress.step, how.at,
                    how.expires_at, how.error ? pack(*how.error) : "", how.sha256, how.name, how.type, how.size,
                    mine.id, mine.runner, mine.attempt) == 1;
}

bool give_back(db::Transaction& tx, const JobRow& mine) {
  return tx.execute(sql::kJobGiveBack, mine.id, mine.runner, mine.attempt) == 1;
}

bool requeue(db::Transaction& tx, const JobRow& seen) {
  return tx.execute(sql::kJobRequeue, seen.id, seen.runner, seen.attempt, seen.beat) == 1;
}

}  // namespace waarborg::job
