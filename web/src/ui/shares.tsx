// SPDX-License-Identifier: EUPL-1.2
//
// The roll-up of a chapter: how much of what applies is shown, per aspect. Each share opens to its requirements.
import type { Status } from '../api/types';
import { percent } from './format';
import { kAspects } from './glyph';
import { TimedLink } from './period';
import { ui } from './text';

/** On what the verdicts of requirements rest, least first. */
export const kRests = ['nothing', 'documents_only', 'existence', 'operation'] as const;
export type Rest = (typeof kRests)[number];

interface ChapterSharesProps { chapter: string; framework: string; aspects: Status['aspects'] }

export function ChapterShares({ chapter, framework, aspects }: ChapterSharesProps) {
  const t = ui.use();
  const list = `/requirements?framework=${encodeURIComponent(framework)}&chapter=${encodeURIComponent(chapter)}`;
  return (
    <span className="shares number">
      {kAspects.map((aspect) => {
        const c = aspects[aspect];
        const applies = c.shown + c.partly_shown + c.refuted + c.not_shown;
        const words = t('share_label', { aspect: t(aspect), shown: c.shown, of: applies, partly: c.partly_shown, refuted: c.refuted, not_shown: c.not_shown, na: c.not_applicable });
        return <TimedLink key={aspect} className="link-quiet" to={`${list}&aspect=${aspect}`} title={words} aria-label={words}><span className="dim" aria-hidden>{t(`${aspect}_letter`)}</span> <span aria-hidden>{applies > 0 ? percent(c.percentage) : '–'}</span></TimedLink>;
      })}
    </span>
  );
}
