// SPDX-License-Identifier: EUPL-1.2
#include "app/commands/command_line.h"

#include <span>
#include <sstream>
#include <string_view>

namespace waarborg::app {
namespace {

/// CLI11's layout with our words.
class Help : public CLI::Formatter {
 public:
  explicit Help(Language language) : language_(language) {
    label("Usage", word("usage"));
    label("OPTIONS", word("options"));
    label("SUBCOMMAND", word("command"));
    label("SUBCOMMANDS", word("command"));
    label("Positionals", word("arguments"));
    label("REQUIRED", word("required"));
    label("Needs", word("needs"));
    label("Excludes", word("excludes"));
    label("TEXT", word("text"));
    for (const char* number : {"INT", "UINT", "FLOAT"}) label(number, word("number"));
  }

  std::string make_description(const CLI::App* app) const override {
    return say(language_, app->get_description()) + "\n";
  }
  std::string make_group(std::string group, bool positional, std::vector<const CLI::Option*> options) const override {
    if (group == "Options") group = word("options_title");
    return CLI::Formatter::make_group(group, positional, std::move(options));
  }
  std::string make_subcommands(const CLI::App* app, CLI::AppFormatMode /*mode*/) const override {
    std::string out;
    for (const CLI::App* command : app->get_subcommands({})) out += make_subcommand(command);
    return out.empty() ? out : "\n" + word("commands_title") + ":\n" + out;
  }
  std::string make_subcommand(const CLI::App* command) const override {
    std::ostringstream out;
    CLI::detail::format_help(out, command->get_name(), say(language_, command->get_description()), column_width_);
    return out.str();
  }
  std::string make_option_name(const CLI::Option* option, bool positional) const override {
    std::string name = CLI::Formatter::make_option_name(option, positional);
    // "--plain-http{false}": what a flag stands for is nothing to type.
    for (auto at = name.find('{'); at != std::string::npos; at = name.find('{')) {
      name.erase(at, name.find('}', at) - at + 1);
    }
    return name;
  }
  std::string make_option_desc(const CLI::Option* option) const override {
    return say(language_, option->get_description());
  }

 private:
  std::string word(const char* name) const { return say(language_, "app.help.word." + std::string(name)); }

  Language language_;
};

std::string before(const std::string& text, std::string_view mark) { return text.substr(0, text.find(mark)); }

std::string after(const std::string& text, std::string_view mark) {
  const auto at = text.find(mark);
  return at == std::string::npos ? text : text.substr(at + mark.size());
}

Message refused_value(const std::string& text) {
  static constexpr std::string_view kUnknown = " not in {";  // of CLI::IsMember
  const std::string name = before(text, ": ");
  if (text.find(kUnknown) == std::string::npos) return {"app.usage.value", {{"name", name}}};
  return {"app.usage.choice",
          {{"name", name},
           {"value", before(after(text, ": "), kUnknown)},
           {"choices", before(after(text, kUnknown), "}")}}};
}

/// What is wrong, for people. CLI11 gives the names only inside its English sentence; of a sentence that we do not know
/// the kind of fault is told, and the sentence itself.
Message what_is_wrong(const CLI::App& command, const CLI::Error& error) {
  const std::string text = error.what();
  const std::vector<std::string> left = command.remaining();
  switch (static_cast<CLI::ExitCodes>(error.get_exit_code())) {
    case CLI::ExitCodes::RequiredError:
      if (!text.starts_with("A subcommand")) return {"app.usage.missing", {{"name", before(text, " is required")}}};
      if (left.empty()) return {"app.usage.no_command", {}};
      return {left.front().starts_with('-') ? "app.usage.unexpected" : "app.usage.unknown_command",
              {{"name", left.front()}}};
    case CLI::ExitCodes::ExtrasError:
      return {"app.usage.unexpected", {{"name", after(text, ": ")}}};
    case CLI::ExitCodes::RequiresError:
      return {"app.usage.needs", {{"name", before(text, " requires ")}, {"other", after(text, " requires ")}}};
    case CLI::ExitCodes::ExcludesError:
      return {"app.usage.excludes", {{"name", before(text, " excludes ")}, {"other", after(text, " excludes ")}}};
    case CLI::ExitCodes::ValidationError:
      return refused_value(text);
    case CLI::ExitCodes::ConversionError:
      return {"app.usage.value", {{"name", before(before(after(text, "Could not convert: "), " = "), ": ")}}};
    case CLI::ExitCodes::ArgumentMismatch:
      return {text.find("At Most") == std::string::npos ? "app.usage.no_value" : "app.usage.twice",
              {{"name", before(text, ": ")}}};
    default:
      return {"app.usage.other", {{"what", text}}};
  }
}

}  // namespace

Language asked_language(int argc, const char* const* argv) {
  static constexpr std::string_view kOption = "--lang";
  const std::span words(argv, static_cast<std::size_t>(argc));
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (word == kOption && i + 1 < words.size())
      return std::string_view(words[i + 1]) == "en" ? Language::kEn : Language::kNl;
    if (word == "--lang=en") return Language::kEn;
  }
  return Language::kNl;
}

void add_commands(CLI::App& app, Context& context, int& result) {
  const Language language = context.language();
  app.description("app.help.waarborg");
  app.formatter(std::make_shared<Help>(language));
  app.failure_message([language](const CLI::App* root, const CLI::Error& error) {
    const CLI::App* command = root;
    std::string path = "waarborg";
    while (!command->get_subcommands().empty()) {
      command = command->get_subcommands().front();
      path += " " + command->get_name();
    }
    return "waarborg: " + say(language, what_is_wrong(*command, error)) + "\n" +
           say(language, {"app.usage.see", {{"command", path}}}) + "\n";
  });
  app.set_help_flag("-h,--help", "app.help.option.help");
  app.set_version_flag("--version", "waarborg " WAARBORG_VERSION, "app.help.option.version");
  add_language_option(app, context);
  app.require_subcommand(1);
  add_installation_commands(app, context, result);
  add_account_commands(app, context, result);
  add_content_commands(app, context, result);
  add_report_commands(app, context, result);
  add_backup_commands(app, context, result);
  add_scan_commands(app, context, result);
  add_api_commands(app, context, result);
}

}  // namespace waarborg::app
