// SPDX-License-Identifier: EUPL-1.2
import { Button, Modal, SegmentedControl, Select, Textarea } from '@mantine/core';
import { Link } from 'react-router';
import { api, part } from '../../api/client';
import { useRefresh } from '../../api/queries';
import type { Deviation } from '../../api/types';
import { useMay } from '../../app/session';
import { FormFoot, FormNotes, useRecordForm } from '../../ui/form';
import { day } from '../../ui/format';
import { ui } from '../../ui/text';
import { tell } from '../../ui/toast';
import { useEvidenceChoices } from '../evidence/evidence_choices';
import { DeviationBadge } from './parts';
import { taskWords } from './text';

function Retest({ d, onClose }: { d: Deviation; onClose: () => void }) {
  const t = taskWords.use();
  const refresh = useRefresh();
  const form = useRecordForm(`retest:${d.id}`, { evidence: '', supports: 'yes' });
  const send = async () => {
    if (await form.submit((v) => api.post('/deviations/{id}/retest', { path: { id: d.id }, body: { evidence: v.evidence, supports: v.supports === 'yes' } }))) { tell(t('retest_done')); refresh(); onClose(); }
  };
  const { none, select } = useEvidenceChoices(d.measure, form.values.evidence, (e) => e.review !== 'rejected');
  return (
    <form className="stack" onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <hr />
      <div><h3>{t('retest')}</h3><p className="dim small">{t('retest_text')}</p></div>
      <FormNotes form={form} />
      {none ? <p className="small">{t('retest_no_evidence')} <Link to={`/evidence/new?measure=${part(d.measure)}`}>{t('proof')}</Link></p> : (
        <>
          <Select {...select} required label={t('retest_evidence')} error={form.errors['evidence']} onChange={(v) => form.set('evidence', v ?? '')} />
          <SegmentedControl aria-label={t('retest_supports')} value={form.values.supports} onChange={(v) => form.set('supports', v)} data={[{ value: 'yes', label: t('retest_yes') }, { value: 'no', label: t('retest_no') }]} />
          <div className="line end"><Button type="submit" variant="default" loading={form.busy} disabled={!form.values.evidence}>{t('retest')}</Button></div>
        </>
      )}
    </form>
  );
}

/** Without a deviation it records a new one. */
export function DeviationDialog({ measure, deviation, onClose }: { measure: string; deviation?: Deviation; onClose: () => void }) {
  const t = taskWords.use();
  const u = ui.use();
  const may = useMay();
  const refresh = useRefresh();
  const form = useRecordForm(`deviation:${deviation?.id ?? `new:${measure}`}`, { what: deviation?.what ?? '', cause: deviation?.cause ?? '', correction: deviation?.correction ?? '' }, deviation?.version ?? 0);
  const save = async () => {
    const saved = await form.submit((v, version) => (deviation ? api.put('/deviations/{id}', { path: { id: deviation.id }, body: v, version }) : api.post('/measures/{id}/deviations', { path: { id: measure }, body: { what: v.what, cause: v.cause } })));
    if (saved) { tell(t('dev_saved')); refresh(); onClose(); }
  };
  const reload = async () => {
    const now = await api.get('/deviations/{id}', { path: { id: deviation?.id ?? '' } });
    return { values: { what: now.what, cause: now.cause, correction: now.correction }, version: now.version };
  };
  const closed = deviation?.state === 'closed';
  const readOnly = closed || !may('perform_task');
  return (
    <Modal opened onClose={onClose} size="lg" title={t(deviation ? 'detail' : 'dev_new')} closeButtonProps={{ 'aria-label': u('close') }}>
      <div className="stack">
        {deviation && <div className="line"><DeviationBadge state={deviation.state} /><span className="dim small">{day(deviation.opened_at)}{deviation.closed_at && ` · ${t('closed_at', { day: day(deviation.closed_at) })}`}</span></div>}
        <form className="stack" onSubmit={(e) => { e.preventDefault(); void save(); }}>
          <FormNotes form={form} reload={reload} label={(f) => (f === 'what' ? t('dev_what') : f === 'cause' ? t('dev_cause') : t('dev_correction'))} />
          <Textarea required readOnly={readOnly} label={t('dev_what')} value={form.values.what} error={form.errors['what']} onChange={(e) => form.set('what', e.currentTarget.value)} />
          <Textarea readOnly={readOnly} label={t('dev_cause')} value={form.values.cause} error={form.errors['cause']} onChange={(e) => form.set('cause', e.currentTarget.value)} />
          {deviation && <Textarea readOnly={readOnly} label={t('dev_correction')} description={t('dev_hint')} value={form.values.correction} error={form.errors['correction']} onChange={(e) => form.set('correction', e.currentTarget.value)} />}
          {!readOnly && <FormFoot busy={form.busy} onCancel={onClose} />}
        </form>
        {deviation && !readOnly && <Retest d={deviation} onClose={onClose} />}
      </div>
    </Modal>
  );
}
