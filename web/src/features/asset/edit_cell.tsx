// SPDX-License-Identifier: EUPL-1.2
//
// A cell that can be changed where it stands. Enter saves, Escape leaves it as it was. What could not be saved stays.
import { ActionIcon } from '@mantine/core';
import { IconCheck, IconPencil, IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { rowName } from '../../api/queries';
import type { RegisterField, RegisterRow } from '../../api/types';
import { ui } from '../../ui/text';
import { CellInput } from './cell_input';
import { FieldValue } from './field_value';
import { assetWords } from './text';
import type { Bulk } from './use_bulk';

/** Kinds for which a cell is room enough; long texts and addresses are written in the form. */
const kInPlace = ['text', 'choice', 'boolean', 'date', 'integer', 'reference'];

export function EditCell({ field, row, bulk, may }: { field: RegisterField; row: RegisterRow; bulk: Bulk; may: boolean }) {
  const t = assetWords.use();
  const [value, setValue] = useState<unknown>(null);
  const [open, setOpen] = useState(false);
  const [wrong, setWrong] = useState('');
  const pencil = useRef<HTMLButtonElement>(null);
  if (!may || !kInPlace.includes(field.kind)) return <FieldValue field={field} row={row} />;
  const label = t('cell_edit', { field: field.label, name: rowName(row) });
  const close = () => { setOpen(false); window.setTimeout(() => pencil.current?.focus()); };
  const save = (next: unknown) => {
    if (next === row[field.name]) { close(); return; }
    if (field.required && (next === '' || next === null)) { setWrong(ui.now('required')); return; }
    void bulk.set(field, next, [row], close);
  };
  if (!open) {
    return (
      <span className="cell-edit">
        <FieldValue field={field} row={row} />
        <ActionIcon ref={pencil} className="cell-pencil" variant="subtle" color="gray" size="sm" aria-label={label} onClick={() => { setValue(row[field.name] ?? ''); setWrong(''); setOpen(true); }}><IconPencil size={14} /></ActionIcon>
      </span>
    );
  }
  const atOnce = ['choice', 'boolean', 'reference', 'date'].includes(field.kind);
  return (
    <span className="cell-edit open" onKeyDown={(e) => { if (e.key === 'Escape') { e.stopPropagation(); close(); } else if (e.key === 'Enter' && !atOnce) { e.preventDefault(); save(value); } }}>
      <CellInput field={field} label={label} value={value} autoFocus w={170} error={wrong} onChange={(next) => { setValue(next); setWrong(''); if (atOnce) save(next); }} />
      {!atOnce && <ActionIcon variant="subtle" loading={bulk.busy} aria-label={t('cell_save')} onClick={() => save(value)}><IconCheck size={15} /></ActionIcon>}
      <ActionIcon variant="subtle" color="gray" aria-label={t('cell_cancel')} onClick={close}><IconX size={15} /></ActionIcon>
    </span>
  );
}
