import { pathToFileURL } from 'node:url';
import { open as helper } from './clients/codec.mjs';
import { within } from './session.mjs';
import { steps } from './steps.mjs';

const STEP_MILLIS = 30_000;

/** The connectors in the order of the arguments. */
export const CONNECTORS = ['main', 'plain', 'dict', 'proto', 'limit'];

/** Addresses from `host mainPort plainPort dictPort protoPort limitPort`. */
export function addresses([host = '127.0.0.1', ...ports]) {
  return Object.fromEntries(CONNECTORS.map((connector, i) =>
    [connector, { host, port: Number(ports[i] ?? 3010 + i) }]));
}

/** Runs the steps that a client can do, prints a line for each, and counts. */
export async function drive(client, at) {
  const count = { passed: 0, failed: 0 };
  const background = [];
  for (const connector of client.on) {
    for (const step of steps) {
      const on = step.on ?? ['main', 'plain', 'dict', 'proto'];
      if (on.includes(connector) && (step.needs ?? []).every((need) => client.can[need])) {
        const done = run(client, connector, step, at[connector], count);
        if (step.background) {
          background.push(done);
        } else {
          await done;
        }
      }
    }
  }
  await Promise.all(background);
  return count;
}

let names = 0;

async function run(client, connector, step, address, count) {
  const sessions = [];
  const keep = async (opening) => {
    const session = await within(5_000, 'a handshake', opening);
    sessions.push(session);
    return session;
  };
  const go = {
    can: client.can,
    open: (user, storage) => keep(client.open({ ...address, user, storage })),
    helper: () => keep(helper(address)),
    unique: (text) => `${text}-${process.pid}-${++names}`,
  };
  const line = `${client.name}, ${connector}: ${step.name}`;
  try {
    await within(STEP_MILLIS, 'the end of the step', step.run(go));
    count.passed++;
    console.log(`ok   ${line}`);
  } catch (failure) {
    count.failed++;
    console.log(`FAIL ${line}: ${failure.message}`);
  } finally {
    sessions.forEach((session) => session.close());
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [file, ...rest] = process.argv.slice(2);
  const client = await import(`./clients/${file}.mjs`);
  const { passed, failed } = await drive(client, addresses(rest));
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}
