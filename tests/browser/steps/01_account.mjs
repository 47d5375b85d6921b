// SPDX-License-Identifier: EUPL-1.2
// Getting in: invitation, second factor, recovery code, passkey, and a second person.
import { must } from '../walker.mjs';

const kPassword = 'vier paarden lezen rustig';

/** The same two people signed in, without a look at the screens on the way. */
export async function enter(w) {
  const me = (w.first = await w.person());
  me.login = 'beheerder';
  await me.acceptInvitation(w.link, kPassword);
  await me.begin();
  await me.api('/session/mode', { method: 'PUT', body: JSON.stringify({ mode: 'administration' }) });
  const invited = await me.api('/invitations', { method: 'POST', body: JSON.stringify({ login: 'noor', name: 'Noor Tegenlezer', roles: ['reviewer', 'board', 'security_officer'], until: null, email: null }) });
  must(invited.status === 200, JSON.stringify(invited.body));
  await me.api('/session/mode', { method: 'PUT', body: JSON.stringify({ mode: 'content' }) });
  await me.load('/');
  await welcome(w, invited.body.link);
}

async function welcome(w, link) {
  const other = (w.second = await w.person());
  other.login = 'noor';
  await other.acceptInvitation(link, 'zes ganzen zwemmen stil');
  await other.begin();
}

