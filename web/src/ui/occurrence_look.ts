// SPDX-License-Identifier: EUPL-1.2
//
// How an occurrence stands, for colour and words alike: what says it in one must not say something else in the other.
import type { Occurrence } from '../api/types';
import { ui } from './text';

export type Standing = Pick<Occurrence, 'state' | 'outcome' | 'evidence_counting' | 'evidence_waiting' | 'withdrawn_at'>;
/** claimed: no evidence of it stands, or what there was is rejected; waiting: what there is waits for review. Neither counts yet. */
export type Look = Occurrence['state'] | 'deviation' | 'claimed' | 'waiting' | 'withdrawn';

export function lookOf(o: Standing): Look {
  if (o.withdrawn_at !== null) return 'withdrawn';
  if (o.outcome === 'deviation') return 'deviation';
  if (o.outcome !== 'effective' || o.state === 'missed') return o.state;
  if (o.evidence_counting > 0) return o.state;
  return o.evidence_waiting > 0 ? 'waiting' : 'claimed';
}

export function useLookWords(): (o: Standing) => string {
  const t = ui.use();
  return (o) => t(`state_${lookOf(o)}`, { state: t(`state_${o.state}`) });
}
