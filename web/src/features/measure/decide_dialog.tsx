// SPDX-License-Identifier: EUPL-1.2
import { Modal, Textarea } from '@mantine/core';
import { api } from '../../api/client';
import { useRefresh } from '../../api/queries';
import type { ApplicabilityRow } from '../../api/types';
import { Choice } from '../../ui/choice';
import { FormFoot, FormNotes, useRecordForm } from '../../ui/form';
import { day } from '../../ui/format';
import { ui } from '../../ui/text';
import { tell } from '../../ui/toast';
import { soaWords } from './soa_text';
import { useUrlState } from '../../ui/url_state';

interface Fields { applies: 'yes' | 'no'; reason: string }
const fieldsOf = (row: ApplicabilityRow): Fields => ({ applies: row.applies === false ? 'no' : 'yes', reason: row.reason });

export function DecideDialog({ row, onClose }: { row: ApplicabilityRow; onClose: () => void }) {
  const t = soaWords.use();
  const u = ui.use();
  const refresh = useRefresh();
  const { get } = useUrlState();
  const form = useRecordForm<Fields>(`applicability:${row.requirement}`, fieldsOf(row), row.version);
  const save = async () => {
    if (!form.values.reason.trim()) { form.setErrors({ reason: t('reason_need') }); return; }
    if (await form.submit((v, version) => api.put('/applicability/{urn}', { path: { urn: row.requirement }, body: { applies: v.applies === 'yes', reason: v.reason }, version }))) { tell(t('saved')); refresh(); onClose(); }
  };
  const reload = async () => {
    const now = (await api.get('/applicability', { query: { framework: get('framework') } })).items.find((r) => r.requirement === row.requirement) ?? row;
    return { values: fieldsOf(now), version: now.version };
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={t('decide_title', { ref: row.ref, title: row.title })} closeButtonProps={{ 'aria-label': u('close') }}>
      <form className="stack" noValidate onSubmit={(e) => { e.preventDefault(); void save(); }}>
        <FormNotes form={form} reload={reload} label={(f) => (f === 'applies' ? t('col_applies') : t('reason'))} />
        <Choice label={t('applies')} hint={t(`${form.values.applies}_means`)} value={form.values.applies} onChange={(v) => form.set('applies', v)} data={[{ value: 'yes', label: t('yes') }, { value: 'no', label: t('no') }]} />
        <Textarea required label={t('reason')} description={<>{t('reason_hint')}<br />{t(`${form.values.applies}_example`)}</>} value={form.values.reason} error={form.errors['reason']} onChange={(e) => form.set('reason', e.currentTarget.value)} />
        {row.decided_by && <p className="dim small">{t('decided_by', { name: row.decided_by, at: day(row.decided_at) })}</p>}
        <FormFoot busy={form.busy} onCancel={onClose} />
      </form>
    </Modal>
  );
}
