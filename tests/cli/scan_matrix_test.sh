#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# `waarborg scan` against hundreds of servers of which the truth is known: versions, suites, certificates, and faults.
# What came out stays in the folder that is printed when something is wrong.
set -euo pipefail
waarborg=$(readlink -f "$1")
cd "$(dirname "$0")/../scan"
work=$(mktemp -d)
# A network namespace of its own: every port is free and nothing leaves the machine. Ubuntu 24.04 lets only root make
# one, unless kernel.apparmor_restrict_unprivileged_userns is 0.
unshare --user --map-root-user --net python3 -m matrix "$waarborg" "$work/matrix" || { echo "FAILED: see $work/matrix" >&2; exit 1; }
rm -rf "$work"
