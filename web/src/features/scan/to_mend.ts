// SPDX-License-Identifier: EUPL-1.2
//
// What must be mended, as text: whoever reads this screen is seldom the one who runs the server.
import type { WatchedDomainDetail } from '../../api/types';
import { moment } from '../../ui/format';
import { byNeed, isToMend, kSubjects } from './scan';
import { fixesFor, isSystem, useSystem } from './systems';
import { scanWords } from './text';

export function useToMend({ domain, shown, verdict }: WatchedDomainDetail): string {
  const t = scanWords.use();
  const systems = { web: useSystem('web')[0], mail: useSystem('mail')[0] };
  const parts = kSubjects.flatMap((subject) => {
    const checks = byNeed((verdict?.checks ?? []).filter((check) => check.subject === subject && isToMend(check)));
    if (checks.length === 0) return [];
    const points = checks.map((check) => {
      const { own, dns } = fixesFor(check, systems[subject]);
      const fixes = [dns, own].flatMap((fix) => (fix ? [`  ${isSystem(fix.system) ? t(`system_${fix.system}`) : fix.system}: ${fix.words}`] : []));
      return [`- [${t(`outcome_${check.own.outcome}`)}] ${check.title}`, `  ${check.own.words}`, ...check.own.seen.map((line) => `  > ${line}`), ...fixes, `  (${check.source})`].join('\n');
    });
    return [`${t(subject)}\n\n${points.join('\n\n')}`];
  });
  return [t('copy_head', { name: domain.name, at: moment(shown?.measured_at) }), ...parts].join('\n\n');
}
