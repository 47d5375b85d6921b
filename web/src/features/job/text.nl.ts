// SPDX-License-Identifier: EUPL-1.2
export const nl = {
  title: 'Taken op de achtergrond', intro: 'U kunt gewoon doorwerken, ook na herladen of uitloggen. Resultaten blijven een week staan.', 
  button_running_one: 'Taken op de achtergrond: {{count}} bezig', button_running_other: 'Taken op de achtergrond: {{count}} bezig', button_ready_one: 'Taken op de achtergrond: {{count}} afgerond', button_ready_other: 'Taken op de achtergrond: {{count}} afgerond',
  queued: 'Wacht op zijn beurt', running: 'Bezig', stopping: 'Wordt gestopt', done: 'Klaar', failed: 'Mislukt', cancelled: 'Afgebroken',
  cancel: 'Afbreken', cancel_of: '{{title}} afbreken', download: 'Downloaden', download_of: '{{title}} downloaden ({{size}})', show: 'Bekijken', show_of: '{{title}} bekijken', forget_of: '{{title}} weghalen uit de lijst', until: 'bewaard tot {{at}}',
  started: '{{title}} wordt op de achtergrond gemaakt. U kunt doorwerken.', is_done: '{{title}} is klaar.', is_failed: '{{title}} is mislukt: {{error}}', close: 'Sluiten',
};
