// SPDX-License-Identifier: EUPL-1.2
#include "features/report/pdf.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "features/report/temp_folder.h"

namespace waarborg::report {
namespace {

constexpr int kNoWeasyprint = 3;

// The command of WeasyPrint cannot refuse addresses; its library can. The process makes one document and ends:
// collecting its garbage in between takes a tenth of the time and gives nothing back. The variant tags the document
// (ISO 14289-1), so that headings, lists and tables are read aloud as what they are.
constexpr const char* kScript = R"py(
import gc, sys
gc.disable()
try:
    from weasyprint import HTML
except ImportError:
    sys.exit(3)
def refuse(address, *rest, **more):
    raise ValueError('a document holds all it needs')
with open(sys.argv[1], encoding='utf-8') as page:
    HTML(string=page.read(), base_url=None, url_fetcher=refuse).write_pdf(sys.argv[2], variant='pdf/ua-1')
)py";

/// What posix_spawn needs, freed at the end.
struct SpawnTerms {
  SpawnTerms() {
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&files, 3);  // no socket or database of ours goes along
    posix_spawnattr_init(&attributes);
    sigset_t all;
    sigset_t none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  }
  SpawnTerms(const SpawnTerms&) = delete;
  SpawnTerms& operator=(const SpawnTerms&) = delete;
  ~SpawnTerms() {
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
  }
  posix_spawn_file_actions_t files{};
  posix_spawnattr_t attributes{};
};

/// False when the process was still running at the deadline; it is gone in either case.
bool wait_for(pid_t child, std::chrono::milliseconds deadline, int& status) {
  const int handle = static_cast<int>(syscall(SYS_pidfd_open, child, 0));  // glibc 2.36 declares it without C linkage
  pollfd waits{handle, POLLIN, 0};
  const auto end = std::chrono::steady_clock::now() + deadline;
  int ready = 0;
  do {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    ready = handle < 0 ? 0 : poll(&waits, 1, std::max(0, static_cast<int>(left.count())));
  } while (ready < 0 && errno == EINTR);
  if (ready <= 0) kill(-child, SIGKILL);
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (handle >= 0) close(handle);
  return ready > 0;
}

Result<void> run(const PdfSettings& settings, const TempFolder& folder) {
  std::string home = "HOME=" + folder.path().string();
  std::string cache = "XDG_CACHE_HOME=" + folder.path().string();
  std::string temp = "TMPDIR=" + folder.path().string();
  std::string path = "PATH=/usr/bin:/bin";
  std::string language = "LC_ALL=C.UTF-8";
  std::array<char*, 6> environment{home.data(), cache.data(), temp.data(), path.data(), language.data(), nullptr};
  std::string python = settings.python;
  std::string isolated = "-I";
  std::string command = "-c";
  std::string script = kScript;
  std::string from = folder.file("page.html").string();
  std::string to = folder.file("page.pdf").string();
  std::array<char*, 7> arguments{python.data(), isolated.data(), command.data(), script.data(),
                                 from.data(),   to.data(),       nullptr};
  SpawnTerms terms;
  pid_t child = 0;
  if (posix_spawn(&child, python.c_str(), &terms.files, &terms.attributes, arguments.data(), environment.data()) != 0) {
    return fail(FaultKind::kUnavailable, "report.pdf.missing");
  }
  int status = 0;
  if (!wait_for(child, settings.deadline, status)) return fail(FaultKind::kUnavailable, "report.pdf.late");
  if (WIFEXITED(status) && (WEXITSTATUS(status) == kNoWeasyprint || WEXITSTATUS(status) == 127)) {
    return fail(FaultKind::kUnavailable, "report.pdf.missing");
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return fail(FaultKind::kUnavailable, "report.pdf.failed");
  return {};
}

}  // namespace

Result<std::string> PdfPrinter::print(std::string_view html) {
  struct Inside {
    explicit Inside(std::atomic<int>& count) : count_(count), place_(++count) {}
    ~Inside() { --count_; }
    std::atomic<int>& count_;
    int place_;
  };
  const Inside inside(inside_);
  if (inside.place_ > 2) return fail(FaultKind::kUnavailable, "report.pdf.busy");
  const std::unique_lock lock(turn_, settings_.turn);
  if (!lock) return fail(FaultKind::kUnavailable, "report.pdf.busy");
  const auto folder = TempFolder::make();
  if (!folder) return std::unexpected(folder.error());
  if (auto ok = write_file(folder->file("page.html"), html); !ok) return std::unexpected(ok.error());
  if (auto ok = run(settings_, *folder); !ok) return std::unexpected(ok.error());
  auto pdf = read_file(folder->file("page.pdf"));
  if (pdf && !pdf->starts_with("%PDF")) return fail(FaultKind::kUnavailable, "report.pdf.failed");
  return pdf;
}

int pages_of(std::string_view pdf) {
  // The page tree (ISO 32000-1, 7.7.3.2); its root has the greatest count. The outline has counts of its own.
  int most = 0;
  constexpr std::string_view kType = "/Type /Pages";
  for (std::size_t at = pdf.find(kType); at != std::string_view::npos; at = pdf.find(kType, at + 1)) {
    const std::size_t begin = pdf.rfind(" obj", at);
    const std::size_t end = pdf.find("endobj", at);
    if (begin == std::string_view::npos || end == std::string_view::npos) return 0;
    const std::string_view object = pdf.substr(begin, end - begin);
    const std::size_t count_at = object.find("/Count ");
    if (count_at == std::string_view::npos) continue;
    int count = 0;
    std::from_chars(object.data() + count_at + 7, object.data() + object.size(), count);
    most = std::max(most, count);
  }
  return most;
}

}  // namespace waarborg::report
