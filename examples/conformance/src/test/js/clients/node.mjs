import { createRequire } from 'node:module';
import { PUSH_ROUTES, Refused, Session } from '../session.mjs';

const Pomelo = createRequire(import.meta.url)('pomelo-nodejsclient-websocket');
const quiet = () => { };

export const name = 'pomelo-nodejsclient-websocket';
// It reads one package of a WebSocket message: not for batches.
export const on = ['main', 'plain', 'proto', 'limit'];
export const can = { kick: true, order: true, notify: true, text: true, typed: true, shared: true };

export function open({ host, port, user }) {
  const session = new Session();
  const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet, trace: quiet };
  const pomelo = new Pomelo({ logger });
  session.send = (route, body, resolve) =>
    pomelo.request(route, body, (failure, answer) => resolve(answer));
  session.tell = (route, body) => pomelo.notify(route, body);
  session.hangUp = () => {
    // Its disconnect leaves the socket with handlers that throw once it is gone.
    pomelo.disconnect();
    session.end();
  };
  PUSH_ROUTES.forEach((route) => pomelo.on(route, (body) => session.pushed(route, body)));
  pomelo.on('onKick', () => session.kick());
  pomelo.on('close', () => session.end());
  return new Promise((resolve, reject) => {
    pomelo.on('error', (text) => reject(new Refused(text)));
    pomelo.on('io-error', () => reject(new Error('not connected')));
    session.closed.then(() => reject(new Error('closed before the handshake')));
    pomelo.init({ host, port, user }, () => resolve(session));
  });
}
