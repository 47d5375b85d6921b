// SPDX-License-Identifier: EUPL-1.2
//
// The frameworks that Waarborg brings and an organisation chooses itself.
import { Button, Modal, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../../api/client';
import { useRefresh } from '../../api/queries';
import type { FrameworkProposal } from '../../api/types';
import { useMay } from '../../app/session';
import { FormFoot, FormNotes, useRecordForm } from '../../ui/form';
import { Card } from '../../ui/page';
import { QueryView } from '../../ui/states';
import { ui } from '../../ui/text';
import { tell, tellFault } from '../../ui/toast';
import { mappingWords } from './mapping_text';

export const useFrameworkProposals = () => useQuery({ queryKey: ['/setup/frameworks'], queryFn: () => api.get('/setup/frameworks') });

/** Letting go of a framework asks why: an auditor will. */
export function DropDialog({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const t = mappingWords.use();
  const refresh = useRefresh();
  const form = useRecordForm(`drop-framework:${id}`, { reason: '' });
  const save = async () => {
    if (await form.submit(({ reason }) => api.put('/frameworks/{id}/use', { path: { id }, body: { used: false, reason } }))) { tell(t('dropped_done', { name })); refresh(); onClose(); }
  };
  return (
    <Modal opened onClose={onClose} title={t('drop_title', { name })} closeButtonProps={{ 'aria-label': ui.now('close') }}>
      <form className="stack" onSubmit={(e) => { e.preventDefault(); void save(); }}>
        <p>{t('drop_text')}</p>
        <FormNotes form={form} />
        <Textarea required data-autofocus label={t('drop_reason')} error={form.errors['reason']} value={form.values.reason} onChange={(e) => form.set('reason', e.currentTarget.value)} />
        <FormFoot busy={form.busy} saveLabel={t('drop')} onCancel={() => { form.drop(); onClose(); }} />
      </form>
    </Modal>
  );
}

export function UseButton({ id, name }: { id: string; name: string }) {
  const t = mappingWords.use();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const use = () => {
    setBusy(true);
    api.put('/frameworks/{id}/use', { path: { id }, body: { used: true } }).then(() => { tell(t('used_done', { name })); refresh(); }).catch(tellFault).finally(() => setBusy(false));
  };
  return <Button size="xs" loading={busy} onClick={use} aria-label={`${t('use')}: ${name}`}>{t('use')}</Button>;
}

function Choice({ p }: { p: FrameworkProposal }) {
  const t = mappingWords.use();
  const may = useMay();
  return (
    <li className="line top between">
      <div className="grow roomy stack xs">
        <span className="line s"><strong>{p.name}</strong>{p.used ? <span className="badge good">{t('in_use')}</span> : p.proposed && <span className="badge accent">{t('proposed_badge')}</span>}</span>
        <span className="dim small prose">{p.reason}</span>
        <span className="dim small">{t('requirements', { count: p.requirements })} · <Link to={`/mappings?target=${encodeURIComponent(p.urn)}`}>{t('see_mappings')}</Link></span>
      </div>
      {!p.used && may('edit_catalog') && <UseButton id={p.id} name={p.name} />}
    </li>
  );
}

export function FrameworkChoices() {
  const t = mappingWords.use();
  const query = useFrameworkProposals();
  if (query.data?.items.length === 0) return null;
  return (
    <Card title={t('choices')}>
      <p className="dim prose">{t('choices_text')}</p>
      <QueryView query={query}>{(data) => <ul className="plain divided block-s">{data.items.map((p) => <Choice key={p.urn} p={p} />)}</ul>}</QueryView>
    </Card>
  );
}
