import { EventEmitter } from 'node:events';

/**
 * One connection as the steps see it, whatever client is below. A client's adapter fills in `send`,
 * `tell` and `hangUp` and calls the methods below them as things happen.
 */
export class Session {
  #waiting = new EventEmitter().setMaxListeners(0);
  #untaken = [];
  #ends = {};

  /** What the server's handshake hook answered; undefined when the client does not show it. */
  user = undefined;
  /** Every push as `{route, body}` in the order of arrival. */
  pushes = [];
  kicked = new Promise((resolve) => { this.#ends.kicked = resolve; });
  closed = new Promise((resolve) => { this.#ends.closed = resolve; });

  request(route, body) {
    return within(5_000, `an answer to ${route}`,
      new Promise((resolve, reject) => this.send(route, body, resolve, reject)).then(plain));
  }

  notify(route, body) {
    this.tell(route, body);
  }

  close() {
    this.hangUp();
  }

  /** The oldest push of a route that nobody took yet, or the next one to come. */
  next(route) {
    const at = this.#untaken.findIndex((push) => push.route === route);
    if (at >= 0) {
      return Promise.resolve(this.#untaken.splice(at, 1)[0].body);
    }
    return within(5_000, `a push on ${route}`, new Promise((resolve) =>
      this.#waiting.once(route, () => resolve(this.next(route)))));
  }

  pushed(route, body) {
    const push = { route, body: plain(body) };
    this.pushes.push(push);
    this.#untaken.push(push);
    this.#waiting.emit(route);
  }

  kick(reason) {
    this.#ends.kicked(reason);
  }

  end() {
    this.#ends.closed();
  }
}

/** The routes the conformance application pushes on; clients must be asked for each. */
export const PUSH_ROUTES =
  ['onBurst', 'onChat', 'onJoin', 'onLeave', 'onPlain', 'onTick', 'onTyped', 'onWorld'];

/** A refused handshake. */
export class Refused extends Error {
}

/** The same JSON made of this realm's objects, without what JSON does not carry. */
export function plain(value) {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

export function within(millis, what, promise) {
  let timer;
  const late = new Promise((resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`nothing within ${millis} ms, expected ${what}`)), millis);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
