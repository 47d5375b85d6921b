// SPDX-License-Identifier: EUPL-1.2
// Item 4: registers, with a table that is wrong, one in an odd encoding, and one that fits.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../walker.mjs';

export default async function registers(w) {
  const me = w.first;
  const t = (key, values) => w.t(`asset.${key}`, values);
  const give = async (name, content) => {
    const file = join(w.work, name);
    writeFileSync(file, content);
    await me.open('/registers/system');
    await me.button(t('import')).click();
    await me.page.locator('input[type=file]').first().setInputFiles(file);
    await me.button(t('import_try')).click();
  };
  for (const name of ['person', 'site', 'department', 'system', 'supplier']) {
    await w.step(`the register of ${name} shows, with one of its rows and a new one`, async () => {
      await me.looks(`register-${name}`, `/registers/${name}`, t('import'));
      const row = (await me.api(`/registers/${name}/rows?limit=1`)).body.items[0];
      await me.looks(`register-${name}-regel`, `/registers/${name}/${row.id}`, row.name);
      await me.looks(`register-${name}-nieuw`, `/registers/${name}/new`, w.t('ui.save'));
    });
  }
  await w.step('a wrong line in a table is named by line and field, and nothing is kept', async () => {
    const before = (await me.api('/registers/system/rows?limit=1')).body.total;
    await give('systemen.csv', 'name,kind,criticality\nPlanbord,application,high\nPrinter,toaster,high\n,application,low\n');
    await me.sees(t('rep_problems'));
    for (const cell of ['3', '4']) must(await me.page.getByRole('dialog').getByRole('cell', { name: cell, exact: true }).count() > 0, `line ${cell} is not named`);
    must(await me.page.getByRole('dialog').getByText('kind', { exact: true }).count() > 0, 'the field is not named');
    await me.every('systemen-inlezen-fout');
    must(await me.page.getByRole('dialog').getByRole('button', { name: t('import_do'), exact: true }).isDisabled(), 'a wrong table may be read in');
    must((await me.api('/registers/system/rows?limit=1')).body.total === before, 'something was kept');
  });
  await w.step('a table in another encoding is refused in words, or read as it is meant', async () => {
    await give('latin1.csv', Buffer.from('name,kind,criticality\nCo\xebfficiënt\xe9,application,high\n', 'latin1'));
    await me.page.getByRole('dialog').locator('[role=alert], table, .count').filter({ visible: true }).first().waitFor();
    await me.picture('systemen-inlezen-tekenset');
    me.noise.length = 0;
    await give('leeg.csv', '');
    await me.page.getByRole('dialog').locator('[role=alert], table, .count').filter({ visible: true }).first().waitFor();
    await me.picture('systemen-inlezen-leeg');
    me.noise.length = 0;
  });
  await w.step('a table that fits is tried and read in', async () => {
    const before = (await me.api('/registers/system/rows?limit=1')).body.total;
    await give('goed.csv', 'name,kind,criticality\nPlanbord balie,application,high\nScanner archief,application,low\n');
    await me.page.getByRole('dialog').getByRole('button', { name: t('import_do'), exact: true }).click();
    await me.sees(t('import_done', { added: 2, changed: 0 }));
    must((await me.api('/registers/system/rows?limit=1')).body.total === before + 2, 'not both were added');
    me.quiet();
  });
}
