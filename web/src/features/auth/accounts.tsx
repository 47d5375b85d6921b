// SPDX-License-Identifier: EUPL-1.2
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { AccountRow } from '../../api/types';
import { useMay, useSession } from '../../app/session';
import { appWords } from '../../app/text';
import { useSwitchMode } from '../../app/topbar';
import { day, moment } from '../../ui/format';
import { Page } from '../../ui/page';
import { Empty } from '../../ui/states';
import { PagedTable, SearchBox, usePaged } from '../../ui/table';
import { LettersCard } from '../notice/letters_card';
import { AccountDialog, CombinedRoles, InviteDialog, roleName } from './account_dialogs';
import { OpenInvitations } from './open_invitations';
import { authWords } from './text';
import './auth.css';

/** Who may be administrator and works with the content now: it is one press away. */
function OtherMode() {
  const t = authWords.use();
  const app = appWords.use();
  const change = useSwitchMode();
  return <Page title={t('accounts')} help="accounts"><Empty title={t('accounts_mode')} action={<Button onClick={() => change('administration')}>{app('mode_administration')}</Button>}>{t('accounts_mode_text')}</Empty></Page>;
}

export default function AccountsScreen() {
  const may = useMay();
  const session = useSession();
  return !may('manage_accounts') && session.modes.includes('administration') ? <OtherMode /> : <Accounts />;
}

function Accounts() {
  const t = authWords.use();
  const may = useMay();
  const session = useSession();
  const [inviting, setInviting] = useState(false);
  const [edited, setEdited] = useState<AccountRow | null>(null);
  const list = usePaged('/accounts', ['q', 'sort'], { usual: { sort: 'name' } });
  const edit = may('manage_accounts');
  const small = (session.organisation?.people ?? 99) < 10;
  return (
    <Page title={t('accounts')} help="accounts" sub={t('accounts_sub')} actions={edit ? <Button leftSection={<IconPlus size={16} />} onClick={() => setInviting(true)}>{t('invite')}</Button> : null}>
      <div className="filters"><SearchBox label={t('filter')} /></div>
      <div className="stack">
        <PagedTable label={t('accounts')} list={list} files={false} rowKey={(a) => a.id} onEdit={edit ? setEdited : undefined}
          empty={<Empty title={t('accounts_empty')} action={edit ? <Button onClick={() => setInviting(true)}>{t('invite')}</Button> : null}>{t('accounts_empty_text')}</Empty>}
          columns={[
            { key: 'name', label: t('name'), sort: 'name', className: 'cell-title', render: (a) => <>{edit ? <button type="button" className="link link-quiet row-open" onClick={() => setEdited(a)}>{a.name}</button> : <strong>{a.name}</strong>}<br /><span className="dim small">{a.login}</span></> },
            { key: 'roles', label: t('roles'), sort: 'roles', render: (a) => <span className="line s">{a.roles.map((r) => <span key={r} className="badge">{roleName(r, t)}</span>)}</span> },
            { key: 'person', label: t('person'), wide: true, render: (a) => a.person ? a.person_name : edit ? <button type="button" className="link small" onClick={() => setEdited(a)}>{t('person_choose')}</button> : <span className="badge warn">{t('person_none')}</span> },
            { key: 'factors', label: t('factors'), wide: true, render: (a) => a.totp || a.passkeys > 0 ? [a.totp ? t('factor_totp') : '', a.passkeys > 0 ? t('factor_passkeys', { count: a.passkeys }) : ''].filter(Boolean).join(', ') : <span className="badge warn">{t('no_factor')}</span> },
            { key: 'until', label: t('until'), sort: 'until', wide: true, render: (a) => a.until ? <span className="number">{day(a.until)}</span> : <span className="dim">–</span> },
            { key: 'seen', label: t('seen'), sort: 'last_seen_at', wide: true, render: (a) => a.last_seen_at ? <span className="number nowrap">{moment(a.last_seen_at)}</span> : <span className="dim">{t('never')}</span> },
          ]} />
        {edit && <OpenInvitations />}
        {edit && session.mail && <LettersCard />}
        {edit && small && <CombinedRoles />}
      </div>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
      {edited && <AccountDialog account={list.query.data?.items.find((a) => a.id === edited.id) ?? edited} onClose={() => setEdited(null)} />}
    </Page>
  );
}
