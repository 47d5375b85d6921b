// SPDX-License-Identifier: EUPL-1.2
import { Link } from 'react-router';
import { part } from '../../api/client';
import type { TrailEntry } from '../../api/types';
import { moment } from '../../ui/format';
import { trailWords } from './text';

const kPaths: Record<string, string> = { evidence: '/evidence/', measure: '/measures/', occurrence: '/occurrences/', requirement: '/requirements/', population: '/populations/', person: '/registers/person/', site: '/registers/site/', department: '/registers/department/', system: '/registers/system/', supplier: '/registers/supplier/' };
export function subjectPath(entry: TrailEntry): string | null {
  const base = kPaths[entry.subject_kind];
  return base && entry.subject ? base + part(entry.subject) : null;
}

const kShown = 2;
const kLong = 110;
const short = (text: string): string => (text.length > kLong ? `${text.slice(0, kLong)}…` : text);

function Change({ change, whole }: { change: TrailEntry['changes'][number]; whole?: boolean }) {
  const t = trailWords.use();
  const cut = whole ? (text: string) => text : short;
  return <li>{change.before ? t('changed_from_to', { field: change.field, before: cut(change.before), after: cut(change.after) || t('nothing') }) : t('set_to', { field: change.field, after: cut(change.after) || t('nothing') })}</li>;
}

/** A few small changes at once; the rest, and what is long, one click away. */
export function Changes({ entry }: { entry: TrailEntry }) {
  const t = trailWords.use();
  const changes = entry.changes.filter((c) => c.field !== 'id');
  if (changes.length === 0) return null;
  const first = changes.slice(0, kShown);
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
