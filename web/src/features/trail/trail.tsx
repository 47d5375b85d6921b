// SPDX-License-Identifier: EUPL-1.2
import { Button, Modal, Select } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client';
import { locale } from '../../app/i18n';
import { useMay } from '../../app/session';
import { sentence, withDays } from '../../ui/format';
import { Moment } from '../../ui/moment';
import { Note, Page } from '../../ui/page';
import { Empty, ErrorNote, Loading } from '../../ui/states';
import { PagedTable, SearchBox, TextFilter, usePaged } from '../../ui/table';
import { ui } from '../../ui/text';
import { useUrlState } from '../../ui/url_state';
import { trailWords } from './text';
import { isOpen, useJob, useStartJob } from '../job/jobs';
import { Changes, subjectPath } from './trail_list';

const kFilters = ['q', 'subject', 'actor', 'action'] as const;
/** The result of the job. */
interface Outcome { ok: boolean; size: number; root: string; key: string; problems: string[] }

function OutcomeView({ outcome }: { outcome: Outcome }) {
  const t = trailWords.use();
  return (
    <>
      <Note tone={outcome.ok ? 'good' : 'bad'}><strong>{outcome.ok ? t('verify_ok', { size: outcome.size }) : t('verify_bad')}</strong>{outcome.problems.length > 0 && <ul>{outcome.problems.map((p) => <li key={p}>{p}</li>)}</ul>}</Note>
      <div><span className="dim small">{t('root')}</span><br /><code>{outcome.root}</code></div>
      {outcome.key && <div><span className="dim small">{t('key')}</span><br /><code className="break">{outcome.key}</code><p className="dim small">{t('key_text')}</p></div>}
    </>
  );
}

/** The check is a job: its number stands in the address, so that closing, reloading or coming back later keeps it. */
function Verify() {
  const t = trailWords.use();
  const u = ui.use();
  const { get, set } = useUrlState();
  const id = get('verification');
  const { start, busy } = useStartJob(true);
  const job = useJob(id);
  const outcome = useQuery({ queryKey: ['/jobs', id, 'result'], queryFn: () => api.get('/jobs/{id}/result', { path: { id } }) as Promise<unknown> as Promise<Outcome>, enabled: job.data?.state === 'done', staleTime: Infinity });
  const checkpoint = useQuery({ queryKey: ['/trail/checkpoint'], queryFn: () => api.text('/trail/checkpoint'), enabled: id !== '' });
  const run = () => { void start(() => api.post('/trail/verifications')).then((made) => { if (made) set({ verification: made.id }); }); };
  const failed = job.data?.state === 'failed' || job.data?.state === 'cancelled';
  return (
    <>
      <Button leftSection={<IconShieldCheck size={17} />} loading={busy} onClick={run}>{t('verify')}</Button>
      <Modal opened={id !== ''} onClose={() => set({ verification: null })} size="lg" title={t('verify')} closeButtonProps={{ 'aria-label': u('close') }}>
        <div className="stack" aria-live="polite">
          {(job.isLoading || (job.data && isOpen(job.data)) || outcome.isLoading) && <><p className="dim">{t('verifying')}</p><Loading rows={3} /></>}
          <ErrorNote error={job.error ?? outcome.error} retry={run} />
          {failed && <Note tone="bad"><div className="stack s"><span>{job.data?.error || t('verify_stopped')}</span><div><Button size="xs" variant="default" onClick={run}>{u('retry')}</Button></div></div></Note>}
          {outcome.data && <OutcomeView outcome={outcome.data} />}
          {checkpoint.data && <div><span className="dim small">{t('checkpoint')}</span><pre className="mono pre">{checkpoint.data}</pre></div>}
        </div>
      </Modal>
    </>
  );
}

/** In words, and only what was ever done here. */
function ActionFilter() {
  const t = trailWords.use();
  const { get, set } = useUrlState();
  const known = useQuery({ queryKey: ['/trail/actions', locale()], queryFn: () => api.get('/trail/actions'), staleTime: 60_000 });
  return <Select label={t('action')} w={260} searchable value={get('action')} onChange={(v) => set({ action: v, after: null })} data={[{ value: '', label: t('any_action') }, ...(known.data?.items ?? []).map((a) => ({ value: a.action, label: sentence(a.label) }))]} />;
}

export default function TrailScreen() {
  const t = trailWords.use();
  const may = useMay();
  const { get, set } = useUrlState();
  const list = usePaged('/trail', kFilters);
  return (
    <Page title={t('title')} help="trail" sub={t('sub')} width="wide" actions={may('verify_trail') ? <Verify /> : null}>
      <div className="filters"><SearchBox label={t('search')} /><TextFilter name="actor" label={t('actor')} w={190} /><ActionFilter /></div>
      {get('subject') && <div className="gap-below"><Note><div className="line between"><span>{t('filtered')}</span><button type="button" className="link strong" onClick={() => set({ subject: null, after: null })}>{t('show_all')}</button></div></Note></div>}
      <PagedTable label={t('title')} list={list} rowKey={(e) => String(e.sequence)} empty={<Empty title={t('empty')}>{t('empty_text')}</Empty>}
        columns={[
          { key: 'sequence', label: t('number'), wide: true, render: (e) => <span className="number dim" title={`${t('leaf')} ${e.leaf}`}>{e.sequence}</span> },
          { key: 'at', label: t('when'), render: (e) => <Moment at={e.at} /> },
          { key: 'actor', label: t('actor'), render: (e) => e.actor },
          { key: 'action', label: t('what'), className: 'cell-what', render: (e) => { const path = subjectPath(e); return <><span className="strong">{sentence(e.action_label)}</span><br /><span className="small">{path ? <Link to={path}>{withDays(e.subject_label)}</Link> : <span className="dim">{withDays(e.subject_label)}</span>}</span></>; } },
          { key: 'changes', label: t('changes'), wide: true, render: (e) => <Changes entry={e} /> },
        ]} />
    </Page>
  );
}
