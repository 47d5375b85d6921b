// SPDX-License-Identifier: EUPL-1.2
#include "features/evidence/media.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/encoding.h"
#include "base/text.h"

namespace waarborg::evidence {
namespace {

constexpr std::string_view kBytes = "application/octet-stream";
constexpr std::string_view kText = "text/plain";
constexpr std::string_view kZip = "application/zip";
constexpr std::size_t kLooked = 64U << 10U;
constexpr std::size_t kMaxName = 150;

/// Signs that browsers look for in text when they guess (WHATWG MIME Sniffing, section 7.1), and those of scripts.
bool looks_like_markup(std::string_view text) {
  const std::size_t start = text.find_first_not_of(" \t\r\n\f\xEF\xBB\xBF");
  if (start == std::string_view::npos) return false;
  const std::string head = lower(text.substr(start, 1024));
  if (head.starts_with("#!") || head.starts_with("<?php")) return true;
  if (head.front() != '<') return false;
  constexpr std::array<std::string_view, 20> kSigns = {
      "<!doctype", "<html",  "<head", "<script", "<iframe", "<h1", "<div", "<font", "<table", "<a ",
      "<style",    "<title", "<b",    "<body",   "<br",     "<p",  "<!--", "<svg",  "<img",   "<object"};
  if (std::ranges::any_of(kSigns, [&](std::string_view sign) { return head.starts_with(sign); })) return true;
  // XML is text, unless what it holds is for a browser.
  return head.find("<svg") != std::string::npos || head.find("<html") != std::string::npos ||
         head.find("<script") != std::string::npos || head.find("xml-stylesheet") != std::string::npos;
}

bool looks_like_text(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;  // UTF-16 from an office program
  return std::ranges::all_of(bytes.substr(0, kLooked), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 ? byte != 0x7F : byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f';
  });
}

/// The sniffed type that a declared type must have; empty when we do not keep that type as such.
std::string_view wanted(std::string_view type) {
  if (type == "application/pdf" || type == "image/png" || type == "image/jpeg") return type;
  if (type == kZip || type == "application/x-zip-compressed" ||
      type.starts_with("application/vnd.openxmlformats-officedocument.") ||
      type.starts_with("application/vnd.oasis.opendocument.")) {
    return kZip;
  }
  constexpr std::array<std::string_view, 7> kTexts = {
      "text/plain",       "text/csv",        "text/markdown",       "text/xml",
      "application/json", "application/xml", "application/x-ndjson"};
  return std::ranges::find(kTexts, type) != kTexts.end() ? kText : std::string_view{};
}

/// Bytes of the code point that starts here; 0 when it is broken.
std::size_t code_point_length(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  return length <= text.size() && is_utf8(text.substr(0, length)) ? length : 0;
}

/// U+200B-200F, U+202A-202E, U+2060-2069, U+FEFF: invisible, or they turn the reading direction ("exe.fdp").
bool is_invisible(std::string_view point) {
  if (point == "\xEF\xBB\xBF") return true;
  if (point.size() == 2) return point[0] == '\xC2' && static_cast<unsigned char>(point[1]) < 0xA0;  // C1 controls
  if (point.size() != 3 || point[0] != '\xE2') return false;
  const auto third = static_cast<unsigned char>(point[2]);
  if (point[1] == '\x80') return (third >= 0x8B && third <= 0x8F) || (third >= 0xA8 && third <= 0xAE);
  return point[1] == '\x81' && third >= 0xA0 && third <= 0xA9;
}

void cut(std::string& text, std::size_t length) { text.resize(beginning_of(text, length).size()); }

}  // namespace

std::string_view sniff_media_type(std::string_view bytes) {
  if (bytes.starts_with("%PDF-")) return "application/pdf";
  if (bytes.starts_with("\x89PNG\r\n\x1A\n")) return "image/png";
  if (bytes.starts_with("\xFF\xD8\xFF")) return "image/jpeg";
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) return kZip;
  return looks_like_text(bytes) && !looks_like_markup(bytes) ? kText : kBytes;
}

Result<std::string> admitted_media_type(std::string_view declared, std::string_view bytes) {
  std::string type = lower(declared.substr(0, declared.find(';')));
  while (!type.empty() && type.back() == ' ') type.pop_back();
  const std::string_view found = sniff_media_type(bytes);
  if (type.empty() || type == kBytes) return std::string(found);
  const std::string_view want = wanted(type);
  if (want.empty()) return std::string(kBytes);
  // Markup that calls itself text is not refused: a report in HTML is proof too. It is only never shown.
  if (want == kText && looks_like_text(bytes)) return found == kText ? type : std::string(kBytes);
  if (want != found) {
    return invalid("evidence.file.mismatch", "content-type", {{"declared", type}, {"found", std::string(found)}});
  }
  return type;
}

bool shown_in_place(std::string_view media_type) {
  return media_type == "application/pdf" || media_type == "image/png" || media_type == "image/jpeg";
}

std::string clean_file_name(std::string_view name) {
  if (const std::size_t slash = name.find_last_of("/\\"); slash != std::string_view::npos)
    name.remove_prefix(slash + 1);
  std::string clean;
  while (!name.empty()) {
    const std::size_t length = code_point_length(name);
    const std::string_view point = name.substr(0, std::max<std::size_t>(length, 1));
    const auto first = static_cast<unsigned char>(point.front());
    if (length == 0 || (length == 1 && std::string_view("\"<>:|?*").find(point) != std::string_view::npos)) {
      clean += '_';
    } else if (!(length == 1 && (first < 0x20 || first == 0x7F)) && !is_invisible(point)) {
      clean += point;
    }
    name.remove_prefix(point.size());
  }
  const std::size_t start = clean.find_first_not_of(" .");
  clean.erase(0, start == std::string::npos ? clean.size() : start);
  while (!clean.empty() && (clean.back() == ' ' || clean.back() == '.')) clean.pop_back();
  if (clean.empty()) return "bestand";
  // A program on Windows would talk to a device by these names.
  const std::string stem = lower(clean.substr(0, clean.find('.')));
  const bool numbered = stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt"));
  if (numbered || stem == "con" || stem == "prn" || stem == "aux" || stem == "nul") clean.insert(0, 1, '_');
  if (clean.size() > kMaxName) {
    const std::size_t dot = clean.rfind('.');
    const std::string extension = dot != std::string::npos && clean.size() - dot <= 12 ? clean.substr(dot) : "";
    cut(clean, kMaxName - extension.size());
    while (extension.empty() && (clean.back() == ' ' || clean.back() == '.')) clean.pop_back();
    clean += extension;
  }
  return clean;
}

std::string content_disposition(std::string_view clean_name, bool in_place) {
  std::string plain;
  std::string encoded;
  for (const char c : clean_name) {
    const bool token =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    plain += token || c == ' ' ? c : '_';
    encoded += token ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return fmt::format("{}; filename=\"{}\"; filename*=UTF-8''{}", in_place ? "inline" : "attachment", plain, encoded);
}

}  // namespace waarborg::evidence
