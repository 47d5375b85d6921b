// SPDX-License-Identifier: EUPL-1.2
import { daysBetween, shortDay, today, weekday } from '../../ui/format';
import { todayWords } from './text';

/** A due day as one would say it: "52 dagen te laat", "vandaag", "maandag", "vóór 3 dec". */
export function dueText(due: string): { text: string; tone: 'bad' | 'warn' | '' } {
  const days = daysBetween(today(), due);
  if (days < 0) return { text: todayWords.now('overdue', { count: -days }), tone: 'bad' };
  if (days === 0) return { text: todayWords.now('due_today'), tone: 'warn' };
  if (days === 1) return { text: todayWords.now('due_tomorrow'), tone: 'warn' };
  if (days < 7) return { text: weekday(due), tone: 'warn' };
  return { text: todayWords.now('due_on', { day: shortDay(due) }), tone: '' };
}
