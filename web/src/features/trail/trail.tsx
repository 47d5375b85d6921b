// SPDX-License-Identifier: EUPL-1.2
import { Button, Modal, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../../api/client';
import type { TrailEntry } from '../../api/types';
import { useMay } from '../../app/session';
import { moment } from '../../ui/format';
import { Note, Page } from '../../ui/page';
import { Empty, ErrorNote, Loading } from '../../ui/states';
import { PagedTable, SearchBox, usePaged } from '../../ui/table';
import { ui } from '../../ui/text';
import { useUrlState } from '../../ui/url_state';
import { trailWords } from './text';
import { Changes, subjectPath } from './trail_list';

const kFilters = ['subject', 'actor', 'action'] as const;
interface Outcome { ok: boolean; size: number; root: string; key?: string; problems: string[] }

function Verify() {
  const t = trailWords.use();
  const u = ui.use();
  const [open, setOpen] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [checkpoint, setCheckpoint] = useState('');
  const [error, setError] = useState<unknown>(null);
  const run = () => {
    setOpen(true);
    setOutcome(null);
    setError(null);
    api.post<Outcome>('/trail/verify').then(setOutcome).catch(setError);
    api.get<string>('/trail/checkpoint', undefined, { as: 'text' }).then(setCheckpoint).catch(() => setCheckpoint(''));
  };
  return (
    <>
      <Button leftSection={<IconShieldCheck size={17} />} onClick={run}>{t('verify')}</Button>
      <Modal opened={open} onClose={() => setOpen(false)} size="lg" title={t('verify')} closeButtonProps={{ 'aria-label': u('close') }}>
        <div className="stack">
          {!outcome && !error && <Loading rows={3} />}
          <ErrorNote error={error} retry={run} />
          {outcome && <Note tone={outcome.ok ? 'good' : 'bad'}><strong>{outcome.ok ? t('verify_ok', { size: outcome.size }) : t('verify_bad')}</strong>{outcome.problems.length > 0 && <ul>{outcome.problems.map((p) => <li key={p}>{p}</li>)}</ul>}</Note>}
          {outcome && <div><span className="dim small">{t('root')}</span><br /><code>{outcome.root}</code></div>}
          {outcome?.key && <div><span className="dim small">{t('key')}</span><br /><code className="break">{outcome.key}</code><p className="dim small">{t('key_text')}</p></div>}
          {checkpoint && <div><span className="dim small">{t('checkpoint')}</span><pre className="mono pre">{checkpoint}</pre></div>}
        </div>
      </Modal>
    </>
  );
}

function TextFilter({ name, label }: { name: string; label: string }) {
  const { get, set } = useUrlState();
  const [text, setText] = useState(get(name));
  const send = useDebouncedCallback((value: string) => set({ [name]: value, after: null }), 300);
  return <TextInput label={label} value={text} onChange={(e) => { setText(e.currentTarget.value); send(e.currentTarget.value); }} w={190} />;
}

export default function TrailScreen() {
  const t = trailWords.use();
  const may = useMay();
  const { get, set } = useUrlState();
  const query = usePaged<TrailEntry>('/trail', kFilters);
  return (
    <Page title={t('title')} help="trail" sub={t('sub')} width="wide" actions={may('verify_trail') ? <Verify /> : null}>
      <div className="filters"><SearchBox label={t('search')} /><TextFilter name="actor" label={t('actor')} /><TextFilter name="action" label={t('action')} /></div>
      {get('subject') && <div className="gap-below"><Note><div className="line between"><span>{t('filtered')}</span><button type="button" className="link strong" onClick={() => set({ subject: null, after: null })}>{t('show_all')}</button></div></Note></div>}
      <PagedTable<TrailEntry> label={t('title')} query={query} filters={kFilters} rowKey={(e) => String(e.sequence)} empty={<Empty title={t('empty')}>{t('empty_text')}</Empty>}
        columns={[
          { key: 'sequence', label: t('number'), render: (e) => <span className="number dim" title={`${t('leaf')} ${e.leaf}`}>{e.sequence}</span> },
          { key: 'at', label: t('when'), render: (e) => <span className="number nowrap">{moment(e.at)}</span> },
          { key: 'actor', label: t('actor'), render: (e) => e.actor },
          { key: 'action', label: t('what'), render: (e) => { const path = subjectPath(e); return <><span className="strong">{e.action_label}</span><br /><span className="small">{path ? <Link to={path}>{e.subject_label}</Link> : <span className="dim">{e.subject_label}</span>}</span></>; } },
          { key: 'changes', label: t('changes'), wide: true, render: (e) => <Changes entry={e} /> },
        ]} />
    </Page>
  );
}
