// SPDX-License-Identifier: EUPL-1.2
import type { nl } from './text.nl';

export const en: Record<keyof typeof nl, string> = {
  title: 'Trail', sub: 'Who changed what, and when. Entries are only added; changing one would break the chain.', subject: 'Subject', actor: 'Who', action: 'Action', any_action: 'Any action', search: 'Search the trail', number: 'No.', when: 'When', what: 'What', changes: 'Change', nothing: 'empty', filtered: 'You only see the entries about one subject.', show_all: 'Show all', verify: 'Verify the chain', verifying: 'The chain is being recomputed. You can close this window; the outcome will be with your background tasks.', verify_stopped: 'The check was stopped.', verify_ok: 'The chain is right: {{size}} entries, nothing is missing and nothing was changed.', verify_bad: 'The chain is not right. Report this to your security officer at once and keep the back-ups.', root: 'Root of the whole', checkpoint: 'Signed checkpoint', empty: 'No entries yet', empty_text: 'Every change appears here by itself.', key: 'Key to check with', key_text: 'Give this key to the auditor by another way. With it an audit package or checkpoint can be checked without this server.', changed_value: 'changed', open: 'open', leaf: 'leaf',
  all_changes_one: 'Show all ({{count}} field)', all_changes_other: 'Show all ({{count}} fields)',
};
