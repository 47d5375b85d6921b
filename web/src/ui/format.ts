// SPDX-License-Identifier: EUPL-1.2
import { locale } from '../app/i18n';

const tag = (): string => (locale() === 'en' ? 'en-GB' : 'nl-NL');
/** The clock that days, terms and moments go by, as the server counts and prints them. */
const kZone = 'Europe/Amsterdam';
/** A day has no time zone: read it as noon here, so that it never slips to the day before. */
const noon = (day: string): Date => new Date(`${day.slice(0, 10)}T12:00:00`);
const asDate = (text: string): Date => (text.length > 10 ? new Date(text) : noon(text));
const formats = new Map<string, Intl.DateTimeFormat>();
function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = tag() + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) formats.set(key, (found = new Intl.DateTimeFormat(tag(), options)));
  return found;
}
function safe(text: string | null | undefined, options: Intl.DateTimeFormatOptions): string {
  if (!text) return '–';
  const date = asDate(text);
  return Number.isNaN(date.getTime()) ? text : format(text.length > 10 ? { ...options, timeZone: kZone } : options).format(date);
}

export const day = (text: string | null | undefined): string => safe(text, { day: '2-digit', month: '2-digit', year: 'numeric' });
export const longDay = (text: string | null | undefined): string => safe(text, { day: 'numeric', month: 'long', year: 'numeric' });
export const fullDay = (text: string): string => { const s = safe(text, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }); return s.charAt(0).toUpperCase() + s.slice(1); };
export const shortDay = (text: string): string => safe(text, { day: 'numeric', month: 'short' });
export const month = (text: string): string => safe(text.length === 7 ? `${text}-01` : text, { month: 'short' }).replace('.', '');
export const monthYear = (text: string): string => safe(text.length === 7 ? `${text}-01` : text, { month: 'long', year: 'numeric' });
export const moment = (text: string | null | undefined): string => safe(text, { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit' });
/** How far that clock is from UTC at this moment: +01:00 in winter. */
export const offset = (moment: string): string => Number.isNaN(Date.parse(moment)) ? '' : format({ timeZone: kZone, timeZoneName: 'longOffset' }).formatToParts(new Date(moment)).find((p) => p.type === 'timeZoneName')?.value.replace('GMT', '') ?? '';
export const weekday = (text: string): string => safe(text, { weekday: 'long' });
export const number = (value: number, digits = 0): string => new Intl.NumberFormat(tag(), { maximumFractionDigits: digits }).format(value);
/** With one decimal, as the server rounds it and prints it. */
export const percent = (value: number): string => `${number(value, 1)}${locale() === 'nl' ? ' ' : ''}%`;

/** The day in the Netherlands, as the server counts; Swedish writes it as 2026-12-31. */
export const dayOf = (moment: Date | string): string => new Intl.DateTimeFormat('sv-SE', { timeZone: kZone }).format(new Date(moment));
export const today = (): string => dayOf(new Date());
function isoDay(date: Date): string {
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
}
export function addDays(text: string, days: number): string { const d = noon(text); d.setDate(d.getDate() + days); return isoDay(d); }
/** The last day of the month where the month has no such day. */
export function addMonths(text: string, months: number): string {
  const d = noon(text);
  const wanted = d.getDate();
  d.setMonth(d.getMonth() + months);
  if (d.getDate() !== wanted) d.setDate(0);
  return isoDay(d);
}
export function daysBetween(from: string, to: string): number { return Math.round((asDate(to.slice(0, 10)).getTime() - asDate(from.slice(0, 10)).getTime()) / 86_400_000); }

export function bytes(size: number): string {
  if (size < 1024) return `${size} B`;
  if (size < 1024 * 1024) return `${number(size / 1024)} kB`;
  return `${number(size / 1024 / 1024, 1)} MB`;
}
/** A hash short enough to compare by eye. */
export const shortHash = (hash: string): string => (hash.length > 16 ? `${hash.slice(0, 8)}…${hash.slice(-6)}` : hash);
/** A composed text begins with a capital. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
/** The catalogue keeps clauses of the management system apart from controls as c4…c10: “§4” and “4”, as the server writes their numbers. */
export const chapterNumber = (ref: string): string => ref.replace(/^c(?=\d)/, '§');
/** The server writes days as 2026-12-31; people here read 31-12-2026. */
export const withDays = (text: string): string => text.replace(/\b\d{4}-\d{2}-\d{2}\b/g, (found) => day(found).replaceAll('-', '\u2011'));
/** One day when it begins and ends on the same. */
export const span = (from: string, to: string): string => (from.slice(0, 10) === to.slice(0, 10) ? day(from) : `${day(from)} – ${day(to)}`);
