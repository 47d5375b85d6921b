// SPDX-License-Identifier: EUPL-1.2
//
// One check: outcome, title and the sentence that says what is so; opened, all that it rests on and how to mend it.
import { IconChevronDown } from '@tabler/icons-react';
import { Link } from 'react-router';
import { part } from '../../api/client';
import { useFrameworks } from '../../api/queries';
import type { CheckView } from '../../api/types';
import { useMay } from '../../app/session';
import { Fixes } from './fixes';
import { OutcomeBadge } from './marks';
import { isOnlyTheirs, isToMend, keyOf } from './scan';
import { scanWords } from './text';

/** Controls of NEN 7510-2, as links when the organisation works by that norm. */
function Controls({ refs }: { refs: string[] }) {
  const may = useMay();
  const frameworks = useFrameworks();
  const norm = frameworks.data?.items.find((one) => one.used && one.urn.includes(':nen7510'));
  return <span className="line s">{refs.map((ref) => (norm && may('read_catalog') ? <Link key={ref} to={`/requirements/${part(`${norm.urn}:${ref}`)}`}>{ref}</Link> : <span key={ref}>{ref}</span>))}</span>;
}

function Theirs({ check }: { check: CheckView }) {
  const t = scanWords.use();
  const theirs = check.internet_nl;
  if (!theirs) return <p className="small dim">{t('nl_none')}</p>;
  if (theirs.outcome === check.own.outcome && theirs.words === check.own.words) return <p className="small dim">{t('nl_same')}</p>;
  const more = theirs.seen.filter((line) => !check.own.seen.includes(line));
  return (
    <div className="theirs">
      <p><strong>{t('nl_differs')}</strong> <OutcomeBadge outcome={theirs.outcome} /></p>
      <p>{theirs.words}</p>
      {more.length > 0 && <Seen lines={more} />}
    </div>
  );
}

function Seen({ lines }: { lines: string[] }) {
  return <ul className="plain seen mono">{lines.map((line, i) => <li key={i}>{line}</li>)}</ul>;
}

function Body({ check }: { check: CheckView }) {
  const t = scanWords.use();
  const refs = check.controls.split(' ').filter(Boolean);
  return (
    <div className="check-body" id={`${keyOf(check)}-body`}>
      {check.why && <div><h5>{t('why')}</h5><p className="prose">{check.why}</p></div>}
      <Fixes check={check} />
      {check.own.seen.length > 0 && <div><h5>{t('seen')}</h5><Seen lines={check.own.seen} /></div>}
      <Theirs check={check} />
      <dl className="check-source small">
        {check.source && <div><dt>{t('source')}</dt><dd>{check.source}</dd></div>}
        {refs.length > 0 && <div><dt>{t('controls')}</dt><dd><Controls refs={refs} /></dd></div>}
      </dl>
    </div>
  );
}

interface CheckProps {
  check: CheckView; open: boolean; onToggle: (key: string) => void;
  /** The sentence stands above already. */
  brief?: boolean;
}
export function CheckRow({ check, open, onToggle, brief = false }: CheckProps) {
  const t = scanWords.use();
  const key = keyOf(check);
  const note = isOnlyTheirs(check) ? t('good_by_standard') : isToMend(check) && check.severity === 'high' && check.internet_nl?.outcome === 'fail' ? t('costs_points') : '';
  return (
    <li className={`check ${check.own.outcome} ${open ? 'open' : ''}`} id={key}>
      <h4 className="check-head">
        <button type="button" aria-expanded={open} aria-controls={open ? `${key}-body` : undefined} onClick={() => onToggle(key)}>
          <OutcomeBadge outcome={check.own.outcome} />
          <span className="grow">{check.title}</span>
          {note && <span className="check-note">{note}</span>}
          <IconChevronDown size={17} className="check-turn" aria-hidden />
        </button>
      </h4>
      {!brief && <p className="check-words">{check.own.words}</p>}
      {open && <Body check={check} />}
    </li>
  );
}
