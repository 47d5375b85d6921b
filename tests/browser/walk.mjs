// SPDX-License-Identifier: EUPL-1.2
// Walks through a real server in real Chromium, as its users do, in one language. Prints "ok" per step and goes on after a
// failure. What is walked in which language stands in division.mjs.
// usage: walk.mjs <invitation link> <work folder> <nl|en> [1|2|story]      a number walks that half
//        WAARBORG_STEPS=05,07 walks only those, whatever the language (01 always); WAARBORG_THOROUGH=1 walks everything
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { kHalves, kSteps, kStory } from './division.mjs';
import { enter } from './steps/01_account.mjs';
import { here, must, Walk } from './walker.mjs';

const [link, work, language, part] = process.argv.slice(2);
const walk = await new Walk({ link, work, language }).start();
const wanted = process.env.WAARBORG_STEPS?.split(',');
const names = readdirSync(join(here, 'steps')).map((name) => name.replace('.mjs', '')).sort();
must(names.join() === Object.keys(kSteps).sort().join(), 'division.mjs names other files than the folder steps holds');
must(names.filter((name) => /^\d/.test(name)).join() === kHalves.flat().sort().join(), 'the halves are not the whole');
walk.whole = walk.thorough || wanted !== undefined || (language === 'nl' && part !== 'story');
const files = part === 'story' ? kStory : part ? kHalves[part - 1] : names.filter((name) => /^\d/.test(name));
if (part === '2') await enter(walk);
for (const name of names) {
  const asked = wanted ? name.startsWith('01') || wanted.some((w) => name.startsWith(w)) : files.includes(name);
  if (!asked) continue;
  const { default: steps } = await import(`./steps/${name}.mjs`);
  await walk.through(kSteps[name], () => steps(walk));
}
await walk.browser.close();
console.log(`${language}: ${walk.passed} passed, ${walk.faults.length} failed; ${Math.round(walk.looking / 1000)} s of it were accessibility of ${walk.looks} views`);
process.exit(walk.faults.length === 0 ? 0 : 1);
