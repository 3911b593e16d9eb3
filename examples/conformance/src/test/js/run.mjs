import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/*
 * node run.mjs [host mainPort plainPort dictPort protoPort limitPort]
 *
 * Runs every client against a running conformance application, each in a process of its own, since
 * some of them bring theirs down when they meet what they cannot read. Exits with 0 if all passed.
 */

const CLIENTS = ['official', 'multi', 'node', 'tcp', 'codec'];
const CLIENT_MILLIS = 120_000;
const directory = fileURLToPath(new URL('.', import.meta.url));

let passed = 0;
let failed = 0;
for (const client of CLIENTS) {
  const counted = await drive(client);
  passed += counted.passed;
  failed += counted.failed;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function drive(client) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath,
      ['--no-deprecation', 'drive.mjs', client, ...process.argv.slice(2)],
      { cwd: directory, stdio: ['ignore', 'pipe', 'inherit'], timeout: CLIENT_MILLIS });
    let count = null;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const end = /^(\d+) passed, (\d+) failed$/.exec(line);
      if (end) {
        count = { passed: Number(end[1]), failed: Number(end[2]) };
      } else {
        console.log(line);
      }
    });
    child.on('close', (code, signal) => {
      if (count === null) {
        console.log(`FAIL ${client}: ended with ${signal ?? code}, expected all steps`);
      }
      resolve(count ?? { passed: 0, failed: 1 });
    });
  });
}
