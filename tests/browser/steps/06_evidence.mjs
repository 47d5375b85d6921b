// SPDX-License-Identifier: EUPL-1.2
// Item 5: evidence in all its forms, files that are no good, and the review by someone else.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixtures, must } from '../walker.mjs';

export default async function evidence(w) {
  const [me, other] = [w.first, w.second];
  const t = (key, values) => w.t(`evidence.${key}`, values);
  const measures = (await me.api('/measures?limit=100')).body.items;
  const backup = measures.find((m) => /^Back-up|^Backup|^Back up/i.test(m.title)) ?? measures[0];
  const pending = async () => (await me.api('/evidence?review=pending&limit=1')).body.total;

  /** What nobody may say for a person: what it shows, what it says, and over which days. */
  const choose = (word) => me.page.getByText(word, { exact: true }).filter({ visible: true }).first().click();
  const day = new Date().toISOString().slice(0, 10);
  const say = async (aspect) => {
    await choose(w.t(`ui.${aspect}`));
    await choose(t(`f_supports_${aspect}`));
    for (const field of ['f_from', 'f_to']) await me.field(t(aspect === 'design' ? `${field}_design` : field)).fill(day);
  };

  await w.step('several files are dropped on the list and each becomes evidence', async () => {
    await me.looks('bewijs', '/evidence', t('sub'));
    const before = await pending();
    await me.drop('.drop-page', [['verslag-noord.txt', 'text/plain', 'Teruggezet in 41 minuten.'], ['verslag-zuid.txt', 'text/plain', 'Teruggezet in 55 minuten.']]);
    await me.page.waitForURL(/\/evidence\/new/);
    await me.sees('verslag-zuid.txt');
    await me.button(t('save')).click();
    await me.sees(t('need_measure'));
    await me.page.keyboard.press('Escape');  // The list of the field that took the focus.
    await me.every('bewijs-toevoegen');
    await me.sees(t('need_aspect'));
    await me.choose(t('f_measure'), backup.title);
    await choose(w.t('ui.operation'));
    await me.button(t('save')).click();
    await me.sees(t('need_result'));
    await say('operation');
    await me.button(t('save')).click();
    await me.page.waitForURL(/tab=evidence/);
    must(await pending() === before + 2, `pending ${before} → ${await pending()}`);
    me.quiet();
  });
  await w.step('a link and an observation are evidence without a file', async () => {
    for (const [title, link, note] of [['Draaiboek back-up', 'https://intranet.nergenshuizen.example/draaiboek', ''], ['Gezien: kopie in de kluis', '', 'De schijf van vorige week ligt in de kluis.']]) {
      await me.open(`/evidence/new?measure=${backup.id}&aspect=existence`);
      await me.field(t('f_title')).fill(title);
      if (link) await me.field(t('f_link')).fill(link);
      if (note) await me.field(t('f_note')).fill(note);
      await say('existence');
      await me.button(t('save')).click();
      await me.page.waitForURL(/\/evidence\/[0-9a-f-]{36}/);
      await me.sees(title);
      w.observation = me.page.url().split('/').pop();
    }
    await me.every('bewijsstuk-waarneming');
    must(await me.button(t('accept')).count() === 0, 'the collector may accept his own');
  });
  await w.step('a draft does not overrule what the address names, and says that it was put back', async () => {
    const value = (name) => me.field(t(name)).inputValue();
    await me.open(`/evidence/new?measure=${backup.id}&aspect=design`);
    must(await value('f_from_design') === '' && await value('f_to_design') !== '', 'since when a document is in force was guessed');
    await me.field(t('f_title')).fill('Half ingevuld');
    await choose(t('f_supports_design'));
    await me.field(t('f_reviewed')).fill(day);
    await me.field(t('f_author')).focus();
    must(await value('f_from_design') !== '', 'the day of the review is asked twice');
    await me.open('/evidence');
    await me.open(`/evidence/new?measure=${backup.id}&aspect=existence`);
    await me.button(w.t('ui.draft_drop')).waitFor();
    must(await value('f_title') === 'Half ingevuld', 'the rest of the draft is gone');
    const said = me.page.getByRole('radiogroup', { name: t('f_result_existence') });
    await said.waitFor();
    must(await said.getByRole('radio', { checked: true }).count() === 0, 'the answer about the document became one about the measure');
    must(await value('f_from') === '' && await value('f_to') === '', 'days of the document became days on which it was seen');
    await me.button(w.t('ui.draft_drop')).click();
    must(await value('f_title') === '', 'the draft was not dropped');
    must(await me.field(t('f_source')).count() === 0, 'what few need stands open');
    await me.page.getByText(t('f_more'), { exact: true }).focus();
    await me.page.keyboard.press('Enter');
    await me.field(t('f_source')).waitFor();
    await me.every('bewijs-toevoegen-meer');
  });
  await w.step('a genuine Lynis report is tried, read in and waits', async () => {
    await me.looks('bewijs-inlezen', `/evidence/import?measure=${backup.id}&kind=lynis`, t('imp_try'));
    await me.page.locator('input[type=file]').first().setInputFiles(fixtures('lynis')[0]);
    await me.button(t('imp_try')).click();
    await me.sees(t('imp_found'));
    await me.every('bewijs-inlezen-proef');
    await me.button(t('imp_do')).click();
    await me.page.waitForURL(/\/evidence\/[0-9a-f-]{36}/);
    w.report = me.page.url().split('/').pop();
    await me.every('bewijsstuk');
    me.quiet();
  });
  await w.step('files that are no good get an answer in words, and leave nothing behind', async () => {
    const before = await pending();
    const wrong = async (name, content, kind, shot) => {
      const file = join(w.work, name);
      writeFileSync(file, content);
      await me.open(`/evidence/import?measure=${backup.id}&kind=${kind}`);
      await me.page.locator('input[type=file]').first().setInputFiles(file);
      await me.button(t('imp_try')).click();
      const alert = me.page.getByRole('alert').filter({ visible: true }).first();
      await alert.waitFor();
      const said = await alert.innerText();
      must(said.length > 15 && !/undefined|\{\w+\}|^[a-z_]+\.[a-z_.]+$/m.test(said), said);
      await me.picture(shot);
      me.noise.length = 0;
    };
    await wrong('foto.dat', Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]), 'lynis', 'bewijs-fout-soort');
    await wrong('snapshots.json', '[{"time":', 'restic', 'bewijs-fout-json');
    await wrong('xxe.xml', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'openscap', 'bewijs-fout-xml');
    await me.open(`/evidence/new?measure=${backup.id}`);
    await me.page.locator('input[type=file]').first().evaluate((input) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(65 * 1024 * 1024)], 'film.mp4', { type: 'video/mp4' }));
      input.files = data.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await me.sees(w.t('ui.too_large', { name: 'film.mp4', max: 64 }));
    await me.picture('bewijs-te-groot');
    // Bytes that are not what they say to be.
    const liar = join(w.work, 'beleid.pdf');
    writeFileSync(liar, 'Dit is geen PDF.');
    await me.page.locator('input[type=file]').first().setInputFiles(liar);
    await me.field(w.t('evidence.f_title_many')).fill('Beleid dat geen PDF is');
    await say('design');
    await me.button(t('save')).click();
    await me.page.getByRole('alert').filter({ visible: true }).first().waitFor();
    await me.picture('bewijs-geen-pdf');
    me.noise.length = 0;
    must(await pending() === before, 'a refused file left a record behind');
    must((await me.api(`/evidence?q=${encodeURIComponent('Beleid dat geen PDF is')}`)).body.total === 0, 'a refused file left a record behind');
  });
  await w.step('a lost connection leaves nothing half, and a second try gives one piece of evidence', async () => {
    for (const [how, title] of [['cut', 'Verslag bij een afgebroken verbinding'], ['lost', 'Verslag waarvan het antwoord verloren ging']]) {
      const found = async () => (await me.api(`/evidence?q=${encodeURIComponent(title)}`)).body;
      await me.load(`/evidence/new?measure=${backup.id}`);
      await me.page.locator('input[type=file]').first().setInputFiles({ name: 'verslag.txt', mimeType: 'text/plain', buffer: Buffer.from('Teruggezet in 38 minuten.') });
      await me.field(t('f_title_many')).fill(title);
      await say('operation');
      if (how === 'cut') await me.page.route('**/api/v1/evidence/with-file', (route) => route.abort('connectionreset'), { times: 1 });
      else await me.loseAnswer('/evidence/with-file');
      await me.button(t('save')).click();
      await me.sees(w.t('ui.error_offline'));
      must((await found()).total === (how === 'cut' ? 0 : 1), `${how}: ${(await found()).total} records after the first try`);
      await me.picture(`bewijs-verbinding-${how}`);
      me.noise.length = 0;
      await me.button(t('save')).click();
      await me.page.waitForURL(/\/evidence\/[0-9a-f-]{36}/);
      const now = await found();
      must(now.total === 1 && now.items[0].file_name === 'verslag.txt' && now.items[0].sha256.length === 64, `${how}: ${JSON.stringify(now).slice(0, 300)}`);
      me.quiet();
    }
  });
  await w.step('files that are chosen wait with the draft, and one that is dropped on a measure opens its form', async () => {
    await me.open(`/measures/${backup.id}`);
    await me.link(w.t('measure.add_evidence')).click();
    await me.page.locator('input[type=file]').first().setInputFiles({ name: 'later.txt', mimeType: 'text/plain', buffer: Buffer.from('Later.') });
    await me.sees('later.txt');
    await me.button(w.t('ui.cancel')).click();
    await me.link(w.t('measure.add_evidence')).click();
    await me.sees('later.txt');
    for (const tab of ['', '?tab=evidence']) {
      await me.open(`/measures/${backup.id}${tab}`);
      await me.drop('.drop-page', [['foto-kluis.png', 'image/png', 'x']]);
      await me.page.waitForURL(/\/evidence\/new\?measure=/);
      await me.sees('foto-kluis.png');
    }
    await me.page.getByRole('button', { name: w.t('ui.remove_file', { name: 'foto-kluis.png' }) }).click();
  });
  await w.step('a table of Excel is shown as the server reads it, in every encoding', async () => {
    const table = 'controle;datum;uitkomst\r\nZoë heeft één kopie;3-11-2026;goed\r\n"Tweede,\r\nnaar België";4-11-2026;fout\r\n';
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(table, 'utf16le')]);
    for (const [name, bytes, encoding] of [['latin1.csv', Buffer.from(table, 'latin1'), 'Windows-1252'], ['utf16.csv', utf16, 'UTF-16']]) {
      const file = join(w.work, name);
      writeFileSync(file, bytes);
      await me.open(`/evidence/import?measure=${backup.id}&kind=csv`);
      await me.page.locator('input[type=file]').first().setInputFiles(file);
      await me.sees(t('tab_found', { count: 2, rows: 2, encoding, delimiter: t('tab_semicolon') }));
      await me.sees('Zoë heeft één kopie');
      await me.sees(/naar België/);
      if (encoding === 'UTF-16') await me.every('bewijs-inlezen-tabel');
    }
    await me.choose(t('map_key'), 'controle');
    await me.choose(t('map_date'), 'datum');
    await me.choose(t('map_result'), 'uitkomst');
    await me.choose(t('map_order'), t('map_dmy'));
    await me.page.getByRole('radiogroup', { name: t('map_word_means', { word: 'goed' }) }).getByText(t('map_is_supports'), { exact: true }).click();
    await me.page.getByRole('radiogroup', { name: t('map_word_means', { word: 'fout' }) }).getByText(t('map_is_refutes'), { exact: true }).click();
    // The settings wait with the draft, as typed text does.
    await me.open('/evidence');
    await me.open(`/evidence/import?measure=${backup.id}&kind=csv`);
    await me.page.locator('input[type=file]').first().setInputFiles(join(w.work, 'latin1.csv'));
    await me.sees('Zoë heeft één kopie');
    await me.button(t('imp_try')).click();
    await me.sees(t('imp_found'));
    await me.button(t('imp_do')).click();
    await me.page.waitForURL(/\/evidence\/[0-9a-f-]{36}/);
    await me.sees('Zoë heeft één kopie');
    me.quiet();
  });
  await w.step('someone else reviews: rejecting asks why, accepting counts', async () => {
    await other.open(`/evidence/${w.report}`);
    await other.button(t('reject')).click();
    await other.sees(t('reject_need_note'));
    await other.every('beoordelen');
    await other.field(t('review_note')).fill('Rapport bekeken; klopt met de server.');
    await other.button(t('accept')).click();
    await other.sees(t('review_done'));
    const done = (await me.api(`/evidence/${w.report}`)).body;
    must(done.review === 'accepted' && done.reviewer === 'Noor Tegenlezer', `${done.review} by ${done.reviewer}`);
    other.quiet();
  });
  await w.step('what was added by mistake is withdrawn with a reason, and stays in the trail', async () => {
    await me.open(`/evidence/${w.observation}`);
    await me.button(t('withdraw')).click();
    await me.field(w.t('ui.withdraw_reason')).fill('Dit was de schijf van een andere locatie.');
    await me.every('bewijs-intrekken');
    await me.page.getByRole('dialog').getByRole('button', { name: t('withdraw'), exact: true }).click();
    await me.sees(t('withdrawn'));
    must((await me.api(`/trail?subject=${w.observation}`)).body.items.some((e) => e.action === 'evidence.withdraw'), 'not in the trail');
  });
}
