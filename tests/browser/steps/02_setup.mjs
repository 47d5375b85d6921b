// SPDX-License-Identifier: EUPL-1.2
// Item 1: a new organisation in the guided set-up; what an empty one looks like; and the way back to the demo.
import { must } from '../walker.mjs';

const kEmpty = [
  ['vandaag', '/'], ['maatregelen', '/measures'], ['bewijs', '/evidence'], ['taken', '/occurrences'], ['afwijkingen', '/deviations'],
  ['systemen', '/registers/system'], ['leveranciers', '/registers/supplier'], ['toepasselijkheid', '/applicability'], ['directie', '/board'],
];

export default async function setup(w) {
  const me = w.first;
  const t = (key, values) => w.t(`org.${key}`, values);
  await w.step('the guided set-up says what is missing and offers every kind of care', async () => {
    await me.open('/setup?step=3');
    await me.sees(t('s1'));  // Nothing is filled in yet: the first step has its turn.
    must(await me.field(t('name')).isVisible(), 'a later step before the first');
    await me.looks('inrichten-nieuw', '/setup?step=1', t('demo'));
    must(await me.page.getByRole('navigation', { name: w.t('app.main_nav') }).count() === 0 && await me.page.getByText('Nergenshuizen').count() === 0, 'another organisation stands around the new one');
    await me.field(t('name')).fill('');
    await me.button(t('next')).click();
    await me.sees(t('need'));
    await me.picture('inrichten-fout');
    await me.field(t('name')).fill('Praktijk Wolkerheem');
    const offered = (await me.api('/setup/options')).body.sub_sectors;
    must(offered.length >= 6, `${offered.length} kinds of care`);
    await me.field(t('sub_sector')).click();
    for (const kind of offered) must(await me.page.getByRole('option', { name: kind.label, exact: true }).count() === 1, `${kind.label} is not offered`);
    await me.picture('inrichten-soorten', false);
    await me.page.getByRole('option', { name: offered.find((o) => o.value === 'gp_practice').label, exact: true }).click();
    await me.field(t('people')).fill('7');
    await me.button(t('next')).click();
    await me.field(t('site')).fill('Wolkerheem');
    await me.field(t('city')).fill('Wolkerheem');
    await me.every('inrichten-plekken');
    await me.button(t('next')).click();
    await me.field(t('board_member')).fill('Ada Verzonnen');
    await me.field(t('security_officer')).fill('Bo Bedacht');
    await me.field(t('health_information')).fill('Cas Fictief');
    await me.every('inrichten-mensen');
    await me.page.reload();  // The answers survive.
    await me.settled();
    must(await me.field(t('security_officer')).inputValue() === 'Bo Bedacht', 'the set-up forgot a name');
    await me.button(t('next')).click();
    await me.page.waitForURL(/step=4/);
    await me.settled();
  });
  await w.step('a fresh organisation has screens that teach, and nothing that is green', async () => {
    const status = (await me.api('/status')).body;
    must(status.aspects.operation.shown === 0 && status.aspects.design.shown === 0, 'no data is never green');
    for (const [name, path] of kEmpty) { await me.open(path); await me.every(`leeg-${name}`); await me.fitsWidth(name); }
  });
  await w.step('proposals are adopted with owners, places and rhythm', async () => {
    await me.looks('inrichten-voorstellen', '/setup?step=4', t('proposals_text').slice(0, 40));
    const cards = (await me.api('/setup/proposals')).body.items.length;
    must(cards >= 20, `${cards} proposals`);
    await me.page.locator('.proposal').nth(12).scrollIntoViewIfNeeded();
    await me.sees(t('s4'));
    await me.picture('inrichten-voorstellen-midden', false);
    await me.button(t('choose_none')).click();
    await me.page.locator('.proposal input[type=checkbox]').nth(0).check();
    await me.page.locator('.proposal input[type=checkbox]').nth(1).check();
    await me.button(t('adopt', { count: 2 })).click();
    await me.sees(w.t('today.asks'));
    const measures = (await me.api('/measures?limit=10')).body;
    must(measures.total === 2 && measures.items.every((m) => m.places > 0), JSON.stringify(measures).slice(0, 200));
    await me.picture('vandaag-na-inrichten');
    me.quiet();
  });
  await w.step('what the plans ask and nobody handed in yet is asked on Today, and leads to the form', async () => {
    const today = (await me.api('/today')).body;
    const [asked] = today.items.filter((item) => item.kind === 'task');
    must(asked !== undefined && asked.link.includes('&aspect=design'), JSON.stringify(asked));
    await me.open('/');
    const more = me.page.locator('button.more').first();
    if (await more.isVisible()) await more.click();
    must(await me.page.locator('.today-side a.mantine-Button-root').count() <= 1, 'more than one main button');
    const step = today.road.find((one) => one.state === 'current');
    must(await me.page.locator(`.today-item a.link-quiet[href="${step.link}"]`).count() === 1, 'Today does not lead to the step of the road');
    must(await me.page.locator('.today-item a.link-quiet[href="/accounts"]').count() === 1, 'who is alone is not asked to invite someone who reviews');
    const decisions = today.items.find((item) => item.link === '/applicability');
    must(decisions.minutes > 100, 'the time for all decisions is not honest');
    await me.sees(w.t('today.hours', { count: Math.round(decisions.minutes / 60) }));
    await me.page.locator(`.today-item a[href="${asked.link}"]`).first().click();
    await me.page.waitForURL(/\/evidence\/new\?measure=/);
    await me.settled();
    const measure = (await me.api(`/measures/${new URL(me.page.url()).searchParams.get('measure')}`)).body;
    await me.until(async () => (await me.field(w.t('evidence.f_measure')).inputValue()) === measure.title, 'the form does not know the measure');
    must(await me.page.locator('input[type=radio][value=design]').isChecked(), 'the form does not know the aspect');
    await me.sees(measure.plan.design.text);
    await me.every('bewijs-gevraagd');
  });
  await w.step('the organisation switcher leads back, and nothing of the other is seen', async () => {
    const own = (await me.api('/measures?limit=1')).body.items[0].id;
    await me.page.locator('.org-button').click();
    await me.picture('wisselen', false);
    await me.page.getByRole('menuitem', { name: /Nergenshuizen/ }).click();
    await me.page.locator('.org-name', { hasText: 'Nergenshuizen' }).first().waitFor();
    await me.settled();
    must((await me.api(`/measures/${own}`)).status === 404, 'a measure of the other organisation is visible');
    await me.open(`/measures/${own}`);
    await me.sees(w.t('ui.gone_text'));
    await me.picture('andere-organisatie');
    me.noise.length = 0;
  });
}
