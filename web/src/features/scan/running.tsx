// SPDX-License-Identifier: EUPL-1.2
import { Button } from '@mantine/core';
import { IconRadar2 } from '@tabler/icons-react';
import { useJobActions } from '../job/jobs';
import { useScanJob } from './scan';
import { scanWords } from './text';

/** How far the measurement of now is; nothing when there is none. */
export function Running() {
  const t = scanWords.use();
  const job = useScanJob();
  const { cancel } = useJobActions();
  if (!job) return null;
  const words = job.cancel_asked ? t('running_stopping') : job.total > 0 ? t('running_count', { done: job.done, total: job.total }) : t('running_waiting');
  return (
    <section className="card scan-running no-print" aria-label={t('running')}>
      <IconRadar2 size={26} stroke={1.6} aria-hidden />
      <div className="grow">
        <div className="line between"><strong>{t('running')}</strong><span className="small dim number" role="status">{words}</span></div>
        <progress className="job-bar" max={Math.max(1, job.total)} {...(job.total > 0 ? { value: job.done } : {})} aria-label={t('running')} />
        <p className="small dim">{t('running_text')}</p>
      </div>
      <Button variant="default" size="xs" disabled={job.cancel_asked} onClick={() => cancel(job)}>{t('running_stop')}</Button>
    </section>
  );
}
