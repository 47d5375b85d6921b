// SPDX-License-Identifier: EUPL-1.2
//
// What the screen holds before the server answered: nothing, in the amount that usually comes.
import type { Board, Status, Today } from '../../api/types';

/** Room for a text of so many letters. */
const room = (letters: number): string => '\u2007 '.repeat(letters / 2);
const times = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));

const kNone = { design: false, existence: false, operation: false };
const kTrio = { design: 'not_shown', existence: 'not_shown', operation: 'not_shown', overridden: kNone } as const;
const kCount = { shown: 0, partly_shown: 0, refuted: 0, not_shown: 0, not_applicable: 0, percentage: 0, overrides: 0 };
const kCounts = { design: kCount, existence: kCount, operation: kCount };
/** Chapters of NEN 7510:2024 with how many requirements each has. */
const kChapters: [string, number][] = [['c4', 4], ['c5', 3], ['c6', 5], ['c7', 7], ['c8', 3], ['c9', 6], ['c10', 2], ['5', 43], ['6', 9], ['7', 14], ['8', 35]];

const kStatus: Status = {
  framework: '', framework_name: room(40), period: { from: '', to: '' }, known_at: '', requirements: 0, exclusions_waiting: 0, aspects: { ...kCounts, operation: { ...kCount, overrides: 1 } },
  chapters: kChapters.map(([ref, count]) => ({ ref, title: room(ref === '7' ? 48 : 24), aspects: kCounts, requirements: times(count, (at) => ({ id: String(at), ref: '', title: '', verdict: kTrio })) })),
  rests_on: { nothing: 0, documents_only: 0, existence: 0, operation: 0 },
};
export const kBlankToday: Today = {
  since: '', status: kStatus, others: [],
  items: times(5, () => ({ kind: 'task', title: room(56), detail: room(76), due: null, until: null, state: 'open', link: '/', action: room(12), minutes: 10, mine: true, count: 1, stands_for: 1 })),
  changes: times(3, () => ({ title: room(64), detail: room(104), aspect: '', before: '', after: '', direction: 'new', at: '', link: '/', verdict: kTrio, mine: true })),
  road: times(10, (at) => ({ step: at + 1, key: String(at), title: room(14), state: 'todo', done: 0, of: 0, detail: '', link: '/' })),
};
export const kBlankBoard: Board = {
  organisation: '', mark: '', status: kStatus, as_known_on: '', holes_total: 0, deviations_open: 0, taken_out: [], changes: [], generated_at: '',
  holes: times(10, (at) => ({ title: room(30), detail: room(112), action: '', link: String(at), verdict: kTrio, overridden: kNone })),
  decisions: times(3, (at) => String(at) + room(150)),
};
