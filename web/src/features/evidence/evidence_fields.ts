// SPDX-License-Identifier: EUPL-1.2
//
// What the form for new evidence fills in by itself, and what it never does: a day or an answer that would make a
// verdict better than what the person said.
import type { EvidenceInput } from '../../api/evidence_upload';
import type { EvidenceRow, Place } from '../../api/types';
import { today } from '../../ui/format';

/** What it shows and what it says is for a person to say: '' until then. */
export interface EvidenceFields extends Omit<EvidenceInput, 'places' | 'supplier_proof' | 'aspect' | 'result'> { places: string[]; supplier_proof: string | null; aspect: EvidenceRow['aspect'] | ''; result: EvidenceRow['result'] | '' }
type Turn = Pick<EvidenceFields, 'aspect' | 'kind'>;
type Period = Pick<EvidenceFields, 'covers_from' | 'covers_to'>;

/** A document that is handed in still holds today; since when it does is never guessed, for from that day its review counts.
    What was seen was most likely seen today. What another piece covers it says itself. */
export function usualPeriod({ aspect, kind }: Turn): Period {
  if (aspect === 'design') return { covers_from: '', covers_to: today() };
  return kind === 'inspection' ? { covers_from: today(), covers_to: today() } : { covers_from: '', covers_to: '' };
}

/** Another aspect or kind: days that the form filled in follow, and an answer to another question is no answer. */
export function turned(v: EvidenceFields, to: Partial<EvidenceFields>): Partial<EvidenceFields> {
  const next: Turn = { aspect: to.aspect ?? v.aspect, kind: to.kind ?? v.kind };
  const [was, usual] = [usualPeriod(v), usualPeriod(next)];
  // Also the day on which a document was reviewed came here by itself.
  const from = v.covers_from === was.covers_from || (next.aspect !== 'design' && v.covers_from === v.reviewed_on);
  return { ...to, ...(from ? { covers_from: usual.covers_from } : {}), ...(v.covers_to === was.covers_to ? { covers_to: usual.covers_to } : {}), ...(next.aspect === v.aspect ? {} : { result: '' }) };
}

/** What it means when no place is named, as the verdicts take it (index_evidence); undefined when there is nothing to say. */
export function withoutPlaces(aspect: EvidenceFields['aspect'], places: readonly Place[]): 'all' | 'single' | 'whole' | 'nowhere' | undefined {
  if (!aspect || places.length === 0) return undefined;
  if (places.length === 1) return 'single';
  if (aspect === 'design') return 'all';
  return places.some((place) => place.kind === 'organisation') ? 'whole' : 'nowhere';
}
