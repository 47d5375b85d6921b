// SPDX-License-Identifier: EUPL-1.2
import { Button, Textarea } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../../api/client';
import { useRefresh } from '../../api/queries';
import type { RequirementDetail } from '../../api/types';
import { useMay } from '../../app/session';
import { FormFoot, FormNotes, useRecordForm } from '../../ui/form';
import { day } from '../../ui/format';
import { Card, Note } from '../../ui/page';
import { ui } from '../../ui/text';
import { tell } from '../../ui/toast';
import { catalogWords } from './text';

/** The text of the norm belongs to NEN: kept for the organisation's own use, never exported. */
export function OwnText({ r }: { r: RequirementDetail }) {
  const t = catalogWords.use();
  const u = ui.use();
  const may = useMay();
  const refresh = useRefresh();
  const [open, setOpen] = useState(false);
  const form = useRecordForm(`own-text:${r.id}`, { text: r.own_text }, r.own_text_version);
  const editing = open || form.dirty;
  const save = async () => {
    if (await form.submit(({ text }, version) => api.put('/requirements/{urn}/own-text', { path: { urn: r.id }, body: { text }, version }))) { setOpen(false); tell(t('own_saved')); refresh(); }
  };
  return (
    <Card title={t('own_text')} actions={!editing && may('edit_catalog') ? <Button size="xs" variant="default" onClick={() => setOpen(true)}>{r.own_text ? u('edit') : t('own_text_add')}</Button> : null}>
      {!editing && r.own_text && <p className="keep-lines prose">{r.own_text}</p>}
      {!editing && !r.own_text && <p className="dim small">{t('own_text_hint')}</p>}
      {editing && (
        <form className="stack s" onSubmit={(e) => { e.preventDefault(); void save(); }}>
          <Note icon={<IconLock size={18} aria-hidden />}><span className="small">{t('own_text_hint')}</span></Note>
          <FormNotes form={form} reload={async () => { const now = await api.get('/requirements/{urn}', { path: { urn: r.id } }); return { values: { text: now.own_text }, version: now.own_text_version }; }} />
          <Textarea label={t('own_text_label')} value={form.values.text} onChange={(e) => form.set('text', e.currentTarget.value)} maxRows={20} />
          <FormFoot busy={form.busy} onCancel={() => { form.drop(); setOpen(false); }} />
        </form>
      )}
    </Card>
  );
}

/** Rule 6: measures that each answer partly reach more than "partly" only after a reasoned declaration by a named person. */
export function Together({ r }: { r: RequirementDetail }) {
  const t = catalogWords.use();
  const u = ui.use();
  const may = useMay();
  const refresh = useRefresh();
  const [open, setOpen] = useState(false);
  const form = useRecordForm(`together:${r.id}`, { reason: '' }, r.complete_together_version);
  const declared = r.complete_together ?? null;
  const onlyPartly = r.measure_list.length > 1 && r.measure_list.every((m) => m.coverage === 'partly');
  if (!declared && !onlyPartly) return null;
  const withdraw = declared !== null && !(declared.lapsed && onlyPartly); // what lapsed is declared anew, or taken back
  const save = async () => {
    if (!form.values.reason.trim()) { form.setErrors({ reason: u('required') }); return; }
    if (await form.submit(({ reason }, version) => api.put('/requirements/{urn}/complete-together', { path: { urn: r.id }, body: { reason, withdraw }, version }))) { setOpen(false); refresh(); }
  };
  const deed = t(withdraw ? 'together_withdraw' : 'together_do');
  return (
    <div className="block-s stack s">
      <p className="small dim">{declared ? t('together_by', { name: declared.by, at: day(declared.at), reason: declared.reason }) : t('together_text')}</p>
      {declared?.lapsed && <Note tone="warn">{t('together_lapsed')}</Note>}
      {may('decide_applicability') && (!open && !form.dirty ? <div><Button size="xs" variant="default" onClick={() => setOpen(true)}>{deed}</Button></div> : (
        <form className="stack s" noValidate onSubmit={(e) => { e.preventDefault(); void save(); }}>
          <FormNotes form={form} reload={async () => { const now = await api.get('/requirements/{urn}', { path: { urn: r.id } }); refresh(); return { values: { reason: '' }, version: now.complete_together_version }; }} />
          <Textarea required label={t(withdraw ? 'together_withdraw_reason' : 'together_reason')} error={form.errors['reason']} value={form.values.reason} onChange={(e) => form.set('reason', e.currentTarget.value)} />
          <FormFoot busy={form.busy} saveLabel={deed} onCancel={() => { form.drop(); setOpen(false); }} />
        </form>
      ))}
    </div>
  );
}
