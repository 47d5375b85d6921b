// SPDX-License-Identifier: EUPL-1.2
// STUB
export default function Stub() { return null; }
