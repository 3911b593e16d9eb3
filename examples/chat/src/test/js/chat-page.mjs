// Drives the chat page in Chromium: node chat-page.mjs <scenario> <url> <chromium> <screenshots>
//
// Prints what it does. A line `ask ...` asks the test that started it for something only that can
// do; it goes on when it reads a line. Ends with code 0 when everything was as it should be.

import assert from 'node:assert/strict';
import path from 'node:path';
import readline from 'node:readline';
import {chromium} from 'playwright-core';

const [scenario, url, executablePath, screenshots] = process.argv.slice(2);
const PATIENCE = 10_000;
const WIDE = {width: 1100, height: 720};
const NARROW = {width: 375, height: 720};

const answers = readline.createInterface({input: process.stdin})[Symbol.asyncIterator]();
const opened = [];
let browser;

async function ask(what) {
  console.log('ask ' + what);
  assert.equal((await answers.next()).value, 'done');
}

/** A tab of somebody's own: nothing is shared with the other tabs. */
async function tab(options = {}) {
  const context = await browser.newContext({viewport: WIDE, ...options});
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  page.on('pageerror', error => {
    console.error('error in the page: ' + error.stack);
    process.exitCode = 1;
  });
  page.on('request', request => {
    if (new URL(request.url()).host !== new URL(url).host) {
      console.error('request to another host: ' + request.url());
      process.exitCode = 1;
    }
  });
  opened.push(page);
  await page.goto(url);
  return page;
}

async function submit(page, name, rid) {
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Room', {exact: true}).fill(rid);
  await page.keyboard.press('Enter');
}

async function enter(name, rid, options) {
  const page = await tab(options);
  await submit(page, name, rid);
  await page.getByText('connected as ' + name, {exact: true}).waitFor();
  return page;
}

async function say(page, text, target = 'everyone') {
  await page.getByLabel('To', {exact: true}).selectOption({label: target});
  await page.getByLabel('Message', {exact: true}).fill(text);
  await page.keyboard.press('Enter');
  await page.locator('#content').and(page.locator(':placeholder-shown')).waitFor();
}

const message = (page, text) =>
  page.locator('.message').filter({has: page.getByText(text, {exact: true})});

const hears = (page, text) => message(page, text).waitFor();

const notices = (page, text) => page.locator('.notice').getByText(text, {exact: true}).waitFor();

const people = page => page.locator('.person .name').allTextContents();

async function talk() {
  const alice = await enter('Alice', 'orchard');
  const bob = await enter('Bob', 'orchard');
  await notices(alice, 'Bob came in');
  assert.deepEqual(await people(alice), ['Alice', 'Bob']);
  assert.deepEqual(await people(bob), ['Bob', 'Alice']);
  assert.equal(await bob.locator('#count').textContent(), '2');

  await say(alice, 'Good morning!');
  await hears(alice, 'Good morning!');
  await hears(bob, 'Good morning!');
  await say(bob, '早安 \u{1F600}\u{1F468}\u200D\u{1F33E}');
  await hears(alice, '早安 \u{1F600}\u{1F468}\u200D\u{1F33E}');
  await say(bob, '<img src="x"> & <b>bold</b>');
  await hears(alice, '<img src="x"> & <b>bold</b>');
  assert.equal(await alice.locator('.messages img, .messages b').count(), 0);
}

async function alone() {
  const alice = await enter('Alice', 'orchard');
  const bob = await enter('Bob', 'orchard');
  const eve = await enter('Eve', 'orchard');
  await notices(alice, 'Eve came in');
  await say(alice, 'Only for you', 'Bob');
  await message(bob, 'Only for you').getByText('to you alone').waitFor();
  await message(alice, 'Only for you').getByText('to Bob alone').waitFor();

  // What was said afterwards has arrived, so what was said before would have.
  await say(alice, 'For all of you');
  await hears(eve, 'For all of you');
  assert.equal(await message(eve, 'Only for you').count(), 0);

  // Half a message to one stays one to them, even when they leave.
  await alice.getByLabel('To', {exact: true}).selectOption({label: 'Bob'});
  await bob.getByRole('button', {name: 'Leave'}).click();
  await notices(alice, 'Bob left');
  await alice.getByLabel('Message', {exact: true}).fill('Are you there?');
  await alice.keyboard.press('Enter');
  await alice.getByText('Nobody in this room is called Bob.').waitFor();
  assert.equal(await message(eve, 'Are you there?').count(), 0);
}

