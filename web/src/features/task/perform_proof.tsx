// SPDX-License-Identifier: EUPL-1.2
//
// The evidence of an occurrence: files, a link, and what was handed in earlier and waits. Each is recorded as a piece
// of its own; what has been recorded stands in the draft by its id, so that a second try, or opening the window again,
// neither loses nor doubles it.
import { Checkbox, Input, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client';
import { recordEvidence } from '../../api/evidence_upload';
import type { Evidence, EvidenceKind, EvidenceRow, Occurrence, Place } from '../../api/types';
import { Dropzone } from '../../ui/dropzone';
import type { RecordForm } from '../../ui/form';
import { day, span, withDays } from '../../ui/format';
import { kindOf, kKinds } from '../evidence/parts';
import { evidenceWords } from '../evidence/text';
import { taskWords } from './text';

export type Outcome = 'effective' | 'deviation';
export interface PerformFields {
  performed_on: string;
  /** For a person to say: '' until then. */
  outcome: Outcome | ''; note: string; what: string; cause: string; correction: string;
  /** '' follows from the file. */
  kind: EvidenceKind | ''; link: string;
  /** Ids of what belongs to it. */
  evidence: string[];
}

const covers = (e: Pick<EvidenceRow, 'covers_from' | 'covers_to'>, on: string): boolean => e.covers_from <= on && on <= e.covers_to;

/** What waits for a reviewer and belongs to no occurrence yet. */
const waitingProof = async (measure: string): Promise<EvidenceRow[]> =>
  (await api.get('/evidence', { query: { measure, aspect: 'operation', review: 'pending', limit: 200 } })).items.filter((e) => e.occurrence === '');
export const useWaitingProof = (measure: string): EvidenceRow[] => useQuery({ queryKey: ['/evidence', 'waiting', measure], queryFn: () => waitingProof(measure) }).data ?? [];
/** Of the chosen ones those that go along: not what is about another day, which the list shows. What was decided or withdrawn meanwhile is `gone`. */
export async function chosenProof(v: PerformFields): Promise<{ evidence: string[]; gone: string[] }> {
  const pieces = await Promise.all(v.evidence.map((id) => api.get('/evidence/{id}', { path: { id } })));
  const waits = (e: Evidence): boolean => e.review === 'pending' && e.withdrawn_at === null && e.occurrence === '';
  return {
    evidence: pieces.filter((e) => waits(e) && covers(e, v.performed_on)).map((e) => e.id),
    gone: pieces.filter((e) => !waits(e)).map((e) => e.id),
  };
}

interface Recorded { evidence: string; files: File[]; link: string }
/** Records files and link one by one; `recorded` hears at once what was made and what is left, so that no try does it again. */
export async function recordProof(o: Occurrence, v: PerformFields & { outcome: Outcome }, files: File[], title: string, recorded: (one: Recorded) => void): Promise<void> {
  const record = async (file?: File): Promise<string> => (await recordEvidence({
    title, kind: v.kind || kindOf(file), aspect: 'operation', measure: o.measure, plan_item: o.plan_item, places: o.place ? [{ kind: o.place.kind as Place['kind'], id: o.place.id }] : [],
    covers_from: v.performed_on, covers_to: v.performed_on, result: v.outcome === 'effective' ? 'supports' : 'refutes', link: file ? '' : v.link.trim(), note: v.note,
  }, file)).id;
  for (const [i, file] of files.entries()) recorded({ evidence: await record(file), files: files.slice(i + 1), link: v.link });
  if (v.link.trim()) recorded({ evidence: await record(), files: [], link: '' });
}

export function Proof({ form, files, setFiles, waiting }: { form: RecordForm<PerformFields>; files: File[]; setFiles: (files: File[]) => void; waiting: EvidenceRow[] }) {
  const t = taskWords.use();
  const e = evidenceWords.use();
  const v = form.values;
  const shown = waiting.filter((w) => covers(w, v.performed_on) || v.evidence.includes(w.id));
  const turn = (id: string, on: boolean) => form.set('evidence', on ? [...v.evidence, id] : v.evidence.filter((one) => one !== id));
  const guess = kindOf(files[0]);
  return (
    <fieldset className="choices stack s">
      <legend className="field-label">{t('proof')}</legend>
      <p className="dim small">{t('proof_hint')}</p>
      <Dropzone files={files} onChange={setFiles} many photo />
      <TextInput label={t('proof_link')} description={t('proof_link_hint')} placeholder="https://" value={v.link} error={form.errors['link']} onChange={(ev) => form.set('link', ev.currentTarget.value)} />
      {(files.length > 0 || v.link.trim() !== '') && <Select label={e('f_kind')} value={v.kind} data={[{ value: '', label: t('proof_kind_guess', { kind: e(`kind_${guess}`) }) }, ...kKinds.map((k) => ({ value: k, label: e(`kind_${k}`) }))]} onChange={(k) => form.set('kind', (k ?? '') as EvidenceKind | '')} />}
      {form.errors['evidence'] && <Input.Error role="alert">{form.errors['evidence']}</Input.Error>}
      {shown.length > 0 && (
        <div className="stack xs">
          <div className="field-label">{t('proof_waiting')}</div>
          {shown.map((w) => {
            const fits = covers(w, v.performed_on);
            return <Checkbox key={w.id} disabled={!fits} checked={fits && v.evidence.includes(w.id)} label={withDays(w.title)} description={fits ? `${e(`kind_${w.kind}`)} · ${span(w.covers_from, w.covers_to)}` : t('proof_other_day', { day: day(v.performed_on) })} onChange={(ev) => turn(w.id, ev.currentTarget.checked)} />;
          })}
        </div>
      )}
    </fieldset>
  );
}
