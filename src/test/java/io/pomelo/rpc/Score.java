package io.pomelo.rpc;

import io.vertx.codegen.annotations.ProxyGen;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** A typed remote for tests. */
@ProxyGen
public interface Score {

  /** The sum, after the name of the server that made it. */
  Future<String> add(int left, long right);

  /** The same object. */
  Future<JsonObject> echo(JsonObject value);

  /** Fails in a way. */
  Future<Void> fail(String way);

  /** Answers when it is told to, if ever. */
  Future<String> hold();

  /** Tells without an answer. */
  void tell(String text);
}
