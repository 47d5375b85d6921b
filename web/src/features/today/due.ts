// SPDX-License-Identifier: EUPL-1.2
import type { TodayItem } from '../../api/types';
import { daysBetween, shortDay, today, weekday } from '../../ui/format';
import { todayWords } from './text';

type Due = Pick<TodayItem, 'kind' | 'state' | 'until'> & { due: string };
/** When something asks attention, as one would say it: "52 dagen te laat", "vandaag", "t/m maandag", "t/m 3 dec", "vanaf 3 dec". */
export function dueText({ kind, state, due, until }: Due): { text: string; tone: 'bad' | 'warn' | '' } {
  // An occurrence cannot be performed before its day: that is a start, not an end.
  if (kind === 'occurrence' && state === 'soon') return { text: todayWords.now('due_from', { day: shortDay(due) }), tone: '' };
  // From then on what counts is the last day on which it is in time, as in the list of tasks.
  const last = until ?? due;
  const days = daysBetween(today(), last);
  if (state === 'overdue') return { text: todayWords.now('overdue', { count: Math.max(1, -days) }), tone: 'bad' };
  if (days <= 0) return { text: todayWords.now('due_today'), tone: 'warn' };
  if (days === 1) return { text: todayWords.now('due_tomorrow'), tone: 'warn' };
  if (days < 7) return { text: todayWords.now('due_on', { day: weekday(last) }), tone: 'warn' };
  return { text: todayWords.now('due_on', { day: shortDay(last) }), tone: '' };
}
