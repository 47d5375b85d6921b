// SPDX-License-Identifier: EUPL-1.2
// Items 4 and 7: a measure with its places and plan, the verdict down to what it rests on, and work of two people at once.
import { must } from '../walker.mjs';

export default async function measure(w) {
  const [me, other] = [w.first, w.second];
  const t = (key, values) => w.t(`measure.${key}`, values);
  const kTitle = 'Noodprocedure bij uitval van het dossier';

  await w.step('a measure is made with an owner, requirements, places and a proof plan', async () => {
    await me.looks('maatregelen', '/measures', t('title'));
    await me.open('/measures/new');
    await me.button(w.t('ui.save')).click();
    await me.sees(t('need_title'));
    await me.every('maatregel-nieuw');
    await me.field(t('f_title')).fill(kTitle);
    await me.field(t('f_description')).fill('Bij uitval werken wij op papier volgens het draaiboek op de balie.');
    await me.field(t('f_owner')).click();
    await me.page.getByRole('option').filter({ visible: true }).first().click();
    await me.field(t('f_requirement_add')).fill('8.13');
    await me.page.getByRole('option', { name: /^8\.13 / }).filter({ visible: true }).first().click();
    await me.field(t('f_places')).click();
    await me.page.getByRole('option', { name: /Bedachtveen/ }).filter({ visible: true }).first().click();
    await me.page.keyboard.press('Escape');
    await me.page.locator('.plan-kind').nth(0).click();
    await me.field(t('item_title')).fill('oefeningen met de noodprocedure');
    await me.page.locator('.plan-kind').nth(1).click();
    await me.page.locator('.plan-item').last().getByLabel(t('item_title')).fill('gemelde uitvallen');
    await me.picture('maatregel-plan');
    await me.button(w.t('ui.save')).click();
    await me.page.waitForURL(/\/measures\/[0-9a-f-]{36}$/);
    await me.settled();
    w.measure = me.page.url().split('/').pop();
    const made = (await me.api(`/measures/${w.measure}`)).body;
    must(made.places.length === 2 && made.plan.operation.length === 2, JSON.stringify(made.places));
    await me.every('maatregel-zonder-bewijs');
  });
  await w.step('two editors at once: the second sees the conflict and loses nothing', async () => {
    const path = `/measures/${w.measure}/edit`;
    await other.open(path);
    await me.open(path);
    await me.field(t('f_description')).fill('Bij uitval werken wij op papier. Het draaiboek ligt op de balie en in de auto.');
    await me.button(w.t('ui.save')).click();
    await me.page.waitForURL(/\/measures\/[0-9a-f-]{36}$/);
    await other.field(t('f_title')).fill(`${kTitle} (herzien)`);
    await other.button(w.t('ui.save')).click();
    await other.sees(w.t('ui.conflict_title'));
    await other.every('conflict');
    await other.button(w.t('ui.conflict_load')).click();
    await other.sees(w.t('ui.conflict_loaded').slice(0, 30));
    must(/herzien/.test(await other.field(t('f_title')).inputValue()), 'what was typed is gone');
    must(/auto/.test(await other.field(t('f_description')).inputValue()), 'what the other wrote is not there');
    await other.button(w.t('ui.save')).click();
    await other.page.waitForURL(/\/measures\/[0-9a-f-]{36}$/);
    const now = (await me.api(`/measures/${w.measure}`)).body;
    must(/herzien/.test(now.title) && /auto/.test(now.description), 'one of the two was overwritten');
    other.noise.length = 0;
  });
  await w.step('the session ends in the middle of a form: sign in over it, and the form is still there', async () => {
    await me.open(`/measures/${w.measure}/edit`);
    await me.field(t('f_description')).fill('Wat hier staat blijft staan.');
    await me.context.clearCookies();
    await me.button(w.t('ui.save')).click();
    await me.sees(w.t('app.expired_title'));
    await me.every('sessie-verlopen');
    const dialog = me.page.getByRole('dialog');
    await dialog.getByLabel(w.t('auth.password')).first().fill(me.password);
    await dialog.getByRole('button', { name: w.t('auth.go_on'), exact: true }).click();
    await me.secondFactor();
    await me.page.waitForURL(/\/measures\/[0-9a-f-]{36}$/);
    must((await me.api(`/measures/${w.measure}`)).body.description === 'Wat hier staat blijft staan.', 'the form was lost');
    me.noise.length = 0;
  });
  await w.step('whoever signs in after somebody else does not find what that one typed', async () => {
    const kTyped = 'Dit is nog niet voor anderen.';
    await me.open(`/measures/${w.measure}/edit`);
    await me.field(t('f_description')).fill(kTyped);
    await me.context.clearCookies();
    await me.button(w.t('ui.save')).click();
    await me.sees(w.t('app.expired_title'));
    await me.page.getByRole('dialog').getByRole('button', { name: w.t('app.expired_cancel'), exact: true }).click();
    await me.field(w.t('auth.login')).fill(other.login);
    await me.field(w.t('auth.password')).fill(other.password);
    await me.button(w.t('auth.go_on')).click();
    await me.button(w.t('auth.use_recovery')).click();
    await me.field(w.t('auth.recovery_code')).fill(other.codes.shift());
    await me.button(w.t('auth.confirm')).click();
    await me.inside();
    await me.open(`/measures/${w.measure}/edit`);
    must((await me.field(t('f_description')).inputValue()) === 'Wat hier staat blijft staan.', 'the form of somebody else');
    must(!(await me.page.evaluate((typed) => JSON.stringify({ ...sessionStorage, ...localStorage }).includes(typed), kTyped)), 'the draft of somebody else');
    await me.signOut();
    await me.givePassword();
    await me.secondFactor();
    await me.inside();
    me.noise.length = 0;
  });
  await w.step('a number opens to the requirements, the measure, the reason and the evidence under it', async () => {
    await me.looks('vandaag', '/', w.t('today.asks'));
    await me.page.locator('.aspect-card').nth(2).click();
    await me.page.waitForURL(/aspect=operation/);
    await me.settled();
    await me.page.goBack();
    await me.settled();
    await me.page.locator('.squares a').nth(3).click();
    await me.page.waitForURL(/\/requirements\//);
    await me.settled();
    await me.page.locator('main a[href^="/measures/"]').first().click();
    await me.page.waitForURL(/\/measures\//);
    await me.settled();
    const proven = (await me.api('/evidence?review=accepted&limit=1')).body.items[0];
    await me.looks('maatregel', `/measures/${proven.measure}`, proven.measure_title);
    await me.page.locator('main a[href^="/evidence/01"]').first().click();
    await me.page.waitForURL(/\/evidence\/01/);
    await me.sees(w.t('evidence.d_received'));
    await me.page.locator('main a[href^="/trail"]').first().click();
    await me.page.waitForURL(/\/trail\?subject=/);
    await me.page.locator('tbody tr').first().waitFor();
    me.quiet();
  });
  await w.step('every tab of a measure shows, with reasons for each verdict', async () => {
    const proven = (await me.api('/evidence?review=accepted&limit=1')).body.items[0].measure;
    const verdicts = (await me.api(`/measures/${proven}/verdicts`)).body;
    must(verdicts.places.every((p) => p.operation.reasons.length > 0 && p.operation.reasons[0].rule > 0), 'a verdict without reason');
    for (const tab of ['evidence', 'places', 'samples', 'deviations', 'history']) await me.looks(`maatregel-${tab}`, `/measures/${proven}?tab=${tab}`, w.t(`measure.tab_${tab}`));
  });
  await w.step('"as known on" an earlier day shows what was known then', async () => {
    const day = new Date(Date.now() - 200 * 86400000).toISOString().slice(0, 10);
    const then = (await me.api(`/status?known_at=${day}`)).body;
    const now = (await me.api('/status')).body;
    must(then.known_at.startsWith(day) && JSON.stringify(then.aspects) !== JSON.stringify(now.aspects), `known at ${then.known_at}: ${JSON.stringify(then.aspects.operation)}`);
    const proven = (await me.api('/evidence?review=accepted&limit=1')).body.items[0].measure;
    await me.looks('zoals-bekend-op', `/measures/${proven}?known_at=${day}`, w.t('ui.back_to_now'));
  });
  await w.step('the day from which one looks goes along from the requirements to a requirement, its reasons and a measure', async () => {
    const day = new Date(Date.now() - 200 * 86400000).toISOString().slice(0, 10);
    const then = new RegExp(`known_at=${day}`);
    await me.looks('eisen-toen', `/requirements?known_at=${day}`, w.t('ui.back_to_now'));
    const row = me.page.locator('tr[data-row]').filter({ has: me.page.locator('a[href*="/measures?requirement="]') }).first();
    const urn = decodeURIComponent((await row.locator('a[href^="/requirements/"]').first().getAttribute('href')).split('/')[2].split('?')[0]);
    const known = (await me.api(`/requirements/${encodeURIComponent(urn)}?known_at=${day}`)).body;
    await row.locator('.trio-button').click();
    const said = known.aspects.existence.reasons[0];
    if (said) await me.page.locator('.why').getByText(said.text.slice(0, 20)).first().waitFor();
    must(then.test(await me.page.locator('.why a').last().getAttribute('href')), 'the explanation leads to now');
    await me.page.keyboard.press('Escape');
    await row.locator('a[href^="/requirements/"]').first().click();
    await me.page.waitForURL(then);
    await me.sees(w.t('ui.back_to_now'));
    await me.every('eis-toen');
    await me.page.locator('main a[href^="/measures/"]').first().click();
    await me.page.waitForURL((url) => /^\/measures\//.test(url.pathname) && then.test(url.search));
    await me.sees(w.t('ui.back_to_now'));
    await me.looks('vandaag-toen', `/?known_at=${day}`, w.t('ui.back_to_now'));
    await me.looks('directie-toen', `/board?known_at=${day}`, w.t('ui.back_to_now'));
  });
  await w.step('each number opens: places, measures of a requirement, a day, a month', async () => {
    await me.looks('maatregelen-lijst', '/measures', t('title'));
    await me.page.locator('tbody a[href*="tab=places"]').first().click();
    await me.page.waitForURL(/tab=places/);
    await me.open('/requirements');
    await me.page.locator('a[href^="/measures?requirement="]').first().click();
    await me.page.waitForURL(/\/measures\?requirement=/);
    await me.sees(t('of_requirement_drop'));
    await me.every('maatregelen-bij-eis');
    const all = (await me.api('/measures?limit=500')).body.items;
    for (const one of all) {
      const days = (await me.api(`/measures/${one.id}/days`)).body.items;
      const line = days.find((l) => l.days.some((d) => d.state === 'supported'));
      if (!line) continue;
      await me.open(`/measures/${one.id}`);
      await me.page.locator('.strip-day.supported').first().click();
      await me.page.locator('.day-detail').first().waitFor();
      await me.every('strook-dag');
      await me.page.locator('.bands a').nth(2).click();
      await me.page.waitForURL(/known_at=/);
      return;
    }
    must(false, 'no measure with results per day');
  });
  await w.step('a place shows the measures that hold there, each with its verdict in that place', async () => {
    const sites = (await me.api('/registers/site/rows?limit=50')).body.items;
    for (const site of sites) {
      const here = (await me.api(`/places/site/${site.id}/measures`)).body.items;
      if (!here.some((m) => !m.whole_organisation)) continue;
      await me.looks('plek', `/registers/site/${site.id}`, w.t('asset.holds_here'));
      await me.page.locator('main a[href^="/measures/"]').first().click();
      await me.page.waitForURL(/\/measures\/.*tab=places/);
      await me.looks('plekken-lijst', '/registers/site', site.name);
      return;
    }
    must(false, 'no site with a measure');
  });
  await w.step('a verdict set by hand counts only after a second person confirms it', async () => {
    await me.open(`/measures/${w.measure}`);
    await me.page.getByRole('button', { name: t('more') }).click();
    await me.page.getByRole('menuitem', { name: t('override') }).click();
    await me.field(t('override_reason')).fill('De noodprocedure is gisteren echt gebruikt; het verslag volgt.');
    await me.every('anders-vaststellen');
    await me.button(t('override_do')).click();
    await me.sees(t('state_proposed'));
    must(await me.button(t('override_confirm')).count() === 0, 'the author may confirm his own');
    await other.open(`/measures/${w.measure}`);
    await other.button(t('override_confirm')).click();
    await other.page.getByRole('dialog').getByRole('button', { name: t('override_confirm'), exact: true }).click();
    await other.sees(t('state_active'));
    await other.every('anders-vastgesteld');
    must((await me.api(`/measures/${w.measure}/overrides`)).body.items[0].second_person === 'Noor Tegenlezer', 'second person');
  });
  await w.step('the second person rejects a proposal with a reason; one in force can be ended', async () => {
    const places = (await me.api(`/measures/${w.measure}`)).body.places;
    const until = new Date(Date.now() + 30 * 86400000).toISOString().slice(0, 10);
    const body = { aspect: 'design', place_kind: places[0].kind, place_id: places[0].id, value: 'shown', reason: 'Het beleid ligt klaar.', until };
    const made = (await me.api(`/measures/${w.measure}/overrides`, { method: 'POST', body: JSON.stringify(body) })).body;
    await other.open(`/measures/${w.measure}`);
    await other.button(t('override_reject')).click();
    const dialog = other.page.getByRole('dialog');
    await dialog.getByLabel(w.t('ui.withdraw_reason')).fill('Het beleid is nog niet vastgesteld.');
    await other.every('afwijzen');
    await dialog.getByRole('button', { name: t('override_reject'), exact: true }).click();
    await other.sees(t('override_rejected'));
    const states = (await me.api(`/measures/${w.measure}/overrides`)).body.items;
    must(states.find((o) => o.id === made.id).state === 'rejected', JSON.stringify(states));
    await me.open(`/measures/${w.measure}`);
    await me.button(t('override_end')).click();
    await me.sees(t('override_end_text'));
    await me.every('beeindigen');
    await me.page.keyboard.press('Escape');
  });
  await w.step('what is not in order goes only with a reason, and the board overview names it', async () => {
    const places = [{ kind: 'organisation', id: '' }];
    const requirements = (await me.api(`/measures/${w.measure}`)).body.requirements.map(({ requirement }) => ({ requirement, coverage: 'partly' }));
    const make = async (title) => {
      const body = { title, description: '', card: '', owner: '', rollup: 'worst', rollup_reason: '', requirements, places, plan: { operation: [], operation_text: '' } };
      const made = (await me.api('/measures', { method: 'POST', body: JSON.stringify(body) })).body;
      const wrong = await me.api(`/measures/${made.id}/deviations`, { method: 'POST', body: JSON.stringify({ what: 'De noodkast was leeg' }) });
      must(wrong.status === 200, JSON.stringify(wrong.body));
      return made.id;
    };
    const less = await make('Noodkast per locatie');
    await me.open(`/measures/${less}/edit`);
    await me.page.getByRole('button', { name: new RegExp(`^${w.t('ui.remove')}: `) }).first().click();
    await me.button(w.t('ui.save')).click();
    await me.sees(t('f_reason'));
    await me.every('maatregel-minder');
    await me.field(t('f_reason')).fill('De apotheek levert de noodkast voortaan.');
    await me.button(w.t('ui.save')).click();
    await me.page.waitForURL(/\/measures\/[0-9a-f-]{36}$/);
    must((await me.api(`/measures/${less}`)).body.requirements.length === requirements.length - 1, 'the requirement is still answered');

    const gone = await make('Noodkast in de auto');
    await me.open(`/measures/${gone}`);
    await me.page.getByRole('button', { name: t('more') }).click();
    await me.page.getByRole('menuitem', { name: t('remove') }).click();
    const dialog = me.page.getByRole('dialog');
    await dialog.getByRole('button', { name: t('remove'), exact: true }).click();
    await dialog.getByLabel(t('f_reason')).fill('Wij rijden niet meer zelf.');
    await me.every('maatregel-weg');
    await dialog.getByRole('button', { name: t('remove'), exact: true }).click();
    await me.page.waitForURL(/\/measures$/);
    must((await me.api(`/measures/${gone}`)).status === 404, 'the measure is still there');
    await me.open('/board');
    await me.sees('Wij rijden niet meer zelf.');
    await me.sees('De apotheek levert de noodkast voortaan.');
    me.noise.length = 0;  // the refusals that asked for the reason
  });
}
