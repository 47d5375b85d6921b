// SPDX-License-Identifier: EUPL-1.2
// Issue 3, story 2: the domains of the organisation, measured for real in the test bed of the scanner (tests/scan/bed.py).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../walker.mjs';

const kConf = join(process.env.BED ?? '', 'nginx.conf');
const kHsts = /add_header Strict-Transport-Security 'max-age=63072000[^']*' always;/;
const kMeasured = 120000;

/** The web server of the bed with other settings, from the moment that only workers with these take connections. */
async function serve(me, conf) {
  const master = Number(readFileSync(join(process.env.BED, 'nginx.pid'), 'utf8'));
  const workers = () => readFileSync(`/proc/${master}/task/${master}/children`, 'utf8').split(/\s+/).filter(Boolean);
  const takesNone = (pid) => {
    try { return /shutting down/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')); } catch { return true; } // it ended
  };
  const before = workers();
  writeFileSync(kConf, conf);
  process.kill(master, 'SIGHUP');
  await me.until(() => workers().some((pid) => !before.includes(pid)) && before.every(takesNone), 'nginx goes on with the settings that it had');
}

export default async function domains(w) {
  const [me, other] = [w.first, w.second];
  const t = (key, values) => w.t(`scan.${key}`, values);
  const ids = {};
  const list = async () => (await me.api('/scan/domains')).body.items;
  const row = (name) => me.page.locator('tr[data-row]', { hasText: name });
  const put = async (values) => {
    const made = await me.api('/registers/domain/rows', { method: 'POST', body: JSON.stringify({ use: 'both', protection: 'apply', reason: '', owner: null, site: null, system: null, supplier: null, note: '', ...values }) });
    must(made.status === 201 || made.status === 200, JSON.stringify(made));
    ids[values.name] = made.body.id;
  };
  /** As the button does, until it is done. */
  const measured = async (wanted) => {
    const before = new Map((await list()).map((d) => [d.id, d.last?.id]));
    const asked = await me.api('/scan', { method: 'POST', body: JSON.stringify({ domains: wanted }) });
    must(asked.status === 202, JSON.stringify(asked));
    const until = Date.now() + kMeasured;
    for (;;) {
      const job = (await me.api(`/jobs/${asked.body.id}`)).body;
      if (job.state === 'done') break;
      must(job.state !== 'failed' && Date.now() < until, JSON.stringify(job));
      await me.page.waitForTimeout(300);
    }
    must((await list()).filter((d) => wanted.includes(d.id)).every((d) => d.last?.id !== before.get(d.id)), 'not measured');
  };
  /** The whole list of Today. */
  const today = async () => {
    await me.load('/');
    const more = me.page.locator('button.more').first();
    if (await more.isVisible()) await more.click();
  };
  const checkRow = (key) => me.page.locator(`#${key}`);
  const openCheck = async (key) => {
    const fold = me.page.locator('details', { has: checkRow(key) });
    if (await fold.count() > 0 && await fold.first().getAttribute('open') === null) await fold.first().locator('summary').first().click();
    if (await checkRow(key).locator('button').first().getAttribute('aria-expanded') === 'false') await checkRow(key).locator('button').first().click();
  };

  await w.step('a domain is put in the register, and the empty list says what it is for', async () => {
    // Those of the demo are told by the test of the demo; here they do not exist.
    for (const { id } of await list()) must((await me.api(`/registers/domain/rows/${id}`, { method: 'DELETE' })).status === 200, 'a domain stays');
    await me.open('/domeinen');
    await me.page.waitForURL(/\/domains$/);
    await me.sees(t('empty'));
    await me.every('domeinen-leeg');
    await me.link(t('add')).click();
    await me.page.waitForURL(/\/registers\/domain\/new$/);
    await me.settled();
    const register = (await me.api('/registers')).body.items.find((r) => r.name === 'domain');
    const field = (name) => register.fields.find((f) => f.name === name);
    await me.field(field('name').label).fill('goed.example');
    await me.choose(field('use').label, field('use').choices.find((c) => c.value === 'both').label);
    await me.choose(field('protection').label, field('protection').choices.find((c) => c.value === 'apply').label);
    await me.every('domein-nieuw');
    await me.button(w.t('ui.save')).click();
    await me.page.waitForURL(/\/domains$/);
    await me.sees('goed.example');
    await me.sees(t('never'));
    ids['goed.example'] = (await list())[0].id;
    await put({ name: 'slecht.example' });
    await put({ name: 'stil.example' });
    await put({ name: 'eigen.example', use: 'web', protection: 'explain', reason: 'Deze website wordt op 1 juli opgeheven en toont geen gegevens van mensen.' });
    await me.looks('domeinen-nooit-gemeten', '/domains', 'eigen.example', 'load');
  });
  await w.step('all are measured in the background, and results appear by themselves', async () => {
    await me.open('/domains');
    await me.button(t('measure_all')).click();
    await me.page.getByRole('region', { name: t('running') }).waitFor();
    await me.picture('domeinen-bezig', false);
    await me.page.getByRole('region', { name: t('running') }).waitFor({ state: 'detached', timeout: kMeasured });
    await row('slecht.example').getByText(t('fails', { count: '' }).trim()).filter({ visible: true }).first().waitFor();
    must((await list()).every((d) => d.last !== null), 'a domain was not measured');
    const tray = me.page.getByRole('button', { name: new RegExp(w.t('job.title')) });
    await tray.first().waitFor();
    await me.looks('domeinen', '/domains', 'slecht.example', 'load');
  });
  await w.step('a domain shows what is wrong, why, and how to mend it on the system that one has', async () => {
    await me.open('/domains');
    await row('slecht.example').getByRole('link', { name: 'slecht.example' }).click();
    await me.page.waitForURL(/\/domains\/[0-9a-f-]{36}$/);
    await me.settled();
    await me.every('domein');
    await openCheck('web-hsts');
    await checkRow('web-hsts').getByText(t('why'), { exact: true }).waitFor();
    await checkRow('web-hsts').getByText('add_header Strict-Transport-Security').first().waitFor();
    await me.every('domein-punt');
    await checkRow('web-hsts').getByText(t('system_apache'), { exact: true }).filter({ visible: true }).first().click();
    await checkRow('web-hsts').getByText('Header always set Strict-Transport-Security').first().waitFor();
    await me.load(`/domains/${ids['slecht.example']}#web-hsts`);
    await checkRow('web-hsts').getByText('Header always set Strict-Transport-Security').first().waitFor();
    await me.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await me.button(t('copy_all')).click();
    await me.sees(t('copied_all').slice(0, 12));
    const copied = await me.page.evaluate(() => navigator.clipboard.readText());
    must(/Header always set/.test(copied) && /v=spf1/.test(copied), copied);
    const control = checkRow('web-hsts').locator('.check-source a').first();
    must(/requirements\/urn/.test(decodeURIComponent(await control.getAttribute('href'))), 'no link to the norm');
    await control.click();
    await me.page.waitForURL(/\/requirements\//);
    await me.page.goBack();
    await me.page.waitForURL(/\/domains\//);
  });
  await w.step('what is not known says why, and is never right', async () => {
    await me.looks('domein-stil', `/domains/${ids['stil.example']}`, 'stil.example');
    const stil = (await list()).find((d) => d.name === 'stil.example');
    must(stil.last.unknown > 5, 'silence gave answers');
    const https = (await me.api(`/scan/domains/${stil.id}`)).body.verdict.checks.find((c) => c.check === 'https_offered');
    must(https.own.outcome === 'inconclusive', https.own.outcome);
    await openCheck('web-https_offered');
    await checkRow('web-https_offered').locator('.badge.good').waitFor({ state: 'detached' });
    await me.sees(t('not_wrong'));
  });
  await w.step('the numbers on top narrow the list, and the address keeps it', async () => {
    await me.open('/domains');
    await me.page.locator('.scan-total.wrong').click();
    await me.page.waitForURL(/state=wrong/);
    await me.until(async () => await row('goed.example').count() === 0, 'a domain without faults is among those with');
    await me.load('/domains?state=wrong');
    must(await row('slecht.example').count() === 1 && await row('goed.example').count() === 0, 'the address does not keep it');
    await me.load('/domains?state=good');
    await me.sees(t('none_found'));
    await me.button(w.t('ui.clear_filters')).click();
    await row('goed.example').waitFor();
    await me.page.getByRole('checkbox', { name: t('choose_row', { name: 'goed.example' }) }).check();
    await me.button(t('measure_chosen', { count: 1 })).waitFor();
    await me.every('domeinen-gekozen');
    await me.load('/domains?sort=found');
    must(/stil|slecht/.test(await me.page.locator('tr[data-row]').first().innerText()), 'the most wrong is not the first');
  });
  await w.step('a departure from the standards stands with its reason, and is counted as explained', async () => {
    const { items, counts } = (await me.api('/scan/domains')).body;
    must(items.find((d) => d.name === 'eigen.example').state !== 'wrong', 'what is explained counts as wrong');
    must(Object.values(counts).reduce((sum, one) => sum + one, 0) === items.length, JSON.stringify(counts));
    await me.load('/domains?state=wrong');
    must(await row('eigen.example').count() === 0, 'what is explained stands among what is wrong');
    const csv = await me.file('/scan/domains/export.csv?state=wrong');
    const book = await me.file(`/scan/domains/${ids['slecht.example']}/checks/export.xlsx`);
    must(csv.status === 200 && book.status === 200 && book.head.startsWith('PK'), `${csv.status} ${book.status}`);
    await me.looks('domein-uitgelegd', `/domains/${ids['eigen.example']}`, t('explain_title'));
    await me.sees('opgeheven');
  });
  await w.step('what became worse asks its owner, with what to do, until it is mended', async () => {
    const good = readFileSync(kConf, 'utf8');
    must(kHsts.test(good), 'the bed has no HSTS');
    const id = ids['goed.example'];
    await serve(me, good.replaceAll(new RegExp(kHsts, 'g'), ''));
    await measured([id]);
    await me.load(`/domains/${id}`);
    await me.sees(t('worsened'));
    await me.every('domein-slechter');
    await me.load('/domains');
    await me.sees(t('worse_title', { count: 1 }));
    await me.every('domeinen-slechter');
    await today();
    await me.page.locator('.today-item a', { hasText: 'goed.example' }).first().click();
    await me.page.waitForURL(new RegExp(`/domains/${id}`));
    await me.page.locator('.worsened').getByRole('button').first().click();
    await checkRow('web-hsts').getByText(t('fix'), { exact: true }).waitFor();
    await me.picture('domein-herstel', false);
    await serve(me, good);
    await me.button(t('measure_again')).click();
    await me.page.locator('.worsened').waitFor({ state: 'detached', timeout: kMeasured });
    await me.page.getByRole('region', { name: t('running') }).waitFor({ state: 'detached', timeout: kMeasured });
    await today();
    must(await me.page.locator('.today-item a', { hasText: 'goed.example' }).count() === 0, 'Today still asks it');
  });
  await w.step('an earlier measurement is seen as it was', async () => {
    const id = ids['goed.example'];
    await me.load(`/domains/${id}`);
    await me.page.locator('.run-point').nth(1).click();
    await me.page.waitForURL(/measurement=/);
    await me.sees(t('older', { at: '' }).slice(0, 20));
    await checkRow('web-hsts').locator('.badge.bad').waitFor();
    await me.every('domein-eerder');
    await me.link(t('older_back')).click();
    await me.page.waitForURL(new RegExp(`/domains/${id}$`));
    await checkRow('web-hsts').locator('.badge.bad').waitFor({ state: 'detached' });
  });
  await w.step('a rhythm is chosen, and measurements arrive as evidence of the measure that counts on them', async () => {
    await me.open('/domains');
    await me.page.locator('.scan-schedule').getByText(t('every_week'), { exact: true }).click();
    await me.sees(t('schedule_saved', { every: t('every_week').toLowerCase() }));
    must((await me.api('/scan/schedule')).body.every === 'week', 'the rhythm is not kept');
    await me.every('domeinen-ritme');
    const norm = (await me.api('/frameworks')).body.items.find((f) => f.used && /nen7510/.test(f.urn));
    const item = { id: '', kind: 'automated', title: 'metingen', source: 'scan', freshness_days: 8, rrule: '', start: '', window_days: 0, grace_days: 0, frequency: '', tolerated: 0 };
    const body = { title: 'Onze website en e-mail zijn veilig', description: '', card: '', owner: '', rollup: 'worst', rollup_reason: '', requirements: [{ requirement: `${norm.urn}:8.24`, coverage: 'partly' }], places: [], plan: { design: null, existence: null, operation: [item], operation_text: '' } };
    const made = await me.api('/measures', { method: 'POST', body: JSON.stringify(body) });
    must(made.status === 201 || made.status === 200, JSON.stringify(made));
    await measured([ids['goed.example'], ids['slecht.example']]);
    const evidence = (await me.api(`/evidence?measure=${made.body.id}`)).body.items;
    must(evidence.length === 1 && evidence[0].aspect === 'operation', JSON.stringify(evidence));
    await me.load(`/evidence/${evidence[0].id}`);
    await me.every('domein-bewijs');
    await other.load(`/evidence/${evidence[0].id}`);
    await other.button(w.t('evidence.accept')).waitFor();
  });
  await w.step('checks and measurements are walked with the keyboard', async () => {
    await me.load(`/domains/${ids['goed.example']}`);
    const point = me.page.locator('.run-point[tabindex="0"]');
    await point.focus();
    await me.page.keyboard.press('ArrowLeft');
    await me.page.keyboard.press('Enter');
    await me.page.waitForURL(/measurement=/);
    await me.load(`/domains/${ids['slecht.example']}`);
    await checkRow('web-dnssec').locator('button').first().focus();
    await me.page.keyboard.press('Enter');
    await checkRow('web-dnssec').getByText(t('why'), { exact: true }).waitFor();
    await me.page.keyboard.press('Enter');
    await checkRow('web-dnssec').getByText(t('why'), { exact: true }).waitFor({ state: 'detached' });
    // On paper what is folded is named.
    await me.page.emulateMedia({ media: 'print' });
    await me.picture('domein-papier');
    must(await me.page.locator('.print-only').filter({ visible: true }).count() > 0, 'paper leaves out what is right');
    await me.page.emulateMedia({ media: 'screen' });
  });
}
