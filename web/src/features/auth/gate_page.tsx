// SPDX-License-Identifier: EUPL-1.2
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconHelp } from '@tabler/icons-react';
import { useEffect, type ReactNode } from 'react';
import { helpUrl, setHelpPage } from '../../app/help';
import { Mark } from '../../app/shell';
import { appWords } from '../../app/text';
import { LanguageSwitch, ThemeSwitch } from '../../app/topbar';
import { authWords } from './text';

/** The page around signing in: who we are at the left, one question at the right. */
export function GatePage({ title, children, wide, help = 'sign-in' }: { title: string; children: ReactNode; wide?: boolean; help?: string }) {
  const t = authWords.use();
  const app = appWords.use();
  useEffect(() => { setHelpPage(help); }, [help]);
  useEffect(() => { document.title = `${title} · Waarborg`; }, [title]);
  return (
    <div className="gate">
      <aside className="gate-side">
        <span className="brand"><Mark size={28} /> {app('product')}</span>
        <div className="stack"><h2>{t('tagline')}</h2><p>{t('tagline_text')}</p></div>
        <p className="small">{t('confidential')}</p>
      </aside>
      <main className="gate-main">
        <div className="gate-tools"><Tooltip label={app('help')}><ActionIcon variant="subtle" color="gray" aria-label={app('help')} onClick={() => window.open(helpUrl(), '_blank', 'noopener')}><IconHelp size={19} /></ActionIcon></Tooltip><LanguageSwitch /><ThemeSwitch /></div>
        <div className={wide ? 'gate-box wide stack' : 'gate-box stack'}><h1>{title}</h1>{children}</div>
      </main>
    </div>
  );
}
