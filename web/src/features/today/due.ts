// SPDX-License-Identifier: EUPL-1.2
import type { TodayItem } from '../../api/types';
import { daysBetween, shortDay, today, weekday } from '../../ui/format';
import { todayWords } from './text';

type Due = Pick<TodayItem, 'kind' | 'state' | 'until'> & { due: string };
/** When something asks attention, as one would say it: "52 dagen te laat", "nu", "maandag", "t/m 3 dec", "vanaf 3 dec". */
export function dueText({ kind, state, due, until }: Due): { text: string; tone: 'bad' | 'warn' | '' } {
  const days = daysBetween(today(), due);
  // Late is after the last day on which it is in time, not after the first.
  if (state === 'overdue') return { text: todayWords.now('overdue', { count: Math.max(1, -daysBetween(today(), until ?? due)) }), tone: 'bad' };
  if (days < 0) return { text: todayWords.now('due_now'), tone: 'warn' };
  if (days === 0) return { text: todayWords.now('due_today'), tone: 'warn' };
  // An occurrence cannot be performed before its day: that is a start, not an end.
  if (kind === 'occurrence' && state === 'soon') return { text: todayWords.now('due_from', { day: shortDay(due) }), tone: '' };
  if (days === 1) return { text: todayWords.now('due_tomorrow'), tone: 'warn' };
  if (days < 7) return { text: weekday(due), tone: 'warn' };
  return { text: todayWords.now('due_on', { day: shortDay(due) }), tone: '' };
}
