// SPDX-License-Identifier: EUPL-1.2
import { IconAlertTriangle, IconArrowBackUp, IconCheck, IconCircleDashed, IconClock, IconX, type Icon } from '@tabler/icons-react';
import type { Deviation, Occurrence } from '../../api/types';
import { sentence } from '../../ui/format';
import { lookOf, useLookWords, type Look, type Standing } from '../../ui/occurrence_look';
import { taskWords } from './text';

const kLooks: Record<Look, [tone: string, icon: Icon]> = {
  planned: ['line', IconCircleDashed], open: ['accent', IconClock], on_time: ['good', IconCheck], late: ['warn', IconCheck], missed: ['bad', IconX],
  deviation: ['bad', IconAlertTriangle], claimed: ['warn', IconClock], waiting: ['warn', IconClock], withdrawn: ['line', IconArrowBackUp],
};

export function StateBadge({ o }: { o: Standing }) {
  const says = useLookWords();
  const [tone, Sign] = kLooks[lookOf(o)];
  return <span className={`badge ${tone}`}><Sign size={13} aria-hidden />{says(o)}</span>;
}

/** Why what was performed does not count yet: its evidence waits for someone else. */
export function ProofWaits({ o }: { o: Standing }) {
  const t = taskWords.use();
  return lookOf(o) === 'waiting' ? <span className="dim small">{t('proof_waits')}</span> : null;
}

/** First what is to be done: the measure. Its plan item says which of its rhythms, and is called alike in many measures (task/heading.h). */
export function headingOf(o: Pick<Occurrence, 'measure_title' | 'title'>): { title: string; detail: string } {
  const item = sentence(o.title);
  return o.measure_title ? { title: o.measure_title, detail: item } : { title: item, detail: '' };
}

/** Without a place it is for all of them; of the whole organisation the server knows no name. */
export function usePlaceOf(): (o: Pick<Occurrence, 'place'>) => string {
  const t = taskWords.use();
  return (o) => o.place?.name || t('place_all');
}

export function DeviationBadge({ state }: { state: Deviation['state'] }) {
  const t = taskWords.use();
  return <span className={`badge ${{ open: 'bad', corrected: 'warn', closed: 'good', withdrawn: 'line' }[state]}`}>{t(`dev_state_${state}`)}</span>;
}
