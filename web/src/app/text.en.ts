// SPDX-License-Identifier: EUPL-1.2
import type { nl } from './text.nl';

export const en: Record<keyof typeof nl, string> = {
  product: 'Waarborg', skip: 'To the content', main_nav: 'Main menu', menu: 'Open menu',
  today: 'Today', norm: 'Norm and measures', requirements: 'Requirements', measures: 'Measures', mappings: 'Mappings', applicability: 'Statement of applicability',
  evidence: 'Evidence', tasks: 'Tasks', deviations: 'Deviations',
  organisation: 'Organisation', accountability: 'Accountability', board: 'Board overview', reports: 'Reports and audit package', trail: 'Trail',
  admin: 'Administration', accounts: 'Accounts', settings: 'Settings', frameworks: 'Frameworks', setup: 'Set up',
  search: 'Search or go to…', search_keys: 'Ctrl K', palette: 'Search or go to', palette_hint: 'Type the name of a screen, requirement, measure or piece of evidence.', palette_none: 'Nothing found for “{{q}}”.',
  palette_screens: 'Screens', palette_actions: 'Do', palette_found: 'Found', kind_measure: 'measure', kind_requirement: 'requirement', kind_evidence: 'evidence', kind_person: 'person', kind_system: 'system', kind_site: 'site', kind_department: 'department', kind_domain: 'domain', kind_supplier_proof: 'supplier proof', kind_supplier: 'supplier',
  action_evidence: 'Add evidence', action_measure: 'New measure', action_theme: 'Switch light and dark', action_language: 'Schakel naar Nederlands', action_out: 'Sign out', action_package: 'Make the audit package',
  confidential: 'Confidential', confidential_hint: 'This information is confidential. Do not leave your screen unattended.',
  theme_to_dark: 'Dark screen', theme_to_light: 'Light screen', help: 'Manual for this screen', other_language: 'Nederlands', other_language_short: 'NL',
  user_menu: 'Menu of {{name}}', security: 'Security of your account', sessions: 'Signed-in devices', tokens: 'Access tokens', sign_out: 'Sign out', switch_organisation: 'Switch organisation',
  expired_title: 'Your session has expired', expired_text: 'Sign in again to go on. What you typed is kept.', expired_cancel: 'Stop and sign out',
  not_entered: 'The log of {{name}} takes no entries now. So you were signed in to {{other}}. Warn the administrator of {{name}}.',
  version: 'Version {{version}}', not_found: 'This page does not exist', not_found_text: 'The address is wrong, or the page has moved.', to_today: 'To Today', failed_screen: 'This screen could not be shown', failed_screen_text: 'Nothing was lost. Load the page again.', reload: 'Load again',
  print_line: 'Confidential · {{organisation}} · printed on {{at}} (Europe/Amsterdam)',
  no_organisation: 'You do not belong to an organisation yet', no_organisation_text: 'Ask the administrator of your organisation to invite you. Your account stays.',
  mode_content: 'Work with the content', mode_administration: 'Administer', mode_hint: 'Administration and content are kept apart: you do one of them at a time.', mode_now: 'Admin', mode_switch: 'To the content', mode_title: 'You are working as administrator', mode_text: 'As administrator you look after accounts and settings, and do not see the content. That keeps administration and working with the data apart.',
  action_import: 'Read in a report', action_statement: 'Make the statement of applicability (PDF)', action_board: 'Make the board overview (PDF)', action_verify: 'Check the log', action_row: 'New: {{one}}', kind_occurrence: 'task', kind_deviation: 'deviation',
};
