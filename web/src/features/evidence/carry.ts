// SPDX-License-Identifier: EUPL-1.2
//
// Files dropped on a list travel to the form; a file cannot go through the URL.
let carried: File[] = [];
export const carryFiles = (files: File[]): void => { carried = files; };
export function takeFiles(): File[] { const files = carried; carried = []; return files; }
