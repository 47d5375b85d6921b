// SPDX-License-Identifier: EUPL-1.2
//
// For tests: a real mail server in a process of its own (tests/smtp_server.py, python3-aiosmtpd).
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include "base/json.h"
#include "base/test_source_folder.h"
#include "platform/mail/smtp.h"

namespace waarborg::testing {

class MailServer {
 public:
  static constexpr const char* kUser = "waarborg";
  static constexpr const char* kPassword = "geheim van de post";

  explicit MailServer(const std::string& mode) {
    std::string pattern = (std::filesystem::temp_directory_path() / "waarborg-mail-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder for the mail server");
    folder_ = pattern;
    int in[2];
    int out[2];
    if (pipe(in) != 0 || pipe(out) != 0) throw std::runtime_error("no pipe for the mail server");
    process_ = fork();
    if (process_ == 0) {
      dup2(in[0], 0);
      dup2(out[1], 1);
      for (const int end : {in[0], in[1], out[0], out[1]}) close(end);
      const std::string script = (source_folder() / "tests/smtp_server.py").string();
      execl("/usr/bin/python3", "python3", script.c_str(), mode.c_str(), folder_.c_str(), nullptr);
      _exit(127);
    }
    close(in[0]);
    close(out[1]);
    hold_ = in[1];
    std::string line;
    for (char c = 0; read(out[0], &c, 1) == 1 && c != '\n';) line += c;
    close(out[0]);
    port_ = std::atoi(line.c_str());
    if (port_ == 0) throw std::runtime_error("the mail server of the tests does not start (python3-aiosmtpd, openssl)");
  }
  MailServer(const MailServer&) = delete;
  MailServer& operator=(const MailServer&) = delete;
  ~MailServer() {
    close(hold_);
    kill(process_, SIGTERM);
    waitpid(process_, nullptr, 0);
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  int port() const { return port_; }
  std::string certificate() const { return folder_ / "server.pem"; }
  /// What a sender needs to reach it in the mode "good".
  mail::SmtpSettings settings() const {
    mail::SmtpSettings settings;
    settings.host = "localhost";
    settings.port = port_;
    settings.user = kUser;
    settings.password = kPassword;
    settings.ca_file = certificate();
    settings.helo = "zorg.example";
    return settings;
  }
  mail::SmtpSettings plain_settings() const {
    mail::SmtpSettings settings;
    settings.host = "localhost";
    settings.port = port_;
    settings.security = mail::Security::kNone;
    return settings;
  }
  std::size_t count() const {
    std::size_t letters = 0;
    for (const auto& file : std::filesystem::directory_iterator(folder_)) letters += file.path().extension() == ".eml";
    return letters;
  }
  /// Letter `number` (from 1) as it came in.
  std::string letter(std::size_t number) const { return content(std::to_string(number) + ".eml"); }
  json::Object envelope(std::size_t number) const {
    const auto facts = json::parse(content(std::to_string(number) + ".json"));
    return facts && facts->is_object() ? facts->as_object() : json::Object{};
  }
  /// Header and text of a letter as Python's own mail library reads them: "header\n" each, an empty line, the text.
  std::string read_by_python(std::size_t number) const {
    const std::string code =
        "import email,email.policy,sys;m=email.message_from_binary_file(open(sys.argv[1],'rb'),"
        "policy=email.policy.default);[print(k+': '+str(v)) for k,v in "
        "m.items()];print();print(m.get_content(),end='')";
    const std::filesystem::path out = folder_ / "read.txt";
    const std::string command = "PYTHONIOENCODING=utf-8 /usr/bin/python3 -c \"" + code + "\" " +
                                (folder_ / (std::to_string(number) + ".eml")).string() + " >" + out.string();
    if (std::system(command.c_str()) != 0) throw std::runtime_error("python3 cannot read the letter");
    return content("read.txt");
  }

 private:
  std::string content(const std::string& name) const {
    std::ifstream file(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  std::filesystem::path folder_;
  pid_t process_ = 0;
  int hold_ = -1;
  int port_ = 0;
};

}  // namespace waarborg::testing
