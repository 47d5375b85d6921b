// SPDX-License-Identifier: EUPL-1.2
import type { ReactNode } from 'react';
import type { AspectVerdict } from '../api/types';
import { AspectMark, useAspectWords, useVerdictWords, type Aspect } from './glyph';
import { ReasonList } from './reasons';
import { ui } from './text';

/** One aspect with its verdict and reasons; the coloured edge repeats what the mark and the words say. */
export function AspectCard({ aspect, value, children }: { aspect: Aspect; value: AspectVerdict; children?: ReactNode }) {
  const t = ui.use();
  const words = useVerdictWords();
  const named = useAspectWords();
  return (
    <section className={`card aspect-edge ${value.verdict}`} aria-label={`${t(aspect)}: ${words(value.verdict, value.override)}`}>
      <div className="line s aspect-title"><AspectMark aspect={aspect} verdict={value.verdict} overridden={value.override} /><h2>{named(aspect)} · {t(value.verdict)}</h2></div>
      <ReasonList verdict={value} />
      {children}
    </section>
  );
}
