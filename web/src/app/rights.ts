// SPDX-License-Identifier: EUPL-1.2
//
// What the screens offer. The server decides; this only keeps buttons away that would be refused.
import type { Session } from '../api/types';

const kAbilities = {
  edit_organisation: { rights: ['org.edit'], roles: ['administrator', 'security_officer'] },
  import_framework: { rights: ['catalog.edit', 'catalog.import'], roles: ['administrator', 'security_officer'] },
  edit_catalog: { rights: ['catalog.edit'], roles: ['administrator', 'security_officer'] },
  edit_measure: { rights: ['measure.edit'], roles: ['administrator', 'security_officer', 'owner'] },
  decide_applicability: { rights: ['measure.edit', 'applicability.edit'], roles: ['administrator', 'security_officer'] },
  approve_applicability: { rights: ['measure.approve', 'applicability.approve'], roles: ['board', 'security_officer'] },
  add_evidence: { rights: ['evidence.edit', 'evidence.add'], roles: ['administrator', 'security_officer', 'owner', 'contributor'] },
  review_evidence: { rights: ['evidence.review'], roles: ['security_officer', 'reviewer'] },
  perform_task: { rights: ['task.edit', 'task.perform'], roles: ['administrator', 'security_officer', 'owner', 'contributor'] },
  edit_register: { rights: ['asset.edit'], roles: ['administrator', 'security_officer', 'owner'] },
  manage_accounts: { rights: ['auth.edit', 'auth.manage', 'account.edit'], roles: ['administrator'] },
  verify_trail: { rights: ['trail.read', 'trail.verify'], roles: ['administrator', 'security_officer', 'board', 'auditor'] },
} as const satisfies Record<string, { rights: readonly string[]; roles: readonly string[] }>;
export type Ability = keyof typeof kAbilities;

/** The named rights of the session decide; an older server without that right's name falls back on the role. */
export function may(session: Session, ability: Ability): boolean {
  const { rights, roles } = kAbilities[ability];
  return rights.some((right) => session.rights.includes(right)) || roles.some((role) => session.roles.includes(role));
}
