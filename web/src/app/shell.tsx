// SPDX-License-Identifier: EUPL-1.2
import { Drawer } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { useEffect, useState, type ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { Note } from '../ui/page';
import { isUnder, useNav } from './nav';
import Palette from './palette';
import { PrintHead } from './print_head';
import { useSession } from './session';
import { appWords } from './text';
import { TopBar } from './topbar';


export function Mark({ size = 22 }: { size?: number }) {
  return <svg width={size} height={size} viewBox="0 0 22 22" aria-hidden><rect className="mark-1" x={0} y={2} width={6} height={15} rx={1.8} /><rect className="mark-2" x={8} y={2} width={6} height={18} rx={1.8} /><rect className="mark-3" x={16} y={2} width={6} height={15} rx={1.8} /></svg>;
}

function SideNav({ onGo = () => undefined }: { onGo?: () => void }) {
  const t = appWords.use();
  const { pathname } = useLocation();
  const groups = useNav();
  const session = useSession();
  return (
    <nav className="side-nav" aria-label={t('main_nav')}>
      <Link to="/" className="brand" onClick={onGo}><Mark /> {t('product')}</Link>
      {groups.map((group) => (
        <div key={group.title} className="side-group">
          {group.title && <p className="side-title">{group.title}</p>}
          <ul className="plain">
            {group.items.map((item) => (
              <li key={item.to}>
                <Link to={item.to} className={isUnder(pathname, item) ? 'side-link active' : 'side-link'} aria-current={isUnder(pathname, item) ? 'page' : undefined} onClick={onGo}>
                  <span>{item.label}</span>{item.count ? <span className="side-count number">{item.count}</span> : null}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <p className="side-version">{t('version', { version: session.product_version })}</p>
    </nav>
  );
}

/** `bare` hides the menu while the organisation is being set up: one thing at a time. */
export function Shell({ bare, children }: { bare?: boolean; children: ReactNode }) {
  const t = appWords.use();
  const { pathname } = useLocation();
  const session = useSession();
  const [menu, menuState] = useDisclosure(false);
  const [palette, setPalette] = useState(false);
  useHotkeys([['mod+K', () => setPalette((open) => !open)]], []);
  useEffect(() => { menuState.close(); setPalette(false); }, [pathname]); // eslint-disable-line
  return (
    <div className={bare ? 'shell bare' : 'shell'}>
      <a className="skip" href="#main">{t('skip')}</a>
      {!bare && <aside className="side"><SideNav /></aside>}
      <Drawer.Root opened={menu} onClose={menuState.close} position="left" size={270}>
        <Drawer.Overlay />
        <Drawer.Content className="side-drawer" aria-label={t('main_nav')}><Drawer.Body className="side-drawer"><SideNav onGo={menuState.close} /></Drawer.Body></Drawer.Content>
      </Drawer.Root>
      <div className="main">
        <TopBar bare={bare ?? false} onMenu={menuState.open} onSearch={() => setPalette(true)} />
        {!bare && <PrintHead />}
        <main id="main" tabIndex={-1}>
          {session.not_entered && <div role="status"><Note tone="bad">{t('not_entered', { name: session.not_entered, other: session.organisation?.name ?? '' })}</Note></div>}
          {children}
        </main>
      </div>
      {palette && !bare && <Palette onClose={() => setPalette(false)} />}
    </div>
  );
}
