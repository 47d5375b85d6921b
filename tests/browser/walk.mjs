// SPDX-License-Identifier: EUPL-1.2
// Walks through a real server in real Chromium, as its users do. Prints "ok" per step; the first failure ends it.
import { createHmac } from 'node:crypto';
import { createRequire } from 'node:module';
import { mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(join(here, '../../web/package.json'));
const { chromium } = require('playwright-core');
const { AxeBuilder } = require('@axe-core/playwright');

const [link, work] = process.argv.slice(2);
const origin = new URL(link).origin;
const pictures = process.env.WAARBORG_PICTURES;
if (pictures) mkdirSync(pictures, { recursive: true });
const password = 'vier paarden lezen rustig';
let passed = 0;
const faults = [];

/** RFC 6238: the code that an authenticator app shows now, or `ahead` steps later. */
function totp(secret, ahead = 0) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  let bits = '';
  for (const c of secret.replace(/[\s=]/g, '')) bits += letters.indexOf(c).toString(2).padStart(5, '0');
  const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + ahead));
  const hash = createHmac('sha1', key).update(step).digest();
  const at = hash[19] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, '0');
}

async function step(name, work) {
  try {
    await work();
    passed += 1;
    console.log(`ok ${name}`);
  } catch (error) {
    faults.push(name);
    console.log(`FAILED ${name}: ${String(error.message ?? error).split('\n').slice(0, 6).join(' | ')}`);
  }
}

const must = (condition, what) => { if (!condition) throw new Error(what); };

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-quic', '--no-first-run', '--disable-component-update', '--disable-sync'],
});
const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'nl-NL', viewport: { width: 1440, height: 950 }, reducedMotion: 'reduce', acceptDownloads: true });
const page = await context.newPage();
const noise = [];
page.on('console', (m) => { if (m.type() === 'error') noise.push(m.text()); });
page.on('pageerror', (e) => noise.push(`page error: ${e.message}`));

async function settled() {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'), null, { timeout: 10000 }).catch(() => {});
}
async function accessible(name) {
  const result = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  must(result.violations.length === 0, `axe on ${name}: ${result.violations.map((v) => `${v.id} (${v.nodes.length}: ${v.nodes[0].target.join(' ')})`).join('; ')}`);
}
async function picture(name) {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}
async function visit(name, path, expected) {
  noise.length = 0;
  await page.goto(origin + path);
  await settled();
  await page.getByText(expected).filter({ visible: true }).first().waitFor({ timeout: 6000 });
  await picture(name);
  must(noise.length === 0, `console: ${noise.slice(0, 2).join(' / ')}`);
  await accessible(name);
}

let secret = '';
await step('the invitation asks for a password and refuses a short one', async () => {
  await page.goto(link);
  await settled();
  const [first, second] = [page.getByLabel('Nieuw wachtwoord'), page.getByLabel('Herhaal het wachtwoord')];
  await first.fill('kort');
  await second.fill('kort');
  await page.getByRole('button', { name: 'Account in gebruik nemen' }).click();
  await page.getByText('ten minste 12 tekens').first().waitFor();
  await picture('uitnodiging');
  await accessible('invitation');
  await first.fill(password);
  await second.fill(password);
  await page.getByRole('button', { name: 'Account in gebruik nemen' }).click();
  await page.getByText('Stel een tweede factor in').first().waitFor();
});
await step('a second factor is set up, and recovery codes are shown once', async () => {
  await settled();
  secret = (await page.locator('code').first().innerText()).replace(/\s/g, '');
  await picture('tweede-factor');
  await accessible('enrol');
  await page.getByLabel(/Code van zes cijfers|2\. Typ/).first().fill(totp(secret));
  await page.getByRole('button', { name: 'Bevestigen' }).click({ timeout: 3000 }).catch(() => {});
  await page.getByText('Bewaar uw herstelcodes').first().waitFor();
  await picture('herstelcodes');
  await page.getByLabel('Ik heb de herstelcodes veilig bewaard').check();
  await page.getByRole('button', { name: 'Naar Waarborg' }).click();
  await page.getByText('Waar staan wij').first().waitFor();
  await page.getByText('Vertrouwelijk').first().waitFor();
});

