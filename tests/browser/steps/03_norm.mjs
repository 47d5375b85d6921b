// SPDX-License-Identifier: EUPL-1.2
// Items 2, 3 and 10: the norm, applicability with versions, and other frameworks.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../walker.mjs';

const library = (version, nodes, mapping = '') => `urn: urn:intuitem:risk:library:proefkader
locale: nl
ref_id: proefkader
name: Proefkader samenwerking
description: Een verzonnen kader om mee te oefenen.
copyright: vrij
version: ${version}
provider: proef
packager: proef
objects:
  framework:
    urn: urn:intuitem:risk:framework:proefkader
    ref_id: proefkader
    name: Proefkader samenwerking
    description: Een verzonnen kader om mee te oefenen.
    requirement_nodes:
${nodes.map(([ref, name, text]) => `    - urn: urn:intuitem:risk:req_node:proefkader:${ref}
      assessable: true
      depth: 1
      ref_id: ${ref}
      name: ${name}
      description: ${text}
`).join('')}${mapping}`;

export default async function norm(w) {
  const [me, other] = [w.first, w.second];
  const soa = (key, values) => w.t(`soa.${key}`, values);
  const cat = (key, values) => w.t(`catalog.${key}`, values);
  const map = (key, values) => w.t(`mapping.${key}`, values);
  const framework = (await me.api('/frameworks')).body.items[0].id;
  const rows = (await me.api(`/frameworks/${framework}/requirements`)).body.items.filter((r) => r.assessable);
  const backup = rows.find((r) => r.ref === '8.13');

  await w.step('the norm is there whole, in our own words, and a clause is no control', async () => {
    must(rows.length === 131, `${rows.length} requirements`);
    must(new Set(rows.map((r) => r.ref)).size === rows.length, 'two requirements have the same number');
    await me.looks('eisen', '/requirements', '8.13');
    await me.looks('eis', `/requirements/${encodeURIComponent(backup.id)}`, backup.title);
    await me.page.keyboard.press('j');
    await me.page.waitForURL(/8\.14/);
  });
  await w.step('a decision on applicability needs a reason and is kept', async () => {
    await me.looks('toepasselijkheid', '/applicability', soa('versions'));
    const row = (await me.api(`/applicability?framework=${framework}`)).body.items.find((r) => r.ref === '8.13');
    await me.open(`/applicability?q=8.13&open=${encodeURIComponent(row.requirement)}`);
    const reason = me.page.getByRole('dialog').getByLabel(soa('reason')).first();
    await reason.fill('');
    await me.button(w.t('ui.save')).click();
    await me.sees(soa('reason_need'));
    await me.every('besluit');
    await reason.fill('Zonder back-up geen dossier, dus geen zorg.');
    await me.button(w.t('ui.save')).click();
    await me.sees(soa('saved'));
    me.quiet();
  });
  await w.step('a version is submitted, and approved by a second person only', async () => {
    const waiting = (await me.api(`/applicability?framework=${framework}`)).body.versions.find((v) => v.state === 'submitted');
    if (waiting) await other.api(`/applicability/versions/${waiting.number}/decision`, { method: 'POST', body: JSON.stringify({ approve: false, note: 'Eerst 8.13 aanvullen.' }) });
    await me.open('/applicability');
    await me.field(soa('submit_note')).fill('Reden bij 8.13 aangevuld.');
    await me.button(soa('submit')).click();
    await me.sees(soa('v_submitted'));
    must(await me.button(soa('approve')).count() === 0, 'the author may approve');
    await other.open('/applicability');
    await other.every('goedkeuren');
    await other.button(soa('approve')).click();
    await other.sees(soa('v_approved'));
    const versions = (await me.api(`/applicability?framework=${framework}`)).body.versions;
    must(versions.some((v) => v.state === 'approved' && v.approver === 'Noor Tegenlezer'), JSON.stringify(versions).slice(0, 300));
  });
  await w.step('the statement downloads as PDF, Excel and JSON', async () => {
    for (const [format, head] of [['pdf', '%PDF-'], ['xlsx', 'PK'], ['json', '{']]) {
      const got = await me.file(`/reports/vvt?format=${format}`);
      must(got.status === 200 && got.head.startsWith(head) && got.size > 2000, `${format}: ${JSON.stringify(got)}`);
    }
    await me.open('/applicability');
    await me.button(soa('download')).click();
    await me.page.getByRole('menuitem', { name: soa('download_xlsx') }).click();
    const name = await me.takeMade(w.language === 'nl' ? 'Verklaring van toepasselijkheid (XLSX)' : 'Statement of applicability (XLSX)');
    must(/\.xlsx$/.test(name), name);
  });
  await w.step('another framework is tried, read in, and a new version shows what differs', async () => {
    const file = join(w.work, 'kader.yaml');
    const nodes = [['A.1', 'Afspraken', 'Leg vast wie wat doet.'], ['A.2', 'Overdracht', 'Draag zorgvuldig over.'], ['A.3', 'Oefenen', 'Oefen elk jaar.']];
    const read = async (name) => {
      await me.open('/frameworks');
      await me.page.locator('input[type=file]').first().setInputFiles(file);
      await me.button(cat('import_try')).click();
      await me.button(cat('import_do')).waitFor();
      await me.every(name);
      await me.button(cat('import_do')).click();
      await me.sees(cat('import_done'));
    };
    await me.looks('normen', '/frameworks', 'NEN 7510');
    writeFileSync(file, library(1, nodes));
    await read('normen-proef');
    writeFileSync(file, library(2, [nodes[0], ['A.2', 'Overdracht van zorg', 'Draag zorgvuldig over, ook in het weekend.'], ['A.4', 'Leren', 'Leer van wat misging.']]));
    await me.open('/frameworks');
    await me.page.locator('input[type=file]').first().setInputFiles(file);
    await me.button(cat('import_try')).click();
    await me.sees(cat('removed_warning'));
    await me.every('normen-verschil');
    for (const ref of ['A.4', 'A.3']) must(await me.page.locator('.badge', { hasText: ref }).count() > 0, `${ref} is not in the difference`);
    await me.button(cat('import_do')).click();
    await me.sees(cat('import_done'));
    me.quiet();
  });
  await w.step('a mapping from elsewhere is read in, and counts only when someone accepts it', async () => {
    const file = join(w.work, 'koppeling.yaml');
    writeFileSync(file, `urn: urn:intuitem:risk:library:map-proefkader-nen7510
locale: nl
ref_id: map-proefkader-nen7510
name: Koppeling van het proefkader met NEN 7510
description: Verzonnen, om mee te oefenen.
copyright: vrij
version: 1
provider: proef
packager: proef
objects:
  requirement_mapping_set:
    urn: urn:intuitem:risk:requirement_mapping_set:proefkader-nen7510
    ref_id: proefkader-nen7510
    name: Koppeling
    source_framework_urn: urn:intuitem:risk:framework:proefkader
    target_framework_urn: ${backup.id.slice(0, backup.id.lastIndexOf(':'))}
    requirement_mappings:
    - source_requirement_urn: urn:intuitem:risk:req_node:proefkader:A.1
      target_requirement_urn: ${backup.id}
      relationship: intersect
      rationale: semantic
      annotation: Beide vragen afspraken over herstel.
`);
    await me.open('/frameworks');
    await me.page.locator('input[type=file]').first().setInputFiles(file);
    await me.button(cat('import_try')).click();
    await me.button(cat('import_do')).click();
    await me.sees(cat('import_done'));
    await me.open(`/requirements/${encodeURIComponent(backup.id)}`);
    await me.sees('Afspraken');
    await me.every('eis-koppeling');
    await me.button(`${map('confirm')}: Proefkader samenwerking A.1 Afspraken`).click();
    await me.sees(map('judged'));
    const mine = (await me.api(`/requirements/${encodeURIComponent(backup.id)}`)).body.mappings.find((m) => m.ref === 'A.1');
    must(mine.state === 'confirmed' && mine.reviewer === 'Ria Beheer', JSON.stringify(mine));
    me.quiet();
  });
  const cbw = 'urn:waarborg:framework:cbw-2026';
  const pair = `/mappings?source=${encodeURIComponent(backup.id.slice(0, backup.id.lastIndexOf(':')))}&target=${encodeURIComponent(cbw)}`;
  await w.step('a framework that Waarborg offers is chosen, and appears on every screen', async () => {
    const offer = (await me.api('/setup/frameworks')).body.items.find((f) => f.urn === cbw);
    const before = (await me.api('/frameworks')).body.items.length;
    await me.open('/frameworks');
    await me.button(`${map('use')}: ${offer.name}`).click();
    await me.sees(map('used_done', { name: offer.name }));
    await me.looks('normen-twee', '/frameworks', map('in_use'));
    must((await me.api('/frameworks')).body.items.length === before + 1, 'not one framework more is in use');
    must((await me.api('/today')).body.others.some((o) => o.framework === offer.id), 'today leaves the second framework out');
    await me.looks('vandaag-meer-kaders', '/', offer.name);
    await me.looks('directie-cbw', `/board?framework=${offer.id}`, offer.name);
    await me.looks('toepasselijkheid-cbw', `/applicability?framework=${offer.id}`, '21c.2');
    await me.looks('eisen-cbw', `/requirements?framework=${offer.id}`, '21c.2');
    const got = await me.file(`/reports/vvt?format=pdf&framework=${offer.id}`);
    must(got.status === 200 && got.head === '%PDF-', JSON.stringify(got));
  });
  await w.step('one mapping is rejected with a reason, the others are confirmed at once', async () => {
    await me.looks('koppelingen', '/mappings', map('reach_now'));
    await me.looks('koppelingen-voorstellen', pair, map('relations_title'));
    const waiting = (await me.api('/mappings/pairs')).body.items.find((p) => p.target.urn === cbw).proposed;
    await me.page.getByRole('button', { name: map('reject_row', { source: '5.2', target: '21a.4' }), exact: true }).click();
    await me.field(map('reject_reason')).fill('Wij hebben nog geen vervangers aangewezen.');
    await me.every('koppeling-verwerpen');
    await me.page.getByRole('dialog').getByRole('button', { name: map('reject'), exact: true }).click();
    await me.sees(map('judged'));
    await me.button(map('confirm_all', { count: waiting - 1 })).click();
    await me.every('koppelingen-bevestigen');
    await me.page.getByRole('dialog').getByRole('button', { name: map('confirm_all', { count: waiting - 1 }), exact: true }).click();
    await me.sees(map('none_left'));
    const after = (await me.api('/mappings/pairs')).body.items.find((p) => p.target.urn === cbw);
    must(after.proposed === 0 && after.rejected === 1 && after.reach.whole >= 10, JSON.stringify(after));
    await me.looks('koppelingen-bevestigd', pair, map('none_left'));
    await me.looks('koppelingen-verworpen', `${pair}&state=rejected`, 'Wij hebben nog geen vervangers aangewezen.');
  });
  await w.step('a measure for NEN 7510 counts for the other framework, and the verdict says by way of what', async () => {
    const urn = `${cbw}:21c.2`;
    const detail = (await me.api(`/requirements/${encodeURIComponent(urn)}`)).body;
    must(detail.measure_list.some((m) => m.through.some((way) => way.ref === '8.13')), JSON.stringify(detail.measure_list));
    must(detail.aspects.existence.reasons.some((r) => r.refs.some((x) => x.kind === 'requirement' && x.id === backup.id)), 'no reason names the requirement');
    await me.looks('eis-cbw', `/requirements/${encodeURIComponent(urn)}`, '8.13');
    await me.page.locator(`.refs a[href*="8.13"]`).first().click();
    await me.page.getByRole('heading', { level: 1, name: /^8\.13/ }).waitFor();
    me.quiet();
  });
  await w.step('a file that is no framework gets an answer that helps', async () => {
    const bad = join(w.work, 'fout.yaml');
    writeFileSync(bad, 'a: [1, 2\nb: {');
    await me.open('/frameworks');
    await me.page.locator('input[type=file]').first().setInputFiles(bad);
    await me.button(cat('import_try')).click();
    await me.page.getByRole('alert').filter({ visible: true }).first().waitFor();
    await me.every('normen-fout');
    me.noise.length = 0;
  });
}
