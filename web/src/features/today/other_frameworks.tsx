// SPDX-License-Identifier: EUPL-1.2
import { Link } from 'react-router';
import type { Standing } from '../../api/types';
import { percent } from '../../ui/format';
import { kAspects } from '../../ui/glyph';
import { Card } from '../../ui/page';
import { ui } from '../../ui/text';
import { todayWords } from './text';

/** The frameworks beside the main one, one line each; the whole picture is on the board overview. */
export function OtherFrameworks({ others }: { others: Standing[] }) {
  const t = todayWords.use();
  const u = ui.use();
  if (others.length === 0) return null;
  return (
    <Card title={t('others')}>
      <ul className="plain divided">
        {others.map((one) => (
          <li key={one.framework} className="line between">
            <Link className="link-quiet" to={`/board?framework=${encodeURIComponent(one.framework)}`}>{one.name}</Link>
            <span className="line s small">{kAspects.map((aspect) => <span key={aspect}><span className="dim">{u(aspect)}</span> <span className="strong number">{percent(one[aspect])}</span></span>)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
