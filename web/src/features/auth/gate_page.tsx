// SPDX-License-Identifier: EUPL-1.2
import { useEffect, type ReactNode } from 'react';
import { Mark } from '../../app/shell';
import { appWords } from '../../app/text';
import { LanguageSwitch, ThemeSwitch } from '../../app/topbar';
import { authWords } from './text';

/** The page around signing in: who we are at the left, one question at the right. */
export function GatePage({ title, children, wide }: { title: string; children: ReactNode; wide?: boolean }) {
  const t = authWords.use();
  const app = appWords.use();
  useEffect(() => { document.title = `${title} · Waarborg`; }, [title]);
  return (
    <div className="gate">
      <aside className="gate-side">
        <span className="brand"><Mark size={28} /> {app('product')}</span>
        <div className="stack"><h2>{t('tagline')}</h2><p>{t('tagline_text')}</p></div>
        <p className="small">{t('confidential')}</p>
      </aside>
      <main className="gate-main">
        <div className="gate-tools"><LanguageSwitch /><ThemeSwitch /></div>
        <div className={wide ? 'gate-box wide stack' : 'gate-box stack'}><h1>{title}</h1>{children}</div>
      </main>
    </div>
  );
}
