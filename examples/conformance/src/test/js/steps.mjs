import { deepStrictEqual as equal, ok } from 'node:assert';
import { Refused, within } from './session.mjs';

/*
 * What every client does with the conformance application. A step runs on the connectors it names,
 * with the clients that can do what it needs. `go` has `open(user)` for a session on the step's
 * connector, `can`, and `unique(text)` for names no other step uses.
 */

const HEARTBEAT_CONNECTORS = ['main', 'proto'];
/** More than the 6 s after which a connector drops a client without heartbeats. */
const SURVIVE_MILLIS = 7_500;

export const steps = [
  {
    name: 'handshake shows what the game answers',
    on: ['main'], needs: ['user'],
    async run(go) {
      const session = await go.open({ name: 'héllo', n: 1 });
      equal(session.user, { welcome: true, echo: { name: 'héllo', n: 1 } });
    },
  },
  {
    name: 'handshake is refused',
    on: ['main'],
    async run(go) {
      const failure = await go.open({ token: 'bad' }).then(() => null, (refused) => refused);
      ok(failure instanceof Refused, `${failure}, expected a refusal`);
    },
  },
  {
    name: 'login tells who is in the room',
    async run(go) {
      const session = await go.open();
      const [uid, room] = [go.unique('u'), go.unique('r')];
      const { frontendId, sessionId, ...rest } =
        await session.request('connector.entryHandler.login', { uid, room });
      equal(rest, { code: 200, uid, users: [uid] });
      ok(frontendId && sessionId, 'no frontendId or sessionId');
      const { settings } = await session.request('connector.entryHandler.whoami', {});
      equal(settings, { room });
    },
  },
  {
    name: 'chat reaches everybody in the room',
    needs: ['order'],
    async run(go) {
      const room = go.unique('r');
      const [ann, bob] = [go.unique('ann'), go.unique('bob')];
      const [first, second] = [await go.open(), await go.open()];
      await first.request('connector.entryHandler.login', { uid: ann, room });
      const { users } = await second.request('connector.entryHandler.login', { uid: bob, room });
      equal(users, [ann, bob]);
      equal(await first.next('onJoin'), { user: bob, room });
      equal(await first.request('chat.roomHandler.say', { content: 'hi 你好' }), { code: 200 });
      for (const session of [first, second]) {
        equal(await session.next('onChat'), { from: ann, content: 'hi 你好', room });
      }
      second.close();
      equal(await first.next('onLeave'), { user: bob, room, how: 'gone' });
    },
  },
  {
    name: 'a push arrives on its own',
    needs: ['oneByOne'],
    async run(go) {
      const uid = go.unique('u');
      const session = await go.open();
      const { frontendId } = await session.request('connector.entryHandler.login', { uid });
      const other = await go.helper();
      const msg = { text: 'from another' };
      equal(await other.request('connector.pushHandler.toUid',
        { uid, frontendId, route: 'onPlain', msg }), { code: 200, fails: [] });
      equal(await session.next('onPlain'), msg);
    },
  },
  {
    name: 'a burst keeps its order',
    needs: ['order'],
    async run(go) {
      const session = await go.open();
      await session.request('connector.entryHandler.login',
        { uid: go.unique('u'), room: go.unique('r') });
      equal(await session.request('chat.roomHandler.burst', { n: 200, size: 20 }),
        { code: 200, n: 200 });
      for (let seq = 0; seq < 200; seq++) {
        equal(await session.next('onBurst'), { seq, data: 'b'.repeat(20) });
      }
    },
  },
  {
    name: 'pushes precede the answer, with and without a code',
    needs: ['order'],
    async run(go) {
      const session = await go.open();
      await session.request('connector.entryHandler.login', { uid: go.unique('u') });
      for (const route of ['onTick', 'onPlain']) {
        equal(await session.request('connector.pushHandler.toSelf', { route, n: 3, data: 'd' }),
          { code: 200, n: 3 });
        equal(session.pushes.filter((push) => push.route === route).map(({ body }) => body),
          [0, 1, 2].map((seq) => ({ seq, data: 'd' })));
      }
    },
  },
  {
    name: 'a kick is told and closes',
    needs: ['kick'],
    async run(go) {
      const session = await go.open();
      session.request('connector.entryHandler.kickSelf', { reason: 'enough' }).catch(() => { });
      const reason = await within(5_000, 'a kick', session.kicked);
      if (go.can.kickReason) {
        equal(reason, 'enough');
      }
      await within(5_000, 'the close', session.closed);
    },
  },
  {
    name: 'what is sent comes back',
    async run(go) {
      const session = await go.open();
      const data = { text: 'ascii', list: [1, -2.5, true, null], nested: { empty: {} } };
      const { at, ...rest } = await session.request('connector.echoHandler.echo', { data });
      equal(rest, { code: 200, data });
      ok(at.startsWith('conn-'), at);
      ok((await session.request('chat.echoHandler.echo', { data })).at.startsWith('chat-'));
    },
  },
  {
    name: 'text of all planes comes back',
    needs: ['text'],
    async run(go) {
      const session = await go.open();
      const data = { text: 'é ß 中文 \u{1F600} \u{20000}' };
      equal((await session.request('connector.echoHandler.echo', { data })).data, data);
      equal((await session.request('chat.echoHandler.echo', { data })).data, data);
      const text = 'é中\u{1F600}';
      equal(await session.request('connector.echoHandler.length', { data: text }),
        { code: 200, chars: 4, bytes: 9 });
    },
  },
  {
    name: 'a body of 60,000 characters comes',
    needs: ['order'],
    async run(go) {
      const session = await go.open();
      equal(await session.request('chat.echoHandler.size', { n: 60_000, ch: 'y' }),
        { code: 200, data: 'y'.repeat(60_000) });
    },
  },
  {
    name: 'errors are answered with 500 and harm nothing',
    async run(go) {
      const session = await go.open();
      for (const route of ['connector.echoHandler.fail', 'connector.echoHandler.boom',
        'chat.echoHandler.fail', 'connector.noHandler.none']) {
        equal(await session.request(route, {}), { code: 500 }, route);
      }
      equal(await session.request('connector.echoHandler.failWith', { code: 7, why: 'w' }),
        { code: 7, why: 'w' });
      equal(await session.request('connector.echoHandler.none', {}), {});
    },
  },
  {
    name: 'a server type that does not exist is answered with 500',
    async run(go) {
      equal(await (await go.open()).request('nowhere.aHandler.b', {}), { code: 500 });
    },
  },
  {
    name: 'notifications arrive in order',
    needs: ['notify'],
    async run(go) {
      const session = await go.open();
      for (const [method, tag] of [['mark', 'a'], ['markAndReply', 'b'], ['markAndFail', 'c'],
        ['markAndThrow', 'd'], ['mark', 'e']]) {
        session.notify(`connector.notifyHandler.${method}`, { tag });
      }
      equal(await session.request('connector.notifyHandler.marks', {}),
        { code: 200, tags: ['a', 'b', 'c', 'd', 'e'] });
    },
  },
  {
    name: 'protobuf bodies come back',
    on: ['main', 'proto'], needs: ['typed'],
    run: async (go) => typed(go, await go.open()),
  },
  {
    name: 'protobuf pushes arrive',
    on: ['main', 'proto'], needs: ['typed', 'shared'],
    async run(go) {
      const session = await go.open();
      await session.request('connector.entryHandler.login', { uid: go.unique('u') });
      await session.request('connector.typedHandler.push', { n: 3 });
      for (let seq = 0; seq < 3; seq++) {
        equal(await session.next('onTyped'), {
          seq, text: `text 你好 ${seq}`, items: [{ id: seq, name: `item${seq}` }, { id: seq + 1 }],
        });
      }
    },
  },
  {
    name: 'a protobuf error is answered with 500',
    on: ['main', 'proto'], needs: ['typed'],
    async run(go) {
      const session = await go.open();
      equal(await session.request('connector.typedHandler.fail', {}), { code: 500 });
    },
  },
  {
    name: 'protobuf works with the definitions of an earlier visit',
    on: ['main', 'proto'], needs: ['cache'],
    async run(go) {
      const first = await go.open();
      first.close();
      await typed(go, await go.open(undefined, first.storage));
    },
  },
  {
    name: 'the fourth connection waits until one has left',
    on: ['limit'],
    async run(go) {
      const three = [await go.open(), await go.open(), await go.open()];
      const failure = await go.open().then(() => null, (refused) => refused);
      ok(failure !== null, 'a fourth session, expected the connection to be closed');
      three[0].close();
      for (let tries = 1; ; tries++) {
        const next = await go.open().catch(() => null);
        if (next !== null) {
          equal((await next.request('connector.echoHandler.echo', { data: 1 })).data, 1);
          return;
        }
        ok(tries < 50, 'no place within 5 s, expected one');
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
  },
  {
    name: 'heartbeats keep the connection',
    on: HEARTBEAT_CONNECTORS, background: true,
    async run(go) {
      const session = await go.open();
      await Promise.race([
        new Promise((resolve) => setTimeout(resolve, SURVIVE_MILLIS)),
        session.closed.then(() => { throw new Error('closed, expected it to stay'); }),
      ]);
      equal((await session.request('connector.echoHandler.echo', { data: 2 })).data, 2);
    },
  },
];

async function typed(go, session) {
  const body = {
    u: 300, s: -70_000, i: -5, f: 0.5, d: 1.25, str: 'text 中文', nums: [1, 300, 70_000],
    names: ['a', '', 'é'], at: { x: -1, y: 2, label: 'here' }, path: [{ x: 1, y: -2 }],
    reals: [1.5, -2.25], ...go.can.shared && { items: [{ id: 1, name: 'one' }, { id: 2 }] },
  };
  equal(await session.request('connector.typedHandler.echo', body), { ...body, code: 200 });
}
