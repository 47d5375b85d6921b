// SPDX-License-Identifier: EUPL-1.2
// Item 6: performing what is due, what goes wrong and its retest, and samples from a population.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../walker.mjs';

export default async function work(w) {
  const [me, other] = [w.first, w.second];
  const t = (key, values) => w.t(`task.${key}`, values);
  const e = (key, values) => w.t(`evidence.${key}`, values);
  const due = (await me.api('/occurrences?state=open&limit=5')).body.items;
  must(due.length > 1, 'the demo has nothing to do now');
  let again = null;

  await w.step('what is due is performed with a report and its evidence', async () => {
    await me.looks('taken', '/occurrences', t('sub'));
    await me.looks('taken-alles', '/occurrences?state=all', t('sub'));
    await me.looks('taak', `/occurrences/${due[0].id}`, t('about'));
    await me.button(t('perform')).click();
    await me.field(t('report')).fill('Uitgevoerd zoals afgesproken; niets bijzonders.');
    await me.page.getByRole('dialog').locator('input[type=file]').first().setInputFiles({ name: 'verslag.txt', mimeType: 'text/plain', buffer: Buffer.from('Alles werkte.') });
    await me.every('taak-vastleggen');
    await me.button(t('save')).click();
    await me.sees(t('done'));
    const kept = (await me.api(`/occurrences/${due[0].id}`)).body;
    must(kept.outcome === 'effective' && kept.evidence.length === 1, JSON.stringify(kept).slice(0, 200));
    await me.every('taak-gedaan');
    me.quiet();
  });
  await w.step('a mistake is taken back with a reason, and the task is open again', async () => {
    await me.button(t('withdraw')).click();
    await me.field(w.t('ui.withdraw_reason')).fill('Verkeerde locatie gekozen.');
    await me.page.getByRole('dialog').getByRole('button', { name: t('withdraw'), exact: true }).click();
    await me.sees(t('withdrawn'));
    await me.page.waitForURL((url) => /\/occurrences\//.test(url.pathname) && !url.pathname.endsWith(due[0].id));
    await me.settled();
    again = (await me.api(`/occurrences/${me.page.url().split('/').pop()}`)).body;
    must(again.performed_on === null && again.due === due[0].due && again.title === due[0].title, JSON.stringify(again));
    await me.open(`/occurrences/${due[0].id}`);
    await me.sees('Verkeerde locatie gekozen.');
    must(await me.button(t('withdraw')).count() === 0, 'what was taken back is taken back again');
    await me.every('taak-teruggenomen');
  });
  await w.step('on a phone the same is performed with a photo, over a bad connection, and the verdict is read', async () => {
    must(again, 'nothing to perform');
    // As a Pixel 7 says of itself.
    const phone = await w.person({ viewport: { width: 412, height: 839 }, deviceScaleFactor: 2.625, isMobile: true, hasTouch: true, userAgent: 'Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36' });
    await phone.context.addCookies(await me.context.cookies());
    const look = async (name) => { await phone.picture(name); if (!w.quick) await phone.accessible(name); await phone.fitsWidth(name); };
    const photo = { name: 'IMG_0042.png', mimeType: 'image/png', buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64') };
    const waiting = async () => (await me.api(`/evidence?measure=${again.measure}&aspect=operation&review=pending&limit=200`)).body.items.filter((one) => one.file_name === photo.name);
    await phone.open(`/occurrences/${again.id}`);
    await phone.button(t('perform')).tap();
    await phone.field(t('report')).fill('Met de telefoon vastgelegd.');
    must(await phone.button(w.t('ui.take_photo')).isVisible(), 'the camera cannot be chosen');
    await phone.page.getByRole('dialog').locator('input[capture]').setInputFiles(photo);
    await phone.sees(photo.name);
    await look('telefoon-uitvoeren');
    await phone.loseAnswer('/evidence/with-file');
    await phone.button(t('save')).tap();
    await phone.sees(w.t('ui.error_offline'));
    await look('telefoon-verbinding');
    phone.noise.length = 0;
    // Put away and taken up again: text and photo are still there, and the photo does not become evidence twice.
    await phone.page.getByRole('dialog').getByRole('button', { name: w.t('ui.close') }).tap();
    await phone.button(t('perform')).tap();
    await phone.sees(photo.name);
    must(await phone.field(t('report')).inputValue() === 'Met de telefoon vastgelegd.', 'the report is gone');
    await phone.button(t('save')).tap();
    await phone.sees(t('done'));
    const done = (await me.api(`/occurrences/${again.id}`)).body;
    must(done.outcome === 'effective' && done.evidence.length === 1, JSON.stringify(done).slice(0, 300));
    const proof = await waiting();
    must(proof.length === 1 && proof[0].kind === 'inspection' && proof[0].id === done.evidence[0], JSON.stringify(proof).slice(0, 300));
    await phone.open(`/measures/${again.measure}`);
    await phone.sees(w.t('ui.operation'));
    await look('telefoon-oordeel');
    phone.quiet();
    await phone.context.close();
  });
  await w.step('evidence that waits already goes with an occurrence, and a file dropped on it opens the form', async () => {
    const open = (await me.api('/occurrences?state=open&limit=5')).body.items.filter((o) => o.id !== due[1].id)[0];
    must(open, 'the demo has no third open occurrence');
    const today = new Date().toISOString().slice(0, 10);
    const made = (await me.api('/evidence', { method: 'POST', body: JSON.stringify({ title: 'Verslag van vanochtend', kind: 'document', aspect: 'operation', measure: open.measure, covers_from: today, covers_to: today, result: 'supports', places: [], note: 'Gedaan.' }) })).body;
    await me.open(`/occurrences/${open.id}`);
    await me.drop('.drop-page', [['schermafdruk.txt', 'text/plain', 'Gelukt.']]);
    await me.sees('schermafdruk.txt');
    await me.page.getByRole('checkbox', { name: 'Verslag van vanochtend' }).check();
    await me.field(t('proof_link')).fill('https://intranet.nergenshuizen.example/verslag');
    await me.every('taak-bewijs');
    await me.button(t('save')).click();
    await me.sees(t('done'));
    const kept = (await me.api(`/occurrences/${open.id}`)).body;
    must(kept.evidence.length === 3 && kept.evidence.includes(made.id), JSON.stringify(kept).slice(0, 300));
    me.quiet();
  });
  await w.step('what went wrong becomes a deviation, and closes only on a retest that someone else accepted', async () => {
    await me.open(`/occurrences/${due[1].id}?perform=1`);
    await me.page.getByText(t('deviation'), { exact: true }).filter({ visible: true }).first().click();
    await me.button(t('save')).click();
    await me.sees(t('need_what'));
    await me.field(t('dev_what')).fill('Het terugzetten brak na een uur af.');
    await me.field(t('dev_cause')).fill('De schijf was vol.');
    await me.every('taak-afwijking');
    await me.button(t('save')).click();
    await me.sees(t('done'));
    const deviation = (await me.api('/deviations?state=open&limit=20')).body.items.find((d) => /terugzetten brak/.test(d.what));
    must(deviation, 'no deviation was opened');
    const today = new Date().toISOString().slice(0, 10);
    const proof = (await me.api('/evidence', { method: 'POST', body: JSON.stringify({ title: 'Hertest na het vergroten van de schijf', kind: 'sample_test', aspect: 'operation', measure: deviation.measure, covers_from: today, covers_to: today, result: 'supports', places: [], note: 'In 40 minuten teruggezet.' }) })).body;
    await me.looks('afwijkingen', '/deviations', t('deviations'));
    await me.open(`/deviations?open=${deviation.id}`);
    await me.field(t('dev_correction')).fill('De schijf is vergroot en de ruimte wordt bewaakt.');
    await me.every('afwijking');
    await me.page.getByRole('dialog').getByRole('button', { name: t('remedy_save'), exact: true }).click();
    await me.sees(t('remedy_saved'));
    await me.every('hertest');
    const piece = me.page.getByRole('option', { name: /Hertest na het vergroten/ }).filter({ visible: true }).first();
    const retest = async () => {
      await me.open(`/deviations?open=${deviation.id}`);
      await me.button(t('retest')).click();
      await me.sees(w.t('ui.required'));
      await me.page.getByText(t('retest_yes'), { exact: true }).click();
      await me.field(t('retest_evidence')).click();
      await piece.waitFor();
    };
    await retest();
    must((await piece.innerText()).includes(t('retest_not_reviewed')) && await piece.getAttribute('data-combobox-disabled') !== null, 'evidence that waits can be chosen');
    await me.picture('hertest-wacht');
    const accepted = await other.api(`/evidence/${proof.id}/review`, { method: 'POST', body: JSON.stringify({ decision: 'accepted', note: 'Gezien.' }) });
    must(accepted.status === 200, `review ${accepted.status}`);
    await retest();
    await piece.click();
    await me.button(t('retest')).click();
    await me.sees(t('retest_done'));
    must((await me.api(`/deviations?state=closed&limit=20`)).body.items.some((d) => d.id === deviation.id), 'the deviation is not closed');
  });
  await w.step('a population is read in, frozen and drawn, and someone else judges it', async () => {
    must(w.measure, 'no measure of our own');
    const lines = Array.from({ length: 30 }, (_, i) => `U-${String(i + 1).padStart(3, '0')};Uitval op locatie België ${i + 1}`);
    const file = join(w.work, 'uitvallen.csv');
    const write = (list) => writeFileSync(file, Buffer.from(`nummer;omschrijving\r\n${list.join('\r\n')}\r\n`, 'latin1'));
    await me.open(`/measures/${w.measure}?tab=samples`);
    await me.button(w.t('measure.sample_new')).click();
    const give = () => me.page.getByRole('dialog').locator('input[type=file]').first().setInputFiles(file);
    write([...lines, lines[0]]);
    await give();
    await me.sees(e('tab_found', { count: 31, rows: 31, encoding: 'Windows-1252', delimiter: e('tab_semicolon') }));
    await me.sees(/Uitval op locatie België 1/);
    await me.field(e('pop_name')).fill('Gemelde uitvallen dit half jaar');
    await me.button(e('pop_try')).click();
    await me.sees(e('pop_trial_bad', { count: 1 }));
    must(await me.button(e('pop_freeze')).isDisabled(), 'a list with a double key can be frozen');
    await me.every('populatie-proef-fout');
    await me.button(e('pop_again')).click();
    write(lines);
    await give();
    await me.button(e('pop_try')).click();
    await me.sees(e('pop_trial_good'));
    must((await me.api(`/measures/${w.measure}/populations`)).body.items.length === 0, 'a trial froze something');
    await me.every('populatie-inlezen');
    await me.button(e('pop_freeze')).click();
    await me.page.waitForURL(/\/populations\//);
    await me.settled();
    await me.every('populatie');
    await me.button(e('draw')).click();
    const sure = me.page.getByRole('dialog').getByRole('button', { name: e('draw'), exact: true });
    if (await sure.isVisible().catch(() => false)) await sure.click();
    await me.page.locator('.case').first().waitFor();
    const id = me.page.url().split('/').pop();
    const drawn = (await me.api(`/populations/${id}`)).body;
    must(drawn.cases.every((c) => c.text.startsWith('Uitval op locatie België ')), drawn.cases[0].text);
    must(drawn.cases.length === drawn.sample_size && drawn.seed !== '', `${drawn.cases.length} of ${drawn.sample_size}`);
    await me.sees(e('pop_someone_else'));
    await me.every('populatie-getrokken');
    await other.open(`/populations/${id}`);
    const cases = other.page.locator('.case');
    for (let i = 0; i < drawn.cases.length; ++i) {
      if (i === 0) await cases.nth(0).getByRole('textbox').fill('Draaiboek lag niet op de balie.');  // A deviation needs a word.
      await cases.nth(i).getByText(i === 0 ? e('case_deviation') : e('case_effective'), { exact: true }).click();
      await other.settled();
    }
    const judged = (await me.api(`/populations/${id}`)).body;
    must(judged.state === 'judged' && judged.deviations === 1, `${judged.state}, ${judged.deviations} deviations`);
    await me.open(`/populations/${id}`);
    await me.every('populatie-beoordeeld');
  });
}
