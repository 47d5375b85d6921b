// SPDX-License-Identifier: EUPL-1.2
//
// Files that were chosen for a form wait with its draft, under the same key: closing a window and opening it again
// loses nothing, and a file that is dropped on a page is there when the form opens. They live as long as this window;
// a file can go into no storage and no address.
import { useState } from 'react';

const kept = new Map<string, File[]>();
let now = '';
/** What waits is of one organisation: the form of another must not offer it. */
export const keepFor = (organisation: string): void => { now = organisation; };
const nameIn = (organisation: string, form: string): string => `${organisation}:${form}`;
/** Under which the draft of a form waits, and its files; a form that is still busy after a switch keeps the organisation in which it began. */
export function useWaitName(form: string): string {
  const [organisation] = useState(now);
  return nameIn(organisation, form);
}

const keep = (name: string, files: File[]): void => { if (files.length > 0) kept.set(name, files); else kept.delete(name); };
export const keepFiles = (form: string, files: File[]): void => keep(nameIn(now, form), files);
/** The next person on this computer must not find them. */
export const forgetFiles = (): void => kept.clear();

export function useKeptFiles(form: string): [File[], (files: File[]) => void] {
  const name = useWaitName(form);
  const [files, setFiles] = useState(() => kept.get(name) ?? []);
  return [files, (next) => { keep(name, next); setFiles(next); }];
}
