// SPDX-License-Identifier: EUPL-1.2
//
// The jobs in the top bar: how far they are, what they made, what went wrong. Not there when there is nothing to tell.
import { ActionIcon, Button, Popover } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconDownload, IconProgress, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useRefresh } from '../../api/queries';
import type { Job } from '../../api/types';
import { bytes, moment, percent } from '../../ui/format';
import { tell } from '../../ui/toast';
import { isOpen, onTrayWanted, resultUrl, useJobActions, useJobs } from './jobs';
import './job.css';
import { jobWords } from './text';

/** What a job made is shown on its own screen instead of downloaded. */
const screenOf = (job: Job): string => (job.kind === 'verify' ? `/trail?verification=${encodeURIComponent(job.id)}` : job.kind === 'scan' ? '/domains' : '');

function Under({ job }: { job: Job }) {
  const t = jobWords.use();
  const { cancel } = useJobActions();
  const share = job.total > 0 ? Math.floor((100 * job.done) / job.total) : null;
  const words = job.cancel_asked ? t('stopping') : job.state === 'queued' ? t('queued') : job.step || t('running');
  return (
    <>
      <progress className="job-bar" max={100} {...(share === null ? {} : { value: share })} aria-label={job.title} />
      <div className="line between nowrap">
        <span className="small dim">{words}{share !== null && ` · ${percent(share)}`}</span>
        <Button size="compact-xs" variant="subtle" color="gray" disabled={job.cancel_asked} aria-label={t('cancel_of', { title: job.title })} onClick={() => cancel(job)}>{t('cancel')}</Button>
      </div>
    </>
  );
}

function Ended({ job, onGo }: { job: Job; onGo: () => void }) {
  const t = jobWords.use();
  const screen = screenOf(job);
  if (job.state === 'failed') return <p className="small job-error"><IconAlertTriangle size={15} aria-hidden /> <span>{t('failed')}: {job.error}</span></p>;
  if (job.state === 'cancelled' || !job.result) return <p className="small dim">{t('cancelled')}</p>;
  return (
    <div className="line between">
      <span className="small dim"><IconCheck size={14} className="job-good" aria-hidden /> {t('done')}{job.expires_at && ` · ${t('until', { at: moment(job.expires_at) })}`}</span>
      {screen
        ? <Button size="compact-xs" component={Link} to={screen} aria-label={t('show_of', { title: job.title })} onClick={onGo}>{t('show')}</Button>
        : <Button size="compact-xs" component="a" href={resultUrl(job)} download leftSection={<IconDownload size={14} />} aria-label={t('download_of', { title: job.title, size: bytes(job.result.size) })}>{t('download')}</Button>}
    </div>
  );
}

function Row({ job, onGo }: { job: Job; onGo: () => void }) {
  const t = jobWords.use();
  const { forget } = useJobActions();
  return (
    <li className="job">
      <div className="line between nowrap">
        <span className="strong">{job.title}</span>
        {!isOpen(job) && <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('forget_of', { title: job.title })} onClick={() => forget(job)}><IconX size={14} /></ActionIcon>}
      </div>
      {isOpen(job) ? <Under job={job} /> : <Ended job={job} onGo={onGo} />}
    </li>
  );
}

/** Says once, aloud for who cannot see the bar, that a job that was under way here has ended. */
function useAnnounce(jobs: readonly Job[]): void {
  const t = jobWords.use();
  const before = useRef(new Map<string, boolean>());
  const navigate = useNavigate();
  const refresh = useRefresh();
  const latest = useRef({ navigate, refresh });
  latest.current = { navigate, refresh };
  useEffect(() => {
    for (const job of jobs) {
      const ended = before.current.get(job.id) === true && !isOpen(job);
      before.current.set(job.id, isOpen(job));
      if (!ended || job.kind === 'verify') continue;  // a check tells its outcome on the screen of the trail
      const screen = screenOf(job);
      if (screen) latest.current.refresh();  // What it found stands on many screens.
      if (job.state === 'done' && screen) tell(t('is_done', { title: job.title }), 'good', window.location.pathname.startsWith(screen) ? undefined : { label: t('show'), run: () => void latest.current.navigate(screen) });
      else if (job.state === 'done') tell(t('is_done', { title: job.title }), 'good', { label: t('download'), run: () => window.location.assign(resultUrl(job)) });
      if (job.state === 'failed') tell(t('is_failed', { title: job.title, error: job.error }), 'bad');
    }
  }, [jobs, t]);
}

const kNone: Job[] = [];
export function JobTray() {
  const t = jobWords.use();
  const query = useJobs();
  const jobs = query.data?.items ?? kNone;
  const [open, setOpen] = useState(false);
  useEffect(() => onTrayWanted(() => setOpen(true)), []);
  useEffect(() => { if (jobs.length === 0) setOpen(false); }, [jobs.length]);  // What is not there does not come back by itself.
  useAnnounce(jobs);
  const under = jobs.filter(isOpen).length;
  if (jobs.length === 0) return null;
  const label = under > 0 ? t('button_running', { count: under }) : t('button_ready', { count: jobs.length });
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={360} withinPortal={false} trapFocus={false} shadow="md">
      <Popover.Target>
        <button type="button" className={under > 0 ? 'jobs-button running' : 'jobs-button'} aria-label={label} title={label} onClick={() => setOpen(!open)}>
          {under > 0 ? <IconProgress size={18} aria-hidden /> : <IconDownload size={18} aria-hidden />}<span className="number" aria-hidden>{under > 0 ? under : jobs.length}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('title')} className="jobs">
        <div className="line between nowrap"><h2>{t('title')}</h2><ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('close')} onClick={() => setOpen(false)}><IconX size={15} /></ActionIcon></div>
        <p className="small dim">{t('intro')}</p>
        <ul className="plain divided">{jobs.map((job) => <Row key={job.id} job={job} onGo={() => setOpen(false)} />)}</ul>
      </Popover.Dropdown>
    </Popover>
  );
}
