// SPDX-License-Identifier: EUPL-1.2
//
// By what a fix is read: the reader says once which systems are his, and every fix then speaks of those.
import { useSyncExternalStore } from 'react';
import type { CheckView, ScanSubject } from '../../api/types';

export const kSystems = ['nginx', 'apache', 'iis', 'postfix', 'm365', 'dns', 'provider'] as const;
export type System = (typeof kSystems)[number];
export const isSystem = (name: string): name is System => (kSystems as readonly string[]).includes(name);

const slot = (subject: ScanSubject): string => `waarborg-scan-system-${subject}`;
const watchers = new Set<() => void>();
const read = (subject: ScanSubject): string => localStorage.getItem(slot(subject)) ?? '';

/** A site runs on one thing and its mail on another, so each has its own. */
export function useSystem(subject: ScanSubject): [string, (system: System) => void] {
  const system = useSyncExternalStore((watch) => { watchers.add(watch); return () => watchers.delete(watch); }, () => read(subject));
  return [system, (next) => { localStorage.setItem(slot(subject), next); watchers.forEach((watch) => watch()); }];
}

/** The fixes that concern somebody with this system: his own, and those of the DNS, which everybody has. */
export function fixesFor(check: CheckView, wanted: string): { own: CheckView['fixes'][number] | undefined; dns: CheckView['fixes'][number] | undefined } {
  const servers = check.fixes.filter((fix) => fix.system !== 'dns');
  return { own: servers.find((fix) => fix.system === wanted) ?? servers[0], dns: check.fixes.find((fix) => fix.system === 'dns') };
}
