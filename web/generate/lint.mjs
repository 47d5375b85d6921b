// SPDX-License-Identifier: EUPL-1.2
//
// The document against OpenAPI 3.1 and the recommended rules of Redocly. usage: node lint.mjs FILE
import { createConfig, lint } from '@redocly/openapi-core';

const config = await createConfig({
  extends: ['recommended'],
  rules: {
    'info-license-url': 'off', // the licence has an SPDX identifier
    'no-server-example.com': 'off',
    'security-defined': 'error',
    'operation-4xx-response': 'off', // every operation has a default answer
    'no-ambiguous-paths': 'off', // the router prefers a written segment over a parameter
  },
});
const problems = await lint({ ref: process.argv[2], config });
for (const problem of problems) {
  const at = problem.location[0]?.pointer ?? '';
  console.error(`${problem.severity}: ${problem.ruleId}: ${problem.message} ${at}`);
}
const errors = problems.filter((problem) => problem.severity === 'error').length;
if (errors > 0) process.exit(1);
