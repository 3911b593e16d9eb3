package io.pomelo.impl;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** Stand-in for the helpers' branches. */
public abstract class ApplicationImpl implements Application {
  public static ApplicationOptions standAlone() { return null; }
  public static ApplicationImpl create(Vertx v, ApplicationOptions o) { return null; }
  void stopAfter(Supplier<Future<Void>> s) { }
}
