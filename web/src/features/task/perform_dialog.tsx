// SPDX-License-Identifier: EUPL-1.2
//
// Recording that something was done, with a photo as evidence; made for a phone first.
import { Modal, SegmentedControl, Textarea } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { api } from '../../api/client';
import { recordEvidence } from '../../api/evidence_upload';
import { useRefresh } from '../../api/queries';
import type { Occurrence, Place } from '../../api/types';
import { DateField } from '../../ui/date_field';
import { Dropzone } from '../../ui/dropzone';
import { FormFoot, FormNotes, useRecordForm } from '../../ui/form';
import { day, sentence, today } from '../../ui/format';
import { Note } from '../../ui/page';
import { ui } from '../../ui/text';
import { tell } from '../../ui/toast';
import { taskWords } from './text';

export function PerformDialog({ o, onClose }: { o: Occurrence; onClose: () => void }) {
  const t = taskWords.use();
  const u = ui.use();
  const refresh = useRefresh();
  const phone = useMediaQuery('(max-width: 720px)');
  const [files, setFiles] = useState<File[]>([]);
  const [sent, setSent] = useState<string[]>([]);
  const form = useRecordForm(`perform:${o.id}`, { performed_on: today(), outcome: 'effective' as 'effective' | 'deviation', note: '', what: '', cause: '', correction: '' });
  const v = form.values;
  const save = async () => {
    if (v.outcome === 'deviation' && !v.what.trim()) { form.setErrors({ what: t('need_what') }); return; }
    const saved = await form.submit(async () => {
      // Files that went up stay up: a second try does not send them again.
      const evidence = [...sent];
      const left = [...files];
      while (left[0]) {
        const made = await recordEvidence({
          title: t('proof_title', { title: o.title, day: day(v.performed_on) }), kind: 'sample_test', aspect: 'operation', measure: o.measure, plan_item: o.plan_item, places: o.place ? [{ kind: o.place.kind as Place['kind'], id: o.place.id }] : [],
          covers_from: v.performed_on, covers_to: v.performed_on, valid_until: null, result: v.outcome === 'effective' ? 'supports' : 'refutes', source: '', query: '', link: '', note: v.note, author: '', approver: '', reviewed_on: null,
        }, left[0]);
        evidence.push(made.id);
        left.shift();
        setSent([...evidence]);
        setFiles([...left]);
      }
      await api.post('/occurrences/{id}/perform', { path: { id: o.id }, body: {
        performed_on: v.performed_on, outcome: v.outcome, note: v.note, evidence,
        ...(v.outcome === 'deviation' ? { deviation: { what: v.what, cause: v.cause, correction: v.correction } } : {}),
      }, version: o.version });
    });
    if (saved) { tell(t('done')); refresh(); onClose(); }
  };
  return (
    <Modal opened onClose={onClose} size="lg" fullScreen={phone ?? false} title={t('perform_title', { title: sentence(o.title) })} closeButtonProps={{ 'aria-label': u('close') }}>
      <form className="stack" noValidate onSubmit={(e) => { e.preventDefault(); void save(); }}>
        <FormNotes form={form} reload={async () => { const now = await api.get('/occurrences/{id}', { path: { id: o.id } }); refresh(); return { values: form.values, version: now.version }; }} />
        <DateField label={t('when')} required min={o.due} max={today()} value={v.performed_on} error={form.errors['performed_on']} onChange={(d) => form.set('performed_on', d)} />
        <div><div className="field-label" id="how-label">{t('how')}</div><SegmentedControl fullWidth size="md" aria-labelledby="how-label" value={v.outcome} onChange={(x) => form.set('outcome', x as 'effective' | 'deviation')} data={[{ value: 'effective', label: t('effective') }, { value: 'deviation', label: t('deviation') }]} /></div>
        <Textarea label={t('report')} description={t('report_hint')} value={v.note} error={form.errors['note']} onChange={(e) => form.set('note', e.currentTarget.value)} />
        {v.outcome === 'deviation' && (
          <>
            <Note tone="warn">{t('dev_hint')}</Note>
            <Textarea required minRows={2} label={t('dev_what')} value={v.what} error={form.errors['what']} onChange={(e) => form.set('what', e.currentTarget.value)} />
            <Textarea minRows={2} label={t('dev_cause')} value={v.cause} onChange={(e) => form.set('cause', e.currentTarget.value)} />
            <Textarea minRows={2} label={t('dev_correction')} value={v.correction} onChange={(e) => form.set('correction', e.currentTarget.value)} />
          </>
        )}
        <div><div className="field-label">{t('proof')}</div><p className="dim small">{t('proof_hint')}</p><div className="block-s"><Dropzone files={files} onChange={setFiles} many photo /></div></div>
        {form.busy && files.length > 0 && <p className="small dim" role="status">{t('uploading')}</p>}
        <FormFoot busy={form.busy} saveLabel={t('save')} onCancel={onClose} disabled={!v.performed_on} />
      </form>
    </Modal>
  );
}
