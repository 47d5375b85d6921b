// SPDX-License-Identifier: EUPL-1.2
//
// What goes on by itself: work for all organisations in turn, reminders and mail.
#include <map>
#include <memory>

#include "app/installation.h"
#include "features/measure/history.h"
#include "features/trail/database_code.h"
#include "platform/log/log.h"

namespace waarborg::app {
namespace {

using namespace std::chrono_literals;

/// One organisation that fails does not keep the others from their turn; afterwards the turn fails, and is seen.
void for_each_organisation(db::Database& database, job::Running& running, const char* failure,
                           const std::function<void(const OrganisationId&)>& work) {
  std::vector<org::Organisation> organisations;
  {
    db::Transaction tx = database.read();
    organisations = org::all(tx);
  }
  std::size_t failed = 0;
  for (const auto& organisation : organisations) {
    if (!running.go_on()) return;
    try {
      work(organisation.id);
    } catch (const std::exception& error) {
      ++failed;
      // The message of an exception can hold data of people; the log gets its kind or place only.
      const std::string what = error.what();
      log::error(failure, {{"organisation", organisation.id.text}, {"what", what.substr(0, what.find(':'))}});
    }
  }
  if (failed > 0) throw std::runtime_error(failure + std::string(": of ") + std::to_string(failed) + " organisations");
}

}  // namespace

void Installation::add_recurring() {
  jobs.add_recurring({"expected_work", 10min, 30min, [this](job::Running& running) {
                        for_each_organisation(database, running, "organisation not brought up to date",
                                              [this](const OrganisationId& id) { bring_up_to_date(id); });
                      }});
  // What changed is told within a minute; an organisation in which nothing was written costs one row.
  const auto seen = std::make_shared<std::map<OrganisationId, std::string>>();
  const auto look = [this, seen](const OrganisationId& id) {
    std::string now;
    {
      db::Transaction tx = database.read();
      now = trail.checkpoint(tx, id);
    }
    if ((*seen)[id] == now) return;
    assessments.remember(id);
    (*seen)[id] = std::move(now);
  };
  jobs.add_recurring({"changed_verdicts", 1min, 10min, [this, look](job::Running& running) {
                        for_each_organisation(database, running, "verdicts not remembered", look);
                      }});
  // Every change looks as well; so this is for who reads the log of the program, in an hour in which nobody saves.
  jobs.add_recurring({"database_code", 1min, 10min, [this](job::Running&) {
                        db::Transaction tx = database.read();
                        trail::refuse_database_code(tx);
                      }});
  jobs.add_recurring({"reminders", 10min, 30min, [this](job::Running& running) { remind(running); }});
  jobs.add_recurring({"scan", 10min, 3h, [this](job::Running& running) {
                        for_each_organisation(database, running, "domains not measured",
                                              [&](const OrganisationId& id) { watch.measure_when_due(id, running); });
                      }});
  jobs.add_recurring({"old_letters", 60min, 10min, [this](job::Running&) { notices.purge(); }});
  jobs.add_recurring({"ended_sessions", 60min, 10min, [this](job::Running&) { accounts.purge(); }});
  jobs.add_recurring({"ended_jobs", 60min, 10min, [this](job::Running&) { jobs.expire(); }});
}

void Installation::bring_up_to_date(const OrganisationId& organisation) {
  std::map<std::string, measure::History> histories;
  {
    db::Transaction tx = database.read();
    histories = measures.all_histories(tx, organisation);
  }
  const auth::Actor system = auth::system_actor(organisation);
  // A measure at a time: people who save something in between wait for one, not for all of a large organisation.
  std::size_t failed = 0;
  for (const auto& [id, seen] : histories) {
    db::Transaction tx = database.write();
    const auto history = measures.history(tx, organisation, {id});
    const auto made = expect(tx, system, {id}, history ? *history : seen);
    if (made) {
      tx.commit();
      continue;
    }
    // One measure that cannot be kept up does not keep the others from theirs; the turn fails, and is seen.
    ++failed;
    log::error("measure not brought up to date",
               {{"organisation", organisation.text}, {"measure", id}, {"what", made.error().what.key}});
  }
  assessments.remember(organisation);
  if (failed > 0) throw std::runtime_error("measures not brought up to date: " + std::to_string(failed));
}

void Installation::remind(job::Running& running) {
  for_each_organisation(database, running, "reminders failed",
                        [this](const OrganisationId& id) { notices.remind(id); });
}

void Installation::carry_mail(mail::Sender& sender, std::stop_token stop) {
  accounts.answer_forgotten();
  notices.deliver(sender, std::move(stop));
}

}  // namespace waarborg::app
