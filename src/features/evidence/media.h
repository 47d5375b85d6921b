// SPDX-License-Identifier: EUPL-1.2
//
// What a handed-in file is, judged by its own bytes; a sender's word for it is never enough. Pure.
//
// Only three kinds are ever shown inside the browser: PDF, PNG and JPEG. Everything that could run there (HTML, SVG,
// scripts) or on a computer (programs, old office files with macros) is kept as plain bytes and only downloaded.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace waarborg::evidence {

/// What the first bytes say: application/pdf, image/png, image/jpeg, application/zip (also newer office files),
/// text/plain (no control characters in the first 64 KiB), or application/octet-stream for all else, markup included.
std::string_view sniff_media_type(std::string_view bytes);

/// The media type to keep a file under, given what the sender declares ("image/png; x=y", may be empty).
/// A type that can be checked must fit the bytes: kInvalid evidence.file.mismatch (args declared, found).
/// What is no safe type becomes application/octet-stream.
Result<std::string> admitted_media_type(std::string_view declared, std::string_view bytes);

/// Whether a browser may show it in place (always with nosniff and a closed content policy).
bool shown_in_place(std::string_view media_type);

/// A name that is safe in a header, on a disk and on a screen: the part after the last slash, without control or
/// direction characters and without " < > : | ? * ; at most 150 bytes with its extension kept; "bestand" when nothing
/// is left. Broken UTF-8 becomes '_'.
std::string clean_file_name(std::string_view name);

/// Value of Content-Disposition (RFC 6266) for a cleaned name.
std::string content_disposition(std::string_view clean_name, bool in_place);

}  // namespace waarborg::evidence
