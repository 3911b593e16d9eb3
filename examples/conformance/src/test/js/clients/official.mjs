import vm from 'node:vm';
import { WebSocket } from 'ws';
import { PUSH_ROUTES, Refused, Session, plain } from '../session.mjs';
import { officialParts } from './official-parts.mjs';

export const name = 'pomelo-jsclient-websocket';
export const on = ['main', 'plain', 'dict', 'proto', 'limit'];
export const can = {
  user: true, kick: true, kickReason: true, order: true, notify: true,
  text: true, typed: true, shared: true, cache: true,
};

/** The client is a script with one connection for each window: every session is a window. */
export function open({ host, port, user, storage = new Map() }) {
  const session = new Session();
  session.storage = storage;
  const window = vm.createContext({
    WebSocket, ArrayBuffer, Uint8Array, setTimeout, clearTimeout,
    console: { log() { }, error() { } },
    localStorage: {
      getItem: (key) => storage.get(key) ?? null,
      setItem: (key, value) => storage.set(key, value),
    },
  });
  window.window = window;
  // Some of the scripts are read with `this` as the window.
  for (const { name: filename, source } of officialParts) {
    vm.runInContext(source, window, { filename });
  }
  const { pomelo } = window;
  session.send = (route, body, resolve) => pomelo.request(route, body, resolve);
  session.tell = (route, body) => pomelo.notify(route, body);
  session.hangUp = () => pomelo.disconnect();
  PUSH_ROUTES.forEach((route) => pomelo.on(route, (body) => session.pushed(route, body)));
  pomelo.on('onKick', (data) => session.kick(data.reason));
  pomelo.on('close', () => session.end());
  return new Promise((resolve, reject) => {
    pomelo.on('error', (text) => reject(new Refused(text)));
    pomelo.on('io-error', () => reject(new Error('not connected')));
    session.closed.then(() => reject(new Error('closed before the handshake')));
    pomelo.init({
      host, port, user, handshakeCallback: (answer) => { session.user = plain(answer); },
    }, () => resolve(session));
  });
}
