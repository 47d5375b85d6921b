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

export function Changes({ entry }: { entry: TrailEntry }) {
  const t = trailWords.use();
  return <ul className="plain small dim">{entry.changes.slice(0, 6).map((c) => <li key={c.field}>{t('changed_from_to', { field: c.field, before: c.before || t('nothing'), after: c.after || t('nothing') })}</li>)}</ul>;
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
