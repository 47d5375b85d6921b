// SPDX-License-Identifier: EUPL-1.2
//
// Interviews of the TLS servers that Debian has, set up on purpose, on this machine. Needs the packages openssl and
// gnutls-bin.
#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <thread>

#include "features/scan/tls/interview.h"
#include "features/scan/tls/registry.h"
#include "features/scan/tls/server_flight.h"

namespace waarborg::scan {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class Socket {
 public:
  Socket() : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {}
  ~Socket() { close(fd_); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  static sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
  }

  bool connect_to(int port) const {
    const timeval deadline{10, 0};
    setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &deadline, sizeof deadline);
    const sockaddr_in address = loopback(port);
    return connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }

  /// A port that was free a moment ago.
  int free_port() const {
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (bind(fd_, reinterpret_cast<const sockaddr*>(&address), size) != 0) return 0;
    if (getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
    return ntohs(address.sin_port);
  }

  int fd() const { return fd_; }

 private:
  int fd_;
};

HelloFact ask(int port, const HelloOffer& offer) {
  std::random_device device;
  std::array<unsigned char, 64> random{};
  for (unsigned char& byte : random) byte = static_cast<unsigned char>(device());
  const std::string hello = client_hello(offer, random);
  ServerFlight flight;
  const Socket peer;
  if (!peer.connect_to(port) || send(peer.fd(), hello.data(), hello.size(), MSG_NOSIGNAL) < 0) {
    flight.ended(HelloOutcome::kNoPeer);
    return flight.fact(offer);
  }
  std::array<char, 4096> bytes{};
  while (flight.state() == ServerFlight::State::kMore) {
    const ssize_t count = recv(peer.fd(), bytes.data(), bytes.size(), 0);
    if (count > 0) flight.feed({bytes.data(), static_cast<std::size_t>(count)});
    if (count == 0) flight.ended(HelloOutcome::kClosed);
    if (count < 0) flight.ended(errno == EAGAIN ? HelloOutcome::kTimeout : HelloOutcome::kReset);
  }
  return flight.fact(offer);
}

/// A program that runs as long as this lives, in a folder with a key and a certificate of its own.
class RealServer : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "waarborg-tls-XXXXXX").string();
    ASSERT_NE(nullptr, mkdtemp(pattern.data()));
    folder_ = pattern;
    const std::string make =
        "cd '" + folder_.string() +
        "' && timeout 60 openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem "
        "-days 30 -subj /CN=www.zorg.example >made.out 2>&1 && timeout 60 openssl genpkey -genparam "
        "-algorithm DH -pkeyopt group:modp_2048 -out dh.pem >>made.out 2>&1";
    ASSERT_EQ(0, std::system(make.c_str())) << content("made.out");
  }

  void TearDown() override {
    stop();
    fs::remove_all(folder_);
  }

  void stop() {
    if (child_ <= 0) return;
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
    child_ = 0;
  }

  /// Another process may take the port between finding and using it: then the next one is tried.
  void start(std::vector<std::string> command, const std::string& port_option, const std::string& before_port = "") {
    for (int attempt = 0; attempt < 5; ++attempt) {
      stop();
      port_ = Socket().free_port();
      std::vector<std::string> words = command;
      words.push_back(port_option);
      words.push_back(before_port + std::to_string(port_));
      run(words);
      if (is_listening()) return;
    }
    FAIL() << content("server.out");
  }

  InterviewPlan plan() const {
    std::map<int, Level> levels;
    for (const char* name : {"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                             "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"}) {
      levels[find_suite(name).value()] = Level::kSufficient;
    }
    levels[find_suite("TLS_DHE_RSA_WITH_AES_128_GCM_SHA256").value()] = Level::kPhaseOut;
    return plan_by(levels, {"www.zorg.example", {"http/1.1"}}, InterviewDepth::kFull);
  }

  void hold(std::size_t most = 120) {
    InterviewPlan what = plan();
    what.most_hellos = most;
    Interview interview(what);
    while (const auto offer = interview.next()) interview.answer(ask(port_, *offer));
    EXPECT_EQ(Interview::Ending::kComplete, interview.ending());
    facts_ = interview.facts();
  }

  std::set<std::string> suites_at(int version) const {
    std::set<std::string> names;
    for (const HelloFact& fact : facts_) {
      if (fact.outcome == HelloOutcome::kServerHello && fact.version == version) names.insert(suite_name(fact.suite));
    }
    return names;
  }

  std::set<int> versions() const {
    std::set<int> found;
    for (const HelloFact& fact : facts_) {
      if (fact.outcome == HelloOutcome::kServerHello) found.insert(fact.version);
    }
    return found;
  }

  const HelloFact& fact(std::string_view asked) const {
    static const HelloFact kNone;
    for (auto one = facts_.rbegin(); one != facts_.rend(); ++one) {
      if (one->asked == asked) return *one;
    }
    return kNone;
  }

  std::string dh_group_of(std::string_view suite) const {
    for (const HelloFact& one : facts_) {
      if (suite_name(one.suite) == suite) return one.dh_group;
    }
    return {};
  }

  std::string told() const {
    std::string text;
    for (const HelloFact& one : facts_) {
      text += one.asked + " outcome " + std::to_string(static_cast<int>(one.outcome)) + " alert " +
              std::to_string(one.alert) + " " + version_name(one.version) + " " + suite_name(one.suite) + " " +
              group_name(one.group) + " " + one.dh_group + " " + signature_name(one.signature) + "\n";
    }
    return text;
  }

  std::string content(const std::string& name) const {
    std::ifstream file(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

 private:
  void run(const std::vector<std::string>& words) {
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const std::string folder = folder_.string();
    child_ = fork();
    if (child_ != 0) return;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int nothing = open("/dev/null", O_RDONLY);
    if (chdir(folder.c_str()) != 0) _exit(127);
    const int out = open("server.out", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    dup2(nothing, 0);
    dup2(out, 1);
    dup2(out, 2);
    execvp(arguments[0], arguments.data());
    _exit(127);
  }

  bool is_listening() const {
    for (const auto last = std::chrono::steady_clock::now() + 15s; std::chrono::steady_clock::now() < last;) {
      if (waitpid(child_, nullptr, WNOHANG) != 0) return false;
      if (Socket().connect_to(port_)) return true;
      std::this_thread::sleep_for(20ms);
    }
    return false;
  }

  fs::path folder_;
  pid_t child_ = 0;
  int port_ = 0;
  std::vector<HelloFact> facts_;
};

TEST_F(RealServer, openssl_with_modern_settings) {
  start({"openssl", "s_server", "-www", "-cert", "cert.pem", "-key", "key.pem", "-serverpref", "-cipher",
         "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256", "-min_protocol", "TLSv1.2"},
        "-accept", "127.0.0.1:");
  hold();

  EXPECT_EQ((std::set<int>{kTls12, kTls13}), versions()) << told();
  EXPECT_EQ((std::set<std::string>{"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"}),
            suites_at(kTls12))
      << told();
  EXPECT_EQ(HelloOutcome::kAlert, fact("tls12_weak").outcome) << told();
  EXPECT_EQ(HelloOutcome::kAlert, fact("sha1").outcome) << told();
  EXPECT_EQ(HelloOutcome::kAlert, fact("ccm8").outcome) << told();
  EXPECT_TRUE(fact("tls12").extended_master_secret);
  EXPECT_TRUE(fact("tls12").renegotiation_info);
  EXPECT_EQ(1U, fact("tls12").chain.size());
  EXPECT_EQ(0x0804, fact("tls12").signature);
}

TEST_F(RealServer, openssl_with_all_that_it_should_not_have) {
  start({"openssl", "s_server", "-www", "-cert", "cert.pem", "-key", "key.pem", "-cipher",
         "ECDHE-RSA-AES256-GCM-SHA384:DHE-RSA-AES128-GCM-SHA256:AES128-SHA:AECDH-AES128-SHA:CAMELLIA256-SHA:NULL-SHA:"
         "@SECLEVEL=0",
         "-ciphersuites", "TLS_AES_128_GCM_SHA256:TLS_AES_128_CCM_8_SHA256", "-min_protocol", "TLSv1", "-sigalgs",
         "RSA+SHA256:RSA-PSS+SHA256:RSA+SHA224:RSA+SHA1", "-dhparam", "dh.pem"},
        "-accept", "127.0.0.1:");
  hold();

  EXPECT_EQ((std::set<int>{kTls10, kTls11, kTls12, kTls13}), versions()) << told();
  EXPECT_EQ((std::set<std::string>{"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
                                   "TLS_RSA_WITH_AES_128_CBC_SHA", "TLS_ECDH_anon_WITH_AES_128_CBC_SHA",
                                   "TLS_RSA_WITH_CAMELLIA_256_CBC_SHA", "TLS_RSA_WITH_NULL_SHA"}),
            suites_at(kTls12))
      << told();
  EXPECT_EQ("TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", suite_name(fact("order_phase_out_first").suite)) << told();
  EXPECT_EQ("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", suite_name(fact("order_good_first").suite)) << told();
  EXPECT_EQ("modp2048", fact("order_phase_out_first").dh_group) << told();
  EXPECT_EQ(2048, fact("order_phase_out_first").dh_bits);
  EXPECT_EQ(0x0201, fact("sha1").signature) << told();
  EXPECT_EQ(0x0301, fact("sha224").signature) << told();
  EXPECT_EQ("TLS_AES_128_CCM_8_SHA256", suite_name(fact("ccm8").suite)) << told();
}

TEST_F(RealServer, openssl_with_tls13_only_and_another_group) {
  start({"openssl", "s_server", "-www", "-cert", "cert.pem", "-key", "key.pem", "-tls1_3", "-groups", "P-384"},
        "-accept", "127.0.0.1:");
  hold();

  EXPECT_EQ(HelloOutcome::kRetryRequest, fact("tls13").outcome) << told();
  EXPECT_EQ("secp384r1", group_name(fact("tls13").group)) << told();
  EXPECT_TRUE(versions().empty()) << told();
  EXPECT_EQ(HelloOutcome::kAlert, fact("tls12").outcome) << told();
}

TEST_F(RealServer, gnutls_with_what_openssl_has_no_longer) {
  start({"gnutls-serv", "--http", "--x509certfile", "cert.pem", "--x509keyfile", "key.pem", "--priority",
         "NONE:+VERS-TLS1.0:+VERS-TLS1.1:+VERS-TLS1.2:+ARCFOUR-128:+3DES-CBC:+NULL:+RSA:+ECDHE-RSA:+DHE-RSA:+ANON-ECDH:"
         "+SHA1:+MD5:+SIGN-ALL:+GROUP-ALL:+COMP-NULL:+CTYPE-X509"},
        "-p");
  hold();

  EXPECT_EQ((std::set<int>{kTls10, kTls11, kTls12}), versions()) << told();
  const std::set<std::string> suites = suites_at(kTls12);
  for (const char* name :
       {"TLS_RSA_WITH_RC4_128_MD5", "TLS_RSA_WITH_RC4_128_SHA", "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
        "TLS_RSA_WITH_NULL_MD5", "TLS_RSA_WITH_NULL_SHA", "TLS_ECDHE_RSA_WITH_RC4_128_SHA",
        "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA", "TLS_ECDHE_RSA_WITH_NULL_SHA", "TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA"}) {
    EXPECT_TRUE(suites.contains(name)) << name << "\n" << told();
  }
  EXPECT_EQ("ffdhe", dh_group_of("TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA").substr(0, 5)) << told();
}

}  // namespace
}  // namespace waarborg::scan
