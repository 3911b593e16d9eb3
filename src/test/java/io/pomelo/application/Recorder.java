package io.pomelo.application;

import io.pomelo.Application;
import io.pomelo.ApplicationListener;
import io.pomelo.Component;
import io.pomelo.Lifecycle;
import io.pomelo.cluster.ServerInfo;
import io.pomelo.session.Session;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what is called, in order; servers may be on several threads. */
final class Recorder {

  final List<String> seen = new CopyOnWriteArrayList<>();

  /** Notes each event as {@code name:ids}. */
  ApplicationListener listener() {
    return new ApplicationListener() {
      @Override
      public void addServers(List<ServerInfo> servers) {
        note("add", servers);
      }

      @Override
      public void removeServers(List<ServerInfo> servers) {
        note("remove", servers);
      }

      @Override
      public void replaceServers(List<ServerInfo> servers) {
        note("replace", servers);
      }

      @Override
      public void bindSession(Session session) {
        seen.add("bind:" + session.uid());
      }

      @Override
      public void unbindSession(Session session) {
        seen.add("unbind:" + session.uid());
      }

      @Override
      public void closeSession(Session session) {
        seen.add("close:" + session.uid());
      }

      @Override
      public void startServer(String serverId) {
        seen.add("start:" + serverId);
      }

      @Override
      public void startAll() {
        seen.add("all");
      }
    };
  }

  private void note(String event, List<ServerInfo> servers) {
    seen.add(event + ":" + String.join(",", servers.stream().map(ServerInfo::getId).toList()));
  }

  /** Notes each step as {@code prefix.name}. */
  Lifecycle lifecycle(String prefix) {
    return new Lifecycle() {
      @Override
      public Future<Void> beforeStartup(Application app) {
        return step("beforeStartup", app);
      }

      @Override
      public Future<Void> afterStartup(Application app) {
        return step("afterStartup", app);
      }

      @Override
      public Future<Void> beforeShutdown(Application app) {
        return step("beforeShutdown", app);
      }

      @Override
      public Future<Void> afterStartAll(Application app) {
        return step("afterStartAll", app);
      }

      /** Ends later, so that what does not wait is noted too early. */
      private Future<Void> step(String name, Application app) {
        return app.vertx().timer(5).onComplete(v -> seen.add(prefix + name)).mapEmpty();
      }
    };
  }

  /** Notes its life as {@code name.step}. */
  Component component(String name) {
    return new Component() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Future<?> deploy(Context context) {
        seen.add(name + ".deploy");
        return Future.succeededFuture();
      }

      @Override
      public Future<?> afterStart() {
        seen.add(name + ".afterStart");
        return Future.succeededFuture();
      }

      @Override
      public Future<?> undeploy(Context context) {
        seen.add(name + ".undeploy");
        return Future.succeededFuture();
      }
    };
  }
}
