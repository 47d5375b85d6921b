// SPDX-License-Identifier: EUPL-1.2
// What every step of the walk uses: a browser, people in it, and the words of the application in the walked language.
import { createHmac } from 'node:crypto';
import { createRequire } from 'node:module';
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const here = dirname(fileURLToPath(import.meta.url));
const web = join(here, '../../web');
const require = createRequire(join(web, 'package.json'));
const { chromium } = require('playwright-core');
const kAxe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export const must = (condition, what) => { if (!condition) throw new Error(what); };
export const fixtures = (tool) => {
  const folder = join(here, '../../src/features/evidence/importers', tool, 'fixtures');
  return readdirSync(folder).map((name) => join(folder, name));
};

/** RFC 6238: the code that an authenticator app shows now, or `ahead` steps later. */
export function totp(secret, ahead = 0) {
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

/** The words that the screens are made of: `t('evidence.add')`; {{name}} filled in, a plural chosen by count. */
export async function wordsOf(language) {
  const all = {};
  const take = async (prefix, file) => { if (existsSync(file)) all[prefix] = { ...all[prefix], ...(await import(pathToFileURL(file).href))[language] }; };
  await take('app', join(web, `src/app/text.${language}.ts`));
  await take('ui', join(web, `src/ui/text.${language}.ts`));
  for (const feature of readdirSync(join(web, 'src/features'))) {
    await take(feature, join(web, `src/features/${feature}/text.${language}.ts`));
    for (const name of readdirSync(join(web, 'src/features', feature))) {
      const part = name.match(new RegExp(`^(\\w+)_text\\.${language}\\.ts$`));
      if (part) await take(part[1], join(web, 'src/features', feature, name));
    }
  }
  return (key, values = {}) => {
    const [group, name] = key.split('.');
    const words = all[group]?.[name] ?? all[group]?.[`${name}_${values.count === 1 ? 'one' : 'other'}`];
    must(words !== undefined, `no words for ${key}`);
    return words.replace(/\{\{(\w+)\}\}/g, (_, field) => String(values[field] ?? ''));
  };
}

const kTypes = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.json': 'application/json' };
const kRules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** In each page, before its own code: counts what it asked of the server and has not heard yet. */
function countAsked() {
  const ask = window.fetch.bind(window);
  window.asked = 0;
  window.fetch = (...what) => {
    window.asked += 1;
    return ask(...what).finally(() => { window.asked -= 1; });
  };
}

/** Nothing asked, nothing loading, something drawn; and still so a twentieth of a second and four frames later: an answer
    may lead to a question, and on a busy machine a twentieth of a second can pass within one piece of work. */
function isQuiet() {
  const drawn = document.readyState === 'complete' && (document.getElementById('root')?.textContent ?? '') !== '';
  const busy = window.asked > 0 || document.querySelector('[aria-busy="true"], .mantine-Skeleton-root, [data-left]') !== null;
  if (!drawn || busy) window.quiet = undefined;
  else (window.quiet ??= { since: performance.now(), frames: 0 }).frames += 1;
  return window.quiet !== undefined && window.quiet.frames > 4 && performance.now() - window.quiet.since > 50;
}

/** In the page of somebody who is signed in: shows the screen at an address as the back button would, made anew because an
    address that is not there lies in between. False when that cannot be done; then the page has to be loaded. */
async function goWithin([to, nowhere]) {
  const show = (address) => {
    window.history.pushState(null, '', address);
    window.dispatchEvent(new PopStateEvent('popstate', { state: null }));
  };
  if (document.querySelector('.user-button') === null) return false;
  for (const close of document.querySelectorAll('.toast > button:last-child')) close.click();  // Those tell of the screen before.
  show('/-');
  for (let frames = 0; frames < 60; ++frames) {
    await new Promise((done) => requestAnimationFrame(done));
    if (document.querySelector('#main > .page h1')?.textContent !== nowhere) continue;
    if (document.querySelector('[role="dialog"], .toast') !== null) continue;
    document.querySelector('#main > .page').dataset.left = '';  // Goes with that screen, when the next has come.
    show(to);
    return true;
  }
  return false;
}

/** One person in a browser of his own. */
export class Person {
  constructor(walk, context, page) {
    Object.assign(this, { walk, context, page, noise: [], login: '', secret: '', codes: [], known: -1, raw: 0 });
    page.on('request', (r) => {
      if (r.method() === 'GET') return;
      walk.changes += 1;
      if (this.raw === 0) this.known += 1;
    });
    page.on('console', (m) => { if (m.type() === 'error') this.noise.push(m.text()); });
    page.on('pageerror', (e) => this.noise.push(`page error: ${e.message}`));
  }
  t(key, values) { return this.walk.t(key, values); }
  async settled() {
    await this.page.evaluate(() => { window.quiet = undefined; }).catch(() => {});  // In the middle of a new page: it has none.
    await this.page.waitForFunction(isQuiet, null, { timeout: 40000 }).catch(async () => {
      const left = await this.page.evaluate(() => `${window.asked} asked, ${document.querySelectorAll('[aria-busy="true"], .mantine-Skeleton-root, [data-left]').length} loading`);
      throw new Error(`${new URL(this.page.url()).pathname} does not come to rest: ${left}`);
    });
  }
  /** The screen at an address: loaded when this browser cannot know what changed since it was loaded, and otherwise gone to
      within the application, which costs a quarter of it. */
  async open(path) {
    if (this.known !== this.walk.changes) return this.load(path);
    const gone = await this.page.evaluate(goWithin, [path, this.t('app.not_found')]).catch(() => false);
    if (!gone) return this.load(path);
    await this.settled();
  }
  /** As after typing the address. */
  async load(path) {
    this.known = this.walk.changes;
    await this.page.goto(this.walk.origin + path);
    await this.settled();
  }
  /** The API as this signed-in browser may use it. The screen does not hear of what that changes. */
  async api(path, init = {}) {
    this.raw += 1;
    try {
      return await this.page.evaluate(async ([p, i, language]) => {
        const session = await (await fetch('/api/v1/session')).json();
        const answer = await fetch(`/api/v1${p}`, { ...i, headers: { 'content-type': 'application/json', 'x-waarborg-csrf': session.csrf, 'if-match': '*', 'accept-language': language, ...(i.headers ?? {}) } });
        return { status: answer.status, body: await answer.json().catch(() => null) };
      }, [path, init, this.walk.language]);
    } finally {
      this.raw -= 1;
    }
  }
  /** A file that the server gives this browser: status, type and first bytes. */
  file(path) {
    return this.page.evaluate(async (p) => {
      const answer = await fetch(`/api/v1${p}`);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      return { status: answer.status, size: bytes.length, head: String.fromCharCode(...bytes.slice(0, 5)), type: answer.headers.get('content-type') };
    }, path);
  }
  /** The next request to this path reaches the server, but its answer is lost on the way back. */
  loseAnswer(path) {
    return this.page.evaluate((end) => {
      const ask = window.fetch;
      window.fetch = async (...what) => {
        const { pathname } = new URL(what[0] instanceof Request ? what[0].url : String(what[0]), window.location.href);
        const answer = await ask(...what);
        if (!pathname.endsWith(end)) return answer;
        window.fetch = ask;
        throw new TypeError('Failed to fetch');
      };
    }, path);
  }
  /** Files that are dropped on a part of the screen, as from a desktop. */
  async drop(where, files) {
    const carried = await this.page.evaluateHandle((list) => {
      const data = new DataTransfer();
      for (const [name, type, text] of list) data.items.add(new File([text], name, { type }));
      return data;
    }, files);
    for (const what of ['dragover', 'drop']) await this.page.locator(where).first().dispatchEvent(what, { dataTransfer: carried });
  }
  button(name) { return this.page.getByRole('button', { name, exact: true }).filter({ visible: true }).first(); }
  link(name) { return this.page.getByRole('link', { name, exact: true }).filter({ visible: true }).first(); }
  /** A field by its label; the star of a required one is no part of the name. */
  field(label) { return this.page.locator('input, textarea').and(this.page.getByLabel(label)).filter({ visible: true }).first(); }
  async choose(label, option) {
    await this.field(label).click();
    await this.page.getByRole('option', { name: option }).filter({ visible: true }).first().click();
  }
  async sees(text, timeout = Number(process.env.WAARBORG_PATIENCE ?? 15000)) { await this.page.getByText(text).filter({ visible: true }).first().waitFor({ timeout }); }
  /** Signed in: the application itself is there, with its mark of confidence. */
  async inside() {
    await this.page.locator('.user-button').waitFor();
    await this.sees(this.t('app.confidential'));
  }
  async picture(name, whole = true) {
    // A picture is for people: one that a slow machine cannot make does not fail the walk.
    if (this.walk.pictures) await this.page.screenshot({ path: join(this.walk.pictures, `${name}.png`), fullPage: whole }).catch(() => console.log(`   no picture of ${name}`));
  }
  async accessible(name) {
    const began = Date.now();
    if (!(await this.page.evaluate(() => 'axe' in window))) await this.page.evaluate(kAxe);
    const address = `${new URL(this.page.url()).pathname} ${await this.page.evaluate(() => `${window.innerWidth} ${document.documentElement.dataset.mantineColorScheme}`)}`;
    const { faults, over } = await this.page.evaluate(async ([tags, thorough, seen]) => {
      // axe's own rule for label in name also reads what is hidden from assistive technology and the letters of drawings.
      const rules = { 'label-content-name-mismatch': { enabled: false } };
      const unlabelled = labelsWithoutTheirText();
      const over = [...document.querySelectorAll('[role="dialog"][aria-modal="true"]')].some((dialog) => dialog.checkVisibility());
      // What axe need not see takes most of its time: rows after the sixth are made as those before, and what lies under a
      // dialog was looked at when nothing lay over it.
      const spared = thorough ? [] : [...document.querySelectorAll(`tbody > tr:nth-child(n+7), .divided > li:nth-child(n+7)${over && seen ? ', #main' : ''}`)];
      const before = spared.map((one) => one.style.display);
      for (const one of spared) one.style.display = 'none';
      const { violations } = await window.axe.run({ include: [['html']] }, { runOnly: tags, rules, resultTypes: ['violations'], preload: false });
      spared.forEach((one, at) => { one.style.display = before[at]; });
      return { faults: [...violations.map((v) => `${v.id} (${v.nodes.length}: ${v.nodes[0].target.join(' ')})`), ...unlabelled], over };

      /** WCAG 2.5.3: who says aloud what stands on a control, reaches it. */
      function labelsWithoutTheirText() {
        const plain = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
        const shown = (node) => node.nodeType === Node.TEXT_NODE ? node.data
          : !(node instanceof HTMLElement) || node.ariaHidden === 'true' || !node.checkVisibility() || node.classList.contains('hidden-visually') ? ''
            : [...node.childNodes].map(shown).join(' ');
        return [...document.querySelectorAll(':is(a, button)[aria-label]')].filter((control) => !plain(control.ariaLabel).includes(plain(shown(control))))
          .map((control) => `label "${control.ariaLabel}" does not say "${shown(control)}"`).slice(0, 3);
      }
    }, [kRules, this.walk.thorough, this.walk.looked.has(address)]);
    if (!over) this.walk.looked.add(address);
    // A fault of its own: the steps after it need what this one still has to do.
    if (faults.length > 0) this.walk.fail(`axe on ${name}`, faults.join('; '));
    this.walk.looking += Date.now() - began;
    this.walk.looks += 1;
  }
  quiet() {
    const heard = this.noise.splice(0);
    must(heard.length === 0, `console: ${heard.slice(0, 2).join(' / ')}`);
  }
  /** Waits until colours that fade have arrived: half a fade has no contrast that counts. */
  async theme(name) {
    await this.page.evaluate(async (n) => {
      const page = document.documentElement;
      const fading = () => document.getAnimations().filter((a) => a.playState === 'running' && a.effect?.getComputedTiming().iterations !== Infinity).length;
      if (page.dataset.mantineColorScheme === n && fading() === 0) return;
      page.dataset.mantineColorScheme = n;
      const until = performance.now() + 5000;
      for (let fades; performance.now() < until && fades !== 0;) {  // One that ends can begin the next.
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        fades = fading();
      }
    }, name);
  }
  async sized(width, height) {
    const now = this.page.viewportSize();
    if (now?.width !== width || now.height !== height) await this.page.setViewportSize({ width, height });
  }
  async wide() { await this.sized(1440, 950); }
  async narrow() { await this.sized(390, 844); }
  /** Asks until it is so. */
  async until(holds, otherwise) {
    for (let left = 50; left > 0; --left) {
      if (await holds()) return;
      await this.page.waitForTimeout(100);
    }
    throw new Error(otherwise);
  }
  async fitsWidth(name) {
    // The layout follows the window a moment later.
    let over = 0;
    for (let left = 20; left > 0; --left) {
      over = await this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (over <= 1) return;
      await this.page.waitForTimeout(100);
    }
    const widest = await this.page.evaluate(() => [...document.querySelectorAll('main *')].filter((e) => e.getBoundingClientRect().right > window.innerWidth + 1).slice(-3).map((e) => `${e.tagName.toLowerCase()}.${e.className} "${(e.textContent ?? '').slice(0, 40)}"`));
    must(false, `${name} is ${over} pixels too wide: ${widest.join('; ')}`);
  }
  /** Shows a screen in light and dark, wide and narrow: without accessibility faults, sideways scrolling or console errors. */
  async looks(name, path, expected, how = 'open') {
    this.noise.length = 0;
    await this.wide();
    await this[how](path);
    if (expected) await this.sees(expected);
    await this.every(name);
    this.quiet();
  }
  /** The rules look at wide and light, narrow and dark in Dutch, and at the other two in English; at all four with
      WAARBORG_THOROUGH. */
  async every(name) {
    for (const width of ['wide', 'narrow']) {
      await this[width]();
      for (const theme of ['light', 'dark']) {
        const turn = (width === 'wide') === (theme === 'light') ? 'nl' : 'en';
        if (!this.walk.thorough && turn !== this.walk.language) continue;
        if (this.walk.quick && theme === 'dark') continue;
        await this.theme(theme);
        await this.page.evaluate(() => window.scrollTo(0, 0));
        await this.picture(name + (width === 'narrow' ? '-smal' : '') + (theme === 'dark' ? '-donker' : ''));
        if (!this.walk.quick) await this.accessible(`${name}, ${width}, ${theme}`);
      }
      await this.fitsWidth(`${name}, ${width}`);
    }
    await this.theme('light');
    await this.wide();
  }

  /** What is made in the background stands in the tray above the screen: wait for it, take it, and put it away. */
  async takeMade(title, patience = 120000) {
    const tray = this.page.getByRole('dialog', { name: this.t('job.title') });
    const taken = tray.getByRole('link', { name: this.t('job.download_of', { title, size: '@' }).split('@')[0] }).first();
    await taken.waitFor({ timeout: patience });
    const [download] = await Promise.all([this.page.waitForEvent('download'), taken.click()]);
    await tray.getByRole('button', { name: this.t('job.forget_of', { title }) }).first().click();
    await taken.waitFor({ state: 'detached' });
    return download.suggestedFilename();
  }

  /** @param name  one's own; asked of the first person only */
  async acceptInvitation(link, password, name = 'Ria Beheer') {
    await this.page.goto(link);
    await this.settled();
    await this.field(this.t('auth.new_password')).waitFor();
    const own = this.page.getByLabel(this.t('auth.own_name'));
    if (await own.count()) await own.fill(name);
    await this.field(this.t('auth.new_password')).fill(password);
    await this.field(this.t('auth.repeat_password')).fill(password);
    await this.button(this.t('auth.set_password')).click();
    // The secret of the next screen: the name of that screen stands in the text of the invitation already.
    await this.page.locator('code').first().waitFor();
    this.password = password;
  }
  async enrol() {
    await this.settled();
    this.secret = (await this.page.locator('code').first().innerText()).replace(/\s/g, '');
    await this.field(this.t('auth.code')).fill(totp(this.secret));
    await this.button(this.t('auth.confirm')).click({ timeout: 3000 }).catch(() => {});
    await this.sees(this.t('auth.recovery'));
    this.codes = (await this.page.locator('main code, .codes code, code').allInnerTexts()).map((c) => c.trim()).filter((c) => /^[A-Za-z0-9]+(-[A-Za-z0-9]+)+$/.test(c));
  }
  async begin() {
    await this.enrol();
    await this.page.getByLabel(this.t('auth.recovery_saved')).check();
    await this.button(this.t('auth.recovery_done')).click();
    await this.inside();
  }
  async signOut() {
    await this.api('/session', { method: 'DELETE' });
    await this.open('/');
  }
  async givePassword(login = this.login) {
    await this.field(this.t('auth.login')).fill(login);
    await this.field(this.t('auth.password')).fill(this.password);
    await this.button(this.t('auth.go_on')).click();
  }
  /** The second factor, by a recovery code: each works once, whatever the clock says. */
  async secondFactor() {
    await this.button(this.t('auth.use_recovery')).click();
    await this.field(this.t('auth.recovery_code')).fill(this.codes.shift());
    await this.button(this.t('auth.confirm')).click();
  }
  /** Works in another organisation that this account belongs to. */
  async workIn(part) {
    const organisations = (await this.api('/session')).body.organisations;
    const wanted = organisations.find((o) => o.name.includes(part));
    must(wanted, `no organisation ${part}`);
    await this.api('/session/organisation', { method: 'PUT', body: JSON.stringify({ organisation: wanted.id }) });
  }
}

export class Walk {
  constructor({ link, work, language }) {
    Object.assign(this, { link, work, language, origin: new URL(link).origin, passed: 0, faults: [], looking: 0, looks: 0, looked: new Set(), changes: 0 });
    this.quick = Boolean(process.env.WAARBORG_QUICK);  // Only the ways, while one mends a step.
    this.thorough = Boolean(process.env.WAARBORG_THOROUGH);
    this.pictures = process.env.WAARBORG_PICTURES ? join(process.env.WAARBORG_PICTURES, language) : '';
    if (this.pictures) mkdirSync(this.pictures, { recursive: true });
  }
  async start() {
    this.t = await wordsOf(this.language);
    this.browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-quic', '--no-first-run', '--disable-component-update', '--disable-sync', '--ignore-certificate-errors'],
    });
    return this;
  }
  async person(options = {}) {
    const context = await this.browser.newContext({ ignoreHTTPSErrors: true, locale: this.language === 'nl' ? 'nl-NL' : 'en-GB', viewport: { width: 1440, height: 950 }, reducedMotion: 'reduce', acceptDownloads: true, ...options });
    context.setDefaultTimeout(Number(process.env.WAARBORG_PATIENCE ?? 20000));
    await context.addInitScript(countAsked);
    await this.freshScreens(context);
    return new Person(this, context, await context.newPage());
  }
  /** While one works on the screens: take them from this folder instead of from the program. */
  async freshScreens(context) {
    const dist = process.env.WAARBORG_WEB_DIST;
    if (!dist) return;
    await context.route((url) => url.origin === this.origin && !/^\/(api|handleiding|health)/.test(url.pathname), async (route) => {
      const path = new URL(route.request().url()).pathname;
      const file = extname(path) && existsSync(join(dist, path)) ? join(dist, path) : join(dist, 'index.html');
      await route.fulfill({ body: readFileSync(file), contentType: kTypes[extname(file)] ?? 'application/octet-stream', headers: { 'content-security-policy': "default-src 'self'; img-src 'self' data:; style-src 'self'; object-src 'none'" } });
    });
  }
  fail(name, why) {
    this.faults.push(name);
    console.log(`FAILED ${this.language} ${name}: ${why}`);
  }
  /** The steps of one file, which are those that the division names, in its order; without those that are `nl` unless the whole is walked. */
  async through(division, steps) {
    this.division = division;
    this.met = [];
    await steps();
    const names = division.map(([, name]) => name);
    if (this.met.join('\n') !== names.join('\n')) this.fail('the division', `its steps are not those of the file: ${names.filter((n) => !this.met.includes(n)).concat(this.met.filter((n) => !names.includes(n))).join('; ')}`);
  }
  async step(name, work) {
    this.met.push(name);
    if (!this.whole && this.division.some(([who, one]) => one === name && who === 'nl')) return;
    const began = Date.now();
    try {
      await work();
      this.passed += 1;
      console.log(`ok ${this.language} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    } catch (error) {
      this.fail(name, String(error.message ?? error).split('\n').slice(0, 6).join(' | '));
      for (const who of [this.first, this.second]) await Promise.all([who?.theme('light'), who?.wide()]).catch(() => {});
      if (this.pictures) for (const who of [this.first, this.second]) await who?.picture(`fout-${this.faults.length}-${who === this.first ? 1 : 2}`).catch(() => {});
    }
  }
}
