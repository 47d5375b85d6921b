// SPDX-License-Identifier: EUPL-1.2
import { IconBan, IconCheck, IconClock, IconMinus, IconQuestionMark, IconX } from '@tabler/icons-react';
import type { EvidenceKind, EvidenceRow } from '../../api/types';
import { moment, sentence, withDays } from '../../ui/format';
import { evidenceWords } from './text';

export const kKinds: readonly EvidenceKind[] = ['document', 'inspection', 'interview', 'export', 'sample_test', 'automated_result', 'external_report', 'certificate'];

/** Name of the draft, and of the files that wait, of new evidence for a measure; '' when it is not chosen yet. */
export const evidenceForm = (measure: string): string => `evidence-new:${measure}`;
/** What a file most likely is, as long as nobody says otherwise. */
export const kindOf = (file: File | undefined): EvidenceKind => (file?.type.startsWith('image/') ? 'inspection' : /\.(csv|tsv|xlsx|json|xml)$/i.test(file?.name ?? '') ? 'export' : 'document');

/** `withdrawn`: it waits for nobody any more. */
export function ReviewBadge({ review, withdrawn = false }: { review: EvidenceRow['review']; withdrawn?: boolean }) {
  const t = evidenceWords.use();
  if (withdrawn) return <span className="badge line"><IconBan size={13} aria-hidden />{t('review_withdrawn')}</span>;
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

const kFacts = ['hardening_index', 'operating_system', 'kernel', 'vulnerable_packages_found', 'warnings', 'suggestions', 'tests_executed', 'tests_skipped', 'snapshots', 'archives', 'oldest', 'newest', 'files_in_last', 'encryption', 'last_modified', 'standards', 'rows', 'domains'] as const;
/** What a report says of itself, in words; a name that we do not know as the tool writes it. */
export function factRows(facts: { name: string; value: string }[], t: ReturnType<typeof evidenceWords.use>): [string, string][] {
  return facts.map((f) => {
    const known = kFacts.find((name) => name === f.name);
    return [known ? t(`fact_${known}`) : sentence(f.name.replaceAll('_', ' ')), /^\d{4}-\d{2}-\d{2}T/.test(f.value) ? moment(f.value) : withDays(f.value)];
  });
}
