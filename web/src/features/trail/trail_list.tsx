// SPDX-License-Identifier: EUPL-1.2
import { Link } from 'react-router';
import { part } from '../../api/client';
import type { TrailEntry } from '../../api/types';
import { moment, shortHash, withDays } from '../../ui/format';
import { trailWords } from './text';

const kPaths: Record<string, string> = { evidence: '/evidence/', measure: '/measures/', occurrence: '/occurrences/', requirement: '/requirements/', population: '/populations/', person: '/registers/person/', site: '/registers/site/', department: '/registers/department/', system: '/registers/system/', supplier: '/registers/supplier/' };
export function subjectPath(entry: TrailEntry): string | null {
  const base = kPaths[entry.subject_kind];
  return base && entry.subject ? base + part(entry.subject) : null;
}

const kPathOfField: Record<string, string> = { retest_evidence: 'evidence', owner: 'person' };

const kShown = 2;
const kLong = 110;
const short = (text: string): string => (text.length > kLong ? `${text.slice(0, kLong)}…` : text);
const kId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const kHash = /^[0-9a-f]{64}$/;
const kMoment = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;
type One = TrailEntry['changes'][number];

/** A field that only programs read: it stays in the whole list and out of the summary. */
const inner = (c: One): boolean => (kId.test(c.after) && !c.after_words) || kHash.test(c.after) || c.field.endsWith('_account') || c.field.endsWith('_at');

function Value({ field, text, words, whole }: { field: string; text: string; words: string; whole: boolean }) {
  const t = trailWords.use();
  if (!text) return <>{t('nothing')}</>;
  const base = kPaths[kPathOfField[field] ?? field];
  if (words) return base && kId.test(text) ? <Link className="link-quiet" to={base + part(text)}>{words}</Link> : <>{words}</>;
  if (kId.test(text)) return base ? <Link to={base + part(text)}>{t('open')}</Link> : <code>{text.slice(0, 8)}…</code>;
  if (kHash.test(text)) return <code title={text}>{whole ? text : shortHash(text)}</code>;
  if (kMoment.test(text)) return <>{moment(text)}</>;
  if (/^[[{]/.test(text)) return whole ? <code className="break">{text}</code> : <>{t('changed_value')}</>;
  return <>{withDays(whole ? text : short(text))}</>;
}

function Change({ change, whole = false }: { change: One; whole?: boolean }) {
  return (
    <li>
      <span className="change-field">{change.label}</span>{': '}
      {change.before && <><Value field={change.field} text={change.before} words={change.before_words} whole={whole} />{' → '}</>}
      <Value field={change.field} text={change.after} words={change.after_words} whole={whole} />
    </li>
  );
}

/** A few small changes at once; the rest, and what is long, one click away. */
export function Changes({ entry }: { entry: TrailEntry }) {
  const t = trailWords.use();
  const changes = entry.changes.filter((c) => c.field !== 'id');
  if (changes.length === 0) return null;
  const first = [...changes.filter((c) => !inner(c)), ...changes.filter(inner)].slice(0, kShown);
  const folded = changes.length > kShown || first.some((c) => c.before.length > kLong || c.after.length > kLong);
  return (
    <div className="small dim changes">
      <ul className="plain">{first.map((c) => <Change key={c.field} change={c} />)}</ul>
      {folded && <details><summary>{t('all_changes', { count: changes.length })}</summary><ul className="plain">{changes.map((c) => <Change key={c.field} change={c} whole />)}</ul></details>}
    </div>
  );
}

export function TrailList({ entries }: { entries: TrailEntry[] }) {
  return (
    <ol className="plain divided">
      {entries.map((entry) => (
        <li key={entry.sequence} className="line top nowrap">
          <span className="dim small number nowrap">{moment(entry.at)}</span>
          <div className="grow"><span className="strong">{entry.action_label}</span> <span className="dim">{entry.actor}</span><Changes entry={entry} /></div>
          <Link className="dim tiny number" to={`/trail?subject=${part(entry.subject)}`}>#{entry.sequence}</Link>
        </li>
      ))}
    </ol>
  );
}
