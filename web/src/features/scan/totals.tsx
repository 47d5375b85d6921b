// SPDX-License-Identifier: EUPL-1.2
//
// The whole list in a few numbers, as the server counts them; each shows just those. What became worse comes before all.
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleX, IconHelpCircle, IconMessage2, IconTrendingDown, type Icon } from '@tabler/icons-react';
import type { DomainCounts, DomainState, WatchedDomain } from '../../api/types';
import { number } from '../../ui/format';
import { Note } from '../../ui/page';
import { useUrlState } from '../../ui/url_state';
import { becameWorse, kStates } from './scan';
import { scanWords } from './text';

const kIcon: Record<DomainState, Icon> = { wrong: IconCircleX, attention: IconAlertTriangle, explained: IconMessage2, unknown: IconHelpCircle, not_measured: IconCircleDashed, good: IconCircleCheck };
/** A number of its own only where there are any: most organisations explain nothing and measure all. */
const kSeldom: readonly DomainState[] = ['explained', 'not_measured'];

export function Totals({ counts }: { counts: DomainCounts }) {
  const t = scanWords.use();
  const { get, set } = useUrlState();
  const chosen = get('state');
  return (
    <ul className="plain scan-totals" aria-label={t('totals')}>
      {kStates.filter((state) => counts[state] > 0 || state === chosen || !kSeldom.includes(state)).map((state) => {
        const Mark = kIcon[state];
        return (
          <li key={state}>
            <button type="button" className={`scan-total ${state} ${counts[state] === 0 ? 'none' : ''}`} aria-pressed={chosen === state} title={chosen === state ? t('state_pressed') : undefined} onClick={() => set({ state: chosen === state ? null : state })}>
              <Mark size={22} stroke={1.8} aria-hidden />
              <span className="scan-total-number number">{number(counts[state])}</span>
              <span className="strong">{t(`state_${state}`)}</span>
              <span className="small dim">{t(`state_${state}_text`)}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

export function WorseNote({ domains }: { domains: WatchedDomain[] }) {
  const t = scanWords.use();
  const { get, set } = useUrlState();
  const count = domains.filter(becameWorse).length;
  const only = get('state') === 'worse';
  if (count === 0) return null;
  return (
    <Note tone="bad" icon={<IconTrendingDown size={18} aria-hidden />}>
      <div className="line between"><strong>{t('worse_title', { count })}</strong><Button size="xs" variant="default" onClick={() => set({ state: only ? null : 'worse' })}>{t(only ? 'worse_all' : 'worse_show')}</Button></div>
    </Note>
  );
}
