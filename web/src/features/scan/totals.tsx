// SPDX-License-Identifier: EUPL-1.2
//
// The whole list in four numbers; each shows just those. What became worse comes before all.
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconHelpCircle, IconTrendingDown, type Icon } from '@tabler/icons-react';
import type { WatchedDomain } from '../../api/types';
import { number } from '../../ui/format';
import { Note } from '../../ui/page';
import { useUrlState } from '../../ui/url_state';
import { becameWorse, kStates, stateOf, type State } from './scan';
import { scanWords } from './text';

const kIcon: Record<State, Icon> = { wrong: IconCircleX, mind: IconAlertTriangle, unknown: IconHelpCircle, right: IconCircleCheck };

export function Totals({ domains }: { domains: WatchedDomain[] }) {
  const t = scanWords.use();
  const { get, set } = useUrlState();
  const chosen = get('state');
  const never = domains.filter((d) => !d.last).length;
  const about = (state: State, here: WatchedDomain[]): string => {
    const explained = here.filter((d) => d.protection === 'explain').length;
    if (state === 'unknown' && never > 0) return t('state_never', { count: never });
    return [t(`state_${state}_text`), ...(state === 'wrong' && explained > 0 ? [t('state_explained', { count: explained })] : [])].join(' ');
  };
  return (
    <ul className="plain scan-totals" aria-label={t('totals')}>
      {kStates.map((state) => {
        const Mark = kIcon[state];
        const here = domains.filter((d) => stateOf(d) === state);
        return (
          <li key={state}>
            <button type="button" className={`scan-total ${state} ${here.length === 0 ? 'none' : ''}`} aria-pressed={chosen === state} title={chosen === state ? t('state_pressed') : undefined} onClick={() => set({ state: chosen === state ? null : state })}>
              <Mark size={22} stroke={1.8} aria-hidden />
              <span className="scan-total-number number">{number(here.length)}</span>
              <span className="strong">{t(`state_${state}`)}</span>
              <span className="small dim">{about(state, here)}</span>
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
