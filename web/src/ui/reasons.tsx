// SPDX-License-Identifier: EUPL-1.2
import type { AspectVerdict, Reason } from '../api/types';
import { withDays } from './format';
import { TimedLink } from './period';
import { ui } from './text';

/** The row of a place in its register; the whole organisation has none. */
export const placePath = (kind: string, id: string): string | null => (kind === 'organisation' || !id ? null : `/registers/${kind}/${encodeURIComponent(id)}`);

/** Where a reason's reference leads: every number opens to what it rests on. */
function refPath(ref: Reason['refs'][number]): string | null {
  switch (ref.kind) {
    case 'evidence': return `/evidence/${ref.id}`;
    case 'occurrence': return `/occurrences/${ref.id}`;
    case 'sample': return `/populations/${ref.id}`;
    case 'measure': return `/measures/${ref.id}`;
    case 'requirement': return `/requirements/${encodeURIComponent(ref.id)}`;
    case 'deviation': return `/deviations?open=${ref.id}`;
    case 'supplier': return `/registers/supplier_proof/${ref.id}`;
    case 'place': return placePath(ref.id.slice(0, ref.id.indexOf(':')), ref.id.slice(ref.id.indexOf(':') + 1));
    default: return null;
  }
}

export function ReasonList({ verdict, compact }: { verdict: AspectVerdict; compact?: boolean }) {
  const t = ui.use();
  return (
    <div className={compact ? 'reasons compact' : 'reasons'}>
      {verdict.override && <span className="badge warn" title={t('override_hint')}>{t('override')}</span>}
      {verdict.reasons.length === 0 && <p className="dim small">{t('no_reasons')}</p>}
      <ul className="plain">
        {verdict.reasons.map((reason, i) => (
          <li key={i}>
            <span>{withDays(reason.text)}</span>{' '}
            <span className="refs">
              {reason.refs.map((ref) => {
                const path = refPath(ref);
                const words = withDays(ref.label) || t(`ref_${ref.kind}`);
                const bare = ref.label ? '' : 'ref-bare';  // only its kind: says nothing on paper
                return path ? <TimedLink key={ref.kind + ref.id + ref.label} className={bare} to={path}>{words}</TimedLink> : <span key={ref.kind + ref.id + ref.label} className={bare}>{words}</span>;
              })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
