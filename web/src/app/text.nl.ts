// SPDX-License-Identifier: EUPL-1.2
export const nl = {
  product: 'Waarborg', skip: 'Naar de inhoud', main_nav: 'Hoofdmenu', menu: 'Menu openen',
  today: 'Vandaag', norm: 'Norm en maatregelen', requirements: 'Eisen', measures: 'Maatregelen', mappings: 'Koppelingen', applicability: 'Verklaring van toepasselijkheid',
  evidence: 'Bewijs', tasks: 'Taken', occurrences: 'Uitvoeringen', deviations: 'Afwijkingen',
  organisation: 'Organisatie', accountability: 'Verantwoording', board: 'Directie-overzicht', reports: 'Rapporten en auditpakket', trail: 'Logboek',
  admin: 'Beheer', accounts: 'Accounts', settings: 'Instellingen', frameworks: 'Normen', setup: 'Inrichten',
  search: 'Zoek of ga naar…', search_keys: 'Ctrl K', palette: 'Zoek of ga naar', palette_hint: 'Typ de naam van een scherm, eis, maatregel of bewijsstuk.', palette_none: 'Niets gevonden voor “{{q}}”.',
  palette_screens: 'Schermen', palette_actions: 'Doen', palette_found: 'Gevonden', kind_measure: 'maatregel', kind_requirement: 'eis', kind_evidence: 'bewijs', kind_person: 'persoon', kind_system: 'systeem', kind_site: 'locatie', kind_department: 'afdeling', kind_supplier_proof: 'leveranciersbewijs', kind_supplier: 'leverancier',
  action_evidence: 'Bewijs toevoegen', action_measure: 'Nieuwe maatregel', action_theme: 'Wissel licht en donker', action_language: 'Switch to English', action_out: 'Uitloggen', action_package: 'Auditpakket maken',
  confidential: 'Vertrouwelijk', confidential_hint: 'Deze gegevens zijn vertrouwelijk. Laat uw scherm niet onbeheerd achter.',
  theme_to_dark: 'Donker scherm', theme_to_light: 'Licht scherm', help: 'Handleiding bij dit scherm', other_language: 'English', other_language_short: 'EN',
  user_menu: 'Menu van {{name}}', security: 'Beveiliging van uw account', sessions: 'Ingelogde apparaten', tokens: 'Toegangssleutels', sign_out: 'Uitloggen', switch_organisation: 'Wissel van organisatie',
  expired_title: 'Uw sessie is verlopen', expired_text: 'Log opnieuw in om door te gaan. Wat u hebt getypt blijft staan.', expired_cancel: 'Stoppen en uitloggen',
  version: 'Versie {{version}}', not_found: 'Deze bladzijde bestaat niet', not_found_text: 'Het adres klopt niet, of de bladzijde is verplaatst.', to_today: 'Naar Vandaag', failed_screen: 'Dit scherm kon niet worden getoond', failed_screen_text: 'Er is niets verloren gegaan. Laad de bladzijde opnieuw.', reload: 'Opnieuw laden',
  print_line: 'Vertrouwelijk · {{organisation}} · afgedrukt op {{at}}',
  no_organisation: 'U hoort nog bij geen organisatie', no_organisation_text: 'Vraag de beheerder van uw organisatie om u uit te nodigen. Uw account blijft bestaan.',
  mode_content: 'Werken met de inhoud', mode_administration: 'Beheren', mode_hint: 'Beheer en inhoud zijn gescheiden: u doet één van beide tegelijk.', mode_now: 'Beheer', mode_switch: 'Naar de inhoud', mode_title: 'U werkt nu als beheerder', mode_text: 'Als beheerder regelt u accounts en instellingen, en ziet u de inhoud niet. Zo blijven beheer en werken met de gegevens gescheiden.',
};