const api = async (path, init = {}) => page.evaluate(async ([p, i]) => {
  const session = await (await fetch('/api/v1/session')).json();
  const answer = await fetch('/api/v1' + p, { ...i, headers: { 'content-type': 'application/json', 'x-waarborg-csrf': session.csrf, 'accept-language': 'nl', ...(i.headers ?? {}) } });
  return { status: answer.status, body: await answer.json().catch(() => null) };
}, [path, init]);
let measure = '';
let requirement = '';
let occurrence = '';
await step('the API answers the signed-in browser', async () => {
  measure = (await api('/measures?limit=1')).body.items[0].id;
  const framework = (await api('/frameworks')).body.items[0].id;
  const requirements = (await api(`/frameworks/${framework}/requirements`)).body.items.filter((r) => r.assessable);
  must(requirements.length === 131, `${requirements.length} requirements`);
  requirement = requirements.find((r) => r.ref === '8.13').id;
  occurrence = (await api('/occurrences?state=open&limit=1')).body.items[0]?.id ?? '';
  must((await api('/today')).status === 200, 'today');
});

const screens = [
  ['vandaag', '/', 'Waar staan wij', 'Where we stand'],
  ['eisen', '/requirements', '8.13', '8.13'],
  ['eis', () => `/requirements/${encodeURIComponent(requirement)}`, '8.13', '8.13'],
  ['maatregelen', '/measures', 'Maatregelen', 'Measures'],
  ['maatregel', () => `/measures/${measure}`, 'Werking', 'Operation'],
  ['maatregel-bewerken', () => `/measures/${measure}/edit`, 'Bewijsplan', 'Proof plan'],
  ['toepasselijkheid', '/applicability', 'Verklaring van toepasselijkheid', 'Statement of applicability'],
  ['bewijs', '/evidence', 'Bewijs', 'Evidence'],
  ['bewijs-toevoegen', '/evidence/new', 'Bewijs', 'Evidence'],
  ['bewijs-inlezen', '/evidence/import', 'Proef inlezen', 'Trial run'],
  ['taken', '/occurrences', 'Taken', 'Tasks'],
  ['afwijkingen', '/deviations', 'Afwijkingen', 'Deviations'],
  ['mensen', '/registers/person', 'Mensen', 'People'],
  ['systemen', '/registers/system', 'Systemen', 'Systems'],
  ['leveranciers', '/registers/supplier', 'Leveranciers', 'Suppliers'],
  ['directie', '/board', 'Directie', 'Board'],
  ['rapporten', '/reports', 'Verklaring van toepasselijkheid', 'Statement of applicability'],
  ['logboek', '/trail', 'Logboek', 'Trail'],
  ['normenkaders', '/frameworks', 'NEN 7510', 'NEN 7510'],
  ['beveiliging', '/security', 'Passkeys', 'Passkeys'],
];
for (const [name, path, dutch] of screens) {
  await step(`${name} shows and is accessible (nl)`, () => visit(name, typeof path === 'function' ? path() : path, dutch));
}

