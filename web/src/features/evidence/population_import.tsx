// SPDX-License-Identifier: EUPL-1.2
import { Modal, Select, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { api, part } from '../../api/client';
import { useRefresh } from '../../api/queries';
import type { Measure, Population } from '../../api/types';
import { Dropzone } from '../../ui/dropzone';
import { FormFoot, FormNotes, useRecordForm } from '../../ui/form';
import { DateField } from '../../ui/date_field';
import { addDays, addMonths, today } from '../../ui/format';
import { ui } from '../../ui/text';
import { tell } from '../../ui/toast';
import { evidenceWords } from './text';

/** Reads only the heading and the number of rows, to let one choose the key; the server reads the file itself. */
function peek(text: string): { columns: string[]; rows: number } {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/).filter((line) => line.trim() !== '');
  const head = lines[0] ?? '';
  const comma = (head.match(/;/g)?.length ?? 0) > (head.match(/,/g)?.length ?? 0) ? ';' : ',';
  return { columns: head.split(comma).map((c) => c.trim().replace(/^"|"$/g, '')).filter(Boolean), rows: Math.max(0, lines.length - 1) };
}

export function PopulationImport({ measure, onClose }: { measure: Measure; onClose: () => void }) {
  const t = evidenceWords.use();
  const u = ui.use();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const samples = measure.plan.operation.filter((i) => i.kind === 'sample');
  const [files, setFiles] = useState<File[]>([]);
  const [text, setText] = useState('');
  const form = useRecordForm(`population:${measure.id}`, { title: '', from: addDays(addMonths(today(), -6), 1), to: today(), plan_item: samples[0]?.id ?? '', key: '' });
  const found = peek(text);
  const file = files[0];
  useEffect(() => { if (file) void file.text().then(setText); else setText(''); }, [file]);
  const key = form.values.key && found.columns.includes(form.values.key) ? form.values.key : (found.columns[0] ?? '');
  const send = async () => {
    let made: Population | undefined;
    const { title, from, to, plan_item } = form.values;
    if (await form.submit(async () => { made = await api.post('/measures/{id}/populations', { path: { id: measure.id }, raw: text, type: 'text/csv', query: { title, from, to, plan_item, key } }); }) && made) {
      tell(t('pop_frozen_done', { count: made.count }));
      refresh();
      void navigate(`/populations/${part(made.id)}`);
    }
  };
  return (
    <Modal opened onClose={onClose} title={t('pop_import')} size="lg" closeButtonProps={{ 'aria-label': u('close') }}>
      <form className="stack" onSubmit={(e) => { e.preventDefault(); void send(); }}>
        <p className="dim">{t('pop_import_text')}</p>
        <FormNotes form={form} />
        <Dropzone files={files} onChange={setFiles} accept=".csv,text/csv" />
        {text && <p className="small" role="status">{t('pop_rows', { count: found.rows })}</p>}
        <div className="form-grid">
          <TextInput className="full" required label={t('pop_name')} description={t('pop_name_hint')} value={form.values.title} error={form.errors['title']} onChange={(e) => form.set('title', e.currentTarget.value)} />
          <DateField required label={t('f_from')} value={form.values.from} onChange={(d) => form.set('from', d)} />
          <DateField required label={t('f_to')} value={form.values.to} onChange={(d) => form.set('to', d)} />
          {found.columns.length > 0 && <Select className="full" label={t('pop_key')} description={t('pop_key_hint')} value={key} data={found.columns} error={form.errors['key']} onChange={(v) => form.set('key', v ?? '')} />}
          {samples.length > 1 && <Select className="full" label={t('f_plan_item')} value={form.values.plan_item} data={samples.map((i) => ({ value: i.id, label: i.title }))} onChange={(v) => form.set('plan_item', v ?? '')} />}
        </div>
        <FormFoot busy={form.busy} saveLabel={t('pop_freeze')} onCancel={onClose} disabled={!text} />
      </form>
    </Modal>
  );
}