async function taken() {
  await enter('Alice', 'orchard');
  const other = await tab();
  await submit(other, 'Alice', 'orchard');
  await other.getByText('That name is taken in this room. Choose another one.').waitFor();
  await submit(other, 'A*ice', 'orchard');
  await other.getByText('Please choose a name without a *.').waitFor();
  await submit(other, 'Alice', 'kitchen');
  await other.getByText('connected as Alice', {exact: true}).waitFor();
  assert.deepEqual(await people(other), ['Alice']);
}

async function leave() {
  const alice = await enter('Alice', 'orchard');
  const bob = await enter('Bob', 'orchard');
  const carol = await enter('Carol', 'orchard');
  await notices(alice, 'Carol came in');
  await bob.close();
  await notices(alice, 'Bob left');
  await carol.getByRole('button', {name: 'Leave'}).click();
  await notices(alice, 'Carol left');
  assert.deepEqual(await people(alice), ['Alice']);
  assert.equal(await carol.getByLabel('Your name').inputValue(), 'Carol');
}

async function stopped() {
  // By their names Alice is on the first connector and Bob on the second.
  const alice = await enter('Alice', 'orchard');
  const bob = await enter('Bob', 'orchard');
  await ask('stop connector-1');
  await alice.locator('#gone').waitFor();
  await alice.getByText('not connected', {exact: true}).waitFor();
  assert.equal(await alice.getByRole('button', {name: 'Send'}).isDisabled(), true);
  await alice.getByRole('button', {name: 'Reconnect'}).click();
  await alice.getByText('connected as Alice', {exact: true}).waitFor();
  await say(alice, 'Here I am again');
  await hears(bob, 'Here I am again');
}

async function kicked() {
  const alice = await enter('Alice', 'orchard');
  await ask('kick connector-1 Alice*orchard flooding the room');
  await alice.getByText('You were disconnected.').waitFor();
  await alice.getByText('The reason given: flooding the room.').waitFor();
}

async function look() {
  const shot = (page, name) => page.screenshot({path: path.join(screenshots, name + '.png')});
  await shot(await tab(), 'login');
  const alice = await enter('Alice', 'orchard');
  const bob = await enter('Björn', 'orchard', {colorScheme: 'dark'});
  const carol = await enter('Chloé', 'orchard', {viewport: NARROW});
  await notices(alice, 'Chloé came in');
  await say(alice, 'Hello everyone! Has anybody been to the new greenhouse?');
  await say(bob, 'Yes, yesterday. The pomelos are nearly ripe.');
  await say(bob, 'And the lemons, too.');
  await say(carol, 'Lovely \u{1F600}');
  await say(alice, 'Shall we go together on Saturday?', 'Björn');
  await hears(bob, 'Shall we go together on Saturday?');
  await say(bob, 'Gladly!', 'Alice');
  await hears(alice, 'Gladly!');
  await hears(carol, 'Lovely \u{1F600}');
  await shot(alice, 'room-light');
  await shot(bob, 'room-dark');
  await shot(carol, 'room-narrow');
  const wide = await carol.evaluate(() => document.documentElement.scrollWidth);
  assert.equal(wide, NARROW.width, 'the narrow page scrolls sideways');
}

const scenarios = {talk, alone, taken, leave, stopped, kicked, look};

const deadline = setTimeout(() => {
  console.error(scenario + ' did not end within 60 s');
  process.exit(1);
}, 60_000);

try {
  browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  await scenarios[scenario]();
} catch (failure) {
  console.error(failure.stack);
  process.exitCode = 1;
  for (const [i, page] of opened.entries()) {
    await page.screenshot({path: path.join(screenshots, `failed-${scenario}-${i + 1}.png`)})
      .catch(closed => console.error('tab ' + (i + 1) + ': ' + closed.message));
  }
} finally {
  clearTimeout(deadline);
  await browser?.close();
  process.exit();
}