await step('every verdict says why, with the rule', async () => {
  const detail = (await api(`/measures/${measure}/verdicts`)).body;
  must(detail.places.every((p) => p.operation.reasons.length > 0 && p.operation.reasons[0].rule > 0), 'a verdict without reason');
});
await step('a genuine Lynis report is previewed, imported and waits for a reviewer', async () => {
  const fixtures = join(here, '../../src/features/evidence/importers/lynis/fixtures');
  const report = join(fixtures, readdirSync(fixtures)[0]);
  const before = (await api('/evidence?review=pending&limit=200')).body.total;
  await page.goto(`${origin}/evidence/import?measure=${measure}&kind=lynis`);
  await settled();
  await page.locator('input[type=file]').first().setInputFiles(report);
  await page.getByRole('button', { name: 'Proef inlezen' }).click();
  const keep = page.getByRole('button', { name: 'Vastleggen als bewijs' });
  await keep.waitFor({ timeout: 10000 });
  await picture('bewijs-inlezen-voorbeeld');
  await keep.click();
  await page.waitForURL(/\/evidence\/[0-9a-f-]{36}/, { timeout: 10000 });
  await picture('bewijsstuk');
  const after = (await api('/evidence?review=pending&limit=200')).body.total;
  must(after === before + 1, `pending evidence ${before} → ${after}`);
});
await step('the collector may not accept his own evidence', async () => {
  const id = page.url().split('/').pop();
  const answer = await api(`/evidence/${id}/review`, { method: 'POST', body: JSON.stringify({ decision: 'accepted', note: '' }) });
  must(answer.status === 403 || answer.status === 422, `review answered ${answer.status}`);
});
await step('performing an occurrence keeps its outcome', async () => {
  must(occurrence !== '', 'the demo has no open occurrence');
  await page.goto(`${origin}/occurrences/${occurrence}`);
  await settled();
  await picture('uitvoering');
  await accessible('occurrence');
});
await step('the statement of applicability is a PDF', async () => {
  const answer = await page.evaluate(async () => {
    const response = await fetch('/api/v1/reports/vvt?format=pdf');
    return { status: response.status, head: (await response.text()).slice(0, 5) };
  });
  must(answer.status === 200 && answer.head === '%PDF-', JSON.stringify(answer));
});
await step('the log proves itself from the screen', async () => {
  const answer = await api('/trail/verify', { method: 'POST', body: '{}' });
  must(answer.status === 200 && answer.body.ok === true, JSON.stringify(answer.body));
});
await step('the palette finds a requirement by number', async () => {
  await page.goto(`${origin}/`);
  await settled();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('8.13');
  await page.getByRole('option', { name: /8\.13/ }).first().waitFor();
  await picture('zoeken');
  await page.keyboard.press('Escape');
});
await step('another organisation, made in the guided set-up, sees nothing of the first', async () => {
  const made = await api('/setup', { method: 'POST', body: JSON.stringify({ name: 'Praktijk Wolkerheem', sub_sector: 'gp_practice', people: 5, sites: [{ name: 'Wolkerheem', city: 'Wolkerheem' }], board_member: 'Ada Verzonnen', security_officer: 'Bo Bedacht', health_information: 'Cas Fictief' }) });
  must(made.status === 200, `setup ${made.status} ${JSON.stringify(made.body)}`);
  must((await api(`/measures/${measure}`)).status === 404, 'a measure of the other organisation is visible');
  const proposals = (await api('/setup/proposals')).body.items;
  must(proposals.length >= 40, `${proposals.length} proposals`);
  const adopted = await api('/setup/measures', { method: 'POST', body: JSON.stringify({ cards: proposals.slice(0, 10).map((p) => p.card) }) });
  must(adopted.body.created === 10, JSON.stringify(adopted.body));
  const status = (await api('/status')).body;
  must(status.aspects.operation.shown === 0 && status.aspects.design.shown === 0, 'no data is never green');
  await visit('vandaag-nieuw', '/', 'Waar staan wij');
});
await step('signing out and in again asks for password and factor', async () => {
  await api('/session', { method: 'DELETE' });
  await page.goto(`${origin}/`);
  await settled();
  await accessible('sign-in');
  await picture('inloggen');
  await page.getByLabel('Gebruikersnaam of e-mailadres').fill('beheerder');
  await page.getByLabel('Wachtwoord').first().fill(password);
  await page.getByRole('button', { name: 'Verder' }).click();
  await page.getByLabel('Code van zes cijfers').first().fill(totp(secret, 1));  // the screen confirms by itself
  await page.getByText('Waar staan wij').first().waitFor({ timeout: 10000 });
});
await step('English is one click away', async () => {
  const organisations = (await api('/session')).body.organisations;
  const demo = organisations.find((o) => o.name.includes('Nergenshuizen')) ?? organisations[0];
  await api('/session/organisation', { method: 'PUT', body: JSON.stringify({ organisation: demo.id }) });
  await page.goto(`${origin}/`);
  await settled();
  await page.getByRole('button', { name: /English|EN\b/ }).first().click();
  await page.getByText('Where we stand').first().waitFor();
});
for (const [name, path, , english] of screens) {
  await step(`${name} shows and is accessible (en)`, () => visit(`${name}-en`, typeof path === 'function' ? path() : path, english));
}
await step('a phone shows today without sideways scrolling', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${origin}/`);
  await settled();
  await picture('vandaag-telefoon');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  must(wide <= 1, `${wide} pixels too wide`);
});
await browser.close();
console.log(`${passed} passed, ${faults.length} failed`);
process.exit(faults.length === 0 ? 0 : 1);
