// SPDX-License-Identifier: EUPL-1.2
// Item 4: what a list of a register can do: filters, views, columns, changes in place and of many rows, and two editors at once.
import { must } from '../walker.mjs';

export default async function registerLists(w) {
  const [me, other] = [w.first, w.second];
  const t = (key, values) => w.t(`asset.${key}`, values);
  const rows = async (query = '') => (await me.api(`/registers/system/rows?limit=100${query}`)).body;
  const about = (await me.api('/registers')).body.items.find((r) => r.name === 'system');
  const field = (name) => about.fields.find((f) => f.name === name);
  const weight = (value) => field('criticality').choices.find((c) => c.value === value).label;
  const pick = async (label, option) => {
    // By the keyboard: the input of a field with several choices lies under its own box.
    await me.page.getByLabel(label, { exact: true }).filter({ visible: true }).first().press('ArrowDown');
    await me.page.getByRole('option', { name: option, exact: true }).filter({ visible: true }).first().click();
  };
  const shown = () => me.page.locator('tbody tr[data-row]').count();

  await w.step('a filter narrows the list, stands in the address and goes along with a download', async () => {
    await me.open('/registers/system');
    await me.button(t('filters')).click();
    await pick(field('criticality').label, weight('vital'));
    await me.page.keyboard.press('Escape');
    await me.page.waitForURL(/filter\.criticality=vital/);
    await me.settled();
    const found = await rows('&filter.criticality=vital');
    must(found.total > 0, 'nothing is vital');
    await me.until(async () => (await shown()) === found.total, `not ${found.total} rows`);
    await me.every('register-filters');
    const csv = await me.file('/registers/system/export.csv?filter.criticality=vital');
    const book = await me.file('/registers/system/export.xlsx?filter.criticality=vital');
    must(csv.status === 200 && book.status === 200 && book.head.startsWith('PK'), `${csv.status} ${book.status}`);
  });
  await w.step('a view is kept under a name and brings the list back', async () => {
    await me.button(t('views')).click();
    await me.page.getByRole('menuitem', { name: t('view_save') }).click();
    const dialog = me.page.getByRole('dialog');
    await dialog.getByLabel(t('view_name')).fill('Vitaal');
    await dialog.getByRole('button', { name: w.t('ui.save'), exact: true }).click();
    await me.sees(t('view_saved', { name: 'Vitaal' }));
    await me.open('/registers/system');
    await me.button(t('views')).click();
    await me.page.getByRole('menuitem', { name: 'Vitaal', exact: true }).click();
    await me.page.waitForURL(/filter\.criticality=vital/);
    await me.button('Vitaal').click();
    await me.page.getByRole('menuitem', { name: t('view_remove', { name: 'Vitaal' }) }).click();
    await me.button(t('remove')).click();
    await me.sees(t('view_removed', { name: 'Vitaal' }));
  });
  await w.step('columns are chosen and sorted on', async () => {
    await me.open('/registers/system');
    await me.button(t('columns')).click();
    await me.page.getByRole('menuitemcheckbox', { name: field('version_in_use').label }).click();
    await me.page.keyboard.press('Escape');
    await me.page.getByRole('columnheader', { name: field('version_in_use').label }).waitFor();
    await me.button(w.t('ui.sort_by', { column: field('criticality').label })).click();
    await me.page.waitForURL(/sort=criticality/);
    await me.settled();
    const first = (await rows('&sort=criticality')).items[0].name;
    await me.until(async () => (await me.page.locator('tbody tr[data-row] a').first().textContent()) === first, 'not sorted');
  });
  await w.step('a cell is changed where it stands, with the keyboard, and taken back', async () => {
    await me.open('/registers/system');
    const row = (await rows()).items[0];
    const pencil = me.page.getByRole('button', { name: t('cell_edit', { field: field('criticality').label, name: row.name }) });
    const next = row.criticality === 'low' ? 'medium' : 'low';
    await pencil.focus();
    await me.page.keyboard.press('Enter');
    await me.page.getByRole('option', { name: weight(next), exact: true }).filter({ visible: true }).first().click();
    await me.sees(t('changed_single', { name: row.name, field: field('criticality').label }));
    must((await rows()).items[0].criticality === next, 'the cell was not kept');
    await me.button(t('undo')).click();
    await me.sees(t('undone'));
    must((await rows()).items[0].criticality === row.criticality, 'the cell was not put back');
    await pencil.focus();
    await me.page.keyboard.press('e');
    await me.page.getByRole('option', { name: weight(next), exact: true }).filter({ visible: true }).first().waitFor();
    await me.page.keyboard.press('Escape');
  });
  await w.step('several rows are changed at once, and taken back', async () => {
    await me.open('/registers/system');
    const two = (await rows()).items.slice(0, 2);
    for (const row of two) await me.page.getByLabel(t('choose_row', { name: row.name }), { exact: true }).check();
    await me.sees(t('bulk_chosen', { count: 2 }));
    await me.every('register-gekozen');
    await pick(t('bulk_field'), field('health_information').label);
    await pick(t('bulk_value', { field: field('health_information').label }), t(two[0].health_information ? 'no' : 'yes'));
    await me.button(t('bulk_set')).click();
    await me.page.getByRole('dialog').getByRole('button', { name: t('bulk_set'), exact: true }).click();
    await me.sees(t('changed_many', { count: 2, field: field('health_information').label }));
    must((await rows()).items.slice(0, 2).every((r) => r.health_information === !two[0].health_information), 'not both were changed');
    await me.button(t('undo')).click();
    await me.sees(t('undone'));
    must((await rows()).items[0].health_information === two[0].health_information, 'not put back');
  });
  await w.step('what someone else changed meanwhile is shown beside it, and nothing is overwritten silently', async () => {
    await me.open('/registers/system');
    const row = (await rows()).items[0];
    const theirs = row.criticality === 'vital' ? 'high' : 'vital';
    const mine = row.criticality === 'low' ? 'medium' : 'low';
    const changed = await other.api('/registers/system/change', { method: 'POST', body: JSON.stringify({ rows: [{ id: row.id, version: row.version, values: { criticality: theirs } }] }) });
    must(changed.body.done, JSON.stringify(changed.body));
    await me.page.getByRole('button', { name: t('cell_edit', { field: field('criticality').label, name: row.name }) }).click();
    await me.page.getByRole('option', { name: weight(mine), exact: true }).filter({ visible: true }).first().click();
    const dialog = me.page.getByRole('dialog');
    await dialog.getByText(t('clash_nothing_done')).waitFor();
    must((await dialog.getByRole('cell', { name: weight(theirs), exact: true }).count()) === 1 && (await dialog.getByRole('cell', { name: weight(mine), exact: true }).count()) === 1, 'not both values are shown');
    await me.every('register-botsing');
    await dialog.getByRole('button', { name: t('clash_use_mine') }).click();
    await me.sees(t('changed_single', { name: row.name, field: field('criticality').label }));
    must((await rows()).items[0].criticality === mine, 'the chosen value is not there');
  });
  await w.step('a row is deleted and put back under its own id', async () => {
    const made = (await me.api('/registers/system/rows', { method: 'POST', body: JSON.stringify({ name: 'Aaa weg ermee', kind: 'other', criticality: 'low' }) })).body;
    await me.open('/registers/system');
    await me.page.getByLabel(t('choose_row', { name: made.name }), { exact: true }).check();
    await me.button(t('remove')).click();
    await me.page.getByRole('dialog').getByRole('button', { name: t('remove'), exact: true }).click();
    await me.sees(t('removed_many', { count: 1 }));
    must((await me.api(`/registers/system/rows/${made.id}`)).status === 404, 'it is still there');
    await me.button(t('undo')).click();
    await me.sees(t('undone'));
    must((await me.api(`/registers/system/rows/${made.id}`)).status === 200, 'it did not come back');
    me.noise.length = 0;
  });
}
