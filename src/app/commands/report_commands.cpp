// SPDX-License-Identifier: EUPL-1.2
#include <fmt/core.h>
#include <filesystem>

#include "app/commands/command.h"
#include "features/report/package_check.h"
#include "platform/crypto/crypto.h"

namespace waarborg::app {
namespace {

int run_document(Context& context, const std::string& kind, const std::string& format, const std::string& file,
                 const std::string& version, const std::string& framework) {
  auto installation = context.open();
  if (!installation) return report(context, installation.error());
  const auto organisation = context.find_organisation(**installation);
  if (!organisation) return report(context, organisation.error());
  report::Reports& reports = (*installation)->reports;
  const auto who = context.actor(*organisation);
  const auto document =
      kind == "vvt" ? reports.vvt(who, format, framework, version) : reports.board(who, format, framework);
  if (!document) return report(context, document.error());
  if (auto ok = write_file(file, document->bytes); !ok) return report(context, ok.error());
  print(context,
        json::Object{{"file", file},
                     {"bytes", static_cast<std::int64_t>(document->bytes.size())},
                     {"sha256", crypto::sha256_hex(document->bytes)},
                     {"organisation", organisation->text}},
        [&] { fmt::print("{}\n", file); });
  return kExitGood;
}

int run_package(Context& context, const std::string& file) {
  if (std::filesystem::exists(file)) return report(context, {FaultKind::kConflict, {"app.file_exists", {}}, file});
  auto installation = context.open();
  if (!installation) return report(context, installation.error());
  const auto organisation = context.find_organisation(**installation);
  if (!organisation) return report(context, organisation.error());
  if (auto ok = (*installation)->reports.write_package(context.actor(*organisation), file); !ok) {
    return report(context, ok.error());
  }
  std::error_code unknown;
  const auto bytes = static_cast<std::int64_t>(std::filesystem::file_size(file, unknown));
  print(context,
        json::Object{{"file", file},
                     {"bytes", unknown ? json::Value() : json::Value(bytes)},
                     {"organisation", organisation->text}},
        [&] { fmt::print("{}\n", file); });
  return kExitGood;
}

int run_check(Context& context, const std::string& file, const std::string& key, const std::string& checkpoint) {
  const auto kept = checkpoint.empty() ? Result<std::string>() : read_file(checkpoint, 1U << 20U);
  if (!kept) return report(context, kept.error());
  const auto verdict = report::verify_package(file, key, *kept);
  if (!verdict) return report(context, verdict.error());
  json::Array problems;
  for (const Message& problem : verdict->problems) problems.emplace_back(say(context.language(), problem));
  print(context, json::Object{{"ok", verdict->ok}, {"problems", problems}, {"facts", json::encode(verdict->facts)}},
        [&] {
          for (const std::string& line : report::lines_of(*verdict, context.language())) fmt::print("{}\n", line);
        });
  return verdict->ok ? kExitGood : kExitDoesNotFit;
}

}  // namespace

void add_report_commands(CLI::App& app, Context& context, int& result) {
  static std::string format = "pdf", file, version, key, checkpoint, wanted;
  CLI::App* documents = app.add_subcommand("report", "app.help.report");
  documents->require_subcommand(1);
  for (const char* kind : {"vvt", "board"}) {
    CLI::App* command =
        add_command(*documents, kind, kind == std::string("vvt") ? "app.help.report.vvt" : "app.help.report.board",
                    context, result, [&, kind] { return run_document(context, kind, format, file, version, wanted); });
    command->add_option("--format", format, "app.help.option.format")->capture_default_str();
    command->add_option("-o,--output", file, "app.help.option.output")->required();
    command->add_option("--framework", wanted, "app.help.option.framework.report");
    command->add_option("--version-number", version, "app.help.option.version_number");
  }
  add_command(app, "package", "app.help.package", context, result, [&] { return run_package(context, file); })
      ->add_option("-o,--output", file, "app.help.option.output.new")
      ->required();
  CLI::App* check = add_command(app, "verify-package", "app.help.verify_package", context, result,
                                [&] { return run_check(context, file, key, checkpoint); });
  check->add_option("file", file, "app.help.option.file.package")->required();
  check->add_option("--key", key, "app.help.option.key");
  check->add_option("--checkpoint", checkpoint, "app.help.option.checkpoint");
}

}  // namespace waarborg::app
