// SPDX-License-Identifier: EUPL-1.2
//
// The triptych O B W (in English D E O): the one sign that carries the product. Drawn as SVG so that it prints, and never colour alone.
import { Popover } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AspectVerdict, Trio, Verdict } from '../api/types';
import { periodQuery, TimedLink, usePeriod, type PeriodQuery } from './period';
import { ReasonList } from './reasons';
import { ui } from './text';

export type Aspect = 'design' | 'existence' | 'operation';
export const kAspects: readonly Aspect[] = ['design', 'existence', 'operation'];
export const kVerdicts: readonly Verdict[] = ['shown', 'partly_shown', 'refuted', 'not_shown', 'not_applicable'];
export type Aspects = Record<Aspect, AspectVerdict>;

/** "Opzet (afgesproken)": the term of auditors, with what it says in plain words. */
export function useAspectWords(): (aspect: Aspect) => string {
  const t = ui.use();
  return (aspect) => `${t(aspect)} (${t(`${aspect}_plain`)})`;
}

/** Above a column of triptychs: "O B W"; the letters of each language stand in ui/text. */
export function useTrioLetters(): string {
  const t = ui.use();
  return kAspects.map((aspect) => t(`${aspect}_letter`)).join(' ');
}

/** "aangetoond (afwijkend vastgesteld)": an override is shown as one everywhere (proof model, rule 7). */
export function useVerdictWords(): (verdict: Verdict, overridden: boolean) => string {
  const t = ui.use();
  return (verdict, overridden) => (overridden ? `${t(verdict)} (${t('override').toLowerCase()})` : t(verdict));
}

interface CellProps { verdict: Verdict; overridden: boolean; letter?: string; x?: number }
/** One cell of 20 by 20, placed at x. Without a letter it is the small square of the overview. */
function Cell({ overridden, ...cell }: CellProps) {
  return <><VerdictCell {...cell} />{overridden && <OverrideSign x={(cell.x ?? 0) + (cell.letter ? 17.5 : 15)} y={cell.letter ? 17.5 : 15} />}</>;
}

/** "Not equal": people judged otherwise than the evidence. */
function OverrideSign({ x, y }: { x: number; y: number }) {
  return <g transform={`translate(${x} ${y})`}><circle className="cell-override" r={4.5} /><path className="cell-override-sign" d="M-2.4 -1.1h4.8M-2.4 1.1h4.8M1.4 -2.7l-2.8 5.4" /></g>;
}

function VerdictCell({ verdict, letter, x = 0 }: Omit<CellProps, 'overridden'>) {
  const text = letter ? <text className={`cell-letter ${verdict}`} x={x + 10} y={14} textAnchor="middle">{letter}</text> : null;
  switch (verdict) {
    case 'shown':
      return <><rect className="cell-shown" x={x + 0.5} y={0.5} width={19} height={19} rx={4.5} />{text}</>;
    case 'partly_shown':
      return (
        <>
          <rect className="cell-partly-back" x={x + 0.75} y={0.75} width={18.5} height={18.5} rx={4.25} />
          <path className="cell-partly-half" d={`M${x + 1} 10h18v5a4 4 0 0 1-4 4h-10a4 4 0 0 1-4-4z`} />
          <rect className="cell-partly-line" x={x + 0.75} y={0.75} width={18.5} height={18.5} rx={4.25} />
          {text}
        </>
      );
    case 'refuted':
      return (
        <>
          <rect className="cell-refuted" x={x + 0.5} y={0.5} width={19} height={19} rx={4.5} />
          {letter ? text : <path className="cell-cross" d={`M${x + 6} 6l8 8m0-8l-8 8`} />}
          {letter && <><circle className="cell-mark" cx={x + 17.5} cy={2.5} r={4.5} /><path className="cell-mark-cross" d={`M${x + 15.8} .8l3.4 3.4m0-3.4l-3.4 3.4`} /></>}
        </>
      );
    case 'not_shown':
      return <><rect className="cell-none" x={x + 0.75} y={0.75} width={18.5} height={18.5} rx={4.25} />{text}</>;
    case 'not_applicable':
      return <><rect className="cell-na" x={x + 0.5} y={0.5} width={19} height={19} rx={4.5} />{letter ? text : <path className="cell-na-dash" d={`M${x + 6} 10h8`} />}</>;
  }
}

export function useTrioLabel(): (trio: Trio) => string {
  const t = ui.use();
  const words = useVerdictWords();
  const of = (trio: Trio, aspect: Aspect): string => words(trio[aspect], trio.overridden[aspect]);
  return (trio) => t('trio_label', { design: of(trio, 'design'), existence: of(trio, 'existence'), operation: of(trio, 'operation') });
}

/** The bare picture, for places where the row itself is the link. */
export function TrioMark({ trio, large }: { trio: Trio; large?: boolean }) {
  const t = ui.use();
  const label = useTrioLabel()(trio);
  return (
    <svg className={large ? 'trio large' : 'trio'} viewBox="-1 -3 68 25" width={large ? 82 : 66} height={large ? 30 : 24} role="img" aria-label={label}>
      <title>{label}</title>
      {kAspects.map((aspect, i) => <Cell key={aspect} verdict={trio[aspect]} overridden={trio.overridden[aspect]} letter={t(`${aspect}_letter`)} x={i * 22.5} />)}
    </svg>
  );
}

