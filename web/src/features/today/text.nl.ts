// SPDX-License-Identifier: EUPL-1.2
export const nl = {
  title: 'Vandaag', morning: 'Goedemorgen', afternoon: 'Goedemiddag', evening: 'Goedenavond',
  others: 'Andere normenkaders', asks: 'Dit vraagt vandaag iets van u', now_soon: '{{now}} nu, {{soon}} binnenkort', asks_none: 'Niets staat open voor u', asks_none_text: 'Waarborg meldt zich hier zodra een taak, een beoordeling of bewijs dat verloopt uw aandacht nodig heeft.', asks_none_example: 'Bijvoorbeeld: “Hersteltest back-up, dit kwartaal nog uit te voeren”.',
  changed: 'Veranderd in de laatste 30 dagen', changed_since: 'sinds {{day}}', changed_none: 'Geen oordeel is veranderd', changed_none_text: 'Wordt een oordeel beter of slechter, dan leest u hier waarom.',
  road: 'Weg naar certificering', road_label: 'Stap {{step}}: {{title}}. {{state}}', road_done: 'gedaan', road_current: 'hier bent u', road_todo: 'nog te doen', road_count: '{{done}}/{{of}}',
  stand: 'Waar staan wij: {{framework}}', stand_count_one: '{{count}} eis', stand_count_other: '{{count}} eisen',
  group_clauses: 'Managementsysteem', group_controls: 'Beheersmaatregelen', squares_note: 'Elk vakje is één eis; wijs het aan voor het oordeel, klik voor de reden. Gestreept: nog niets aangetoond.', never_green: 'Geen gegevens telt nooit als groen.', show_aspect: 'Vakjes tonen',
  overdue_one: '{{count}} dag te laat', overdue_other: '{{count}} dagen te laat', due_today: 'vandaag', due_tomorrow: 'morgen', due_on: 't/m {{day}}', minutes: '± {{count}} min', hours_one: '± {{count}} uur, in delen', hours_other: '± {{count}} uur, in delen', better: 'beter', worse: 'slechter', new: 'nieuw', change_line: '{{aspect}}: van {{before}} naar {{after}} ({{day}})', show_all_items: 'Toon alle {{count}}', show_list: 'Toon de hele lijst',
  setup_first: 'Richt eerst uw organisatie in', setup_first_text: 'Vier korte stappen: wie u bent, waar u werkt, wie wat doet, en welke maatregelen u neemt.', setup_go: 'Beginnen',
  due_from: 'vanaf {{day}}', look: 'Bekijken',
  exclusions_waiting_one: '{{count}} eis is uitgesloten, maar nog niet goedgekeurd; die telt tot dan gewoon mee.', exclusions_waiting_other: '{{count}} eisen zijn uitgesloten, maar nog niet goedgekeurd; die tellen tot dan gewoon mee.',
  overrides_one: '{{count}} afwijkend vastgesteld', overrides_other: '{{count}} afwijkend vastgesteld',
};
