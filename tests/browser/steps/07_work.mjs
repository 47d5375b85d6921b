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
    const again = (await me.api(`/occurrences/${me.page.url().split('/').pop()}`)).body;
    must(again.performed_on === null && again.due === due[0].due && again.title === due[0].title, JSON.stringify(again));
    await me.open(`/occurrences/${due[0].id}`);
    await me.sees('Verkeerde locatie gekozen.');
    must(await me.button(t('withdraw')).count() === 0, 'what was taken back is taken back again');
    await me.every('taak-teruggenomen');
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
    await me.page.getByRole('dialog').getByRole('button', { name: w.t('ui.save'), exact: true }).click();
    await me.sees(t('dev_saved'));
    const retest = async () => {
      await me.open(`/deviations?open=${deviation.id}`);
      await me.field(t('retest_evidence')).click();
      await me.page.getByRole('option', { name: /Hertest na het vergroten/ }).filter({ visible: true }).first().click();
      await me.button(t('retest')).click();
    };
    await retest();
    await me.page.getByRole('alert').or(me.page.locator('.mantine-InputWrapper-error')).filter({ visible: true }).first().waitFor();
    await me.picture('hertest-wacht');
    me.noise.length = 0;
    const accepted = await other.api(`/evidence/${proof.id}/review`, { method: 'POST', body: JSON.stringify({ decision: 'accepted', note: 'Gezien.' }) });
    must(accepted.status === 200, `review ${accepted.status}`);
    await retest();
    await me.sees(t('retest_done'));
    must((await me.api(`/deviations?state=closed&limit=20`)).body.items.some((d) => d.id === deviation.id), 'the deviation is not closed');
  });
  await w.step('a population is read in, frozen and drawn, and someone else judges it', async () => {
    must(w.measure, 'no measure of our own');
    const lines = Array.from({ length: 30 }, (_, i) => `U-${String(i + 1).padStart(3, '0')},Uitval ${i + 1}`);
    const file = join(w.work, 'uitvallen.csv');
    writeFileSync(file, `nummer,omschrijving\n${lines.join('\n')}\n`);
    await me.open(`/measures/${w.measure}?tab=samples`);
    await me.button(w.t('measure.sample_new')).click();
    await me.page.getByRole('dialog').locator('input[type=file]').first().setInputFiles(file);
    await me.sees(e('pop_rows', { count: 30 }));
    await me.field(e('pop_name')).fill('Gemelde uitvallen dit half jaar');
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
