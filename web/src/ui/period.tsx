// SPDX-License-Identifier: EUPL-1.2
//
// Two clocks: the period a verdict is about, and the day on which we look ("as known on").
import { Button, Popover, SegmentedControl } from '@mantine/core';
import { IconCalendar, IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, type LinkProps } from 'react-router';
import { DateField } from './date_field';
import { addDays, addMonths, day, longDay, today } from './format';
import { Note } from './page';
import { ui } from './text';
import { useUrlState } from './url_state';

export interface Period { from: string; to: string; known_at: string }

/** The period of the URL; when it says nothing the twelve months up to today, or up to the day on which one looks. */
export function usePeriod(): Period {
  const { get } = useUrlState();
  const to = get('to') || get('known_at') || today();
  return { from: get('from') || addDays(addMonths(to, -12), 1), to, known_at: get('known_at') };
}
export type PeriodQuery = { from: string; to: string; known_at?: string };
export const periodQuery = (p: Period): PeriodQuery => ({ from: p.from, to: p.to, ...(p.known_at ? { known_at: p.known_at } : {}) });

const kClocks = ['from', 'to', 'known_at'] as const;
/** The two clocks as the address has them; empty when it leaves them to the server. */
export function useClocks(): Partial<PeriodQuery> {
  const { get } = useUrlState();
  return Object.fromEntries(kClocks.flatMap((name) => (get(name) ? [[name, get(name)]] : [])));
}

/** Screens with verdicts. Elsewhere the clocks mean nothing. */
const kTimed = /^\/(?:$|[?#]|board\b|requirements\b|measures(?:$|[?#]|\/(?!new\b)[^/?#]+(?:$|[?#]))|registers\/(?:site|department|system|supplier)\b)/;

export const isTimed = (path: string): boolean => kTimed.test(path);

/** Takes the period and "as known on" along to another screen with verdicts, so that what one clicked is what one sees there. */
export function useTimed(): (path: string) => string {
  const clocks = useClocks();
  return (path) => {
    if (!kTimed.test(path) || Object.keys(clocks).length === 0) return path;
    const url = new URL(path, window.location.origin);
    if (kClocks.some((name) => url.searchParams.has(name))) return path;  // it has clocks of its own
    for (const [name, value] of Object.entries(clocks)) url.searchParams.set(name, value);
    return url.pathname + url.search + url.hash;
  };
}
export function TimedLink({ to, ...rest }: LinkProps & { to: string }) {
  return <Link to={useTimed()(to)} {...rest} />;
}

function presets(): Record<string, { from: string; to: string } | null> {
  const now = today();
  const year = Number(now.slice(0, 4));
  const quarter = Math.floor((Number(now.slice(5, 7)) - 1) / 3) * 3 + 1;
  const start = `${year}-${String(quarter).padStart(2, '0')}-01`;
  return {
    last12: null, quarter: { from: start, to: addDays(addMonths(start, 3), -1) },
    year: { from: `${year}-01-01`, to: `${year}-12-31` }, previous_year: { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` },
  };
}

export function PeriodPicker() {
  const t = ui.use();
  const { get, set } = useUrlState();
  const period = usePeriod();
  const [opened, setOpened] = useState(false);
  const all = presets();
  const current = !get('from') && !get('to') ? 'last12' : (Object.entries(all).find(([, p]) => p && p.from === period.from && p.to === period.to)?.[0] ?? 'custom');
  const data = [{ value: 'last12', label: t('period_last12') }, { value: 'quarter', label: t('period_quarter') }, { value: 'year', label: t('period_year') }, { value: 'previous_year', label: t('period_previous_year') }];
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={330} withArrow trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" size="xs" leftSection={period.known_at ? <IconHistory size={15} /> : <IconCalendar size={15} />} onClick={() => setOpened((o) => !o)} aria-expanded={opened}>
          {current === 'last12' && !period.known_at ? t('period_last12') : `${day(period.from)} – ${day(period.to)}`}{period.known_at && ` · ${t('known_at').toLowerCase()} ${day(period.known_at)}`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('period')}>
        <div className="stack">
          <SegmentedControl orientation="vertical" fullWidth size="sm" aria-label={t('period')} data={data} value={current === 'custom' ? '' : current}
            onChange={(value) => { const p = all[value]; set({ from: p?.from ?? null, to: p?.to ?? null }); }} />
          <div className="cols-2">
            <DateField label={t('from')} value={period.from} onChange={(d) => d && set({ from: d, to: period.to })} />
            <DateField label={t('to')} value={period.to} onChange={(d) => d && set({ from: period.from, to: d })} />
          </div>
          <DateField label={t('known_at')} description={t('known_at_hint')} value={period.known_at} max={today()} onChange={(d) => set({ known_at: d || null })} />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

/** A look into the past must never be mistaken for now. */
export function KnownAtNote() {
  const t = ui.use();
  const { set } = useUrlState();
  const { known_at } = usePeriod();
  if (!known_at) return null;
  return <div className="gap-below"><Note tone="warn" icon={<IconHistory size={18} aria-hidden />}><div className="line between"><span>{t('known_at_note', { day: longDay(known_at) })}</span><button type="button" className="link strong" onClick={() => set({ known_at: null })}>{t('back_to_now')}</button></div></Note></div>;
}
