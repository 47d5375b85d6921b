// SPDX-License-Identifier: EUPL-1.2
//
// What stood in the way of a change: for each row what was meant and what is there now. Nothing was done yet.
import { Button, Modal } from '@mantine/core';
import { rowName } from '../../api/queries';
import type { Register, RegisterRow } from '../../api/types';
import { Note } from '../../ui/page';
import { SimpleTable } from '../../ui/table';
import { ui } from '../../ui/text';
import { valueText } from './field_value';
import { assetWords } from './text';
import type { Bulk } from './use_bulk';

export function ClashDialog({ register, bulk }: { register: Register; bulk: Bulk }) {
  const t = assetWords.use();
  const u = ui.use();
  const clash = bulk.clash;
  if (!clash) return null;
  const { field, value, rows, theirs, problems, then } = clash;
  const now = new Map(theirs.map((row) => [row.id, row]));
  const bad = new Set(problems.map((p) => p.id));
  // Rows that can go on: as they are now when someone changed them, unless the rule itself refuses them.
  const refused = new Set(problems.filter((p) => !now.has(p.id)).map((p) => p.id));
  const mine = rows.filter((row) => !refused.has(row.id)).map((row) => now.get(row.id) ?? row);
  const others = rows.filter((row) => !bad.has(row.id));
  const again = (list: RegisterRow[]) => void (field ? bulk.set(field, value, list, then) : bulk.remove(list));
  const meant = field ? valueText(t, field, { id: '', version: 0, [field.name]: value }) || '–' : t('remove');
  return (
    <Modal opened onClose={bulk.dropClash} size="lg" title={t('clash_title')} closeButtonProps={{ 'aria-label': u('close') }}>
      <div className="stack">
        <Note tone="warn"><strong>{t('clash_nothing_done')}</strong><p className="small">{t('clash_text')}</p></Note>
        <div className="card flush">
          <SimpleTable label={t('clash_title')} rows={problems} rowKey={(p) => p.id} columns={[
            { key: 'name', label: register.title_one, className: 'cell-title', render: (p) => p.name || rowName(rows.find((r) => r.id === p.id) ?? { id: p.id, version: 0 }) },
            ...(field && theirs.length > 0 ? [
              { key: 'mine', label: t('clash_mine'), render: () => (field.kind === 'reference' ? t('clash_your_choice') : meant) },
              { key: 'theirs', label: t('clash_theirs'), render: (p: { id: string }) => { const row = now.get(p.id); return row ? valueText(t, field, row) || '–' : ''; } },
            ] : []),
            { key: 'text', label: t('clash_why'), render: (p) => p.text },
          ]} />
        </div>
        <div className="line end">
          <Button variant="default" onClick={bulk.dropClash}>{t('clash_keep_theirs')}</Button>
          {others.length > 0 && <Button variant="default" loading={bulk.busy} onClick={() => again(others)}>{t('clash_skip', { count: others.length })}</Button>}
          {theirs.length > 0 && <Button loading={bulk.busy} {...(field ? {} : { color: 'brick' })} onClick={() => again(mine)}>{t('clash_use_mine')}</Button>}
        </div>
      </div>
    </Modal>
  );
}
