// SPDX-License-Identifier: EUPL-1.2
// The pictures of the manual and the README, of the demo organisation; walked only when asked for (tools/manual_pictures).
import { must } from '../walker.mjs';

export default async function manualPictures(w) {
  const me = w.first;
  await me.wide();
  const shot = async (name, path, whole = false) => {
    await me.open(path);
    await me.settled();
    await me.picture(name, whole);
  };
  await w.step('the screens that the manual shows are pictured', async () => {
    await shot('vandaag', '/', true);
    const requirement = (await me.api('/search?q=8.13')).body.items.find((hit) => hit.kind === 'requirement');
    must(requirement, 'no requirement 8.13');
    await shot('eis', requirement.link);
    await shot('vvt', '/applicability');
    const measures = (await me.api('/measures?limit=200')).body.items;
    const shown = measures.find((m) => m.verdict.operation === 'partly_shown') ?? measures[0];
    await shot('maatregel', `/measures/${shown.id}`);
    let sample;
    for (const measure of measures) {
      const found = (await me.api(`/measures/${measure.id}/populations`)).body.items.filter((p) => p.cases.length > 0);
      sample = found.find((p) => p.deviations > 0) ?? sample ?? found[0];
    }
    must(sample, 'no sample in the demo');
    await shot('steekproef', `/populations/${sample.id}`);
    const task = (await me.api('/occurrences?state=open&limit=1')).body.items[0];
    must(task, 'nothing to do in the demo');
    await me.open(`/occurrences/${task.id}?perform=1`);
    await me.page.getByText(w.t('task.deviation'), { exact: true }).filter({ visible: true }).first().click();
    await me.settled();
    await me.picture('taak', false);
    await shot('domeinen', '/domains');
    const worse = (await me.api('/scan/domains')).body.items.find((domain) => domain.worsened > 0);
    must(worse, 'no domain of the demo became worse');
    await shot('domein', `/domains/${worse.id}`);
  });
}
