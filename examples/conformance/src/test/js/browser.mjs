import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { officialParts } from './clients/official-parts.mjs';
import * as official from './clients/official.mjs';
import { addresses, drive } from './drive.mjs';
import { PUSH_ROUTES, Refused, Session } from './session.mjs';

/*
 * node browser.mjs [host mainPort plainPort dictPort protoPort limitPort]
 *
 * The official client where it is at home: in pages of a headless Chromium, named by CHROMIUM_PATH
 * or found on the PATH. Exits with 0 if all steps passed, with 1 if not, with 2 without a Chromium.
 */

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const executablePath = process.env.CHROMIUM_PATH || onPath();
if (!executablePath) {
  console.log(`no Chromium on the PATH, expected one of ${NAMES.join(', ')} or CHROMIUM_PATH`);
  process.exit(2);
}

const server = createServer(serve).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));
const site = `http://127.0.0.1:${server.address().port}/`;
const userData = mkdtempSync(join(tmpdir(), 'pomelo-chromium-'));
const browser = await chromium.launchPersistentContext(userData, { executablePath, args: FLAGS });

let failed = 1;
try {
  const client = { ...official, name: 'Chromium', on: ['main', 'dict'], open };
  const count = await drive(client, addresses(process.argv.slice(2)));
  failed = count.failed;
  console.log(`${count.passed} passed, ${count.failed} failed`);
} finally {
  await browser.close();
  server.close();
  rmSync(userData, { recursive: true, force: true });
}
process.exit(failed === 0 ? 0 : 1);

/** Every session is a page. Pages share their local storage, as the visits of one player do. */
async function open({ host, port, user }) {
  const session = new Session();
  const page = await browser.newPage();
  const waiting = new Map();
  let id = 0;
  await page.exposeFunction('told', (what, ...values) => ({
    push: (route, body) => session.pushed(route, body),
    kick: (data) => session.kick(data.reason),
    close: () => session.end(),
    answer: (number, body) => waiting.get(number)(body),
  })[what](...values));
  await page.goto(site);
  // Evaluations run in the page in the order they were asked for.
  session.send = (route, body, resolve, reject) => {
    waiting.set(++id, resolve);
    page.evaluate(([number, to, message]) => {
      window.pomelo.request(to, message, (answer) => window.told('answer', number, answer));
    }, [id, route, body]).catch(reject);
  };
  session.tell = (route, body) => page.evaluate(
    ([to, message]) => window.pomelo.notify(to, message), [route, body]);
  session.hangUp = () => page.evaluate(() => window.pomelo.disconnect()).catch(() => { });
  session.closed.then(() => page.close().catch(() => { }));
  const outcome = await page.evaluate(([params, routes]) => new Promise((resolve) => {
    const { pomelo, told } = window;
    let answered;
    routes.forEach((route) => pomelo.on(route, (body) => told('push', route, body)));
    pomelo.on('onKick', (data) => told('kick', data));
    pomelo.on('close', () => {
      resolve({ lost: true });
      told('close');
    });
    pomelo.on('error', (refused) => resolve({ refused }));
    pomelo.init({ ...params, handshakeCallback: (answer) => { answered = answer; } },
      () => resolve({ user: answered }));
  }), [{ host, port, user }, PUSH_ROUTES]);
  if (outcome.refused) {
    throw new Refused(outcome.refused);
  }
  if (outcome.lost) {
    throw new Error('closed before the handshake');
  }
  session.user = outcome.user;
  return session;
}

function serve(request, response) {
  const part = officialParts[Number(/^\/(\d+)\.js$/.exec(request.url)?.[1])];
  if (part) {
    response.setHeader('Content-Type', 'text/javascript; charset=utf-8');
    response.end(part.source);
  } else {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><meta charset="utf-8"><title>pomelo</title>
${officialParts.map((_, i) => `<script src="/${i}.js"></script>`).join('\n')}`);
  }
}

function onPath() {
  for (const directory of (process.env.PATH ?? '').split(delimiter).filter(Boolean)) {
    try {
      const files = readdirSync(directory);
      const name = NAMES.find((known) => files.includes(known));
      if (name) {
        return join(directory, name);
      }
    } catch {
      // The PATH may name directories that do not exist.
    }
  }
  return undefined;
}
