// SPDX-License-Identifier: EUPL-1.2
//
// Outcome and score as one sees them: a shape and a word beside each colour.
import { IconAlertTriangle, IconCheck, IconHelpCircle, IconInfoCircle, IconMinus, IconTrendingDown, IconX, type Icon } from '@tabler/icons-react';
import type { Measurement, ScanOutcome, ScanSubject, WatchedDomain } from '../../api/types';
import { scanWords } from './text';

const kLook: Record<ScanOutcome, { icon: Icon; tone: string }> = {
  pass: { icon: IconCheck, tone: 'good' }, warn: { icon: IconAlertTriangle, tone: 'warn' }, fail: { icon: IconX, tone: 'bad' },
  info: { icon: IconInfoCircle, tone: 'accent' }, not_applicable: { icon: IconMinus, tone: '' }, inconclusive: { icon: IconHelpCircle, tone: 'line' },
};

export function OutcomeBadge({ outcome }: { outcome: ScanOutcome }) {
  const t = scanWords.use();
  const { icon: Mark, tone } = kLook[outcome];
  return <span className={`badge scan-outcome ${tone}`}><Mark size={13} stroke={2.4} aria-hidden /> {t(`outcome_${outcome}`)}</span>;
}

/** Circumference 100, so that a score is a length. */
const kRadius = 15.9155;
export function ScoreRing({ value, subject, large = false }: { value: number | null; subject: ScanSubject; large?: boolean }) {
  const t = scanWords.use();
  const label = value === null ? t('score_none', { subject: t(subject) }) : value === 100 ? t('score_full', { subject: t(subject) }) : t('score_label', { subject: t(subject), value });
  const size = large ? 92 : 40;
  return (
    <svg className={`ring ${value === 100 ? 'full' : ''}`} viewBox="0 0 40 40" width={size} height={size} role="img" aria-label={label}>
      <title>{label}</title>
      <circle className={value === null ? 'ring-none' : 'ring-back'} cx={20} cy={20} r={kRadius} />
      {value !== null && value > 0 && <circle className="ring-value" cx={20} cy={20} r={kRadius} strokeDasharray={`${value} 100`} transform="rotate(-90 20 20)" />}
      <text className="ring-number" x={20} y={20} dy="0.36em" textAnchor="middle">{value ?? '?'}</text>
    </svg>
  );
}

/** How many points are wrong, could be better, or are not known. */
export function Counts({ of }: { of: Pick<Measurement, 'fails' | 'warns' | 'unknown'> }) {
  const t = scanWords.use();
  return (
    <span className="line s scan-counts">
      {of.fails > 0 && <span className="badge bad"><IconX size={13} stroke={2.4} aria-hidden /> {t('fails', { count: of.fails })}</span>}
      {of.warns > 0 && <span className="badge warn"><IconAlertTriangle size={13} stroke={2.4} aria-hidden /> {t('warns', { count: of.warns })}</span>}
      {of.unknown > 0 && <span className="badge line"><IconHelpCircle size={13} stroke={2.4} aria-hidden /> {t('unknowns', { count: of.unknown })}</span>}
      {of.fails + of.warns + of.unknown === 0 && <span className="badge good"><IconCheck size={13} stroke={2.4} aria-hidden /> {t('nothing_wrong')}</span>}
    </span>
  );
}

export function Worse({ count }: { count: number }) {
  const t = scanWords.use();
  return count > 0 ? <span className="badge bad worse"><IconTrendingDown size={14} stroke={2.2} aria-hidden /> {t('worse', { count })}</span> : null;
}

/** What it is for and whether the standards are applied, in a few words. */
export function UseLine({ domain }: { domain: WatchedDomain }) {
  const t = scanWords.use();
  return (
    <span className="small dim scan-use">
      {t(`use_${domain.use}`)}
      {domain.protection === 'explain' && <> · <span className="strong">{t('protection_explain')}</span>: {domain.reason}</>}
    </span>
  );
}
