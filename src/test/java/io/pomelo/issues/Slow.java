package io.pomelo.issues;

import io.vertx.codegen.annotations.ProxyGen;
import io.vertx.core.Future;

/** A remote that takes its time. */
@ProxyGen
public interface Slow {

  Future<String> say(String text);
}
