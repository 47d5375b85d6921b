// SPDX-License-Identifier: EUPL-1.2
//
// Above every print: that it is confidential, of whom, when it was printed, and over which period its verdicts are.
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { useLocation } from 'react-router';
import { moment, span } from '../ui/format';
import { isTimed, usePeriod } from '../ui/period';
import { ui } from '../ui/text';
import { useSession } from './session';
import { appWords } from './text';

const now = (): string => new Date().toISOString();

export function PrintHead() {
  const t = appWords.use();
  const u = ui.use();
  const session = useSession();
  const { pathname } = useLocation();
  const period = usePeriod();
  const [at, setAt] = useState(now);
  // A screen may have been open for hours when it is printed.
  useEffect(() => {
    const tick = () => flushSync(() => setAt(now()));
    window.addEventListener('beforeprint', tick);
    return () => window.removeEventListener('beforeprint', tick);
  }, []);
  return (
    <div className="print-head print-only">
      <span>{t('print_line', { organisation: session.organisation?.name ?? '', at: moment(at) })}</span>
      {isTimed(pathname) && <span className="print-period">{u('period')} {span(period.from, period.to)}</span>}
    </div>
  );
}
