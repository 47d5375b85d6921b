// SPDX-License-Identifier: EUPL-1.2
// Walks through a real server in real Chromium, as its users do, in one language. Prints "ok" per step and goes on after a failure.
// usage: walk.mjs <invitation link> <work folder> <nl|en>      WAARBORG_STEPS=05,07 walks only those (01 always)
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { here, Walk } from './walker.mjs';

const [link, work, language] = process.argv.slice(2);
const walk = await new Walk({ link, work, language }).start();
const wanted = process.env.WAARBORG_STEPS?.split(',');
for (const name of readdirSync(join(here, 'steps')).sort()) {
  const asked = wanted ? name.startsWith('01') || wanted.some((w) => name.startsWith(w)) : /^\d/.test(name);
  if (!asked) continue;
  const { default: steps } = await import(`./steps/${name}`);
  await steps(walk);
}
await walk.browser.close();
console.log(`${language}: ${walk.passed} passed, ${walk.faults.length} failed; ${Math.round(walk.looking / 1000)} s of it were accessibility`);
process.exit(walk.faults.length === 0 ? 0 : 1);
