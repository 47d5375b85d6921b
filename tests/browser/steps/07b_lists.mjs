// SPDX-License-Identifier: EUPL-1.2
// Item 6: what every list does: it is sorted and searched by the server, and it is a file; and judging several pieces of
// evidence from the list.
import { must } from '../walker.mjs';

export default async function lists(w) {
  const [me, other] = [w.first, w.second];
  const rows = (who = me) => who.page.locator('tbody tr[data-row]');
  const texts = (who = me) => rows(who).locator('.cell-title').allInnerTexts();
  const sorted = async (column, word) => {
    await me.button(w.t('ui.sort_by', { column })).click();
    await me.page.waitForURL((url) => url.searchParams.get('sort') === word);
    // The screen follows the address; the next click turns round what it shows.
    await me.page.locator(`th[aria-sort="${word.startsWith('-') ? 'descending' : 'ascending'}"]`).filter({ hasText: column }).first().waitFor();
    await me.settled();
  };

  /** The order turns round, a search leaves fewer rows, and the file has a line for each of those. */
  const works = (name, path, list, search, column, words) => w.step(`${name}: another order, fewer rows when searched, and a file of them`, async () => {
    await me.open(path);
    await me.settled();
    await sorted(column, words[0]);
    const one = await texts();
    must(one.length > 2, `${name} has ${one.length} rows`);
    await sorted(column, words[1]);
    // The answer comes after the address: until then the rows are those of before.
    let two = one;
    await me.until(async () => (two = await texts()).length > 2 && two.join() !== one.join(), `${name} is not sorted: ${one.slice(0, 3).join(' / ')}`);
    const most = (await me.api(`${list.split('?')[0]}?limit=1${list.includes('?') ? `&${list.split('?')[1]}` : ''}`)).body.total;
    const word = two.map((t) => t.trim().split(/\s+/)[0]).find((t) => t.length > 3) ?? 'a';
    await me.page.getByLabel(search, { exact: true }).filter({ visible: true }).first().fill(word);
    await me.page.waitForURL((url) => url.searchParams.get('q') === word);
    await me.settled();
    const found = (await me.api(`${list}${list.includes('?') ? '&' : '?'}limit=1&q=${encodeURIComponent(word)}`)).body.total;
    must(found > 0 && found <= most, `${word}: ${found} of ${most}`);
    await me.until(async () => (await rows().count()) === Math.min(found, 50), `${name}: ${await rows().count()} rows, not ${found}`);
    await me.every(`${name}-gezocht`);
    await me.button(w.t('ui.export')).click();
    const [saved] = await Promise.all([me.page.waitForEvent('download'), me.page.getByRole('menuitem', { name: w.t('ui.export_csv') }).click()]);
    must(saved.suggestedFilename().endsWith('.csv'), saved.suggestedFilename());
    const book = await me.file(`${list.split('?')[0]}/export.xlsx`);
    must(book.status === 200 && book.head.startsWith('PK'), `${book.status} ${book.type}`);
    me.quiet();
  });

  await works('bewijs', '/evidence', '/evidence', w.t('evidence.search'), w.t('evidence.col_title'), ['title', '-title']);
  await works('taken', '/occurrences?state=all', '/occurrences', w.t('task.search'), w.t('task.col_due'), ['-due', 'due']);
  await works('maatregelen', '/measures?sort=-title', '/measures', w.t('measure.search'), w.t('measure.col_title'), ['title', '-title']);
  await w.step('deviations: oldest first, and found by a word', async () => {
    await me.open('/deviations');
    await sorted(w.t('task.col_opened'), 'opened_at');
    const all = (await me.api('/deviations?limit=50&sort=opened_at')).body;
    await me.until(async () => (await texts())[0]?.includes(all.items[0].what), `the first is not ${all.items[0].what}`);
    const word = all.items[0].what.split(' ').find((part) => part.length > 3);
    await me.page.getByLabel(w.t('task.dev_search'), { exact: true }).fill(word);
    await me.page.waitForURL(/q=/);
    await me.settled();
    const found = (await me.api(`/deviations?limit=1&q=${encodeURIComponent(word)}`)).body.total;
    await me.until(async () => (await rows().count()) === found, `not ${found} deviations`);
    must((await me.file('/deviations/export.csv')).status === 200, 'no file of deviations');
  });
  await w.step('the log: an action is chosen in words, and a name finds what it is about', async () => {
    await me.open('/trail');
    const actions = (await me.api('/trail/actions')).body.items;
    const chosen = actions.find((a) => a.action === 'evidence.review') ?? actions[0];
    await me.choose(w.t('trail.action'), chosen.label);
    await me.page.waitForURL(/action=/);
    await me.settled();
    const found = (await me.api(`/trail?limit=1&action=${chosen.action}`)).body.total;
    await me.until(async () => (await rows().count()) === Math.min(found, 50), `not ${found} of ${chosen.action}`);
    await me.every('logboek-handeling');
    const subject = (await me.api(`/trail?limit=1&action=${chosen.action}`)).body.items[0].subject_label;
    await me.page.getByLabel(w.t('trail.search'), { exact: true }).fill(subject);
    await me.page.waitForURL(/q=/);
    await me.settled();
    const fewer = (await me.api(`/trail?limit=1&action=${chosen.action}&q=${encodeURIComponent(subject)}`)).body.total;
    await me.until(async () => (await rows().count()) === Math.min(fewer, 50), `not ${fewer} of ${subject}`);
    must((await me.file('/trail/export.csv?action=evidence')).status === 200, 'no file of the log');
  });
  await w.step('the requirements are a file with the filters of the screen', async () => {
    await me.open('/requirements?verdict=not_shown');
    await me.settled();
    await me.button(w.t('ui.export')).click();
    const [saved] = await Promise.all([me.page.waitForEvent('download'), me.page.getByRole('menuitem', { name: w.t('ui.export_csv') }).click()]);
    must(saved.suggestedFilename() === (w.language === 'nl' ? 'eisen.csv' : 'requirements.csv'), saved.suggestedFilename());
  });
  await w.step('e opens what can be edited in the row that is walked to', async () => {
    await me.open('/measures');
    await me.settled();
    await me.page.keyboard.press('j');
    await me.page.keyboard.press('e');
    await me.page.waitForURL(/\/measures\/[0-9a-f-]{36}\/edit/);
  });
  await w.step('several pieces of evidence that wait are chosen, named and accepted together', async () => {
    const [measure] = (await me.api('/measures?limit=1')).body.items;
    const today = new Date().toISOString().slice(0, 10);
    for (const title of ['Samen beoordeeld 1', 'Samen beoordeeld 2']) {
      const made = await me.api('/evidence', { method: 'POST', body: JSON.stringify({ title, kind: 'inspection', aspect: 'existence', measure: measure.id, covers_from: today, covers_to: today, result: 'supports', places: [], note: 'Gezien.' }) });
      must(made.status === 200, `evidence ${made.status}`);
    }
    await other.open('/evidence?review=pending&q=Samen+beoordeeld');
    await other.settled();
    await other.page.getByLabel(w.t('evidence.bulk_choose_page'), { exact: true }).check();
    await other.sees(w.t('evidence.bulk_chosen', { count: 2 }));
    await other.every('bewijs-gekozen');
    await other.button(w.t('evidence.bulk_accept')).click();
    const dialog = other.page.getByRole('dialog');
    await dialog.getByText('Samen beoordeeld 2').waitFor();
    await other.every('bewijs-samen');
    await dialog.getByRole('button', { name: w.t('evidence.bulk_accept'), exact: true }).click();
    await other.sees(w.t('evidence.bulk_done', { count: 2 }));
    must((await me.api('/evidence?review=accepted&q=Samen+beoordeeld&limit=5')).body.total === 2, 'not accepted');
    other.quiet();
  });
}
