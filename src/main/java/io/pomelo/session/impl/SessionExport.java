package io.pomelo.session.impl;

import io.pomelo.rpc.Payload;

/** A session between two servers: id, uid, and the values as JSON text. */
final class SessionExport {

  private SessionExport() {
  }

  static void write(Payload to, SessionSnapshot session) {
    to.putLong(session.id()).putUid(session.uid()).putBytes(session.encodedSettings());
  }

  static BackendSessionImpl read(String frontendId, Payload from, BackendSessionVerticle service) {
    return new BackendSessionImpl(from.getLong(), frontendId, from.getUid(),
      Settings.decode(from.getBytes()), service);
  }
}
