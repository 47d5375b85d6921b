// SPDX-License-Identifier: EUPL-1.2
#include "app/commands/command_line.h"

#include <gtest/gtest.h>

#include <sstream>

namespace waarborg::app {
namespace {

struct Line {
  explicit Line(const std::string& language) {
    context.lang = language;
    add_commands(app, context, result);
  }
  /// What is said about this command; nothing when it is accepted.
  std::string refusal(const std::string& words) {
    try {
      app.parse(words);
    } catch (const CLI::ParseError& error) {
      std::ostringstream out, err;
      EXPECT_NE(app.exit(error, out, err), 0) << words;
      EXPECT_EQ(out.str(), "");
      return err.str();
    }
    return "";
  }
  Context context;
  CLI::App app;
  int result = kExitGood;
};

void each_command(const CLI::App& command, const std::function<void(const CLI::App&)>& see) {
  see(command);
  for (const CLI::App* below : command.get_subcommands({})) each_command(*below, see);
}

TEST(Help, of_every_command_and_option_has_words_in_both_languages) {
  for (const char* code : {"nl", "en"}) {
    const Line line(code);
    int commands = 0;
    each_command(line.app, [&](const CLI::App& command) {
      ++commands;
      EXPECT_TRUE(has_words(line.context.language(), command.get_description())) << command.get_name();
      for (const CLI::Option* option : command.get_options()) {
        EXPECT_TRUE(has_words(line.context.language(), option->get_description()))
            << command.get_name() << " " << option->get_name() << ": " << option->get_description();
      }
      EXPECT_EQ(command.help().find("app.help"), std::string::npos) << command.help();
      EXPECT_EQ(command.help().find('{'), std::string::npos) << command.help();
    });
    EXPECT_GT(commands, 30);
  }
}

TEST(Help, in_dutch_has_no_english_word_of_the_parser) {
  const Line line("nl");
  each_command(line.app, [&](const CLI::App& command) {
    const std::string help = command.help();
    EXPECT_NE(help.find("Gebruik:"), std::string::npos) << help;
    for (const char* english : {"Usage", "OPTIONS", "Options", "ubcommand", "SUBCOMMAND", "Positionals", "REQUIRED",
                                "Needs", "Excludes", "TEXT", "INT", "FLOAT", "Print", "Display"}) {
      EXPECT_EQ(help.find(english), std::string::npos) << english << " in\n" << help;
    }
  });
}

TEST(CommandLine, is_refused_in_the_language_that_was_asked) {
  struct Row {
    const char* language;
    const char* words;
    const char* said;
    const char* command;
  };
  const Row rows[] = {
      {"nl", "verify --nonsense", "--nonsense hoort niet bij deze opdracht.", "waarborg verify"},
      {"en", "verify --nonsense", "--nonsense was not expected here.", "waarborg verify"},
      {"nl", "nonsense", "De opdracht nonsense bestaat niet.", "waarborg"},
      {"nl", "user nonsense", "De opdracht nonsense bestaat niet.", "waarborg user"},
      {"nl", "", "Zeg welke opdracht u bedoelt.", "waarborg"},
      {"nl", "verify-package", "file ontbreekt.", "waarborg verify-package"},
      {"en", "backup", "--output is missing.", "waarborg backup"},
      {"nl", "verdict --place organisation", "--place kan alleen samen met --measure.", "waarborg verdict"},
      {"nl", "verdict --requirement 8.13 --measure x", "--measure kan niet samen met --requirement.",
       "waarborg verdict"},
      {"nl", "verify --lang fr", "fr kan niet bij --lang. Kies uit: nl,en", "waarborg verify"},
      {"en", "serve --port abc", "The value of --port cannot be understood.", "waarborg serve"},
      {"en", "serve --port", "A value is missing for --port.", "waarborg serve"},
      {"nl", "serve --port 1 --port 2", "--port staat er vaker dan één keer.", "waarborg serve"}};
  for (const Row& row : rows) {
    const std::string see = std::string(row.language) == "nl" ? "Meer weten: " : "To know more: ";
    EXPECT_EQ(Line(row.language).refusal(row.words),
              "waarborg: " + std::string(row.said) + "\n" + see + row.command + " --help\n");
  }
}

TEST(CommandLine, knows_its_language_before_it_is_understood) {
  const auto asked = [](std::vector<const char*> words) {
    words.insert(words.begin(), "waarborg");
    return asked_language(static_cast<int>(words.size()), words.data());
  };
  EXPECT_EQ(asked({}), Language::kNl);
  EXPECT_EQ(asked({"verify", "--nonsense", "--lang", "en"}), Language::kEn);
  EXPECT_EQ(asked({"--lang=en", "verify"}), Language::kEn);
  EXPECT_EQ(asked({"verify", "--lang"}), Language::kNl);
  EXPECT_EQ(asked({"verify", "--lang", "fr"}), Language::kNl);
}

}  // namespace
}  // namespace waarborg::app
