// SPDX-License-Identifier: EUPL-1.2
// Items 8 and 9: the board overview, reports, the trail that proves itself, the package, and getting anywhere by keyboard.
import { must } from '../walker.mjs';

export default async function accountFor(w) {
  const me = w.first;
  await w.step('the board overview names the holes, prints, and comes as PDF', async () => {
    await me.looks('directie', '/board', w.t('report.holes', { count: '@' }).split('@')[0]);
    await me.page.emulateMedia({ media: 'print' });
    must(await me.page.locator('.print-head').isVisible(), 'no head on the print');
    must(!(await me.page.locator('.side').isVisible()), 'the menu is on the print');
    await me.picture('directie-afdruk');
    const sheets = (await me.page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g);
    must(sheets?.length === 1, `the one page for the board is ${sheets?.length} sheets`);
    await me.page.emulateMedia({ media: 'screen' });
    const pdf = await me.file('/reports/board?format=pdf');
    must(pdf.status === 200 && pdf.head === '%PDF-', JSON.stringify(pdf));
  });
  await w.step('the package for the auditor is made in the background, survives a reload and downloads as one file', async () => {
    await me.looks('rapporten', '/reports', w.t('report.r_package'));
    await me.button(w.t('report.r_package_do')).click();
    const title = w.language === 'nl' ? 'Auditpakket' : 'Audit package';
    const tray = me.page.getByRole('dialog', { name: w.t('job.title') });
    await tray.getByText(title).first().waitFor();
    await me.picture('taak-bezig', false);
    await me.page.reload();
    await me.settled();
    await me.page.locator('.jobs-button').click();
    await tray.getByRole('link', { name: w.t('job.download') }).first().waitFor({ timeout: 120000 });
    await me.every('taak-klaar');
    const name = await me.takeMade(title);
    must(/\.zip$/.test(name), name);
  });
  await w.step('the log shows changes in words and proves itself on the screen', async () => {
    // Loaded: the tray of before would open itself again, over the log and under its dialog.
    await me.looks('logboek', '/trail', w.t('trail.title'), 'load');
    const raw = await me.page.locator('.change-field').allInnerTexts();
    must(raw.length > 10 && raw.every((name) => !name.includes('_')), `codes on the screen: ${raw.filter((n) => n.includes('_')).slice(0, 4)}`);
    await me.button(w.t('trail.verify')).click();
    await me.page.getByText(w.t('trail.verify_ok', { size: '@' }).split('@')[0]).first().waitFor({ timeout: 60000 });
    await me.sees(w.t('trail.key'));
    await me.every('logboek-gecontroleerd');
    await me.page.reload();  // the outcome stays at its address
    await me.sees(w.t('trail.key'));
  });
  await w.step('the palette goes anywhere by keyboard', async () => {
    await me.open('/');
    await me.page.keyboard.press('Control+k');
    await me.page.keyboard.type('8.13');
    await me.page.getByRole('option', { name: /8\.13/ }).first().waitFor();
    await me.every('zoeken');
    await me.page.keyboard.press('Enter');
    await me.page.waitForURL(/\/requirements\/.*8\.13/);
    me.quiet();
  });
  await w.step('the main job is done without a mouse', async () => {
    const due = (await me.api('/occurrences?state=open&limit=1')).body.items[0];
    await me.open('/occurrences');
    await me.page.keyboard.press('j');
    await me.page.keyboard.press('Enter');
    await me.page.waitForURL(/\/occurrences\/[0-9a-f-]{36}/);
    await me.sees(w.t('task.about'));
    await me.settled();
    const reach = async (name, limit = 60) => {
      for (let i = 0; i < limit; ++i) {
        const here = await me.page.evaluate(() => [document.activeElement?.textContent, ...[...(document.activeElement?.labels ?? [])].map((one) => one.textContent)].map((text) => (text ?? '').trim()));
        if (here.includes(name)) return;
        await me.page.keyboard.press('Tab');
      }
      throw new Error(`the tab key never reaches ${name}`);
    };
    await reach(w.t('task.perform'));
    await me.page.keyboard.press('Enter');
    await me.page.getByRole('dialog').waitFor();
    await reach(w.t('task.effective'));
    await me.page.keyboard.press('Space');
    await reach(w.t('task.save'));
    await me.page.keyboard.press('Enter');
    await me.sees(w.t('task.done'));
    void due;
  });
  await w.step('the remaining screens show', async () => {
    await me.looks('beveiliging', '/security', w.t('auth.passkeys'));
    await me.looks('instellingen', '/settings', w.t('org.settings'));
    await me.looks('onbekend', '/bestaat-niet', w.t('app.not_found'), 'load');
  });
}
