// SPDX-License-Identifier: EUPL-1.2
import { Modal, Textarea } from '@mantine/core';
import { api } from '../../api/client';
import { useRefresh } from '../../api/queries';
import { FormFoot, FormNotes, useRecordForm } from '../../ui/form';
import { ui } from '../../ui/text';
import { tell } from '../../ui/toast';
import { mappingWords } from './mapping_text';

interface Rejected { id: string; version: number; rationale: string }

export function RejectDialog({ item, onClose }: { item: Rejected; onClose: () => void }) {
  const t = mappingWords.use();
  const refresh = useRefresh();
  const form = useRecordForm(`reject-mapping:${item.id}`, { reason: '' }, item.version);
  const save = async () => {
    if (await form.submit(({ reason }, version) => api.post('/mappings/{id}/review', { path: { id: item.id }, body: { state: 'rejected', reason }, version }))) { tell(t('judged')); refresh(); onClose(); }
  };
  return (
    <Modal opened onClose={onClose} title={t('reject_title')} closeButtonProps={{ 'aria-label': ui.now('close') }}>
      <form className="stack" onSubmit={(e) => { e.preventDefault(); void save(); }}>
        {item.rationale && <p className="dim">{item.rationale}</p>}
        <p>{t('reject_text')}</p>
        <FormNotes form={form} />
        <Textarea required data-autofocus label={t('reject_reason')} error={form.errors['reason']} value={form.values.reason} onChange={(e) => form.set('reason', e.currentTarget.value)} />
        <FormFoot busy={form.busy} saveLabel={t('reject')} onCancel={() => { form.drop(); onClose(); }} />
      </form>
    </Modal>
  );
}
