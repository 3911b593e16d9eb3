// The way to a room over the published pomelo client: gate, connector, requests and their failures.
'use strict';

/** A failure whose text is meant for the person. */
class Refusal extends Error {
  constructor(code, text) {
    super(text);
    this.code = code;
  }
}

/**
 * One connection at a time, as the client has one. Its events name no connection, so the socket a
 * close event comes from tells whether it is about this one or about one that was left.
 */
const connection = (() => {
  const PATIENCE = 15000;
  const pomelo = window.pomelo;
  const left = new WeakSet();
  let socket = null;
  let opening = null;
  let waiting = new Set();
  let kicked = null;
  let onLost = () => {};

  pomelo.on('disconnect', event => {
    if (!left.has(event.target)) {
      lost();
    }
  });
  pomelo.on('heartbeat timeout', () => lost());
  pomelo.on('onKick', body => {
    kicked = (body && body.reason) || 'kick';
  });
  pomelo.on('error', () => {
    if (opening) {
      opening(new Refusal(0, 'The server does not know this page. Load it again.'));
    }
  });

  function lost() {
    const reason = kicked;
    const wasOpen = socket !== null;
    drop();
    const failure = new Refusal(0, 'The server cannot be reached.');
    if (opening) {
      opening(failure);
    }
    waiting.forEach(fail => fail(failure));
    waiting = new Set();
    if (wasOpen) {
      onLost(reason);
    }
  }

  /** Ends the connection without a word to anybody. */
  function drop() {
    if (socket) {
      left.add(socket);
    }
    socket = null;
    kicked = null;
    pomelo.disconnect();
  }

  function open(host, port) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => lost(), PATIENCE);
      opening = failure => {
        clearTimeout(timer);
        opening = null;
        if (failure) {
          reject(failure);
        } else {
          resolve();
        }
      };
      pomelo.init({host, port}, opened => {
        socket = opened;
        opening();
      });
    });
  }

  /** Resolves with the answer when its code is 200, else fails with the server's words. */
  function request(route, msg) {
    return new Promise((resolve, reject) => {
      if (!socket) {
        reject(new Refusal(0, 'There is no connection.'));
        return;
      }
      const timer = setTimeout(() => fail(new Refusal(0, 'The server did not answer.')), PATIENCE);
      const fail = failure => {
        clearTimeout(timer);
        waiting.delete(fail);
        reject(failure);
      };
      waiting.add(fail);
      pomelo.request(route, msg, answer => {
        if (answer.code === 200) {
          clearTimeout(timer);
          waiting.delete(fail);
          resolve(answer);
        } else {
          fail(new Refusal(answer.code, answer.msg || 'The server could not do that (code '
            + answer.code + ').'));
        }
      });
    });
  }

  /** Asks the gate for a connector, and connects to it. */
  async function toConnector(name) {
    const where = await fetch('gate.json', {cache: 'no-store'}).then(answer => answer.json())
      .catch(() => {
        throw new Refusal(0, 'The server cannot be reached.');
      });
    await open(where.host, where.port);
    let connector;
    try {
      connector = await request('gate.gateHandler.queryEntry', {uid: name});
    } catch (failure) {
      throw failure.code === 500
        ? new Refusal(500, 'No server is free for you just now. Try again in a moment.') : failure;
    } finally {
      drop();
    }
    await open(connector.host, connector.port);
  }

  return {
    toConnector,
    request,
    close: drop,
    on: (route, listener) => pomelo.on(route, listener),
    lost: listener => {
      onLost = listener;
    },
  };
})();
