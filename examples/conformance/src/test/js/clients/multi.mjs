import { createRequire } from 'node:module';
import { PUSH_ROUTES, Refused, Session, plain } from '../session.mjs';

const Pomelo = createRequire(import.meta.url)('pomelo-client-websocket');

export const name = 'pomelo-client-websocket';
// It reads one package of a WebSocket message: not for batches. Its protobuf library does not know
// definitions that several messages share.
export const on = ['main', 'plain', 'proto', 'limit'];
export const can = { user: true, kick: true, order: true, notify: true, text: true, typed: true };

export function open({ host, port, user }) {
  const session = new Session();
  const pomelo = new Pomelo();
  session.send = (route, body, resolve) => pomelo.request(route, body, resolve);
  session.tell = (route, body) => pomelo.notify(route, body);
  session.hangUp = () => pomelo.disconnect();
  PUSH_ROUTES.forEach((route) => pomelo.on(route, (body) => session.pushed(route, body)));
  pomelo.on('onKick', () => session.kick());
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
