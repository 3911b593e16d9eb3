import { createRequire } from 'node:module';
import { PUSH_ROUTES, Refused, Session } from '../session.mjs';

const Pomelo = createRequire(import.meta.url)('pomelo-node-tcp-client');

export const name = 'pomelo-node-tcp-client';
// It fails without protobuf definitions in the handshake, and does not know the dictionary. It
// reads one package of a chunk, carries ASCII alone on today's Node, writes notifications as
// requests, and a kick sends it into an endless loop.
export const on = ['proto'];
export const can = { oneByOne: true };

export function open({ host, port, user }) {
  const session = new Session();
  const pomelo = new Pomelo();
  pomelo.consoleLogs = false;
  session.send = (route, body, resolve) => pomelo.request(route, body, resolve);
  // Its disconnect looks at a property that sockets do not have, and so leaves the socket open.
  session.hangUp = () => pomelo._socket.destroy();
  PUSH_ROUTES.forEach((route) => pomelo.on(route, (body) => session.pushed(route, body)));
  return new Promise((resolve, reject) => {
    pomelo.init(host, port, user, (answer) => {
      if (answer.code === 200) {
        // The server's first heartbeat comes next; an answer in the same chunk would be lost.
        pomelo._socket.once('data', () => resolve(session));
      } else {
        reject(new Refused(`code ${answer.code}`));
      }
    });
    pomelo._socket.on('close', () => {
      session.end();
      reject(new Error('closed before the handshake'));
    });
  });
}
