// SPDX-License-Identifier: EUPL-1.2
import { IconCheck, IconClock, IconMinus, IconQuestionMark, IconX } from '@tabler/icons-react';
import type { EvidenceKind, EvidenceRow } from '../../api/types';
import { evidenceWords } from './text';

export const kKinds: readonly EvidenceKind[] = ['document', 'inspection', 'interview', 'export', 'sample_test', 'automated_result', 'external_report', 'certificate'];

export function ReviewBadge({ review }: { review: EvidenceRow['review'] }) {
  const t = evidenceWords.use();
  const look = { pending: ['warn', <IconClock key="i" size={13} aria-hidden />], accepted: ['good', <IconCheck key="i" size={13} aria-hidden />], rejected: ['bad', <IconX key="i" size={13} aria-hidden />] } as const;
  const [tone, icon] = look[review];
  return <span className={`badge ${tone}`}>{icon}{t(`review_${review}`)}</span>;
}

export function ResultBadge({ result }: { result: string }) {
  const t = evidenceWords.use();
  switch (result) {
    case 'supports': return <span className="badge good"><IconCheck size={13} aria-hidden />{t('result_supports')}</span>;
    case 'refutes': return <span className="badge bad"><IconX size={13} aria-hidden />{t('result_refutes')}</span>;
    case 'partly': return <span className="badge warn"><IconMinus size={13} aria-hidden />{t('result_partly')}</span>;
    default: return <span className="badge line"><IconQuestionMark size={13} aria-hidden />{t('result_unknown')}</span>;
  }
}

export function Expiry({ days }: { days: number | null }) {
  const t = evidenceWords.use();
  if (days === null) return null;
  if (days < 0) return <span className="badge bad">{t('expired')}</span>;
  if (days <= 30) return <span className="badge warn">{t('expires_in', { count: days })}</span>;
  return null;
}