export function AspectMark({ aspect, verdict, overridden, size = 22 }: { aspect: Aspect; verdict: Verdict; overridden: boolean; size?: number }) {
  const t = ui.use();
  const words = useVerdictWords();
  return (
    <svg className="trio" viewBox="-1 -3 24 25" width={size} height={size} role="img" aria-label={`${t(aspect)}: ${words(verdict, overridden)}`}>
      <Cell verdict={verdict} overridden={overridden} letter={t(`${aspect}_letter`)} />
    </svg>
  );
}

export function SquareMark({ verdict, overridden = false }: { verdict: Verdict; overridden?: boolean }) {
  return <svg viewBox="0 0 20 20" width={15} height={15} aria-hidden><Cell verdict={verdict} overridden={overridden} /></svg>;
}

interface TrioProps {
  trio: Trio;
  /** What it is about, read out before the verdict. */
  about: string;
  aspects?: Aspects;
  /** Fetches the reasons when the list row does not carry them: of the period, and as known, that the screen shows. */
  load?: { key: readonly unknown[]; fetch: (asked: PeriodQuery) => Promise<Aspects> };
  to?: string;
}

/** The glyph as a button that opens its reasons. */
export function TrioGlyph({ trio, about, aspects, load, to }: TrioProps) {
  const t = ui.use();
  const [opened, setOpened] = useState(false);
  const label = `${about}. ${useTrioLabel()(trio)}`;
  return (
    <Popover opened={opened} onChange={setOpened} width={360} position="bottom-start" withArrow trapFocus returnFocus withinPortal>
      <Popover.Target>
        <button type="button" className="trio-button" aria-label={t('why_open', { label })} aria-expanded={opened}
          onClick={(event) => { event.preventDefault(); event.stopPropagation(); setOpened((o) => !o); }}>
          <TrioMark trio={trio} />
        </button>
      </Popover.Target>
      <Popover.Dropdown onClick={(event) => event.stopPropagation()} aria-label={t('reasons')}>
        {opened && <Reasons trio={trio} {...(aspects ? { aspects } : {})} {...(load ? { load } : {})} {...(to ? { to } : {})} />}
      </Popover.Dropdown>
    </Popover>
  );
}

function Reasons({ trio, aspects, load, to }: Omit<TrioProps, 'about'>) {
  const t = ui.use();
  const asked = periodQuery(usePeriod());
  const query = useQuery({ queryKey: [...(load?.key ?? ['none']), asked], queryFn: () => (load ? load.fetch(asked) : Promise.reject(new Error('none'))), enabled: !aspects && !!load });
  const found = aspects ?? query.data;
  return (
    <div className="stack s why" tabIndex={-1} data-autofocus>
      {kAspects.map((aspect) => (
        <div key={aspect}>
          <div className="line s"><AspectMark aspect={aspect} verdict={trio[aspect]} overridden={trio.overridden[aspect]} /><span className="strong">{t(aspect)} · {t(trio[aspect])}</span></div>
          {found && <ReasonList verdict={found[aspect]} compact />}
        </div>
      ))}
      {query.isLoading && load && !aspects && <span className="dim small">{t('loading')}</span>}
      {to && <TimedLink to={to} className="small strong">{t('open_detail')}</TimedLink>}
    </div>
  );
}

export function Legend() {
  const t = ui.use();
  const named = useAspectWords();
  return (
    <Popover width={340} position="bottom-end" withArrow trapFocus returnFocus>
      <Popover.Target><button type="button" className="link small">{t('legend')}</button></Popover.Target>
      <Popover.Dropdown aria-label={t('legend')}>
        <div className="stack s">
          <h3>{t('legend_title')}</h3>
          {kAspects.map((aspect) => <div key={aspect} className="small"><strong>{t(`${aspect}_letter`)} · {named(aspect)}</strong><br /><span className="dim">{t(`${aspect}_asks`)}</span></div>)}
          <hr />
          <ul className="plain stack xs">
            {kVerdicts.map((verdict) => <li key={verdict} className="line s small"><SquareMark verdict={verdict} /> {t(verdict)}</li>)}
            <li className="line s small"><svg viewBox="-10 -10 20 20" width={15} height={15} aria-hidden><OverrideSign x={0} y={0} /></svg> {t('override')}</li>
          </ul>
          <p className="small strong">{t('legend_never_green')}</p>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  const t = ui.use();
  const tone = { shown: 'good', partly_shown: 'warn', refuted: 'bad', not_shown: 'line', not_applicable: '' }[verdict];
  return <span className={`badge ${tone}`}><SquareMark verdict={verdict} /> {t(verdict)}</span>;
}

export const trioOf = ({ design, existence, operation }: Aspects): Trio => ({
  design: design.verdict, existence: existence.verdict, operation: operation.verdict,
  overridden: { design: design.override, existence: existence.override, operation: operation.override },
});
