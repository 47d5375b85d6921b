// SPDX-License-Identifier: EUPL-1.2
//
// One changed field of an entry in words: what it was and what it became, or what was added, taken away and changed in it.
import { useQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode } from 'react';
import { Link } from 'react-router';
import { api, part } from '../../api/client';
import type { TrailEntry } from '../../api/types';
import { shortHash, span, withDays } from '../../ui/format';
import { Moment } from '../../ui/moment';
import { measureWords } from '../measure/text';
import { differenceOf, piecesOf, type Piece, type Said } from './pieces';
import { trailWords } from './text';

export const kPaths: Record<string, string> = { evidence: '/evidence/', measure: '/measures/', occurrence: '/occurrences/', requirement: '/requirements/', population: '/populations/', person: '/registers/person/', site: '/registers/site/', department: '/registers/department/', system: '/registers/system/', supplier: '/registers/supplier/' };
const kPathOfField: Record<string, string> = { retest_evidence: 'evidence', owner: 'person' };

export type Changed = TrailEntry['changes'][number];
const kLong = 110;
const kNamed = 5;
const kId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const kHash = /^[0-9a-f]{64}$/;
const kMoment = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;
const kDays = /^(\d{4}-\d{2}-\d{2})[a-z](?: \d{4}-\d{2}-\d{2}[a-z])*$/;
const short = (text: string): string => (text.length > kLong ? `${text.slice(0, kLong)}…` : text);

/** A field that only programs read: it stays in the whole list and out of the summary. */
export const inner = (c: Changed): boolean => (kId.test(c.after) && !c.after_words) || kHash.test(c.after) || c.field.endsWith('_account') || c.field.endsWith('_at');

/** The names that came along with the entry, also of what is gone. */
type Named = TrailEntry['names'];

function PlaceName({ place, names }: { place: string; names: Named }) {
  const m = measureWords.use();
  const [kind = '', id = ''] = place.split('/');
  if (!id) return <>{kind === 'organisation' ? m('kind_organisation') : '…'}</>;
  return <Link to={`${kPaths[kind] ?? '/'}${part(id)}`}>{names.find((one) => one.id === id)?.name ?? '…'}</Link>;
}

const joined = (parts: ReactNode[], by = ', '): ReactNode => parts.map((p, i) => <Fragment key={i}>{i > 0 && by}{p}</Fragment>);
function Names({ pieces, names, whole }: { pieces: Piece[]; names: Named; whole: boolean }) {
  const t = trailWords.use();
  const named = whole || pieces.length <= kNamed + 1 ? pieces : pieces.slice(0, kNamed);
  return <>{joined(named.map((p) => p.name || <PlaceName place={p.key} names={names} />))}{named.length < pieces.length && ` ${t('and_more', { count: pieces.length - named.length })}`}</>;
}

const isLong = ([, was, now]: Said): boolean => was.length + now.length > kLong;
/** The summary does not hold all of it. */
export function isCut(c: Changed): boolean {
  const [before, after] = [piecesOf(c.field, c.before), piecesOf(c.field, c.after)];
  if (!before || !after) return c.before.length > kLong || c.after.length > kLong;
  const { added, removed, changed } = differenceOf(before, after);
  return Math.max(added.length, removed.length) > kNamed + 1 || changed.some((one) => one.says.some(isLong));
}

/** What it says of itself; long texts only in the whole list. */
const said = (one: Said, whole: boolean, nothing: string): string => (!whole && isLong(one) ? one[0] : `${one[0]} ${one[1] || nothing} → ${one[2] || nothing}`);

function Pieces({ field, before, after, names, whole }: { field: string; before: Piece[]; after: Piece[]; names: Named; whole: boolean }) {
  const t = trailWords.use();
  if (before.length === 0) return <Names pieces={after} names={names} whole={whole} />;
  const { added, removed, changed } = differenceOf(before, after);
  const told: ReactNode[] = [
    ...(before.length !== after.length ? [t(field === 'plan' ? 'from_to_parts' : 'from_to', { before: before.length, after: after.length })] : []),
    ...(added.length > 0 ? [<>{t('added')} <Names pieces={added} names={names} whole={whole} /></>] : []),
    ...(removed.length > 0 ? [<>{t('removed')} <Names pieces={removed} names={names} whole={whole} /></>] : []),
    ...changed.map((c) => <>{t('changed', { name: c.name })} {c.says.map((one) => said(one, whole, t('nothing'))).join(', ')}</>),
  ];
  return <>{told.length > 0 ? joined(told, '; ') : t('order')}</>;
}

/** A plan card by its title, as long as it fits this organisation. */
function CardTitle({ card }: { card: string }) {
  const query = useQuery({ queryKey: ['/setup/proposals'], queryFn: () => api.get('/setup/proposals'), staleTime: 60_000 });
  return <>{query.data?.items.find((p) => p.card === card)?.title ?? card}</>;
}

function Value({ field, text, words, whole }: { field: string; text: string; words: string; whole: boolean }) {
  const t = trailWords.use();
  const base = kPaths[kPathOfField[field] ?? field];
  if (words) return base && kId.test(text) ? <Link className="link-quiet" to={base + part(text)}>{withDays(words)}</Link> : <>{withDays(words)}</>;
  if (field === 'card' && text) return <CardTitle card={text} />;
  if (kId.test(text)) return base ? <Link to={base + part(text)}>{t('open')}</Link> : <code>{text.slice(0, 8)}…</code>;
  if (kHash.test(text)) return <code title={text}>{whole ? text : shortHash(text)}</code>;
  if (kMoment.test(text)) return <Moment at={text} />;
  if (kDays.test(text)) { const days = text.split(' ').map((d) => d.slice(0, 10)); return <>{t('days', { count: days.length })}, {span(days[0] ?? '', days[days.length - 1] ?? '')}</>; }
  if (/^[[{]/.test(text)) return <>{t('changed_value')}</>;
  return <>{withDays(whole ? text : short(text))}</>;
}

/** `edited`: of something that was there already, so that what was empty is worth a word. */
export function Change({ change: c, names, edited, whole = false }: { change: Changed; names: Named; edited: boolean; whole?: boolean }) {
  const t = trailWords.use();
  const [before, after] = [piecesOf(c.field, c.before), piecesOf(c.field, c.after)];
  const was = before ? <Names pieces={before} names={names} whole={whole} /> : <Value field={c.field} text={c.before} words={c.before_words} whole={whole} />;
  const now = before && after ? <Pieces field={c.field} before={before} after={after} names={names} whole={whole} /> : <Value field={c.field} text={c.after} words={c.after_words} whole={whole} />;
  return (
    <li>
      <span className="change-field">{c.label}</span>
      {c.after ? <>{edited && !c.before && ` ${t('filled')}`}{': '}{c.before && !before && <>{was}{' → '}</>}{now}</> : <> {t('emptied')} {was}</>}
    </li>
  );
}
