// SPDX-License-Identifier: EUPL-1.2
import { api, type Ask } from './client';
import type { Evidence } from './types';

export type EvidenceInput = Ask<'/evidence', 'post'>['body'];

export const uploadFile = (evidence: Evidence, file: File): Promise<Evidence> =>
  api.put('/evidence/{id}/file', { path: { id: evidence.id }, version: evidence.version, raw: file, type: file.type || 'application/octet-stream', headers: { 'x-file-name': encodeURIComponent(file.name) } });

/** Records one piece of evidence and, when there is one, its file. */
export async function recordEvidence(input: EvidenceInput, file?: File): Promise<Evidence> {
  const made = await api.post('/evidence', { body: input });
  return file ? uploadFile(made, file) : made;
}
