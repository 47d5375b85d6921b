// SPDX-License-Identifier: EUPL-1.2
import { api, type Ask } from './client';
import type { Evidence } from './types';

export type EvidenceInput = Ask<'/evidence', 'post'>['body'];

const kFieldsAndFile = 'application/vnd.waarborg.fields-and-file';

/** Gives a file to evidence that has none yet. */
export const uploadFile = (evidence: Evidence, file: File): Promise<Evidence> =>
  api.put('/evidence/{id}/file', { path: { id: evidence.id }, version: evidence.version, raw: file, type: file.type || 'application/octet-stream', headers: { 'x-file-name': encodeURIComponent(file.name) } });

/** Records one piece of evidence, with its file when there is one: all of it or nothing. Sent again after a lost connection it stays one piece. */
export function recordEvidence(input: EvidenceInput, file?: File): Promise<Evidence> {
  if (!file) return api.post('/evidence', { body: input });
  const fields = JSON.stringify({ evidence: input, file_name: file.name, media_type: file.type });
  return api.post('/evidence/with-file', { raw: new Blob([fields, '\n', file]), type: kFieldsAndFile, submission: `${fields} ${file.size} ${file.lastModified}` });
}
