// SPDX-License-Identifier: EUPL-1.2
//
// How far mappings reach, as a picture that also reads as text.
import type { MappingPair, MappingReach } from '../../api/types';
import { mappingWords } from './mapping_text';

export const kRelations = ['equal', 'superset', 'subset', 'intersect', 'not_related'] as const;
export type RelationName = (typeof kRelations)[number];

export function ReachBar({ title, reach }: { title: string; reach: MappingReach }) {
  const t = mappingWords.use();
  const total = Math.max(1, reach.whole + reach.part + reach.none);
  const whole = (100 * reach.whole) / total;
  const label = t('reach_label', { title, whole: reach.whole, part: reach.part, none: reach.none });
  return (
    <div className="stack xs">
      <span className="line between small"><span>{title}</span><span className="number dim">{reach.whole} {t('reach_whole')} · {reach.part} {t('reach_part')} · {reach.none} {t('reach_none')}</span></span>
      <svg className="bar" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label={label}>
        <title>{label}</title>
        <rect className="bar-none" width={100} height={6} />
        <rect className="bar-shown" width={whole} height={6} />
        <rect className="bar-partly" x={whole} width={(100 * reach.part) / total} height={6} />
      </svg>
    </div>
  );
}

/** Counts per kind of relation, in the order of what they carry. */
export function RelationTable({ pair }: { pair: MappingPair }) {
  const t = mappingWords.use();
  return (
    <table className="table">
      <caption className="hidden-visually">{t('relations_title')}</caption>
      <thead><tr><th scope="col">{t('relation')}</th><th scope="col">{t('carries')}</th><th scope="col" className="number">{t('count_head')}</th></tr></thead>
      <tbody>
        {kRelations.filter((name) => pair.relations[name] > 0).map((name) => (
          <tr key={name}>
            <td title={t(`${name}_hint`)}>{t(name)}<br /><span className="dim small">{t(`${name}_hint`)}</span></td>
            <td>{t(name === 'not_related' ? 'carries_nothing' : name === 'equal' || name === 'superset' ? 'carries_whole' : 'carries_part')}</td>
            <td className="number">{pair.relations[name]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
