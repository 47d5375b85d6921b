// SPDX-License-Identifier: EUPL-1.2
//
// Files that were chosen for a form wait with its draft, under the same key: closing a window and opening it again
// loses nothing, and a file that is dropped on a page is there when the form opens. They live as long as this window;
// a file can go into no storage and no address.
import { useState } from 'react';

const kept = new Map<string, File[]>();

export const keepFiles = (form: string, files: File[]): void => { if (files.length > 0) kept.set(form, files); else kept.delete(form); };
/** The next person on this computer must not find them. */
export const forgetFiles = (): void => kept.clear();

export function useKeptFiles(form: string): [File[], (files: File[]) => void] {
  const [files, setFiles] = useState(() => kept.get(form) ?? []);
  return [files, (next) => { keepFiles(form, next); setFiles(next); }];
}
