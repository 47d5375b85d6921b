// SPDX-License-Identifier: EUPL-1.2
//
// What can be done with the rows that are chosen.
import { Button, Select } from '@mantine/core';
import { IconTrash, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Register, RegisterRow } from '../../api/types';
import { ask } from '../../ui/confirm';
import { CellInput } from './cell_input';
import { kMostAtOnce } from './list_state';
import { assetWords } from './text';
import type { Bulk } from './use_bulk';

interface Props { register: Register; rows: RegisterRow[]; total: number; onAll: () => void; onClear: () => void; bulk: Bulk }

export function BulkBar({ register, rows, total, onAll, onClear, bulk }: Props) {
  const t = assetWords.use();
  const [name, setName] = useState('');
  const [value, setValue] = useState<unknown>('');
  const fields = register.fields.filter((f) => ['choice', 'reference', 'boolean', 'date'].includes(f.kind));
  const field = fields.find((f) => f.name === name);
  const ready = field !== undefined && (value !== '' || !field.required) && !(field.kind === 'boolean' && value === '');
  const change = async () => {
    if (!field || !(await ask(t('bulk_set_title', { count: rows.length, field: field.label }), t('bulk_set_text'), t('bulk_set'), false))) return;
    await bulk.set(field, value, rows);
  };
  const remove = async () => {
    if (await ask(t('bulk_remove_title', { count: rows.length }), t('bulk_remove_text'), t('remove'))) await bulk.remove(rows);
  };
  return (
    <div className="bulk" role="group" aria-label={t('bulk_label')}>
      <strong aria-live="polite">{t('bulk_chosen', { count: rows.length })}</strong>
      {total > rows.length && total <= kMostAtOnce && <button type="button" className="link" onClick={onAll}>{t('bulk_all', { count: total })}</button>}
      <form className="line s" onSubmit={(e) => { e.preventDefault(); void change(); }}>
        <Select aria-label={t('bulk_field')} placeholder={t('bulk_field')} w={190} value={name || null} data={fields.map((f) => ({ value: f.name, label: f.label }))} onChange={(v) => { setName(v ?? ''); setValue(''); }} />
        {field && <CellInput key={field.name} field={field} label={t('bulk_value', { field: field.label })} value={value} onChange={setValue} />}
        {field && <Button type="submit" disabled={!ready} loading={bulk.busy}>{t('bulk_set')}</Button>}
      </form>
      <span className="grow" />
      <Button variant="outline" color="brick" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => void remove()}>{t('remove')}</Button>
      <Button variant="subtle" leftSection={<IconX size={16} aria-hidden />} onClick={onClear}>{t('bulk_clear')}</Button>
    </div>
  );
}
