// SPDX-License-Identifier: EUPL-1.2
//
// Recording that something was done, with a photo as evidence; made for a phone first.
import { Modal, Textarea } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { api, Fault } from '../../api/client';
import { useRefresh } from '../../api/queries';
import type { Occurrence } from '../../api/types';
import { Choice } from '../../ui/choice';
import { DateField } from '../../ui/date_field';
import { FormFoot, FormNotes, useRecordForm } from '../../ui/form';
import { day, today } from '../../ui/format';
import { useKeptFiles } from '../../ui/kept_files';
import { Facts, Note } from '../../ui/page';
import { ui } from '../../ui/text';
import { tell } from '../../ui/toast';
import { chosenProof, Proof, recordProof, useWaitingProof, type PerformFields } from './perform_proof';
import { headingOf, usePlaceOf } from './parts';
import { taskWords } from './text';

/** Name of the draft, and of the files that wait, of performing an occurrence. */
export const performForm = (occurrence: string): string => `perform:${occurrence}`;

export function PerformDialog({ o, onClose }: { o: Occurrence; onClose: () => void }) {
  const t = taskWords.use();
  const u = ui.use();
  const placeOf = usePlaceOf();
  const refresh = useRefresh();
  const phone = useMediaQuery('(max-width: 720px)');
  const [files, setFiles] = useKeptFiles(performForm(o.id));
  const waiting = useWaitingProof(o.measure);
  const heading = headingOf(o);
  const form = useRecordForm<PerformFields>(performForm(o.id), { performed_on: today(), outcome: '', note: '', what: '', cause: '', correction: '', kind: '', link: '', evidence: [] });
  const v = form.values;
  const save = async () => {
    const { outcome } = v;
    if (!outcome) { form.setErrors({ outcome: t('need_outcome') }); return; }
    if (outcome === 'deviation' && !v.what.trim()) { form.setErrors({ what: t('need_what') }); return; }
    const saved = await form.submit(async () => {
      const { evidence, gone } = await chosenProof(v);
      if (gone.length > 0) {
        form.patch({ evidence: v.evidence.filter((id) => !gone.includes(id)) });
        throw new Fault({ type: 'about:blank', title: 'gone', status: 409, detail: t('proof_gone', { count: gone.length }), where: 'evidence', request_id: '' });
      }
      await recordProof(o, { ...v, outcome }, files, t('proof_title', { title: heading.title, day: day(v.performed_on) }), (one) => {
        evidence.push(one.evidence);
        setFiles(one.files);
        form.patch({ evidence: [...new Set([...v.evidence, ...evidence])], link: one.link });
      });
      await api.post('/occurrences/{id}/perform', { path: { id: o.id }, body: {
        performed_on: v.performed_on, outcome, note: v.note, evidence,
        ...(outcome === 'deviation' ? { deviation: { what: v.what, cause: v.cause, correction: v.correction } } : {}),
      }, version: o.version });
    });
    refresh();
    if (saved) { tell(t('done')); onClose(); }
  };
  return (
    <Modal opened onClose={() => { if (!form.busy) onClose(); }} size="lg" fullScreen={phone ?? false} title={t('perform_title', { title: heading.title })} closeButtonProps={{ 'aria-label': u('close') }}>
      <form className="stack" noValidate onSubmit={(e) => { e.preventDefault(); void save(); }}>
        <Facts rows={[[t('plan_item'), heading.detail], [t('place'), placeOf(o)]]} />
        <FormNotes form={form} reload={async () => { const now = await api.get('/occurrences/{id}', { path: { id: o.id } }); refresh(); return { values: form.values, version: now.version }; }} />
        <DateField label={t('when')} required min={o.due} max={today()} value={v.performed_on} error={form.errors['performed_on']} onChange={(d) => form.set('performed_on', d)} />
        <Choice label={t('how')} size="md" value={v.outcome} error={form.errors['outcome']} onChange={(x) => form.set('outcome', x)} data={[{ value: 'effective', label: t('effective') }, { value: 'deviation', label: t('deviation') }]} />
        <Textarea label={t('report')} description={t('report_hint')} value={v.note} error={form.errors['note']} onChange={(e) => form.set('note', e.currentTarget.value)} />
        {v.outcome === 'deviation' && (
          <>
            <Note tone="warn">{t('dev_hint')}</Note>
            <Textarea required minRows={2} label={t('dev_what')} value={v.what} error={form.errors['what']} onChange={(e) => form.set('what', e.currentTarget.value)} />
            <Textarea minRows={2} label={t('dev_cause')} value={v.cause} onChange={(e) => form.set('cause', e.currentTarget.value)} />
            <Textarea minRows={2} label={t('dev_correction')} value={v.correction} onChange={(e) => form.set('correction', e.currentTarget.value)} />
          </>
        )}
        <Proof form={form} files={files} setFiles={setFiles} waiting={waiting} />
        {form.busy && files.length > 0 && <p className="small dim" role="status">{t('uploading')}</p>}
        <FormFoot busy={form.busy} saveLabel={t('save')} onCancel={onClose} disabled={!v.performed_on} />
      </form>
    </Modal>
  );
}
