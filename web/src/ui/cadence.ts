// SPDX-License-Identifier: EUPL-1.2
//
// A rhythm as people say it, to and from an iCalendar rule (RFC 5545, 3.3.10).
import { ui } from './text';

export const kCadences = ['weekly', 'monthly', 'bimonthly', 'quarterly', 'half_year', 'yearly', 'custom'] as const;
export type Cadence = (typeof kCadences)[number];
export interface Rhythm { cadence: Cadence; last: boolean }

const kMonths: Partial<Record<Cadence, number>> = { monthly: 1, bimonthly: 2, quarterly: 3, half_year: 6 };

export function toRule({ cadence, last }: Rhythm, custom = ''): string {
  if (cadence === 'custom') return custom;
  if (cadence === 'weekly') return 'FREQ=WEEKLY';
  if (cadence === 'yearly') return 'FREQ=YEARLY';
  const months = kMonths[cadence] ?? 1;
  return `FREQ=MONTHLY${months > 1 ? `;INTERVAL=${months}` : ''}${last ? ';BYMONTHDAY=-1' : ''}`;
}

export function fromRule(rule: string): Rhythm {
  const parts = new Map(rule.replace(/^RRULE:/i, '').toUpperCase().split(';').filter(Boolean).map((p) => { const [k = '', v = ''] = p.split('='); return [k, v] as const; }));
  const freq = parts.get('FREQ');
  const interval = Number(parts.get('INTERVAL') ?? '1');
  const day = parts.get('BYMONTHDAY');
  const known = [...parts.keys()].every((k) => ['FREQ', 'INTERVAL', 'BYMONTHDAY'].includes(k)) && (day === undefined || day === '-1');
  const last = day === '-1';
  if (!known) return { cadence: 'custom', last: false };
  if (freq === 'WEEKLY' && interval === 1 && !last) return { cadence: 'weekly', last };
  if (freq === 'YEARLY' && interval === 1 && !last) return { cadence: 'yearly', last };
  if (freq === 'MONTHLY' && interval === 12 && !last) return { cadence: 'yearly', last };
  const found = freq === 'MONTHLY' ? (Object.entries(kMonths) as [Cadence, number][]).find(([, months]) => months === interval) : undefined;
  return found ? { cadence: found[0], last } : { cadence: 'custom', last: false };
}

/** The rhythm in words; a rule outside the usual ones by its frequency and interval, never silent. */
export function cadenceText(rule: string): string {
  if (!rule) return '';
  const loose = rule.replace(/;?BY(MONTHDAY|DAY|MONTH|SETPOS)=[^;]*/gi, '').replace(/;?(COUNT|UNTIL|WKST)=[^;]*/gi, '');
  const { cadence } = fromRule(loose);
  return cadence === 'custom' ? rule : ui.now(`cadence_${cadence}`).toLowerCase();
}
