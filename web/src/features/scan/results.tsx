// SPDX-License-Identifier: EUPL-1.2
//
// All checks of a measurement: website and mail, by category. What needs mending stands first, what is right is folded
// together, and what is not known for one reason is one line.
import { IconCheck, IconChevronDown, IconHelpCircle } from '@tabler/icons-react';
import type { CheckView, DomainScore, ScanCategory, ScanSubject } from '../../api/types';
import { Card } from '../../ui/page';
import { CheckRow } from './check';
import { byNeed, isFolded, isToMend, keyOf, kSubjects } from './scan';
import { scanWords } from './text';

const kCategories: ScanCategory[] = ['ipv6', 'dnssec', 'tls', 'headers', 'authentication', 'rpki'];
/** So many unknown for the same reason are one line. */
const kTogether = 3;

export interface Opening { opened: ReadonlySet<string>; toggle: (key: string) => void }
interface Group { words: string; checks: CheckView[] }

/** Those that are not known, by reason; alone when there are few. */
function gathered(checks: CheckView[]): { alone: CheckView[]; groups: Group[] } {
  const unknown = Map.groupBy(checks.filter((c) => c.own.outcome === 'inconclusive'), (c) => c.own.words);
  const groups = [...unknown].flatMap(([words, same]) => (same.length >= kTogether ? [{ words, checks: same }] : []));
  const inGroup = new Set(groups.flatMap((group) => group.checks));
  return { alone: checks.filter((c) => !inGroup.has(c)), groups };
}

function Unknown({ group, opened, toggle }: { group: Group } & Opening) {
  const t = scanWords.use();
  return (
    <li className="check inconclusive">
      <details className="check-group">
        <summary><span className="badge line scan-outcome"><IconHelpCircle size={13} stroke={2.4} aria-hidden /> {t('outcome_inconclusive')}</span><span className="grow"><span className="strong">{t('unknown_group', { count: group.checks.length })}</span><span className="check-group-words">{group.words} {t('not_wrong')}</span></span><IconChevronDown size={17} className="check-turn" aria-hidden /></summary>
        <ul className="plain checks">{group.checks.map((check) => <CheckRow key={keyOf(check)} check={check} brief open={opened.has(keyOf(check))} onToggle={toggle} />)}</ul>
      </details>
      <p className="print-only check-words">{t('outcome_inconclusive')}: {group.words} {group.checks.map((c) => c.title).join('; ')}</p>
    </li>
  );
}

function Folded({ checks, opened, toggle }: { checks: CheckView[] } & Opening) {
  const t = scanWords.use();
  if (checks.length === 0) return null;
  const good = checks.filter((c) => c.own.outcome === 'pass').length;
  const na = checks.length - good;
  const words = good === 0 ? t('na_only', { count: na }) : na === 0 ? t('in_order', { count: good }) : t('in_order_and_na', { good: t('in_order', { count: good }), na });
  return (
    <>
      <details className="folded">
        <summary className="small">{good > 0 && <IconCheck size={15} stroke={2.4} className="folded-good" aria-hidden />}{words}</summary>
        <ul className="plain checks">{checks.map((check) => <CheckRow key={keyOf(check)} check={check} open={opened.has(keyOf(check))} onToggle={toggle} />)}</ul>
      </details>
      <p className="print-only small dim">{words}: {checks.map((c) => c.title).join('; ')}</p>
    </>
  );
}

function Category({ category, checks, score, opening }: { category: ScanCategory; checks: CheckView[]; score: number | undefined; opening: Opening }) {
  const t = scanWords.use();
  const sorted = byNeed(checks);
  const { alone, groups } = gathered(sorted.filter((c) => !isFolded(c)));
  return (
    <section className="category">
      <div className="category-head">
        <div className="grow"><h3>{t(`category_${category}`)}</h3><p className="small dim">{t(`about_${category}`)}</p></div>
        {score !== undefined && <span className="small number dim nowrap">{t('category_score', { value: score })}</span>}
      </div>
      {alone.length + groups.length > 0 && (
        <ul className="plain checks">
          {alone.map((check) => <CheckRow key={keyOf(check)} check={check} open={opening.opened.has(keyOf(check))} onToggle={opening.toggle} />)}
          {groups.map((group) => <Unknown key={group.words} group={group} {...opening} />)}
        </ul>
      )}
      <Folded checks={sorted.filter(isFolded)} {...opening} />
    </section>
  );
}

export function Results({ checks, scores, opening }: { checks: CheckView[]; scores: Record<ScanSubject, DomainScore>; opening: Opening }) {
  const t = scanWords.use();
  return (
    <>
      {kSubjects.map((subject) => {
        const own = checks.filter((c) => c.subject === subject);
        if (own.length === 0) return null;
        const mend = own.filter(isToMend).length;
        return (
          <Card key={subject} className="subject" title={t(subject)} actions={<span className={`badge ${own.some((c) => c.own.outcome === 'fail') ? 'bad' : mend > 0 ? 'warn' : 'line'}`}>{mend > 0 ? t('to_mend', { count: mend }) : t('to_mend_none')}</span>}>
            {kCategories.map((category) => {
              const here = own.filter((c) => c.category === category);
              return here.length > 0 ? <Category key={category} category={category} checks={here} score={scores[subject].categories.find((one) => one.category === category)?.percentage} opening={opening} /> : null;
            })}
          </Card>
        );
      })}
    </>
  );
}
