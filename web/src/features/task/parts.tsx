// SPDX-License-Identifier: EUPL-1.2
import { IconAlertTriangle, IconCheck, IconCircleDashed, IconClock, IconX } from '@tabler/icons-react';
import type { Deviation, Occurrence } from '../../api/types';
import { taskWords } from './text';

export function StateBadge({ o }: { o: Pick<Occurrence, 'state' | 'outcome' | 'evidence'> }) {
  const t = taskWords.use();
  if (o.outcome === 'deviation') return <span className="badge bad"><IconAlertTriangle size={13} aria-hidden />{t('outcome_deviation')}</span>;
  // A claim that nobody can check is not green.
  if (o.outcome === 'effective' && o.evidence.length === 0 && o.state !== 'missed') return <span className="badge warn"><IconClock size={13} aria-hidden />{t('state_claimed')}</span>;
  const look = {
    planned: ['line', <IconCircleDashed key="i" size={13} aria-hidden />], open: ['accent', <IconClock key="i" size={13} aria-hidden />], on_time: ['good', <IconCheck key="i" size={13} aria-hidden />],
    late: ['warn', <IconCheck key="i" size={13} aria-hidden />], missed: ['bad', <IconX key="i" size={13} aria-hidden />],
  } as const;
  const [tone, icon] = look[o.state];
  return <span className={`badge ${tone}`}>{icon}{t(`state_${o.state}`)}</span>;
}

export function DeviationBadge({ state }: { state: Deviation['state'] }) {
  const t = taskWords.use();
  return <span className={`badge ${{ open: 'bad', corrected: 'warn', closed: 'good' }[state]}`}>{t(`dev_state_${state}`)}</span>;
}
