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

/** The log itself knows how a place was called last, also one that is gone. */
function PlaceName({ place }: { place: string }) {
  const m = measureWords.use();
  const [kind = '', id = ''] = place.split('/');
  const named = useQuery({ queryKey: ['/trail', 'name', id], enabled: id !== '', staleTime: Infinity, queryFn: async () => (await api.get('/trail', { query: { subject: id, limit: 1 } })).items[0]?.subject_label ?? '' });
  if (!id) return <>{kind === 'organisation' ? m('kind_organisation') : '…'}</>;
  return <Link to={`${kPaths[kind] ?? '/'}${part(id)}`}>{named.data || '…'}</Link>;
}

const joined = (parts: ReactNode[], by = ', '): ReactNode => parts.map((p, i) => <Fragment key={i}>{i > 0 && by}{p}</Fragment>);
function Names({ pieces, whole }: { pieces: Piece[]; whole: boolean }) {
  const t = trailWords.use();
  const named = whole || pieces.length <= kNamed + 1 ? pieces : pieces.slice(0, kNamed);
  return <>{joined(named.map((p) => p.name || <PlaceName place={p.key} />))}{named.length < pieces.length && ` ${t('and_more', { count: pieces.length - named.length })}`}</>;
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

function Pieces({ field, before, after, whole }: { field: string; before: Piece[]; after: Piece[]; whole: boolean }) {
  const t = trailWords.use();
  if (before.length === 0) return <Names pieces={after} whole={whole} />;
  const { added, removed, changed } = differenceOf(before, after);
  const told: ReactNode[] = [
    ...(before.length !== after.length ? [t(field === 'plan' ? 'from_to_parts' : 'from_to', { before: before.length, after: after.length })] : []),
    ...(added.length > 0 ? [<>{t('added')} <Names pieces={added} whole={whole} /></>] : []),
    ...(removed.length > 0 ? [<>{t('removed')} <Names pieces={removed} whole={whole} /></>] : []),
    ...changed.map((c) => <>{t('changed', { name: c.name })} {c.says.map((one) => said(one, whole, t('nothing'))).join(', ')}</>),
  ];
  return <>{told.length > 0 ? joined(told, '; ') : t('order')}</>;
}

function Value({ field, text, words, whole }: { field: string; text: string; words: string; whole: boolean }) {
  const t = trailWords.use();
  const base = kPaths[kPathOfField[field] ?? field];
  if (words) return base && kId.test(text) ? <Link className="link-quiet" to={base + part(text)}>{withDays(words)}</Link> : <>{withDays(words)}</>;
  if (kId.test(text)) return base ? <Link to={base + part(text)}>{t('open')}</Link> : <code>{text.slice(0, 8)}…</code>;
  if (kHash.test(text)) return <code title={text}>{whole ? text : shortHash(text)}</code>;
  if (kMoment.test(text)) return <Moment at={text} />;
  if (kDays.test(text)) { const days = text.split(' ').map((d) => d.slice(0, 10)); return <>{t('days', { count: days.length })}, {span(days[0] ?? '', days[days.length - 1] ?? '')}</>; }
  if (/^[[{]/.test(text)) return <>{t('changed_value')}</>;
  return <>{withDays(whole ? text : short(text))}</>;
}

/** `edited`: of something that was there already, so that what was empty is worth a word. */
export function Change({ change: c, edited, whole = false }: { change: Changed; edited: boolean; whole?: boolean }) {
  const t = trailWords.use();
  const [before, after] = [piecesOf(c.field, c.before), piecesOf(c.field, c.after)];
  const was = before ? <Names pieces={before} whole={whole} /> : <Value field={c.field} text={c.before} words={c.before_words} whole={whole} />;
  const now = before && after ? <Pieces field={c.field} before={before} after={after} whole={whole} /> : <Value field={c.field} text={c.after} words={c.after_words} whole={whole} />;
  return (
    <li>
      <span className="change-field">{c.label}</span>
      {c.after ? <>{edited && !c.before && ` ${t('filled')}`}{': '}{c.before && !before && <>{was}{' → '}</>}{now}</> : <> {t('emptied')} {was}</>}
    </li>
  );
}
