// SPDX-License-Identifier: EUPL-1.2
import type { nl } from './text.nl';

export const en: Record<keyof typeof nl, string> = {
  title: 'Today', morning: 'Good morning', afternoon: 'Good afternoon', evening: 'Good evening',
  others: 'Other frameworks', asks: 'This asks something of you today', now_soon: '{{now}} now, {{soon}} soon', asks_none: 'Nothing is waiting for you', asks_none_text: 'Waarborg tells you here when a task, a review or expiring evidence needs your attention.', asks_none_example: 'For example: “Restore test of the back-up, still to do this quarter”.',
  changed: 'Changed in the last 30 days', changed_since: 'since {{day}}', changed_none: 'No verdict has changed', changed_none_text: 'When a verdict gets better or worse, you read here why.',
  road: 'Road to certification', road_label: 'Step {{step}}: {{title}}. {{state}}', road_done: 'done', road_current: 'you are here', road_todo: 'still to do', road_count: '{{done}}/{{of}}',
  stand: 'Where we stand: {{framework}}', stand_count_one: '{{count}} requirement', stand_count_other: '{{count}} requirements',
  group_clauses: 'Management system', group_controls: 'Controls', squares_note: 'Each square is one requirement; point at it for the verdict, click for the reason. Dashed: nothing shown yet.', never_green: 'No data never counts as green.', show_aspect: 'Show squares for',
  overdue_one: '{{count}} day late', overdue_other: '{{count}} days late', due_today: 'today', due_tomorrow: 'tomorrow', due_on: 'by {{day}}', minutes: '± {{count}} min', hours_one: '± {{count}} hour, in parts', hours_other: '± {{count}} hours, in parts', better: 'better', worse: 'worse', new: 'new', change_line: '{{aspect}}: from {{before}} to {{after}} ({{day}})', show_all_items: 'Show all {{count}}', show_list: 'Show the whole list',
  setup_first: 'Set up your organisation first', setup_first_text: 'Four short steps: who you are, where you work, who does what, and which measures you take.', setup_go: 'Begin',
  due_from: 'from {{day}}', look: 'Look',
  exclusions_waiting_one: '{{count}} requirement is excluded, but not yet approved; until then it counts as before.', exclusions_waiting_other: '{{count}} requirements are excluded, but not yet approved; until then they count as before.',
  overrides_one: '{{count}} overridden', overrides_other: '{{count}} overridden',
};
