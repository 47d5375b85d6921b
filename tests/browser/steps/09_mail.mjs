// SPDX-License-Identifier: EUPL-1.2
// Letters, reminders, the calendar address, and a forgotten password mended by a letter that a real mail server took in.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../walker.mjs';

/** Text of each letter that came in, quoted-printable undone. */
function letters(folder) {
  return readdirSync(folder).filter((name) => name.endsWith('.eml')).map((name) => readFileSync(join(folder, name), 'latin1').replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))));
}
async function linkTo(folder, path, to) {
  for (let i = 0; i < 300; i += 1) {
    const mine = letters(folder).filter((text) => text.includes(`<${to}>`));
    const found = mine.map((text) => text.match(new RegExp(`https://\\S+/${path}/\\S+`))?.[0]).filter(Boolean).pop();
    if (found) return found;
    await new Promise((done) => { setTimeout(done, 100); });
  }
  throw new Error(`no letter with a link to /${path} for ${to}`);
}

export default async function mail(w) {
  const me = w.first;
  const folder = join(w.work, w.language, 'mail');
  const address = 'beheer@zorg.example';
  await w.step('one says where letters go and which reminders one wants', async () => {
    await me.open('/security');
    await me.button(w.t('notice.mail_give')).click();
    const dialog = me.page.getByRole('dialog');
    await dialog.getByLabel(w.t('notice.mail_address')).fill(address);
    await dialog.locator('input[type=password]').fill(me.password);
    await dialog.getByRole('button', { name: w.t('ui.save'), exact: true }).click();
    await me.sees(w.t('notice.mail_to', { address }));
    await me.page.getByRole('switch', { name: w.t('notice.overdue') }).click({ force: true });
    await me.sees(w.t('notice.notices_saved'));
    must((await me.api('/account/notices')).body.overdue === true, 'the choice was not kept');
    await me.every('account-mail');
  });
  await w.step('a calendar address is shown once, is read without signing in, and stops when withdrawn', async () => {
    await me.open('/security#calendar');
    await me.button(w.t('notice.calendar_make')).click();
    const asking = me.page.getByRole('dialog');
    await asking.locator('input[type=password]').fill(me.password);
    await asking.getByRole('button', { name: w.t('notice.calendar_make'), exact: true }).click();
    await me.sees(w.t('notice.calendar_once'));
    const url = (await me.page.getByRole('dialog').locator('code').first().innerText()).trim();
    must(/^https:\/\/localhost:\d+\/api\/v1\/calendar\/[\w-]{43}\.ics$/.test(url), url);
    await me.accessible('calendar address');
    await me.picture('agenda-adres');
    await me.page.getByRole('dialog').getByRole('button', { name: w.t('ui.close') }).last().click();
    const stranger = await w.person();
    const read = await stranger.context.request.get(url);
    must(read.status() === 200 && (await read.text()).startsWith('BEGIN:VCALENDAR\r\n'), `feed ${read.status()}`);
    await me.button(w.t('notice.calendar_remove')).click();
    await me.page.getByRole('dialog').getByRole('button', { name: w.t('notice.calendar_remove') }).click();
    await me.sees(w.t('notice.calendar_none'));
    must((await stranger.context.request.get(url)).status() === 404, 'the address still works');
    await stranger.context.close();
  });
  await w.step('an administrator invites by mail and gives a new password', async () => {
    await me.api('/session/mode', { method: 'PUT', body: JSON.stringify({ mode: 'administration' }) });
    const invited = await me.api('/invitations', { method: 'POST', body: JSON.stringify({ login: 'tess@zorg.example', name: 'Tess Post', roles: ['contributor'], until: null, email: null }) });
    must(invited.status === 200 && invited.body.mailed, JSON.stringify(invited.body));
    const link = await linkTo(folder, 'invitation', 'tess@zorg.example');
    must(link === invited.body.link, 'the letter holds another link than the screen');
    const tess = await w.person();
    await tess.acceptInvitation(link, me.password);
    await tess.context.close();
    await me.open('/accounts');
    await me.button('Tess Post').click();
    await me.page.getByRole('dialog').getByRole('button', { name: w.t('auth.reset_give') }).click();
    await me.sees(w.t('auth.reset_give_text'));
    await me.page.getByRole('dialog').filter({ hasText: w.t('auth.reset_give_text') }).getByRole('button', { name: w.t('auth.reset_give') }).click();
    await me.sees('/wachtwoord/');
    await me.accessible('a new password for someone');
    await me.picture('nieuw-wachtwoord-geven');
    await linkTo(folder, 'wachtwoord', 'tess@zorg.example');
    await me.looks('accounts-brieven', '/accounts', w.t('notice.state_sent'));
  });
  await w.step('a forgotten password is mended by a letter, and the second factor stays', async () => {
    const account = (await me.api('/session')).body.account;
    await me.signOut();
    await me.button(w.t('auth.forgotten')).click();
    await me.field(w.t('auth.login')).fill(account.login);
    await me.every('wachtwoord-vergeten');
    await me.button(w.t('auth.forgotten_ask')).click();
    await me.sees(w.t('auth.forgotten_sent'));
    await me.page.goto(await linkTo(folder, 'wachtwoord', address));
    await me.settled();
    await me.every('nieuw-wachtwoord');
    me.password = 'acht blauwe stoelen aan zee';
    await me.field(w.t('auth.new_password')).fill(me.password);
    await me.field(w.t('auth.repeat_password')).fill(me.password);
    await me.button(w.t('auth.set_password')).click();
    await me.sees(w.t('auth.factor'));
    await me.secondFactor();
    await me.inside();
  });
}
