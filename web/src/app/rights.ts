// SPDX-License-Identifier: EUPL-1.2
//
// What the screens offer. The server decides; this only keeps buttons away that would be refused.
import type { Session } from '../api/types';

const kAbilities = {
  edit_organisation: 'org.edit', run_setup: 'setup.run', manage_accounts: 'account.edit',
  read_register: 'record.read', edit_register: 'record.edit',
  read_catalog: 'catalog.read', edit_catalog: 'catalog.edit', import_framework: 'catalog.edit',
  read_applicability: 'applicability.read', decide_applicability: 'applicability.decide', approve_applicability: 'applicability.approve',
  read_measure: 'measure.read', edit_measure: 'measure.edit', propose_override: 'override.propose', confirm_override: 'override.confirm',
  read_evidence: 'evidence.read', add_evidence: 'evidence.add', review_evidence: 'evidence.review',
  read_scan: 'scan.read', run_scan: 'scan.run',
  read_task: 'task.read', perform_task: 'task.perform', read_report: 'report.read', verify_trail: 'trail.read',
} as const;
export type Ability = keyof typeof kAbilities;

export const may = (session: Session, ability: Ability): boolean => session.rights.includes(kAbilities[ability]);
