// SPDX-License-Identifier: EUPL-1.2
//
// Judging several pieces of evidence at once: only those that wait and that the reader may judge can be chosen.
import { Button, Checkbox, Modal, Textarea } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { api } from '../../api/client';
import { useRefresh } from '../../api/queries';
import type { BulkReview, EvidenceRow } from '../../api/types';
import { withDays } from '../../ui/format';
import { FormFoot, FormNotes, useRecordForm } from '../../ui/form';
import { Note } from '../../ui/page';
import type { Column } from '../../ui/table';
import { ui } from '../../ui/text';
import { tell } from '../../ui/toast';
import { evidenceWords } from './text';

type Decision = 'accepted' | 'rejected';
type Chosen = ReadonlyMap<string, EvidenceRow>;

interface DialogProps { rows: EvidenceRow[]; decision: Decision; onClose: () => void; onDone: () => void }
/** A decision cannot be taken back, so the dialog names everything that it is about. */
function ReviewDialog({ rows, decision, onClose, onDone }: DialogProps) {
  const t = evidenceWords.use();
  const u = ui.use();
  const refresh = useRefresh();
  const [answer, setAnswer] = useState<BulkReview | null>(null);
  const form = useRecordForm('evidence:review', { note: '' });
  const label = t(decision === 'accepted' ? 'bulk_accept' : 'bulk_reject');
  const titles = new Map(rows.map((row) => [row.id, row.title]));
  const send = async () => {
    if (decision === 'rejected' && !form.values.note.trim()) { form.setErrors({ note: u('required') }); return; }
    const body = { items: rows.map(({ id, version }) => ({ id, version })), decision };
    const done = await form.submit(async (v) => {
      const found = await api.post('/evidence/review', { body: { ...body, note: v.note } });
      refresh();
      if (found.reviewed > 0) tell(t('bulk_done', { count: found.reviewed }));
      if (found.refused.length > 0) setAnswer(found); else onDone();
    });
    if (!done) refresh();
  };
  return (
    <Modal opened onClose={answer ? onDone : onClose} size="lg" title={t(decision === 'accepted' ? 'bulk_accept_title' : 'bulk_reject_title', { count: rows.length })} closeButtonProps={{ 'aria-label': u('close') }}>
      {answer
        ? (
          <div className="stack">
            <Note tone="warn"><strong>{t('bulk_refused')}</strong><ul>{answer.refused.map((one) => <li key={one.id}>{withDays(titles.get(one.id) ?? one.id)}: {one.text}</li>)}</ul></Note>
            <div className="line end"><Button onClick={onDone}>{u('close')}</Button></div>
          </div>
        ) : (
          <form className="stack" noValidate onSubmit={(e) => { e.preventDefault(); void send(); }}>
            <p className="dim">{t('bulk_final')}</p>
            <ul>{rows.map((row) => <li key={row.id}>{withDays(row.title)} <span className="dim small">{row.measure_title}</span></li>)}</ul>
            <FormNotes form={form} />
            <Textarea required={decision === 'rejected'} label={t(decision === 'rejected' ? 'bulk_why' : 'bulk_note')} minRows={2} value={form.values.note} error={form.errors['note']} onChange={(e) => form.set('note', e.currentTarget.value)} />
            <FormFoot busy={form.busy} saveLabel={label} onCancel={onClose} />
          </form>
        )}
    </Modal>
  );
}

export interface BulkReviewing { columns: Column<EvidenceRow>[]; bar: ReactNode; rowClass: (row: EvidenceRow) => string }

/** The box before each row and the bar above the list; nothing of it when there is nothing to judge. */
export function useBulkReview(page: EvidenceRow[]): BulkReviewing {
  const t = evidenceWords.use();
  const [chosen, setChosen] = useState<Chosen>(new Map());
  const [decision, setDecision] = useState<Decision | null>(null);
  const open = page.filter((row) => row.may_review);
  const choose = (rows: EvidenceRow[], on: boolean) => setChosen((old) => { const next = new Map(old); for (const row of rows) { if (on) next.set(row.id, row); else next.delete(row.id); } return next; });
  const clear = () => { setChosen(new Map()); setDecision(null); };
  const onPage = open.filter((row) => chosen.has(row.id)).length;
  // What is on the page now is newer than what was chosen then.
  const rows = [...chosen.values()].map((row) => page.find((now) => now.id === row.id) ?? row);
  const box: Column<EvidenceRow> = {
    key: 'chosen', label: t('bulk_choose'), className: 'cell-choose',
    head: <Checkbox size="xs" aria-label={t('bulk_choose_page')} checked={onPage > 0 && onPage === open.length} indeterminate={onPage > 0 && onPage < open.length} onChange={(e) => choose(open, e.currentTarget.checked)} />,
    render: (row) => row.may_review ? <Checkbox size="xs" aria-label={t('bulk_choose_row', { title: withDays(row.title) })} checked={chosen.has(row.id)} onChange={(e) => choose([row], e.currentTarget.checked)} /> : null,
  };
  const bar = rows.length > 0 && (
    <div className="bulk" role="group" aria-label={t('bulk_label')}>
      <strong aria-live="polite">{t('bulk_chosen', { count: rows.length })}</strong>
      <Button onClick={() => setDecision('accepted')}>{t('bulk_accept')}</Button>
      <Button variant="outline" color="brick" onClick={() => setDecision('rejected')}>{t('bulk_reject')}…</Button>
      <span className="grow" />
      <Button variant="subtle" leftSection={<IconX size={16} aria-hidden />} onClick={clear}>{t('bulk_clear')}</Button>
      {decision && <ReviewDialog rows={rows} decision={decision} onClose={() => setDecision(null)} onDone={clear} />}
    </div>
  );
  return { columns: open.length > 0 || rows.length > 0 ? [box] : [], bar, rowClass: (row) => (chosen.has(row.id) ? 'chosen' : '') };
}
