// SPDX-License-Identifier: EUPL-1.2
import { ActionIcon, Menu, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { IconCheck, IconChevronDown, IconDevices, IconHelp, IconKey, IconLogout, IconMenu2, IconMoon, IconSearch, IconShieldLock, IconSun } from '@tabler/icons-react';
import { Link, useNavigate } from 'react-router';
import { api } from '../api/client';
import type { Session } from '../api/types';
import { JobTray } from '../features/job/tray';
import { tellFault } from '../ui/toast';
import { helpUrl } from './help';
import { locale, setLocale } from './i18n';
import { kSessionKey, useSession, useTakeSession } from './session';
import { appWords } from './text';

/** The answers of the server hold words: after a switch of language everything is asked again. */
export function useSwitchLanguage(): () => void {
  const client = useQueryClient();
  return () => {
    const next = locale() === 'nl' ? 'en' : 'nl';
    void setLocale(next).then(() => {
      void client.invalidateQueries({ predicate: (q) => q.queryKey[0] !== kSessionKey[0] });
      if (client.getQueryData<Session>(kSessionKey)?.state === 'ready') void api.put('/account/locale', { body: { locale: next } }).catch(() => undefined);
    });
  };
}
export function useSignOut(): () => void {
  const client = useQueryClient();
  const take = useTakeSession();
  return () => {
    void api.delete('/session').catch(() => undefined).then(() => { client.clear(); sessionStorage.clear(); take(undefined); window.location.assign('/'); });
  };
}

/** The organisations to choose from, in a menu. */
function OrganisationItems() {
  const t = appWords.use();
  const session = useSession();
  const client = useQueryClient();
  const take = useTakeSession();
  const navigate = useNavigate();
  const go = (id: string) => {
    api.put('/session/organisation', { body: { organisation: id } }).then((next) => {
      client.removeQueries({ predicate: (q) => q.queryKey[0] !== kSessionKey[0] });
      take(next);
      void navigate('/');
    }).catch(tellFault);
  };
  return (
    <>
      <Menu.Label>{t('switch_organisation')}</Menu.Label>
      {session.organisations.map((o) => <Menu.Item key={o.id} onClick={() => go(o.id)} rightSection={o.id === session.organisation?.id ? <IconCheck size={15} /> : null}>{o.name}</Menu.Item>)}
    </>
  );
}

function OrganisationSwitch() {
  const t = appWords.use();
  const session = useSession();
  const name = session.organisation?.name ?? t('product');
  if (session.organisations.length < 2) return <span className="org-name" title={name}>{name}</span>;
  return (
    <Menu position="bottom-start" width={280}>
      <Menu.Target><button type="button" className="org-name org-button" title={name} aria-label={`${t('switch_organisation')}: ${name}`}><span>{name}</span><IconChevronDown size={15} aria-hidden /></button></Menu.Target>
      <Menu.Dropdown><OrganisationItems /></Menu.Dropdown>
    </Menu>
  );
}

/** Administration and content are kept apart (NEN 7510: conflicting duties): one mode at a time. */
export function useSwitchMode(): (mode: Session['modes'][number]) => void {
  const client = useQueryClient();
  const take = useTakeSession();
  const navigate = useNavigate();
  return (mode) => {
    api.put('/session/mode', { body: { mode } }).then((next) => {
      client.removeQueries({ predicate: (q) => q.queryKey[0] !== kSessionKey[0] });
      take(next);
      void navigate(mode === 'administration' ? '/accounts' : '/');
    }).catch(tellFault);
  };
}

function ModeItems() {
  const t = appWords.use();
  const session = useSession();
  const change = useSwitchMode();
  const modes = session.modes ?? [];
  if (modes.length < 2) return null;
  return (
    <>
      <Menu.Label>{t('mode_hint')}</Menu.Label>
      {(['content', 'administration'] as const).filter((m) => modes.includes(m)).map((m) => <Menu.Item key={m} rightSection={m === session.mode ? <IconCheck size={15} /> : null} onClick={() => change(m)}>{t(`mode_${m}`)}</Menu.Item>)}
      <Menu.Divider />
    </>
  );
}

/** The bar of a phone has no room for the organisation (shell.css): there it stands in the menu of the user. */
function OrganisationOnPhone() {
  const session = useSession();
  const phone = useMediaQuery('(max-width: 480px)', false, { getInitialValueInEffect: false });
  if (!phone || !session.organisation) return null;
  return (
    <>
      {session.organisations.length < 2 ? <Menu.Label className="org-label">{session.organisation.name}</Menu.Label> : <OrganisationItems />}
      <Menu.Divider />
    </>
  );
}

function UserMenu() {
  const t = appWords.use();
  const session = useSession();
  const signOut = useSignOut();
  const name = session.account?.name ?? '';
  const initials = name.split(' ').filter(Boolean).map((w) => w.charAt(0)).filter((c) => c === c.toUpperCase()).slice(0, 2).join('');
  return (
    <Menu position="bottom-end" width={250}>
      <Menu.Target><button type="button" className="user-button" aria-label={t('user_menu', { name })}><span className="avatar" aria-hidden>{initials}</span><span className="user-name">{name}</span></button></Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{session.account?.login}</Menu.Label>
        <OrganisationOnPhone />
        <ModeItems />
        <Menu.Item component={Link} to="/security" leftSection={<IconShieldLock size={16} />}>{t('security')}</Menu.Item>
        <Menu.Item component={Link} to="/security#sessions" leftSection={<IconDevices size={16} />}>{t('sessions')}</Menu.Item>
        <Menu.Item component={Link} to="/security#tokens" leftSection={<IconKey size={16} />}>{t('tokens')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={signOut}>{t('sign_out')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

export function ThemeSwitch() {
  const t = appWords.use();
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const label = t(scheme === 'dark' ? 'theme_to_light' : 'theme_to_dark');
  return <Tooltip label={label}><ActionIcon variant="subtle" color="gray" aria-label={label} onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}>{scheme === 'dark' ? <IconSun size={18} /> : <IconMoon size={18} />}</ActionIcon></Tooltip>;
}
export function LanguageSwitch() {
  const t = appWords.use();
  const change = useSwitchLanguage();
  const other = locale() === 'nl' ? 'en' : 'nl';
  return <button type="button" className="lang" lang={other} aria-label={`${t('other_language_short')}: ${t('other_language')}`} onClick={change}>{t('other_language_short')}</button>;
}

export function TopBar({ bare, onMenu, onSearch }: { bare: boolean; onMenu: () => void; onSearch: () => void }) {
  const t = appWords.use();
  const session = useSession();
  // No menu while this organisation is set up: one more begins, and this one stands aside.
  const isAnother = bare && (session.organisation?.set_up ?? false);
  return (
    <header className="topbar">
      {!bare && <ActionIcon className="menu-button" variant="subtle" color="gray" aria-label={t('menu')} onClick={onMenu}><IconMenu2 size={20} /></ActionIcon>}
      {isAnother ? <span className="org-name">{t('product')}</span> : <OrganisationSwitch />}
      {!bare && <button type="button" className="search-button" aria-label={`${t('search')} ${t('search_keys')}`} onClick={onSearch} aria-keyshortcuts="Control+K"><IconSearch size={15} aria-hidden /><span className="grow">{t('search')}</span><kbd>{t('search_keys')}</kbd></button>}
      <div className="topbar-end">
        {session.organisation && !isAnother && <JobTray />}
        {session.mode === 'administration' && <span className="badge accent">{t('mode_now')}</span>}
        <Tooltip label={t('confidential_hint')}><span className="badge confidential">{t('confidential')}</span></Tooltip>
        <LanguageSwitch />
        <ThemeSwitch />
        <Tooltip label={t('help')}><ActionIcon variant="subtle" color="gray" aria-label={t('help')} onClick={() => window.open(helpUrl(), '_blank', 'noopener')}><IconHelp size={19} /></ActionIcon></Tooltip>
        <UserMenu />
      </div>
    </header>
  );
}