export default async function account(w) {
  const me = (w.first = await w.person());
  me.login = 'beheerder';
  await w.step('the invitation asks for a password and refuses a short one', async () => {
    await me.page.goto(w.link);
    await me.settled();
    await me.field(w.t('auth.own_name')).fill('Beheerder');
    await me.field(w.t('auth.new_password')).fill('kort');
    await me.field(w.t('auth.repeat_password')).fill('kort');
    await me.button(w.t('auth.set_password')).click();
    await me.sees(w.t('auth.password_short', { count: 4 }));
    await me.every('uitnodiging');
  });
  await w.step('the first person is asked for a name of his own, not that of a role', async () => {
    for (const field of ['auth.new_password', 'auth.repeat_password']) await me.field(w.t(field)).fill(kPassword);
    await me.button(w.t('auth.set_password')).click();
    await me.page.getByRole('alert').filter({ visible: true }).first().waitFor();
    must(await me.field(w.t('auth.own_name')).getAttribute('aria-invalid') === 'true', 'the name is not marked');
    me.noise.length = 0;  // The refusal is in the console as well.
    await me.acceptInvitation(w.link, kPassword);
  });
  await w.step('a second factor is set up, and recovery codes are shown once', async () => {
    await me.settled();
    await me.every('tweede-factor');
    await me.enrol();
    must(me.codes.length >= 8, `${me.codes.length} recovery codes`);
    await me.every('herstelcodes');
    await me.page.getByLabel(w.t('auth.recovery_saved')).check();
    await me.button(w.t('auth.recovery_done')).click();
    await me.inside();
    must((await me.api('/today')).status === 200, 'today');
  });
  await w.step('a recovery code signs in once, and not twice', async () => {
    const used = me.codes[0];
    await me.signOut();
    await me.every('inloggen');
    await me.givePassword();
    await me.secondFactor();
    await me.inside();
    await me.signOut();
    await me.givePassword();
    me.codes.unshift(used);
    await me.secondFactor();
    await me.page.getByRole('alert').filter({ visible: true }).first().waitFor();
    await me.picture('herstelcode-fout');
    me.noise.length = 0;  // The refusal is in the console as well.
    await me.field(w.t('auth.recovery_code')).fill(me.codes.shift());
    await me.button(w.t('auth.confirm')).click();
    await me.inside();
  });
  await w.step('a passkey is added and signs in (virtual authenticator)', async () => {
    const cdp = await me.context.newCDPSession(me.page);
    await cdp.send('WebAuthn.enable');
    await cdp.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
    await me.open('/security');
    await me.button(w.t('auth.passkey_add')).click();
    const dialog = me.page.getByRole('dialog');
    await me.field(w.t('auth.passkey_name')).fill('Sleutel aan bos');
    await dialog.locator('input[type=password]').fill('niet het wachtwoord');
    await dialog.getByRole('button', { name: w.t('auth.passkey_add'), exact: true }).click();
    await dialog.locator('[aria-invalid="true"]').waitFor();
    await me.every('passkey-toevoegen');
    me.noise.length = 0;  // The refusal is in the console as well.
    await dialog.locator('input[type=password]').fill(me.password);
    await dialog.getByRole('button', { name: w.t('auth.passkey_add'), exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await me.sees('Sleutel aan bos');
    await me.picture('passkey');
    await me.signOut();
    await me.givePassword();
    await me.button(w.t('auth.use_passkey')).click();
    await me.inside();
    await cdp.send('WebAuthn.disable');
  });
  await w.step('the authenticator app is set up again, for the present password', async () => {
    const old = me.secret;
    await me.open('/security');
    await me.button(w.t('auth.totp_new')).click();
    const dialog = me.page.getByRole('dialog');
    await dialog.locator('input[type=password]').fill(me.password);
    await dialog.getByRole('button', { name: w.t('auth.totp_new'), exact: true }).click();
    await me.sees(w.t('auth.enrol_step2'));
    await me.enrol();
    must(me.secret !== old && me.codes.length >= 8, 'a new secret and new codes');
    await me.page.getByLabel(w.t('auth.recovery_saved')).check();
    await dialog.getByRole('button', { name: w.t('ui.close'), exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  });
  await w.step('an administrator invites a second person, who comes in', async () => {
    await me.looks('accounts-inhoud', '/accounts', w.t('auth.accounts_mode_text'));
    await me.button(w.t('app.mode_administration')).click();
    await me.button(w.t('auth.invite')).waitFor();
    await me.settled();
    await me.every('accounts');
    await me.button(w.t('auth.invite')).click();
    await me.field(w.t('auth.name')).fill('Noor Tegenlezer');
    await me.field(w.t('auth.login')).fill('noor');
    for (const role of ['role_reviewer', 'role_board', 'role_security_officer']) await me.page.getByRole('checkbox', { name: w.t(`auth.${role}`) }).check();
    await me.page.getByRole('checkbox', { name: w.t('auth.role_contributor') }).uncheck();
    await me.picture('uitnodigen');
    await me.page.getByRole('dialog').getByRole('button', { name: w.t('auth.invite'), exact: true }).click();
    await me.sees(w.t('auth.invited'));
    const link = await me.page.getByRole('dialog').locator('code').first().innerText();
    await me.page.getByRole('dialog').getByRole('button', { name: w.t('ui.close'), exact: true }).last().click();
    await me.page.locator('.user-button').click();
    await me.page.getByRole('menuitem', { name: w.t('app.mode_content') }).click();
    await me.page.waitForURL(/\/$/);
    await welcome(w, link);
    const late = await w.person();
    await late.page.goto(link);
    await late.sees(w.t('auth.invitation_bad_text'));
    must(await late.page.getByRole('alert').count() === 0, 'a used link says it twice');
    await late.every('uitnodiging-gebruikt');
    await late.context.close();
  });
  await w.step('an open invitation is listed and withdrawn, and its link says so', async () => {
    await me.api('/session/mode', { method: 'PUT', body: JSON.stringify({ mode: 'administration' }) });
    const invited = await me.api('/invitations', { method: 'POST', body: JSON.stringify({ login: 'vera', name: 'Vera Vergist', roles: ['owner', 'reviewer'], until: null, email: null }) });
    must(invited.status === 200, JSON.stringify(invited.body));
    await me.open('/accounts');
    await me.sees(w.t('auth.invites_open'));
    const row = me.page.getByRole('row').filter({ hasText: 'Vera Vergist' });
    for (const seen of ['Ria Beheer', w.t('auth.role_owner'), w.t('auth.role_reviewer')]) must((await row.innerText()).includes(seen), `no ${seen} at the invitation`);
    await me.every('uitnodigingen-open');
    await me.button(w.t('auth.invite')).click();
    await me.field(w.t('auth.name')).fill('Vera Vergist');
    await me.field(w.t('auth.login')).fill('vera');
    await me.page.getByRole('dialog').getByRole('button', { name: w.t('auth.invite'), exact: true }).click();
    await me.sees(w.t('auth.invite_replaced', { login: 'vera' }));
    const link = await me.page.getByRole('dialog').locator('code').first().innerText();
    await me.every('uitnodiging-vervangen');
    await me.page.getByRole('dialog').getByRole('button', { name: w.t('ui.close'), exact: true }).last().click();
    await row.getByRole('button').click();
    await me.sees(w.t('auth.invite_withdraw_text'));
    await me.page.getByRole('dialog').getByRole('button', { name: w.t('auth.invite_withdraw'), exact: true }).click();
    await row.waitFor({ state: 'detached' });
    const late = await w.person();
    await late.page.goto(link);
    await late.sees(w.t('auth.invitation_withdrawn_text'));
    await late.every('uitnodiging-ingetrokken');
    await late.context.close();
    await me.api('/session/mode', { method: 'PUT', body: JSON.stringify({ mode: 'content' }) });
    await me.load('/');
  });
  await w.step('a name of one\'s own is changed, but not by who is known by it alone', async () => {
    await me.open('/security');
    const name = me.field(w.t('auth.own_name'));
    const save = me.page.locator('#name').getByRole('button', { name: w.t('ui.save'), exact: true });
    must(await save.isDisabled(), 'nothing to save yet');
    const dialog = me.page.getByRole('dialog');
    const rename = async (to, password = me.password) => {
      await name.fill(to);
      await save.click();
      await dialog.locator('input[type=password]').fill(password);
      await dialog.getByRole('button', { name: w.t('ui.save'), exact: true }).click();
    };
    await rename('RIA Beheer', 'niet het wachtwoord');
    await dialog.locator('[aria-invalid="true"]').waitFor();
    await dialog.getByRole('button', { name: w.t('ui.cancel'), exact: true }).click();
    await rename('Ria Anders');
    await dialog.getByRole('alert').waitFor();
    me.noise.length = 0;  // The refusals are in the console as well.
    await me.every('eigen-naam');
    await dialog.getByRole('button', { name: w.t('ui.cancel'), exact: true }).click();
    const people = '**/api/v1/registers/person/rows?*';  // Nobody is in it yet; as if she were.
    await me.page.route(people, (route) => route.fulfill({ json: { items: [{ id: 'ria', version: 1, name: 'Ria Beheer' }], total: 1 } }));
    await rename('RIA Beheer');
    await me.sees(w.t('auth.own_name_saved'));
    await dialog.waitFor({ state: 'detached' });
    const old = me.page.getByRole('link', { name: w.t('auth.own_name_register_link', { name: 'Ria Beheer' }) });
    must((await old.getAttribute('href')).endsWith('/registers/person/ria'), 'another link to the register');
    await me.every('eigen-naam-register');
    await me.page.unroute(people);
    await rename('Ria Beheer');
    await me.page.locator('.user-button').filter({ hasText: 'Ria Beheer' }).waitFor();
    await old.waitFor({ state: 'detached' });
  });
  await w.step('the language is one click away, and back', async () => {
    const words = { nl: ['EN', 'Where we stand'], en: ['NL', 'Waar staan wij'] }[w.language];
    await me.open('/');
    me.noise.length = 0;  // Signing in and out before this speaks of 401.
    await me.page.locator('button.lang').click();
    await me.sees(words[1]);
    await me.page.locator('button.lang').click();
    await me.sees(w.t('today.asks'));
    me.quiet();
  });
}
