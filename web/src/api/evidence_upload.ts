// SPDX-License-Identifier: EUPL-1.2
import { api, part } from './client';
import type { Evidence, EvidenceKind, EvidenceRow, Place } from './types';

export interface EvidenceInput {
  title: string; kind: EvidenceKind; aspect: EvidenceRow['aspect']; measure: string; plan_item: string; places: Pick<Place, 'kind' | 'id'>[];
  covers_from: string; covers_to: string; valid_until: string | null; result: EvidenceRow['result']; source: string; query: string; link: string; note: string; author: string; approver: string; reviewed_on: string | null; supplier_proof?: string | null;
}

export const uploadFile = (id: string, file: File): Promise<Evidence> =>
  api.upload<Evidence>('PUT', `/evidence/${part(id)}/file`, file, file.type || 'application/octet-stream', { headers: { 'x-file-name': encodeURIComponent(file.name) } });

/** Records one piece of evidence and, when there is one, its file. */
export async function recordEvidence(input: EvidenceInput, file?: File): Promise<Evidence> {
  const made = await api.post<Evidence>('/evidence', input);
  return file ? uploadFile(made.id, file) : made;
}
