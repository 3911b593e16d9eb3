package io.pomelo.client.impl;

import io.pomelo.client.Push;

/** A push as it arrived. */
record PushMessage(String route, Object body) implements Push {
}
