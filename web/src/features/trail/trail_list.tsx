// SPDX-License-Identifier: EUPL-1.2
import { useState } from 'react';
import { Link } from 'react-router';
import { part } from '../../api/client';
import type { TrailEntry } from '../../api/types';
import { sentence } from '../../ui/format';
import { Moment } from '../../ui/moment';
import { Change, inner, isCut, kPaths } from './change_value';
import { trailWords } from './text';
import './trail.css';

export function subjectPath(entry: TrailEntry): string | null {
  const base = kPaths[entry.subject_kind];
  return base && entry.subject ? base + part(entry.subject) : null;
}

const kShown = 2;

/** A few small changes at once; the rest, and what is long, one click away. */
export function Changes({ entry }: { entry: TrailEntry }) {
  const t = trailWords.use();
  const [open, setOpen] = useState(false);
  const changes = entry.changes.filter((c) => c.field !== 'id' && (c.before || c.after));
  if (changes.length === 0) return null;
  const edited = entry.action.endsWith('.change');
  const first = [...changes.filter((c) => !inner(c)), ...changes.filter(inner)].slice(0, kShown);
  const folded = changes.length > kShown || first.some(isCut);
  return (
    <div className="small dim changes">
      <ul className="plain">{first.map((c) => <Change key={c.field} change={c} names={entry.names} edited={edited} />)}</ul>
      {folded && <details onToggle={(e) => setOpen(e.currentTarget.open)}><summary>{t('all_changes', { count: changes.length })}</summary>{open && <ul className="plain">{changes.map((c) => <Change key={c.field} change={c} names={entry.names} edited={edited} whole />)}</ul>}</details>}
    </div>
  );
}

export function TrailList({ entries }: { entries: TrailEntry[] }) {
  return (
    <ol className="plain divided">
      {entries.map((entry) => (
        <li key={entry.sequence} className="logged">
          <span className="dim small"><Moment at={entry.at} /></span>
          <div><span className="strong">{sentence(entry.action_label)}</span> <span className="dim">{entry.actor}</span><Changes entry={entry} /></div>
          <Link className="dim tiny number" to={`/trail?subject=${part(entry.subject)}`}>#{entry.sequence}</Link>
        </li>
      ))}
    </ol>
  );
}
