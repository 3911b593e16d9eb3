import net from 'node:net';
import { createRequire } from 'node:module';
import { Refused, Session } from '../session.mjs';

const require = createRequire(import.meta.url);
const protocol = require('pomelo-protocol');
const protobuf = require('pomelo-protobuf');
const { Package, Message } = protocol;

export const name = 'pomelo-protocol over TCP';
export const on = ['main', 'plain', 'dict', 'proto', 'limit'];
export const can = {
  user: true, kick: true, kickReason: true, order: true,
  notify: true, text: true, typed: true, shared: true,
};

/** No client of its own: the original codecs of pomelo on a socket. */
export function open({ host, port, user }) {
  const session = new Session();
  const socket = net.connect({ host, port, noDelay: true });
  const waiting = new Map();
  let sys = {};
  let id = 0;

  const write = (type, body) => socket.write(Package.encode(type, body));
  const message = (type, number, route, body) => {
    const bytes = sys.protos?.client[route]
      ? protobuf.encode(route, body)
      : protocol.strencode(JSON.stringify(body));
    const code = sys.dict?.[route];
    write(Package.TYPE_DATA, Message.encode(number, type, code ? 1 : 0, code ?? route, bytes));
  };
  const decode = (route, bytes) => sys.protos?.server[route]
    ? protobuf.decode(route, bytes)
    : JSON.parse(protocol.strdecode(bytes));

  session.send = (route, body, resolve) => {
    waiting.set(++id, { route, resolve });
    message(Message.TYPE_REQUEST, id, route, body);
  };
  session.tell = (route, body) => message(Message.TYPE_NOTIFY, 0, route, body);
  session.hangUp = () => socket.end();

  return new Promise((resolve, reject) => {
    const received = {
      [Package.TYPE_HANDSHAKE]: (body) => {
        const answer = JSON.parse(protocol.strdecode(body));
        if (answer.code !== 200) {
          reject(new Refused(`code ${answer.code}`));
          return;
        }
        sys = answer.sys;
        session.user = answer.user;
        if (sys.protos) {
          protobuf.init({ encoderProtos: sys.protos.client, decoderProtos: sys.protos.server });
        }
        write(Package.TYPE_HANDSHAKE_ACK);
        resolve(session);
      },
      [Package.TYPE_HEARTBEAT]: () =>
        setTimeout(() => write(Package.TYPE_HEARTBEAT), sys.heartbeat * 1_000).unref(),
      [Package.TYPE_DATA]: (body) => {
        const { id: number, route, compressRoute, body: bytes } = Message.decode(body);
        if (number) {
          const request = waiting.get(number);
          waiting.delete(number);
          request.resolve(decode(request.route, bytes));
          return;
        }
        const name = compressRoute
          ? Object.keys(sys.dict).find((known) => sys.dict[known] === route) : route;
        session.pushed(name, decode(name, bytes));
      },
      [Package.TYPE_KICK]: (body) => session.kick(JSON.parse(protocol.strdecode(body)).reason),
    };
    let pending = Buffer.alloc(0);
    socket.on('connect', () => write(Package.TYPE_HANDSHAKE, protocol.strencode(
      JSON.stringify({ sys: { type: 'js-tcp', version: '0.0.1' }, user }))));
    socket.on('data', (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 4 && pending.length >= 4 + pending.readUIntBE(1, 3)) {
        const end = 4 + pending.readUIntBE(1, 3);
        received[pending[0]](pending.subarray(4, end));
        pending = pending.subarray(end);
      }
    });
    socket.on('error', (failure) => reject(failure));
    socket.on('close', () => {
      session.end();
      reject(new Error('closed before the handshake'));
    });
  });
}
